"""Nothing that anybody writes runs on a page: vectors through each kind of source are refused, or shown as words."""

import shutil
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import change
from injections import (
    DRAWING,
    DRAWINGS,
    FIRST_LINE,
    MARKDOWN,
    SECTION,
    SETTINGS,
    START,
    Setting,
    add_section,
)

from sitegen.pictures import is_drawing
from sitegen.pipeline import read_project
from sitegen.problems import Problem, SiteError


def problems_of(root: Path) -> list[Problem]:
    """Return what is told of a project."""
    with pytest.raises(SiteError) as caught:
        read_project(root)
    return list(caught.value.problems)


def test_markdown_that_would_run_is_refused_where_it_stands(small: Path) -> None:
    """Each of these by its own page and line, all in one run; none of the others."""
    folder = add_section(small)
    for number, written in enumerate(MARKDOWN):
        (folder / f"v{number}.md").write_text(f"{START}{written.text}\n", "utf-8")
    told: dict[str, list[Problem]] = {}
    for problem in problems_of(small):
        told.setdefault(problem.path, []).append(problem)

    for number, written in enumerate(MARKDOWN):
        found = told.pop(f"content/{SECTION}/v{number}.md", [])
        last = FIRST_LINE + written.text.count("\n")
        assert all(FIRST_LINE <= problem.line <= last for problem in found), written.name
        if written.told:
            assert any(written.told in problem.message for problem in found), f"{written.name}: {found}"
        else:
            assert not found, written.name
    assert not told


def test_settings_that_would_run_are_refused_where_they_stand(small: Path, tmp_path: Path) -> None:
    """Each by its file and line; a run takes one of each file, since a file may be refused as a whole."""
    for number, settings in enumerate(zip_longest(*by_file(found for found in SETTINGS if found.told))):
        root = tmp_path / str(number)
        shutil.copytree(small, root)
        for setting in filter(None, settings):
            change(root / setting.path, setting.old, setting.new)
        told = problems_of(root)
        for setting in filter(None, settings):
            found = [problem for problem in told if setting.told in problem.message]
            first = (small / setting.path).read_text("utf-8").partition(setting.old)[0].count("\n") + 1
            if setting.path.endswith(".svg"):
                assert any(Path(setting.path).name in problem.message for problem in found), setting.name
            else:
                lines = range(first, first + setting.new.count("\n") + 1)
                assert any(problem.path == setting.path and problem.line in lines for problem in found), setting.name


def by_file(settings: Iterable[Setting]) -> list[list[Setting]]:
    """Return settings in a list for each file."""
    found: dict[str, list[Setting]] = {}
    for setting in settings:
        found.setdefault(setting.path, []).append(setting)
    return list(found.values())


def test_a_picture_is_a_drawing_and_no_more() -> None:
    """What is drawn with shapes, gradients and parts of itself is one."""
    passed = [name for name, text in DRAWINGS.items() if is_drawing(text if isinstance(text, bytes) else text.encode())]

    assert passed == []
    assert is_drawing(DRAWING.encode())
