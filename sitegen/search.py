"""The index of one language's pages, which a reader's browser searches with MiniSearch."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple

from sitegen.content import easy_path
from sitegen.facts import dialled
from sitegen.folding import TABLE, terms
from sitegen.memo import MEMO
from sitegen.model import Segment
from sitegen.pages import Card, Page
from sitegen.problems import Problem
from sitegen.project import FACTS, Project
from sitegen.renditions import Rendition, kept_together
from sitegen.translate import join_pieces
from sitegen.voice import Voice

SCRIPT = "search.js"
"""The asset that searches; a site without it needs no index."""

INDEX = "search.json"
"""Below a language's folder.  The name stays, so that a page does not change when another page's words do."""

RUNNING = "text"
FIELDS = ("title", "headings", RUNNING)
"""What is searched of a page; the script says what each counts."""

_SERIALIZATION = 2
"""The form that MiniSearch 7 writes and reads."""

_HELP, _CARD = 25.0, 1.25
"""What a page counts for the words of emergencies: the one that says when and where to get help, and any other that
has an emergency card."""

_HALF = 0.5
_SHORT = 4
"""999 and 111 are words that people search for; longer phone numbers are not."""

_TAG = re.compile(r"<[^>]*>")

Places = dict[str, list[str]]
"""For each word the pages where it stands in one of the texts, each with how often, as JSON."""


class Document(NamedTuple):
    """What the index holds of one page."""

    address: str
    words: tuple[str, ...]
    """The words of the texts to search, with spaces between them, in the order of `FIELDS`."""

    shown: str
    """What a list of results shows, and what the page counts, as JSON."""

    urgent: tuple[str, ...]
    """The words of its texts about emergencies, if it is the page that says when and where to get help."""


def make_index(project: Project, renditions: Mapping[str, Rendition], voice: Voice, english: Voice) -> str:
    """Return the index of the pages in one language, as JSON.

    A page that stands in English as a whole is in it too and says so: the A to Z lists it, so the search finds it.
    """
    documents = make_documents(project, renditions.values(), voice, english)
    tops = {part.name: renditions[f"content/{part.name}/index.md"].title for part in project.site.sections}
    places = places_of(documents)
    whole = {
        "folding": TABLE,
        "sections": {name: _marked(title.text, in_english=title.english) for name, title in tops.items()},
        "urgent": _urgent_terms(documents, places),
    }
    return f'{_json(whole)[:-1]},"index":{serialise(documents, places)}}}'


def make_documents(project: Project, renditions: Iterable[Rendition], voice: Voice, english: Voice) -> list[Document]:
    """Return what the index holds of each page; an easy-read one is found by the words of its standard page."""
    found = {rendition.page.path: rendition for rendition in renditions}
    listed = [rendition for rendition in found.values() if rendition.page.kind != "easy-read"]
    facts = (repr(sorted(project.facts.items())), project.words_key(voice.language, FACTS))
    common = ("searched", repr((voice.language, english.language)), *facts, project.site.help_page)
    documents: list[Document] = []
    for group in kept_together(listed, lambda rendition: rendition.page.section):
        pages = [(rendition, easy_path(rendition.page.path) in found) for rendition in group]
        made_from = (*common, *(f"{rendition.standing.digest} {easy}" for rendition, easy in pages))

        def make(_: list[Problem], pages: list[tuple[Rendition, bool]] = pages) -> list[Document]:
            return [_document(project, rendition, voice, english, easy=easy) for rendition, easy in pages]

        documents += MEMO.recall(made_from, make, [], large=True)
    return documents


def _document(project: Project, rendition: Rendition, voice: Voice, english: Voice, *, easy: bool) -> Document:
    title, description = rendition.title, rendition.description
    boost = _boost(project, rendition.page)
    urgent: list[str] = []
    lines = [_marked(description.text, in_english=description.english)]
    for segment, text, speaker in _spoken(rendition, voice, english):
        if segment.critical and boost == _HELP:
            urgent += terms(_words(project, text, speaker, longest_phone=_SHORT))
        if segment.critical or segment.role == "heading":
            lines.append(_marked(_words(project, text, speaker), in_english=speaker is not voice))
    shown = {
        "title": _marked(title.text, in_english=title.english),
        "lines": lines,
        "english": rendition.fallback == "whole",
        "easy": easy,
        "boost": boost,
    }
    filled = {name: value for name, value in shown.items() if value}
    words = searched(*fields_of(project, rendition, voice, english))
    return Document(rendition.page.address, words, _json(filled), tuple(dict.fromkeys(urgent)))


def fields_of(project: Project, rendition: Rendition, voice: Voice, english: Voice) -> tuple[str, ...]:
    """Return the texts of a page to search, in the order of `FIELDS`."""
    headings: list[str] = []
    texts = [rendition.description.text]
    for segment, text, speaker in _spoken(rendition, voice, english):
        words = _words(project, text, speaker, longest_phone=_SHORT)
        (headings if segment.role == "heading" else texts).append(words)
    return (rendition.title.text, "\n".join(headings), "\n".join(texts))


def searched(*fields: str) -> tuple[str, ...]:
    """Return the words of a page's texts, with spaces between them, in the order of `FIELDS`.

    In its running text each word counts once: how often it stands there tells little and takes a phone's time.
    """
    return tuple(
        " ".join(dict.fromkeys(terms(text)) if name == RUNNING else terms(text))
        for name, text in zip(FIELDS, fields, strict=True)
    )


def _spoken(rendition: Rendition, voice: Voice, english: Voice) -> Iterator[tuple[Segment, str, Voice]]:
    """Give the texts of a page's body as the page shows them, each with the voice that says it."""
    for segment, translation in zip(rendition.page.segments[2:], rendition.shown[2:], strict=True):
        in_english = rendition.fallback == "whole" or translation.english
        if segment.role != "alt":
            yield segment, segment.text if in_english else translation.text, english if in_english else voice


