"""Hostile input: the worst that is known ends in a finished build or in problems by file and line, in bounds."""

import os
import re
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from builds import Builds, Run
from conftest import SMALL, change

from sitegen.limits import BLOCK_LINES, BRACKETS, BYTES, COLUMNS, PAGE_LINES, PO_BYTES, TEXT
from sitegen.problems import DONE, MEND

SECONDS, MEMORY = 5, 1_000_000_000
"""What a build may take, however hostile a page is."""

PAGE = "content/lessons/two.md"
EASY = "content/help/now.easy.md"
CATALOGUE = "locales/pl/LC_MESSAGES/help.po"
LARGEST = BYTES[".md"] - 200


def times(unit: str, size: int = LARGEST) -> str:
    """Return a text of about some size, of one unit many times."""
    return unit * (size // len(unit.encode()))


def deep(mark: str, levels: int = 150) -> str:
    """Return blocks that stand in each other, as deep as a page has room for."""
    return "\n\n".join("    " * level + mark for level in range(levels))


def blocks(block: str) -> str:
    """Return a page that is full of a block."""
    most = min(LARGEST // (len(block.encode()) + 2), PAGE_LINES // len(block.split("\n")))
    return "\n\n".join([block] * most)


PAGES = {
    # 4 to 60 seconds in Python-Markdown, or a RecursionError.
    "brackets": times("["),
    "brackets closed": "[" * 15_000 + "x" + "]" * 15_000,
    "brackets with words": times("[ "),
    "pictures in pictures": times("![[]()"),
    "footnotes": times("[^"),
    "declarations": times("<!["),
    "sections of XML": times("<![CDATA["),
    "links without an end": times("[a]("),
    "links to tags": times("[a](<b"),
    "links to words": times("[a][b] "),
    "empty links": times("[]("),
    "tags without an end": times("<a "),
    "attributes without an end": times('<p a="'),
    "comments without an end": times("<!-- a"),
    "addresses without an end": times("<http:"),
    "abbreviations": times("*[A1]: t\n"),
    "stars": times("**a"),
    "entities": times("&a;"),
    "backticks": times("`a``"),
    "backslashes": times("\\*"),
    "bars in backticks": "|a|b|\n|-|-|\n" + times("| ` \\| |\n"),
    "fences": times("```a\n"),
    "list marks on a line": times("* ", 1_000),
    "numbers on a line": times("1. "),
    "pluses on a line": times("+ "),
    "quotes on a line": times("> "),
    "lists in lists": deep("- a"),
    "cards in cards": deep('!!! inset ""'),
    "details in details": deep('??? "a"'),
    "meanings in meanings": deep("a\n:   b", 70),
    "terms without an empty line": times("a\n: b\n"),
    "headings without an empty line": times("## a\n"),
    "underlined headings": times("a\n---\n"),
    "rules": times("---\n"),
    "a wide table": "|a" * 6_000 + "\n" + "|-" * 6_000 + "\n" + "|b" * 6_000,
    "a table of short rows": "|a" * 200 + "\n" + "|-" * 200 + "\n" + times("|a\n", 30_000),
    "a long word": times("a"),
    "a number of 40,000 digits": times("1"),
    "a number in Arabic digits up to the cap": blocks("١" * TEXT),
    "accents on a letter": "e" + times("\u0315\u0301\u0327\u0334"),
    "spaces": "a" + " " * LARGEST + "{",
    "tabs": "a" + times("\t"),
    "attributes": "## a {" + times("#a ") + "}",
    # The most that the caps let through.
    "brackets up to the cap": blocks("[" * BRACKETS),
    "brackets closed up to the cap": blocks("[" * BRACKETS + "x" + "]" * BRACKETS),
    "links up to the cap": blocks("[a](../help/now.md) " * BRACKETS),
    "cells up to the cap": blocks("|a" * COLUMNS + "\n" + "|-" * COLUMNS + "\n" + "|b" * COLUMNS),
    "short rows": blocks("|a" * COLUMNS + "\n" + "|-" * COLUMNS + "\n" + "\n".join(["|a"] * (BLOCK_LINES - 2))),
    "headings up to the cap": blocks("\n".join(["## a"] * BLOCK_LINES)),
    "texts up to the cap": "\n\n".join(f"**w{number}** x" for number in range(PAGE_LINES)),
    "words up to the cap": blocks(times("1-", 298) + (" " + times("1-", 298)) * 12),
    "quotation marks up to the cap": blocks('"a ' * (TEXT // 3)),
    "spaces before a brace": blocks("## a" + " " * (TEXT - 5) + "{"),
}
"""The bodies of pages."""

BOMB = "".join(
    f"a{level}: &a{level}\n  <<: [{', '.join([f'*a{level - 1}'] * 9)}]\n  k{level}: 1\n" for level in range(1, 30)
)
YAML = {
    "lists in lists": "a: " + times("["),
    "groups in groups": "a: " + times("{a: "),
    "items in items": times("- "),
    "keys in keys": times("? "),
    "a bomb of merges": f"a0: &a0 {{k0: 1}}\n{BOMB}",
    "a key without an end": times("k"),
    "unknown keys": "\n".join(f"title{number}: a" for number in range(3_000)),
    "equal keys": times("title: a\n"),
    "a long list": "aliases:\n" + times("- a/b\n"),
    "a long list in brackets": "aliases: [" + times("a,") + "]",
    "a character that there is not": 'title: "\\UFFFFFFFF"',
    "half a character": 'title: "\\ud83d"',
    "a version of 6,000 digits": "%YAML 1." + "1" * 6_000,
    "accents": "title: e" + times("\u0315\u0301\u0327\u0334"),
    "brackets in a title": f'title: "{times("[")}"',
    "a long description": f'description: "{times("a ")}"',
}
"""What stands in the front matter, and in the facts."""

TRANSLATIONS = {
    "brackets": times("[", 60_000),
    "brackets with words": times("[ ", 60_000),
    "a long word": times("1-", 60_000),
    "numbers up to the cap": times("1 ", TEXT),
    "dashes up to the cap": times("1–", TEXT),
    "addresses up to the cap": times("a@b.c ", TEXT),
    "brackets up to the cap": times("[a]({1}) ", BRACKETS * 9),
    "stars up to the cap": times("**a ", TEXT),
    "Arabic digits up to the cap": times("١", 2 * TEXT),
}
"""What each translation of a catalogue says."""

ENTITIES = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 9}">' for level in range(1, 30))
SVG = {
    "no end": times("<svg ", BYTES[".svg"]),
    "views without an end": times('<svg viewBox="1 ', BYTES[".svg"]),
    "a view of dots": '<svg viewBox="0 0 1.2.3 ...">',
    "a huge view": f'<svg viewBox="0 0 {"9" * 400} {"9" * 400}">',
    "words like handlers": times("on on", BYTES[".svg"]),
    "groups in groups": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    + times("<g>", BYTES[".svg"] - 100),
    "entities in entities": f'<!DOCTYPE svg [<!ENTITY a0 "{"a" * 999}">{ENTITIES}]><svg viewBox="0 0 9 9">&a29;</svg>',
}


class Case(NamedTuple):
    """One hostile file."""

    path: str
    content: bytes = b""
    made: Callable[[Path], object] | None = None
    """Makes what is no plain file."""


def page(front: str, body: str) -> bytes:
    """Return a page."""
    return f"---\n{front}\n---\n{body}\n".encode()


def huge(path: Path) -> None:
    """Make a file that takes no room and has ten gigabytes."""
    path.unlink()
    with path.open("wb") as file:
        file.truncate(10_000_000_000)


def cases() -> Iterator[tuple[str, Case]]:
    """Give every hostile file with its name."""
    front = "title: Two\ndescription: The second."
    for name, body in PAGES.items():
        yield f"page: {name}", Case(PAGE, page(front, body))
    yield "easy read: brackets", Case(EASY, page(front, times("![](../pictures/shapes/phone.svg) [")))
    for name, text in YAML.items():
        yield f"front matter: {name}", Case(PAGE, page(text, "Words."))
        yield f"facts: {name}", Case("content/facts/dose.yaml", text.encode())
    catalogue = (SMALL / CATALOGUE).read_text("utf-8")
    for name, text in TRANSLATIONS.items():
        said = re.sub(r'(?m)^(msgid ".+"\nmsgstr ").*"$', lambda found: f'{found[1]}{text}"', catalogue)  # noqa: B023
        yield f"catalogue: {name}", Case(CATALOGUE, said.encode())
    entries = "".join(f'\n#~ msgid "{number} {{a}}"\n#~ msgstr "{number} "\n' for number in range(19_000))
    yield "catalogue: obsolete entries", Case(CATALOGUE, (catalogue + entries).encode())
    yield "catalogue: one line", Case(CATALOGUE, (catalogue + "#" * (PO_BYTES - len(catalogue.encode()))).encode())
    for name, text in SVG.items():
        yield f"picture: {name}", Case("content/pictures/shapes/phone.svg", text.encode())
    yield "picture: a PNG without its size", Case("content/pictures/shapes/phone.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    sides = struct.pack(">II", 2**32 - 1, 2**32 - 1)
    yield "picture: a huge PNG", Case("content/pictures/shapes/phone.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + sides)
    yield "file: ten gigabytes", Case(PAGE, made=huge)
    yield "file: a pipe", Case("content/lessons/three.md", made=os.mkfifo)
    yield "file: zeros without an end", Case("content/lessons/three.md", made=lambda path: path.symlink_to("/dev/zero"))


CASES = dict(cases())
SAMPLED = 8
SLOWEST = ("page: cells up to the cap", "page: brackets up to the cap", "catalogue: numbers up to the cap")


def hostile_site(case: Case, root: Path) -> None:
    """Make a small site with one hostile file."""
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("expected", ".known"))
    if case.path.endswith(".png"):
        change(root / "content/help/now.md", "phone.svg", "phone.png")
    if case.made:
        case.made(root / case.path)
    else:
        (root / case.path).write_bytes(case.content)


@pytest.fixture(scope="module")
def ended(builds: Builds, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, Run]:
    """Build a site for each case; without --long for some of them, the slowest among these."""
    long = request.config.getoption("--long")
    names = [name for place, name in enumerate(CASES) if long or place % SAMPLED == 0 or name in SLOWEST]
    folder = tmp_path_factory.mktemp("hostile")
    runs = {}
    for number, name in enumerate(names):
        root = folder / str(number)
        hostile_site(CASES[name], root)
        runs[name] = builds.bounded(root, folder / "site", SECONDS, MEMORY)
        shutil.rmtree(root)
    return runs


def test_hostile_input_ends_in_a_build_or_in_problems_within_bounds(
    ended: dict[str, Run], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every one is refused by file and line, or built, with 5 seconds of a processor and 1 GB of memory."""
    for name, end in ended.items():
        assert end.status in {DONE, MEND}, (name, end)
        if end.status == MEND:
            *problems, count = end.complaint.splitlines()
            assert count.endswith("; nothing was changed"), name
            assert all(re.match(r"(?:content|locales|templates)/[^:]+:[1-9]\d*: .+", line) for line in problems), name
    built = sum(end.status == DONE for end in ended.values())
    most = f"{max(end.seconds for end in ended.values()):.1f} s, {max(end.megabytes for end in ended.values())} MB"
    with capsys.disabled():
        print(f"\n{len(ended)} hostile files: {len(ended) - built} refused, {built} built, each in at most {most}")


def test_what_the_caps_let_through_is_built_and_the_rest_refused(ended: dict[str, Run]) -> None:
    """The caps are where they are said to be."""
    pages = {name: end for name, end in ended.items() if name.startswith(("page: ", "file: "))}

    assert [name for name, end in pages.items() if end.status == DONE] == [
        name for name in pages if "up to the cap" in name
    ]
