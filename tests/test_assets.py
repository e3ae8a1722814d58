"""Assets have names that change with their bytes."""

from pathlib import Path

import pytest

from sitegen.assets import asset_address, load_assets
from sitegen.templates import DrawingError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with two style sheets, one of which names a font."""
    for name, text in {
        "styles/10-base.css": "p{}",
        "styles/20-own.css": "@font-face{src:url(serif.woff2)}",
        "assets/serif.woff2": "font",
    }.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_style_sheets_become_one_in_the_order_of_their_names(project: Path) -> None:
    """A page asks for one file; the fonts that it names have their own changing names."""
    assets = load_assets(project, [])

    font = asset_address(assets, "serif.woff2").removeprefix("assets/")
    assert assets["site.css"].decode() == f"p{{}}\n@font-face{{src:url({font})}}"


def test_a_changed_font_changes_the_name_of_the_style_sheet_too(project: Path) -> None:
    """So that no browser shows an old font with a new page."""
    before = load_assets(project, [])
    (project / "templates/assets/serif.woff2").write_text("another", "utf-8")
    after = load_assets(project, [])

    assert asset_address(before, "site.css") != asset_address(after, "site.css")


def test_a_phone_gets_the_rules_and_licences_of_the_sheets_and_no_comments(project: Path) -> None:
    """Comments and indents are for those who change the sheets."""
    sheet = "/*! By A, MIT */\n\n/* Why: a\n   reason */\np {\n  color: red; /* as blood */\n}\n"
    (project / "templates/styles/90-more.css").write_text(sheet, "utf-8")

    style = load_assets(project, [])["site.css"].decode()
    assert style.endswith("/*! By A, MIT */\np {\ncolor: red;\n}\n")


def test_a_phone_gets_the_code_and_licences_of_the_scripts_and_no_lines_of_comment(project: Path) -> None:
    """What only looks like a comment, or stands behind code, stays."""
    code = "let a = 1; // one\n\nlet b = 'https://b';\n  /* c */ a();\n"
    script = f"/*! MIT */\n/*\n * About it.\n */\n  // How.\n{code}/* d */\n"
    (project / "templates/assets/a.js").write_text(script, "utf-8")

    assert load_assets(project, [])["a.js"].decode() == f"/*! MIT */\n{code}"


def test_an_asset_that_is_not_there_is_told(project: Path) -> None:
    """A template that names it fails, with file and line as any template does."""
    with pytest.raises(DrawingError, match=r'no asset "menu\.js"'):
        asset_address(load_assets(project, []), "menu.js")


def test_the_owners_colour_is_part_of_the_style_sheet(project: Path) -> None:
    """So that no page needs a style of its own, which the Content-Security-Policy forbids."""
    assets = load_assets(project, [], "#7c2855")

    assert assets["site.css"].decode().endswith(":root{--owner-colour:#7c2855}\n")
    assert asset_address(assets, "site.css") != asset_address(load_assets(project, []), "site.css")
