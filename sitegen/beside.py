"""A process beside this one from its first moment, so that an edit uses two processors while this one still imports.

It reads the sources that were saved since the last build, so that this one finds them read; then it looks at the files
of the site.  Whatever becomes of it, this one does itself what it does not answer.
"""

import contextlib
import os
from collections.abc import Sequence
from importlib import import_module
from typing import Self

from sitegen.processors import processors

_DONE = b"."
_YES = b"+"
_NO = b"-"


class Beside:
    """That process, which ends by itself, at the latest with this one."""

    def __init__(self, root: str, saved: Sequence[str]) -> None:
        """Begin it, as early as can be: what this process has in memory is copied, bit by bit, as it goes on."""
        parent = os.getpid()
        asked, ask = os.pipe()
        self._answers, answer = os.pipe()
        self.process = os.fork()
        """Its number."""

        if not self.process:
            try:
                os.close(ask)
                _work(root, saved, asked, answer, parent)
            finally:
                os._exit(0)  # nothing of the parent's is cleaned up twice, nor an error told that it will meet itself
        os.close(asked)
        os.close(answer)
        self._ask = os.fdopen(ask, "wb")

    @classmethod
    def begin(cls, root: str, saved: Sequence[str]) -> Self | None:
        """Return one for a project and the sources that were saved; nothing where there is no processor for it."""
        with contextlib.suppress(OSError):
            return cls(root, saved) if processors() > 1 else None
        return None

    def wait(self) -> None:
        """Wait until it has read what was saved."""
        os.read(self._answers, len(_DONE))

    def look(self, asked: Sequence[str]) -> None:
        """Have it look at files: those words are what `looking.look` takes."""
        with contextlib.suppress(OSError):
            self._ask.write(b"\0".join(map(os.fsencode, asked)))
            self._ask.close()

    def saw(self) -> tuple[bool, bool]:
        """Return what it saw, as soon as it has: nothing good where it was ended before."""
        said = os.read(self._answers, len(_YES + _YES))
        return said[:1] == _YES, said[1:] == _YES

    def end(self) -> None:
        """Wait until it has gone, which it does once it has answered or nobody can ask any more."""
        with contextlib.suppress(OSError):
            self._ask.close()
            os.close(self._answers)
            os.waitpid(self.process, 0)


def _work(root: str, saved: Sequence[str], asked: int, answer: int, parent: int) -> None:
    import_module("sitegen.workers").end_with(parent)
    with contextlib.suppress(Exception):  # what is wrong is found again by the process that tells it
        import_module("sitegen.ahead").read_ahead(import_module("pathlib").Path(root), saved)
    os.write(answer, _DONE)
    with os.fdopen(asked, "rb") as pipe:
        words = pipe.read()
    if words:
        found = import_module("sitegen.looking").look(*map(os.fsdecode, words.split(b"\0")))
        os.write(answer, b"".join(_YES if each else _NO for each in found))
