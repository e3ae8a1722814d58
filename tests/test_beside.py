"""A process beside the build reads ahead and looks at files; whatever becomes of it, the next site is right."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, change, new_process, read_tree
from test_ledger import FreshTree

from sitegen import ahead, content, looking, project
from sitegen.beside import Beside
from sitegen.known import look_first
from sitegen.looking import Look
from sitegen.pipeline import AS_USUAL, build
from sitegen.problems import SiteError

PAGE = "content/lessons/two.md"
CATALOGUE = "locales/pl/LC_MESSAGES/help.po"


@pytest.fixture
def edited(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site that was built some times, so that there is a spare folder, and then edited."""
    monkeypatch.setenv("SITEGEN_WORKERS", "2")
    new_process()
    for number in range(3):
        change(small / PAGE, "To know", f"{number} To know")
        build(small, small / "site")
    change(small / PAGE, "To know", "Now to know")
    time.sleep(0.2)  # files that were saved just now are read again
    new_process()
    return small


def begun(root: Path, *saved: str) -> Beside:
    """Return a process that begins beside a build in which some sources are new, when it has read them."""
    beside = Beside.begin(str(root), saved)
    assert beside
    return beside


def built(root: Path, beside: Beside) -> dict[str, bytes]:
    """Return what a build makes that has that process beside it."""
    build(root, root / "site", AS_USUAL, beside)
    return read_tree(root / "site")


def never(*_: object) -> object:
    """Fail: the process that builds did what the other one should have done."""
    pytest.fail("this process did it")


def test_a_page_that_was_saved_is_read_by_the_other_process(
    edited: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """The one that builds takes it as it was read."""
    beside = begun(edited, PAGE)
    monkeypatch.setattr(content, "_parse_page", never)
    now = built(edited, beside)
    monkeypatch.undo()

    assert now == fresh_tree(edited)


def test_a_catalogue_that_was_saved_is_read_by_the_other_process(
    edited: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Of the languages that the project has; the others are told by the process that builds."""
    build(edited, edited / "site")
    change(edited / CATALOGUE, "Po polsku: you bleed", "Polsku: you bleed")
    new_process()
    beside = begun(edited, CATALOGUE, "locales/xx/LC_MESSAGES/help.po")
    monkeypatch.setattr(project, "parse_catalogue", never)
    now = built(edited, beside)
    monkeypatch.undo()

    assert now == fresh_tree(edited)


def test_a_page_that_was_saved_again_meanwhile_is_read_again(edited: Path, fresh_tree: FreshTree) -> None:
    """What the other process has read is not shown."""
    beside = begun(edited, PAGE)
    beside.wait()
    change(edited / PAGE, "Now to know", "Then to know")
    build(edited, edited / "site", AS_USUAL, beside)

    assert b"Then to know" in (edited / "site/en/lessons/two/index.html").read_bytes()
    assert read_tree(edited / "site") == fresh_tree(edited)


def test_only_folders_with_pages_that_were_saved_are_read(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home page lies above all the others."""
    read: list[str] = []
    monkeypatch.setattr(ahead, "read_pages", lambda _, paths, *__: read.extend(paths))
    ahead.read_ahead(edited, ["content/index.md", "templates/page.html", "content/help/gone.md"])

    assert "content/index.md" in read
    assert {path.rpartition("/")[0] for path in read} == {"content", "content/help"}


def test_a_mistake_is_told_as_if_no_process_was_there(edited: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """And that process says nothing of it, nor does it keep the page."""
    change(edited / PAGE, "order: 2", "order: two")
    for _ in range(2):
        with pytest.raises(SiteError, match=r"content/lessons/two.md:\d+: .*two"):
            build(edited, edited / "site", AS_USUAL, begun(edited, PAGE))
        new_process()

    assert capfd.readouterr() == ("", "")


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
def test_what_the_other_process_sees_is_what_is_there(
    act: Callable[[Path], object], edited: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """In the site, in the spare folder, and in what is known of both; it has a look when the output is locked."""
    beside = begun(edited)
    act(edited)
    monkeypatch.setattr(looking, "look", never)
    now = built(edited, beside)
    monkeypatch.undo()

    assert now == fresh_tree(edited)


@pytest.mark.parametrize("after", ["at once", "when it has read"])
def test_a_process_that_was_ended_is_done_without(after: str, edited: Path, fresh_tree: FreshTree) -> None:
    """Nothing is known then, so the build reads and looks itself."""
    beside = begun(edited, PAGE)
    if after != "at once":
        beside.wait()
    os.kill(beside.process, signal.SIGKILL)
    os.waitpid(beside.process, 0)
    _harm(edited)

    assert built(edited, beside) == fresh_tree(edited)


@pytest.mark.parametrize("output", ["site", "another place"])
def test_the_process_has_gone_when_the_build_has_ended(output: str, edited: Path) -> None:
    """Also where nobody asked it anything, since nothing is known of the output."""
    beside = begun(edited, PAGE)
    build(edited, edited / output, AS_USUAL, beside)

    assert not Path(f"/proc/{beside.process}").exists()


def test_without_another_process_the_build_looks_itself(edited: Path, fresh_tree: FreshTree) -> None:
    """There may be too many of them, or one processor."""
    _harm(edited)
    build(edited, edited / "site")

    assert read_tree(edited / "site") == fresh_tree(edited)


def test_one_processor_has_no_process_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is there one where the system gives none."""
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    assert Beside.begin("/", ()) is None
    monkeypatch.setenv("SITEGEN_WORKERS", "2")
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError()))
    assert Beside.begin("/", ()) is None


def test_the_process_ends_with_the_one_that_began_it(edited: Path) -> None:
    """Also where that one was killed before it asked anything."""
    program = (
        "import sys, time; from sitegen.beside import Beside; beside = Beside.begin(sys.argv[1], ()); beside.wait();"
        "print(beside.process, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(edited)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as parent:
        assert parent.stdout
        process = int(parent.stdout.readline())
        os.kill(process, 0)
        parent.kill()
    until = time.monotonic() + 10
    while Path(f"/proc/{process}/stat").exists() and " Z " not in Path(f"/proc/{process}/stat").read_text():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_command_has_an_edited_page_read_ahead(edited: Path) -> None:
    """The process that builds imports no Markdown for it."""
    command = [sys.executable, str(PROJECT / "build.py"), "--root", str(edited)]
    subprocess.run(command, check=True, capture_output=True)
    change(edited / PAGE, "Now to know", "Then to know")
    assert look_first(command[2:]).saved == (PAGE,)
    time.sleep(0.2)
    program = (
        "import os, runpy, sys; leave = os._exit; me = os.getpid()\n"
        "def tell(status):\n"
        "    os.getpid() == me and os.write(1, str('markdown' in sys.modules).encode())\n"
        "    leave(status)\n"
        "os._exit = tell; sys.argv = sys.argv[1:]; sys.path.insert(0, os.path.dirname(sys.argv[0]))\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run([command[0], "-c", program, *command[1:]], check=True, capture_output=True, text=True)

    assert done.stdout.endswith("\nFalse")
    assert b"Then to know" in (edited / "site/en/lessons/two/index.html").read_bytes()


def test_no_answer_is_good_where_nothing_is_known(tmp_path: Path) -> None:
    """Records that are not there say nothing."""
    unknown = (str(tmp_path / "site"), "digest"), str(tmp_path), (str(tmp_path / "before"), "x")

    assert Look(None, str(tmp_path), *unknown).answer == (False, False)
