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
    {"a/one.html": b"edited", "b": b"file", "d/e/f.html": b"deep"},
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


def test_what_a_killed_first_build_left_of_the_spare_folder_goes(tmp_path: Path) -> None:
    """Or no build would begin any more."""
    output, spare = tmp_path / "site", tmp_path / "spare"
    (tmp_path / "spare.twin/a").mkdir(parents=True)
    with Staging(output, spare) as staging:
        staging.spare.leave({})
        staging.write("one.html", b"1")
        staging.commit()

    assert (spare / "one.html").samefile(output / "one.html")
    assert {path.name for path in tmp_path.iterdir()} == {"site", "spare"}
    assert not (spare / "a").exists()


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


def test_folders_of_others_beside_the_output_stay(tmp_path: Path) -> None:
    """Whatever they are called; neither are plain files or links in the way."""
    output = tmp_path / "o2"
    names = (".o2.old.2025", ".o2.new.mine", ".o2.old.20251127", ".o2.new.abcdefgh", "new.abcdefgh")
    for name in names:
        (tmp_path / name / "output").mkdir(parents=True)
        (tmp_path / name / "output/letter.txt").write_text("Dear", "utf-8")
    (tmp_path / ".o2.new.txt").write_text("Dear", "utf-8")
    (tmp_path / ".o2.new.12345678").write_text("Dear", "utf-8")
    (tmp_path / ".o2.old.12345678").symlink_to(tmp_path / ".o2.old.2025")
    for name in ("old.12345678", ".o2.old.abcdefgi", ".o2.new.letters1", ".o2.new.0123456789abcdef"):
        (tmp_path / name).mkdir()  # an empty one has nothing that tells whose it is
    before = {path.name for path in tmp_path.iterdir()}

    for _ in range(2):
        write(output, {"one.html": b"1"})
    assert {path.name for path in tmp_path.iterdir()} == before | {"o2"}
    assert all((tmp_path / name / "output/letter.txt").is_file() for name in names)


def killed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish, and be killed right before the new output takes the place of the old one, which may have gone."""
    with monkeypatch.context() as patch:
        patch.setattr(Staging, "_take_away", lambda *_: None)
        patch.setattr(publish, "sync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            write(output, {"one.html": b"1"})


def test_an_output_whose_name_is_a_pattern_is_that_output_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another build has beside its output is not touched; what a killed one of this output left goes."""
    for name in ("out1", "out[1]", "out[1].new.abcdefgh"):
        killed(tmp_path / name, monkeypatch)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 3

    write(tmp_path / "out[1]", {"one.html": b"1"})
    now = {path.name for path in tmp_path.iterdir()}
    assert set(left) - now == {name for name in left if name.startswith(".out[1].new.") and name.count(".") == 3}
    assert now - set(left) == {"out[1]"}


def test_an_old_output_is_put_back_where_the_new_one_could_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, and not by the next build only."""
    output = tmp_path / "site"
    write(output, {"one.html": b"1"})
    rename = Path.rename

    def failing(path: Path, new: Path) -> Path:
        if new == output and ".new." in str(path):
            raise OSError(5, "Input/output error")
        return rename(path, new)

    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        write(output, {"one.html": b"2"})
    assert (output / "one.html").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [output]
