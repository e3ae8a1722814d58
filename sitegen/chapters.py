"""All pages in all languages, chapter by chapter: a few pages of a section in one language, which share a catalogue.

How the pages of a chapter stand is kept from one run to the next, so that the catalogues and texts that an edit does
not concern are not even read.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, groupby

from sitegen.entries import Catalogue
from sitegen.memo import MEMO, MadeFrom, key_of
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.problems import Problem
from sitegen.processors import processors
from sitegen.project import Project
from sitegen.renditions import (
    Pages,
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
from sitegen.workers import spread

Standings = tuple[Standing, ...]

_AT_HAND = 8
"""The texts of so many chapters are in memory at once: pages are made one after another, and must not fill it."""

_FRAMING = ("home", "section")
"""The kinds of pages that show on every page."""

_WORK = 3
"""Judging a chapter takes so many times as long as most work that is spread."""


class Chapter:
    """A few pages of a section in one language."""

    def __init__(self, project: Project, language: Language, pages: Sequence[Page]) -> None:
        self.language, self.pages = language, pages
        self._project, self._section = project, pages[0].section
        key = project.catalogue_key(language, self._section)
        made_from = ("chapter", _named(language), key or "", *(page.digest for page in pages))
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


@cache
def _named(language: Language) -> str:
    return repr(language)


@lru_cache(_AT_HAND)
def _at_hand(chapter: Chapter) -> tuple[Said, ...]:
    return chapter.say()


def translate_all(project: Project) -> Renditions:
    """Return every page in every language."""
    sections = [tuple(pages) for _, pages in groupby(project.pages, lambda page: page.section)]
    asked = {
        language.code: [_Section(project, language, pages) for pages in sections] for language in project.languages
    }
    new = [section for found in asked.values() for section in found if not section.is_kept]
    judged = _judge_new([chapter for section in new for chapter in section.chapters])
    for section in new:
        section.judge(judged)
    shown = shown_elsewhere(project)
    return {code: Pages(partial(_pages, found), shown, _keys(found)) for code, found in asked.items()}


def shown_elsewhere(project: Project) -> tuple[list[str], list[str]]:
    """Return the paths of the pages that every page shows, and of those that explain words of others.

    The former are the sections in the menu, the home page on the picture for shared links, and those that settings
    name for the foot and for devices.
    """
    site = project.site
    named = {path for path, _ in (*site.footer_pages, *site.offline)}
    explaining = {path for path, _ in site.words_pages}
    return (
        [page.path for page in project.pages if page.kind in _FRAMING or page.path in named],
        [page.path for page in project.pages if page.path in explaining],
    )


def _pages(sections: Sequence["_Section"]) -> dict[str, Rendition]:
    return {found.page.path: found for section in sections for found in section.pages()}


def _keys(sections: Sequence["_Section"]) -> dict[str, str]:
    """Return what decides how the pages of each section stand; nothing where only a look at each text can tell."""
    keys = {section.name: section.key for section in sections}
    return keys if all(keys.values()) else {}


class _Section:
    """The chapters of a section in one language, of which one file tells how they stand."""

    def __init__(self, project: Project, language: Language, pages: Sequence[Page]) -> None:
        self.name = pages[0].section
        self.chapters = [Chapter(project, language, few) for few in kept_together(pages, lambda page: page.section)]
        made_from = [chapter.made_from for chapter in self.chapters]
        self._made_from: MadeFrom = ("section", *chain.from_iterable(made_from)) if all(made_from) else ()
        self.key = key_of(self._made_from) if self._made_from else ""
        self.is_kept = bool(self._made_from) and MEMO.has(self._made_from)
        self._found: tuple[Standings, ...] = ()

    def judge(self, judged: Mapping[Chapter, Standings]) -> None:
        """Take how the pages of those chapters stand that were judged now, and keep how all of them do."""
        self._found = self._standings(judged)

    def pages(self) -> Iterator[Rendition]:
        """Give the pages."""
        for chapter, standings in zip(self.chapters, self._found or self._standings({}), strict=True):
            yield from chapter.standing(standings)

    def _standings(self, judged: Mapping[Chapter, Standings]) -> tuple[Standings, ...]:
        def make(_: list[Problem]) -> tuple[Standings, ...]:
            return tuple(_standings(chapter, judged) for chapter in self.chapters)

        return MEMO.recall(self._made_from, make, []) if self._made_from else make([])


def _judge_new(chapters: Sequence[Chapter]) -> dict[Chapter, Standings]:
    """Judge the chapters that are not known from an earlier run, on all processors; return how their pages stand."""
    new = [number for number, chapter in enumerate(chapters) if not MEMO.has(chapter.made_from)]
    judged: dict[Chapter, Standings] = {}

    def judge(number: int) -> tuple[int, Standings, list[bytes]]:
        return (number, *_judge(chapters[number]))

    for number, standings, sound in spread(new, judge, processors(), lambda _: _WORK):
        chapter = chapters[number]
        judged[chapter] = standings
        SOUND.add(*sound)
        if chapter.text:
            MEMO.made_elsewhere(chapter.text)
    return judged


def _standings(chapter: Chapter, judged: Mapping[Chapter, Standings]) -> Standings:
    """Return how the pages of a chapter stand: as they were judged now, or else as that was kept."""

    def make(_: list[Problem]) -> Standings:
        return judged.get(chapter) or _judge(chapter)[0]

    return MEMO.recall(chapter.made_from, make, []) if chapter.made_from else make([])


def _judge(chapter: Chapter) -> tuple[Standings, list[bytes]]:
    """Return how the pages of a chapter stand after a look at each text, and the pairs that were found sound."""
    found = chapter.judged()
    if chapter.text:
        chapter.say(found)
    return tuple(rendition.standing for rendition in found), SOUND.new()
