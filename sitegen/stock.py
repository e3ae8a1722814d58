"""What the spare folder has, which becomes the next site: known by how its folders are, or else looked through."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.disk import plain_files
from sitegen.known import State, lasting, states_of, written_at

_SECOND = 1_000_000_000
"""In the nanoseconds of the times of files."""


class Stock(NamedTuple):
    """What a folder had, and how its folders were, when it was complete: while they are so, it has the same files."""

    files: Mapping[str, int]
    """Each with its number on the disk."""

    folders: State

    def is_in(self, folder: Path) -> bool:
        """Tell whether a folder still has this; it may have been renamed, which changes one of its own times.

        Where the file system keeps whole seconds, two changes can have the same time: there nobody can tell.
        """
        then, now = dict(self.folders), states_of(str(folder), self.folders)
        for states in (then, now):
            states[""] = lasting(states.get("", b""))
        return now == then and any(written_at(state) % _SECOND for state in self.folders.values())


def take_stock(spare: Path, expected: Stock | None) -> Mapping[str, int]:
    """Return what the spare folder has, each file with its number; one that is not as a build makes it is made anew."""
    if spare.is_symlink() or spare.is_file():
        spare.unlink()
    spare.mkdir(parents=True, exist_ok=True)
    if expected and expected.is_in(spare):
        return expected.files
    found = plain_files(spare)
    if found is None:
        shutil.rmtree(spare)
        spare.mkdir()
    return found or {}
