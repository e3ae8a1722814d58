"""Builds by the command in processes of their own, where nothing is in memory that an earlier build left.

This file is also the program of a process that has imported the generator and never builds: it forks for each build,
so that a build costs no start of Python.  A build can be made to meet a fault at one of its calls, in whichever of its
processes makes that call.
"""

import contextlib
import ctypes
import errno
import fcntl
import json
import os
import resource
import runpy
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from babel import Locale

PROJECT = Path(__file__).resolve().parent.parent

CHANGING = frozenset(
    (
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.utime",
        "os.truncate", "os.fork", "ctypes.dlsym",
    )
)  # fmt: skip
"""Python tells of these calls before it makes them; the exchange and the sync come right after `ctypes.dlsym`."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
_STRIKE = b"!"
_PATIENCE = 120
"""How many seconds a build may take before it counts as one that never ends."""

OF_WORKERS = ("worker", "answer")
_PAGE = 4096
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a build, and when."""

    kind: str = "none"
    """One of the kinds below, or that a worker dies: after a while (`worker`), or while it answers (`answer`)."""

    at: int = 0
    """The number of the call at which it happens, from 1, or that of the worker."""

    exchange: bool = True
    """Whether the system can exchange two folders in one step."""

    reads: bool = False
    """Whether calls that read the project's folder count too."""

    only: str = ""
    """The one kind of call that counts, as Python names it; all where there is none."""

    swap: tuple[str, str] = ("", "")
    """For `save`: the file that takes the place of another."""

    milliseconds: int = 0
    """For `worker`: for how long the worker computes before it dies."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a build ended."""

    status: int
    """The exit status, or minus the signal that ended it."""

    told: str
    complaint: str
    calls: int
    """How many calls there were at which a fault could happen."""

    seconds: float = 0
    """How long its processes computed together."""

    megabytes: int = 0
    """The most memory that one of them had."""


@dataclass(frozen=True, slots=True)
class _Order:
    words: list[str]
    fault: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    bounds: tuple[int, int] = (0, 0)


class Builds:
    """Starts builds one after the other."""

    def __init__(self) -> None:
        self._said: dict[str, Any] | None = None
        command = [sys.executable, __file__]
        environment = os.environ | {"PYTHONPATH": str(PROJECT)}
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)

    def __call__(self, root: Path, output: Path, *words: str, fault: Fault = Fault(), **environment: str) -> Run:
        """Build and return how it ended."""
        self.start(root, output, *words, fault=fault, **environment)
        return self.end()

    def bounded(self, root: Path, output: Path, seconds: int, memory: int) -> Run:
        """Build with so many seconds of a processor and bytes of memory for each process; return how it ended."""
        self._order(_Order(["build", "--root", str(root), "--output", str(output)], bounds=(seconds, memory)))
        return self.end()

    def start(self, root: Path, output: Path, *words: str, fault: Fault = Fault(), **environment: str) -> int:
        """Begin a build and return the number of its process, which is that of its process group too."""
        given = ["build", "--root", str(root), "--output", str(output), *words]
        return self._order(_Order(given, asdict(fault), environment))

    def _order(self, order: _Order) -> int:
        assert self._server.stdin
        self._server.stdin.write(json.dumps(asdict(order)) + "\n")
        self._server.stdin.flush()
        return int(self._hear())

    def end(self) -> Run:
        """Wait for the build's end and return how it ended; a build that hangs or leaves workers behind is a fault."""
        said = self._said or json.loads(self._hear())
        self._said = None
        assert not said.pop("late"), f"the build hung, or left workers behind: {said}"
        run = Run(**said)
        assert "Traceback" not in run.complaint, run.complaint
        return run

    def until_stopped(self) -> bool:
        """Wait until a build has stopped, which is told, or has ended."""
        self._said = json.loads(self._hear())
        return self._said is None

    def _hear(self) -> str:
        assert self._server.stdout
        return self._server.stdout.readline()


# What follows runs in the other process.


