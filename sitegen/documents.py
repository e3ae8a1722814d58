"""Cutting Markdown into structure and texts, once for all languages.

Python-Markdown parses the blocks.  A tree processor ahead of its ``inline`` step takes each block's raw text as a
segment and leaves a hole; Python-Markdown finishes and serialises the tree, and the result is split at the holes.
Cutting loses nothing: a document filled with its own segments is what Python-Markdown makes of the page
(white space apart, since a line break inside a paragraph means nothing in HTML).
"""

from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as ET

from markdown.extensions.attr_list import isheader
from markdown.extensions.toc import slugify, strip_tags, unique

from sitegen.blocks import (
    CARDS,
    FRAME_ID,
    UNEVEN,
    Step,
    attribute_faults,
    block_markdown,
    guarded,
    is_aligned,
    split_attributes,
    unguarded,
)
from sitegen.inline import Inline
from sitegen.limits import page_faults
from sitegen.lines import Locator, Source, take_notes
from sitegen.marked import Marked
from sitegen.misread import misread, stray
from sitegen.model import Segment
from sitegen.pages import Card, Document, Hole, Mark, Part, Picture
from sitegen.patterns import pattern
from sitegen.problems import Problem

_CRITICAL_CARDS = ("emergency", "urgent")
_HEADING = pattern(r"h[1-6]")

MARKED, BARE, END = "\ue100", "\ue101", "\ue102"
_SEAM = pattern(f'( data-mark="\\d+"|[{MARKED}{BARE}]\\d+{END}|<block n="\\d+">|</block>)')
_ALIGNED = "the columns of a table cannot be aligned; write --- without colons below this line"
_ROLES = {"li": "item", "dd": "item", "td": "cell", "th": "cell", "dt": "term"}
_JUDGED = ("paragraph", "item", "term")  # a cell and a heading may begin like an item, as in "1. Wash"


class Cutter:
    """Cuts pages into documents; one is made for a build, so that equal texts are rendered once."""

    def __init__(self, inline: Inline) -> None:
        self._inline = inline
        self._markdown = block_markdown()
        self._markdown.block_level_elements.append("block")

    def cut(self, path: str, text: str, first_line: int, problems: list[Problem], register: str = "") -> Document:
        """Return a page's Markdown as a document; `first_line` is where the text starts in the file."""
        source = take_notes(guarded(text).expandtabs(4).split("\n"), first_line)
        if faults := [Problem(path, *fault) for fault in page_faults(source.lines)]:
            problems.extend(faults)
            return Document((), (), frozenset())
        page = _Page(self._inline, source, problems, path, register)
        page.judge_lines()
        processors = self._markdown.reset().treeprocessors
        processors.register(Step(page.take_texts), "texts", 25)
        processors.register(Step(page.give_anchors), "anchors", 5)
        html = self._markdown.convert("\n".join(line for _, line in source.lines))
        page.judge_marks()
        return Document(page.parts(iter(_SEAM.split(html))), tuple(page.segments), frozenset(page.anchors))


