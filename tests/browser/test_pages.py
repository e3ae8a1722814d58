"""What a reader sees, in a real browser: one page of each kind in each direction."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser, Page, Route

from browser.conftest import BASE, LANGUAGES, PHONE, PSEUDO, TYPES, Kinds, Visit
from sitegen.pipeline import Options, build

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


@pytest.mark.parametrize("code", DIRECTIONS)
def test_the_dash_of_an_entry_stands_at_the_middle_of_its_first_line(code: str, page: Page) -> None:
    """Of entries of several lines too, in each script."""
    page.goto(f"{BASE}{code}/pregnancy/appointments/")
    entries = page.locator(".nhsuk-contents-list__item")
    tops = entries.evaluate_all(
        """items => items.map(item => {
          const range = document.createRange();
          range.selectNodeContents(item.querySelector("a"));
          const text = range.getClientRects()[0];
          const dash = item.getBoundingClientRect().top + parseFloat(getComputedStyle(item, "::before").top);
          return [dash, (text.top + text.bottom) / 2];
        })"""
    )

    assert len(tops) > 2
    assert [(dash, middle) for dash, middle in tops if abs(dash - middle) > 2] == []


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


@pytest.mark.parametrize("code", DIRECTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_in_the_largest_letters_with_the_widest_spaces(
    kind: str, code: str, page: Page
) -> None:
    """As the reader may choose, on a small phone."""
    page.goto(f"{BASE}{code}/{KINDS[kind]}")
    page.evaluate("Object.assign(document.documentElement.dataset, {size: 'larger', spacing: 'wide', font: 'plain'})")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("code", DIRECTIONS)
def test_the_menu_is_folded_on_a_phone_and_open_on_a_wide_screen(code: str, page: Page) -> None:
    """It stands in the page once; the list of languages is folded at any width."""
    page.goto(f"{BASE}{code}/pregnancy/")
    link = page.locator(".app-menu a").first
    assert page.locator(".app-menu a").count() == page.locator(".app-menu a").evaluate_all(
        "links => new Set(links.map(link => link.href)).size"
    )

    assert not link.is_visible()
    page.locator(".app-menu summary").click()
    assert link.is_visible()
    page.locator(".app-menu summary").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert link.is_visible()
    assert not page.locator(".app-menu summary").is_visible()
    assert not page.locator(".app-languages a").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] * 4


OUT_OF_SIGHT = """
() => {
  const list = document.querySelector('.app-languages__list').getBoundingClientRect();
  return list.left < 0 || list.right > innerWidth || document.documentElement.scrollWidth > innerWidth;
}
"""


@pytest.mark.parametrize("code", DIRECTIONS)
def test_the_list_of_languages_is_in_sight_at_any_width(code: str, page: Page) -> None:
    """On a tablet its button may stand in a row of its own; the list hung out of the window there."""
    page.goto(f"{BASE}{code}/pregnancy/")
    page.locator(".app-languages summary").click()
    for size in ("", "larger"):
        page.evaluate("size => Object.assign(document.documentElement.dataset, {size})", size)
        for width in range(320, 1320, 40):
            page.set_viewport_size({"width": width, "height": 800})
            assert not page.evaluate(OUT_OF_SIGHT), (size, width)


SMALL_TARGETS = """
() => [...document.querySelectorAll('header a, header summary, .app-emergency a, footer a, .nhsuk-details__summary')]
  .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 44)
  .map(target => target.textContent.trim())
