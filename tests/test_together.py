"""Builds at the same time, and files that are saved while a build runs: every site is whole, and of one version."""

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from builds import Builds, Fault, Run
from trees import Fresh, Sources, Tree, TwoStates, difference, luck, put_sources, sources_of, tree_of

from sitegen.problems import DONE, MEND, USAGE

SAVED = {
    "content/help/now.md": (b"title: When to get help", b"title: When to phone"),
    "content/lessons/one.md": (b"To know the start.", b"To know the very start."),
    "content/facts/week.yaml": (b"12.5", b"13.5"),
    "content/pictures/shapes/phone.svg": (b"72", b"99"),
    "locales/pl/LC_MESSAGES/help.po": (b'"Po polsku: you bleed a lot"', b'"Po polsku: you bleed"'),
    "templates/base.html": (b"<body>", b'<body class="saved">'),
    "templates/components/care-card.html": (b"<section", b'<section id="saved"'),
    "templates/assets/small.css": (b"auto", b"1em"),
}
"""What a person saves while a build runs: in each file, what one text becomes."""


def wait_for_lock(output: Path) -> None:
    """Return when a build holds the output, or has ended."""
    until = time.monotonic() + 2
    while not (output.parent / f".{output.name}.lock").exists() and time.monotonic() < until:
        time.sleep(0.001)


def assert_told(run: Run, winner: int) -> None:
    """Find that a build ended at once, and said which one is writing."""
    found = re.fullmatch(
        r'build\.py: another build is writing "site" \(process (\S+).*\); wait until .*\n', run.complaint
    )
    assert run.status == USAGE, run
    assert found, run
    assert found[1] in {str(winner), "unknown"}, run  # unknown: the other has only just begun


