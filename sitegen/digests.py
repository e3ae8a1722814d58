"""Digests of files, kept while the files are as they were, so that what nobody touched is not even read.

A file is as it was while its size, its times and its number on the disk are.  Two changes within one tick of the clock
can have the same times: the digest of a file that was changed so shortly before a look at it is not kept.
"""

import hashlib
import os
import time
from pathlib import Path
from typing import NamedTuple

from sitegen.known import FOLDER, read_record, write_record
from sitegen.states import TICK, changed_at, state_of

_FORM = 1
_FILE = "sources.digests"


class Look(NamedTuple):
    """How a file was at a time."""

    time: int
    """In nanoseconds, at least as early as the look."""

    stat: os.stat_result


def look(place: str) -> Look:
    """Return how a file is; of a link, how the link itself is."""
    return Look(time.time_ns(), os.lstat(place))


def read(place: str) -> bytes:
    """Return the bytes of a file."""
    with open(place, "rb", buffering=0) as file:
        return file.read()


class Digests:
    """The SHA-256 of each file that was asked for."""

    def __init__(self) -> None:
        self._path = ""
        self._kept: dict[str, bytes] = {}
        self._now: dict[str, bytes] = {}
        self.read: dict[str, bytes] = {}
        """What this run made its site of: the digest of each source, by its path in the project."""

    def load(self, root: Path) -> None:
        """Take what earlier runs kept for a project."""
        self._path, self._now = f"{root}/{FOLDER}/{_FILE}", {}
        self.read = {}
        record = read_record(self._path)
        self._kept = record["files"] if record.get("form") == _FORM else {}

    def save(self) -> None:
        """Keep for the next run the digests of those files that this one asked for."""
        if self._path and self._now != self._kept:
            write_record(self._path, {"form": _FORM, "files": self._now})
            self._kept = dict(self._now)

    def of(self, place: str, seen: Look) -> tuple[bytes, bytes | None]:
        """Return the digest of a file at which one has just looked; and its bytes, where it had to be read."""
        state = state_of(seen.stat)
        kept = self._now.get(place) or self._kept.get(place, b"")
        if kept.startswith(state):
            self._now[place] = kept
            return kept[len(state) :], None
        content = read(place)
        found = hashlib.sha256(content).digest()
        self._now.pop(place, None)
        if changed_at(state) < seen.time - TICK:
            self._now[place] = state + found
        return found, content


DIGESTS = Digests()
"""Those of this process."""
