"""The index of the search, as MiniSearch itself would write it after adding one page by one.

It is kept as lines of JSON, one for each word, so that after an edit only the lines of those words are written anew
that came to the page, left it, or stand there more or less often.
"""

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sitegen.patterns import pattern

RUNNING = "text"
FIELDS = ("title", "headings", RUNNING)
"""What is searched of a page; the script says what each counts."""

_SERIALIZATION = 2
"""The form that MiniSearch 7 writes and reads."""

_HALF = 0.5
_FIELD = pattern('"([0-9])":{([^}]*)}')
"""A field in the line of a word, with the pages."""


class Document(NamedTuple):
    """What the index holds of one page."""

    address: str
    words: tuple[str, ...]
    """The words of the texts to search, with spaces between them, in the order of `FIELDS`."""

    shown: str
    """What a list of results shows, and what the page counts, as JSON."""

    urgent: tuple[str, ...]
    """The words of its texts about emergencies, if it is the page that says when and where to get help."""


class Lines(NamedTuple):
    """What the index holds of pages besides where their words stand: a line a page in each text, in their order.

    These are few values, however many pages there are, which are soon taken back and served.
    """

    addresses: str
    """The number as JSON, and the address."""

    lengths: str
    """The number as JSON, and how many different words each of the `FIELDS` has."""

    shown: str
    """The number as JSON, and what a list of results shows."""

    urgent: str
    """The words of the texts about emergencies, with spaces between them."""


class Index(NamedTuple):
    """What the index holds of all pages."""

    pages: Lines
    entries: bytes
    """A line of JSON for each word, in their order: the word, and for each field how often it stands on which page."""


def index_of(documents: Iterable[Document]) -> Index:
    """Return the index of some pages, each of which is asked for once and needed no longer."""
    rows: list[Lines] = []
    fields: list[dict[str, list[str]]] = [defaultdict(list) for _ in FIELDS]
    for number, document in enumerate(documents):
        counts = [_counts(name, words) for name, words in zip(FIELDS, document.words, strict=True)]
        rows.append(_row(number, document, [*map(len, counts)]))
        once = f'"{number}":1'
        for places, found in zip(fields, counts, strict=True):
            for term, times in found.items():
                places[term].append(once if times == 1 else f'"{number}":{times}')
    lines = Lines._make(map("\n".join, zip(*rows, strict=True))) if rows else Lines("", "", "", "")
    rows.clear()
    terms = sorted(set[str]().union(*fields))
    return Index(lines, b"\n".join([_line(term, [places.pop(term, ()) for places in fields]) for term in terms]))


def amended(index: Index, documents: Mapping[int, Document]) -> Index:
    """Return the index with other pages in the place of those that have these numbers: what `index_of` makes of all."""
    pages = [text.split("\n") for text in index.pages]
    edits: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for number, document in documents.items():
        counts = [_counts(name, words) for name, words in zip(FIELDS, document.words, strict=True)]
        now = {(term, str(field)): times for field, found in enumerate(counts) for term, times in found.items()}
        for term, field in {place for place, _ in now.items() ^ _places(index.entries, number).items()}:
            edits[term].append((field, number, now.get((term, field), 0)))
        for text, line in zip(pages, _row(number, document, [*map(len, counts)]), strict=True):
            text[number] = line
    lines = _lines(index.entries)
    for term, edit in edits.items():
        start, end = _stretch(lines, term)
        lines[start:end] = _edited(term, lines[start:end], edit)
    return Index(Lines._make(map("\n".join, pages)), b"\n".join(lines))


def _counts(field: str, words: str) -> Mapping[str, int]:
    """Return how often each word stands in a field of a page; in its running text each counts once."""
    return dict.fromkeys(words.split(), 1) if field == RUNNING else Counter(words.split())


def _row(number: int, document: Document, lengths: Sequence[int]) -> Lines:
    address, counts = as_json(document.address), as_json(lengths)
    before = f'"{number}":'
    return Lines(before + address, before + counts, before + document.shown, " ".join(document.urgent))


