"""All pages in all languages, chapter by chapter: the pages of a section in one language, which share a catalogue.

How the pages of a chapter stand is kept from one run to the next, so that the catalogues and texts that an edit does
not concern are not even read.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import cast

from sitegen.entries import Catalogue
from sitegen.inline import Rendered
from sitegen.kept import packed
from sitegen.made_from import MadeFrom, key_of
from sitegen.memo import MEMO, Later
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.phrases import open_phrases
from sitegen.processors import processors
from sitegen.project import Project
from sitegen.renditions import Rendition, Said, Standing, rendition_of, said_by, translations_of
from sitegen.summaries import Elsewhere, Pages, Renditions
from sitegen.translate import State, Translation
from sitegen.verdicts import SOUND
from sitegen.workers import spread

_AT_HAND = 16
"""The texts of so many chapters are in memory at once, packed: an edit asks for those of a section in each language."""

_FEW = 1
"""A chapter of which most pages are known is about so many pages' work: its catalogue has to be read all the same."""

_A_PAGE = 50
"""So many texts a page are kept as HTML at most, the newest: an edit leaves those that nobody shows any more."""

_FRAMING = ("home", "section")
"""The kinds of pages that show on every page."""


class Chapter:
    """The pages of a section in one language."""

    def __init__(self, project: Project, language: Language, pages: Sequence[Page], phrases: Mapping[str, str]) -> None:
        """Take pages, and the facts that are phrases and not current, with what there is to do about each."""
        self.language, self.pages, self.section = language, pages, pages[0].section
        self._project = project
        key = project.catalogue_key(language, self.section)
        self._known = language.is_source or key is not None
        self._phrases = phrases
        named = {name for page in pages for name, _ in page.body.facts} if phrases else set()
        self._shared = ("page", _named(language), key or "", *sorted(named & phrases.keys()))
        self._made_from: MadeFrom = ("chapter", *self._shared, *(page.digest for page in pages))
        """All that decides how the pages stand and what they say, where that is known without a look."""

        self.place: MadeFrom = ("pages", language.code, self.section)
        """What the pages are kept under, one by one."""

        self.key = key_of(self._made_from) if self._known else ""
        """Another one where any page may stand otherwise; empty where only a look at each text can tell."""

        self.is_kept = self._known and MEMO.has(self.key)
        self.standings: tuple[Standing, ...] = ()
        """How the pages stand that were judged by this run."""

    def judge(self) -> tuple[Standing, ...]:
        """Return how the pages stand, and keep it; each text of those that are new is looked at."""
        if not self._known:
            return tuple(self._look(page).standing for page in self.pages)
        return MEMO.recall(self._made_from, lambda _: tuple(later()[0] for later in _at_hand(self)), [])

    def renditions(self) -> Iterator[Rendition]:
        """Give the pages; no catalogue is read before it is needed."""
        for page, standing in zip(self.pages, self.standings or self.judge(), strict=True):
            yield self.rendition(page, standing)

    def rendition(self, page: Page, standing: Standing) -> Rendition:
        """Return a page of which it is known how it stands."""
        return Rendition(page, standing, self)

    def said(self, page: Page) -> Said | None:
        """Return what a page says, where that is kept; the English itself need not be.

        Texts that are to be rendered next are learnt.
        """
        self._learn()
        if self.language.is_source or not self._known:
            return None
        said: Said = pickle.loads(_at_hand(self)[self.pages.index(page)]()[1])  # noqa: S301, what `judged` packed
        return said

    def translations(self, page: Page, standing: Standing) -> tuple[Translation, ...]:
        """Return a page's texts with their entries, from the catalogue."""
        states = map(State, standing.states)
        return translations_of(page, self.language, self._catalogue(), self._project.inline, states, self._phrases)

    def judged(self) -> list[Later[tuple[Standing, bytes]]]:
        """Return how each page stands, and what it says, packed: most builds ask for the former of all."""
        looked: list[Rendition] = []

        def judge(number: int) -> tuple[Standing, bytes]:
            looked.append(found := self._look(self.pages[number]))
            said = () if self.language.is_source else said_by(found)
            return found.standing, packed(said)

        found = MEMO.recall_each(self.place, [(*self._shared, page.digest) for page in self.pages], judge)
        self._keep_html(looked)
        return found

    def _look(self, page: Page) -> Rendition:
        self._learn()
        return rendition_of(page, self.language, self._catalogue(), self._project.inline, self._phrases)

    def _learn(self) -> None:
        """Have texts of the pages as HTML without rendering them, and those of the English that stands beside them."""
        for language in (self._project.languages[0], self.language):
            html = self._html_in(language)
            self._project.inline.learn(html, partial(_kept, html))

    def _html_in(self, language: Language) -> MadeFrom:
        """Return what texts with marks of the section are kept under as HTML."""
        return "html", language.code, self.section

    def _keep_html(self, looked: Sequence[Rendition]) -> None:
        """Keep the texts of some pages as HTML, beside those of the others; the English is kept by its own chapter."""
        texts = (found.text for page in looked for found in page.translations if not found.english)
        if new := self._project.inline.rendered(texts):
            html = self._html_in(self.language)
            whole = list({**_kept(html), **new}.items())
            MEMO.put(html, dict(whole[-_A_PAGE * len(self.pages) :]))

    def _catalogue(self) -> Catalogue | None:
        return self._project.catalogue(self.language, self.section)


def _kept(html: MadeFrom) -> Rendered:
    return cast("Rendered | None", MEMO.under(html)) or {}


@cache
def _named(language: Language) -> str:
    return repr(language)


@lru_cache(_AT_HAND)
def _at_hand(chapter: Chapter) -> list[Later[tuple[Standing, bytes]]]:
    return chapter.judged()


def translate_all(project: Project) -> Renditions:
    """Return every page in every language."""
    sections = project.sections.values()
    asked: dict[str, list[Chapter]] = {}
    for language in project.languages:
        phrases = open_phrases(project, language)
        asked[language.code] = [Chapter(project, language, pages, phrases) for pages in sections]
    in_all_languages = zip(*asked.values(), strict=True)  # next to each other: the texts of a page are taken back once
    _judge([chapter for found in in_all_languages for chapter in found if not chapter.is_kept])
    shown = shown_elsewhere(project)
    return {code: Pages(found, shown, ("summaries", code)) for code, found in asked.items()}


def shown_elsewhere(project: Project) -> Elsewhere:
    """Return which pages others show.

    Those that every page shows are the sections in the menu, the home page on the picture for shared links, and those
    that settings name for the foot and for devices.
    """
    site = project.site
    named = {path for path, _ in (*site.footer_pages, *site.offline)}
    explaining = {path for path, _ in site.words_pages}
    return Elsewhere(
        tuple(page.path for page in project.pages if page.kind in _FRAMING or page.path in named),
        tuple(page.path for page in project.pages if page.path in explaining),
    )


def _judge(chapters: Sequence[Chapter]) -> None:
    """Judge the pages that are not known from an earlier run, on all processors."""

    def judge(number: int) -> tuple[int, tuple[Standing, ...], list[bytes]]:
        return number, chapters[number].judge(), SOUND.new()

    def weigh(number: int) -> int:
        return _FEW if MEMO.has(key_of(chapters[number].place)) else len(chapters[number].pages)

    for number, standings, sound in spread(range(len(chapters)), judge, processors(), weigh):
        chapter = chapters[number]
        chapter.standings = standings
        SOUND.add(*sound)
        MEMO.made_elsewhere(chapter.place)
