"""The index of the search, as MiniSearch itself would write it after adding one page by one.

It is put together from shelves, one for the pages of each section: after an edit all but one of them are as they were.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

RUNNING = "text"
FIELDS = ("title", "headings", RUNNING)
"""What is searched of a page; the script says what each counts."""

_SERIALIZATION = 2
"""The form that MiniSearch 7 writes and reads."""

_HALF = 0.5


class Document(NamedTuple):
    """What the index holds of one page."""

    address: str
    words: tuple[str, ...]
    """The words of the texts to search, with spaces between them, in the order of `FIELDS`."""

    shown: str
    """What a list of results shows, and what the page counts, as JSON."""

    urgent: tuple[str, ...]
    """The words of its texts about emergencies, if it is the page that says when and where to get help."""


class Shelf(NamedTuple):
    """What the index holds of some pages that follow each other."""

    addresses: tuple[str, ...]
    lengths: tuple[tuple[int, ...], ...]
    """For each page how many different words each of the `FIELDS` has."""

    shown: str
    """What lists of results show, by the pages' numbers, as JSON without its brackets."""

    urgent: tuple[str, ...]
    places: tuple[Mapping[str, str], ...]
    """For each of the `FIELDS` the pages where each word stands, and how often, as JSON without its brackets."""


def shelve(first: int, documents: Sequence[Document]) -> Shelf:
    """Return what the index holds of pages, the first of which has a number."""
    places: list[dict[str, list[str]]] = [defaultdict(list) for _ in FIELDS]
    for number, document in enumerate(documents, first):
        once = f'"{number}":1'
        for name, found, words in zip(FIELDS, places, document.words, strict=True):
            if name == RUNNING:
                for term in words.split():
                    found[term].append(once)
                continue
            for term, times in Counter(words.split()).items():
                found[term].append(f'"{number}":{times}')
    return Shelf(
        addresses=tuple(document.address for document in documents),
        lengths=tuple(tuple(len(set(words.split())) for words in document.words) for document in documents),
        shown=",".join(f'"{number}":{document.shown}' for number, document in enumerate(documents, first)),
        urgent=tuple(dict.fromkeys(chain.from_iterable(document.urgent for document in documents))),
        places=tuple({term: ",".join(where) for term, where in found.items()} for found in places),
    )


def serialise(shelves: Sequence[Shelf]) -> str:
    """Return the index of all pages as JSON."""
    addresses = [*chain.from_iterable(shelf.addresses for shelf in shelves)]
    lengths = [*chain.from_iterable(shelf.lengths for shelf in shelves)]
    parts = {
        "documentCount": len(addresses),
        "nextId": len(addresses),
        "documentIds": dict(enumerate(addresses)),
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "fieldLength": dict(enumerate(lengths)),
        "averageFieldLength": [*map(_average, zip(*lengths, strict=True))] or [0.0] * len(FIELDS),
        "dirtCount": 0,
        "serializationVersion": _SERIALIZATION,
    }
    stored = ",".join(shelf.shown for shelf in shelves if shelf.shown)
    found: dict[str, list[str]] = defaultdict(list)
    for field in range(len(FIELDS)):
        places: dict[str, list[str]] = defaultdict(list)
        for shelf in shelves:
            for term, where in shelf.places[field].items():
                places[term].append(where)
        for term, pages in places.items():
            found[term].append(f'"{field}":{{{",".join(pages)}}}')
    # No word has a character that JSON would have to spell.
    index = ",".join([f'["{term}",{{{",".join(found[term])}}}]' for term in sorted(found)])
    return f'{as_json(parts)[:-1]},"storedFields":{{{stored}}},"index":[{index}]}}'


def urgent_terms(shelves: Sequence[Shelf]) -> list[str]:
    """Return the words and numbers of emergencies; a word that half of the pages have, such as "baby", is none."""
    most = _HALF * sum(len(shelf.addresses) for shelf in shelves)
    urgent = {term for shelf in shelves for term in shelf.urgent}
    return sorted(term for term in urgent if term.isdigit() or _pages_with(term, shelves) < most)


def _pages_with(term: str, shelves: Sequence[Shelf]) -> int:
    where = (places.get(term, "") for shelf in shelves for places in shelf.places)
    return len({page.partition(":")[0] for pages in where for page in pages.split(",") if page})


def _average(lengths: Iterable[int]) -> float:
    """Return a field's average number of different terms, summed as MiniSearch sums it."""
    average = 0.0
    for number, length in enumerate(lengths):
        average = (average * number + length) / (number + 1)
    return average


def as_json(value: object) -> str:
    """Return a value as JSON without spaces, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
