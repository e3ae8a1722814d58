"""A site that is put together from languages that were built apart."""

from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.cli import main
from sitegen.pipeline import Options, build
from sitegen.problems import DONE, USAGE


@pytest.fixture
def parts(small: Path, tmp_path: Path) -> list[Path]:
    """Give the small site in two parts: two languages and one."""
    folders = [tmp_path / "part 1", tmp_path / "part 2"]
    for folder, codes in zip(folders, [("pl",), ("en", "ar")], strict=True):
        build(small, folder, Options(codes))
    return folders


def merge(root: Path, output: Path, parts: list[Path]) -> int:
    """Put parts together with the command, and return its exit status."""
    return main(["build", "--root", str(root), "--output", str(output), "--merge", *map(str, parts)])


def test_parts_put_together_are_byte_for_byte_the_site_of_one_build(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In whatever order they come, and into an output that is already there."""
    build(small, tmp_path / "whole")
    for order in (parts, parts[::-1]):
        assert merge(small, tmp_path / "site", order) == DONE
        assert read_tree(tmp_path / "site") == read_tree(tmp_path / "whole")
    assert "3 languages (en, pl, ar) put together." in capsys.readouterr().out


def test_parts_of_different_sources_are_not_put_together(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their lists and their pictures would not be those of one site; the output stays."""
    merge(small, tmp_path / "site", parts)
    before = read_tree(tmp_path / "site")
    change(small / "content/site.yaml", "title: Small site", "title: Another site")
    build(small, parts[0], Options(("pl",)))

    assert merge(small, tmp_path / "site", parts) == USAGE
    assert "is not the same in all parts; build all parts anew" in capsys.readouterr().err
    assert read_tree(tmp_path / "site") == before


def test_a_part_that_was_harmed_on_its_way_is_told(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is cut off or lost."""
    page = parts[0] / "pl/help/now/index.html"
    for harm in (lambda: page.write_bytes(page.read_bytes()[:-5]), page.unlink):
        harm()
        assert merge(small, tmp_path / "site", parts) == USAGE
        assert 'pl/help/now/index.html" is not what was built' in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_what_is_no_part_is_told(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as an empty folder."""
    (tmp_path / "empty").mkdir()

    assert merge(small, tmp_path / "site", [*parts, tmp_path / "empty"]) == USAGE
    assert 'empty" is no site that build.py made' in capsys.readouterr().err
