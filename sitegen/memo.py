"""What was made of sources, kept from one run to the next, so that only what changed is made anew.

A value is kept under the digest of all that it was made from: the source, what else its making depends on, and the
code that made it.  Each has a file of its own, which is read when somebody asks for the value; many small ones that
stand together share one.  What lies under a name instead tells by itself what it was made from.  What had problems is
not kept, so that they are told each time.  A file that was harmed, or that cannot be written, counts as none.
"""

import contextlib
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar, cast

from sitegen.known import FOLDER
from sitegen.lock import one_at_a_time
from sitegen.made_from import MadeFrom, key_of
from sitegen.problems import Problem
from sitegen.processors import processors
from sitegen.workers import spread

_FOLDER = "made"
_BEFORE = "made-before"
"""What a run asks for is moved from here; what none has asked for goes when the next lot is put aside."""

_SPARE = 5
"""All is put aside when there is so many times as much as this run asked for, at least `_FEW`."""

_FEW = 500
_DIGEST = 32
_Value = TypeVar("_Value")
_NOTHING = object()

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
        self._folder: Path | None = None
        self._before: Path | None = None
        self._kept: set[str] = set()
        self._values: dict[str, object] = {}
        self._used: set[str] = set()

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
            else:
                self._kept.add(keys[number])
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
        """Return values that stand together, such as those of the pages of a section; only those that are new are made.

        `make` makes one by its place.  They lie in one file, which has always the same name: an edit of one reads and
        writes that file, and leaves none behind.
        """
        keys = [key_of(each) for each in made_from]
        found = self.under(name)
        kept: dict[str, bytes] = found if isinstance(found, dict) else {}
        now = {
            key: kept[key] if key in kept else pickle.dumps(make(number), pickle.HIGHEST_PROTOCOL)
            for number, key in enumerate(keys)
        }
        if now.keys() != kept.keys():
            self.put(name, now)
        return [Later(key, partial(pickle.loads, now[key])) for key in keys]

    def under(self, name: MadeFrom) -> object:
        """Return the value that was put last under a name, by this process or another; None where there is none.

        What it was made from is not in the name: the value has to tell.
        """
        place = key_of(name)
        self._used.add(place)
        self.has(place)  # for what was put aside
        found = self._values.get(place) or self._read(place)
        return None if found is _NOTHING else found

    def put(self, name: MadeFrom, value: object) -> None:
        """Keep a value under a name, in the place of the one that was there."""
        place = key_of(name)
        self._values.pop(place, None)
        if not self._keep(place, value):
            self._values[place] = value

    def amend(self, name: MadeFrom, change: Callable[[object], object]) -> None:
        """Keep what `change` makes of the value under a name; what others amend meanwhile stays amended."""
        place = key_of(name)
        self.has(place)  # for what was put aside
        with one_at_a_time(f"{self._folder}/{place}") if self._folder else contextlib.nullcontext():
            self.put(name, change(self.under(name)))

    def has(self, key: str) -> bool:
        """Tell whether there is a value that has this key."""
        if self._before and key not in self._kept:
            with contextlib.suppress(OSError):
                os.rename(f"{self._before}/{key}", f"{self._folder}/{key}")
                self._kept.add(key)
        return key in self._values or key in self._kept

    def made_elsewhere(self, made_from: MadeFrom) -> None:
        """Learn that another process has made a value and kept it."""
        key = key_of(made_from)
        self._used.add(key)
        self._kept.add(key)

    def _made(self, key: str, make: Make[_Value], *, large: bool) -> tuple[list[Problem], _Value, bool]:
        """Make a value; return what is wrong, the value, and whether other processes have it now."""
        told: list[Problem] = []
        value = make(told)
        safe = not told and self._keep(key, value)
        if not told and not (safe and large):
            self._values[key] = value
        return told, value, safe

    def _value(self, key: str, make: Make[_Value], *, large: bool) -> _Value:
        if key in self._values:
            return cast("_Value", self._values[key])
        value = self._read(key)
        safe = value is not _NOTHING or self._keep(key, value := make([]))
        if not (safe and large):
            self._values[key] = value
        return cast("_Value", value)

    def _read(self, key: str) -> object:
        if self._folder:
            with contextlib.suppress(OSError), open(f"{self._folder}/{key}", "rb") as file:
                whole = memoryview(file.read())  # of which no part is copied
                if hashlib.sha256(content := whole[_DIGEST:]).digest() == whole[:_DIGEST]:
                    return pickle.loads(content)  # noqa: S301, what `_keep` wrote: its digest is right
        return _NOTHING

    def _keep(self, key: str, value: object) -> bool:
        """Keep a value, for other processes and runs too, at once since this process may end; tell whether they can."""
        with contextlib.suppress(OSError):
            if self._folder:
                content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
                with open(f"{self._folder}/{key}", "wb") as file:
                    file.writelines((hashlib.sha256(content).digest(), content))
                self._kept.add(key)
                return True
        return False

    def load(self, root: Path) -> None:
        """Take what earlier runs kept for a project, and keep there what this one makes."""
        self._folder, self._before = root / FOLDER / _FOLDER, root / FOLDER / _BEFORE
        self._kept = set()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._kept = {entry.name for entry in os.scandir(self._folder)}

    def tidy(self) -> None:
        """Put all aside where there is much that this run did not ask for; delete what nobody asked for since then."""
        if self._folder and self._before and len(self._kept) > _SPARE * max(len(self._used), _FEW):
            with contextlib.suppress(OSError):
                shutil.rmtree(self._before, ignore_errors=True)
                self._folder.rename(self._before)

    def forget(self) -> None:
        """Forget what was not used since the last time, but for what the files have."""
        self._values = {key: self._values[key] for key in self._used & self._values.keys()}
        self._used = set()


MEMO = Memo()
"""That of this process: a value depends on nothing but what its key is the digest of."""