def _urgent_terms(documents: Sequence[Document], places: Sequence[Places]) -> list[str]:
    """Return the words and numbers of emergencies; a word that half of the pages have, such as "baby", is none."""
    urgent = {term for document in documents for term in document.urgent}
    pages = {term: {place.partition(":")[0] for found in places for place in found.get(term, ())} for term in urgent}
    return sorted(term for term in urgent if term.isdigit() or len(pages[term]) < _HALF * len(documents))


def _marked(text: str, *, in_english: bool) -> str | list[str]:
    """Return a text to show; in a list of one where it stands in English on a page of another language."""
    return [text] if in_english else text


def _words(project: Project, text: str, voice: Voice, *, longest_phone: int = 99) -> str:
    """Return a text without markup, with the values of its facts but for longer phone numbers."""

    def fact(name: str) -> str:
        found = project.facts[name]
        if found.form == "phone":
            return escape(found.value) if len(dialled(found)) <= longest_phone else ""
        return voice.fact(name)

    return unescape(_TAG.sub("", join_pieces(project.inline.render(text), fact, lambda _: "", isolate=False)))


def _boost(project: Project, page: Page) -> float | None:
    """Return what a page counts more than others for the words of emergencies."""
    if page.path == project.site.help_page:
        return _HELP
    holds = any(isinstance(block, Card) and block.kind == "emergency" for block in page.document.blocks)
    return _CARD if holds else None


def places_of(documents: Sequence[Document]) -> list[Places]:
    """Return where each word stands, for each of the `FIELDS`."""
    found: list[Places] = [defaultdict(list) for _ in FIELDS]
    for number, document in enumerate(documents):
        once = f'"{number}":1'
        for name, places, words in zip(FIELDS, found, document.words, strict=True):
            if name == RUNNING:
                for term in words.split():
                    places[term].append(once)
                continue
            for term, times in Counter(words.split()).items():
                places[term].append(f'"{number}":{times}')
    return found


def serialise(documents: Sequence[Document], places: Sequence[Places]) -> str:
    """Return documents as MiniSearch itself would write them after adding one by one."""
    lengths = [[len(set(words.split())) for words in document.words] for document in documents]
    parts = {
        "documentCount": len(documents),
        "nextId": len(documents),
        "documentIds": {number: document.address for number, document in enumerate(documents)},
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "fieldLength": dict(enumerate(lengths)),
        "averageFieldLength": [*map(_average, zip(*lengths, strict=True))] or [0.0] * len(FIELDS),
        "dirtCount": 0,
        "serializationVersion": _SERIALIZATION,
    }
    stored = ",".join(f'"{number}":{document.shown}' for number, document in enumerate(documents))
    found: dict[str, list[str]] = defaultdict(list)
    for field, words in enumerate(places):
        for term, where in words.items():
            found[term].append(f'"{field}":{{{",".join(where)}}}')
    # No word has a character that JSON would have to spell.
    index = ",".join([f'["{term}",{{{",".join(where)}}}]' for term, where in sorted(found.items())])
    return f'{_json(parts)[:-1]},"storedFields":{{{stored}}},"index":[{index}]}}'


def _average(lengths: Iterable[int]) -> float:
    """Return a field's average number of different terms, summed as MiniSearch sums it."""
    average = 0.0
    for number, length in enumerate(lengths):
        average = (average * number + length) / (number + 1)
    return average


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
