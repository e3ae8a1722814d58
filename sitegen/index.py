"""The index of the search: what MiniSearch itself would hold after adding one page by one, in fewer letters.

It is kept as it is served, words and places apart, so that after an edit only the places of those words are written
anew that came to the page, left it, or stand there more or less often.
"""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

RUNNING = "text"
FIELDS = (RUNNING, "headings", "title")
"""What is searched of a page; the script says what each counts.  Most words stand in the first alone."""

_SERIALIZATION = 2
"""The form that MiniSearch 7 writes and reads."""

_HALF = 0.5
_BETWEEN = "!"
"""Stands between the signs of two fields."""

_SIGNS = ((91, 0xA1), (57, 0x5D), (0, 0x23))
"""From which page on signs begin where: behind `!` without the backslash, then without what nobody could see."""


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
    words: str
    """Every word once, in their order, with spaces between them."""

    places: str
    """For each word the signs of the pages that have it, with spaces between words; see `_places`."""


def index_of(documents: Iterable[Document]) -> Index:
    """Return the index of some pages, each of which is asked for once and needed no longer."""
    rows: list[Lines] = []
    fields: list[dict[str, list[str]]] = [defaultdict(list) for _ in FIELDS]
    for number, document in enumerate(documents):
        counts = [_counts(name, words) for name, words in zip(FIELDS, document.words, strict=True)]
        rows.append(_row(number, document, [*map(len, counts)]))
        sign = sign_of(number)
        for places, found in zip(fields, counts, strict=True):
            for term, times in found.items():
                places[term].append(sign * times)
    lines = Lines._make(map("\n".join, zip(*rows, strict=True))) if rows else Lines("", "", "", "")
    rows.clear()
    terms = sorted(set[str]().union(*fields))
    return Index(
        lines, " ".join(terms), " ".join([_places([places.pop(term, ()) for places in fields]) for term in terms])
    )


def amended(index: Index, documents: Mapping[int, Document]) -> Index:
    """Return the index with other pages in the place of those that have these numbers: what `index_of` makes of all."""
    pages = [text.split("\n") for text in index.pages]
    terms, places = _split(index.words), _split(index.places)
    for number, document in documents.items():
        counts = [_counts(name, words) for name, words in zip(FIELDS, document.words, strict=True)]
        for text, line in zip(pages, _row(number, document, [*map(len, counts)]), strict=True):
            text[number] = line
        sign = sign_of(number)
        before = {term for term, signs in zip(terms, places, strict=True) if sign in signs}
        for term in before.union(*counts):
            _put(terms, places, term, [(sign, found.get(term, 0)) for found in counts])
    return Index(Lines._make(map("\n".join, pages)), " ".join(terms), " ".join(places))


def sign_of(number: int) -> str:
    """Return the sign that stands for a page: those of lower numbers come before it, and JSON writes it as it is."""
    return chr(next(first + number - before for before, first in _SIGNS if number >= before))


def _split(text: str) -> list[str]:
    return text.split(" ") if text else []  # not at any space: a sign may be one of those


def _counts(field: str, words: str) -> Mapping[str, int]:
    """Return how often each word stands in a field of a page; in its running text each counts once."""
    return dict.fromkeys(words.split(), 1) if field == RUNNING else Counter(words.split())


def _row(number: int, document: Document, lengths: Sequence[int]) -> Lines:
    address, counts = as_json(document.address), as_json(lengths)
    before = f'"{number}":'
    return Lines(before + address, before + counts, before + document.shown, " ".join(document.urgent))


def _places(fields: Iterable[Iterable[str]]) -> str:
    """Return where a word stands: a sign for each page, as often as it stands there, and a `!` between fields."""
    return _BETWEEN.join(map("".join, fields)).rstrip(_BETWEEN)


def _put(terms: list[str], places: list[str], term: str, times: Iterable[tuple[str, int]]) -> None:
    """Have a word stand on a page as often as told by its sign, for each field; elsewhere it stays as it is."""
    place = bisect_left(terms, term)
    known = place < len(terms) and terms[place] == term
    fields = places[place].split(_BETWEEN) if known else []
    edited = [_with(signs, *edit) for signs, edit in zip_longest(fields, times, fillvalue="")]
    found = _places(edited)
    terms[place : place + known] = [term] if found else []
    places[place : place + known] = [found] if found else []


def _with(signs: str, sign: str, times: int) -> str:
    others = signs.replace(sign, "")
    place = bisect_left(others, sign)
    return others[:place] + sign * times + others[place:]


def serialise(index: Index) -> Iterator[bytes]:
    """Give an index as JSON, in pieces: a large one is not copied each time that something stands before it.

    It is as MiniSearch writes one, but for its `index`: `words` and `places` stand for it, and `signs`, one for each
    page.  So it has two fifths of the letters; the script writes it out (see `written` in `search.js`).
    """
    pages, number = index.pages, _number_of(index.pages)
    lengths = json.loads(_object(pages.lengths)).values()
    parts = {
        "documentCount": number,
        "nextId": number,
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "averageFieldLength": [*map(_average, zip(*lengths, strict=True))] or [0.0] * len(FIELDS),
        "dirtCount": 0,
        "serializationVersion": _SERIALIZATION,
        "signs": "".join(map(sign_of, range(number))),
    }
    by_number = {"documentIds": pages.addresses, "fieldLength": pages.lengths, "storedFields": pages.shown}
    begun = [as_json(parts)[:-1], *(f'"{name}":{_object(lines)}' for name, lines in by_number.items()), '"words":"']
    yield from (",".join(begun).encode(), index.words.encode(), b'","places":"', index.places.encode(), b'"}')


def _number_of(pages: Lines) -> int:
    return pages.addresses.count("\n") + bool(pages.addresses)


def _object(lines: str) -> str:
    return "{" + lines.replace("\n", ",") + "}"


def urgent_terms(index: Index) -> list[str]:
    """Return the words and numbers of emergencies; a word that half of the pages have, such as "baby", is none."""
    urgent = set(index.pages.urgent.split())
    if not urgent:
        return []
    most = _HALF * _number_of(index.pages)
    common = {
        term
        for term, places in zip(_split(index.words), _split(index.places), strict=True)
        if term in urgent and len({*places} - {_BETWEEN}) >= most
    }
    return sorted(term for term in urgent if term.isdigit() or term not in common)


def _average(lengths: Iterable[int]) -> float:
    """Return a field's average number of different terms, summed as MiniSearch sums it."""
    average = 0.0
    for number, length in enumerate(lengths):
        average = (average * number + length) / (number + 1)
    return average


def as_json(value: object) -> str:
    """Return a value as JSON without spaces, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
