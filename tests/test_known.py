"""A build of what did not change ends at once and writes nothing; any change at all makes it build."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, change, read_tree

from sitegen import known
from sitegen.cli import main
from sitegen.hosting import _revision
from sitegen.known import look_first
from sitegen.pipeline import build
from sitegen.states import states

WORDS = ("content/help/now.md", "content/site.yaml", "locales/pl/LC_MESSAGES/help.po", "templates/page.html")


@pytest.fixture
def root(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the small site, built by the command, long after it was written."""
    for path in small.rglob("*"):
        os.utime(path, (1_790_000_000, 1_790_000_000))
    monkeypatch.setattr(known, "TICK", 0)
    time.sleep(0.02)
    assert main(words_of(small)) == 0
    assert told_before(words_of(small))
    return small


def told_before(words: list[str]) -> str:
    """Return what a process is told at once that builds."""
    return look_first(words).told


def words_of(root: Path) -> list[str]:
    """Return the words of a command that builds."""
    return ["build", "--root", str(root), "--output", str(root.parent / "site")]


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    command = [sys.executable, *options, str(PROJECT / "build.py"), *words_of(root)]
    return subprocess.run(command, check=True, capture_output=True, text=True)


def test_a_second_build_writes_nothing_and_imports_nothing_of_the_generator(small: Path) -> None:
    """It says so, with what the last one told."""
    time.sleep(0.2)  # a source that was saved just now is looked at again
    first = run(small)
    before = states([str(small.parent / "site")])
    second = run(small, "-X", "importtime")

    assert second.stdout == f"Nothing changed since the last build, so nothing was written. It made:\n{first.stdout}"
    assert states([str(small.parent / "site")]) == before
    assert not [name for name in ("jinja2", "markdown", "babel", "yaml", "pathlib") if f" {name}\n" in second.stderr]


