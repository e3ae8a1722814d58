"""The pictures that messaging apps show of a shared link."""

import shutil
from pathlib import Path

import pytest
from conftest import PROJECT, change

from sitegen.cli import main
from sitegen.pipeline import build, read_project
from sitegen.problems import DONE
from sitegen.sharing import WORDS_FILE, picture_path, share_picture

WITH_WORDS = ("home", "interface", "facts")
"""The catalogues that have the words of pictures; to judge all others too would take a minute."""


def test_a_language_without_a_picture_shows_the_english_one(small: Path, tmp_path: Path) -> None:
    """By its absolute address, which is published; a language that has one shows its own."""
    (small / "content/pictures/share").mkdir()
    for code in ("en", "pl"):
        shutil.copy(PROJECT / f"content/pictures/share/{code}.png", small / f"content/pictures/share/{code}.png")
    build(small, tmp_path / "site")

    for code, shown in (("en", "en"), ("pl", "pl"), ("ar", "en")):
        address = f"https://small.example/sub/pictures/share/{shown}.png"
        assert f'content="{address}"' in (tmp_path / f"site/{code}/help/now/index.html").read_text("utf-8")
        assert (tmp_path / f"site/pictures/share/{shown}.png").is_file()


def test_a_site_without_pictures_names_none(small: Path) -> None:
    """A page must not ask for a picture that is not there."""
    project = read_project(small)

    assert [share_picture(project, language) for language in project.languages] == [None] * 3


def test_the_real_pictures_show_the_words_of_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When a word changes, `check` advises to make them anew and is otherwise content."""
    others = [path.name for path in (PROJECT / "locales/pl/LC_MESSAGES").iterdir() if path.stem not in WITH_WORDS]
    for name in ("content", "locales", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns(*others))
    assert main(["check", "--root", str(tmp_path)]) == DONE
    assert WORDS_FILE not in capsys.readouterr().out

    change(tmp_path / "content/index.md", "title: Pregnancy, birth", "title: Now pregnancy, birth")
    (tmp_path / picture_path(read_project(tmp_path).languages[2])).unlink()
    assert main(["check", "--root", str(tmp_path)]) == DONE
    told = capsys.readouterr().out
    assert f'{WORDS_FILE}:1: the picture for shared links in English does not say "Bump, Birth and Beyond: Now' in told
    assert f"{WORDS_FILE}:1: there is no picture for shared links in Arabic; run make pictures" in told
