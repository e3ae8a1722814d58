"""Inline Markdown as Python-Markdown reads it: texts with marks, taken apart and as HTML."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from typing import cast
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    DelimiterProcessor,
    ImageInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)

from sitegen.model import FACT_TOKEN, FactToken, LinkToken, Piece
from sitegen.patterns import pattern

LINK_TOKEN = pattern(r'(?<=<a) href="\{(\d+)\}"')
_HIDDEN = pattern("\ue000(\\d+)\ue001")
_HARD_BREAK = pattern(" {2,}\n[ \t]*")
_SPACES = pattern("[ \t\n]+")
_TARGET = pattern(r"\]\(\{\d+\}\)")
_OPEN_LINK = pattern(r"\]\((?!\{\d+\}\))")
_TAG = pattern(r"<[^>]*>")
_ESCAPE = pattern(r"\\([\\`*_{}\[\]()>#+.!-])")
"""What Python-Markdown takes for the sign itself; a backslash before any other sign is a backslash."""

_BACKSLASH = pattern(r"\\([!-/:-@\[-`{-~])")
"""What means nothing to Python-Markdown, be the backslash a part of the text or not."""

_MASK = 0xE200
_MASKED = pattern("\ue020([\ue200-\ue27f])")
"""Such a pair while links are looked for: two signs that mean nothing, so that what follows keeps its place."""

_LOOSE_EMPHASIS = pattern(r"<(?:em|strong)>\s|\s</(?:em|strong)>")
"""Emphasis that begins or ends with a space is not what anybody wrote: "5 * 3 * 2" has none."""

_KEPT = 5_000
"""So many texts are kept as HTML: those of a language and the English beside it, at a thousand pages."""

_FORBIDDEN = (
    (pattern(r"</?[a-zA-Z!?][^>]*>?"), "HTML is not allowed; use Markdown, or take it out"),
    (pattern(r"\{[:#.][^}]*\}?"), "an attribute list belongs at the end of a block; move it there"),
    (pattern(r"\[[^\]]*\]\[[^\]]*\]|^\[[^\]]+\]:"), "a reference link is not allowed; write [words](address)"),
    (
        pattern(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+[0-9]*);"),
        "type the character itself, not its code",
    ),
    (pattern(r"`"), "code is not allowed; write it as words"),
)


class _Link(LinkInlineProcessor):
    """A link; one whose round bracket is not closed is none."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802 - the library's name
        """Return address, title, end and whether it is a link; Python-Markdown 3.11 can end one before its start."""
        address, title, end, found = super().getLink(data, index)
        return address, title, end, found and end > index


class _Image(_Link, ImageInlineProcessor):
    """A picture, likewise."""


def plain_markdown(*extensions: Extension) -> Markdown:
    """Return a Markdown object without raw HTML, automatic links, reference links and emphasis by underscores.

    It takes extensions and not their names, for which the library would look through all that is installed.
    """
    md = Markdown(extensions=list(extensions))
    md.ESCAPED_CHARS.append("|")  # as in a cell of a table
    md.preprocessors.deregister("html_block")
    md.parser.blockprocessors.deregister("reference")
    for name in ("html", "entity", "autolink", "automail", "reference", "short_reference"):
        md.inlinePatterns.deregister(name)
    for name in ("image_reference", "short_image_ref"):
        md.inlinePatterns.deregister(name)
    md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)
    md.inlinePatterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 150)
    cast("DelimiterProcessor", md.delimiters).remove("_")
    return md


