"""Provenance: who made and who checked the translation of a page, from `locales/<code>/reviews.yaml`.

A record is bound to a digest of every English text of the page, its translation and the kinds of cards that it stands
in, and of the phrases of facts that the page names, so any edit of either side voids it; then only what
`languages.yaml` says of the whole language holds.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.facts import FACTS
from sitegen.fields import Fields, parse_yaml
from sitegen.languages import MACHINE, ORIGINS
from sitegen.memo import MEMO
from sitegen.model import FACT_TOKEN, Language, Segment
from sitegen.pages import Page
from sitegen.problems import Problem
from sitegen.renditions import Rendition
from sitegen.sources import read_source
from sitegen.translate import Translation

Phrase = Callable[[str], tuple[str, str] | None]
"""Gives a fact that is a phrase, by its name, in English and as a language says it; nothing for another fact."""

_FIELDS = ("origin", "translated_by", "checked_by", "checked", "digest")
_HEAD = "# Who made and who checked each page's translation. `python build.py sign` writes these records.\n"


class Review(NamedTuple):
    """How the translation of one page was made and checked."""

    origin: str
    """machine draft, machine draft edited or human."""

    translated_by: str = ""
    checked_by: str = ""
    checked: dt.date | None = None
    digest: str = ""
    line: int = 1

    @property
    def unchecked(self) -> str:
        """Return how a machine made the translation, if it did and no person has checked that."""
        return self.origin if self.checked is None and self.origin in MACHINE else ""


def reviews_path(language: Language) -> str:
    """Return where a language's records lie."""
    return f"locales/{language.code}/reviews.yaml"


def page_name(page: Page) -> str:
    """Return a page's name in records and on the command line: `pregnancy/vitamins`."""
    return page.path.removeprefix("content/").removesuffix(".md")


def load_reviews(
    root: Path, language: Language, pages: Iterable[Page], problems: list[Problem]
) -> Mapping[str, Review]:
    """Return a language's records by page name."""
    path = reviews_path(language)
    if not (root / path).is_file():
        return {}
    text = read_source(root, path, problems)
    if text is None:
        return {}
    names = {page_name(page) for page in pages} | {FACTS}
    return MEMO.recall((path, text, *sorted(names)), partial(_reviews, path, text, names), problems)


def _reviews(path: str, text: str, names: Collection[str], problems: list[Problem]) -> dict[str, Review]:
    fields = parse_yaml(path, text, problems)
    if fields is None:
        return {}
    reviews = {}
    for name, group in fields.members():
        if name not in names:
            message = f'there is no page "{name}"; rename the record as the page was, or delete it'
            group.complain(fields.line_of(name), message)
        reviews[name] = _review(group)
    return reviews


def _review(fields: Fields) -> Review:
    fields.only(_FIELDS)
    if fields.has("checked_by") != fields.has("checked"):
        fields.complain(fields.line, '"checked_by" and "checked" come in pairs; give both')
    return Review(
        origin=fields.choice("origin", ORIGINS[1:]),
        translated_by=fields.text("translated_by", ""),
        checked_by=fields.text("checked_by", ""),
        checked=fields.day_done("checked"),
        digest=fields.text("digest"),
        line=fields.line,
    )


def digest_of(texts: Iterable[tuple[Segment, Translation]]) -> str:
    """Return a digest of English texts and their translations."""
    return _digest([[segment.text, segment.targets, translation.text] for segment, translation in texts])


def page_digest(rendition: Rendition, phrase: Phrase) -> str:
    """Return a digest of what a person checks on a page.

    The same words say the opposite under "do" and under "do not", and a phrase of a fact is read as words of the page.
    """
    page = rendition.page
    texts = zip(page.segments, rendition.shown, page.cards, strict=True)
    sides = [[segment.text, segment.targets, translation.text, *cards] for segment, translation, cards in texts]
    named = {name for segment in page.segments for name in FACT_TOKEN.findall(segment.text)}
    phrases = [[name, *said] for name in sorted(named) if (said := phrase(name))]
    return _digest([*sides, *phrases])


def _digest(sides: list[list[Any]]) -> str:
    return hashlib.sha256(json.dumps(sides, ensure_ascii=False).encode()).hexdigest()[:32]


def review_of(language: Language, rendition: Rendition, reviews: Mapping[str, Review], phrase: Phrase) -> Review:
    """Return how a page's translation was made: its record while that fits, else what holds for the language."""
    record = reviews.get(page_name(rendition.page))
    if record and record.digest == page_digest(rendition, phrase):
        return record
    return Review(language.origin)


def format_reviews(reviews: Mapping[str, Review]) -> str:
    """Return the text of a file of records, sorted by page."""
    rows = [_HEAD]
    for name, review in sorted(reviews.items()):
        values = (
            ("origin", review.origin),
            ("translated_by", review.translated_by),
            ("checked_by", review.checked_by),
            ("checked", review.checked.isoformat() if review.checked else ""),
            ("digest", review.digest),
        )
        rows.append(f"{name}:\n")
        rows += [f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values if value]
    return "".join(rows)