def _kill(_: Fault, __: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_all(_: Fault, __: str) -> None:
    os.killpg(0, signal.SIGKILL)


def _fail(fault: Fault, event: str) -> None:
    code = errno.EAGAIN if event == "os.fork" else ERRORS[fault.at % len(ERRORS)]
    raise OSError(code, os.strerror(code))


def _fill(fault: Fault, _: str) -> None:
    """Let no file grow beyond some bytes from now on: writing stops in the middle of a file, as on a full disk."""
    size = fault.at * 37 % 1500 + 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _tear(fault: Fault, event: str) -> None:
    """Have the kernel end the process in the middle of the next file that is longer than some bytes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    _fill(fault, event)


def _stop(_: Fault, __: str) -> None:
    os.killpg(0, signal.SIGSTOP)


def _save(fault: Fault, _: str) -> None:
    os.replace(*fault.swap)  # noqa: PTH105 - two names


_STRIKES: dict[str, Callable[[Fault, str], None]] = {
    "kill": _kill,
    "kill all": _kill_all,
    "fail": _fail,
    "fill": _fill,
    "tear": _tear,
    "stop": _stop,
    "save": _save,
}


class _Trap:
    """An audit hook that counts calls, over all processes of a build together, and strikes at one of them.

    They draw tickets by reading a file that they share; its place is their number.
    """

    def __init__(self, fault: Fault, tickets: int, root: str) -> None:
        self._fault = fault
        self._tickets = tickets
        self._root = f"{root}/"
        self._doomed = False

    def set(self) -> None:
        """Begin to listen, for as long as the process lives."""
        sys.addaudithook(self._hear)
        if self._fault.kind in OF_WORKERS:
            os.register_at_fork(after_in_child=self._in_worker, after_in_parent=self._in_parent)

    def _hear(self, event: str, words: tuple[Any, ...]) -> None:
        if event == "ctypes.dlsym" and words[1] == "renameat2" and not self._fault.exchange:
            raise AttributeError(words[1])
        if self._counts(event, words) and os.read(self._tickets, 1) == _STRIKE:
            self._doomed = True
            if strike := _STRIKES.get(self._fault.kind):
                strike(self._fault, event)

    def _counts(self, event: str, words: tuple[Any, ...]) -> bool:
        if self._fault.kind in OF_WORKERS:
            return event == "os.fork"
        if self._fault.only:
            return event == self._fault.only
        if event == "open":
            if isinstance(words[0], int):  # a stream that is open already, of which the system hears nothing
                return False
            writes = isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR)
            return bool(writes) or (self._fault.reads and str(words[0]).startswith(self._root))
        reads = event in {"os.scandir", "os.listdir"} and str(words[0]).startswith(self._root)
        return event in CHANGING or (self._fault.reads and reads)

    def _in_worker(self) -> None:
        if self._doomed and self._fault.kind == "answer":
            threading.Thread(target=_die_in_the_midst, args=[_narrowed_pipes()], daemon=True).start()
        elif self._doomed and self._fault.milliseconds:
            signal.setitimer(signal.ITIMER_VIRTUAL, self._fault.milliseconds / 1000)
        elif self._doomed:
            os.kill(os.getpid(), signal.SIGKILL)

    def _in_parent(self) -> None:
        self._doomed = False


def _narrowed_pipes() -> list[int]:
    """Return the pipes that this process can say something through, and let them hold as little as can be."""
    found = []
    for end in range(3, 256):
        with contextlib.suppress(OSError):  # not open
            if stat.S_ISFIFO(os.fstat(end).st_mode) and fcntl.fcntl(end, fcntl.F_GETFL) & os.O_WRONLY:
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PAGE)
                found.append(end)
    return found


def _die_in_the_midst(pipes: list[int]) -> None:
    while True:
        for end in pipes:
            with contextlib.suppress(OSError):  # the process has closed it, and something else has its number
                held = int.from_bytes(fcntl.ioctl(end, termios.FIONREAD, bytes(4)), sys.byteorder)
                if held == _PAGE:
                    os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.0005)


def _become_build(order: _Order, tickets: int, ends: tuple[int, int]) -> None:
    os.setpgid(0, 0)
    for number, end in enumerate(ends, 1):
        os.dup2(end, number)
    os.environ.update(order.environment)
    for kind, most in zip((resource.RLIMIT_CPU, resource.RLIMIT_AS), order.bounds, strict=True):
        resource.setrlimit(kind, (most, most) if most else resource.getrlimit(kind))
    _Trap(Fault(**order.fault), tickets, order.words[2]).set()
    sys.argv = [str(PROJECT / "build.py"), *order.words]
    runpy.run_path(sys.argv[0], run_name="__main__")


def _wait(group: int, ends: list[int], said: list[bytearray]) -> dict[str, Any]:
    """Return how a build ended, and whether it, or a process that it left, had to be ended; gather what it says."""
    status, late, until = -1, False, time.monotonic() + _PATIENCE
    seconds, memory = 0.0, 0
    with contextlib.suppress(ChildProcessError):
        while True:
            for end, text in zip(ends, said, strict=True):
                with contextlib.suppress(BlockingIOError):
                    text.extend(os.read(end, 1_000_000))
            ended, how, used = os.wait4(-group, os.WNOHANG | os.WUNTRACED)
            seconds, memory = seconds + used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss)
            if ended and os.WIFSTOPPED(how):
                if ended == group:
                    print(json.dumps(None), flush=True)
            elif ended == group:
                status = os.waitstatus_to_exitcode(how)
                until = min(until, time.monotonic() + _PATIENCE / 4)
            if not ended:
                time.sleep(0.003)
            if time.monotonic() > until:
                late = True
                os.killpg(group, signal.SIGKILL)
    return {"status": status, "late": late, "seconds": seconds, "megabytes": memory // 1024}


def _drained(end: int, said: bytearray) -> str:
    with open(end, "rb") as file:
        return (said + (file.read() or b"")).decode("utf-8", "replace")


def _build(order: _Order) -> None:
    with tempfile.TemporaryFile() as tickets:
        tickets.truncate(1_000_000)
        if at := order.fault.get("at"):
            os.pwrite(tickets.fileno(), _STRIKE, at - 1)
        pipes = [os.pipe() for _ in range(2)]
        group = os.fork()
        if not group:
            _become_build(order, tickets.fileno(), (pipes[0][1], pipes[1][1]))
            sys.exit()
        with contextlib.suppress(PermissionError):  # the child was faster
            os.setpgid(group, group)
        print(group, flush=True)
        ends = [end for end, _ in pipes]
        for end in ends:
            os.set_blocking(end, False)
        said = [bytearray(), bytearray()]
        how = _wait(group, ends, said)
        for _, end in pipes:
            os.close(end)
        told, complaint = map(_drained, ends, said)
        calls = os.lseek(tickets.fileno(), 0, os.SEEK_CUR)
    print(json.dumps(how | {"told": told, "complaint": complaint, "calls": calls}), flush=True)


def _serve() -> None:
    import_module("sitegen.cli")
    for code in ("en_GB", "pl", "ar"):  # what Babel knows of a language is the same for all builds
        assert Locale.parse(code).plural_form
    with contextlib.suppress(AttributeError):  # Linux: workers that outlive their build become ours
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for line in sys.stdin:
        _build(_Order(**json.loads(line)))


if __name__ == "__main__":
    _serve()
