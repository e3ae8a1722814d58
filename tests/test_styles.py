"""The style sheets: small, without sides, without other hosts, in colours that can be read."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import product

import pytest
from conftest import PROJECT

from sitegen.assets import STYLE, load_assets

VENDORED = (PROJECT / "templates/styles/10-nhsuk.css").read_text("utf-8")
OWN = (PROJECT / "templates/styles/20-site.css").read_text("utf-8")
BUDGET = 14_000
"""Bytes of gzip, which is what the smallest server gives; brotli is about an eighth less."""

ON_PAPER_COLOURS = ("--page", "--panel", "--notice", "--callout", "--emergency-strip", "--footer")
READ = ("--text", "--muted", "--link", "--link-visited", "--link-hover")
PAIRS = [
    *product(READ, ("--page", "--panel")),
    *product(("--text", "--link"), ON_PAPER_COLOURS),
    ("--on-brand", "--brand"),
    ("#ffffff", "--red"),
    ("#ffffff", "--emergency-body"),
    ("--on-button", "--button"),
    ("--focus-text", "--focus"),
    ("#212b32", "--yellow"),
]
"""Letters and what is behind them."""


def schemes() -> Iterator[tuple[str, dict[str, str]]]:
    """Give each scheme's colours, as they lie over each other in the sheet."""
    sheet = re.sub(r"@media print \{.*", "", OWN, flags=re.DOTALL)
    blocks = re.findall(r'(?:@media ([^{]*) )?\{?\s*:root(\[data-contrast="high"\])? \{([^}]*)\}', sheet)
    for name, dark, high in (
        ("light", False, ""),
        ("dark", True, ""),
        ("high contrast", False, "media"),
        ("dark high contrast", True, "media"),
        ("chosen contrast", False, "data"),
        ("dark chosen contrast", True, "data"),
    ):
        found: dict[str, str] = {}
        for media, chosen, block in blocks:
            fits = (dark or "dark" not in media) and (high == "media" or "contrast" not in media)
            if fits and (high == "data" or not chosen):
                found |= dict(re.findall(r"(--[\w-]+): (?:var\(--owner-colour, )?(#\w+)", block))
        yield name, found


def luminance(colour: str) -> float:
    """Return a colour's relative luminance, after WCAG."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, after WCAG."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("scheme", "found"), [pytest.param(*scheme, id=scheme[0]) for scheme in schemes()])
def test_letters_stand_out_from_what_is_behind_them(scheme: str, found: dict[str, str]) -> None:
    """At least 4.5 to 1, and 7 to 1 where the reader wants more contrast."""
    least = 7 if "contrast" in scheme else 4.5
    seen = {(front, back): contrast(found.get(front, front), found.get(back, back)) for front, back in PAIRS}

    assert {pair: round(value, 2) for pair, value in seen.items() if value < least} == {}


def test_every_custom_property_that_is_used_is_set() -> None:
    """A property without a value leaves letters without a colour; the owner's has a colour in its place."""
    used = set(re.findall(r"var\((--[\w-]+)", VENDORED + OWN))

    assert used - set(re.findall(r"(--[\w-]+):", OWN)) == {"--owner-colour"}


def test_the_sheets_know_no_left_and_right() -> None:
    """Or they would be wrong in Arabic; a shape that is mirrored as a whole may."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", VENDORED + OWN, flags=re.DOTALL))
    sided = re.compile(r"(?:^|[;\s-])(?:left|right)(?:-[\w-]+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)")

    assert [name for name, body in rules if sided.search(body) and "scaleX(var(--flip))" not in body] == []


def test_what_a_screen_shows_needs_no_selector_that_old_phones_lack() -> None:
    """They leave out a whole rule with `:is()`, and header and menu would stand in the colour of other links.

    One rule has `:where()`, for its weight: there links that were visited would look so.
    """
    sheets = [path.read_text("utf-8") for path in sorted((PROJECT / "templates/styles").glob("*.css"))]
    screen = [re.sub(r"@media print \{.*?\n\}", "", sheet, flags=re.DOTALL) for sheet in sheets]

    assert [
        rule for sheet in screen for rule in re.findall(r"(?:^|\})([^{}]*):is\(", sheet) if ":where(" not in rule
    ] == []


def test_no_rule_of_the_vendored_sheet_is_for_a_class_that_nothing_writes() -> None:
    """`make styles` leaves such rules out."""
    files = [*PROJECT.glob("templates/**/*.html"), *PROJECT.glob("templates/**/*.js"), *PROJECT.glob("sitegen/*.py")]
    written = set(re.findall(r"nhsuk-[a-z][\w-]*", "".join(path.read_text("utf-8") for path in files)))
    starts = tuple(name for name in written if name.endswith("--"))
    selectors = re.sub(r"\{[^{}]*\}|:not\([^()]*\)|/\*.*?\*/", "", VENDORED, flags=re.DOTALL)

    assert {
        name
        for name in re.findall(r"\.(nhsuk-[\w-]+)", selectors)
        if name not in written and not name.startswith(starts)
    } == set()


def test_the_style_sheet_is_small_and_asks_no_other_host() -> None:
    """One sheet, whose only file is the Urdu font; no font of the NHS."""
    style = load_assets(PROJECT, [])[STYLE]

    assert len(gzip.compress(style, mtime=0)) < BUDGET
    assert re.findall(r"url\(([\w-]+)", style.decode()) == ["noto-nastaliq-urdu"]
    assert not re.search(r"https?:|@import|frutiger", style.decode(), re.IGNORECASE)


def test_what_the_sheet_is_made_of_is_pinned_without_addresses() -> None:
    """Each package by version and hash; the sheet says which nhsuk-frontend it is."""
    package = json.loads((PROJECT / "styles/package.json").read_text("utf-8"))
    lock = (PROJECT / "styles/package-lock.json").read_text("utf-8")
    packages = [entry for name, entry in json.loads(lock)["packages"].items() if name]

    assert "://" not in lock
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert all(re.fullmatch(r"[\d.]+", version) for version in package["dependencies"].values())
    assert VENDORED.startswith(f"/*! nhsuk-frontend {package['dependencies']['nhsuk-frontend']}, MIT licence")
    assert (PROJECT / "styles/noto-nastaliq-urdu.LICENCE.txt").is_file()
