"""All pages in all languages, chapter by chapter: a few pages of a section in one language, which share a catalogue.

How the pages of a chapter stand is kept from one run to the next, so that the catalogues and texts that an edit does
not concern are not even read.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from sitegen.entries import Catalogue
from sitegen.memo import MEMO, MadeFrom
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.renditions import (
    Rendition,
    Renditions,
    Said,
    Standing,
    kept_together,
    rendition_of,
    said_by,
    translations_of,
)
from sitegen.translate import State, Translation
from sitegen.verdicts import SOUND
from sitegen.workers import processors, spread

Standings = tuple[Standing, ...]

_AT_HAND = 8
"""The texts of so many chapters are in memory at once: pages are made one after another, and must not fill it."""


class Chapter:
    """A few pages of a section in one language."""

    def __init__(self, project: Project, language: Language, pages: Sequence[Page]) -> None:
        self.language, self.pages = language, pages
        self._project, self._section = project, pages[0].section
        key = project.catalogue_key(language, self._section)
        made_from = ("chapter", repr(language), key or "", *(page.digest for page in pages))
        self.made_from: MadeFrom = made_from if language.is_source or key is not None else ()
        """All that decides how the pages stand; nothing where only a look at each text can tell."""

        self.text: MadeFrom = ("text", *made_from) if self.made_from and not language.is_source else ()
        """All that decides what the pages say, where that is kept; the English itself need not be."""

    def judged(self) -> tuple[Rendition, ...]:
        """Return the pages, with a look at each text."""
        return tuple(rendition_of(page, self.language, self._catalogue(), self._project.inline) for page in self.pages)

    def standing(self, standings: Standings) -> Iterator[Rendition]:
        """Give the pages where it is known how they stand; no catalogue is read before it is needed."""
        for page, standing in zip(self.pages, standings, strict=True):
            yield Rendition(page, standing, self)

    def say(self, pages: Sequence[Rendition] = ()) -> tuple[Said, ...]:
        """Return what the pages say; kept, and taken back when somebody asks for it: only pages that are made do."""
        return MEMO.recall(self.text, lambda _: tuple(map(said_by, pages or self.judged())), [], large=True)

    def said(self, page: Page) -> Said | None:
        """Return what a page says, where that is kept."""
        return _at_hand(self)[self.pages.index(page)] if self.text else None

    def translations(self, page: Page, standing: Standing) -> tuple[Translation, ...]:
        """Return a page's texts with their entries, from the catalogue."""
        states = map(State, standing.states)
        return translations_of(page, self.language, self._catalogue(), self._project.inline, states)

    def _catalogue(self) -> Catalogue | None:
        return self._project.catalogue(self.language, self._section)


@lru_cache(_AT_HAND)
def _at_hand(chapter: Chapter) -> tuple[Said, ...]:
    return chapter.say()


def translate_all(project: Project) -> Renditions:
    """Return every page in every language."""
    groups = list(kept_together(project.pages, lambda page: page.section))
    chapters = [Chapter(project, language, pages) for language in project.languages for pages in groups]
    found: dict[str, dict[str, Rendition]] = {language.code: {} for language in project.languages}
    for chapter, standings in zip(chapters, _standings(chapters), strict=True):
        pages = chapter.standing(standings)
        found[chapter.language.code] |= {rendition.page.path: rendition for rendition in pages}
    return found


def _standings(chapters: Sequence[Chapter]) -> list[Standings]:
    """Return how the pages of each chapter stand; what is not known from an earlier run is judged on all processors."""
    new = [number for number, chapter in enumerate(chapters) if not MEMO.has(chapter.made_from)]
    judged: dict[int, Standings] = {}

    def judge(number: int) -> tuple[int, Standings, list[bytes]]:
        chapter = chapters[number]
        found = chapter.judged()
        if chapter.text:
            chapter.say(found)
        return number, tuple(rendition.standing for rendition in found), SOUND.new()

    for number, standings, sound in spread(new, judge, processors()):
        judged[number] = standings
        SOUND.add(*sound)
        if text := chapters[number].text:
            MEMO.made_elsewhere(text)

    def stand(number: int, _: list[Problem]) -> Standings:
        return judged[number] if number in judged else judge(number)[1]

    return [
        MEMO.recall(chapter.made_from, partial(stand, number), []) if chapter.made_from else judged[number]
        for number, chapter in enumerate(chapters)
    ]
