"""Work on all processors: forked processes, which have all that was read before without reading it again.

Each takes pieces of work that stand beside each other, which need much the same; what is made does not depend on who
makes it.  A process whose parent has gone ends by itself; one that is killed ends the build.
"""

import contextlib
import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Generic, TypeVar

from sitegen.problems import SiteError

_FEW = 16
"""So much work at most is done sooner than a process is made for it."""

_DEATH_SIGNAL = 1
"""Linux's PR_SET_PDEATHSIG: the signal that a process gets when its parent ends."""

_LEAVING: list[int] = []
"""Processes that gave their results and end: it takes them a while to give their memory back."""

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


def spread(
    pieces: Sequence[_Piece],
    work: Callable[[_Piece], _Result],
    workers: int,
    weigh: Callable[[_Piece], int] = lambda _: 1,
    end: Callable[[], None] = lambda: None,
) -> Iterator[_Result]:
    """Give what the work makes of each piece, in no order; an error of any process is raised here.

    `weigh` says how much work a piece is, beside the others; each process calls `end` after its share.
    """
    if workers <= 1 or sum(map(weigh, pieces)) <= _FEW:
        yield from map(work, pieces)
        end()
        return
    wait_for_all()
    children: list[_Child[_Piece, _Result]] = []
    try:
        own, *others = _shares(pieces, workers, weigh)
        children += (_Child(share, work, end) for share in others)
        yield from map(work, own)
        end()
        for child in children:
            yield from child.results()
    finally:
        for child in children:
            child.end()


def wait_for_all() -> None:
    """Wait until all processes have gone that gave their results."""
    while _LEAVING:
        os.waitpid(_LEAVING.pop(), 0)


def _shares(pieces: Sequence[_Piece], workers: int, weigh: Callable[[_Piece], int]) -> list[list[_Piece]]:
    """Return as much work for each process."""
    weights = [weigh(piece) for piece in pieces]
    total = sum(weights)
    shares: list[list[_Piece]] = [[] for _ in range(workers)]
    done = 0
    for piece, weight in zip(pieces, weights, strict=True):
        place = (2 * done + weight) * workers // (2 * total)
        shares[min(place, workers - 1)].append(piece)  # one without weight can stand behind all others
        done += weight
    return shares


class _Child(Generic[_Piece, _Result]):
    """A forked process that does its share and hands the results over when all are there."""

    def __init__(self, pieces: Sequence[_Piece], work: Callable[[_Piece], _Result], end: Callable[[], None]) -> None:
        parent = os.getpid()
        self._has_told = False
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            try:
                answer = memoryview(_answer(pieces, work, end, parent))
                while answer:
                    answer = answer[os.write(writing, answer) :]
                os.close(writing)  # the other one goes on, while this one gives its memory back
            except Exception:
                import_module("traceback").print_exc()
                sys.stderr.flush()
                raise
            finally:
                os._exit(0)  # nothing of the parent's is cleaned up twice
        os.close(writing)

    def results(self) -> Iterator[_Result]:
        """Give the results, or raise what the process met."""
        with os.fdopen(self._reading, "rb", closefd=False) as pipe:
            answer = pipe.read()
        if not answer:
            raise OSError("a process of this build was ended from outside")
        self._has_told = True
        results, error = pickle.loads(answer)  # noqa: S301, from our own child
        if error:
            raise error
        yield from results

    def end(self) -> None:
        """End the process if it still works, and wait until it has gone; one that has told its results just ends."""
        os.close(self._reading)
        if self._has_told:
            _LEAVING.append(self._process)
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _answer(pieces: Sequence[_Piece], work: Callable[[_Piece], _Result], end: Callable[[], None], parent: int) -> bytes:
    """Return the results, or the error that a person can mend; nothing where the parent has gone."""
    results = []
    try:
        end_with(parent)
        for piece in pieces:
            if os.getppid() != parent:
                return b""
            results.append(work(piece))
        end()
    except (SiteError, OSError) as error:
        return pickle.dumps((None, error))
    return pickle.dumps((results, None))


def end_with(parent: int) -> None:
    """Have the system end this process when its parent ends, where it can."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
