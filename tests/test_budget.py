"""A page is light enough for a poor line, or the build says which is not."""

import random
import zlib
from pathlib import Path

import pytest
from conftest import change

from sitegen import budget
from sitegen.assets import asset_address
from sitegen.budget import STYLE_BUDGET, Budget
from sitegen.pipeline import build
from sitegen.problems import SiteError


def noise(length: int) -> str:
    """Return text that hardly compresses: a letter takes about 4 bits."""
    return "".join(random.Random(1).choices("abcdefghijklmnop", k=length))  # noqa: S311


def test_a_page_over_the_budget_is_told_with_its_file(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the languages in which it is too long; nothing is written."""
    monkeypatch.setattr(budget, "PAGE_BUDGET", 6_000)
    page = small / "content/help/now.md"
    text = noise(9_000)
    words = "\n\n".join(text[start : start + 200] for start in range(0, len(text), 200))
    page.write_text(page.read_text("utf-8") + f"\n{words}\n", "utf-8")

    with pytest.raises(SiteError, match=r"content/help/now\.md:1: the page en/help/now/index\.html takes \d\.\d KB"):
        build(small, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_what_a_page_loads_counts_once() -> None:
    """The style sheet and scripts of the page, however often they are named; not those that it may ask for later."""
    assets = {
        "site.css": noise(20_000).encode(),
        "menu.js": noise(40_000).encode(),
        "search.js": noise(60_000).encode(),
    }
    style, menu, search = (f"../{asset_address(assets, name)}" for name in assets)
    head = f'<link rel="stylesheet" href="{style}"><script defer src="{menu}"></script><script src="{menu}"></script>'
    heavy = f'{head}<script defer src="{search}"></script>'
    room = f'{head}<form data-search="{search}">{noise(5_000)}'
    scales = Budget(assets, {"a/": "content/a.md"})

    assert scales.of_file("en/a/index.html", room.encode()) == []
    (problem,) = scales.of_file("en/a/index.html", heavy.encode())
    assert problem.path == "content/a.md"
    weight = sum(len(zlib.compress(content, 9)) for content in assets.values()) / 1000
    assert f"{weight:.1f} KB of it style and scripts" in problem.message


def test_a_style_sheet_over_its_budget_is_told() -> None:
    """It holds up the first look at every page."""
    (problem,) = Budget({"site.css": noise(3 * STYLE_BUDGET).encode()}, {}).of_style()

    assert problem.path == "templates/styles"
    assert Budget({"site.css": b"p{}"}, {}).of_style() == []


@pytest.mark.parametrize(
    "words", [noise(12_000), noise(12_000) + "a" * 30_000, "a" * 30_000 + noise(12_000), "a b " * 9_000]
)
def test_a_page_is_as_heavy_as_all_of_it_wherever_it_hardly_compresses(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only as much is compressed as shows that a page is light; what is too heavy by a byte is told."""
    weight = len(zlib.compress(words.encode(), 9))
    for room, heavy in ((1.2, False), (1, False), (1 - 1 / weight, True)):
        monkeypatch.setattr(budget, "PAGE_BUDGET", round(room * weight))
        assert bool(Budget({}, {}).of_file("en/a/index.html", words.encode())) is heavy


def test_a_style_sheet_over_its_budget_stops_the_build(small: Path, tmp_path: Path) -> None:
    """With the other problems, when all pages were made."""
    styles = small / "templates/styles"
    styles.mkdir()
    (styles / "site.css").write_text(f"p{{content:'{noise(3 * STYLE_BUDGET)}'}}", "utf-8")
    change(small / "templates/base.html", 'asset("small.css")', 'asset("site.css")')

    with pytest.raises(SiteError, match=r"^templates/styles:1: the style sheet takes 2\d\.\d KB compressed"):
        build(small, tmp_path / "site")
