"""Advice on English: what an editor should look at once more. It is listed and never stops a build.

Who finds a text right as it is accepts the advice in `content/accepted.yaml`, with the reason.
"""

import datetime as dt
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sitegen.accepted import Acceptances, Advice, Advised, advice_digest, load_acceptances
from sitegen.easy_read import EASY_KINDS, Found, easy_faults
from sitegen.model import Segment
from sitegen.pages import Card, Mark, Page, Part
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.readability import grade, said, sentences, words
from sitegen.sources import read_source
from sitegen.wording import Wording

ACCEPTED_FILE = "content/accepted.yaml"
GRADE, SENTENCE, WORD, LINK, ALT, HEADING = "reading grade", "long sentence", "word", "link words", "picture", "heading"
DATE, NUMBER, EXCLAMATION, CAPITALS, SHORT = "review date", "number", "exclamation mark", "capitals", "short form"
SPACES = "spaces"
KINDS = (GRADE, SENTENCE, WORD, LINK, ALT, HEADING, DATE, NUMBER, EXCLAMATION, CAPITALS, SHORT, SPACES, *EASY_KINDS)

_HIGHEST_GRADE = 6
_ENOUGH_WORDS = 100
"""In fewer words a few long ones make a grade that says nothing."""

_MOST_WORDS = 20
_QUOTED = pattern(r"“[^“”]*”|\"[^\"]*\"")
_LINK = pattern(r"\[([^\[\]]*)\]\(\{\d+\}\)")
_EMPTY_LINK = pattern(
    r"(?:click |see |read |find out |learn |go )?(?:here|more)|(?:this )?(?:link|page|website)|this|details|info"
    r"|(?:click\b|https?:|www\.).*"
)
_PICTURE_OF = pattern(
    r"(?:an? |the )?(?:image|picture|photo|photograph|graphic|icon|drawing|illustration) (?:of|showing)\b",
    re.IGNORECASE,
)
_NUMBER = pattern(r"(?<![\w-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![\w-])", re.IGNORECASE)
_NUMBER_STAYS = pattern(r"\bone or two\b", re.IGNORECASE)
_EXPLAINED = pattern(r"\((?:[^()]*\b(?:or|called) )?([A-Z]{2,})s?\)")
_CAPITALS = pattern(r"(?<![\w&-])([A-Z]{2,})s?(?![\w&-])")
_SHORT_FORM = pattern(r"\b\w+n['’]t\b", re.IGNORECASE)
_HEADING_START = pattern(r"<h([1-6])[^<>]*$")
_SPACES = pattern(r"\S(  +)[^\s|]")
_NOT_RUNNING = pattern(r"^\s*(?:\||:|[-*+] |\d+[.)] |<!--)")


def all_style(project: Project, wording: Wording, today: dt.date) -> list[Advised]:
    """Return the advice on the English of all pages, accepted or not, in the order of the files."""
    found = {advised for page in project.pages for advised in page_style(project.root, page, wording, today)}
    return sorted(found, key=lambda advised: advised.problem)


def page_style(root: Path, page: Page, wording: Wording, today: dt.date) -> Iterator[Advised]:
    """Give the advice on one page."""
    for each in _page_faults(root, page, wording, today):
        digest = advice_digest(each.kind, each.english, each.subject)
        advice = Advice(each.kind, each.message)
        yield Advised(page.path, each.line, advice, textwrap.shorten(each.english, 70, placeholder=" …"), digest)


def load_accepted_style(root: Path, problems: list[Problem]) -> Acceptances:
    """Return the accepted advice on the English."""
    return load_acceptances(root, ACCEPTED_FILE, KINDS, problems, with_reasons=True)


def _page_faults(root: Path, page: Page, wording: Wording, today: dt.date) -> Iterator[Found]:
    explained = {name for segment in page.segments for name in _EXPLAINED.findall(segment.text)}
    wording = replace(wording, abbreviations=wording.abbreviations | explained)
    for segment in page.segments:
        for rule in _RULES:
            for kind, subject, message in rule(segment, wording):
                yield Found(kind, segment.line, segment.text, subject, message)
    source = (read_source(root, page.path, []) or "").split("\n")
    yield from _grade(page)
    yield from _levels(page)
    yield from _dates(page, source, today)
    yield from _spaces(source)
    if page.kind == "easy-read":
        yield from easy_faults(page, wording)


_Told = Iterator[tuple[str, str, str]]
"""Kinds, what is wrong in the text, and messages."""


def _long_sentences(segment: Segment, _: Wording) -> _Told:
    """Tell sentences of more than 20 words."""
    if segment.role in {"title", "alt"} or segment.register:
        return  # a line of easy read has a limit of its own
    for sentence in sentences(said(segment.text)):
        length = len(words(sentence))
        if length > _MOST_WORDS:
            start = textwrap.shorten(sentence, 40, placeholder=" …")
            yield SENTENCE, sentence, f'"{start}" has {length} words; keep to {_MOST_WORDS}, and part it in two'


def _plain_words(segment: Segment, wording: Wording) -> _Told:
    """Tell words that have a plain one; one in quotation marks is a name, and a term is explained below it."""
    if segment.role == "term":
        return
    for written, word in wording.plain.find(_QUOTED.sub(" ", said(segment.text))):
        note = f" ({word.note})" if word.note else ""
        yield WORD, word.word, f'"{written}" is hard to read; write "{word.instead}"{note}'