class Marked:
    """Renders and takes apart texts that have marks; every text is rendered once."""

    def __init__(self) -> None:
        self._markdown = plain_markdown()
        self._markdown.treeprocessors["inline"].run(ET.Element("p"))
        patterns = self._markdown.inlinePatterns
        self._code = cast("InlineProcessor", patterns["backtick"])
        self._link = cast("LinkInlineProcessor", patterns["link"])
        self._image = cast("ImageInlineProcessor", patterns["image_link"])
        self.pieces: Callable[[str], tuple[Piece, ...]] = lru_cache(_KEPT)(self._pieces)
        """Gives a text's HTML in pieces."""

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        return tuple(self._cut(text))

    def _cut(self, text: str) -> Iterator[Piece]:
        facts: list[str] = []

        def hide(found: re.Match[str]) -> str:
            facts.append(found[1])
            return f"\ue000{len(facts) - 1}\ue001"

        hidden = FACT_TOKEN.sub(hide, text)
        for position, piece in enumerate(_HIDDEN.split(self._html(hidden.replace("\n", "  \n")))):
            if position % 2:
                yield FactToken(facts[int(piece)])
                continue
            for place, part in enumerate(LINK_TOKEN.split(piece)):
                if place % 2:
                    yield LinkToken(int(part))
                elif part:
                    yield part

    def _html(self, text: str) -> str:
        paragraph = ET.Element("p")
        paragraph.text = text
        root = ET.Element("div")
        root.append(paragraph)
        self._markdown.reset()  # or a text could inherit emphasis from the one before
        for name in ("inline", "prettify", "unescape"):
            root = self._markdown.treeprocessors[name].run(root) or root
        return self._markdown.serializer(root[0]).strip()[len("<p>") : -len("</p>")]

    def leading_picture(self, text: str) -> tuple[str, str, str] | None:
        """Return the source, description and following text of a picture that opens a text."""
        for start, end, image in self._matches(self._image, text):
            if start == 0:
                return _ESCAPE.sub(r"\1", image.get("src", "")), image.get("alt", ""), text[end:].strip()
        return None

    def tokenise(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return a block's text as a message, its link targets as ``{1}`` …, and those targets.

        White space is collapsed, so that re-wrapping a paragraph keeps its translations.
        """
        targets: list[str] = []
        pieces: list[str] = []
        done = 0
        for start, end, target in self._links(self._masked(text)) if "[" in text else ():
            if target not in targets:
                targets.append(target)
            pieces += [text[done:start], f"({{{targets.index(target) + 1}}})"]
            done = end
        lines = _HARD_BREAK.split("".join([*pieces, text[done:]]).strip())
        return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines), tuple(targets)

    def faults(self, text: str) -> Iterator[str]:
        """Give what a block's text must not hold, quoted, and what to do."""
        masked = self._masked(text)
        for forbidden, message in _FORBIDDEN:
            for found in forbidden.finditer(text if forbidden.pattern == "`" else masked):
                yield f'"{text[found.start() : found.end()]}": {message}'
        if self._image.getCompiledRegExp().search(masked):
            yield "a picture stands inside a sentence; put it alone in a paragraph or at the start of one"
        elif not self._keeps_its_words(self.tokenise(text)[0]):
            yield "Python-Markdown does not keep all of this text as it is; use fewer * signs, and close each bracket"

    def _keeps_its_words(self, message: str) -> bool:
        """Tell whether a message's HTML has its letters and digits.

        Python-Markdown 3.11 can move emphasis or leave the name of a placeholder (its new emphasis parser keeps
        positions between calls), so what it gives is compared with what it got.
        """
        pieces = self.pieces(message)
        # A fact stands for words, so emphasis may begin or end with one.
        shown = "".join(piece if isinstance(piece, str) else "…" * isinstance(piece, FactToken) for piece in pieces)
        written = _TARGET.sub("]", FACT_TOKEN.sub("", message))
        same_words = _word_characters(_TAG.sub("", shown)) == _word_characters(written)
        if _OPEN_LINK.search(self._masked(message)):
            return False
        return same_words and not _LOOSE_EMPHASIS.search(shown)

    def _masked(self, text: str) -> str:
        """Blank out code and escaped characters, as Python-Markdown does before it looks for links."""
        for start, end, _ in list(self._matches(self._code, text)) if "`" in text else ():
            text = text[:start] + "x" * (end - start) + text[end:]
        return _BACKSLASH.sub(lambda found: f"\ue020{chr(_MASK + ord(found[1]))}", text)

    def _links(self, masked: str) -> Iterator[tuple[int, int, str]]:
        """Give where each link's bracketed target starts and ends, and the target, its escapes resolved."""
        for start, end, element in self._matches(self._link, masked):
            _, after_text, _ = self._link.getText(masked, start + 1)
            written = _MASKED.sub(lambda found: f"\\{chr(ord(found[1]) - _MASK)}", element.get("href", ""))
            yield after_text, end, _ESCAPE.sub(r"\1", written)

    def _matches(self, processor: InlineProcessor, text: str) -> Iterator[tuple[int, int, ET.Element]]:
        """Give where a pattern matches, as Python-Markdown would find it; escapes come with an empty element."""
        position = 0
        while found := processor.getCompiledRegExp().search(text, position):
            node, start, end = processor.handleMatch(found, text)
            if start is None or end is None:
                position = found.end()
                continue
            yield start, end, node if isinstance(node, ET.Element) else ET.Element("text")
            position = end


def _word_characters(text: str) -> str:
    return re.sub(r"[\W_]", "", unescape(text))
