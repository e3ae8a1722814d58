"""Builds that are killed, or that meet a failing disk, leave the old site or the new one; the next build is right."""

import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builds import Builds, Fault, Run
from trees import TwoStates, difference, luck, tree_of

from sitegen.lock import Lock
from sitegen.pipeline import build
from sitegen.problems import DONE, FAILED, UsageError
from sitegen.publish import Staging

WORKERS = "3"
CALLS: dict[tuple[bool, bool], int] = {}
"""How many calls there are at which a fault can happen, counted once: with caches or without, for each way."""


class Trials:
    """Builds of edited sources, each of which meets a fault, and what they left."""

    def __init__(self, states: TwoStates, builds: Builds) -> None:
        self.left: Counter[str] = Counter()
        self.locked = 0
        self._states = states
        self._builds = builds

    def faults(self, kinds: tuple[str, ...], fault: Fault, *, long: bool) -> Iterator[tuple[Fault, bool]]:
        """Give faults of some kinds in turn at all calls or at some, for each also whether the build has its caches."""
        for cached in (True, False):
            last = self._calls(fault, cached=cached)
            some = (last // 2, last - 1) if cached else (last // 3, last * 4 // 5)
            for at in range(1, last + 1) if long else some:
                yield replace(fault, kind=kinds[(at + cached) % len(kinds)], at=at), cached

    def _calls(self, fault: Fault, *, cached: bool) -> int:
        """Return how many calls a build makes at which it can meet a fault."""
        if (cached, fault.exchange) not in CALLS:
            CALLS[cached, fault.exchange] = self._build(fault, cached=cached).calls
        return CALLS[cached, fault.exchange]

    def _build(self, fault: Fault, *, cached: bool) -> Run:
        self._states.turn()
        if not cached:
            self._states.forget()
        return self._builds(self._states.root, self._states.output, fault=fault, SITEGEN_WORKERS=WORKERS)

    def meet(self, fault: Fault, *, cached: bool = True) -> Run:
        """Build with a fault, find the old or the new site, and then build without."""
        run = self._build(fault, cached=cached)
        self.judge(run, f"{fault}, {'with' if cached else 'without'} caches: {run}", exchange=fault.exchange)
        return run

    def judge(self, run: Run, told: str, *, exchange: bool = True) -> None:
        """Find the old or the new site, whole, and no word but of what went wrong; then build without a fault."""
        self.locked += run.status < 0 and (self._states.output.parent / ".site.lock").exists()
        if not exchange:  # there is a moment without a site, which is put back before the next build begins
            with Staging(self._states.output):
                pass
        now = tree_of(self._states.output)
        new = now == self._states.new
        assert new or now == self._states.old, f"{told}: {difference(now, self._states.old, self._states.new)}"
        assert run.status in {-signal.SIGKILL, -signal.SIGXFSZ, DONE, FAILED}, told
        assert new or run.status != DONE, f"{told}: it ended well, and the new site is not there"
        assert (run.status == FAILED) == ("what was published before is still there" in run.complaint), told
        assert run.complaint.count("\n") == (run.status == FAILED), told
        self.left["new" if new else "old"] += 1
        self._states.build(told=f"the build after {told}")

    @property
    def told(self) -> str:
        return f"{self.left.total()} times: old site {self.left['old']}, new site {self.left['new']}, broken 0"


@pytest.fixture
def trials(two_states: TwoStates, builds: Builds) -> Trials:
    return Trials(two_states, builds)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_build_killed_at_any_call_leaves_a_whole_site(
    exchange: bool, long: bool, trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old one or the new one; where folders cannot be exchanged, after the next build's first step at the latest.

    All its processes are killed, or the one that makes the call, also in the middle of writing a file.
    With `--long` at each call.
    """
    for fault, cached in trials.faults(("kill all", "tear", "kill"), Fault(exchange=exchange), long=long):
        trials.meet(fault, cached=cached)
    with capsys.disabled():
        print(f"\n{'exchange' if exchange else 'two renames'}: killed {trials.told}, wrong next builds 0")

    assert trials.left.total() > 1
    if long:  # a few samples may miss what follows
        assert min(trials.left["old"], trials.left["new"]) > 1
        assert trials.locked  # a lock file was there, and held nobody up


def test_a_disk_that_fails_at_any_call_changes_nothing(
    long: bool, trials: Trials, capsys: pytest.CaptureFixture[str]
) -> None:
    """Full, broken or not writable, at one call or from one on: the old site stays, or the new one is there."""
    failed = 0
    for fault, cached in trials.faults(("fail", "fill"), Fault(), long=long):
        failed += trials.meet(fault, cached=cached).status == FAILED
    with capsys.disabled():
        print(f"\nthe disk failed {trials.told}, wrong next builds 0; told with status {FAILED} {failed} times")

    assert failed > 1 or not long


def test_a_build_killed_at_any_time_leaves_a_whole_site(
    long: bool, two_states: TwoStates, trials: Trials, builds: Builds, capsys: pytest.CaptureFixture[str]
) -> None:
    """All its processes at once; every other time a full build, without caches.  With `--long` 200 times."""
    chance = luck()
    for number in range(200 if long else 2):
        two_states.turn()
        if number % 2:
            two_states.forget()
        group = builds.start(two_states.root, two_states.output, SITEGEN_WORKERS=WORKERS)
        time.sleep(after := chance.uniform(0, two_states.seconds))
        with contextlib.suppress(ProcessLookupError):  # it had ended
            os.killpg(group, signal.SIGKILL)
        trials.judge(builds.end(), f"the kill of build {number} after {after:.3f} s")
    with capsys.disabled():
        print(f"\nkilled at random {trials.told}, wrong next builds 0")


def test_a_worker_that_dies_never_leaves_a_wrong_site(
    long: bool, two_states: TwoStates, trials: Trials, builds: Builds, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whenever it does, even in the middle of its answer: the build makes the site without it, or says that it cannot.

    It never waits for the dead.
    """
    chance = luck()
    two_states.turn()
    two_states.forget()
    count = builds(two_states.root, two_states.output, fault=Fault("worker"), SITEGEN_WORKERS=WORKERS)
    for number in range((100 if long else 2) if count.calls else 0):
        kind, milliseconds = chance.choice(
            (("worker", 0), ("worker", 5), ("worker", 20), ("worker", 50), ("answer", 0))
        )
        fault = Fault(kind, at=chance.randint(1, count.calls), milliseconds=milliseconds)
        trials.meet(fault, cached=bool(number % 3))
    with capsys.disabled():
        print(f"\na build has {count.calls} workers; one of them killed {trials.told}")


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
