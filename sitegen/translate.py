"""Translations: the state of each text in each language, and documents filled with them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from html import escape
from typing import NamedTuple, Protocol

from sitegen.entries import Catalogue, Entry
from sitegen.inline import Inline
from sitegen.model import FACT_TOKEN, FactToken, Language, LinkToken, Piece, Segment
from sitegen.pages import Card, Hole, Mark, Part, Picture
from sitegen.pairs import pair_faults
from sitegen.patterns import pattern
from sitegen.verdicts import SOUND

ENGLISH_MARK = ' lang="en" dir="ltr"'
"""What a block carries that stands in English on a page of another language."""

_SAID = pattern(r'"([^"{}\[\]*]{2,})"')
_OPENING = '(?<=["“”„«»‘’‚「『])'
_OUTSIDE_TAGS = "(?![^<>]*>)"
"""The quotation marks of attributes are none of the text's."""

_ASIDE = pattern(rf"<span{ENGLISH_MARK}>.*?</span>|(?<=\()[A-Za-z][A-Za-z '’-]+(?=\)){_OUTSIDE_TAGS}")
"""English that is marked as a whole, or a word alone in brackets."""

_TAG = pattern(r"(<[^>]*>)")
_ISOLATED = pattern(r"(?:\+|\b0)\d[\d ]{6,}\d|(?<!\d)\d+(?:(?: ?[–−] ?|[-:/+.])\d+)+|\+\d+")


class State(StrEnum):
    """What a translation is good for; only a current one is shown."""

    CURRENT = "current"
    FUZZY = "fuzzy"
    MISSING = "missing"
    INVALID = "invalid"


class Translation(NamedTuple):
    """What one text is in one language."""

    state: State
    text: str
    """What to show: the translation, or the English where that is not current."""

    entry: Entry | None = None
    faults: tuple[str, ...] = ()
    """Why the translation cannot be shown."""

    @property
    def waits(self) -> bool:
        """Tell whether its own words are translated, and only those of a fact in it are missing."""
        return self.state is State.MISSING and bool(self.faults)

    @property
    def english(self) -> bool:
        """Tell whether the text stands in English because its translation cannot be shown."""
        return self.state is not State.CURRENT


def translate(
    segment: Segment, language: Language, catalogue: Catalogue | None, inline: Inline, state: State | None = None
) -> Translation:
    """Return a text in a language; its state, where that is known, is not worked out again.

    The English is its own key, so a translation of yesterday's English is simply not found.
    """
    if language.is_source or not segment.translatable:
        return Translation(State.CURRENT, segment.text)
    entry = catalogue.get(segment.key) if catalogue else None
    if entry is None or not all(entry.strings):
        return Translation(State.MISSING, segment.text, entry)
    if state is State.CURRENT:
        return Translation(state, entry.strings[0], entry)
    if entry.fuzzy:
        return Translation(State.FUZZY, segment.text, entry)
    faults = _pair_faults(segment.text, entry.strings[0], language, inline)
    if faults:
        return Translation(State.INVALID, segment.text, entry, faults)
    return Translation(State.CURRENT, entry.strings[0], entry)


def waiting(found: Translation, segment: Segment, phrases: Mapping[str, str]) -> Translation:
    """Return a translation; the English where a fact in it is one of some phrases that are not translated.

    Half a sentence in each language helps nobody.  The phrases come with what there is to do about each.
    """
    if not phrases or found.english or "{" not in segment.text:
        return found
    faults = tuple(phrases[name] for name in dict.fromkeys(FACT_TOKEN.findall(segment.text)) if name in phrases)
    return Translation(State.MISSING, segment.text, found.entry, faults) if faults else found


@lru_cache(2_000)  # the same text stands on several pages
def _pair_faults(english: str, translation: str, language: Language, inline: Inline) -> tuple[str, ...]:
    key = SOUND.key(english, translation, language)
    if SOUND.has(key):
        return ()
    faults = tuple(pair_faults(english, translation, language, inline))
    if not faults:
        SOUND.add(key)
    return faults


def form_faults(
    text: str, plural: str, strings: tuple[str, ...], language: Language, inline: Inline
) -> tuple[str, ...]:
    """Return why translations of a text and its plural cannot be shown; each form may leave ``{count}`` out."""
    english = [plural or text]
    if plural:
        english += [text, *filter(str.strip, (form.replace("{count}", "") for form in (plural, text)))]
    for string in strings:
        told = [_pair_faults(form, string, language, inline) for form in english]
        if all(told):
            return told[0]
    return ()


