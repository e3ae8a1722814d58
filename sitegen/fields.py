"""YAML whose every value is text until it is typed.

PyYAML by itself reads ``0300123456`` as a number, ``no`` as False and ``1:30`` as 90, keeps the last of two
equal keys and follows aliases.  Here a `Fields` method types each value, and what could mislead (aliases, anchors,
tags, equal keys) is a problem with its line.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple, TypeVar, Union

from sitegen.memo import MEMO
from sitegen.problems import Problem, nearest


class Scalar(NamedTuple):
    """One YAML value as it was typed."""

    text: str
    line: int
    empty: bool
    """Nothing was typed, or an unquoted ``null`` or ``~``."""


class Items(NamedTuple):
    """A YAML list."""

    values: tuple["Node", ...]
    line: int


A_DAY = dt.timedelta(days=1)
"""Where the sun rises first it is tomorrow already."""

Node = Union[Scalar, Items, "Fields"]
_Kind = TypeVar("_Kind", Scalar, "Fields")


class Fields:
    """A YAML mapping whose methods type one field each and report what does not fit."""

    def __init__(self, path: str, line: int, problems: list[Problem]) -> None:
        self.path = path
        self.line = line
        self.nodes: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        self._problems = problems

    def __getstate__(self) -> dict[str, object]:
        """Return what is kept of it: problems are told anew to whoever types the fields."""
        return {**vars(self), "_problems": []}

    def tell(self, problems: list[Problem]) -> None:
        """Have what does not fit told here, for the mappings in this one too."""
        self._problems = problems
        for node in self.nodes.values():
            for inner in node.values if isinstance(node, Items) else (node,):
                if isinstance(inner, Fields):
                    inner.tell(problems)

    def complain(self, line: int, message: str) -> None:
        """Report a problem of this mapping's file."""
        self._problems.append(Problem(self.path, line, message))

    def only(self, known: Sequence[str]) -> None:
        """Report every key that is not known, with the nearest that is."""
        for key, line in self.lines.items():
            if key not in known:
                near = nearest(key, known)
                hint = f'write "{near}"' if near else f"use one of: {', '.join(known)}"
                self.complain(line, f'unknown key "{key}"; {hint}')

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value."""
        node = self.nodes.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.empty)

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping where the key is missing."""
        return self.lines.get(key, self.line)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a field as text; without a default the field must be there."""
        if not self.has(key):
            if default is None:
                self.complain(self.line_of(key), f'"{key}" is missing; add a line "{key}: …"')
            return default or ""
        node = self.nodes[key]
        if not isinstance(node, Scalar):
            self.complain(node.line, f'"{key}" is a list or a group; write one value')
            return default or ""
        return " ".join(node.text.split())

    def words(self, key: str, default: str | None = None) -> str:
        """Return a field as text that is shown as it stands, and so has no fact in it."""
        text = self.text(key, default)
        if "{" in text or "}" in text:
            self.complain(self.line_of(key), f'"{key}" is "{text}", and would be shown so; take {{ and }} away')
        return text

    def address(self, key: str, default: str | None = None, schemes: Sequence[str] = ("https://",)) -> str:
        """Return a field as an address that starts like one of these, with nothing in it that has a meaning in HTML."""
        text = self.text(key, default)
        if text and not (text.startswith(tuple(schemes)) and re.fullmatch(r"[^\s\"'<>\\`]+", text)):
            wanted = " or ".join(f"{scheme}…" for scheme in schemes)
            self.complain(self.line_of(key), f'"{key}" is "{text}"; write {wanted}')
        return text

    def date(self, key: str) -> dt.date | None:
        """Return a field as a date written 2026-11-24; None where it is missing or wrong."""
        text = self.text(key, "")
        if not text:
            return None
        if day := day_of(text):
            return day
        message = f'"{key}" is not a date: "{text}"; write year-month-day, for example 2026-11-24'
        self.complain(self.line_of(key), message)
        return None

    def day_done(self, key: str, whose: str = "") -> dt.date | None:
        """Return the day when a person checked something, whose name may be given; one that is to come is told."""
        day = self.date(key)
        if day and day > dt.datetime.now(tz=dt.UTC).date() + A_DAY:
            told = f'"{key}" of {whose}' if whose else f'"{key}"'
            message = f"{told} is {day}, which is still to come; write the day when a person checked it"
            self.complain(self.line_of(key), message)
        return day

    def number(self, key: str, default: int) -> int:
        """Return a field as a whole number."""
        text = self.text(key, str(default))
        if re.fullmatch(r"\d{1,6}", text, re.ASCII):
            return int(text)
        self.complain(self.line_of(key), f'"{key}" is not a whole number: "{text}"; write digits only')
        return default

    def flag(self, key: str) -> bool:
        """Return a field as yes or no (``yes``, ``true``, ``no``, ``false``); a missing one is no."""
        text = self.text(key, "no").lower()
        if text not in {"yes", "true", "no", "false"}:
            self.complain(self.line_of(key), f'"{key}" is "{text}"; write yes or no')
        return text in {"yes", "true"}

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return a field that must be one of the choices."""
        text = self.text(key, default)
        if text and text not in choices:
            self.complain(self.line_of(key), f'"{key}" is "{text}"; write one of: {", ".join(choices)}')
            return default or choices[0]
        return text

    def word(self, key: str) -> str:
        """Return a field's text where it is one value; nothing where it is missing, a list or a group."""
        node = self.nodes.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def texts(self, key: str) -> list[tuple[str, int]]:
        """Return a list field as texts with their lines."""
        items = self._items(key, Scalar, "one value a line")
        return [(" ".join(item.text.split()), item.line) for item in items]

    def groups(self, key: str) -> list["Fields"]:
        """Return a list field whose items are mappings."""
        return list(self._items(key, Fields, 'items of "name: value" lines'))

    def members(self) -> Iterator[tuple[str, "Fields"]]:
        """Give each key whose value is a mapping; report the others."""
        for key, node in self.nodes.items():
            if isinstance(node, Fields):
                yield key, node
            else:
                self.complain(node.line, f'"{key}" needs indented "name: value" lines below it')

    def _items(self, key: str, kind: type[_Kind], wanted: str) -> Iterator[_Kind]:
        node = self.nodes.get(key)
        if node is None or not self.has(key):
            return
        if not isinstance(node, Items):
            self.complain(node.line, f'"{key}" is not a list; start each item with "- " on a line of its own')
            return
        for item in node.values:
            if isinstance(item, kind):
                yield item
            else:
                self.complain(item.line, f'"{key}" has an item of another kind; write {wanted}')


def day_of(text: str) -> dt.date | None:
    """Return a day that is written year, month and day; nothing for another text.

    >>> day_of("2026-11-24"), day_of("2026-02-30"), day_of("20261124")
    (datetime.date(2026, 11, 24), None, None)
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        with contextlib.suppress(ValueError):  # the 30th of February
            return dt.date.fromisoformat(text)
    return None


def parse_yaml(path: str, text: str, problems: list[Problem], first_line: int = 1) -> Fields | None:
    """Return YAML text as fields; None, with problems, where it is not a mapping of plain values."""
    composer: Any = import_module("sitegen.composer")  # with PyYAML, which takes long; most builds read no YAML anew
    found: Fields | None = composer.compose(path, text, problems, first_line)
    return found


def recall_yaml(path: str, text: str, problems: list[Problem], first_line: int) -> Fields | None:
    """Return YAML text as fields, kept from one run to the next: for what changes less often than its file."""
    made_from = ("yaml", path, text, str(first_line))
    found = MEMO.recall(made_from, lambda told: parse_yaml(path, text, told, first_line), problems, large=True)
    if found:
        found.tell(problems)
    return found
