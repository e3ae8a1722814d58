"""The index of the search: what it holds, and what is folded together in it."""

import json
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from conftest import PROJECT, change
from hypothesis import given
from hypothesis import strategies as st

from sitegen.folding import terms
from sitegen.index import Document, serialise, shelve
from sitegen.languages import load_languages
from sitegen.pipeline import Options, build
from sitegen.project import Project
from sitegen.search import searched as words_of

CODES = [language.code for language in load_languages(PROJECT, [])]
BUDGET = 60_000
SAME = [
    ("położna", "polozna"),
    ("ŻÓŁĆ", "zolc"),
    ("Größe", "GROSSE"),
    ("naștere", "naştere"),
    ("naștere", "nastere"),
    ("diş ağrısı", "dis agrisi"),
    ("ёлка", "елка"),
    ("ΟΔΟΣ", "οδος"),
    ("الإسعاف", "الاسعاف"),
    ("أَلَم", "الم"),
    ("مستشفى", "مستشفي"),
    ("ولادة", "ولاده"),
    ("مسؤول", "مسوول"),
    ("ماء", "ما"),
    ("مـــاما", "ماما"),
    ("می‌خواهم", "ميخواهم"),
    ("ہسپتال", "هسپتال"),
    ("फ़ोन", "फोन"),
    ("हूँ", "हूं"),
    ("र\u094d\u200dय", "र\u094dय"),
    ("বড়\u09bc", "বড"),
    ("ਸਿੰਘ", "ਸਿਂਘ"),
    ("கொ", "க\u0bc6\u0bbe"),
    ("१२", "12"),
    ("٩٩٩", "999"),
    ("۱۱۱", "111"),
    ("૯ ৯ ੯ ௯", "9 9 9 9"),
    ("ﻻ", "لا"),
    ("ＮＨＳ", "nhs"),
]


def read_index(folder: Path, code: str) -> Any:
    """Return a language's index."""
    return json.loads((folder / code / "search.json").read_text("utf-8"))


def terms_of(index: Any) -> set[str]:
    """Return the words that an index knows."""
    return {term for term, _ in index["index"]["index"]}


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_what_people_leave_out_or_write_in_two_ways_is_the_same(written: str, typed: str) -> None:
    """A page is found however the word is typed."""
    assert terms(written)[-1] == terms(typed)[-1]


@pytest.mark.parametrize(("one", "other"), [("दिन", "दान"), ("কাল", "কুল"), ("ਦਿਨ", "ਦਾਨ"), ("பல்", "பால்"), ("ted", "tod")])
def test_vowels_are_not_left_out(one: str, other: str) -> None:
    """The vowel signs of Indian scripts are marks to Unicode, and letters to a reader."""
    assert terms(one) != terms(other)


@pytest.mark.parametrize("word", ["المستشفى", "والمستشفى", "بالمستشفى", "للمستشفى"])
def test_an_arabic_word_is_known_without_its_article(word: str) -> None:
    """The article and the particles before it are written together with the word."""
    assert terms(word) == terms("مستشفى")


def test_scripts_without_spaces_stand_in_pairs_of_characters() -> None:
    """And the last character alone, so that one character finds all the places where it stands."""
    assert terms("孕妇手册NHS 111") == ["孕妇", "妇手", "手册", "册", "nhs", "111"]


def test_single_letters_are_left_out_and_single_digits_are_not() -> None:
    """As "s" of "baby's" and Polish "w"."""
    assert terms("w 3. tygodniu, baby's") == ["3", "tygodniu", "baby"]


@pytest.mark.parametrize("code", CODES)
def test_index_and_scripts_together_stay_small(code: str, built: Path) -> None:
    """As servers send them."""
    files = [built / code / "search.json", *(built / "assets").glob("*search.*.js")]

    assert len(files) == 3
    assert sum(len(brotli.compress(path.read_bytes())) for path in files) < BUDGET


