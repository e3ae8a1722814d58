"""Frames: what a template draws around what each page puts in itself, drawn once and filled in for every page.

A template gets a `Slot` in the place of each value that is a page's own.  What it draws is cut where these stand, and
pages that differ in nothing else are filled in without drawing anything again.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from sitegen.made_from import digest
from sitegen.memo import MEMO
from sitegen.places import ADDRESS, Place, is_altered
from sitegen.problems import Problem, SiteError
from sitegen.slots import ALTERED, MARK, NO_MORE, SPELT, Own, number_of, say
from sitegen.templates import FOLDER, DrawingError

_MANY = 2_000
"""So many frames of a language are kept at most; a page takes some twenty, most of them those of others too."""


class Frame:
    """What a template has drawn, cut where its slots stand."""

    def __init__(self, template: str, drawn: bytes) -> None:
        """Take what a template has drawn, in UTF-8: in most languages that is half as long as a text in memory."""
        self._template, self._drawn = template, drawn
        self._marks = MARK.findall(drawn.decode())
        self._said = [mark for mark in dict.fromkeys(self._marks) if mark != ADDRESS]
        self._placed: dict[tuple[str, str], list[bytes]] = {}

    @cached_property
    def _parts(self) -> list[str]:
        return MARK.split(self._drawn.decode())

    def filled(self, own: Sequence[Own]) -> Markup:
        """Return HTML with what a page puts in; it still has the marks of ways."""
        said = self._say(own)
        return Markup("".join(_by_turns(self._parts, [said.get(mark, mark) for mark in self._marks])))

    def filled_with(self, *html: str) -> str:
        """Return the same for HTML, where the template prints each value as it is."""
        return "".join(_by_turns(self._parts, [html[number] for number in self._numbers]))

    @cached_property
    def _numbers(self) -> list[int]:
        with self._told():
            return [number_of(mark) for mark in self._marks]

    def file(self, own: Sequence[Own], place: Place) -> bytes:
        """Return a file with what a page puts in, as it stands at a place."""
        said = {mark: place.put_in(words).encode() for mark, words in self._say(own).items()}
        said[ADDRESS] = escape(place.address).encode()
        return b"".join(_by_turns(self._at(place), [said[mark] for mark in self._marks]))

    def _say(self, own: Sequence[Own]) -> dict[str, str]:
        """Return what stands for each mark."""
        with self._told():
            return {mark: say(mark, own) for mark in self._said}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have what the template cannot ask of a value told with it; its line is not known any more."""
        try:
            yield
        except DrawingError as error:
            raise SiteError([Problem(f"{FOLDER}/{self._template}", 1, str(error))]) from error

    def _at(self, place: Place) -> list[bytes]:
        """Return the parts as they stand at a place, or at any other that lies as deep."""
        ways = (place.language_root, place.site_root)
        if ways not in self._placed:
            self._placed[ways] = [place.put_in(part).encode() for part in MARK.split(self._drawn.decode())]
        return self._placed[ways]


def _by_turns(parts: list[Any], between: list[Any]) -> list[Any]:
    found = parts * 2
    found[::2], found[1::2] = parts, [*between, parts[0][:0]]
    found.pop()
    return found


def unaltered(template: str, html: str) -> str:
    """Return what a template has drawn, if it printed the addresses of the site, and what pages put in, as they are."""
    if is_altered(html):
        raise SiteError([Problem(f"{FOLDER}/{template}", 1, ALTERED)])
    if SPELT.search(html):
        raise SiteError([Problem(f"{FOLDER}/{template}", 1, NO_MORE)])
    return html


class Frames:
    """The frames of one language, kept from one run to the next."""

    def __init__(self, code: str, made_from: str = "") -> None:
        """Take what frames depend on besides the values that they are drawn with; without it none are kept."""
        self._name, self._made_from = ("frames", code), made_from
        self._found: dict[tuple[str, Hashable], Frame] = {}
        self._used: set[str] = set()
        self._is_new = False

    def get(self, template: str, given: tuple[Any, ...], draw: Callable[[], str]) -> Frame:
        """Return the frame that a template draws with some values; it is drawn if it is not kept."""
        key = (template, given)
        if key not in self._found:
            name = digest(template, repr(given))
            if name not in self._kept:
                self._kept[name] = unaltered(template, draw()).encode()
                self._is_new = True
            self._used.add(name)
            self._found[key] = Frame(template, self._kept[name])
        return self._found[key]

    @cached_property
    def _kept(self) -> dict[str, bytes]:
        return self._of(MEMO.under(self._name)) if self.are_kept else {}

    def _of(self, found: object) -> dict[str, bytes]:
        return found[1] if isinstance(found, tuple) and found[0] == self._made_from else {}

    @property
    def are_kept(self) -> bool:
        """Tell whether other builds can have them."""
        return bool(self._made_from)

    def has_of(self, template: str) -> bool:
        """Tell whether any page has asked for what a template draws."""
        return any(name == template for name, _ in self._found)

    def keep(self) -> None:
        """Keep what was drawn, beside what other processes did; where that is much, no more than was asked for."""
        if self._is_new and self.are_kept:
            MEMO.amend(self._name, self._beside)
            self._is_new = False

    def _beside(self, found: object) -> object:
        kept = self._of(found) | self._kept
        return self._made_from, kept if len(kept) <= _MANY else {name: self._kept[name] for name in self._used}
