"""Slips of the hand in pages, facts and settings: each is told by file and line, with what was written."""

from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.pipeline import build, read_project
from sitegen.problems import SiteError

PAGE = "content/lessons/two.md"


def told(root: Path) -> list[str]:
    """Return what is told of a project, line by line; nothing where it is sound."""
    try:
        read_project(root)
    except SiteError as error:
        return str(error).split("\n")
    return []


def end_with(root: Path, words: str) -> int:
    """Write a paragraph at the end of a page; return its line."""
    path = root / PAGE
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n{words}\n", "utf-8")
    return text.count("\n") + 3


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"[x](https://a.example/foo\_bar)", "https://a.example/foo_bar"),
        (r"[x](https://a.example/a\*b\*c)", "https://a.example/a*b*c"),
        ("[x](https://en.wikipedia.example/wiki/A_(b))", "https://en.wikipedia.example/wiki/A_(b)"),
    ],
)
def test_a_link_leads_to_the_address_that_was_written(
    written: str, address: str, small: Path, tmp_path: Path
) -> None:
    """Exporters write \\_ for an underscore; brackets in pairs belong to an address."""
    end_with(small, written)
    build(small, tmp_path / "site")

    assert f'href="{address}"'.encode() in read_tree(tmp_path / "site")["en/lessons/two/index.html"]


@pytest.mark.parametrize("address", [r"..\pregnancy\booking.md", r"https://a.example\b"])
def test_a_backslash_in_an_address_is_told_as_it_was_written(address: str, small: Path) -> None:
    """A browser would make a slash of it, or nothing."""
    line = end_with(small, f"[x]({address})")

    assert told(small) == [f'{PAGE}:{line}: the link "{address}" has a backslash; write / in its place']
