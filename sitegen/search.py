"""The index of one language's pages, which a reader's browser searches with MiniSearch."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from html import escape, unescape
from itertools import chain, starmap, zip_longest
from typing import NamedTuple, cast

from sitegen.content import easy_path
from sitegen.facts import dialled
from sitegen.folding import TABLE, terms
from sitegen.index import FIELDS, RUNNING, Document, Index, amended, as_json, index_of, serialise, urgent_terms
from sitegen.made_from import MadeFrom, digest
from sitegen.memo import MEMO, Later
from sitegen.model import Segment
from sitegen.pages import Page
from sitegen.project import FACTS, Project
from sitegen.renditions import Rendition
from sitegen.summaries import Pages
from sitegen.translate import join_pieces
from sitegen.voice import Voice

SCRIPT = "search.js"
"""The asset that searches; a site without it needs no index."""

INDEX = "search.json"
"""Below a language's folder.  The name stays, so that a page does not change when another page's words do."""

_HELP, _CARD = 25.0, 1.25
"""What a page counts for the words of emergencies: the one that says when and where to get help, and any other that
has an emergency card."""

_SHORT = 4
"""999 and 111 are words that people search for; longer phone numbers are not."""

_MANY = 10
"""To amend so many pages of an index takes about as long as to make it anew, in a small site and in a large one."""

_FEW = 3
"""To amend so many takes no longer than to write an index down, so the one that is kept stays."""

_MARKUP = re.compile("[<&]")
_TAG = re.compile(r"<[^>]*>")


class Spoken(NamedTuple):
    """A text as a page shows it."""

    segment: Segment
    text: str
    speaker: Voice
    """Says it: in the page's language, or in English."""

    words: str
    """To search: without markup, with the values of its facts but for longer phone numbers."""


class _Section(NamedTuple):
    """What the search finds in a section is made from, besides what all pages have in common."""

    key: str
    """Another one where any page may stand otherwise; empty where only a look at each can tell."""

    each: tuple[str, ...]
    """For each page another one where the index holds something else of it."""


class _Kept(NamedTuple):
    """An index, and what it was made from."""

    common: MadeFrom
    sections: tuple[_Section, ...]
    whole: Index


class Searched:
    """What the search knows of the pages in one language: kept by page, and put together in an index."""

    def __init__(self, project: Project, renditions: Pages, voice: Voice, english: Voice) -> None:
        self._project, self._renditions, self._voice, self._english = project, renditions, voice, english
        facts = (repr(sorted(project.facts.items())), project.words_key(voice.language, FACTS))
        self._common = (repr((voice.language, english.language)), *facts, project.site.help_page)

    def index(self) -> bytes:
        """Return the index of the pages in one language, as JSON.

        A page that stands in English as a whole is in it too and says so: the A to Z lists it, so the search finds it.
        """
        index = self._index()
        sections = self._project.site.sections
        tops = {part.name: self._renditions[f"content/{part.name}/index.md"].title for part in sections}
        whole = {
            "folding": TABLE,
            "sections": {name: _marked(title.text, in_english=title.english) for name, title in tops.items()},
            "urgent": urgent_terms(index),
        }
        return b"".join((as_json(whole)[:-1].encode(), b',"index":', serialise(index), b"}"))

    def _index(self) -> Index:
        """Return the index of all pages: the one that is kept, amended, where few of them are not as they were."""
        name = ("index", self._voice.language.code)
        kept = cast("_Kept | None", MEMO.under(name))
        before = kept.sections if kept and kept.common == self._common else ()
        sections = tuple(starmap(self._section, zip_longest(self._sections, before[: len(self._sections)])))
        if kept and [len(found.each) for found in before] == [len(found.each) for found in sections]:
            states = zip(_each(before), _each(sections), strict=True)
            changed = [number for number, (then, now) in enumerate(states) if then != now]
            if len(changed) <= _MANY:
                index = amended(kept.whole, dict(zip(changed, self.documents(changed), strict=True)))
                if len(changed) > _FEW:
                    MEMO.put(name, _Kept(self._common, sections, index))
                return index
        index = index_of(self.documents())
        MEMO.put(name, _Kept(self._common, sections, index))
        return index

    def documents(self, numbers: Collection[int] | None = None) -> list[Document]:
        """Return what the index holds of each page, or of those that have some numbers in it."""
        found: list[Document] = []
        first = 0
        for section, paths in self._sections.items():
            places = [place for place in range(len(paths)) if numbers is None or first + place in numbers]
            if places:
                each = self.look_through(section)
                found += (each[place]() for place in places)
            first += len(paths)
        return found

    @cached_property
    def _sections(self) -> dict[str, list[str]]:
        """The pages of each section, as the index numbers them; an easy-read page is found by its standard page."""
        found: dict[str, list[str]] = {}
        for page in self._project.pages:
            if page.kind != "easy-read":
                found.setdefault(page.section, []).append(page.path)
        return found

    def _section(self, section: str, before: _Section | None) -> _Section:
        """Return what is made from a section; no page of it is looked at where its key is the one before."""
        paths = self._sections[section]
        easy = [path for path in paths if self._has_easy(path)]
        key = self._renditions.section_keys.get(section, "")
        key = key and digest(key, *paths, *easy)
        if before and key and key == before.key:
            return before
        return _Section(key, tuple(map(self._state, paths)))

    def look_through(self, section: str) -> list[Later[Document]]:
        """Return what the index holds of each page of a section; those that are new are looked through now."""
        paths = self._sections.get(section, [])

        def make(number: int) -> Document:
            found = self._renditions[paths[number]]
            return _document(self._project, found, self._voice, self._english, easy=self._has_easy(paths[number]))

        each = [("searched", *self._common, self._state(path)) for path in paths]
        return MEMO.recall_each(("documents", self._voice.language.code, section), each, make)

    def _state(self, path: str) -> str:
        """Return what a document is made from besides what all pages have in common."""
        return f"{self._renditions[path].standing.digest} {self._has_easy(path)}"

    def _has_easy(self, path: str) -> bool:
        return easy_path(path) in self._easy

    @cached_property
    def _easy(self) -> frozenset[str]:
        """The paths of easy-read pages."""
        return frozenset(page.path for page in self._project.pages if page.kind == "easy-read")


