"""Pages: their bodies as HTML with holes for texts, and what they say of themselves; frozen values.

A body is packed until somebody asks for it: a build makes few pages of many, or one after another.
"""

import datetime as dt
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, Self

from sitegen.model import FACT_TOKEN, Segment

_AT_HAND = 256
"""So many bodies are in memory at once."""


class Hole(NamedTuple):
    """The place of a segment's text."""

    segment: int
    bare: bool
    """The text stands beside other blocks, so that its own element cannot carry its language."""


class Mark(NamedTuple):
    """The place in a start tag for the language of a segment's text."""

    segment: int


class Card(NamedTuple):
    """A care card, a callout or a details block, for a component macro to draw."""

    kind: str
    title: int | None
    """The segment of its heading."""

    parts: tuple["Part", ...]
    line: int


class Picture(NamedTuple):
    """A picture, alone or at the start of a line of text."""

    source: str
    """Its path as written in the file."""

    alt: int | None
    """The segment of its description; None for a picture whose words stand beside it."""

    text: int | None
    line: int


Part = str | Hole | Mark | Card | Picture


def _blocks(parts: Iterable[Part]) -> Iterator[Card | Picture]:
    """Give the cards and pictures, nested ones too."""
    for part in parts:
        if isinstance(part, Card | Picture):
            yield part
        if isinstance(part, Card):
            yield from _blocks(part.parts)


def _cards_around(parts: Iterable[Part], around: tuple[str, ...]) -> Iterator[tuple[int | None, tuple[str, ...]]]:
    """Give the texts with the kinds of the cards that each stands in."""
    for part in parts:
        if isinstance(part, Hole):
            yield part.segment, around
        elif isinstance(part, Picture):
            yield from ((part.alt, around), (part.text, around))
        elif isinstance(part, Card):
            inside = (*around, part.kind)
            yield part.title, inside
            yield from _cards_around(part.parts, inside)


class Document(NamedTuple):
    """A page's body: its structure as HTML with holes, and the texts that go there."""

    parts: tuple[Part, ...]
    segments: tuple[Segment, ...]
    anchors: frozenset[str]
    """The ids that a link can point to."""


class Body(NamedTuple):
    """A page's document, packed, and what it names: so the pages that are not made are judged without taking it back.

    Each link's target, fact's name and picture's source stands with its line.
    """

    packed: bytes
    links: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, int], ...]
    core_facts: frozenset[str]
    """Those that texts of the safety core name."""

    pictures: tuple[tuple[str, int], ...]
    anchors: frozenset[str]
    emergency: bool
    """A card says what to do in an emergency."""

    revision: str
    """Eight letters and digits that change with every change of the page's texts or their links."""

    @classmethod
    def of(cls, document: Document, title: Segment, description: Segment) -> Self:
        """Return a document as a page holds it that has this title and description."""
        segments, blocks = document.segments, tuple(_blocks(document.parts))
        said = [(segment.text, segment.targets) for segment in (title, description, *segments)]
        return cls(
            packed=pickle.dumps(document, pickle.HIGHEST_PROTOCOL),
            links=tuple((target, segment.line) for segment in segments for target in segment.targets),
            facts=tuple((name, segment.line) for segment in segments for name in FACT_TOKEN.findall(segment.text)),
            core_facts=frozenset(name for text in segments if text.critical for name in FACT_TOKEN.findall(text.text)),
            pictures=tuple((block.source, block.line) for block in blocks if isinstance(block, Picture)),
            anchors=document.anchors,
            emergency=any(isinstance(block, Card) and block.kind == "emergency" for block in blocks),
            revision=hashlib.sha256(repr(said).encode()).hexdigest()[:8],
        )


class Source(NamedTuple):
    """Where a page's facts come from."""

    name: str
    url: str


class Page(NamedTuple):
    """One page of content, for all languages."""

    path: str
    """Relative to the project's folder: ``content/pregnancy/vitamins.md``."""

    section: str
    """The folder, which is its catalogue's name too; ``home`` for the home page."""

    address: str
    """Below a language's folder, ending in a slash: ``pregnancy/vitamins/``; empty for the home page."""

    kind: str
    """home, section, page, lesson or easy-read."""

    title: Segment
    description: Segment
    order: int
    reviewed: dt.date | None
    review_due: dt.date | None
    sources: tuple[Source, ...]
    aliases: tuple[tuple[str, int], ...]
    """Old addresses with their lines; those that start with a slash lie at the site's root."""

    body: Body
    quick_exit: bool = False
    """The page has a way to leave it at once, and no device keeps it."""

    quick_exit_line: int = 1
    loss: bool = False
    """It is about loss, so the search must not lead there who did not ask for it."""

    digest: str = ""
    """That of its path and its source file's text."""

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def document(self) -> Document:
        """Return the page's body as a document."""
        return _unpacked(self)[0]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return all texts of the page in reading order."""
        return _unpacked(self)[1]

    @property
    def cards(self) -> list[tuple[str, ...]]:
        """Return for each text the kinds of the cards that it stands in, the outermost first."""
        found = dict(_cards_around(self.document.parts, ()))
        return [(), (), *(found.get(number, ()) for number in range(len(self.document.segments)))]


@lru_cache(_AT_HAND)
def _unpacked(page: Page) -> tuple[Document, tuple[Segment, ...]]:
    """Return a page's document and its texts."""
    document: Document = pickle.loads(page.body.packed)  # noqa: S301, what `Body.of` packed
    return document, (page.title, page.description, *document.segments)
