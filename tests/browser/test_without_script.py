"""Without JavaScript everything that a person came for is there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.conftest import BASE, LANGUAGES, Kinds, Visit

UNSEEN = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, th, td, img)")]
  .filter(element => !element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter(element => !element.closest("[hidden], .app-paper, .app-stacked thead"))
  .map(element => element.outerHTML.slice(0, 120))
"""
OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true; })"


@pytest.fixture
def page(visit: Visit) -> Page:
    """Give a phone's page that runs no script of the site."""
    return visit(java_script_enabled=False)


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_text_and_the_emergency_numbers_are_seen(code: str, page: Page, kinds: Callable[[str], Kinds]) -> None:
    """On every kind of page; what is folded away opens by itself."""
    unseen = {}
    for kind, address in kinds(code).items():
        page.goto(BASE + address)
        assert page.locator('a[href="tel:999"]').first.is_visible(), kind
        assert page.locator('a[href="tel:111"]').first.is_visible(), kind
        page.evaluate(OPEN_DETAILS)
        unseen[kind] = page.evaluate(UNSEEN)

    assert {kind: elements for kind, elements in unseen.items() if elements} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_keyboard_alone_changes_the_language(code: str, page: Page) -> None:
    """The same page, in other languages, by their own names."""
    codes = list(LANGUAGES)
    for other in (codes * 2)[codes.index(code) + 1 :][:3]:
        page.goto(f"{BASE}{code}/pregnancy/vitamins/")
        link = page.locator(f'a[hreflang="{other}"][lang="{other}"]').first
        around = link.locator("xpath=ancestor::details/summary")
        if around.count():
            around.first.focus()
            page.keyboard.press("Enter")
        assert link.inner_text() == LANGUAGES[other].name
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{BASE}{other}/pregnancy/vitamins/")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_a_to_z_leads_to_pages(code: str, page: Page) -> None:
    """It is the way to find a page where the search, which needs a script, is not there."""
    page.goto(f"{BASE}{code}/pregnancy/vitamins/")
    address = page.locator('a[href$="/a-to-z/"]').first.get_attribute("href")
    page.goto(f"{BASE}{code}/pregnancy/vitamins/{address}")
    page.locator('main a[href$="pregnancy/vitamins/"]').first.click()

    page.wait_for_url(f"{BASE}{code}/pregnancy/vitamins/")
