"""How files and folders are on the disk, and as records have it.

Without pathlib, whose import takes longer than a short look.
"""

import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

from sitegen.processors import processors

TICK = 100_000_000
"""Two changes of a file within this many nanoseconds can have the same time on some file systems."""

_STATE = struct.Struct("=qqqQ")
_WHOLE = struct.Struct(f"{_STATE.size}s")
State = dict[str, bytes]
"""How each file or folder is: its size, the time of the last change of anything, the time of the last change of the
content, its number on the disk."""

_FOLDER = _STATE.pack(0, 0, 0, 0)
"""How every folder is: which there are tells something, but not that an editor kept a file there for a moment."""

_MANY = 4000
"""A look at so many files takes longer than to make a process that looks at half of them."""


def states(folders: Iterable[str]) -> State:
    """Return how each file below some folders is, and which folders there are.

    What Python keeps compiled is neither, nor is what goes meanwhile.
    """
    found: State = {}
    waiting = list(folders)
    while waiting:
        try:
            entries = os.scandir(folder := waiting.pop())
        except FileNotFoundError:
            continue
        found[folder] = _FOLDER
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                if state := _state_of(entry):
                    found[entry.path] = state
            elif entry.name != "__pycache__":
                waiting.append(entry.path)
    return found


def _state_of(entry: "os.DirEntry[str]") -> bytes:
    """Return how a file is; nothing for one that has gone, such as editors write and rename for each save."""
    for follow in (True, False):  # a link that leads nowhere, such as editors leave beside a file that is open, is one
        try:
            return state_of(entry.stat(follow_symlinks=follow))
        except OSError:
            continue
    return b""


def states_of(folder: str, paths: Iterable[str]) -> State:
    """Return how those of some files and folders below a folder are that are there; quicker than to look for all."""
    found: State = {}
    for path in paths:
        try:
            found[path] = state_of(os.lstat(f"{folder}/{path}"))
        except OSError:
            continue
    return found


class Listing(NamedTuple):
    """Files or folders below a folder, and how each was: two values, however many, which a record has back at once."""

    paths: str
    """A line each."""

    states: bytes
    """In the same order."""

    def names(self) -> list[str]:
        """Return the paths."""
        return self.paths.split("\n") if self.states else []

    def numbers(self) -> list[int]:
        """Return the number of each on the disk."""
        return memoryview(self.states).cast("Q")[3::4].tolist()

    def by_path(self) -> State:
        """Return how each was."""
        return dict(zip(self.names(), [each for (each,) in _WHOLE.iter_unpack(self.states)], strict=True))

    def is_same_as(self, other: Self) -> bool:
        """Tell whether these are the same files as others: another name for one changes how it is."""
        return self == other or (self.paths == other.paths and self.numbers() == other.numbers())

    def is_so_in(self, folder: str) -> bool:
        """Tell whether all of them are so in a folder."""
        return _are_so(folder, self.names(), self.states)

    def is_so_in_soon(self, folder: str) -> bool:
        """Tell the same sooner: where there are many, another process looks at half of them."""
        names = self.names()
        if len(names) <= _MANY or processors() <= 1:
            return self.is_so_in(folder)
        middle = len(names) // 2
        other = os.fork()
        if not other:
            status = 1
            try:
                status = 0 if _are_so(folder, names[middle:], self.states[middle * _STATE.size :]) else 1
            finally:
                os._exit(status)
        try:
            mine = _are_so(folder, names[:middle], self.states[: middle * _STATE.size])
        finally:
            _, ended = os.waitpid(other, 0)
        return mine and ended == 0


def listing(state: Mapping[str, bytes]) -> Listing:
    """Return how files or folders are, as a record has it."""
    return Listing("\n".join(state), b"".join(state.values()))


def joined(listings: Iterable[Listing]) -> Listing:
    """Return several as one."""
    some = [found for found in listings if found.states]
    return Listing("\n".join(found.paths for found in some), b"".join(found.states for found in some))


def _are_so(folder: str, names: Sequence[str], then: bytes) -> bool:
    try:
        return b"".join([state_of(os.lstat(f"{folder}/{name}")) for name in names]) == then
    except OSError:
        return False


def umask() -> int:
    """Return the rights that new files and folders do not get."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def state_of(stat: os.stat_result) -> bytes:
    """Return how a file or folder is, as a record has it."""
    return _STATE.pack(stat.st_size, stat.st_ctime_ns, stat.st_mtime_ns, stat.st_ino)


def changed_at(state: bytes) -> int:
    """Return the time of the last change of anything, in nanoseconds."""
    return int(_STATE.unpack(state)[1])


def written_at(state: bytes) -> int:
    """Return the time of the last change of the content, in nanoseconds."""
    return int(_STATE.unpack(state)[2])


def lasting(state: bytes) -> bytes:
    """Return what another name leaves as it is: the time of the last change of the content, and the number."""
    return state[-16:]


def number(state: bytes) -> int:
    """Return the number on the disk."""
    return int(_STATE.unpack(state)[3])
