"""Running a program in a fresh process: seconds, processor time and memory of it and of all that it starts."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE = (3, 4)
"""The places of the idle times in the first line of /proc/stat; 8 and 9 are counted elsewhere already."""
_COUNTED = 8
_PAUSE = 0.05
_ORDER = {"PYTHONHASHSEED": "0"}
"""Pelican's pages differ from run to run without it."""


class Run(NamedTuple):
    """What one run took."""

    wall: float
    """Seconds from start to end."""

    cpu: float
    """Processor seconds of the program and of all that it started and waited for."""

    others: float
    """How many processors other programs used meanwhile."""


class Watcher:
    """Samples the memory of a program and of all that it started.

    Memory is the sum of the proportional set sizes (PSS), in which a page that several processes share counts once.
    """

    def __init__(self, number: int) -> None:
        self.peak = 0
        self._number = number
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop sampling."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_PAUSE):
            self.peak = max(self.peak, sum(map(_memory, _tree(self._number))))


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a program and tell what it took; one that fails ends the benchmark with what it said."""
    os.sync()  # what was written before is not this run's work
    with tempfile.TemporaryFile() as said:
        before, begun = _busy(), time.perf_counter()
        process = _started(command, folder, said.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        others = max(0, _busy() - before - cpu) / wall
        _judge(process, said.fileno())
    return Run(wall, cpu, others)


def peak_memory(command: Sequence[str | Path], folder: Path) -> int:
    """Run a program and return the most memory that it had at a time, in bytes; watching it costs time."""
    with tempfile.TemporaryFile() as said:
        process = _started(command, folder, said.fileno())
        watcher = Watcher(process.pid)
        process.wait()
        watcher.end()
        _judge(process, said.fileno())
    return watcher.peak


def _started(command: Sequence[str | Path], folder: Path, output: int) -> subprocess.Popen[bytes]:
    # As a person has it: Python keeps what it compiled, whatever the one who measures is used to.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | _ORDER
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, stdin=nothing, stdout=output, stderr=output, env=surroundings)


def _judge(process: subprocess.Popen[bytes], output: int) -> None:
    if process.returncode:
        os.lseek(output, 0, os.SEEK_SET)
        raise SystemExit(f"{process.args!r} failed:\n{os.read(output, 4000).decode(errors='replace')}")


def _busy() -> float:
    """Return the processor seconds that the whole machine has spent."""
    words = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1 : 1 + _COUNTED]
    return sum(int(word) for place, word in enumerate(words) if place not in _IDLE) / _TICKS


def _tree(number: int) -> Iterator[int]:
    """Give the numbers of a process and of those below it; what has ended meanwhile is left out."""
    yield number
    for path in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _memory(number: int) -> int:
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.split("\n") if line.startswith("Pss:")), 0)
