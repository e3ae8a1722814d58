"""Block Markdown: the library with our fixed set of extensions, care cards and details among them."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableExtension

from sitegen.marked import plain_markdown
from sitegen.model import FACT_TOKEN
from sitegen.patterns import pattern

CARDS = ("emergency", "urgent", "non-urgent", "important", "inset", "do", "dont")
"""The kinds of block that ``!!!`` opens; ``???`` opens details."""

_GUARDED = pattern("\ue010(.*?)\ue011")


class CardProcessor(AdmonitionProcessor):
    """``!!! kind "Title"`` opens a care card or callout; without a title it has none."""

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """Return the kind and the title; the library would make up a title from the kind."""
        return match[1].lower(), match[2] or None


class DetailsProcessor(AdmonitionProcessor):
    """``??? "Title"`` opens a details block."""

    CLASSNAME = "details"
    RE = re.compile(r'(?:^|\n)\?\?\?() +"(.*?)" *(?:\n|$)')


class Blocks(Extension):
    """The care cards, callouts and details of our Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the block processors."""
        md.parser.blockprocessors.register(CardProcessor(md.parser), "card", 105)
        md.parser.blockprocessors.register(DetailsProcessor(md.parser), "details", 106)


def block_markdown() -> Markdown:
    """Return a Markdown object with the project's fixed set of extensions."""
    return plain_markdown(TableExtension(), DefListExtension(), AttrListExtension(), Blocks())


def guarded(text: str) -> str:
    """Return Markdown with its facts hidden from the attribute lists, which use braces too."""
    return FACT_TOKEN.sub("\ue010\\1\ue011", text)


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return _GUARDED.sub(r"{\1}", text)