def _places(entries: bytes, number: int) -> dict[tuple[str, str], int]:
    """Return how often each word stands in each field of a page."""
    found: dict[tuple[str, str], int] = {}
    for page in re.finditer(b'"%d":([0-9]+)' % number, entries):  # behind the number of a field is a brace
        line = entries.rfind(b"\n", 0, page.start()) + 1
        term = entries[line + 2 : entries.index(b'"', line + 2)]
        field = entries.rfind(b'":{', 0, page.start())
        found[term.decode(), chr(entries[field - 1])] = int(page[1])
    return found


def _lines(entries: bytes) -> list[bytes]:
    return entries.split(b"\n") if entries else []


def _stretch(lines: Sequence[bytes], term: str) -> tuple[int, int]:
    """Return where the line of a word begins and ends; where it would be, if there is none.

    Lines are in the order of their words, since the sign behind each is before all letters, digits and marks.
    """
    begun = f'["{term}",'.encode()
    place = bisect_left(lines, begun)
    return place, place + (place < len(lines) and lines[place].startswith(begun))


def _edited(term: str, lines: Sequence[bytes], edits: Iterable[tuple[str, int, int]]) -> list[bytes]:
    """Return the line of a word, of which there may be none, after its number on some pages was edited."""
    found: dict[str, str] = dict(_FIELD.findall(lines[0].decode())) if lines else {}
    fields = [found[field].split(",") if field in found else [] for field in map(str, range(len(FIELDS)))]
    for field, number, times in edits:
        pages = fields[int(field)]
        place = bisect_left(pages, number, key=_number)
        is_there = place < len(pages) and _number(pages[place]) == number
        pages[place : place + is_there] = [f'"{number}":{times}'] if times else []
    return [_line(term, fields)] if any(fields) else []


def _line(term: str, fields: Sequence[Sequence[str]]) -> bytes:
    """Return the line of a word that is on these pages, by field; it has no character that JSON would have to spell."""
    places = [f'"{field}":{{{",".join(pages)}}}' for field, pages in enumerate(fields) if pages]
    return f'["{term}",{{{",".join(places)}}}]'.encode()


def _number(page: str) -> int:
    return int(page[1 : page.rindex('"')])


def serialise(index: Index) -> Iterator[bytes]:
    """Give an index as JSON, in pieces: a large one is not copied each time that something stands before it."""
    pages, number = index.pages, _number_of(index.pages)
    lengths = json.loads(_object(pages.lengths)).values()
    parts = {
        "documentCount": number,
        "nextId": number,
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "averageFieldLength": [*map(_average, zip(*lengths, strict=True))] or [0.0] * len(FIELDS),
        "dirtCount": 0,
        "serializationVersion": _SERIALIZATION,
    }
    by_number = {"documentIds": pages.addresses, "fieldLength": pages.lengths, "storedFields": pages.shown}
    begun = [as_json(parts)[:-1], *(f'"{name}":{_object(lines)}' for name, lines in by_number.items()), '"index":[']
    yield from (",".join(begun).encode(), index.entries.replace(b"\n", b","), b"]}")


def _number_of(pages: Lines) -> int:
    return pages.addresses.count("\n") + bool(pages.addresses)


def _object(lines: str) -> str:
    return "{" + lines.replace("\n", ",") + "}"


def urgent_terms(index: Index) -> list[str]:
    """Return the words and numbers of emergencies; a word that half of the pages have, such as "baby", is none."""
    urgent = set(index.pages.urgent.split())
    if not urgent:
        return []
    most, lines = _HALF * _number_of(index.pages), _lines(index.entries)
    return sorted(term for term in urgent if term.isdigit() or not _is_on(most, lines[slice(*_stretch(lines, term))]))


def _is_on(most: float, lines: Sequence[bytes]) -> bool:
    """Tell whether the word of a line is on so many pages: at the most there is one for each colon."""
    return any(
        line.count(b":") >= most and len({page for pages in json.loads(line)[1].values() for page in pages}) >= most
        for line in lines
    )


def _average(lengths: Iterable[int]) -> float:
    """Return a field's average number of different terms, summed as MiniSearch sums it."""
    average = 0.0
    for number, length in enumerate(lengths):
        average = (average * number + length) / (number + 1)
    return average


def as_json(value: object) -> str:
    """Return a value as JSON without spaces, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
