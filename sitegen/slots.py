"""Slots: they stand in a template for what each page puts in itself, and print marks that no source can have."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from sitegen.patterns import pattern
from sitegen.places import ADDRESS, LANGUAGE_ROOT, SITE_ROOT
from sitegen.templates import DrawingError

_FIRST, _LAST = 0xE030, 0xF8FF
"""The marks of slots, which no source can have: `sources.UNWANTED` has them all."""

_AS_IT_IS, _PLAIN, _ENCODED = range(3)
_FORMS = 3
MOST = (_LAST - _FIRST) // _FORMS
"""So many slots have marks; what is put in after these is as if it were the same on all pages."""

NO_MORE = "a page puts this value in later, so it can be printed, | plain or | urlencode, and no more"
ALTERED = "an address of the site went through a filter such as urlencode; print {{ home_url }} as it is"

_SLOT = pattern(f"[{chr(_FIRST)}-{chr(_LAST)}]")
SPELT = pattern(r"%EE%[89AB]|%EF%(?:[89]|A[0-3])|\\u(?:e|f[0-8])")
"""The marks of slots when a filter has spelt them for an address or a script."""

MARK = pattern(f"[{ADDRESS}{chr(_FIRST)}-{chr(_LAST)}]")


class Own(NamedTuple):
    """A value that a page puts in itself: a text or HTML, or what gives it if a template prints it."""

    value: Any

    @property
    def english(self) -> bool:
        """Tell whether the value stands in English on a page of another language."""
        return getattr(self.value, "english", False)

    @property
    def plain(self) -> str:
        """Return the value as a text."""
        return str(self._given())

    @property
    def encoded(self) -> str:
        """Return the value as a part of an address; the way to a page cannot be one."""
        text = self.plain
        if any(mark in text for mark in (LANGUAGE_ROOT, SITE_ROOT, ADDRESS)):
            raise DrawingError(ALTERED)
        return quote(text)

    def __html__(self) -> str:
        """Return the value as it is printed."""
        value = self._given()
        return value if isinstance(value, Markup) else escape(value)

    def _given(self) -> Any:
        return self.value() if callable(self.value) else self.value


class Slot:
    """Stands for such a value: a template can print it, print it `| plain`, and put it `| urlencode` into an address.

    Whatever else would depend on the value fails; a condition sees that there is a slot, also for an empty text.
    """

    def __init__(self, number: int, *, english: bool, form: int = _AS_IT_IS) -> None:
        self._number, self._form = number, form
        self.english = english
        """The value stands in English on a page of another language."""

    @property
    def plain(self) -> "Slot":
        """Return what stands for the value as a text."""
        return Slot(self._number, english=self.english, form=_PLAIN)

    @property
    def encoded(self) -> "Slot":
        """Return what stands for the value as a part of an address."""
        return Slot(self._number, english=self.english, form=_ENCODED)

    def __html__(self) -> str:
        """Return the mark where the value is put in."""
        return chr(_FIRST + self._number * _FORMS + self._form)

    def __bool__(self) -> bool:
        """Return that there is something: where a page has nothing to put in, a template gets None and no slot."""
        return True

    def _fail(self, *_: object) -> Any:
        raise DrawingError(NO_MORE)

    __str__ = __len__ = __iter__ = __contains__ = __getitem__ = __int__ = __float__ = __lt__ = __le__ = __gt__ = _fail
    __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __truediv__ = __rtruediv__ = _fail
    __floordiv__ = __rfloordiv__ = __neg__ = __call__ = _fail

    def __eq__(self, other: object) -> bool:
        """Tell that this is the same slot, for the names of frames; a template cannot know whether values are equal."""
        return self is other or self._fail()

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """Return what tells this slot from any other, for the name of a frame."""
        return f"Slot({self._number}, {self.english})"


@cache
def _slot(number: int, english: bool) -> Slot:
    return Slot(number, english=english)


def slotted(values: tuple[Any, ...], own: list[Own]) -> Any:
    """Return values with slots in the place of all that a page puts in itself, which are added to `own`."""
    found = []
    for value in values:
        if type(value) is Own and len(own) < MOST:
            found.append(_slot(len(own), value.english))
            own.append(value)
        else:
            found.append(slotted(value, own) if isinstance(value, tuple) else value)
    return values._make(found) if hasattr(values, "_make") else tuple(found)


def has_slot(value: Any) -> bool:
    """Tell whether a value is a slot, has one, or is a text that one was printed into."""
    if isinstance(value, str):
        return bool(_SLOT.search(value))
    return isinstance(value, Slot | Own) or (isinstance(value, list | tuple) and any(map(_is_slot, value)))


def _is_slot(value: Any) -> bool:
    return isinstance(value, Slot | Own)


def say(mark: str, own: Sequence[Own]) -> str:
    """Return what stands for a mark."""
    number, form = divmod(ord(mark) - _FIRST, _FORMS)
    value = own[number]
    if form == _AS_IT_IS:
        return value.__html__()
    return escape(value.plain) if form == _PLAIN else value.encoded


def number_of(mark: str) -> int:
    """Return the number of a value that is HTML, and so can be printed as it is only."""
    number, form = divmod(ord(mark) - _FIRST, _FORMS)
    if form != _AS_IT_IS:
        raise DrawingError("what goes in here is HTML, so it can be printed as it is, and no more")
    return number
