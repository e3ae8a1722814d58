"""Caps: what is within one is built, what is beyond it is told by its line before any library sees it."""

from pathlib import Path

import pytest
from conftest import PROJECT, change

from sitegen.documents import Cutter
from sitegen.inline import Inline
from sitegen.limits import (
    BLOCK_LINES,
    BRACKETS,
    BYTES,
    COLUMNS,
    MARKS,
    NESTING,
    PAGE_LINES,
    TEXT,
    WORD,
    most_bytes,
    page_faults,
    text_fault,
)
from sitegen.pages import Document
from sitegen.pipeline import read_project
from sitegen.problems import Problem, SiteError
from sitegen.sources import read_source

DEEP = "this is nested deeper than 6 levels; make it flatter"


def cut(text: str) -> tuple[Document, list[Problem]]:
    """Cut a text as a page whose first line is the tenth of its file."""
    problems: list[Problem] = []
    return Cutter(Inline()).cut("a.md", text, 10, problems), problems


def words(length: int) -> str:
    """Return a text of some length whose words are short."""
    return ("word " * length)[: length - 1] + "."


CAPS = {
    "text": (words(TEXT), words(TEXT + 1), 10, "the text has 4,001 characters, more than 4,000; part it"),
    "block": (
        "\n".join(["a"] * BLOCK_LINES),
        "\n".join(["a"] * (BLOCK_LINES + 1)),
        10,
        "101 lines stand here without an empty one, more than 100; part them",
    ),
    "page": (
        "\n\n".join(["a"] * PAGE_LINES),
        "\n\n".join(["a"] * (PAGE_LINES + 1)),
        10 + 2 * PAGE_LINES,
        "the page has more than 500 lines; part it",
    ),
    "brackets": (
        "[a](b.md) " * BRACKETS,
        "[a](b.md) " * (BRACKETS + 1),
        10,
        'the text has 61 signs "[", more than 60; part it, or take them out',
    ),
    "word": (
        "a" * WORD,
        "b " + "a" * (WORD + 1),
        10,
        'a word has more than 300 characters ("aaaaaaaaaaaaaaaaaaaa…"); shorten it, or part it',
    ),
    "accents": (
        "e" + "\u0301" * MARKS,
        "e" + "\u0301\u0327" * MARKS,
        10,
        "more than 30 accents or vowel signs stand on a letter; take most of them out",
    ),
    "list": (
        "\n".join("    " * level + "- a" for level in range(NESTING)),
        "\n".join("    " * level + "- a" for level in range(NESTING + 2)),
        10 + NESTING + 1,
        DEEP,
    ),
    "marks on a line": ("- " * NESTING + "a", "\n\nb\n\n" + "- " * (NESTING + 1) + "a", 14, DEEP),
    "numbers on a line": ("1. " * NESTING + "a", "1. " * (NESTING + 1) + "a", 10, DEEP),
    "quotes": (">" * NESTING + " a", ">" * (NESTING + 1) + " a", 10, DEEP),
    "quotes and lists": ("> - 1. " * 2 + "a", "> - 1. " * 3 + "a", 10, DEEP),
    "columns": (
        "|" + "a|" * COLUMNS + "\n|" + "-|" * COLUMNS + "\n|" + "a|" * COLUMNS,
        "b\n\n|" + "|" * (COLUMNS + 1) + "\n|" + "-|" * COLUMNS + "\n|" + "a|" * COLUMNS,
        12,
        "this has more than 10 columns; part the table",
    ),
}
"""A text within each cap, one beyond it, and what is told of that."""


@pytest.mark.parametrize("name", CAPS)
def test_what_is_within_a_cap_is_cut(name: str) -> None:
    """It has all its texts."""
    document, problems = cut(CAPS[name][0])

    assert not problems
    assert document.segments


@pytest.mark.parametrize("name", CAPS)
def test_what_is_beyond_a_cap_is_told_by_its_line_and_not_cut(name: str) -> None:
    """No library sees a page that it would take seconds for."""
    _, text, line, message = CAPS[name]

    assert cut(text) == (Document((), (), frozenset()), [Problem("a.md", line, message)])


@pytest.mark.parametrize("name", ["text", "brackets", "word", "accents"])
@pytest.mark.parametrize(
    ("path", "old", "line"),
    [
        ("content/help/now.md", '"A source: with a colon"', 8),
        ("content/site.yaml", "Not checked yet.", 4),
        ("content/facts/place.yaml", "St Mary's Hospital", 2),
        ("locales/pl/LC_MESSAGES/home.po", '"Po polsku: Welcome to all"', 13),
    ],
)
def test_a_value_or_translation_beyond_a_cap_is_told_by_its_line(
    small: Path, name: str, path: str, old: str, line: int
) -> None:
    """Titles, facts, sources and translations go through the same libraries as pages."""
    text, message = CAPS[name][1].replace("\n", " ").strip(), CAPS[name][3]
    change(small / path, old, f'"{text}"')

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert Problem(path, line, text_fault(text)) in caught.value.problems
    assert text_fault(text)[-20:] == message[-20:]


def test_accents_are_counted_before_unicode_puts_them_in_order(tmp_path: Path) -> None:
    """For 100,000 of them that takes half a minute."""
    (tmp_path / "a.yaml").write_text("a: b\nc: e" + "\u0301\u0327" * 24_000, "utf-8")
    problems: list[Problem] = []

    assert read_source(tmp_path, "a.yaml", problems) is None
    assert problems == [Problem("a.yaml", 2, CAPS["accents"][3])]


def test_signs_that_are_no_accents_may_stand_in_a_row() -> None:
    """People draw lines with them."""
    assert not text_fault("—" * (2 * MARKS))
    assert not text_fault("─" * (2 * MARKS) + "\u0301")


def test_every_source_of_the_site_has_a_third_of_the_bytes_that_it_may_have() -> None:
    """Whoever writes, translates or draws never meets a cap by chance."""
    folders = [PROJECT / name for name in ("content", "locales", "templates")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]

    assert {path.suffix for path in files} >= BYTES.keys()
    assert not [path for path in files if path.stat().st_size * 3 > most_bytes(path.name)]


def test_every_page_of_the_site_has_a_third_of_what_it_may_have() -> None:
    """Editors never meet a cap by chance."""
    pages = [page.read_text("utf-8") for page in (PROJECT / "content").glob("*/*.md")]
    blocks = [block for page in pages for block in page.split("\n---\n", 1)[1].split("\n\n")]

    assert len(pages) > 100
    assert max(len(page.encode()) for page in pages) * 3 < 40_000
    assert max(sum(map(bool, map(str.strip, page.split("\n")))) for page in pages) * 3 < PAGE_LINES
    assert max(len(block.split("\n")) for block in blocks) * 3 < BLOCK_LINES
    assert max(len(block) for block in blocks) * 3 < TEXT
    assert max(block.count("[") for block in blocks) * 3 < BRACKETS
    assert not [fault for page in pages for fault in page_faults(enumerate(page.split("\n"), 1))]
