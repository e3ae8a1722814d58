"""What the search finds on one page: the words of its texts as it shows them, and what a list of results shows."""

from collections.abc import Iterable
from html import escape, unescape
from typing import NamedTuple

from sitegen.facts import dialled
from sitegen.folding import terms
from sitegen.index import FIELDS, RUNNING, Document, as_json
from sitegen.model import Segment
from sitegen.pages import Page
from sitegen.patterns import pattern
from sitegen.project import Project
from sitegen.renditions import Rendition
from sitegen.translate import join_pieces
from sitegen.voice import Voice

_HELP, _CARD = 25.0, 1.25
"""What a page counts for the words of emergencies: the one that says when and where to get help, and any other that
has an emergency card."""

_SHORT = 4
"""999 and 111 are words that people search for; longer phone numbers are not."""

_MARKUP = pattern("[<&]")
_TAG = pattern(r"<[^>]*>")


class Spoken(NamedTuple):
    """A text as a page shows it."""

    segment: Segment
    text: str
    speaker: Voice
    """Says it: in the page's language, or in English."""

    words: str
    """To search: without markup, with the values of its facts but for longer phone numbers."""


def document_of(
    project: Project, rendition: Rendition, voices: tuple[Voice, Voice], *, easy: bool, asked: str
) -> Document:
    """Return what the index holds of a page; `easy` where it has an easy-read one, `asked` what people ask for it."""
    voice, english = voices
    title, description = rendition.title, rendition.description
    boost = _boost(project, rendition.page)
    urgent = [*terms(asked)] if boost == _HELP else []
    lines = [marked_text(description.text, in_english=description.english)]
    spoken = spoken_of(project, rendition, voice, english)
    for segment, text, speaker, said in spoken:
        if segment.critical and boost == _HELP:
            urgent += terms(said)
        if segment.critical or segment.role == "heading":
            with_phones = _words(project, text, speaker) if "{" in text else said
            lines.append(marked_text(with_phones, in_english=speaker is not voice))
    shown = {
        "title": marked_text(title.text, in_english=title.english),
        "lines": lines,
        "english": rendition.fallback == "whole",
        "easy": easy,
        "boost": boost,
        "loss": rendition.page.loss,
    }
    filled = {name: value for name, value in shown.items() if value}
    words = searched(*fields_of(rendition, spoken, asked))
    return Document(rendition.page.address, words, as_json(filled), tuple(dict.fromkeys(urgent)))


def fields_of(rendition: Rendition, spoken: Iterable[Spoken], asked: str) -> tuple[str, ...]:
    """Return the texts of a page to search, in the order of `FIELDS`; what people ask for it counts as a heading."""
    headings = [asked] if asked else []
    texts = [rendition.description.text]
    for found in spoken:
        (headings if found.segment.role == "heading" else texts).append(found.words)
    return ("\n".join(texts), "\n".join(headings), rendition.title.text)


def searched(*fields: str) -> tuple[str, ...]:
    """Return the words of a page's texts, with spaces between them, in the order of `FIELDS`.

    In its running text each word counts once: how often it stands there tells little and takes a phone's time.
    """
    return tuple(
        " ".join(dict.fromkeys(terms(text)) if name == RUNNING else terms(text))
        for name, text in zip(FIELDS, fields, strict=True)
    )


def spoken_of(project: Project, rendition: Rendition, voice: Voice, english: Voice) -> list[Spoken]:
    """Return the texts of a page's body, as the page shows them."""
    found: list[Spoken] = []
    for segment, translation in zip(rendition.page.segments[2:], rendition.shown[2:], strict=True):
        if segment.role != "alt":
            in_english = rendition.is_english(segment, translation)
            text, speaker = (segment.text, english) if in_english else (translation.text, voice)
            found.append(Spoken(segment, text, speaker, _words(project, text, speaker, longest_phone=_SHORT)))
    return found


def marked_text(text: str, *, in_english: bool) -> str | list[str]:
    """Return a text to show; in a list of one where it stands in English on a page of another language."""
    return [text] if in_english else text


def _words(project: Project, text: str, voice: Voice, *, longest_phone: int = 99) -> str:
    """Return a text without markup, with the values of its facts but for longer phone numbers."""

    def fact(name: str) -> str:
        found = project.facts[name]
        if found.form == "phone":
            return escape(found.value) if len(dialled(found)) <= longest_phone else ""
        return voice.fact(name)

    pieces = project.inline.render(text)
    if pieces == (text,) and not _MARKUP.search(text):  # as most are
        return text
    return unescape(_TAG.sub("", join_pieces(pieces, fact, lambda _: "", isolate=False)))


def _boost(project: Project, page: Page) -> float | None:
    """Return what a page counts more than others for the words of emergencies."""
    if page.path == project.site.help_page:
        return _HELP
    return _CARD if page.body.emergency else None
