"""All pages in a language: what they say together, and how each stands when somebody asks for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from sitegen.made_from import MadeFrom, digest
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.renditions import Rendition


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

    framing: str
    """The digest of what every page shows of some of them: sections in the menu, pages at the foot and the like."""

    explaining: str
    """The digest of those that explain words of others."""


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
        framing=digest(*(part.framing for part in parts)),
        explaining=digest(*(part.explaining for part in parts)),
    )


class Elsewhere(NamedTuple):
    """Which pages others show."""

    framing: tuple[str, ...]
    """The paths of those that every page shows."""

    explaining: tuple[str, ...]
    """The paths of those that explain words of others."""


class Pages(Mapping[str, Rendition]):
    """The pages in one language, by their paths.

    How those of a section stand is taken back when somebody asks for one of them.
    """

    def __init__(
        self,
        sections: Mapping[str, str],
        find: Callable[[str], dict[str, Rendition]],
        elsewhere: Elsewhere,
        name: MadeFrom = (),
        section_keys: Mapping[str, str] | None = None,
    ) -> None:
        """Take the section of each path, what finds the pages of a section, and which of them others show.

        What they say together is kept under the name, if there are keys.
        """
        self._sections, self._elsewhere, self._name = sections, elsewhere, name
        self._found = cache(find)
        self.section_keys = section_keys or {}
        """For each section another one where any of its pages may stand otherwise; none where only a look can tell."""

    def __getitem__(self, path: str) -> Rendition:
        return self._found(self._sections[path])[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)

    @cached_property
    def summary(self) -> Summary:
        """Return what they say together; that of each section is kept, where there is a key."""
        sections = list(dict.fromkeys(self._sections.values()))
        if not self.section_keys:
            return _together([self._summary(section) for section in sections])
        asked = repr(self._elsewhere)
        made_from = [("summary", self.section_keys[section], asked) for section in sections]
        found = MEMO.recall_each(self._name, made_from, lambda number: self._summary(sections[number]))
        return _together([summary() for summary in found])

    def _summary(self, section: str) -> Summary:
        pages = self._found(section)
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
            framing=digest(*(standings[path].listed for path in self._elsewhere.framing if path in standings)),
            explaining=digest(*(standings[path].digest for path in self._elsewhere.explaining if path in standings)),
        )


Renditions = Mapping[str, Pages]
"""The pages in each language, by its code."""

SomePages = Mapping[str, Mapping[str, Rendition]]
"""Some of them, by code and path."""


def languages_without(path: str, languages: Sequence[Language], renditions: Renditions) -> tuple[str, ...]:
    """Return those of some languages that have a page in English as a whole."""
    return tuple(language.code for language in languages if path in renditions[language.code].summary.in_english)
