"""Search as a reader uses it, in a real browser under the site's content security policy."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import PROJECT, entries_of
from playwright.sync_api import Page, Route, expect

from browser.conftest import BASE, Visit
from sitegen.environment import make_environment
from sitegen.findable import fields_of, searched, spoken_of
from sitegen.folding import TABLE, terms
from sitegen.index import Document, index_of, serialise
from sitegen.project import Project
from sitegen.search import Searched
from sitegen.summaries import Renditions
from sitegen.templates import load_templates
from sitegen.voice import Voice

BOX = "#site-search-words"
PANEL = ".app-search__panel"
HELP_PAGES = ["get-help/when-to-get-help/", "get-help/when-to-get-help/easy-read/"]
LINKS = f"{PANEL} .app-search__link"
STATUS = "#site-search [role=status]"

CATCH = """
let library;
Object.defineProperty(window, "MiniSearch", {
  get: () => library,
  set(made) {
    const load = made.loadJS;
    made.loadJS = (js, options) => {
      window.caught = {js, options, index: load.call(made, js, options)};
      return window.caught.index;
    };
    library = made;
  },
});
"""
"""Keeps what the script hands to the library, for tests that compare."""

MINI = {
    "bn": [
        ("hospital/", "হাসপাতালে যাওয়া", "আপনার বাচ্চা নড়াচড়া না করলে ফোন করুন"),
        ("food/", "খাবার", "ভিটামিন ডি খান"),
    ],
    "zh": [
        ("movements/", "宝宝胎动减少怎么办", "如果胎动减少请立即打电话给助产士"),
        ("food/", "孕期饮食", "每天服用维生素"),
    ],
    "th": [("pain/", "ปวดท้อง", "โทรหาพยาบาลผดุงครรภ์ทันที"), ("food/", "อาหาร", "วิตามินดี")],
    "ta": [("pain/", "வயிற்று வலி", "உடனே தொலைபேசியில் அழைக்கவும்"), ("food/", "உணவு", "வைட்டமின்")],
    "pa": [("pain/", "ਪੇਟ ਦਰਦ", "ਤੁਰੰਤ ਫ਼ੋਨ ਕਰੋ"), ("food/", "ਭੋਜਨ", "ਵਿਟਾਮਿਨ")],
}
"""Pages in scripts that the site does not have yet: address, title and text."""

Open = Callable[..., Page]


@pytest.fixture
def asked() -> list[str]:
    """Give the addresses that pages have asked for, below the site."""
    return []


@pytest.fixture
def open_page(visit: Visit, asked: list[str]) -> Open:
    """Open pages of the site.

    `served` are files that stand in for built ones, by the end of their address; None for one that is not there.
    """

    def open_(address: str, *, script: bool = True, served: dict[str, str | None] | None = None) -> Page:
        page = visit(java_script_enabled=script, watched=not served or None not in served.values())

        def stand_in(route: Route) -> None:
            path = urlsplit(route.request.url).path
            body = next((body for end, body in (served or {}).items() if path.endswith(end)), "")
            if body is None:
                route.fulfill(status=404, body="")
            elif body:
                route.fulfill(body=body, content_type="application/json")
            else:
                route.fallback()

        page.route("**/*", stand_in)
        page.on("request", lambda request: asked.append(request.url.removeprefix(BASE)))
        page.add_init_script(CATCH)
        page.goto(BASE + address)
        return page

    return open_


def search(page: Page, words: str) -> list[str]:
    """Type words and return the addresses found, below the language's folder."""
    page.locator(BOX).fill(words)
    page.locator(PANEL).wait_for()
    home = page.evaluate("new URL(document.querySelector('#site-search').dataset.home, location).href")
    return [address.removeprefix(home) for address in page.locator(LINKS).evaluate_all("all => all.map(a => a.href)")]


def indexed(address: str, words: str, text: str = "", **shown: Any) -> Document:
    """Return what an index holds of a page of two texts."""
    return Document(address, searched(text, "", words), json.dumps(shown), ())


def mini_index(documents: list[Document]) -> str:
    """Return an index of some documents as the build writes it."""
    rest = json.dumps({"folding": TABLE, "sections": {}, "urgent": []})
    index = b"".join(serialise(index_of(documents))).decode()
    return f'{rest[:-1]},"index":{index}}}'


