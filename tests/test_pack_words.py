"""What a pack says besides its texts: plain, and as translators' programs read it."""

import csv
import io

import pytest
from conftest import PROJECT

from sitegen.glossary import Glossary, Term, load_glossary
from sitegen.languages import load_languages
from sitegen.model import Language
from sitegen.pack_words import KEEP_NOTE, glossary_table, pack_readme
from sitegen.problems import Problem

LANGUAGES = load_languages(PROJECT, [])[1:]


def rows(table: str) -> list[dict[str, str]]:
    """Return a table as a library reads it that skips the byte order mark, as spreadsheet programs do."""
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))


@pytest.mark.parametrize("language", LANGUAGES, ids=[language.code for language in LANGUAGES])
def test_every_agreed_term_is_in_the_table(language: Language) -> None:
    """Once, with all its translations, or as it is with a note that says so."""
    problems: list[Problem] = []
    glossary = load_glossary(PROJECT, language, problems)
    table = rows(glossary_table(glossary))
    assert glossary.terms
    assert not problems
    assert {row["source"] for row in table} == {term.term for term in glossary.terms}
    assert len(table) == len(glossary.terms)
    for term in glossary.terms:
        (row,) = [row for row in table if row["source"] == term.term]
        assert (row["target"] == term.term) is term.keep
        assert row["translator_comments"].startswith(KEEP_NOTE) is term.keep
        assert all(f"{stem}…" in row["target"] for each in term.stems for stem in each)


def test_words_with_commas_and_quotation_marks_stay_whole() -> None:
    """Each stands in quotation marks, and a note of the term's own comes after ours."""
    terms = (
        Term('"red", book', (("czerwon", "książ"), ("a,b",)), keep=False, note="A, b", line=1),
        Term("Thrive", (), keep=True, note="An app", line=2),
    )
    assert glossary_table(Glossary(terms)).startswith('\ufeff"source","target","translator_comments"\n"""red"", book",')
    assert [tuple(row.values()) for row in rows(glossary_table(Glossary(terms)))] == [
        ('"red", book', "czerwon… książ… / a,b…", "A, b"),
        ("Thrive", "Thrive", f"{KEEP_NOTE}. An app"),
    ]
    assert glossary_table(Glossary()) == ""


@pytest.mark.parametrize("glossary", ["", "pl-glossary.csv"])
def test_the_readme_is_whole_and_fits_the_screen(glossary: str) -> None:
    """No gap is left unfilled, no line is long, and the title is underlined."""
    text = pack_readme(LANGUAGES[0], glossary)
    lines = text.split("\n")
    assert len(lines[0]) == len(lines[1])
    assert max(map(len, lines)) <= 120
    assert "\n\n\n" not in text
    assert text.count("{count}") == 2
    assert "{{" not in text
    assert ("Glossary\n" in text) is bool(glossary)
