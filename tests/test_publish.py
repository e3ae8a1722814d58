"""Writing through a staging folder."""

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
        monkeypatch.setattr(publish, "_exchange", lambda *_: False)
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

    with pytest.raises(IsADirectoryError), Staging(output) as staging:
        staging.write(".", b"cannot be written")
    assert read_tree(output) == before
    assert list(tmp_path.iterdir()) == [output]


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