@pytest.mark.parametrize(
    ("code", "words", "address"),
    [
        ("pl", "polozna", "pregnancy/new-to-the-uk/"),
        ("pl", "położna", "pregnancy/new-to-the-uk/"),
        ("pl", "WITAMINY", "pregnancy/vitamins/"),
        ("ar", "اسعاف", "neonatal/moving-hospitals/"),
        ("ar", "الاسعاف", "neonatal/moving-hospitals/"),
        ("ar", "الاسع", "neonatal/moving-hospitals/"),
        ("ar", "حركه", "pregnancy/movements/"),
        ("ne", "सुत्के", "birth/signs-of-labour/"),
        ("ne", "भिटा", "pregnancy/vitamins/"),
        ("en", "vitmins", "pregnancy/vitamins/"),
        ("en", "interpeter", "pregnancy/interpreter/"),
        ("en", "depressed", "after-birth/mental-health/"),
        ("en", "medway maritime", "neonatal/units/"),
    ],
)
def test_a_page_is_found_however_its_word_is_typed(code: str, words: str, address: str, open_page: Open) -> None:
    """Without marks, without hamza, by its first letters, with a slip, with another ending.

    The page that says when to get help, and its easy-read version, may stand before it.
    """
    assert address in search(open_page(f"{code}/"), words)[:3]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_results_lie_over_no_emergency_number_on_a_phone(code: str, open_page: Open) -> None:
    """They take room of their own, and the strip follows them."""
    page = open_page(f"{code}/")
    page.set_viewport_size({"width": 360, "height": 640})
    search(page, "NHS")
    panel, strip = page.locator(PANEL).bounding_box(), page.locator(".app-emergency").bounding_box()

    assert panel
    assert strip
    assert panel["y"] + panel["height"] <= strip["y"]
    assert panel["height"] <= 0.5 * 640 + 1


@pytest.mark.parametrize("begun", ["الا", "الاس", "الاسع"])
def test_an_arabic_word_with_its_article_is_found_while_it_is_typed(begun: str, open_page: Open) -> None:
    """The index has words without it: the first letters behind the article find them."""
    assert search(open_page("ar/"), begun) != []


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "bleeding"), ("en", "999"), ("en", "i bleed"), ("pl", "krwawienie"), ("ar", "نزيف"), ("ne", "रगत")],
)
def test_the_words_of_emergencies_put_the_help_page_first(code: str, words: str, open_page: Open) -> None:
    """Before pages that have the word in a heading; its easy-read version comes next."""
    found = search(open_page(f"{code}/"), words)

    assert found[:2] == HELP_PAGES


@pytest.mark.parametrize(
    ("code", "words", "address"),
    [
        ("en", "suicide", "get-help/when-to-get-help/"),
        ("en", "c-section", "birth/caesarean/"),
        ("en", "lost my baby", "neonatal/when-a-baby-dies/"),
        ("pl", "gorączka", "get-help/when-to-get-help/"),
        ("pl", "mąż mnie bije", "pregnancy/domestic-abuse/"),
        ("ar", "زوجي يضربني", "pregnancy/domestic-abuse/"),
        ("ne", "बच्चा चल्दैन", "get-help/when-to-get-help/"),
        ("ta", "தற்கொலை", "get-help/when-to-get-help/"),
    ],
)
def test_everyday_words_that_no_page_has_find_their_page(code: str, words: str, address: str, open_page: Open) -> None:
    """Nobody who types them finds nothing, or the care plan, because "suicide" begins like "suit"."""
    assert search(open_page(f"{code}/"), words)[:1] == [address]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "baby"),
        ("en", "my baby"),
        ("en", "when a baby"),
        ("pl", "dziecko"),
        ("pl", "baby"),
        ("ar", "طفل"),
        ("ar", "الطفل"),
        ("ne", "बच्चा"),
        ("bg", "бебе"),
        ("lt", "baby"),
    ],
)
def test_who_looks_for_a_baby_is_not_met_by_loss(code: str, words: str, open_page: Open) -> None:
    """Not among the eight that the list shows, although the page has the word in its title."""
    found = search(open_page(f"{code}/"), words)

    assert "neonatal/when-a-baby-dies/" not in found
    assert "pregnancy/losing-a-baby/" not in found


