"""Every page of the site in every language is judged, and each judge finds the fault that it is there for."""

import re

import page_judges
import pytest
from built_pages import DIRECTIONS, BuiltPage
from conftest import SITES
from page_judges import ON_EVERY_FILE, ON_EVERY_PAGE, Judge

JUDGES = (*ON_EVERY_FILE, *ON_EVERY_PAGE)
FAULTS = [
    (page_judges.one_h1, "en", "<main><h1>One</h1><h1>Two</h1></main>", "2 h1"),
    (page_judges.one_h1, "en", "<main><h1>One</h1><h2></h2></main>", "empty <h2>"),
    (page_judges.heading_order, "en", "<main><h1>One</h1><h3>Three</h3></main>", "an h3 after an h1"),
    (page_judges.heading_order, "en", "<main><h2>Two</h2></main>", "starts with an h2"),
    (page_judges.unique_ids, "en", '<p id="a"><p id="a">', "id a stands 2 times"),
    (page_judges.languages, "en", '<p lang="ar">مرحبا', "the direction of ar is not told"),
    (page_judges.languages, "ar", '<p lang="en">Hello', "the direction of en is not told"),
    (page_judges.languages, "en", '<p lang="english">Hello', "unknown language"),
    (page_judges.scripts_of_text, "en", "<p>نسخه", "ARABIC letters in a part marked en"),
    (page_judges.scripts_of_text, "ar", '<img alt="नेपाली">', "DEVANAGARI letters in a part marked ar"),
    (page_judges.english_is_marked, "pl", "<p>Phone us if you are worried.", "English is not marked"),
    (page_judges.english_is_marked, "ne", '<a aria-label="Go to the start"></a>', "English is not marked"),
    (page_judges.pictures, "en", '<img src="a.svg" width="4" height="4">', "no alt: a.svg"),
    (page_judges.pictures, "en", '<img src="a.svg" alt="">', "no size: a.svg"),
    (page_judges.pictures, "en", "<svg></svg>", "neither named nor hidden"),
    (page_judges.link_texts, "en", '<a href="x/"><img alt=""></a>', "without words: x/"),
    (page_judges.link_texts, "en", '<a href="x/">Read more…</a>', "does not say where it leads"),
    (page_judges.link_texts, "ar", '<a href="x/">هنا</a>', "does not say where it leads"),
    (page_judges.link_texts, "en", "<a>Nowhere</a>", "a link without an address"),
    (page_judges.references, "en", '<p aria-labelledby="a">', "aria-labelledby names a"),
    (page_judges.only_allowed, "en", '<p style="color: red">', "style on <p>"),
    (page_judges.only_allowed, "en", '<p onclick="go()">', "onclick on <p>"),
    (page_judges.only_allowed, "en", '<iframe src="a/"></iframe>', "a iframe <iframe>"),
    (page_judges.only_allowed, "en", '<math href="a/"></math>', "math"),
    (page_judges.only_allowed, "en", '<svg><a xlink:href="a/"></a></svg>', "a svg a"),
    (page_judges.only_allowed, "en", '<svg><path onload="go()"></path></svg>', "onload on <"),
    (page_judges.only_allowed, "en", '<a href="tel:999"<b dir="ltr">', "<b on <a>"),
    (page_judges.only_allowed, "en", '<a href="JavaScript:go()">Go</a>', "of the kind javascript: in href of <a> “Go”"),
    (page_judges.only_allowed, "en", '<a href=" java&#10;script:go()">Go</a>', "of the kind javascript:"),
    (page_judges.only_allowed, "en", '<a href="/\\elsewhere.example/">Go</a>', "of the kind //:"),
    (page_judges.only_allowed, "en", '<img src="data:image/png;base64,AAAA">', "of the kind data: in src"),
    (page_judges.only_allowed, "en", '<form action="mailto:a@example.org">', "of the kind mailto: in action"),
    (page_judges.only_allowed, "en", '<input type="password">', "type=password on <input>"),
    (page_judges.only_allowed, "en", '<p data-quick-exit="">', "data-quick-exit on <p>"),
    (page_judges.only_allowed, "en", '<meta http-equiv="refresh" content="0; url=https://a.example/">', "a way on to"),
    (page_judges.only_allowed, "en", "<p><!-- hidden --></p>", "a comment: hidden"),
    (page_judges.scripts_are_files, "en", "<script>go()</script>", "a script in the page itself"),
    (page_judges.scripts_are_files, "en", '<script src="a.js"></script>', "holds up the page"),
    (page_judges.nothing_from_elsewhere, "en", '<img src="//cdn.example/a.svg">', "asks https://cdn.example/a.svg"),
    (page_judges.nothing_from_elsewhere, "en", '<form action="https://a.example/">', "action of a form asks"),
    (
        page_judges.nothing_from_elsewhere,
        "en",
        '<img srcset="a.png 1x, https://a.example/b.png 2x">',
        "srcset of a img",
    ),
    (page_judges.telephone_links, "en", '<a href="tel:01632 960101">Phone</a>', "no number that can be dialled"),
    (page_judges.telephone_links, "ar", '<a href="tel:999">١١١</a>', "dials tel:999"),
    (page_judges.numbers_in_right_to_left_text, "ar", "<p>اتصل 01632 960101", "01632 960101"),
    (page_judges.numbers_in_right_to_left_text, "ar", "<p>الأسابيع 16–24", "16–24"),
    (page_judges.numbers_in_right_to_left_text, "ar", "<p>الساعة 10:30", "10:30"),
    (page_judges.structure, "en", "<ul><div></div></ul>", "a div in a ul"),
    (page_judges.structure, "en", "<details><p>More</p></details>", "without a summary"),
    (page_judges.structure, "en", '<a href="x/" tabindex="1">', "tabindex 1"),
]
SOUND = """
<main><h1>One</h1><h2 id="two">Two</h2>
<section aria-labelledby="two"><ul><li><a href="tel:01632960101" dir="ltr">01632 960101</a></ul></section>
<p lang="en" dir="ltr">Phone your maternity unit if you are worried, at 10:30 or 16–24.</p>
<svg aria-hidden="true"></svg>
<p lang="ar" dir="rtl">مرحبا NHS <bdi>10:30</bdi></p><img src="a.svg" alt="" width="4" height="4">
<details><summary lang="pl" dir="ltr">Sen</summary></details><script src="a.js" defer></script></main>
"""


