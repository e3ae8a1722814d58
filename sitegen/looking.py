"""A look at all files of the output and at the spare folder, by another process while this one reads the project.

That process is begun anew: one that were forked would have this one copy all its memory, bit by bit, as it goes on.
"""

import contextlib
import os
import signal
import sys
from functools import cached_property

from sitegen.known import CODE
from sitegen.processors import processors
from sitegen.stock import Stock

_MANY = 2000
"""A look at so many files takes longer than to begin a process."""

_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from sitegen.looking import tell; tell(*sys.argv[1:])"
_YES = b"+"
_NO = b"-"

Record = tuple[str, str]
"""Where a record lies, and its digest."""


class Look:
    """Whether all files of the output are as its record says, and whether the spare folder is."""

    def __init__(self, output: str, present: Record, spare: str, before: Record, number: int) -> None:
        """Begin; where there are few files, or no second process is to be had, this one looks when it has to know."""
        self._asked = (output, *present, spare, *before)
        self._other = _begin(self._asked) if number > _MANY and processors() > 1 else None

    @cached_property
    def answer(self) -> tuple[bool, bool]:
        """The answer, as soon as it is there: no, where the process was ended before it gave any."""
        if not self._other:
            return _look(*self._asked)
        with os.fdopen(self._other[1], "rb", closefd=False) as pipe:
            said = pipe.read()
        return said[:1] == _YES, said[1:] == _YES

    def end(self) -> None:
        """End the process if it still looks."""
        if self._other:
            process, reading = self._other
            os.close(reading)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _begin(asked: tuple[str, ...]) -> tuple[int, int] | None:
    """Begin a process with nothing but Python's own library and this package.

    Return its number, and where its answer comes; nothing where the system gives none.
    """
    reading, writing = os.pipe()
    command = [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, f"{CODE}/..", *asked]
    try:
        answering = (os.POSIX_SPAWN_DUP2, writing, 1)
        silently = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        return os.posix_spawn(sys.executable, command, os.environ, file_actions=[answering, silently]), reading
    except (OSError, AttributeError):  # AttributeError: of a system without it
        os.close(reading)
        return None
    finally:
        os.close(writing)


def tell(*asked: str) -> None:
    """Be the process that looks."""
    os.write(1, b"".join(_YES if found else _NO for found in _look(*asked)))


def _look(output: str, site: str, digest: str, spare: str, before: str, digest_before: str) -> tuple[bool, bool]:
    present, former = Stock.read(site, digest), Stock.read(before, digest_before) if spare else None
    return bool(present and present.has_all_in(output)), bool(former and former.is_in(spare))