def test_a_page_about_loss_that_nobody_asked_for_is_listed_by_the_a_to_z_alone(open_page: Open) -> None:
    """However few pages are found; where it is the only one, the list has it all the same."""
    documents = [
        indexed("sleep/", "Baby sleep", title="Baby sleep", lines=["Sleep"]),
        indexed("loss/", "Baby loss", title="Baby loss", lines=["Loss"], loss=True),
        indexed("grief/", "Support", title="Support", lines=["Support"], loss=True),
    ]
    served = mini_index(documents)
    page = open_page("en/", served={".json": served})

    assert search(page, "baby") == ["sleep/"]
    expect(page.locator(f"{PANEL} a").last).to_have_attribute("href", re.compile(r"/a-to-z/\?q=baby$"))
    assert search(page, "support") == ["grief/"]

    page = open_page("en/a-to-z/?q=baby", served={".json": served})
    links = page.locator("#site-search-results li a")
    expect(links).to_have_text(["Baby sleep", "Baby loss"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "stillbirth"),
        ("en", "stillbirths"),
        ("en", "stillb"),
        ("en", "bereav"),
        ("en", "deaths"),
        ("en", "died"),
        ("en", "my baby died"),
        ("en", "when a baby dies"),
        ("pl", "umiera"),
        ("pl", "martwe urodzenie"),
        ("ar", "وفاة"),
        ("ar", "مات طفلي"),
        ("ne", "मृत जन्म"),
        ("lt", "my baby died"),
    ],
)
def test_who_asks_about_loss_finds_its_page_first(code: str, words: str, open_page: Open) -> None:
    """Also where no page has all of the words, and where a page that is not about loss happens to."""
    assert search(open_page(f"{code}/"), words)[:1] == ["neonatal/when-a-baby-dies/"]


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "losing a baby"), ("en", "losing my baby"), ("en", "miscarried"), ("pl", "strata dziecka")],
)
def test_who_asks_about_an_early_loss_finds_the_page_on_that_first(code: str, words: str, open_page: Open) -> None:
    """Before the one on a baby that dies later."""
    assert search(open_page(f"{code}/"), words)[:1] == ["pregnancy/losing-a-baby/"]


@pytest.mark.parametrize("words", ["hair loss", "losing hair", "weight loss", "lost my plug", "still"])
def test_who_has_lost_something_else_is_not_met_by_loss(words: str, open_page: Open) -> None:
    """Nor who types a word that only begins like one about loss."""
    found = search(open_page("en/"), words)

    assert found
    assert not {"neonatal/when-a-baby-dies/", "pregnancy/losing-a-baby/"} & set(found)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("miscarriage blood loss", "pregnancy/losing-a-baby/"),
        ("my baby died blood loss", "neonatal/when-a-baby-dies/"),
        ("stillbirth weight loss", "neonatal/when-a-baby-dies/"),
    ],
)
def test_words_that_ask_for_another_page_take_back_no_other_word_of_loss(
    words: str, address: str, open_page: Open
) -> None:
    """Who is losing a baby bleeds."""
    assert address in search(open_page("en/"), words)[:4]


@pytest.mark.parametrize("words", ["miscar", "miscarriages", "ectopic"])
def test_who_asks_about_an_early_loss_finds_help_and_then_its_page(words: str, open_page: Open) -> None:
    """While the word is typed, too: a miscarriage that begins is an emergency."""
    found = search(open_page("en/"), words)

    assert found[:3] == [*HELP_PAGES, "pregnancy/losing-a-baby/"]


@pytest.mark.parametrize(
    ("code", "words", "address"),
    [
        ("en", "bleeding", "get-help/pregnancy-warning-signs/"),
        ("pl", "krwawienie", "get-help/pregnancy-warning-signs/"),
        ("en", "pregnant", "get-help/pregnancy-warning-signs/"),
        ("en", "pregnant", "pregnancy/booking/"),
        ("en", "blood loss", "get-help/after-birth-warning-signs/"),
    ],
)
def test_what_may_be_an_emergency_leads_to_the_signs_of_danger(
    code: str, words: str, address: str, open_page: Open
) -> None:
    """Below the page that says when to get help; each page may have its easy-read version behind it."""
    found = search(open_page(f"{code}/"), words)

    assert found[:2] == HELP_PAGES
    assert address in found[2:7]


@pytest.mark.parametrize("words", ["i want to die", "die", "i want to kill myself"])
def test_who_thinks_of_dying_finds_help_and_not_the_page_about_loss(words: str, open_page: Open) -> None:
    """Some pages have a number to phone now at their top."""
    found = search(open_page("en/"), words)

    assert found[0] in {"get-help/when-to-get-help/", "after-birth/mental-health/"}
    assert "neonatal/when-a-baby-dies/" not in found[:4]


