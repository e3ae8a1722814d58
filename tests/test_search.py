"""The index of the search: what it holds, and what is folded together in it."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from conftest import PROJECT, change, entries_of, new_process, read_tree, wear
from hypothesis import given
from hypothesis import strategies as st

from sitegen import search
from sitegen.findable import searched as words_of
from sitegen.folding import terms
from sitegen.index import Document, amended, as_json, index_of, serialise, sign_of, urgent_terms
from sitegen.languages import load_languages
from sitegen.made_from import key_of
from sitegen.memo import Later
from sitegen.pipeline import Options, build
from sitegen.project import Project
from sitegen.search import Searched

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
    return {*entries_of(index["index"])}


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


def test_a_page_about_loss_says_so_beside_the_words_that_are_its_own(built: Path) -> None:
    """In each language; "baby", which no list of such words may have, is none of them."""
    for code in CODES:
        index = read_index(built, code)
        about = {number for number, page in index["index"]["storedFields"].items() if page.get("loss")}

        loss = {"neonatal/when-a-baby-dies/", "pregnancy/losing-a-baby/"}
        assert {index["index"]["documentIds"][number] for number in about} == loss
        assert {"stillbirth", "died"} < set(index["loss"])
        assert "baby" not in index["loss"]
        assert ["weight", "loss"] in index["elsewhere"]
        assert all(set(phrase) & set(index["loss"]) < set(phrase) for phrase in index["elsewhere"])


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


def new_lesson(root: Path) -> None:
    """Add a page between others: those after it have other numbers."""
    text = (root / "content/lessons/two.md").read_text("utf-8")
    (root / "content/lessons/more.md").write_text(text.replace("order: 2", "order: 1").replace("second", "aa"), "utf-8")


def easy_lesson(root: Path) -> None:
    """Add an easy-read version, which is found by its standard page."""
    shutil.copy(root / "content/help/now.easy.md", root / "content/lessons/two.easy.md")


EDITS: dict[str, Callable[[Path], object]] = {
    "one word": lambda root: change(root / "content/help/now.md", "Care is free.", "Care is really free."),
    "a page is added": new_lesson,
    "it is renamed": lambda root: (root / "content/lessons/more.md").rename(root / "content/lessons/other.md"),
    "it is removed": lambda root: (root / "content/lessons/other.md").unlink(),
    "two change places": lambda root: change(root / "content/lessons/two.md", "order: 2", "order: 0"),
    "a page has an easy-read version": easy_lesson,
    "people ask for a page": lambda root: (root / "locales/search.yaml").write_text("lessons/two:\n  en: grief\n"),
    "a page is about loss": lambda root: change(root / "content/lessons/two.md", "order: 0", "order: 0\nloss: yes"),
    "a fact that many pages say": lambda root: change(root / "content/facts/contact.yaml", "999", "112"),
    "a word in one language": lambda root: change(
        root / "locales/pl/LC_MESSAGES/help.po", "Po polsku: you bleed a lot", "Po polsku: you bleed"
    ),
}


def indexes(root: Path) -> dict[str, bytes]:
    """Build in a process that remembers nothing but what is kept, and return the indexes."""
    new_process()
    build(root, root / "site")
    return {path: content for path, content in read_tree(root / "site").items() if path.endswith("search.json")}


def fresh_indexes(root: Path) -> dict[str, bytes]:
    """Return the indexes that are made where nothing is kept."""
    copy = root.with_name("fresh")
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".known"))
    found = indexes(copy)
    shutil.rmtree(copy)
    return found


def test_an_index_after_any_edits_is_that_of_a_fresh_build(searched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is amended or made anew, and also where a review build of one language has amended its own first."""
    monkeypatch.setattr(search, "_FEW", 1)
    monkeypatch.setattr(search, "_MANY", 3)
    wear(searched)
    last = indexes(searched)
    for name, edit in EDITS.items():
        edit(searched)
        new_process()
        build(searched, searched / "other", Options(codes=("pl",), review=True))
        found = indexes(searched)

        assert found == fresh_indexes(searched), name
        assert found != last, name
        last = found