class Filling(NamedTuple):
    """A text ready for its hole."""

    text: str
    """Without markup, for attributes."""

    html: str
    mark: str = ""
    """The attributes that tell its language, where it differs from that of what is around it."""

    def __html__(self) -> str:
        """Return the text with its markup, for templates."""
        return self.html

    @property
    def english(self) -> bool:
        """Tell whether it is marked as English."""
        return self.mark == ENGLISH_MARK


class Draw(Protocol):
    """Draws the blocks that have a component of their own."""

    def card(self, card: Card, title: Filling | None, body: str) -> str:
        """Return a care card, callout or details block as HTML."""

    def picture(self, picture: Picture, alt: Filling | None, text: Filling | None) -> str:
        """Return a picture, with the words beside it, as HTML."""


def fill(parts: Iterable[Part], fillings: Sequence[Filling], draw: Draw) -> str:
    """Return a document's HTML with its holes filled."""

    def filling(number: int | None) -> Filling | None:
        return None if number is None else fillings[number]

    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Mark):
            pieces.append(fillings[part.segment].mark)
        elif isinstance(part, Hole):
            found = fillings[part.segment]
            spanned = part.bare and found.mark
            pieces.append(f"<span{found.mark}>{found.html}</span>" if spanned else found.html)
        elif isinstance(part, Card):
            pieces.append(draw.card(part, filling(part.title), fill(part.parts, fillings, draw)))
        else:
            pieces.append(draw.picture(part, filling(part.alt), filling(part.text)))
    return "".join(pieces)


def join_pieces(
    pieces: Iterable[Piece], fact: Callable[[str], str], link: Callable[[int], str], *, isolate: bool
) -> str:
    """Return rendered inline text with its facts and link attributes put in.

    `isolate` keeps ranges, times and phone numbers in their order inside right-to-left text.
    """
    found = []
    for piece in pieces:
        if isinstance(piece, FactToken):
            found.append(fact(piece.name))
        elif isinstance(piece, LinkToken):
            found.append(link(piece.number))
        else:
            found.append(isolate_numbers(piece) if isolate else piece)
    return "".join(found)


def isolate_numbers(html: str) -> str:
    """Return HTML whose runs of numbers with signs between them keep their order in right-to-left text.

    >>> isolate_numbers('<a href="1-2">16–24</a>')
    '<a href="1-2"><bdi dir="ltr">16–24</bdi></a>'
    """
    return "".join(
        part if place % 2 else _ISOLATED.sub(r'<bdi dir="ltr">\g<0></bdi>', part)
        for place, part in enumerate(_TAG.split(html))
    )


class Text(NamedTuple):
    """A plain text for templates, which marks itself where it stands in English."""

    value: str
    english: bool = False
    source: str = ""
    """The English that a translation is of."""

    def __html__(self) -> str:
        """Return the text escaped; English ones, and English words in others, in a span that says so."""
        html = escape(self.value)
        return f"<span{ENGLISH_MARK}>{html}</span>" if self.english else mark_said(html, self.source)

    def __str__(self) -> str:
        return self.value


def mark_said(html: str, english: str) -> str:
    """Mark as English what a translation keeps of it in quotation marks or alone in brackets: people say it to staff.

    >>> mark_said("Powiedz: „Help me, please” (pomocy).", 'Say: "Help me, please".')
    'Powiedz: „<span lang="en" dir="ltr">Help me, please</span>” (pomocy).'
    >>> mark_said("Położna (midwife) pomoże (także w domu).", "A midwife will help (also at home).")
    'Położna (<span lang="en" dir="ltr">midwife</span>) pomoże (także w domu).'
    >>> mark_said('<a href="a/" dir="ltr">x</a>', 'Write " dir=" there.')
    '<a href="a/" dir="ltr">x</a>'
    """
    for said in dict.fromkeys(_SAID.findall(english)) if '"' in english else ():
        words = escape(said, quote=False)
        marked = f"<span{ENGLISH_MARK}>{words}</span>".replace("\\", r"\\")
        html = re.sub(rf"{_OPENING}{re.escape(words)}(?!\w){_OUTSIDE_TAGS}", marked, html, count=1)
    return _ASIDE.sub(lambda found: _marked_aside(found, english), html) if "(" in html else html


def _marked_aside(found: re.Match[str], english: str) -> str:
    """Return the words of an aside, marked; brackets inside a name that is kept as a whole stay as they are."""
    words = found[0]
    before = found.string[: found.start()].rpartition(" ")[0].rpartition(" ")[2]
    if words[0] == "<" or (before and f"{before} ({words})" in english):
        return words
    is_said = re.search(rf"\b{re.escape(words)}\b", english, re.IGNORECASE)
    return f"<span{ENGLISH_MARK}>{words}</span>" if is_said else words
