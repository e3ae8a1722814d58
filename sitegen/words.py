"""Words explained: the definition lists of some pages, and on which other pages their words stand."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from sitegen.drawing import Drawing
from sitegen.memo import MEMO
from sitegen.pages import Page
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.summaries import Renditions
from sitegen.translate import Filling
from sitegen.voice import Voice

_ENDINGS = {"y": "(?:y|ies)", "fe": "(?:fe|ves)"}
"""How English words make their plural besides s and es."""


class Word(NamedTuple):
    """A word that a page explains."""

    path: str
    """The page whose definition list explains it."""

    term: int
    """The number of the term among the page's segments; the next one explains it."""

    english: str


def words_by_page(project: Project) -> Mapping[str, tuple[Word, ...]]:
    """Return for each page, by path, the words on it that other pages explain."""
    pages = {page.path: page for page in project.pages}
    words = [word for path, _ in project.site.words_pages if path in pages for word in _explained(pages[path])]
    if not words:
        return {}
    explaining = {word.path for word in words}
    found: dict[str, tuple[Word, ...]] = {}
    for pages_of in project.sections.values():
        section = [page for page in pages_of if page.path not in explaining]
        made_from = ("words", repr(words), *(page.digest for page in section))
        found |= MEMO.recall(made_from, partial(_words_on, words, section), [])
    return found


def _words_on(words: list[Word], pages: list[Page], _: list[Problem]) -> dict[str, tuple[Word, ...]]:
    found = {}
    for page in pages:
        text = "\n".join(segment.text for segment in page.segments)
        found[page.path] = tuple(word for word in words if _pattern(word.english).search(text))
    return found


def _explained(page: Page) -> Iterator[Word]:
    for number, segment in enumerate(page.segments[:-1]):
        if segment.role == "term" and page.segments[number + 1].role != "term":
            yield Word(page.path, number, segment.text)


def _pattern(english: str) -> re.Pattern[str]:
    """Return what finds a word or its plural in English text, small or capital."""
    ending = next((ending for ending in _ENDINGS if english.endswith(ending)), "")
    stem = re.escape(english.removesuffix(ending))
    return re.compile(rf"\b{stem}{_ENDINGS.get(ending, '(?:s|es)?')}\b", re.IGNORECASE)


def explain_words(
    project: Project, renditions: Renditions, words: tuple[Word, ...], voices: tuple[Voice, Voice]
) -> tuple[tuple[Filling, Filling], ...]:
    """Return words and their explanations in the language of the first voice."""
    here = renditions[voices[0].language.code]
    drawings = {word.path: Drawing(project, here[word.path], here, voices) for word in words}
    return tuple((drawings[word.path].filling(word.term), drawings[word.path].filling(word.term + 1)) for word in words)
