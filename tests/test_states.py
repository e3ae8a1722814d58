"""How files are on the disk is compared as a whole, by two processes where there are many."""

import os
from pathlib import Path

import pytest

from sitegen import states
from sitegen.states import Listing, joined, listing, states_of

NAMES = [f"{folder}/{number}.html" for folder in ("a", "ü b") for number in range(5)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with some files, of which two processes look at half each."""
    monkeypatch.setattr(states, "_MANY", 0)
    monkeypatch.setenv("SITEGEN_WORKERS", "2")
    for name in NAMES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def test_a_listing_says_what_it_was_made_of() -> None:
    """Also where there is nothing, and where there is only the folder itself."""
    for state in ({}, {"": b"x" * 32}, {"a": b"a" * 32, "": b"x" * 32, "b/c": b"b" * 32}):
        assert listing(state).by_path() == state
    assert joined([listing({}), listing({"a": b"a" * 32}), listing({}), listing({"": b"b" * 32})]) == listing(
        {"a": b"a" * 32, "": b"b" * 32}
    )


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_each_file_that_is_not_as_it_was_is_noticed(number: int, folder: Path) -> None:
    """Whichever process looks at it; one that is gone, too."""
    found = listing(states_of(str(folder), NAMES))
    assert found.is_so_in_soon(str(folder))
    (folder / NAMES[number]).write_text("other", "utf-8")
    assert not found.is_so_in_soon(str(folder))

    found = listing(states_of(str(folder), NAMES))
    assert found.is_so_in_soon(str(folder))
    (folder / NAMES[number]).unlink()
    assert not found.is_so_in_soon(str(folder))


def test_a_process_that_ends_early_says_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the files count as changed, and no process is left behind."""
    found = listing(states_of(str(folder), NAMES))
    own, look, fork = os.getpid(), os.lstat, os.fork
    begun: list[int] = []

    def forked() -> int:
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", forked)
    monkeypatch.setattr(os, "lstat", lambda path: look(path) if os.getpid() == own else os.kill(os.getpid(), 9))

    assert not found.is_so_in_soon(str(folder))
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], os.WNOHANG)


def test_another_name_for_a_file_leaves_it_the_same_file(folder: Path) -> None:
    """It changes one of its times, but not its number; a copy is another file."""
    before = listing(states_of(str(folder), NAMES))
    os.link(folder / NAMES[0], folder / "second name")
    after = listing(states_of(str(folder), NAMES))
    assert before != after
    assert after.is_same_as(before)

    (folder / "second name").replace(folder / NAMES[1])
    assert not listing(states_of(str(folder), NAMES)).is_same_as(before)
    assert not Listing("", b"").is_same_as(before)
