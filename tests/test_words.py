"""Words that some pages explain are explained on every page where they stand."""

from pathlib import Path

import html5lib
import pytest
from conftest import change

from sitegen.pipeline import read_project
from sitegen.problems import SiteError
from sitegen.words import words_by_page

PAGE = """---
title: Words
description: What words mean.
---
midwife
:   Looks after you.

baby
:   A small person. See [help](now.md).
"""


@pytest.fixture
def explaining(small: Path) -> Path:
    """Give the small site with a page that explains words."""
    (small / "content/help/words.md").write_text(PAGE, "utf-8")
    change(small / "content/site.yaml", "sections:", "words_pages:\n  - help/words.md\nsections:")
    return small


def words_on(root: Path, path: str) -> list[str]:
    """Return the words that are explained on a page."""
    return [word.english for word in words_by_page(read_project(root)).get(path, ())]


def test_a_page_explains_the_words_that_stand_on_it(explaining: Path) -> None:
    """In the order of the page that explains them."""
    assert words_on(explaining, "content/help/now.md") == ["midwife", "baby"]
    assert words_on(explaining, "content/lessons/one.md") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your MIDWIFE comes.", ["midwife"]),
        ("The midwives and the babies.", ["midwife", "baby"]),
        ("A babysitter, a midwifery team.", []),
    ],
)
def test_a_word_is_found_as_a_whole_small_or_capital_one_or_many(explaining: Path, text: str, found: list[str]) -> None:
    """Not inside another word."""
    path = explaining / "content/lessons/one.md"
    path.write_text(f"---\ntitle: One\ndescription: First.\n---\n## Aim {{#aim}}\n\n{text}\n", "utf-8")

    assert words_on(explaining, "content/lessons/one.md") == found


def test_the_page_that_explains_words_does_not_repeat_itself(explaining: Path) -> None:
    """Its own words stand there already."""
    assert words_on(explaining, "content/help/words.md") == []


def test_a_words_page_that_is_missing_or_explains_nothing_is_told(explaining: Path) -> None:
    """With file and line."""
    change(explaining / "content/site.yaml", "help/words.md", "help/word.md\n  - lessons/two.md")

    with pytest.raises(SiteError) as told:
        read_project(explaining)
    assert "content/site.yaml:" in str(told.value)
    assert '"words_pages" has content/help/word.md, which is missing' in str(told.value)
    assert "content/lessons/two.md:1: this page explains words, and has no list of them" in str(told.value)


def test_each_language_explains_words_in_its_own(built: Path) -> None:
    """As the page that explains them says it there; links lead on from the page where it stands."""
    for code, word in {"en": "midwife", "pl": "położna", "ar": "القابلة", "ne": "मिडवाइफ"}.items():
        html = (built / code / "pregnancy/booking/index.html").read_text("utf-8")
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        (block,) = (element for element in tree.iter("details") if "app-words" in (element.get("class") or ""))
        terms = ["".join(term.itertext()) for term in block.iter("dt")]

        assert any(word in term for term in terms), (code, terms)
        assert len(terms) == len(list(block.iter("dd")))
