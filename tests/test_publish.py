"""Writing through a staging folder."""

import random
import shutil
from pathlib import Path

import pytest
from conftest import read_tree

from sitegen import publish
from sitegen.problems import UsageError
from sitegen.publish import Staging


def write(output: Path, files: dict[str, bytes]) -> None:
    """Publish some files."""
    with Staging(output) as staging:
        for path, content in files.items():
            staging.write(path, content)
        staging.commit()


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_new_output_takes_the_place_of_the_old_one(
    can_exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the system cannot exchange two folders; nothing is left beside it."""
    if not can_exchange:
        monkeypatch.setattr(publish, "exchange", lambda *_: False)
    output = tmp_path / "site"
    write(output, {"a/one.html": b"1", "old.html": b"old"})
    write(output, {"a/one.html": b"2"})

    made = read_tree(output)
    assert made.keys() == {".gitignore", "a/one.html"}
    assert made["a/one.html"] == b"2"
    assert list(tmp_path.iterdir()) == [output]


def test_a_build_that_fails_leaves_the_output_and_no_rubbish(tmp_path: Path) -> None:
    """The staging folder goes away with the error."""
    output = tmp_path / "site"
    write(output, {"one.html": b"1"})
    before = read_tree(output)

    with pytest.raises(FileExistsError), Staging(output) as staging:
        staging.write(".", b"cannot be written")
    assert read_tree(output) == before
    assert list(tmp_path.iterdir()) == [output]


def test_nothing_is_written_into_a_file_of_the_present_output(tmp_path: Path) -> None:
    """A file that was taken over is the same file there: a build that would write into it ends."""
    output = tmp_path / "site"
    write(output, {"one.html": b"1"})
    before = read_tree(output)

    with Staging(output) as staging:
        staging.link("one.html")
        with pytest.raises(FileExistsError):
            staging.write("one.html", b"2")
    assert read_tree(output) == before


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A typing mistake in --output must not replace somebody's files."""
    precious = tmp_path / "letters"
    precious.mkdir()
    (precious / "letter.txt").write_text("Dear", "utf-8")

    with pytest.raises(UsageError, match=r"files that build\.py did not make"):
        write(precious, {"one.html": b"1"})
    assert (precious / "letter.txt").read_text("utf-8") == "Dear"


def test_a_file_in_the_place_of_the_output_is_refused(tmp_path: Path) -> None:
    """So is a link, since what it leads to may be anything."""
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path)

    for name in ("file", "link"):
        with pytest.raises(UsageError, match="is not a folder"):
            write(tmp_path / name, {})


def test_a_web_server_of_another_user_can_read_the_output(tmp_path: Path) -> None:
    """The staging folder is private at first."""
    write(tmp_path / "site", {})

    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


TREES: list[dict[str, bytes]] = [
    {"a/one.html": b"1", "b": b"file", "d/e/f.html": b"deep"},
    {"a/one.html": b"1", "b/c.html": b"folder", "a/two.html": b"2"},
    {"a": b"file", "b/c.html": b"folder"},
    {"d/e": b"file", "b/c.html/x": b"deeper"},
    {},
]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_spare_folder_becomes_whatever_the_output_is_to_be(
    can_exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files where folders were, and folders where files were; what is taken over is the same file in both."""
    if not can_exchange:
        monkeypatch.setattr(publish, "exchange", lambda *_: False)
    output, spare = tmp_path / "site", tmp_path / "spare"
    present: dict[str, bytes] = {}
    for files in random.Random(1).choices(TREES, k=40):  # noqa: S311, no secret
        before = {path: (output / path).stat().st_ino for path in present}
        with Staging(output, spare) as staging:
            staging.spare.leave({})
            for path, content in files.items():
                if present.get(path) == content:
                    staging.link(path)
                else:
                    staging.write(path, content)
            staging.only(set(files))
            staging.commit()
        made = read_tree(output)
        del made[".gitignore"]
        assert made == files
        assert all(folder.rglob("*") for folder in output.rglob("*") if folder.is_dir())
        same = {path for path in files if present.get(path) == files[path]}
        assert {path: (output / path).stat().st_ino for path in same} == {path: before[path] for path in same}
        present = files


@pytest.mark.parametrize("odd", ["a", "a/one.html", "."])
def test_nothing_is_written_through_a_link_in_the_spare_folder(odd: str, tmp_path: Path) -> None:
    """It could lead out of it."""
    output, spare, precious = tmp_path / "site", tmp_path / "spare", tmp_path / "precious"
    precious.mkdir()
    (precious / "one.html").write_bytes(b"precious")
    spare.mkdir()
    (spare / "a").mkdir()
    place = spare / odd
    if odd != "a/one.html":
        shutil.rmtree(place)
    place.symlink_to(precious if odd != "a/one.html" else precious / "one.html")
    with Staging(output, spare) as staging:
        staging.spare.leave({})
        staging.write("a/one.html", b"new")
        staging.only({"a/one.html"})
        staging.commit()

    assert (output / "a/one.html").read_bytes() == b"new"
    assert read_tree(precious) == {"one.html": b"precious"}
    assert not output.is_symlink()


def test_a_build_that_fails_writes_into_no_file_of_the_output(tmp_path: Path) -> None:
    """Although the spare folder has the same files, under other names of theirs."""
    output, spare = tmp_path / "site", tmp_path / "spare"
    for _ in range(2):
        with Staging(output, spare) as staging:
            staging.spare.leave({})
            staging.write("one.html", b"1") if not output.exists() else staging.link("one.html")
            staging.only({"one.html"})
            staging.commit()
    before = read_tree(output)
    assert (output / "one.html").stat().st_ino == (spare / "one.html").stat().st_ino

    with Staging(output, spare) as staging:  # which does not come to its end
        staging.spare.leave({})
        staging.write("one.html", b"half")
    assert read_tree(output) == before