def page_of(code: str, body: str) -> BuiltPage:
    """Return a page of a language."""
    start = f'<!DOCTYPE html><html lang="{code}" dir="{DIRECTIONS[code]}"><title>x</title><body>'
    return BuiltPage(f"{code}/index.html", (start + body).encode())


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.__name__)
def test_every_page_passes(judge: Judge, pages: dict[str, BuiltPage]) -> None:
    """In every language; pages that only send the reader on have no heading."""
    asked = [page for page in pages.values() if judge in ON_EVERY_FILE or not page.redirects]
    found = {page.path: faults for page in asked if (faults := list(judge(page)))}

    assert found == {}


def test_every_page_of_the_small_sites_is_made_of_what_is_allowed() -> None:
    """Their templates are plainer, and they hold one of everything that a page can have."""
    pages = [BuiltPage(path.as_posix(), path.read_bytes()) for path in sorted(SITES.glob("*/expected/**/*.html"))]

    assert pages
    assert {page.path: faults for page in pages if (faults := list(page_judges.only_allowed(page)))} == {}


@pytest.mark.parametrize(("judge", "code", "body", "fault"), FAULTS)
def test_a_judge_finds_its_fault(judge: Judge, code: str, body: str, fault: str) -> None:
    """Once, where it was planted."""
    (found,) = judge(page_of(code, body))

    assert re.search(re.escape(fault), found)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_no_judge_finds_a_fault_on_a_sound_page(code: str) -> None:
    """With parts in other languages, numbers, drawings and a script."""
    assert [fault for judge in JUDGES for fault in judge(page_of(code, SOUND))] == []


def test_every_judge_is_proven() -> None:
    """None is there that finds nothing."""
    assert {judge for judge, *_ in FAULTS} == set(JUDGES)