def test_every_page_is_in_the_index_of_each_language(built: Path, real: Project) -> None:
    """One that has an easy-read version says so, and is found with it."""
    pages = {page.address for page in real.pages}
    standard = {address for address in pages if not address.endswith("easy-read/")}
    for code in CODES:
        index = read_index(built, code)["index"]
        assert set(index["documentIds"].values()) == standard
        for number, address in index["documentIds"].items():
            assert ("easy" in index["storedFields"][number]) == (f"{address}easy-read/" in pages)


def test_names_of_hospitals_and_short_numbers_are_known_and_long_numbers_are_not(built: Path) -> None:
    """People search for 999; nobody searches for a number that they would find."""
    known = terms_of(read_index(built, "ar"))

    assert {"maritime", "999", "111"} <= known
    assert not {"01632", "960101"} & known


def test_the_words_of_emergencies_are_those_that_few_pages_have(built: Path) -> None:
    """They put the page that says when to get help first; "baby" must not."""
    urgent = set(read_index(built, "en")["urgent"])

    assert {"bleeding", "999", "headache"} <= urgent
    assert "baby" not in urgent


def test_the_line_that_a_list_shows_has_its_phone_numbers(built: Path) -> None:
    """A line from a care card is shown as the card has it."""
    index = read_index(built, "en")["index"]
    (number,) = (number for number, address in index["documentIds"].items() if address == "get-help/when-to-get-help/")

    assert "Phone 999 now if:" in index["storedFields"][number]["lines"]


@pytest.fixture
def searched(small: Path) -> Path:
    """Give the small site with a search script."""
    (small / "templates/assets/search.js").write_text("", "utf-8")
    return small


def test_a_site_without_the_script_has_no_index(small: Path, tmp_path: Path) -> None:
    """Nobody could read it."""
    build(small, tmp_path / "site")

    assert not list((tmp_path / "site").rglob("search.json"))


def test_a_page_in_english_as_a_whole_is_found_and_says_so(searched: Path, tmp_path: Path) -> None:
    """In the index of another language, with its English title marked."""
    build(searched, tmp_path / "site", Options(preview=True))
    codes = [language.code for language in load_languages(searched, []) if not language.is_source]
    pages = [
        (page, (tmp_path / "site" / code / address / "index.html").read_text("utf-8"))
        for code in codes
        for index in [read_index(tmp_path / "site", code)["index"]]
        for number, address in index["documentIds"].items()
        for page in [index["storedFields"][number]]
    ]

    assert any("english" in page for page, _ in pages)
    assert any("english" not in page for page, _ in pages)
    for page, html in pages:
        assert ("english" in page) == bool(re.search(r'<main[^>]* lang="en"', html))


def test_the_same_sources_give_the_same_index(searched: Path, tmp_path: Path) -> None:
    """It changes when a text changes; its name does not, so that no other page does."""

    def made(output: str) -> bytes:
        build(searched, tmp_path / output)
        return (tmp_path / output / "en/search.json").read_bytes()

    first, second = made("one"), made("two")
    change(searched / "content/help/now.md", "title: ", "title: Really ")

    assert first == second
    assert made("three") != first


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.integers(0, 5))
def test_an_index_of_any_words_is_json_that_has_them(pages: list[tuple[str, str]], parted: int) -> None:
    """Words are written as they stand: none has a sign that JSON would have to spell.

    However the pages are parted, the index is the same.
    """
    documents = [
        Document(f"{number}/", words_of(title, "", text), "{}", ()) for number, (title, text) in enumerate(pages)
    ]
    whole = serialise([shelve(0, documents)])
    assert serialise([shelve(0, documents[:parted]), shelve(parted, documents[parted:])]) == whole
    index = json.loads(whole)

    found = {
        (term, int(number), field)
        for term, fields in index["index"]
        for field, places in fields.items()
        for number in places
    }
    assert found == {
        (term, number, field)
        for number, (title, text) in enumerate(pages)
        for field, words in (("0", title), ("2", text))
        for term in terms(words)
    }
