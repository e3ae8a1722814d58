"""Values in files, one a key, from one run to the next; a file that was harmed or cannot be written counts as none."""

import contextlib
import hashlib
import os
import pickle
from contextlib import AbstractContextManager
from pathlib import Path

from sitegen.disk import remove_folder
from sitegen.known import FOLDER
from sitegen.lock import one_at_a_time

_FOLDER = "made"
_BEFORE = "made-before"
"""What a run asks for is moved from here; what none has asked for goes when the next lot is put aside."""

_SPARE = 5
"""All is put aside when there is so many times as much as a run asked for, at least `_FEW`."""

_FEW = 500
_DIGEST = 32
NOTHING = object()


def packed(value: object) -> bytes:
    """Return a value as bytes, which `pickle.loads` takes back."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


class Kept:
    """The values that are kept for one project; none before it is told which."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._before: Path | None = None
        self._there: set[str] = set()

    def load(self, root: Path) -> None:
        """Take what earlier runs kept for a project, and keep there what is written from now on."""
        self._folder, self._before = root / FOLDER / _FOLDER, root / FOLDER / _BEFORE
        self._there = set()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._there = {entry.name for entry in os.scandir(self._folder)}

    def has(self, key: str) -> bool:
        """Tell whether there is a file for a key; one that was put aside comes back, others may have made one."""
        if self._before and key not in self._there:
            place = f"{self._folder}/{key}"
            with contextlib.suppress(OSError):
                os.rename(f"{self._before}/{key}", place)
            if os.access(place, os.F_OK):
                self._there.add(key)
        return key in self._there

    def read(self, key: str) -> object:
        """Return the value for a key, or `NOTHING`."""
        if self._folder:
            with contextlib.suppress(OSError), open(f"{self._folder}/{key}", "rb", buffering=0) as file:
                whole = memoryview(file.read())  # of which no part is copied
                if hashlib.sha256(content := whole[_DIGEST:]).digest() == whole[:_DIGEST]:
                    return pickle.loads(content)  # noqa: S301, what `write` wrote: its digest is right
        return NOTHING

    def write(self, key: str, value: object) -> bool:
        """Keep a value, for other processes and runs too, at once since this process may end; tell whether they can."""
        with contextlib.suppress(OSError):
            if self._folder:
                content = packed(value)
                with open(f"{self._folder}/{key}", "wb") as file:
                    file.writelines((hashlib.sha256(content).digest(), content))
                self._there.add(key)
                return True
        return False

    def alone(self, key: str) -> AbstractContextManager[None]:
        """Have no other process amend the value for a key meanwhile."""
        return one_at_a_time(f"{self._folder}/{key}") if self._folder else contextlib.nullcontext()

    def tidy(self, used: int) -> None:
        """Put all aside where there is much beside what a run used; delete what nobody asked for since then."""
        if self._folder and self._before and len(self._there) > _SPARE * max(used, _FEW):
            with contextlib.suppress(OSError):
                if self._before.is_dir():
                    remove_folder(self._before)
                self._folder.rename(self._before)
