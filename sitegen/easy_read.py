"""The rules of easy read: short lines, a picture for each, hard words explained, few pages. All are advice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sitegen.model import tokens
from sitegen.pages import Card, Document, Hole, Page, Part, Picture
from sitegen.readability import said, words
from sitegen.wording import Wording

LINE, PICTURE, REPEATED, PAGES, HARD = "long line", "no picture", "same picture", "too many pages", "hard word"
EASY_KINDS = (LINE, PICTURE, REPEATED, PAGES, HARD)

_MOST_WORDS = 15
_LINES_A_PAGE = 9
_MOST_PAGES = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an easy-read page as it is printed, headings among them."""

    segment: int
    heading: bool
    in_card: bool
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an author should look at once more on a page."""

    kind: str
    line: int
    english: str
    subject: str
    """What is wrong in the English, such as a word; an acceptance is bound to it."""

    message: str


def easy_faults(page: Page, wording: Wording) -> Iterator[Found]:
    """Give what an easy-read page does otherwise than easy read should."""
    lines = list(_lines(page.document, page.document.parts))
    yield from _line_faults(page, lines)
    yield from _pictures(page, lines)
    yield from _hard_words(page, lines, wording)
    pages = -(-len(lines) // _LINES_A_PAGE)
    if pages > _MOST_PAGES:
        title = page.title
        message = f"it is about {pages} printed pages; keep easy read below {_MOST_PAGES}, and part it in two"
        yield Found(PAGES, title.line, title.text, f"{page.path} {pages}", message)


def _lines(document: Document, parts: Iterable[Part], *, in_card: bool = False) -> Iterator[Line]:
    for part in parts:
        if isinstance(part, Card):
            if part.title is not None:
                yield Line(part.title, heading=True, in_card=True)
            yield from _lines(document, part.parts, in_card=True)
        elif isinstance(part, Picture) and part.text is not None:
            yield Line(part.text, heading=False, in_card=in_card, picture=part.source)
        elif isinstance(part, Hole):
            heading = document.segments[part.segment].role == "heading"
            yield Line(part.segment, heading, in_card)


def _line_faults(page: Page, lines: list[Line]) -> Iterator[Found]:
    """Tell lines of more than 15 words, and lines outside cards without a picture."""
    for line in lines:
        segment = page.document.segments[line.segment]
        length = len(words(said(segment.text)))
        if length > _MOST_WORDS and not line.heading:
            message = f"the line has {length} words; keep to {_MOST_WORDS}, with one idea"
            yield Found(LINE, segment.line, segment.text, "", message)
        if not (line.heading or line.in_card or line.picture):
            message = "the line has no picture; put one in front of it"
            yield Found(PICTURE, segment.line, segment.text, page.path, message)


def _pictures(page: Page, lines: list[Line]) -> Iterator[Found]:
    """Tell a picture that the line above has too, unless the lines are alike but for their facts."""
    for above, line in pairwise(lines):
        if not line.picture or line.picture != above.picture:
            continue
        segment, upper = page.document.segments[line.segment], page.document.segments[above.segment]
        alike = said(segment.text) == said(upper.text) and tokens(segment.text) != tokens(upper.text)
        if not alike:
            message = f'the line above has the same picture ("{line.picture}"); choose one that shows this idea'
            yield Found(REPEATED, segment.line, segment.text, upper.text, message)


def _hard_words(page: Page, lines: list[Line], wording: Wording) -> Iterator[Found]:
    """Tell hard words that are not explained earlier, in their line or the next; below a card, for one in the card."""
    texts = [said(page.document.segments[line.segment].text) for line in lines]
    told = set()
    for number, text in enumerate(texts):
        for written, word in wording.hard.find(text):
            near = "\n".join(texts[: _reach(lines, number)])
            if word.word not in told and not _explains(near, word.forms):
                told.add(word.word)
                segment = page.document.segments[lines[number].segment]
                message = f'explain "{written}" in the next line ({word.instead}), or use other words'
                yield Found(HARD, segment.line, segment.text, f"{page.path} {word.word}", message)


def _reach(lines: list[Line], number: int) -> int:
    """Return up to where an explanation is near enough to a line."""
    if not (lines[number].in_card or lines[number].heading):
        return number + 2
    end = number + 1
    while end < len(lines) and lines[end].in_card:
        end += 1
    end += end < len(lines) and lines[end].heading
    while end < len(lines) and not lines[end].heading and not lines[end].in_card:
        end += 1
    return end


def _explains(text: str, forms: str) -> bool:
    """Tell whether a text has "an X is", "a X shows", "X (…)", "(X)", "X, a …" or "… X. This means …"."""
    before = rf"\b(?:{forms})"
    return any(
        re.search(pattern, text, re.IGNORECASE)
        for pattern in (
            rf"{before}(?: care| units?)?[\"”’]? (?:is|are|means?|joins?)\b",
            rf"\ban? {before} (?:looks|shows|helps|keeps|protects|fights|feeds|brings)\b",
            rf"{before} \([^()]|\((?:{forms})\)|{before}, (?:an?|the|or|which|who)\b",
            rf"{before}[^.?!\n]*\.\s+(?:this|it|that) means\b",
        )
    )
