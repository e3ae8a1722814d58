"""The index of one language's pages, which a reader's browser searches with MiniSearch: kept, and amended."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain, starmap, zip_longest
from typing import NamedTuple, cast

from sitegen.content import easy_path
from sitegen.facts import FACTS
from sitegen.findable import document_of, marked_text
from sitegen.folding import TABLE, terms
from sitegen.index import Document, Index, amended, as_json, index_of, serialise, urgent_terms
from sitegen.made_from import MadeFrom, digest
from sitegen.memo import MEMO, Later
from sitegen.project import Project
from sitegen.summaries import Pages
from sitegen.voice import Voice

SCRIPT = "search.js"
"""The asset that searches; a site without it needs no index."""

INDEX = "search.json"
"""Below a language's folder.  The name stays, so that a page does not change when another page's words do."""

_FOLDING = as_json(TABLE)
_MANY = 10
"""To amend so many pages of an index takes about as long as to make it anew, in a small site and in a large one."""

_FEW = 3
"""To amend so many takes no longer than to write an index down, so the one that is kept stays."""


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
        self._looked: tuple[str | None, list[Later[Document]]] = (None, [])
        self._asked = project.asked.get(voice.language.code, {})
        self._common = (repr((voice.language, english.language)), *facts, project.site.help_page, repr(self._asked))

    def index(self) -> bytes:
        """Return the index of the pages in one language, as JSON.

        A page that stands in English as a whole is in it too and says so: the A to Z lists it, so the search finds it.
        """
        index = self._index()
        sections = self._project.site.sections
        tops = {part.name: self._renditions[f"content/{part.name}/index.md"].title for part in sections}
        whole = {
            "sections": {name: marked_text(title.text, in_english=title.english) for name, title in tops.items()},
            "urgent": urgent_terms(index),
            "loss": (loss := self._words_of_loss()),
            "elsewhere": self._phrases_elsewhere(frozenset(loss)),
        }
        return b"".join((f'{{"folding":{_FOLDING},{as_json(whole)[1:-1]},"index":'.encode(), *serialise(index), b"}"))

    def _words_of_loss(self) -> list[str]:
        """Return the words that people ask for pages about loss: who types none of them is not led there."""
        pages = [page.path for page in self._project.pages if page.loss]
        return sorted({term for path in pages for term in terms(self._asked.get(path, ""))})

    def _phrases_elsewhere(self, loss: frozenset[str]) -> list[list[str]]:
        """Return what people ask other pages for with such a word among others: "weight loss", "lost my plug"."""
        others = [self._asked.get(page.path, "") for page in self._project.pages if not page.loss]
        phrases = {tuple(terms(phrase)) for words in others for phrase in words.split(",")}
        return sorted([*phrase] for phrase in phrases if loss & set(phrase) and set(phrase) - loss)

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

    def documents(self, numbers: Collection[int] | None = None) -> Iterator[Document]:
        """Give what the index holds of each page, or of those that have some numbers in it."""
        first = 0
        for section, paths in self._sections.items():
            places = [place for place in range(len(paths)) if numbers is None or first + place in numbers]
            if places:
                each = self.look_through(section)
                yield from (each[place]() for place in places)
            first += len(paths)

    @cached_property
    def _sections(self) -> dict[str, list[str]]:
        """The pages of each section, as the index numbers them; an easy-read page is found by its standard page."""
        sections = self._project.sections.items()
        return {name: [page.path for page in pages if page.kind != "easy-read"] for name, pages in sections}

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
        if section == self._looked[0]:  # as an index of an edited page asks for it just after
            return self._looked[1]
        paths = self._sections.get(section, [])

        def make(number: int) -> Document:
            found = self._renditions[paths[number]]
            easy, asked = self._has_easy(paths[number]), self._asked.get(paths[number], "")
            return document_of(self._project, found, (self._voice, self._english), easy=easy, asked=asked)

        each = [("searched", *self._common, self._state(path)) for path in paths]
        found = MEMO.recall_each(("documents", self._voice.language.code, section), each, make)
        self._looked = (section, found)
        return found

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
