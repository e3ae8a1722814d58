"""No page loads or runs anything that the policy in its head forbids.

A breach fails any of the browser tests; here every kind of page is opened once more for its own sake.
"""

from collections.abc import Callable

import pytest
from conftest import STAND_INS
from playwright.sync_api import Page

from browser.conftest import BASE, Kinds

PLANT = {
    "script-src-elem": "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))",
    "script-src-attr": "document.body.setAttribute('onclick', '1')",
    "style-src-elem": "document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))",
    "style-src-attr": "document.body.setAttribute('style', 'color: red')",
    "img-src": "new Image().src = 'https://elsewhere.example/picture.png'",
    "connect-src": "fetch('https://elsewhere.example/').catch(() => {})",
    "base-uri": "document.head.append(Object.assign(document.createElement('base'), {href: '/elsewhere/'}))",
    "frame-src": "document.body.append(Object.assign(document.createElement('iframe'), {src: '/en/'}))",
}
BREACH = """
plant => new Promise((done, failed) => {
  document.addEventListener("securitypolicyviolation", breach => {
    breach.stopImmediatePropagation();
    done(breach.effectiveDirective);
  }, {once: true, capture: true});
  setTimeout(failed, 10000, "nothing was forbidden");
  eval(plant);
})
"""


@pytest.mark.parametrize("code", STAND_INS)
def test_no_kind_of_page_breaks_its_own_policy(code: str, page: Page, kinds: Callable[[str], Kinds]) -> None:
    """From the start to when all is loaded; the page's fixture fails on any breach."""
    for address in kinds(code).values():
        page.goto(BASE + address, wait_until="load")
        assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1, address


@pytest.mark.parametrize("directive", PLANT)
def test_the_policy_forbids_what_the_site_never_needs(directive: str, visit: Callable[..., Page]) -> None:
    """So that text which went wrong somewhere cannot run or load anything."""
    page = visit(watched=False)
    page.goto(BASE + "en/")
    assert page.evaluate(BREACH, PLANT[directive]) == directive
