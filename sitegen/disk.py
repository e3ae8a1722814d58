"""What lies in folders, and the names and rights of files."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


def umask() -> int:
    """Return the rights that new files and folders do not get."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give all that is below a folder, by its path."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        for entry in os.scandir(folder / above):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{above}{entry.name}/")
            yield f"{above}{entry.name}", entry


def is_plain(entry: "os.DirEntry[str]") -> bool:
    """Tell whether an entry is a file, and no link to one."""
    return entry.is_file(follow_symlinks=False)


def link(present: str, new: str) -> None:
    """Give a file a second name; where the file system has no such thing, a copy."""
    try:
        os.link(present, new)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}:
            raise
        shutil.copy2(present, new)