class _Page:
    """One page while it is cut."""

    def __init__(self, inline: Inline, source: Source, problems: list[Problem], path: str, register: str) -> None:
        self.segments: list[Segment] = []
        self.anchors: set[str] = set()
        self._blocks: list[Card | Picture] = []
        self._inline = inline
        self._marked: Marked = inline.marked
        self._locator = Locator(source.lines)
        self._source = source
        self._in_critical_card = False
        self._problems = problems
        self._path = path
        self._register = register
        self._trail: dict[str, str] = {}
        self._told: set[int] = set()

    def take_texts(self, root: ET.Element) -> None:
        """Replace every text below an element by a hole."""
        for child in list(root):
            self._take_block(child)
            if child.tail and child.tail.strip():
                child.tail = self._hole(child.tail, "paragraph", bare=True)

    def _take_block(self, block: ET.Element) -> None:
        classes = block.get("class", "").split()
        if block.tag == "pre":
            line = self._locator.find("".join(block.itertext()))
            self._complain(line, "text indented by 4 spaces becomes code; take the spaces away")
        elif block.tag == "div" and classes and classes[0] in {"admonition", "details"}:
            self._take_card(block, classes)
        elif block.tag == "p" and (picture := self._marked.leading_picture((block.text or "").strip())):
            self._take_picture(block, *picture)
        else:
            uneven = block.attrib.pop(UNEVEN, "")
            self._take_text(block)
            self.take_texts(block)
            if uneven:
                self._complain(self._locator.below(0), unguarded(uneven))

    def _take_text(self, block: ET.Element) -> None:
        if not block.text or not block.text.strip():
            if isheader(block):
                self._complain(self._locator.find("#"), "a heading has no words; write them, or take the # away")
            elif is_aligned(block):
                self._complain(self._locator.find("|"), _ALIGNED)
            return
        text, attributes = split_attributes(block)
        role = "heading" if isheader(block) else _ROLES.get(block.tag, "paragraph")
        bare = len(block) > 0
        number = len(self.segments)
        if role == "heading":
            self._trail = {tag: above for tag, above in self._trail.items() if tag < block.tag}
        block.text = self._hole(text, role, bare=bare) + attributes
        line = self.segments[number].line
        if not bare:
            block.set("data-mark", str(number))
        if role == "heading":
            self._trail[block.tag] = self.segments[number].text
        if block.tag == "h1":
            self._complain(line, "the page's title is its only heading of level 1; start this one with ##")
        elif is_aligned(block):
            self._complain(line, _ALIGNED)
        for message in attribute_faults(attributes) if attributes else ():
            self._complain(line, message)

    def _take_card(self, block: ET.Element, classes: list[str]) -> None:
        kind = " ".join(classes[1:]) or "details"
        outer_critical, self._in_critical_card = self._in_critical_card, kind in _CRITICAL_CARDS
        title = None
        if len(block) and block[0].get("class") == "admonition-title":
            title = self._segment(block[0].text or "", "heading")
            block.remove(block[0])
        line = (
            self.segments[title].line
            if title is not None
            else self._locator.find("???" if kind == "details" else "!!!")
        )
        if kind not in (*CARDS, "details"):
            hint = ", and write its heading in double quotes" if " " in kind else ""
            self._complain(line, f'there is no block "{kind}"; use one of: {", ".join(CARDS)}{hint}')
        elif title is None and kind != "inset":
            self._complain(line, f'the block "{kind}" has no heading; write it in double quotes on the same line')
        if not len(block) and not (block.text or "").strip():
            self._complain(line, f'the block "{kind}" has nothing in it; indent what belongs in it by 4 spaces')
        self._become_block(block, Card(kind, title, (), line))
        outer, self._trail = self._trail, dict(self._trail)
        if title is not None:
            self._trail["h9"] = self.segments[title].text
        self.take_texts(block)
        self._trail = outer
        self._in_critical_card = outer_critical

    def _take_picture(self, block: ET.Element, source: str, alt: str, text: str) -> None:
        line = self._locator.find(block.text or "")
        described = self._segment(alt, "alt", line) if alt.strip() else None
        beside = self._segment(text, "paragraph", line) if text else None
        if described is None and beside is None:
            self._complain(line, f'the picture "{source}" has no description; write it in the square brackets')
        self._become_block(block, Picture(source, described, beside, line))
        block.text = None

    def _become_block(self, element: ET.Element, block: Card | Picture) -> None:
        element.tag = "block"
        element.attrib.clear()
        element.set("n", str(len(self._blocks)))
        self._blocks.append(block)

    def _hole(self, raw: str, role: str, *, bare: bool) -> str:
        return f"{BARE if bare else MARKED}{self._segment(raw, role)}{END}"

    def _segment(self, raw: str, role: str, line: int | None = None) -> int:
        line = line or self._locator.find(raw)
        raw = unguarded(raw)
        for message in self._inline.faults(raw):
            self._complain(line, message)
        if role in _JUDGED and (found := stray(raw)):
            below = self._locator.below(found[0])
            if below not in self._told:
                self._complain(below, found[1])
        text, targets = self._marked.tokenise(raw)
        notes = self._source.notes
        note = " ".join(notes.pop(number) for number in sorted(notes) if number < line)
        critical = self._in_critical_card or line in self._source.critical
        trail = tuple(self._trail.values())
        segment = Segment.of(text, role, line, targets, register=self._register, critical=critical)
        self.segments.append(segment._replace(note=note, trail=trail))
        return len(self.segments) - 1

    def give_anchors(self, root: ET.Element) -> None:
        """Give each heading an id from its English words, as the library's own table of contents does."""
        self.anchors |= {element.get("id", "") for element in root.iter() if element.get("id")}
        for element in root.iter():
            if _HEADING.fullmatch(element.tag) and element.get("data-mark") and not element.get("id"):
                text = self.segments[int(element.get("data-mark", "0"))].text
                words = unescape(strip_tags(self._inline.plain(text)))
                anchor = slugify(words, "-")
                taken = FRAME_ID.fullmatch(anchor)
                element.set("id", unique(f"about-{anchor}" if taken else anchor, self.anchors))

    def parts(self, pieces: Iterator[str]) -> tuple[Part, ...]:
        """Return serialised HTML, split at its seams, as parts."""
        found: list[Part] = []
        for piece in pieces:
            if piece == "</block>":
                break
            if piece.startswith((" data-mark", MARKED, BARE, "<block n=")):
                number = int("".join(filter(str.isdigit, piece)))
                found.append(self._part(piece, number, pieces))
            elif piece:
                found.append(piece)
        return tuple(found)

    def _part(self, piece: str, number: int, pieces: Iterator[str]) -> Part:
        if piece[0] == " ":
            return Mark(number)
        if piece[0] in {MARKED, BARE}:
            return Hole(number, piece[0] == BARE)
        inner = self.parts(pieces)
        block = self._blocks[number]
        return block._replace(parts=inner) if isinstance(block, Card) else block

    def judge_lines(self) -> None:
        """Tell lines that are read as something else than they are meant to be."""
        for line, message in misread(self._source.lines):
            self._told.add(line)
            self._complain(line, unguarded(message))

    def judge_marks(self) -> None:
        """Tell notes and marks that are for no text."""
        used = {self._source.critical.get(segment.line) for segment in self.segments}
        for line in sorted(self._source.marks - used):
            self._complain(line, "no block begins below this mark; put it on the line directly above the block")
        for line in self._source.notes:
            self._complain(line, "no text stands below this note; put it above the text that it is for")

    def _complain(self, line: int, message: str) -> None:
        self._problems.append(Problem(self._path, line, message))