def test_an_edit_takes_back_what_is_searched_in_its_section_alone(
    searched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each language; the index itself is amended, and no document of another page is read for it."""
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    asked: list[str] = []
    look_through = Searched.look_through

    def look(self: Searched, section: str) -> list[Later[Document]]:
        asked.append(section)
        return look_through(self, section)

    indexes(searched)
    monkeypatch.setattr(Searched, "look_through", look)
    change(searched / "content/lessons/two.md", "To know the end.", "The very end.")
    found = indexes(searched)

    assert set(asked) == {"lessons"}
    assert found == fresh_indexes(searched)


@pytest.mark.parametrize("harmed", [b"", b"harmed", None])
def test_a_kept_index_that_was_harmed_counts_as_none(harmed: bytes | None, searched: Path) -> None:
    """Or that is not there any more."""
    indexes(searched)
    for code in ("en", "pl"):
        kept = searched / ".known/made" / key_of(("index", code))
        kept.write_bytes(kept.read_bytes()[:-1] if harmed is None else harmed)
    (searched / ".known/made" / key_of(("index", "ar"))).unlink()
    EDITS["one word"](searched)

    assert indexes(searched) == fresh_indexes(searched)


def documents_of(pages: list[tuple[str, str, str, str]]) -> list[Document]:
    """Return what an index holds of pages of some texts: title, headings, text, and that about emergencies."""
    return [
        Document(f"{title}/{len(text)}", words_of(text, headings, title), as_json({"title": title}), tuple(terms(said)))
        for title, headings, text, said in pages
    ]


WORDS = st.sampled_from(["0", "1", "2", "10", "11", "999", "baby", "bab", "zzz", "położna", "ولادة", "孕妇手册", "दिन"])
TEXTS = st.lists(WORDS | st.text(max_size=3), max_size=8).map(" ".join)
PAGES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=8)


@given(PAGES, st.sampled_from([0, 1, 9, 55, 56, 57, 89, 90, 91]), st.data())
def test_an_amended_index_is_the_index_of_the_amended_documents_to_the_byte(
    pages: list[tuple[str, str, str, str]], before: int, data: st.DataObject
) -> None:
    """Words come and go, stand there more or less often, in other fields, and as the first or the last of all.

    Pages without words before them give them signs that do not lie side by side.
    """
    documents = documents_of([("", "", "", "")] * before + pages)
    others = documents_of(data.draw(PAGES))
    numbers = data.draw(st.lists(st.integers(0, len(documents) - 1), max_size=len(others), unique=True))
    new = dict(zip(numbers, others, strict=False))
    made = amended(index_of(documents), new)
    anew = index_of([new.get(number, document) for number, document in enumerate(documents)])

    assert [*serialise(made)] == [*serialise(anew)]
    assert urgent_terms(made) == urgent_terms(anew)
    assert made == anew


def test_each_page_has_a_sign_that_json_and_a_browser_take_for_one_letter() -> None:
    """In the order of their numbers, so that those of a field stay in order; none is what stands between signs."""
    signs = [sign_of(number) for number in range(5_000)]

    assert signs == sorted({*signs})
    assert json.loads(f'"{"".join(signs)}"') == "".join(signs)
    assert all(len(sign.encode("utf-16-le")) == len("a".encode("utf-16-le")) for sign in signs)
    assert not {" ", "!"} & {*signs}


@given(PAGES)
def test_a_word_of_emergencies_is_one_that_fewer_than_half_of_the_pages_have(
    pages: list[tuple[str, str, str, str]],
) -> None:
    """In any field; a number is one always."""
    documents = documents_of(pages)
    having = Counter(term for found in documents for term in {*" ".join(found.words).split()})
    said = {term for found in documents for term in found.urgent}

    assert urgent_terms(index_of(documents)) == sorted(
        term for term in said if term.isdigit() or having[term] < len(pages) / 2
    )


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_an_index_of_any_words_is_json_that_has_them(pages: list[tuple[str, str]]) -> None:
    """Words are written as they stand: none has a sign that JSON would have to spell.

    They are in the order of their signs, as the lines are in which they are kept.
    """
    made = index_of(documents_of([(title, "", text, "") for title, text in pages]))
    index = json.loads(b"".join(serialise(made)))

    words = index["words"].split(" ")
    assert words == sorted({*words})
    found = {
        (term, int(number), field)
        for term, fields in entries_of(index).items()
        for field, places in fields.items()
        for number in places
    }
    assert found == {
        (term, number, field)
        for number, (title, text) in enumerate(pages)
        for field, words in (("0", text), ("2", title))
        for term in terms(words)
    }
