"""All pages in all languages, chapter by chapter: a few pages of a section in one language, which share a catalogue.

How the pages of a chapter stand is kept from one run to the next, so that the catalogues and texts that an edit does
not concern are not even read.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from sitegen.memo import MEMO
from sitegen.model import Language, Page
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.renditions import Rendition, Renditions, Standing, kept_together, rendition_of
from sitegen.verdicts import SOUND
from sitegen.workers import processors, spread

Standings = tuple[Standing, ...]


class Chapter(NamedTuple):
    """A few pages of a section in one language."""

    language: Language
    section: str
    pages: Sequence[Page]


def translate_all(project: Project) -> Renditions:
    """Return every page in every language."""
    groups = list(kept_together(project.pages, lambda page: page.section))
    chapters = [Chapter(language, pages[0].section, pages) for language in project.languages for pages in groups]
    found: dict[str, dict[str, Rendition]] = {language.code: {} for language in project.languages}
    for chapter, standings in zip(chapters, _standings(project, chapters), strict=True):
        pages = zip(chapter.pages, standings, strict=True)
        found[chapter.language.code] |= {page.path: _rendition(project, page, chapter, known) for page, known in pages}
    return found


def _standings(project: Project, chapters: Sequence[Chapter]) -> list[Standings]:
    """Return how the pages of each chapter stand; what is not known from an earlier run is judged on all processors."""
    made_from = [_made_from(project, chapter) for chapter in chapters]
    new = [number for number, parts in enumerate(made_from) if not (parts and MEMO.has(parts))]
    judged: dict[int, Standings] = {}

    def judge(number: int) -> tuple[int, Standings, frozenset[bytes]]:
        chapter = chapters[number]
        return number, tuple(_rendition(project, page, chapter).standing for page in chapter.pages), SOUND.new()

    for number, standings, sound in spread(new, judge, processors()):
        judged[number] = standings
        SOUND.add(*sound)

    def stand(number: int, _: list[Problem]) -> Standings:
        return judged[number] if number in judged else judge(number)[1]

    return [
        MEMO.recall(parts, partial(stand, number), []) if parts else judged[number]
        for number, parts in enumerate(made_from)
    ]


def _made_from(project: Project, chapter: Chapter) -> tuple[str, ...]:
    """Return all that decides how the pages stand; nothing where only a look at each text can tell."""
    key = project.catalogue_key(chapter.language, chapter.section)
    if key is None and not chapter.language.is_source:
        return ()
    return ("chapter", repr(chapter.language), key or "", *(page.digest for page in chapter.pages))


def _rendition(project: Project, page: Page, chapter: Chapter, known: Standing | None = None) -> Rendition:
    catalogue = partial(project.catalogue, chapter.language, chapter.section)
    return rendition_of(page, chapter.language, catalogue, project.inline, known)
