"""Signing: recording who translated and who checked a page, bound to what it says today."""

import datetime as dt
from typing import NamedTuple

from sitegen.ages import changed_after
from sitegen.facts import FACTS
from sitegen.fields import A_DAY
from sitegen.model import Language
from sitegen.phrases import phrases
from sitegen.problems import Problem, SiteError, UsageError, nearest
from sitegen.project import Project, catalogue_path
from sitegen.report import Placed, texts
from sitegen.reviews import Review, format_reviews, page_digest, page_name, reviews_path
from sitegen.safety import phrases_digest
from sitegen.summaries import Renditions

_NOTHING = 'there is nothing to record; give --checked-by "NAME", --translated-by "NAME" or --origin'


class Signed(NamedTuple):
    """A language's file of records with one more record; nothing is written yet."""

    text: str
    record: Review
    void: Review | None
    """The former record, where it was of other words: nothing of it is kept."""


def sign(project: Project, renditions: Renditions, language: Language, name: str, review: Review) -> Signed:
    """Return the records with one more.

    What the new record leaves empty is kept from an old one of the very same words: of others it says nothing.
    A page is signed only while all of its texts are current.
    """
    if language.is_source:
        raise UsageError(f"{language.code} is the language of the content; name one to translate into")
    if not (review.checked_by or review.translated_by or review.origin):
        raise UsageError(_NOTHING)
    placed = _signed_texts(project, renditions, language, name)
    if not placed:
        near = nearest(name, [page_name(page) for page in project.pages])
        raise UsageError(
            f'there is no page "{name}"; ' + (f'write "{near}"' if near else "name one as in birth/pain-relief")
        )
    if open_texts := [text for text in placed if text.translation.english]:
        raise SiteError(
            Problem(
                text.path,
                text.segment.line,
                f'"{text.segment.text}" is {text.translation.state}; '
                + "; ".join(text.translation.faults or ("translate it first",)),
            )
            for text in open_texts
        )
    _check_day(project, language, placed, review)
    records = dict(project.reviews[language.code])
    if name == FACTS:
        digest = phrases_digest(project, renditions, language)
    else:
        digest = page_digest(renditions[language.code][placed[0].path], phrases(project, language))
    former = records.get(name)
    fits = former if former and former.digest == digest else None
    records[name] = _amended(fits or Review(language.origin), review)._replace(digest=digest)
    return Signed(format_reviews(records), records[name], None if fits else former)


def _check_day(project: Project, language: Language, placed: list[Placed], review: Review) -> None:
    """Refuse the day of a check before today on which the words were not there yet."""
    if not review.checked or review.checked >= today():
        return
    # A day later is the same day somewhere on Earth.
    later = changed_after(review.checked + A_DAY, project.root, placed, language, today())
    if problems := [_too_early(text, changed, language, review.checked) for text, changed in later]:
        raise SiteError(problems)


def _too_early(text: Placed, changed: dt.date, language: Language, checked: dt.date) -> Problem:
    path, entry = catalogue_path(language, text.catalogue), text.translation.entry
    return Problem(
        path,
        entry.line if entry else 1,
        f'the translation "{text.translation.text}" was changed on {changed}, so nobody checked it on {checked}; '
        "compare it with the English, and give the day when that was done, or no --date for today",
    )


def _amended(old: Review, new: Review) -> Review:
    """Return a record with what a new one says instead."""
    check = new if new.checked_by else old
    return old._replace(
        origin=new.origin or old.origin,
        translated_by=new.translated_by or old.translated_by,
        checked_by=check.checked_by,
        checked=check.checked,
    )


def signed_text(signed: Signed, language: Language) -> str:
    """Return what was recorded, and that a former record of other words has gone."""
    told = f"Recorded in {reviews_path(language)}: {_said(signed.record)}."
    if signed.void:
        told += (
            f"\nThe former record ({_said(signed.void)}) was of other words, so nothing of it is kept; "
            "give --translated-by and --origin again if they hold for these."
        )
    return told


def _said(review: Review) -> str:
    said = [review.origin]
    said += [f"translated by {review.translated_by}"] * bool(review.translated_by)
    said += [f"checked by {review.checked_by} on {review.checked}"] * bool(review.checked_by)
    return ", ".join(said)


def today() -> dt.date:
    """Return the date that a record gets where none is given."""
    return dt.datetime.now(tz=dt.UTC).date()


def _signed_texts(project: Project, renditions: Renditions, language: Language, name: str) -> list[Placed]:
    placed = texts(project, renditions, language)
    if name == FACTS:
        return [text for text in placed if text.catalogue == FACTS]
    paths = [page.path for page in project.pages if page_name(page) == name]
    return [text for text in placed if text.path in paths]