def test_of_two_builds_at_once_one_wins_and_the_other_says_who(
    long: bool, two_states: TwoStates, builds: Builds, others: Builds, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site is whole whoever wins, and the caches are sound for the next build.  With `--long` 50 times."""
    chance = luck()
    refused = 0
    for number in range(50 if long else 2):
        two_states.turn()
        first = builds.start(two_states.root, two_states.output)
        if number % 2:
            time.sleep(chance.uniform(0, 0.05))
        else:
            wait_for_lock(two_states.output)
        second = others.start(two_states.root, two_states.output)
        one, other = builds.end(), others.end()
        assert DONE in {one.status, other.status}, (one, other)
        if one.status != DONE:
            assert_told(one, second)
        elif other.status != DONE:
            assert_told(other, first)
        refused += max(one.status, other.status) != DONE
        wrong = difference(tree_of(two_states.output), two_states.new, two_states.old)
        assert not wrong, f"pair {number}: {wrong}"
        two_states.assert_tidy()
    two_states.turn()
    two_states.build()
    with capsys.disabled():
        print(f"\n{number + 1} pairs of builds: refused {refused}, one after the other {number + 1 - refused}, mixed 0")

    assert refused > number // 2


def test_a_build_that_sleeps_while_another_is_made_harms_nothing(
    long: bool, two_states: TwoStates, builds: Builds, others: Builds, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as on a computer whose lid is closed; whether the other is refused, or builds other sources meanwhile.

    With `--long` at each call, else where it gives a file its name.
    """
    root, output = two_states.root, two_states.output
    two_states.turn()
    fault = Fault("stop", only="" if long else "os.rename")
    last = builds(root, output, fault=replace(fault, kind="none")).calls
    met = {DONE: 0, USAGE: 0}
    for at in range(1, last + 1) if long else [luck().randint(1, last)]:
        two_states.turn()
        group = builds.start(root, output, fault=replace(fault, at=at))
        stopped = builds.until_stopped()
        two_states.turn()
        if stopped:
            met[others(root, output).status] += 1
            os.killpg(group, signal.SIGCONT)
        assert builds.end().status == DONE
        for _ in range(2):
            two_states.turn()
            two_states.build(told=f"a build after one that slept at call {at} of {last}")
    with capsys.disabled():
        print(f"\n{sum(met.values())} builds slept: others refused {met[USAGE]}, done meanwhile {met[DONE]}, wrong 0")


def test_two_builds_into_two_outputs_share_their_caches_and_nothing_else(
    long: bool, two_states: TwoStates, builds: Builds, others: Builds, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both make the whole site, whatever one writes into the caches while the other reads.  With `--long` 50 times."""
    other_output = two_states.root.parent / "other"
    for number in range(50 if long else 1):
        two_states.turn()
        builds.start(two_states.root, two_states.output)
        others.start(two_states.root, other_output)
        for run, output in ((builds.end(), two_states.output), (others.end(), other_output)):
            assert (run.status, run.complaint) == (DONE, ""), f"pair {number}: {run}"
            wrong = difference(tree_of(output), two_states.new, two_states.old)
            assert not wrong, f"pair {number}, {output.name}: {wrong}"
    with capsys.disabled():
        print(f"\n{number + 1} pairs of builds into two outputs: wrong 0")


def saved(sources: Sources, *names: str) -> Sources:
    """Return sources in which some files were saved."""
    return sources | {name: sources[name].replace(*SAVED[name]) for name in names}


def made_of(fresh: Fresh, root: Path, sources: Sources) -> Tree:
    """Return what a fresh build makes of sources, and leave those of the project as they are."""
    before = sources_of(root)
    put_sources(root, sources)
    made = fresh(root, here=True)
    put_sources(root, before)
    assert not made.complaint
    return made.tree


def test_a_file_saved_at_any_call_of_a_build_is_in_it_or_in_the_next(
    long: bool, two_states: TwoStates, builds: Builds, fresh: Fresh, capsys: pytest.CaptureFixture[str]
) -> None:
    """All pages are made of the same version of it, and no cache takes one version for the other.

    With `--long` at each call that reads the project or writes, one file after the other.
    """
    root, output = two_states.root, two_states.output
    two_states.turn()
    last = builds(root, output, fault=Fault(reads=True)).calls
    seen = {"before": 0, "after": 0}
    moments = range(1, last + 1) if long else (last // 3, last * 2 // 3)
    names = list(SAVED) if long else luck().sample(list(SAVED), 1)
    for at in moments:
        two_states.turn()
        name = names[at % len(names)]
        with_it = saved(two_states.sources, name)
        expected = made_of(fresh, root, with_it)
        beside = root.parent / "saved"
        beside.write_bytes(with_it[name])
        fault = Fault("save", at=at, reads=True, swap=(str(beside), str(root / name)))
        run = builds(root, output, fault=fault)
        told = f"{name} saved at call {at} of {last}"
        assert (run.status, run.complaint) == (DONE, ""), told
        now = tree_of(output)
        wrong = difference(now, expected if now != two_states.new else now, two_states.new)
        assert not wrong, f"{told}: neither the site without it nor that with it: {wrong}"
        seen["after" if now == expected else "before"] += 1
        if run.calls >= at:
            run = builds(root, output)
            wrong = difference(tree_of(output), expected, now)
            assert not wrong, f"the build after {told}: {wrong}"
    with capsys.disabled():
        print(f"\nsaved during {sum(seen.values())} builds: not in it {seen['before']}, in it {seen['after']}, mixed 0")


@contextmanager
def saving(root: Path, versions: list[Sources]) -> Iterator[None]:
    """Save files all the time, now in one version and now in another."""
    chance = luck()
    done = threading.Event()

    def save() -> None:
        while not done.wait(chance.uniform(0, 0.05)):
            put_sources(root, chance.choice(versions))

    writer = threading.Thread(target=save)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def test_files_saved_all_the_time_never_give_a_mixed_site(
    long: bool, two_states: TwoStates, builds: Builds, fresh: Fresh, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each site is that of one version of each file; what cannot be built leaves the site; afterwards all is right.

    With `--long` 50 builds.
    """
    root, output, sources = two_states.root, two_states.output, two_states.sources
    one, other = "content/help/now.md", "content/facts/week.yaml"
    sound = [sources, saved(sources, one), saved(sources, other), saved(sources, one, other)]
    broken = [{**some, one: some[one].replace(b"](#red)", b"](#blue)")} for some in sound]
    sites = [made_of(fresh, root, some) for some in sound]
    site, refused = tree_of(output), 0
    with saving(root, sound * 2 + broken):
        for number in range(50 if long else 2):
            run = builds(root, output)
            now = tree_of(output)
            if run.status == MEND:
                assert run.complaint.startswith(f"{one}:"), run
                assert now == site, difference(now, site)
            else:
                assert (run.status, run.complaint) == (DONE, ""), f"build {number}"
                nearest = min((difference(now, some) for some in sites), key=len)
                assert not nearest, f"build {number} made no site of one version of each file: {nearest}"
            site = now
            refused += run.status == MEND
    put_sources(root, sound[-1])
    assert builds(root, output).status == DONE
    assert not (wrong := difference(tree_of(output), sites[-1])), wrong
    with capsys.disabled():
        print(f"\n{number + 1} builds while files were saved: refused {refused}, mixed 0")