@pytest.mark.parametrize(
    ("code", "words", "address"),
    [
        ("en", "midwife", "pregnancy/"),
        ("en", "pregnant", "pregnancy/"),
        ("ar", "حامل", "pregnancy/"),
        ("ar", "أشعة", "pregnancy/scans-and-tests/"),
        ("en", "bleeding", "get-help/after-birth-warning-signs/"),
        ("en", "i want an interpreter", "pregnancy/interpreter/"),
        ("en", "miscarriage", "pregnancy/losing-a-baby/"),
        ("pl", "poronienie", "pregnancy/losing-a-baby/"),
        ("en", "lost my mucus plug", "birth/signs-of-labour/"),
        ("en", "weight loss", "after-birth/feeding/"),
    ],
)
def test_what_many_ask_for_is_among_the_first_pages(code: str, words: str, address: str, open_page: Open) -> None:
    """The page that says when to get help, and easy-read versions, may stand before it."""
    assert address in search(open_page(f"{code}/"), words)[:3]


@pytest.mark.parametrize(
    ("code", "words", "address", "marked"),
    [
        ("bn", "হাসপাতাল", "hospital/", "হাসপাতালে"),
        ("bn", "নড়াচড়া", "hospital/", ""),
        ("zh", "胎动", "movements/", "胎动"),
        ("zh", "助", "movements/", ""),
        ("zh", "维生素", "food/", ""),
        ("th", "ปวดท้อง", "pain/", "ปวดท้อง"),
        ("ta", "வயிற்", "pain/", "வயிற்று"),
        ("pa", "ਫੋਨ", "pain/", ""),
    ],
)
def test_other_scripts_are_searched_as_well(code: str, words: str, address: str, marked: str, open_page: Open) -> None:
    """Bengali, Chinese and Thai without spaces, Tamil, Gurmukhi: pages of their own, indexed as the build does it."""
    documents = [indexed(where, title, text, title=title, lines=[text]) for where, title, text in MINI[code]]
    page = open_page("en/", served={".json": mini_index(documents)})

    assert search(page, words)[:1] == [address]
    assert "".join(page.locator(LINKS).first.locator("mark").all_text_contents()) == marked


def test_the_script_takes_texts_apart_as_the_build_does(open_page: Open) -> None:
    """For each letter of the scripts of the site's languages and their neighbours, and for whole texts."""
    page = open_page("en/")
    search(page, "baby")
    letters = [
        chr(code)
        for start, end in [(0x20, 0x780), (0x900, 0xE80), (0x1E00, 0x2100), (0x3000, 0x3100), (0x4E00, 0x4F00)]
        for code in range(start, end)
        if unicodedata.ucd_3_2_0.category(chr(code)) not in {"Cn", "Cc"}
    ]
    texts = [f"ab{letter}cd {letter}{letter} x{letter}" for letter in letters]
    texts += [text for pages in MINI.values() for page_ in pages for text in page_]
    texts += ["الـمُسْتَشْفَى والمستشفى للأم", "می‌خواهم ۱۲", "ہسپتال میں", "Größe İstanbul ΟΔΟΣ", "𠮷野家 NHS孕妇"]
    taken = page.evaluate("texts => texts.map(text => caught.options.tokenize(text))", texts)

    assert len(texts) > 3000
    assert [text for text, found in zip(texts, taken, strict=True) if found != terms(text)] == []


COMPARE = """
([documents, queries]) => {
  const own = new MiniSearch({idField: "id", ...caught.options});
  own.addAll(documents);
  const known = index => Object.fromEntries(index.map(([term, places]) => [term, places]));
  const made = JSON.parse(JSON.stringify(own));
  const found = (index, query) => Object.fromEntries(index.search(query).map(page => [page.id, page.score]));
  return {
    made: {...made, index: known(made.index)},
    given: {...caught.js, index: known(caught.js.index)},
    scores: queries.map(query => [found(own, query), found(caught.index, query)]),
  };
}
"""


