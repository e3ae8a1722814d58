"""What the disk and the system do: exchange two folders, give a file a second name, write all to the disk."""

import ctypes
import errno
import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from sitegen.states import umask

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    rename = _libc("renameat2")
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def sync(folder: Path) -> None:
    """Have all files of a folder's file system written to the disk: one call for a build, not one a file."""
    if os.name != "posix":
        return
    syncfs = _libc("syncfs")
    file = os.open(folder, os.O_RDONLY)
    try:
        if syncfs is None:
            os.sync()
        elif syncfs(file):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(file)


def link(present: str, new: str) -> None:
    """Give a file a second name; where the file system has no such thing, a copy."""
    try:
        os.link(present, new)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}:
            raise
        import_module("shutil").copy2(present, new)


def remove_folder(folder: Path) -> None:
    """Delete a folder with all that is in it."""
    import_module("shutil").rmtree(folder)  # it takes long to import for a build that deletes none, as most are


def give_back_memory() -> None:
    """Give the system the memory in which there is nothing any more, where the C library knows how to."""
    trim = _libc("malloc_trim")
    if trim:
        trim(0)


def entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give all that is below a folder, by its path."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        for entry in os.scandir(f"{folder}/{above}"):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{above}{entry.name}/")
            yield f"{above}{entry.name}", entry


def plain_files(folder: Path) -> dict[str, int] | None:
    """Return the files below a folder, each with its number on the disk, where it is as a build makes one.

    None where there is a link, a folder without files, or one with other rights than new folders get.
    """
    rights = 0o777 & ~umask()
    found: dict[str, int] = {}
    waiting = [""]
    while waiting:
        above = waiting.pop()
        within = list(os.scandir(f"{folder}/{above}"))
        for entry in within:
            if entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mode & 0o777 == rights:
                waiting.append(f"{above}{entry.name}/")
            elif is_plain(entry):
                found[above + entry.name] = entry.inode()
            else:
                return None
        if above and not within:
            return None
    return found


def take_stock(spare: Path) -> dict[str, int]:
    """Look a spare folder through: return its files, each with its number on the disk.

    One that is not as a build makes it is made anew, and has none.
    """
    found = plain_files(spare)
    if found is None:
        remove_folder(spare)
        spare.mkdir()
    return found or {}


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders of some files, and those around them; the one below which all of them are is empty."""
    folders = {""}
    for path in paths:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    return folders


def is_plain(entry: "os.DirEntry[str]") -> bool:
    """Tell whether something is a file, and no link to one."""
    return entry.is_file(follow_symlinks=False)


def _libc(name: str) -> "ctypes._NamedFuncPointer | None":
    return getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None
