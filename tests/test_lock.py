"""One build of an output at a time, however another one ends."""

import fcntl
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen import lock
from sitegen.lock import Lock, one_at_a_time
from sitegen.problems import UsageError


@contextmanager
def held(path: Path, computer: str) -> Iterator[int]:
    """Hold a lock as a worker does of a build that was killed, which is no more."""
    with subprocess.Popen(["true"]) as build:
        build.wait()
    path.write_text(f"{build.pid} on {computer}, begun 12:00:00", "utf-8")
    file = os.open(path, os.O_RDWR)
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield file
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)


def test_a_build_waits_for_the_workers_of_one_that_was_killed(tmp_path: Path) -> None:
    """They are about to end, and nobody is there whom a person could wait for."""
    with held(tmp_path / ".site.lock", os.uname().nodename) as file:
        end = threading.Timer(0.2, fcntl.flock, (file, fcntl.LOCK_UN))
        end.start()
        with Lock(tmp_path / "site"):
            assert (tmp_path / ".site.lock").read_text("utf-8").startswith(f"{os.getpid()} on ")
        end.join()
    assert not list(tmp_path.iterdir())


def test_a_build_on_another_computer_is_not_taken_for_one_that_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of its process says nothing here, so it is told at once; on this one nobody waits for ever either."""
    begun = time.monotonic()
    with held(tmp_path / ".site.lock", "elsewhere"), pytest.raises(UsageError, match="on elsewhere, begun 12:00:00"):
        Lock(tmp_path / "site").__enter__()
    assert time.monotonic() - begun < lock._DYING  # noqa: SLF001
    monkeypatch.setattr(lock, "_DYING", 0.1)
    with (
        held(tmp_path / ".site.lock", os.uname().nodename),
        pytest.raises(UsageError, match="another build is writing"),
    ):
        Lock(tmp_path / "site").__enter__()


def test_a_lock_that_its_owner_has_just_taken_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third build would make a new file of that name, and two would write at once."""
    path, take = tmp_path / ".site.lock", fcntl.flock

    def late(file: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", take)
        path.unlink()
        take(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with Lock(tmp_path / "site"):
        with pytest.raises(UsageError, match="another build is writing"):
            Lock(tmp_path / "site").__enter__()
        assert path.is_file()
    assert not path.exists()


def test_a_file_that_is_amended_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    """The second goes on when the first has done."""
    path, done = str(tmp_path / "amending"), list[str]()

    def second() -> None:
        with one_at_a_time(path):
            done.append("second")

    with one_at_a_time(path):
        other = threading.Thread(target=second)
        other.start()
        other.join(0.2)
        done.append("first")
    other.join()
    assert done == ["first", "second"]
