"""What a reader sees, in a real browser: one page of each kind in each direction."""

import pytest
from playwright.sync_api import Page

from browser.conftest import BASE, LANGUAGES, PHONE, PSEUDO

KINDS = {
    "home": "",
    "section": "pregnancy/",
    "page": "get-help/when-to-get-help/",
    "page with a table": "birth/places-to-give-birth/",
    "easy read": "pregnancy/movements/easy-read/",
    "lesson": "antenatal-education/birth-and-choices/",
    "a to z": "a-to-z/",
    "not found": "404.html",
    "reading settings": "easier-to-read/",
    "card for staff": "staff-card/",
    "offline": "offline/",
}
DIRECTIONS = {code: LANGUAGES[code].direction for code in ("en", "ar")} | PSEUDO


@pytest.mark.parametrize("code", DIRECTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_fits_a_small_phone_in_its_direction(kind: str, code: str, page: Page) -> None:
    """No sideways scrolling at 320 pixels, the heading and the emergency number in sight without scrolling."""
    page.goto(f"{BASE}{code}/{KINDS[kind]}")

    assert page.evaluate("getComputedStyle(document.documentElement).direction") == DIRECTIONS[code]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator("h1").is_visible()
    number = page.locator('a[href="tel:999"]').first.bounding_box()
    assert number
    assert number["y"] + number["height"] < PHONE["height"]


@pytest.mark.parametrize("code", DIRECTIONS)
def test_the_text_starts_at_the_side_where_reading_starts(code: str, page: Page) -> None:
    """On the right in Arabic; so does the picture of an easy-read line."""
    page.goto(f"{BASE}{code}/pregnancy/movements/easy-read/")
    line = page.locator(".app-easy-line").first
    picture, text = line.locator("img").bounding_box(), line.locator("p").bounding_box()

    assert picture
    assert text
    assert (picture["x"] < text["x"]) == (DIRECTIONS[code] == "ltr")


LEFT_EDGES = """
([selector, words]) => {
  const found = document.evaluate(
    `.//text()[contains(., "${words[0]}")]`, document.querySelector(selector), null,
    XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
  return words.map(word => {
    const range = document.createRange();
    const start = found.data.indexOf(word);
    range.setStart(found, start);
    range.setEnd(found, start + word.length);
    return range.getBoundingClientRect().left;
  });
}
"""


@pytest.mark.parametrize(
    ("address", "selector", "parts"),
    [
        ("get-help/when-to-get-help/", "main table", ["01632", "960101"]),
        ("pregnancy/movements/", "main", ["16", "–", "24"]),
        ("pregnancy/appointments/", "main table", ["11", "+2", "–", "14", "+1"]),
    ],
)
def test_numbers_keep_their_order_inside_arabic_text(address: str, selector: str, parts: list[str], page: Page) -> None:
    """Without isolation a browser shows 960101 01632 and 24–16."""
    page.goto(f"{BASE}ar/{address}")
    edges = page.evaluate(LEFT_EDGES, [selector, parts])

    assert edges == sorted(edges)


def test_a_person_finds_the_same_page_in_another_language(page: Page) -> None:
    """By the language's own name, without JavaScript."""
    page.goto(f"{BASE}en/pregnancy/vitamins/")
    page.locator(".app-languages summary").click()
    page.locator('.app-languages details a[lang="ne"]').click()

    assert page.url == f"{BASE}ne/pregnancy/vitamins/"
    assert page.locator("html").get_attribute("lang") == "ne"
