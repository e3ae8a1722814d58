"""What is timed: a fresh build, nothing changed, and one edit after the other, each in a fresh process."""

import hashlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from builders import Builder
from processes import Run, peak_memory, run

EDITS = ("text", "title", "translation")
SCENARIOS = ("fresh", "unchanged", *EDITS)
_NUMBERS = count()
_SETTLED = 0.2
"""How long a saved file lies there before a build: some caches trust only older ones."""

_LONGEST = 300
_QUIET = 1.5

State = tuple[int, int, int, bytes]


class Written(NamedTuple):
    """What a build did to the files of a site."""

    files: int
    """How many it wrote: by number on the disk, time, size or content another one than before."""

    changed: int
    """How many have another content than before."""


class Rehearsal(NamedTuple):
    """What is measured once, without timing."""

    memory: int
    """The peak of a fresh build, in bytes."""

    page_size: int
    """Of the page that is edited, in bytes."""

    files: int
    size: int
    """Of all files, in bytes."""

    written: dict[str, Written]


def rehearse(builder: Builder) -> Rehearsal:
    """Build once for each scenario, look at memory and files, and see that each edit reaches the site."""
    builder.clean()
    memory = peak_memory(builder.command, builder.root)
    before = _states(builder.output)
    page_size = builder.edits["text"].seen[0].stat().st_size
    written = {}
    for scenario in SCENARIOS[1:]:
        _prepare(builder, scenario)
        run(builder.command, builder.root)
        after = _states(builder.output)
        written[scenario] = _written(before, after)
        before = after
    return Rehearsal(memory, page_size, len(before), sum(state[2] for state in before.values()), written)


def time_all(builder: Builder, scenarios: tuple[str, ...]) -> dict[str, Run]:
    """Time each scenario once, in this order: each begins with the site that the one before left."""
    times = {}
    builder.clean()
    for scenario in scenarios:
        word = _prepare(builder, scenario)
        times[scenario] = run(builder.command, builder.root)
        if word:
            _see(builder, scenario, word)
    return times


def _prepare(builder: Builder, scenario: str) -> str:
    """Make the edit of a scenario; return its word, empty for none."""
    if scenario not in EDITS:
        return ""
    word = new_word()
    builder.put(word, builder.edits[scenario])
    time.sleep(_SETTLED)
    return word


def _see(builder: Builder, scenario: str, word: str) -> None:
    """End the benchmark if an edit did not reach the site: what is wrong need not be quick."""
    for path in builder.edits[scenario].seen:
        if word not in path.read_text("utf-8"):
            raise SystemExit(f"{builder.name}: the edit of the {scenario} is not in {path}")


def new_word() -> str:
    """Return a word that was not there before; without digits, which a translation must share with its English."""
    return "zq" + "".join("abcdefghij"[int(digit)] for digit in f"{next(_NUMBERS):04}")


def _states(folder: Path) -> dict[str, State]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            stat = path.stat()
            digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
            found[path.as_posix()] = (stat.st_ino, stat.st_mtime_ns, stat.st_size, digest)
    return found


def _written(before: dict[str, State], after: dict[str, State]) -> Written:
    files = sum(before.get(path) != state for path, state in after.items())
    changed = sum(path not in before or before[path][3] != state[3] for path, state in after.items())
    return Written(files, changed)


def save_times(builder: Builder, saves: int) -> list[float]:
    """Return the seconds from saving a page to the moment when the server gives it with the new word."""
    builder.clean()
    times = []
    with _served(builder) as port:
        _wait_for(port, builder.page, "")
        for _ in range(saves):
            time.sleep(_QUIET)
            word = new_word()
            builder.put(word, builder.edits["text"])
            begun = time.perf_counter()
            _wait_for(port, builder.page, word)
            times.append(time.perf_counter() - begun)
    return times


@contextmanager
def _served(builder: Builder) -> Iterator[int]:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    quiet = subprocess.DEVNULL
    command = [*builder.server, str(port)]
    server = subprocess.Popen(
        command, cwd=builder.root, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(_LONGEST)


def _wait_for(port: int, page: str, word: str) -> None:
    """Ask for a page again and again until it is there with a word in it."""
    end = time.perf_counter() + _LONGEST
    while time.perf_counter() < end:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
            connection.request("GET", f"/{page}")
            answer = connection.getresponse()
            found = answer.read()
            connection.close()
            if answer.status == http.client.OK and word.encode() in found:
                return
        time.sleep(0.002)
    raise SystemExit(f"the server did not give {page} with the word {word!r} in {_LONGEST} seconds")