"""


COLUMNS_OF_ONE_TEXT = """
all => all.filter(element =>
  /flex|grid/.test(getComputedStyle(element).display) &&
  [...element.children].some(child => child.matches("span[lang], bdi, strong, em")) &&
  [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
).map(element => element.outerHTML)
"""


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_with_english_words_in_it_is_no_row_of_columns(
    code: str, visit: Visit, kinds: Callable[[str], Kinds]
) -> None:
    """As in "your maternity unit (maternity unit)": each part of it would be a column of a flex box."""
    page = visit()
    for address in kinds(code).values():
        page.goto(BASE + address)

        assert page.locator("body *").evaluate_all(COLUMNS_OF_ONE_TEXT) == [], address


@pytest.mark.parametrize("code", DIRECTIONS)
def test_what_a_finger_must_hit_is_large(code: str, page: Page) -> None:
    """At least 44 pixels high, also in the opened lists."""
    page.goto(f"{BASE}{code}/pregnancy/movements/easy-read/")
    page.locator(".app-languages summary").click()
    page.locator(".app-menu summary").click()

    assert page.evaluate(SMALL_TARGETS) == []


def test_arrows_point_where_reading_goes(page: Page) -> None:
    """A shape that points to the right in English points to the left in Arabic."""
    matrix = "element => new DOMMatrix(getComputedStyle(element, {pseudo}).transform).a"
    for code, sign in (("en", 1), ("ar", -1)):
        page.goto(f"{BASE}{code}/antenatal-education/birth-and-choices/")
        summary = page.locator(".nhsuk-details__summary").first
        arrow = page.locator(".nhsuk-pagination .nhsuk-icon").first
        assert summary.evaluate(matrix.replace("{pseudo}", "'::before'")) == sign
        assert arrow.evaluate(matrix.replace("{pseudo}", "null")) == sign


def test_paper_says_in_words_what_colours_say_on_the_screen(page: Page) -> None:
    """The words before a care card's heading are printed; what only a screen can use is not."""
    page.goto(f"{BASE}en/get-help/when-to-get-help/")
    words = page.locator(".nhsuk-card--care--urgent .nhsuk-u-visually-hidden").first
    hidden = words.bounding_box()
    page.emulate_media(media="print")
    shown = words.bounding_box()

    assert hidden
    assert hidden["width"] == 1
    assert shown
    assert shown["width"] > 40
    assert not page.locator(".app-languages, .app-menu, .nhsuk-breadcrumb").filter(visible=True).count()
    assert page.locator('.app-emergency a[href="tel:999"]').is_visible()


@pytest.mark.parametrize(
    ("setting", "value", "style"),
    [
        ("size", "large", "fontSize"),
        ("size", "larger", "fontSize"),
        ("contrast", "high", "color"),
        ("spacing", "wide", "lineHeight"),
        ("spacing", "wide", "wordSpacing"),
        ("font", "plain", "fontFamily"),
    ],
)
def test_the_page_follows_what_the_reader_chose(setting: str, value: str, style: str, page: Page) -> None:
    """A script sets it on the root element; the style sheet does the rest."""
    page.goto(f"{BASE}en/pregnancy/movements/")
    look = f"getComputedStyle(document.querySelector('.prose p')).{style}"
    before = page.evaluate(look)
    page.evaluate("([name, value]) => { document.documentElement.dataset[name] = value; }", [setting, value])

    assert page.evaluate(look) != before


@pytest.mark.parametrize("code", ["ar", "ne"])
def test_letters_that_join_are_never_spaced_out_or_slanted(code: str, page: Page) -> None:
    """Spaces between letters break words of these scripts, also where the reader wants wide spaces."""
    page.goto(f"{BASE}{code}/pregnancy/movements/")
    page.evaluate("document.documentElement.dataset.spacing = 'wide'")

    styles = page.evaluate(
        "[...document.querySelectorAll('main *')].map(getComputedStyle).map(s => s.letterSpacing + ' ' + s.fontStyle)"
    )
    assert set(styles) == {"normal normal"}


def fonts_of(browser: Browser, site: Path, address: str) -> tuple[list[str], list[str]]:
    """Return which font files a page asks for, and what becomes of the fonts in its style sheet."""
    asked: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(20_000)

    def answer(route: Route) -> None:
        path = site / unquote(urlsplit(route.request.url).path).lstrip("/")
        asked.extend([path.name] if path.suffix == ".woff2" else [])
        route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])

    page.route("**/*", answer)
    page.goto(f"{BASE}{address}")
    page.evaluate("document.body.append('\u0627\u0631\u062f\u0648')")
    page.evaluate("document.fonts.ready.then(() => 0)")
    statuses = page.evaluate("[...document.fonts].map(font => font.status)")
    page.close()
    return asked, statuses


def test_only_urdu_pages_load_the_urdu_font(tmp_path: Path, browser: Browser) -> None:
    """Once, and under a name that changes with its bytes; the name of Urdu in a list of languages loads nothing."""
    build(PROJECT, tmp_path / "site", Options(("ur", "en")))

    asked, statuses = fonts_of(browser, tmp_path / "site", "ur/index.html")
    assert len(set(asked)) == 1
    assert statuses == ["loaded"]
    assert fonts_of(browser, tmp_path / "site", "en/index.html") == ([], ["unloaded"])
