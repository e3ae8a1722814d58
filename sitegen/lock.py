"""One at a time: builds of an output, and processes that amend a file."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sitegen.problems import UsageError

try:
    import fcntl
except ImportError:  # Windows: nothing is kept apart there
    fcntl = None  # type: ignore[assignment]

_COMPUTER = os.uname().nodename if fcntl else ""
_DYING = 5.0
"""So many seconds a build that was killed may take to be gone with all its processes."""


@contextlib.contextmanager
def one_at_a_time(path: str) -> Iterator[None]:
    """Hold a file that is amended in its place, after whoever holds it now, where the disk can do that."""
    file = -1
    if fcntl:
        with contextlib.suppress(OSError):
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if file >= 0:
            os.close(file)


class Lock:
    """One build of an output at a time, held by the kernel: it ends with the process, however that ends."""

    def __init__(self, output: Path) -> None:
        self._path = output.parent / f".{output.name}.lock"
        self._name = output.name
        self._file = -1

    def __enter__(self) -> Self:
        until = time.monotonic() + _DYING
        while fcntl:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                owner = os.read(self._file, 200).decode("utf-8", "replace") or "unknown"
                os.close(self._file)
                if _has_gone(owner) and time.monotonic() < until:
                    time.sleep(0.01)  # it was killed, and its workers are about to end
                    continue
                message = f'another build is writing "{self._name}" (process {owner}); wait until it is done'
                raise UsageError(message) from None
            if self._is_there():
                os.ftruncate(self._file, 0)
                os.write(self._file, _name_of_this().encode())
                break
            os.close(self._file)  # its owner has just finished, and taken it away
        return self

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(self._file))
        except FileNotFoundError:
            return False

    def __exit__(self, *_: object) -> None:
        if fcntl:
            self._path.unlink(missing_ok=True)
            os.close(self._file)


def _name_of_this() -> str:
    return f"{os.getpid()} on {_COMPUTER}, begun {time.strftime('%H:%M:%S')}"


def _has_gone(owner: str) -> bool:
    """Tell whether a build that was begun on this computer is no more."""
    number, _, rest = owner.partition(" on ")
    if not number.isdecimal() or rest.rpartition(", begun ")[0] != _COMPUTER:
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