@pytest.mark.parametrize("code", ["en", "pl", "ar", "ne"])
def test_the_index_is_what_the_library_itself_would_make(
    code: str, real: Project, translated: Renditions, open_page: Open
) -> None:
    """Of the same pages: the same words, lengths and averages, and so the same scores."""
    page = open_page(f"{code}/")
    search(page, "NHS")
    environment = make_environment(load_templates(PROJECT, []))
    own = next(language for language in real.languages if language.code == code)
    english, voice = Voice(real, lambda: environment, real.languages[0]), Voice(real, lambda: environment, own)
    renditions = translated[code]
    here = {found.page.address: found for found in renditions.values()}
    documents = [*Searched(real, renditions, voice, english).documents()]
    asked = real.asked[code]
    given = []
    for found in documents:
        page_ = here[found.address]
        spoken = spoken_of(real, page_, voice, english)
        text, headings, _ = fields_of(page_, spoken, asked.get(page_.page.path, ""))
        given.append({"id": found.address, **json.loads(found.shown), "headings": headings, "text": text})
    compared: dict[str, Any] = page.evaluate(COMPARE, [given, ["NHS", "baby", "szpital", "الولادة", "बच्चा", "111"]])

    assert compared["made"] == compared["given"]
    assert all(made == pytest.approx(loaded) for made, loaded in compared["scores"])
    assert any(made for made, _ in compared["scores"])


def test_nothing_is_loaded_before_the_search_is_used(open_page: Open, asked: list[str]) -> None:
    """Most readers never search; the index and the library come with the first use of the box, once."""
    page = open_page("pl/pregnancy/")
    before = [address for address in asked if "minisearch" in address or address.endswith(".json")]
    search(page, "szpital")
    search(page, "położna")
    after = [address for address in asked if "minisearch" in address or address.endswith(".json")]

    assert before == []
    assert len(after) == 2


def test_the_results_are_used_by_keyboard_alone(open_page: Open) -> None:
    """Tab and arrow keys go into the list, the up key and Escape come back to the box, Enter opens a page."""
    page = open_page("en/pregnancy/vitamins/")
    page.locator(BOX).focus()
    page.keyboard.type("interpreter")
    page.locator(PANEL).wait_for()
    focused = "document.activeElement.id || document.activeElement.getAttribute('href')"

    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "../../pregnancy/interpreter/"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "site-search-words"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "../../pregnancy/interpreter/"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "site-search-words"
    expect(page.locator(PANEL)).to_be_hidden()
    page.keyboard.type(" ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{BASE}en/pregnancy/interpreter/")


def test_the_list_closes_when_the_reader_goes_elsewhere(open_page: Open) -> None:
    """So that it hides nothing of the page, least of all the emergency numbers."""
    page = open_page("en/")
    search(page, "baby")
    page.locator("h1").dispatch_event("pointerdown")
    expect(page.locator(PANEL)).to_be_hidden()

    search(page, "babies")
    page.locator(".app-emergency a").first.focus()
    expect(page.locator(PANEL)).to_be_hidden()


def test_the_number_of_pages_found_is_read_out(open_page: Open) -> None:
    """In a live region, which stays empty while one types."""
    page = open_page("en/")
    found = search(page, "folic acid")

    expect(page.locator(STATUS)).to_have_text(f"Pages found: {len(found)}")


def test_a_reader_who_finds_nothing_is_led_to_the_a_to_z_and_to_help(open_page: Open) -> None:
    """The words are told to a screen reader; the links stand in the list."""
    page = open_page("en/")
    page.locator(BOX).fill("xqwzzvk")

    expect(page.locator(f"{PANEL} a").first).to_have_attribute("href", "./a-to-z/")
    expect(page.locator(f"{PANEL} a").last).to_have_attribute("href", "./get-help/when-to-get-help/")
    expect(page.locator(STATUS)).to_contain_text("No pages found.")


def test_a_phone_of_2019_can_search(visit: Visit) -> None:
    """Safari of iOS 12 and 13 has no `replaceChildren`."""
    page = visit()
    page.add_init_script("delete Element.prototype.replaceChildren")
    page.goto(BASE + "en/")

    assert search(page, "vitamins")[:1] == ["pregnancy/vitamins/"]
    expect(page.locator(STATUS)).to_contain_text("Pages found")


def test_an_index_that_a_device_kept_in_the_former_form_is_searched_as_before(visit: Visit, built: Path) -> None:
    """It had every place of a word spelled out; the words of loss and the phrases for other pages are newer, too."""
    now = json.loads((built / "en/search.json").read_text("utf-8"))
    index = now["index"] | {"index": [*entries_of(now["index"]).items()]}
    for newer in ("words", "places", "signs"):
        del index[newer]
    kept = {name: now[name] for name in ("folding", "sections", "urgent")} | {"index": index}
    page = visit()
    page.route("**/search.json", lambda route: route.fulfill(json=kept))
    page.goto(BASE + "en/")

    assert search(page, "vitamins")[:1] == ["pregnancy/vitamins/"]
    assert search(page, "bleeding")[:2] == HELP_PAGES


