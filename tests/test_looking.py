"""Another process looks at the site and at the spare folder; whatever becomes of it, the next site is right."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import change, read_tree
from test_ledger import fresh_tree

from sitegen import looking
from sitegen.looking import Look
from sitegen.pipeline import build


@pytest.fixture
def edited(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site that was built some times, so that there is a spare folder; each build has a process look."""
    monkeypatch.setattr(looking, "_MANY", 0)
    monkeypatch.setenv("SITEGEN_WORKERS", "2")
    for number in range(3):
        change(small / "content/lessons/two.md", "To know", f"{number} To know")
        build(small, small / "site")
    return small


def _harm(root: Path) -> None:
    (root / "site/en/help/now/index.html").write_text("harm", "utf-8")
    (root / "site/pl/help/now/index.html").unlink()


def _touch_the_spare_folder(root: Path) -> None:
    (spare,) = (root / ".known").glob("*.next")
    (spare / "en/lessons/foreign.html").write_text("x", "utf-8")
    shutil.rmtree(spare / "pl/lessons/two")


def _lose_a_record(root: Path) -> None:
    (record,) = (root / ".known").glob("*.before")
    record.write_bytes(b"harmed")


@pytest.mark.parametrize("act", [lambda _: None, _harm, _touch_the_spare_folder, _lose_a_record])
def test_what_another_process_sees_is_what_is_there(act: Callable[[Path], object], edited: Path) -> None:
    """In the site, in the spare folder, and in what is known of both."""
    act(edited)
    change(edited / "content/lessons/two.md", "To know", "Now to know")
    build(edited, edited / "site")

    assert read_tree(edited / "site") == fresh_tree(edited)


def test_the_process_answers_without_looking_here(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs nothing but Python's own library."""
    monkeypatch.setattr(looking, "_look", lambda *_: pytest.fail("this process looked"))
    change(edited / "content/lessons/two.md", "To know", "Now to know")
    build(edited, edited / "site")

    assert read_tree(edited / "site") == fresh_tree(edited)


def test_a_process_that_was_ended_is_done_without(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known then, so the build looks itself; no process stays behind."""
    begin = looking._begin  # noqa: SLF001
    begun: list[int] = []

    def end_at_once(asked: tuple[str, ...]) -> tuple[int, int] | None:
        found = begin(asked)
        assert found
        os.kill(found[0], signal.SIGKILL)
        begun.append(found[0])
        return found

    monkeypatch.setattr(looking, "_begin", end_at_once)
    _harm(edited)
    change(edited / "content/lessons/two.md", "To know", "Now to know")
    build(edited, edited / "site")

    assert read_tree(edited / "site") == fresh_tree(edited)
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], os.WNOHANG)


def test_where_no_process_can_be_begun_the_build_looks_itself(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be too many, or no Python to be found."""
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    _harm(edited)
    change(edited / "content/lessons/two.md", "To know", "Now to know")
    build(edited, edited / "site")
    monkeypatch.undo()

    assert read_tree(edited / "site") == fresh_tree(edited)


def test_few_files_are_looked_at_by_this_process(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To begin another one would take longer."""
    monkeypatch.setattr(looking, "_MANY", 10_000)
    monkeypatch.setattr(looking, "_begin", lambda *_: pytest.fail("a process was begun"))
    change(edited / "content/lessons/two.md", "To know", "Now to know")
    build(edited, edited / "site")


def test_no_answer_is_good_where_nothing_is_known(tmp_path: Path) -> None:
    """Records that are not there say nothing."""
    look = Look(str(tmp_path), (str(tmp_path / "site"), "digest"), str(tmp_path), (str(tmp_path / "before"), "x"), 0)

    assert look.answer == (False, False)