def _each(sections: Iterable[_Section]) -> Iterator[str]:
    return chain.from_iterable(found.each for found in sections)


def _document(project: Project, rendition: Rendition, voice: Voice, english: Voice, *, easy: bool) -> Document:
    title, description = rendition.title, rendition.description
    boost = _boost(project, rendition.page)
    urgent: list[str] = []
    lines = [_marked(description.text, in_english=description.english)]
    spoken = spoken_of(project, rendition, voice, english)
    for segment, text, speaker, said in spoken:
        if segment.critical and boost == _HELP:
            urgent += terms(said)
        if segment.critical or segment.role == "heading":
            with_phones = _words(project, text, speaker) if "{" in text else said
            lines.append(_marked(with_phones, in_english=speaker is not voice))
    shown = {
        "title": _marked(title.text, in_english=title.english),
        "lines": lines,
        "english": rendition.fallback == "whole",
        "easy": easy,
        "boost": boost,
    }
    filled = {name: value for name, value in shown.items() if value}
    words = searched(*fields_of(rendition, spoken))
    return Document(rendition.page.address, words, as_json(filled), tuple(dict.fromkeys(urgent)))


def fields_of(rendition: Rendition, spoken: Iterable[Spoken]) -> tuple[str, ...]:
    """Return the texts of a page to search, in the order of `FIELDS`."""
    headings: list[str] = []
    texts = [rendition.description.text]
    for found in spoken:
        (headings if found.segment.role == "heading" else texts).append(found.words)
    return (rendition.title.text, "\n".join(headings), "\n".join(texts))


def searched(*fields: str) -> tuple[str, ...]:
    """Return the words of a page's texts, with spaces between them, in the order of `FIELDS`.

    In its running text each word counts once: how often it stands there tells little and takes a phone's time.
    """
    return tuple(
        " ".join(dict.fromkeys(terms(text)) if name == RUNNING else terms(text))
        for name, text in zip(FIELDS, fields, strict=True)
    )


def spoken_of(project: Project, rendition: Rendition, voice: Voice, english: Voice) -> list[Spoken]:
    """Return the texts of a page's body, as the page shows them."""
    found: list[Spoken] = []
    whole = rendition.fallback == "whole"
    for segment, translation in zip(rendition.page.segments[2:], rendition.shown[2:], strict=True):
        if segment.role != "alt":
            in_english = whole or translation.english
            text, speaker = (segment.text, english) if in_english else (translation.text, voice)
            found.append(Spoken(segment, text, speaker, _words(project, text, speaker, longest_phone=_SHORT)))
    return found


def _marked(text: str, *, in_english: bool) -> str | list[str]:
    """Return a text to show; in a list of one where it stands in English on a page of another language."""
    return [text] if in_english else text


def _words(project: Project, text: str, voice: Voice, *, longest_phone: int = 99) -> str:
    """Return a text without markup, with the values of its facts but for longer phone numbers."""

    def fact(name: str) -> str:
        found = project.facts[name]
        if found.form == "phone":
            return escape(found.value) if len(dialled(found)) <= longest_phone else ""
        return voice.fact(name)

    pieces = project.inline.render(text)
    if pieces == (text,) and not _MARKUP.search(text):  # as most are
        return text
    return unescape(_TAG.sub("", join_pieces(pieces, fact, lambda _: "", isolate=False)))


def _boost(project: Project, page: Page) -> float | None:
    """Return what a page counts more than others for the words of emergencies."""
    if page.path == project.site.help_page:
        return _HELP
    return _CARD if page.body.emergency else None
