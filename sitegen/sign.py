"""Signing: recording who translated and who checked a page, bound to what it says today."""

import datetime as dt

from sitegen.model import Language
from sitegen.problems import Problem, SiteError
from sitegen.project import Project
from sitegen.report import Placed, texts
from sitegen.reviews import PHRASES, Review, digest_of, format_reviews, page_name, reviews_path
from sitegen.summaries import Renditions


def sign(project: Project, renditions: Renditions, language: Language, name: str, review: Review) -> str:
    """Return the text of a language's file of records with one more record; nothing is written.

    What the new record leaves empty is kept from an old one, but for the check: that was of another text.
    A page is signed only while all of its texts are current.
    """
    placed = list(_signed_texts(project, renditions, language, name))
    if not placed:
        names = ", ".join(sorted(page_name(page) for page in project.pages))
        raise SiteError([Problem(reviews_path(language), 1, f'there is no page "{name}"; name one of: {names}')])
    if open_texts := [text for text in placed if text.translation.english]:
        raise SiteError(
            Problem(
                text.path, text.segment.line, f'"{text.segment.text}" is {text.translation.state}; translate it first'
            )
            for text in open_texts
        )
    records = dict(project.reviews[language.code])
    old = records.get(name, Review(language.origin))
    records[name] = review._replace(
        origin=review.origin or old.origin,
        translated_by=review.translated_by or old.translated_by,
        digest=digest_of((text.segment, text.translation) for text in placed),
    )
    return format_reviews(records)


def today() -> dt.date:
    """Return the date that a record gets where none is given."""
    return dt.datetime.now(tz=dt.UTC).date()


def _signed_texts(project: Project, renditions: Renditions, language: Language, name: str) -> list[Placed]:
    placed = texts(project, renditions, language)
    if name == PHRASES:
        return [text for text in placed if text.catalogue == PHRASES]
    paths = [page.path for page in project.pages if page_name(page) == name]
    return [text for text in placed if text.path in paths]
