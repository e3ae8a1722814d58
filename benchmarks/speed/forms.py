"""The body of a page in the Markdown of each generator: they differ in links, pictures and cards."""

import os
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from leaves import PICTURES, Block, Leaf

_MARKS = {"paragraph": "", "heading": "## ", "list": "- ", "steps": "1. "}
"""What stands before each text of a block."""

_COLUMNS = 3
_LINK = re.compile(r"\]\(([^)]+)\)")


class Form(NamedTuple):
    """How a generator wants its Markdown."""

    link: str
    """What stands before a link's path, which is seen from the folder of the page."""

    pictures: str
    """The folder of the pictures, seen from that of a section."""

    card: Callable[[str, str, list[str]], list[str]]
    """Makes the lines of a card or of details from the kind, the title and the lines in it."""


def body(leaf: Leaf, form: Form, said: Callable[[str], str] = str) -> str:
    """Return the body of a page, each text as it is said in a language."""
    return "".join("\n" + "".join(f"{line}\n" for line in _lines(block, leaf, form, said)) for block in leaf.blocks)


def _lines(block: Block, leaf: Leaf, form: Form, said: Callable[[str], str]) -> list[str]:
    texts = [linked(said(text), leaf, form) for text in block.texts]
    if block.kind in _MARKS:
        return [_MARKS[block.kind] + text for text in texts]
    if block.kind == "table":
        return _table(texts)
    if block.kind == "picture":
        folder = form.pictures if leaf.section else form.pictures.removeprefix("../")
        return [f"![{texts[0]}]({folder}/{PICTURES[block.texts[0]]})"]
    title, *rest = texts
    return form.card(block.kind, title, rest if block.kind == "details" else [f"- {text}" for text in rest])


def linked(text: str, leaf: Leaf, form: Form) -> str:
    """Return a text whose links lead from the folder of its page."""
    return _LINK.sub(lambda link: f"]({form.link}{os.path.relpath(link[1], leaf.section or '.')})", text)


def _table(texts: Sequence[str]) -> list[str]:
    rows = [f"| {' | '.join(texts[start : start + _COLUMNS])} |" for start in range(0, len(texts), _COLUMNS)]
    return [rows[0], "|" + " --- |" * _COLUMNS, *rows[1:]]
