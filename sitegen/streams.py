"""Standard output and errors that nothing can fail on: whoever reads may go away, the disk may be full, both closed.

What a command does, and the exit status that tells it, must not depend on who listens.
"""

import io
import os
import sys
from typing import Any, TextIO


class _Steady(io.FileIO):
    """A file that takes whatever is written, and remembers why the first of it was lost."""

    fault: OSError | None = None

    def write(self, content: Any, /) -> int:
        """Write, or let go what cannot be written."""
        try:
            return super().write(content)
        except OSError as error:
            self.fault = self.fault or error
            return len(content)


def make_steady() -> None:
    """Have standard output and errors fail no more; to be called before any file is opened.

    One that is closed leads nowhere from now on: the next file would get its number, and what is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free is this one
    sys.stdout, sys.stderr = _steady(1, sys.stdout), _steady(2, sys.stderr)


def _steady(number: int, stream: TextIO | None) -> TextIO:
    file = io.BufferedWriter(_Steady(number, "w", closefd=False))
    if not isinstance(stream, io.TextIOWrapper):
        return io.TextIOWrapper(file, "utf-8")
    return io.TextIOWrapper(
        file,
        stream.encoding,
        stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def judge_told() -> None:
    """Raise what kept standard output from taking all that was printed; a reader who had enough kept nothing."""
    file = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(file, _Steady):
        sys.stdout.flush()
        if file.fault and not isinstance(file.fault, BrokenPipeError):
            raise OSError(file.fault.errno, file.fault.strerror, "standard output")
