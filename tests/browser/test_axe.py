"""axe finds nothing on any kind of page, in any language, light or dark, on a phone or at a desk.

Every kind of page is judged in every language at a phone's width; the rules of colours, which words do not change, run
in one language of each direction, in light and in dark, and with `--long` in every language; at a desk in one language
of each direction; and every page of the site in English.  All of axe's rules run, those for the highest level and those
on trial too, except the ones told below.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import BASE, DIRECTIONS, LANGUAGES, Kinds, Visit

AXE = (Path(__file__).parent.parent / "vendor/axe-core/axe.min.js").read_text("utf-8")
NOT_ASKED = {
    "color-contrast-enhanced": "level AAA, 7 to 1: the NHS blue of the header and of links has 6.4 on white",
}
PHONE = {"width": 360, "height": 740}
FIRST_OF_DIRECTION = {direction: code for code, direction in reversed(DIRECTIONS.items()) if code in LANGUAGES}
OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
RUN_AXE = """
async ([notAsked, tag, without]) => {
  const asked = ({ruleId, tags}) =>
    !notAsked.includes(ruleId) && (!tag || tags.includes(tag)) && !tags.includes(without);
  const rules = axe.getRules().map(rule => [rule.ruleId, {enabled: asked(rule)}]);
  const options = {rules: Object.fromEntries(rules), resultTypes: ["violations"], preload: false, iframes: false};
  const {violations} = await axe.run(document, options);
  return violations.map(found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.html).join(" ")}`);
}
"""


@pytest.fixture
def phone(visit: Visit) -> Page:
    """Give a phone's page in which axe waits."""
    page = visit(viewport=PHONE)
    page.context.add_init_script(AXE)
    return page


def violations(page: Page, tag: str = "", *, without: str = "") -> list[str]:
    """Return what axe finds on the page as it is shown, by all rules, or those with a tag, or those without one."""
    found: list[str] = page.evaluate(RUN_AXE, [list(NOT_ASKED), tag, without])
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_axe_finds_nothing_on_any_kind_of_page(
    code: str, long: bool, phone: Page, kinds: Callable[[str], Kinds]
) -> None:
    """With all that can be opened open, so that it is judged too."""
    colours = long or code in FIRST_OF_DIRECTION.values()
    found = {}
    for kind, address in kinds(code).items():
        phone.goto(BASE + address)
        phone.evaluate(OPEN_DETAILS)
        phone.emulate_media(color_scheme="light")
        found[kind, "light"] = violations(phone, without="" if colours else "cat.color")
        if colours:
            phone.emulate_media(color_scheme="dark")
            found[kind, "dark"] = violations(phone, "cat.color")

    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("code", FIRST_OF_DIRECTION.values())
def test_axe_finds_nothing_at_a_desk(code: str, phone: Page, kinds: Callable[[str], Kinds]) -> None:
    """With menus closed, as a page first stands there."""
    phone.set_viewport_size({"width": 1280, "height": 900})
    found = {}
    for kind, address in kinds(code).items():
        phone.goto(BASE + address)
        found[kind] = violations(phone)

    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_on_any_page(phone: Page, built: Path) -> None:
    """In English, all of them; the other languages have the same structure."""
    found = {}
    for path in sorted((built / "en").rglob("*.html")):
        if 'http-equiv="refresh"' not in path.read_text("utf-8"):
            address = path.relative_to(built).as_posix()
            phone.goto(BASE + address)
            found[address] = violations(phone)

    assert len(found) > 25
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_axe_would_find_a_colour_of_the_dark(phone: Page) -> None:
    """By the few rules that run there."""
    phone.emulate_media(color_scheme="dark")
    phone.goto(BASE + "en/")
    phone.evaluate("document.querySelector('main p').style.color = 'rgb(90, 90, 90)'")

    assert {found.partition(":")[0] for found in violations(phone, "cat.color")} == {"color-contrast"}


def test_axe_would_find_a_fault(phone: Page) -> None:
    """Text too pale to read, a button without a name and a language that is none."""
    phone.goto(BASE + "en/")
    phone.evaluate(
        """() => {
          document.documentElement.lang = "english";
          document.querySelector("main p").style.color = "rgb(250, 250, 250)";
          document.querySelector("main").append(document.createElement("button"));
        }"""
    )

    assert {found.partition(":")[0] for found in violations(phone)} == {
        "button-name",
        "color-contrast",
        "html-lang-valid",
    }
