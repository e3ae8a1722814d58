"""All pages in all languages, chapter by chapter: a few pages of a section in one language, which share a catalogue.

How the pages of a chapter stand is kept from one run to the next, so that the catalogues and texts that an edit does
not concern are not even read.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from sitegen.memo import MEMO, MadeFrom
from sitegen.model import Language, Page
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.renditions import Rendition, Renditions, Said, Standing, kept_together, rendition_of, said_by
from sitegen.verdicts import SOUND
from sitegen.workers import processors, spread

Standings = tuple[Standing, ...]

_AT_HAND = 8
"""The texts of so many chapters are in memory at once: pages are made one after another, and must not fill it."""


class Chapter(NamedTuple):
    """A few pages of a section in one language."""

    language: Language
    section: str
    pages: Sequence[Page]


class _Text:
    """What the pages of a chapter say; taken back when somebody asks for it, since only pages that are made need it."""

    def __init__(self, project: Project, chapter: Chapter, made_from: MadeFrom) -> None:
        self._project, self._chapter, self.made_from = project, chapter, ("text", *made_from)

    def __call__(self) -> tuple[Said, ...]:
        return MEMO.recall(self.made_from, self._make, [], large=True)

    def _make(self, _: list[Problem]) -> tuple[Said, ...]:
        return tuple(said_by(_rendition(self._project, page, self._chapter)) for page in self._chapter.pages)


@lru_cache(_AT_HAND)
def _text(text: _Text) -> tuple[Said, ...]:
    return text()


def translate_all(project: Project) -> Renditions:
    """Return every page in every language."""
    groups = list(kept_together(project.pages, lambda page: page.section))
    chapters = [Chapter(language, pages[0].section, pages) for language in project.languages for pages in groups]
    found: dict[str, dict[str, Rendition]] = {language.code: {} for language in project.languages}
    for chapter, (standings, text) in zip(chapters, _judged(project, chapters), strict=True):
        for place, (page, standing) in enumerate(zip(chapter.pages, standings, strict=True)):
            said = partial(_said, text, place) if text else None
            found[chapter.language.code][page.path] = _rendition(project, page, chapter, (standing, said))
    return found


def _said(text: _Text, place: int) -> Said:
    return _text(text)[place]


def _judged(project: Project, chapters: Sequence[Chapter]) -> Iterator[tuple[Standings, _Text | None]]:
    """Give how the pages of each chapter stand, and what they say where that is not the English.

    What is not known from an earlier run is judged on all processors.
    """
    made_from = [_made_from(project, chapter) for chapter in chapters]
    texts = [
        _Text(project, chapter, parts) if parts and not chapter.language.is_source else None
        for chapter, parts in zip(chapters, made_from, strict=True)
    ]
    new = [number for number, parts in enumerate(made_from) if not (parts and MEMO.has(parts))]
    judged: dict[int, Standings] = {}

    def judge(number: int) -> tuple[int, Standings, frozenset[bytes]]:
        chapter, text = chapters[number], texts[number]
        found = [_rendition(project, page, chapter) for page in chapter.pages]
        if text:
            MEMO.recall(text.made_from, lambda _: tuple(map(said_by, found)), [], large=True)
        return number, tuple(rendition.standing for rendition in found), SOUND.new()

    for number, standings, sound in spread(new, judge, processors()):
        judged[number] = standings
        SOUND.add(*sound)
        if text := texts[number]:
            MEMO.made_elsewhere(text.made_from)

    def stand(number: int, _: list[Problem]) -> Standings:
        return judged[number] if number in judged else judge(number)[1]

    for number, (parts, text) in enumerate(zip(made_from, texts, strict=True)):
        yield MEMO.recall(parts, partial(stand, number), []) if parts else judged[number], text


def _made_from(project: Project, chapter: Chapter) -> MadeFrom:
    """Return all that decides how the pages stand; nothing where only a look at each text can tell."""
    key = project.catalogue_key(chapter.language, chapter.section)
    if key is None and not chapter.language.is_source:
        return ()
    return ("chapter", repr(chapter.language), key or "", *(page.digest for page in chapter.pages))


def _rendition(
    project: Project, page: Page, chapter: Chapter, known: tuple[Standing, Callable[[], Said] | None] | None = None
) -> Rendition:
    catalogue = partial(project.catalogue, chapter.language, chapter.section)
    return rendition_of(page, chapter.language, catalogue, project.inline, known)
