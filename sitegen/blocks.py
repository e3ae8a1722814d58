"""Block Markdown: the library with our fixed set of extensions, care cards and details among them."""

import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import (
    AttrListExtension,
    AttrListTreeprocessor,
    get_attrs_and_remainder,
    isheader,
)
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.treeprocessors import Treeprocessor

from sitegen.marked import plain_markdown
from sitegen.model import FACT_TOKEN
from sitegen.patterns import pattern

CARDS = ("emergency", "urgent", "non-urgent", "important", "inset", "do", "dont")
"""The kinds of block that ``!!!`` opens; ``???`` opens details."""

UNEVEN = "uneven"
"""What is wrong with a row of a table; no attribute of the page has this name."""

_GUARDED = pattern("\ue010(.*?)\ue011")

_LIST = pattern(AttrListTreeprocessor.BASE_RE)
_ID = pattern(r"[a-z][a-z0-9-]*")
FRAME_ID = pattern(r"top|main|emergency|site-search(-words)?|reading-(size|contrast|spacing|font)-.*")
"""Ids that the frame of every page has."""


class CardProcessor(AdmonitionProcessor):
    """``!!! kind "Title"`` opens a care card or callout; without a title it has none."""

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """Return the kind and the title; the library would make up a title from the kind."""
        return match[1].lower(), match[2] or None


class DetailsProcessor(AdmonitionProcessor):
    """``??? "Title"`` opens a details block."""

    CLASSNAME = "details"
    RE = re.compile(r'(?:^|\n)\?\?\?() +"(.*?)" *(?:\n|$)')


class RowsProcessor(TableProcessor):
    """A table; of a row with more cells than columns the library drops some, of one with fewer it makes some up."""

    def _build_row(self, row: str, parent: ET.Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        cells = len(self._split_row(row))  # type: ignore[attr-defined]
        if cells != len(align):
            count = f"{cells} cell{'s' * (cells > 1)}, and its table {len(align)} columns"
            parent[-1].set(
                UNEVEN,
                f'the row "{row}" has {count}; write as many, with | | for an empty one and \\| for the sign itself',
            )


class Tables(TableExtension):
    """Tables that tell such rows."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the block processor."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(RowsProcessor(md.parser, self.getConfigs()), "table", 75)


class Blocks(Extension):
    """The care cards, callouts and details of our Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the block processors."""
        md.parser.blockprocessors.register(CardProcessor(md.parser), "card", 105)
        md.parser.blockprocessors.register(DetailsProcessor(md.parser), "details", 106)


class Step(Treeprocessor):
    """A function as one of the steps by which the library works on a page's tree."""

    def __init__(self, step: Callable[[ET.Element], None]) -> None:
        self._step = step

    def run(self, root: ET.Element) -> None:
        """Take the step."""
        self._step(root)


def block_markdown() -> Markdown:
    """Return a Markdown object with the project's fixed set of extensions."""
    return plain_markdown(Tables(), DefListExtension(), AttrListExtension(), Blocks())


def split_attributes(block: ET.Element) -> tuple[str, str]:
    """Return a block's text without and then with only its attribute list, which the library reads later."""
    text = block.text or ""
    if "{" not in text:  # as in most
        return text, ""
    at_end = isheader(block) or block.tag in {"dt", "td", "th"}
    pattern = AttrListTreeprocessor.HEADER_RE if at_end else AttrListTreeprocessor.BLOCK_RE
    found = pattern.search(text)
    if not found or get_attrs_and_remainder(found[1])[1]:
        return text, ""
    return text[: found.start()], text[found.start() :]


def attribute_faults(attributes: str) -> Iterator[str]:
    """Give what an attribute list must not hold, and what to do."""
    found = _LIST.search(attributes)
    for name, value in get_attrs_and_remainder(found[1])[0] if found else ():
        if name not in {".", "id"} or not _ID.fullmatch(value or ""):
            written = unguarded(attributes).strip()
            yield f'"{written}" is not allowed; use {{#name}}: small letters, digits and hyphens, no spaces'
        elif name == "id" and FRAME_ID.fullmatch(value):
            yield f'every page has an id "{value}" already; use another'


def is_aligned(block: ET.Element) -> bool:
    """Tell whether a block heads a column that the library would align by inline style, which our policy forbids."""
    return block.tag == "th" and "style" in block.attrib


def guarded(text: str) -> str:
    """Return Markdown with its facts hidden from the attribute lists, which use braces too."""
    return FACT_TOKEN.sub("\ue010\\1\ue011", text)


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return _GUARDED.sub(r"{\1}", text) if "\ue010" in text else text