def _links(segment: Segment, _: Wording) -> _Told:
    """Tell links whose words do not say where they lead."""
    for found in _LINK.finditer(segment.text):
        text = said(found[1]).strip(" .,:;!?→›»>").casefold()
        if _EMPTY_LINK.fullmatch(text):
            yield LINK, text, f'the link "{found[1]}" does not say where it leads; name what is there'


def _alt(segment: Segment, _: Wording) -> _Told:
    """Tell descriptions that say that a picture is a picture."""
    if segment.role == "alt" and (found := _PICTURE_OF.match(segment.text)):
        yield ALT, found[0], f'screen readers say that it is a picture; leave "{found[0]}" out'


def _heading_ends(segment: Segment, _: Wording) -> _Told:
    """Tell headings that end with a full stop."""
    if segment.role in {"heading", "title"} and segment.text.endswith(".") and not segment.text.endswith(".."):
        yield HEADING, ".", "a heading ends without a full stop; take it away"


def _numbers(segment: Segment, _: Wording) -> _Told:
    """Tell numbers in words, but for "one" and for one that begins a sentence."""
    for sentence in sentences(_NUMBER_STAYS.sub(" ", _QUOTED.sub(" ", said(segment.text)))):
        for found in _NUMBER.finditer(sentence):
            if found.start() > 0 or segment.role in {"heading", "title", "cell", "item"}:
                yield NUMBER, found[0], f'write "{found[0]}" in digits'


def _exclamations(segment: Segment, _: Wording) -> _Told:
    """Tell what is shouted."""
    if "!" in segment.text:
        yield EXCLAMATION, "!", '"!" alarms people, or sounds as if it were not serious; write a full stop'


def _capitals(segment: Segment, wording: Wording) -> _Told:
    """Tell words in capitals that are no known or explained abbreviations."""
    for found in _CAPITALS.finditer(said(segment.text)):
        if found[1] not in wording.abbreviations:
            message = f'"{found[0]}" is in capitals; write it in small letters, or in full with ({found[0]}) behind it'
            yield CAPITALS, found[0], message


def _short_forms(segment: Segment, _: Wording) -> _Told:
    """Tell short forms of "not", which is easily missed in them."""
    for found in _SHORT_FORM.finditer(said(segment.text)):
        yield SHORT, found[0], f'"{found[0]}" is easily misread; write "not" in full'


_RULES: tuple[Callable[[Segment, Wording], _Told], ...] = (
    _long_sentences, _plain_words, _links, _alt, _heading_ends, _numbers, _exclamations, _capitals, _short_forms,
)  # fmt: skip


def _grade(page: Page) -> Iterator[Found]:
    """Tell a page that is too hard for 11 years; headings, cells and terms are not sentences."""
    texts = [segment.text for segment in page.document.segments if segment.role in {"paragraph", "item"}]
    found = grade(texts)
    if found > _HIGHEST_GRADE and sum(len(words(said(text))) for text in texts) >= _ENOUGH_WORDS:
        message = f"its reading grade is {found:.1f}; come down to {_HIGHEST_GRADE} with shorter sentences and words"
        yield Found(GRADE, page.title.line, page.title.text, page.body.revision, message)


def _levels(page: Page) -> Iterator[Found]:
    """Tell headings that go down by more than one level at a time; the title is level 1."""
    above = 1
    for level, number in _headings(page.document.parts):
        segment = page.document.segments[number]
        if level > above + 1:
            message = f"the heading is of level {level} below one of level {above}; write {'#' * (above + 1)}"
            yield Found(HEADING, segment.line, segment.text, f"{page.path} {level} {above}", message)
        above = level


def _headings(parts: Iterable[Part]) -> Iterator[tuple[int, int]]:
    """Give the level and the segment of each heading."""
    before = ""
    for part in parts:
        if isinstance(part, Card):
            yield from _headings(part.parts)
        elif isinstance(part, Mark) and (found := _HEADING_START.search(before)):
            yield int(found[1]), part.segment
        before = part if isinstance(part, str) else ""


def _dates(page: Page, source: list[str], today: dt.date) -> Iterator[Found]:
    """Tell a page without a review date, and one whose date is over."""
    title = page.title.text
    if page.review_due is None:
        message = 'it has no review dates; add lines "reviewed: …" and "review_due: …"'
        yield Found(DATE, page.title.line, title, page.path, message)
    elif page.review_due < today:
        line = next((number for number, row in enumerate(source, 1) if row.startswith("review_due")), page.title.line)
        message = f"its review was due on {page.review_due}; read it against its sources, and set new dates"
        yield Found(DATE, line, title, f"{page.path} {page.review_due}", message)


def _spaces(source: list[str]) -> Iterator[Found]:
    """Tell words that are parted by two spaces."""
    starts = [number for number, row in enumerate(source) if row.rstrip() == "---"][1:2]
    for number, row in enumerate(source, 1):
        if starts and number > starts[0] + 1 and not _NOT_RUNNING.match(row) and _SPACES.search(row.strip()):
            yield Found(SPACES, number, row.strip(), "", "there are two spaces one behind the other; keep one")