def keeping_its_time(path: Path, edit: Callable[[], object]) -> None:
    """Edit a file and set its time back."""
    times = path.stat()
    edit()
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize("change_first", [False, True])
def test_a_reader_that_has_gone_is_no_mistake(change_first: bool, small: Path) -> None:
    """As in `build.py | head -1`, whether something changed since the last build or not."""
    time.sleep(0.2)  # a source that was saved just now is looked at again
    run(small)
    if change_first:
        change(small / "content/lessons/two.md", "To know", "Now to know")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(PROJECT / "build.py"), *words_of(small)]
    done = subprocess.run(command, check=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


def test_what_was_seen_of_another_project_says_nothing(root: Path) -> None:
    """The option that names it can be shortened, which the first look does not understand."""
    seen = look_first(words_of(root))
    assert seen.sources
    change(root / "content/lessons/two.md", "To know", "To see")
    time.sleep(0.02)
    assert main(words_of(root), seen._replace(root="/elsewhere")) == 0
    assert told_before(words_of(root))


def test_what_was_saved_after_the_first_look_is_built_next_time(root: Path) -> None:
    """Although the build that began with that look had it already."""
    change(root / "content/lessons/two.md", "To know", "To see")
    seen = look_first(words_of(root))
    change(root / "content/lessons/two.md", "To see", "To hear")
    time.sleep(0.02)
    assert main(words_of(root), seen) == 0
    assert not told_before(words_of(root))
    assert main(words_of(root), look_first(words_of(root))) == 0
    assert told_before(words_of(root))


def test_a_link_that_leads_nowhere_is_no_obstacle(root: Path) -> None:
    """Emacs leaves one beside each file that is open; it has no text, so nothing of it is built."""
    (root / "content/help/.#now.md").symlink_to("editor@machine.4711")
    time.sleep(0.02)

    assert main(words_of(root)) == 0
    assert told_before(words_of(root))


def test_a_source_that_was_saved_just_now_is_looked_at_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could be saved once more with the same times."""
    monkeypatch.setattr(known, "TICK", 3_600 * 1_000_000_000)
    change(root / "content/lessons/two.md", "To know", "To see")
    assert main(words_of(root)) == 0

    assert not told_before(words_of(root))


@pytest.mark.parametrize("name", WORDS)
def test_a_letter_changed_in_any_source_makes_it_build(name: str, root: Path) -> None:
    """Although size and time are as before."""
    path = root / name
    content = path.read_bytes()
    keeping_its_time(path, lambda: path.write_bytes(content.replace(b"a", b"e", 1)))

    assert not told_before(words_of(root))


@pytest.mark.parametrize(
    "act",
    [
        lambda root: (root / "content/help/more.md").write_text("x", "utf-8"),
        lambda root: (root / "content/a:b").mkdir(),
        lambda root: (root / "content/Help").mkdir(),
        lambda root: (root / "content/lessons/two.md").unlink(),
        lambda root: (root / "content/lessons/two.md").rename(root / "content/lessons/three.md"),
        lambda root: (root / "locales/pl/accepted.yaml").write_text("accepted:\n", "utf-8"),
        lambda root: (root.parent / "site/en/index.html").write_text("x", "utf-8"),
        lambda root: (root.parent / "site/en/index.html").unlink(),
        lambda root: (root.parent / "site/en/new.html").write_text("x", "utf-8"),
        lambda root: shutil.rmtree(root.parent / "site"),
        lambda root: build(root, root.parent / "site"),
    ],
    ids=[
        "added",
        "odd folder",
        "twin folder",
        "deleted",
        "renamed",
        "accepted",
        "altered",
        "lost",
        "foreign",
        "no site",
        "built otherwise",
    ],
)
def test_whatever_happens_to_sources_or_site_makes_it_build(act: Callable[[Path], object], root: Path) -> None:
    """Files that come, go or take another name; a site that is not what was built."""
    act(root)

    assert not told_before(words_of(root))


def test_another_command_of_the_same_output_makes_it_build(root: Path) -> None:
    """The record is that of one command."""
    assert not told_before([*words_of(root), "--preview"])
    assert not told_before(["check", *words_of(root)[1:]])


def test_the_time_and_another_revision_make_it_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`build.json` would say something else."""
    with monkeypatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        assert not told_before(words_of(root))
    assert told_before(words_of(root))
    (root / ".git").mkdir()
    (root / ".git/HEAD").write_text("0" * 40, "utf-8")
    assert not told_before(words_of(root))


def test_what_git_tracks_makes_it_build(root: Path) -> None:
    """`build.json` says whether the sources are those of the revision."""

    def git(*words: str) -> None:
        names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", root, *names, *words], check=True, capture_output=True)

    for words in (["init", "-q"], ["add", "content", "locales", "templates"], ["commit", "-qm", "Begin"]):
        git(*words)
    for is_changed in ("false", "true"):
        _revision.cache_clear()
        time.sleep(0.02)
        assert not told_before(words_of(root))
        assert main(words_of(root)) == 0
        assert told_before(words_of(root))
        assert f'"changed": {is_changed}' in (root.parent / "site/build.json").read_text("utf-8")
        git("rm", "-q", "--ignore-unmatch", "--cached", "content/lessons/two.md")


def test_other_rights_of_new_files_make_it_build(root: Path) -> None:
    """A web server may not read what was built with other ones."""
    before = os.umask(0o077)
    try:
        assert not told_before(words_of(root))
    finally:
        os.umask(before)
    assert told_before(words_of(root))


def test_a_second_work_tree_is_built_each_time(root: Path) -> None:
    """Its revision stands in another folder, and `build.json` names it."""
    (root / ".git").write_text("gitdir: /somewhere/else", "utf-8")
    time.sleep(0.02)
    assert main(words_of(root)) == 0

    assert not told_before(words_of(root))


def test_a_source_that_is_saved_while_it_builds_is_built_next_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two the site has."""
    path = root / "content/lessons/two.md"
    change(path, "To know", "To see")

    def slow(*arguments: object) -> object:
        outcome = build(*arguments)  # type: ignore[arg-type]
        change(path, "To see", "To tell")
        return outcome

    monkeypatch.setattr("sitegen.cli.build", slow)
    assert main(words_of(root)) == 0
    assert not told_before(words_of(root))


def test_a_record_that_was_harmed_never_hides_a_change(root: Path) -> None:
    """Every byte of it is flipped in turn, with the sources as they were and with a change."""
    (record,) = (root / known.FOLDER).glob("*.told")
    sound = record.read_bytes()
    step = max(1, len(sound) // 400)
    for place in range(0, len(sound), step):
        record.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert not told_before(words_of(root))
    record.write_bytes(sound[: len(sound) // 2])
    assert not told_before(words_of(root))
    record.write_bytes(sound)
    assert told_before(words_of(root))


def test_a_build_after_a_change_is_that_of_a_fresh_one(root: Path, tmp_path: Path) -> None:
    """And is known again."""
    change(root / "content/lessons/two.md", "To know", "To see")
    time.sleep(0.02)
    assert main(words_of(root)) == 0
    build(root, tmp_path / "fresh")

    assert read_tree(root.parent / "site") == read_tree(tmp_path / "fresh")
    assert told_before(words_of(root))


def test_a_mistake_is_told_each_time(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build that fails leaves no record."""
    change(root / "content/lessons/two.md", "order: 2", "order: two")
    for _ in range(2):
        assert main(words_of(root)) == 1
        assert "content/lessons/two.md:" in capsys.readouterr().err
        assert not told_before(words_of(root))


def test_a_file_that_goes_while_the_sources_are_looked_at_is_none(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors write a file beside the one that is saved, and rename it; nothing ends because of that."""
    passing, folder = small / "content/lessons/4913", small / "locales/passing"
    listed = os.scandir

    def scandir(path: str | int) -> list[os.DirEntry[str]]:
        found = list(listed(path))
        if str(path).endswith(("lessons", "locales")):
            passing.unlink(missing_ok=True)
            if folder.is_dir():
                folder.rmdir()
        return found

    passing.write_bytes(b"")
    folder.mkdir()
    before = known.sources(str(small))
    passing.write_bytes(b"")
    folder.mkdir(exist_ok=True)
    monkeypatch.setattr(os, "scandir", scandir)
    now = known.sources(str(small))

    assert not {str(passing), str(folder)} & now.keys()
    assert now == {path: state for path, state in before.items() if path not in {str(passing), str(folder)}}
