"""What was made of sources, kept from one run to the next, so that only what changed is made anew.

A value is kept under the digest of all that it was made from: the source, what else its making depends on, and the
code that made it.  Each has a file of its own, which is read when somebody asks for the value; many small ones that
stand together share one.  What lies under a name instead tells by itself what it was made from.  What had problems is
not kept, so that they are told each time.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar, cast

from sitegen.kept import NOTHING, Kept, packed
from sitegen.made_from import MadeFrom, key_of
from sitegen.problems import Problem
from sitegen.processors import processors
from sitegen.workers import spread

_Value = TypeVar("_Value")

Make = Callable[[list[Problem]], _Value]
"""Makes a value, and tells what is wrong with what it is made from."""


def _given(value: _Value) -> _Value:
    return value


class Later(Generic[_Value]):
    """A value that is taken back, or made, when it is asked for first."""

    def __init__(self, key: str, give: Callable[[], _Value]) -> None:
        self.key = key
        """Another one for a value that was made from anything else."""

        self._give = give

    def __call__(self) -> _Value:
        """Return the value."""
        return self._give()


class Memo:
    """Values by the digest of what they were made from; they must be frozen."""

    def __init__(self) -> None:
        self._kept = Kept()
        self._values: dict[str, object] = {}
        self._used: set[str] = set()
        self._wait: Callable[[], None] | None = None

    def recall(
        self, made_from: MadeFrom, make: Make[_Value], problems: list[Problem], *, large: bool = False
    ) -> _Value:
        """Return the value that was made from the same before, or else make it; a large one stays only on the disk."""
        key = key_of(made_from)
        self._used.add(key)
        if self.has(key):
            return self._value(key, make, large=large)
        told, value, _ = self._made(key, make, large=large)
        problems += told
        return value

    def all_later(
        self, wanted: Sequence[tuple[MadeFrom, Make[_Value]]], problems: list[Problem], *, large: bool = False
    ) -> list[Later[_Value]]:
        """Return many values, each when it is asked for; those that are not kept are made now, on all processors.

        So their problems are told at once.
        """
        keys = [key_of(made_from) for made_from, _ in wanted]
        new = [number for number, key in enumerate(keys) if not self.has(key)]

        def made(number: int) -> tuple[int, list[Problem], list[_Value]]:
            told, value, safe = self._made(keys[number], wanted[number][1], large=large)
            return number, told, [] if safe else [value]

        faulty: dict[int, tuple[list[Problem], _Value]] = {}
        for number, told, value in spread(new, made, processors()):
            if told:
                faulty[number] = (told, value[0])
            elif value:
                self._values[keys[number]] = value[0]
        self._used.update(keys)
        problems += chain.from_iterable(told for _, (told, _) in sorted(faulty.items()))
        return [
            Later("", partial(_given, faulty[number][1]))
            if number in faulty
            else Later(key, partial(self._value, key, wanted[number][1], large=large))
            for number, key in enumerate(keys)
        ]

    def recall_each(
        self, name: MadeFrom, made_from: Sequence[MadeFrom], make: Callable[[int], _Value]
    ) -> list[Later[_Value]]:
        """Return values that stand together; only those that are new are made, each by its place, by this process."""

        def maker(number: int) -> Make[_Value]:
            return lambda _: make(number)

        return self.recall_lots({name: [(each, maker(number)) for number, each in enumerate(made_from)]}, [], 1)

    def recall_lots(
        self, lots: Mapping[MadeFrom, Sequence[tuple[MadeFrom, Make[_Value]]]], problems: list[Problem], workers: int
    ) -> list[Later[_Value]]:
        """Return the values of several lots, such as the pages of each section; those that are new are made now.

        A lot lies in one file, which has always the same name: an edit of one value reads and writes that file, and
        leaves none behind.
        """
        wanted = [(name, key_of(made_from), make) for name, lot in lots.items() for made_from, make in lot]
        kept = {name: cast("dict[str, bytes]", self.under(name) or {}) for name in lots}
        new = [number for number, (name, key, _) in enumerate(wanted) if key not in kept[name]]

        def made(number: int) -> tuple[int, list[Problem], bytes]:
            told: list[Problem] = []
            return number, told, packed(wanted[number][2](told))

        found = {number: (told, value) for number, told, value in spread(new, made, workers)}
        problems += chain.from_iterable(told for _, (told, _) in sorted(found.items()))
        now: dict[MadeFrom, dict[str, bytes]] = {name: {} for name in lots}
        values: list[Later[_Value]] = []
        for number, (name, key, _) in enumerate(wanted):
            told, value = found[number] if number in found else ([], kept[name][key])
            if not told:
                now[name][key] = value
            values.append(Later(key, partial(pickle.loads, value)))
        for name in lots:
            if now[name].keys() != kept[name].keys():
                self.put(name, now[name])
        return values

    def under(self, name: MadeFrom) -> object:
        """Return the value that was put last under a name, by this process or another; None where there is none.

        What it was made from is not in the name: the value has to tell.
        """
        place = key_of(name)
        self._used.add(place)
        self.has(place)  # for what was put aside
        found = self._values.get(place) or self._kept.read(place)
        return None if found is NOTHING else found

    def put(self, name: MadeFrom, value: object) -> None:
        """Keep a value under a name, in the place of the one that was there."""
        place = key_of(name)
        self._values.pop(place, None)
        if not self._kept.write(place, value):
            self._values[place] = value

    def amend(self, name: MadeFrom, change: Callable[[object], object]) -> None:
        """Keep what `change` makes of the value under a name; what others amend meanwhile stays amended."""
        place = key_of(name)
        self.has(place)  # for what was put aside
        with self._kept.alone(place):
            self.put(name, change(self.under(name)))

    def has(self, key: str) -> bool:
        """Tell whether there is a value that has this key."""
        return self._kept.has(key) or key in self._values

    def made_elsewhere(self, made_from: MadeFrom) -> None:
        """Count as used what another process has made and kept."""
        self._used.add(key_of(made_from))

    def _made(self, key: str, make: Make[_Value], *, large: bool) -> tuple[list[Problem], _Value, bool]:
        """Make a value; return what is wrong, the value, and whether other processes have it now."""
        told: list[Problem] = []
        value = make(told)
        safe = not told and self._kept.write(key, value)
        if not told and not (safe and large):
            self._values[key] = value
        return told, value, safe

    def _value(self, key: str, make: Make[_Value], *, large: bool) -> _Value:
        if key in self._values:
            return cast("_Value", self._values[key])
        value = self._kept.read(key)
        safe = value is not NOTHING or self._kept.write(key, value := make([]))
        if not (safe and large):
            self._values[key] = value
        return cast("_Value", value)

    def load(self, root: Path, wait: Callable[[], None] | None = None) -> None:
        """Take what earlier runs kept for a project, and keep there what this one makes.

        `wait` is for a process that makes some of it ahead.
        """
        self._kept.load(root)
        self._wait = wait

    def catch_up(self) -> None:
        """Wait for a process that makes values ahead: those that are asked for next."""
        wait, self._wait = self._wait, None
        if wait:
            wait()

    def tidy(self) -> None:
        """Put all aside where there is much that this run did not ask for."""
        self._kept.tidy(len(self._used))

    def forget(self) -> None:
        """Forget what was not used since the last time, but for what the files have."""
        self._values = {key: self._values[key] for key in self._used & self._values.keys()}
        self._used = set()


MEMO = Memo()
"""That of this process: a value depends on nothing but what its key is the digest of."""
