"""What a reader sees, in a real browser: one page of each kind in each direction.

The browser is the machine's own Chromium.  It asks for the site at its public address; every request is answered from
the built files, and one to any other place fails the test.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser, Page, Route

from sitegen.pipeline import Options, build

BASE = "https://bumpbirthandbeyond.example/"
KINDS = {
    "home": "",
    "section": "pregnancy/",
    "page": "get-help/when-to-get-help/",
    "page with a table": "birth/places-to-give-birth/",
    "easy read": "pregnancy/movements/easy-read/",
    "lesson": "antenatal-education/birth-and-choices/",
    "a to z": "a-to-z/",
    "not found": "404.html",
}
DIRECTIONS = {"en": "ltr", "ar": "rtl", "en-XA": "ltr", "ar-XB": "rtl"}
"""Two languages of the site, and two that nobody speaks, whose texts are longer by two fifths."""

PHONE = {"width": 320, "height": 640}
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real site with the two pseudo-languages."""
    output = tmp_path_factory.mktemp("pseudo") / "site"
    build(PROJECT, output, Options(pseudo=True))
    return output


@pytest.fixture
def page(browser: Browser, built: Path) -> Iterator[Page]:
    """Give a phone's page that sees only the built site, and fails on any other request and any error."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        path = built / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not url.startswith(BASE) or not path.is_file():
            wrong.append(url)
            route.abort()
        else:
            route.fulfill(body=path.read_bytes(), content_type=TYPES.get(path.suffix, "application/octet-stream"))

    page.route("**/*", answer)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not wrong


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
