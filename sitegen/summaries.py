"""All pages in a language: what they say together, and how each stands when somebody asks for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from sitegen.made_from import MadeFrom, digest
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.renditions import Rendition, Standing


class Summary(NamedTuple):
    """What pages in a language say together: all that is asked of those that are not made."""

    in_english: frozenset[str]
    """The paths of those that are in English as a whole."""

    unsafe: frozenset[str]
    """The paths of those with a text of the safety core that is not current."""

    states: Mapping[str, int]
    """How many texts are in each state."""

    listed: str
    """The digest of what other pages show of them."""

    shown: str
    """The digest of all that they show."""

    framing: Mapping[str, Standing]
    """How those stand of which every page shows something: sections in the menu, pages at the foot and the like."""

    explaining: str
    """The digest of those that explain words of others."""

    @property
    def framed(self) -> str:
        """Return the digest of what every page shows of some of them."""
        return digest(*(standing.listed for standing in self.framing.values()))


def _together(parts: Sequence[Summary]) -> Summary:
    """Return what the pages of some parts say together."""
    states: Counter[str] = Counter()
    for part in parts:
        states.update(part.states)
    return Summary(
        in_english=frozenset().union(*(part.in_english for part in parts)),
        unsafe=frozenset().union(*(part.unsafe for part in parts)),
        states=dict(states),
        listed=digest(*(part.listed for part in parts)),
        shown=digest(*(part.shown for part in parts)),
        framing={path: standing for part in parts for path, standing in part.framing.items()},
        explaining=digest(*(part.explaining for part in parts)),
    )


class Elsewhere(NamedTuple):
    """Which pages others show."""

    framing: tuple[str, ...]
    """The paths of those that every page shows."""

    explaining: tuple[str, ...]
    """The paths of those that explain words of others."""


class Section(Protocol):
    """The pages of a section in one language."""

    section: str
    key: str
    """Another one where any of its pages may stand otherwise; empty where only a look can tell."""

    @property
    def pages(self) -> Sequence[Page]:
        """Return the pages."""

    def renditions(self) -> Iterable[Rendition]:
        """Return the pages, with how they stand."""

    def rendition(self, page: Page, standing: Standing) -> Rendition:
        """Return one of which it is known how it stands."""


class Pages(Mapping[str, Rendition]):
    """The pages in one language, by their paths.

    How those of a section stand is taken back when somebody asks for one of them, but for those that all pages show.
    """

    def __init__(self, sections: Sequence[Section], elsewhere: Elsewhere, name: MadeFrom = ()) -> None:
        """Take the sections, and which pages others show; what all say together is kept under the name."""
        self._sections, self._elsewhere, self._name = sections, elsewhere, name
        self._places = {page.path: (section, page) for section in sections for page in section.pages}
        self._found: dict[str, dict[str, Rendition]] = {}
        self._framing: dict[str, Rendition] = {}
        keys = {section.section: section.key for section in sections}
        self.section_keys = keys if all(keys.values()) else {}
        """For each section another one where any of its pages may stand otherwise; none where only a look can tell."""

    def __getitem__(self, path: str) -> Rendition:
        section, page = self._places[path]
        if section.section in self._found or path not in self.summary.framing:
            return self._of(section)[path]
        if path not in self._framing:
            self._framing[path] = section.rendition(page, self.summary.framing[path])
        return self._framing[path]

    def page(self, path: str) -> Page:
        """Return a page, without a look at how it stands."""
        return self._places[path][1]

    def _of(self, section: Section) -> dict[str, Rendition]:
        if section.section not in self._found:
            self._found[section.section] = {found.page.path: found for found in section.renditions()}
        return self._found[section.section]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def summary(self) -> Summary:
        """Return what they say together; that of each section is kept, where there is a key."""
        if not self.section_keys:
            return _together([self._summary(section) for section in self._sections])
        asked = repr(self._elsewhere)
        made_from = [("summary", section.key, asked) for section in self._sections]
        found = MEMO.recall_each(self._name, made_from, lambda number: self._summary(self._sections[number]))
        return _together([summary() for summary in found])

    def _summary(self, section: Section) -> Summary:
        pages = self._of(section)
        states: Counter[str] = Counter()
        # Most pages are like others.
        for alike, number in Counter(found.standing.states for found in pages.values()).items():
            for state in alike:
                states[state] += number
        standings = {path: found.standing for path, found in pages.items()}
        return Summary(
            in_english=frozenset(path for path, found in standings.items() if found.fallback == "whole"),
            unsafe=frozenset(path for path, found in standings.items() if not found.safe),
            states=dict(states),
            listed=digest(*(found.listed for found in standings.values())),
            shown=digest(*(found.digest for found in standings.values())),
            framing={path: standings[path] for path in self._elsewhere.framing if path in standings},
            explaining=digest(*(standings[path].digest for path in self._elsewhere.explaining if path in standings)),
        )


Renditions = Mapping[str, Pages]
"""The pages in each language, by its code."""

SomePages = Mapping[str, Mapping[str, Rendition]]
"""Some of them, by code and path."""


def languages_without(path: str, languages: Sequence[Language], renditions: Renditions) -> tuple[str, ...]:
    """Return those of some languages that have a page in English as a whole."""
    return tuple(language.code for language in languages if path in renditions[language.code].summary.in_english)
