"""Builds that are killed, or that meet a failing disk, leave the old site or the new one; the next build is right."""

import errno
import io
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import change, read_tree

from sitegen import publish
from sitegen.cli import main
from sitegen.pipeline import build
from sitegen.problems import FAILED, UsageError
from sitegen.publish import Lock, Staging

CALLS = frozenset(
    ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "os.truncate", "ctypes.dlsym")
)
"""Python tells of these calls before it makes them; the exchange and the sync come right after `ctypes.dlsym`."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
Fault = Callable[[int], None]


def listen(fault: Fault) -> None:
    """Have a function called before each call that changes files, with its number; for ever, so in a child only."""
    number = 0

    def hook(event: str, words: tuple[Any, ...]) -> None:
        nonlocal number
        writes = event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in CALLS:
            number += 1
            fault(number)

    sys.addaudithook(hook)


def in_child(work: Callable[[], int]) -> int:
    """Do something in a process of its own and return its exit status, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        status = 99
        try:
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def be_silent() -> None:
    """Have a child write nothing between the lines of the tests."""
    sys.stdout = sys.stderr = io.StringIO()


def put_back(output: Path, files: dict[str, bytes]) -> None:
    """Publish some files, as a next build would."""
    with Staging(output) as staging:
        for path, content in files.items():
            staging.write(path, content)
        staging.commit()


def kill_at(number: int) -> Fault:
    """Return what kills the process at a call."""
    return lambda at: os.kill(os.getpid(), signal.SIGKILL) if at == number else None


def build_with(root: Path, output: Path, fault: Fault) -> int:
    """Build in a child with a fault and return the child's status."""

    def work() -> int:
        be_silent()
        listen(fault)
        return main(["build", "--root", str(root), "--output", str(output)])

    return in_child(work)


def calls_of(root: Path, output: Path) -> int:
    """Return how many calls a build makes that change files, where there is an older output."""
    build(root, output)
    count = output.parent / "count"

    def work() -> int:
        numbers: list[int] = []
        listen(numbers.append)
        build(root, output)
        total = len(numbers)
        count.write_text(str(total), "utf-8")
        return 0

    assert in_child(work) == 0
    total = int(count.read_text("utf-8"))
    count.unlink()
    return total


@pytest.fixture
def output(small: Path, tmp_path: Path) -> Path:
    """Give the small site, built once; then a page of it was changed."""
    output = tmp_path / "out/site"
    build(small, output)
    change(small / "content/lessons/two.md", "To know the end.", "To know the very end.")
    return output


def moments(last: int, *, all_of_them: bool) -> range:
    """Return numbers of calls: all, or some from the first to the last."""
    return range(1, last + 1, 1 if all_of_them else last // 20)


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Say how the new output takes the place of the old one; not every system can exchange folders in one step."""
    if request.param != "exchange":
        monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    return str(request.param)


def test_a_build_killed_at_any_call_leaves_a_whole_site(
    way: str, long: bool, small: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old one or the new one; where folders cannot be exchanged, after the next build's first step at the latest.

    With `--long` at each call.
    """
    old = read_tree(output)
    other = output.parent / "other"
    total = calls_of(small, other)
    new = read_tree(other)
    kept = {False: 0, True: 0}
    for number in moments(total, all_of_them=long):
        assert build_with(small, output, kill_at(number)) == -signal.SIGKILL
        if way != "exchange":
            with Staging(output):
                pass
        now = read_tree(output)
        assert now in (old, new), number
        kept[now == new] += 1
        put_back(output, old)
        assert {path.name for path in output.parent.iterdir()} == {"site", "other"}
    with capsys.disabled():
        print(f"\n{way}: killed {sum(kept.values())} times: old site {kept[False]}, new site {kept[True]}, broken 0")

    assert min(kept.values()) > 5


def test_a_disk_that_fails_at_any_call_changes_nothing(
    long: bool, small: Path, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Full, broken or not writable: the old site stays, or the new one is there; the exit status says it."""
    old = read_tree(output)
    build(small, tmp_path / "new")
    new = read_tree(tmp_path / "new")
    failed = 0
    for number in moments(calls_of(small, tmp_path / "out/other"), all_of_them=long):

        def fail(at: int, number: int = number) -> None:
            if at == number:
                code = ERRORS[number % len(ERRORS)]
                raise OSError(code, os.strerror(code))

        status = build_with(small, output, fail)
        now = read_tree(output)
        assert now in (old, new), number
        assert status == FAILED or now == new, number
        failed += status == FAILED
        left = {path.name for path in output.parent.iterdir()} - {"site", "other"}
        assert all(name.startswith(".site.") for name in left)  # the disk may forbid cleaning up, too
        put_back(output, old)
        assert {path.name for path in output.parent.iterdir()} == {"site", "other"}
    with capsys.disabled():
        print(f"\nfailed {failed} times: broken 0")

    assert failed > 10


def test_the_build_after_a_kill_is_equal_to_one_without(small: Path, output: Path, tmp_path: Path) -> None:
    """Nothing of the killed one is in it."""
    build(small, tmp_path / "new")
    total = calls_of(small, tmp_path / "out/other")
    for number in (3, total // 2, total - 5):
        build_with(small, output, kill_at(number))
        build(small, output)
        assert read_tree(output) == read_tree(tmp_path / "new")


def test_a_second_build_ends_at_once_and_says_who_is_first(small: Path, tmp_path: Path) -> None:
    """It neither waits nor writes; when the first is done, the next may build, and no lock file is left."""
    output = tmp_path / "out/site"
    output.parent.mkdir()
    with Lock(output):
        begun = time.monotonic()
        with pytest.raises(UsageError, match=rf'another build is writing "site" \(process {os.getpid()} on .+, begun'):
            build(small, output)
        assert time.monotonic() - begun < 5
    assert not output.exists()
    build(small, output)
    assert [path.name for path in output.parent.iterdir()] == ["site"]


def test_the_lock_of_a_killed_build_holds_nobody_up(small: Path, tmp_path: Path) -> None:
    """The kernel ends it with the process, whatever the file says."""
    output = tmp_path / "out/site"
    output.parent.mkdir()

    def hold() -> int:
        Lock(output).__enter__()
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert in_child(hold) == -signal.SIGKILL
    assert (tmp_path / "out/.site.lock").exists()
    build(small, output)
    assert [path.name for path in output.parent.iterdir()] == ["site"]


def test_builds_at_the_same_time_leave_one_whole_site(small: Path, tmp_path: Path) -> None:
    """Each writes all of it or ends at once."""
    build(small, tmp_path / "alone")
    output = tmp_path / "out/site"
    for _ in range(8):
        children = [os.fork() for _ in range(1)]
        if children == [0]:
            status = 99
            try:
                be_silent()
                status = main(["build", "--root", str(small), "--output", str(output)])
            finally:
                os._exit(status)
        mine = main(["build", "--root", str(small), "--output", str(output)])
        theirs = os.waitstatus_to_exitcode(os.waitpid(children[0], 0)[1])
        assert sorted((mine, theirs)) in ([0, 0], [0, 2])
        assert read_tree(output) == read_tree(tmp_path / "alone")
    assert [path.name for path in output.parent.iterdir()] == ["site"]