def slow(page: Page) -> list[Route]:
    """Let the index of a page's language wait until `fallback` is called on what is returned."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search.json", hold)
    return held


@pytest.mark.parametrize(
    ("code", "told"), [("en", "Search is loading."), ("pl", "Wyszukiwanie się wczytuje."), ("ar", "يجري تحميل البحث.")]
)
def test_a_search_that_loads_slowly_says_so_and_then_shows_the_pages(code: str, told: str, open_page: Open) -> None:
    """In the list and, for screen readers, in the live region."""
    page = open_page(f"{code}/")
    held = slow(page)
    page.locator(BOX).fill("999")
    expect(page.locator(PANEL)).to_have_text(told)
    expect(page.locator(STATUS)).to_have_text(told)

    held[0].fallback()
    expect(page.locator(LINKS).first).to_be_visible()
    expect(page.locator(PANEL)).not_to_contain_text(told)
    expect(page.locator(STATUS)).not_to_contain_text(told)


def test_the_page_of_all_results_says_that_the_search_is_loading(open_page: Open) -> None:
    """It would else be the A to Z, as if nothing had been asked for."""
    page = open_page("en/")
    held = slow(page)
    page.goto(f"{BASE}en/a-to-z/?q=vitamins")
    results = page.locator("#site-search-results")
    expect(results).to_contain_text("Search is loading.")

    held[0].fallback()
    expect(results.locator(".app-search__link").first).to_be_visible()
    expect(results).not_to_contain_text("Search is loading.")


def test_a_list_that_was_closed_while_the_search_loads_stays_closed(open_page: Open) -> None:
    """Who left the box is not interrupted."""
    page = open_page("en/")
    held = slow(page)
    page.locator(BOX).fill("999")
    expect(page.locator(PANEL)).to_be_visible()
    page.locator(BOX).press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()

    with page.expect_response("**/search.json"):
        held[0].fallback()
    page.wait_for_timeout(300)
    expect(page.locator(PANEL)).to_be_hidden()


def test_a_failing_search_says_so_and_is_tried_again(open_page: Open) -> None:
    """As on a train."""
    served: dict[str, str | None] = {".json": None}
    page = open_page("en/", served=served)
    page.locator(BOX).fill("bab")
    expect(page.locator(PANEL)).to_contain_text("Search is not working now.")

    served[".json"] = mini_index([indexed("x/", "Baby", title="Baby", lines=["A line"])])
    page.locator(BOX).fill("baby")
    expect(page.locator(LINKS)).to_have_count(1)


def test_enter_shows_all_pages_on_the_a_to_z_page(open_page: Open) -> None:
    """More than the eight that the list under the box has; the words stay in the box."""
    page = open_page("ar/pregnancy/")
    search(page, "مستشفى")
    page.locator(BOX).press("Enter")
    page.locator("#site-search-results").wait_for()

    assert urlsplit(page.url).path == "/ar/a-to-z/"
    assert page.locator(BOX).input_value() == "مستشفى"
    assert page.locator("#site-search-results .app-search__link").count() > 8
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_english_says_so(open_page: Open) -> None:
    """A page that is not translated, and an easy-read one, are told apart in the list."""
    shown: dict[str, Any] = {"title": ["Feeding"], "lines": [["Milk for your baby"]], "english": True, "easy": True}
    page = open_page("ar/", served={".json": mini_index([indexed("food/", "Feeding", **shown)])})
    search(page, "feeding")
    link, easy = page.locator(LINKS).nth(0), page.locator(LINKS).nth(1)

    expect(link).to_have_attribute("hreflang", "en")
    expect(link).to_contain_text("Feeding")
    assert link.locator("[data-part=title]").get_attribute("lang") == "en"
    assert link.locator("[data-part=english]").is_visible()
    assert link.locator("[data-part=easy]").count() == 0
    assert easy.locator("[data-part=easy]").is_visible()
    assert page.locator(f"{PANEL} [data-part=line]").first.get_attribute("dir") == "ltr"


def test_without_scripts_the_a_to_z_answers(open_page: Open) -> None:
    """The box leads there, and the page lists all pages."""
    page = open_page("ne/pregnancy/", script=False)
    page.locator(BOX).fill("भिटामिन")
    page.locator(BOX).press("Enter")
    page.wait_for_url("**/ne/a-to-z/?q=*")

    assert page.locator(".app-a-to-z__pages a").count() > 20
    assert not page.locator("#site-search-results").is_visible()
