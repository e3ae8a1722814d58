"""The oldest gaps of each language, with their age from git where there is one.

A gap is as old as its English: since when today's words have stood in their file without a current translation.
That is what `git blame` says of the newest of the lines that the text stands on.  Of a commit's two dates the
committer's counts: the author's survives rebasing and may be long before the words came to the others.  Where a
file was renamed or a paragraph moved within it, git finds the text again; one that was wrapped anew looks younger.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from sitegen.entries import Entry
from sitegen.model import Key, Language
from sitegen.patterns import pattern
from sitegen.project import Project, catalogue_path
from sitegen.report import Placed, texts
from sitegen.revisions import ask_git
from sitegen.summaries import Renditions
from sitegen.translate import State

OLDEST = 5
"""How many gaps of a language are told."""

_WORD = pattern(r"[^\W_]+")
_TOKEN = pattern(r"\{[^{}\s]*\}")
_COMMITTED = "committer-time "
_LATEST = 2**32
"""A time that a date can hold, for commits whose clock was wrong."""

_DAYS_TOLD, _WEEKS_TOLD, _MONTHS_TOLD = 14, 70, 730
"""From so many days on an age is told in weeks, months, years."""


class Since(NamedTuple):
    """Since when a line or a text has been as it is; the newer of two is the greater."""

    date: dt.date
    exact: bool
    """False where the history that we have is cut off there, so that the truth may be older."""


class Line(NamedTuple):
    """A line of a file."""

    text: str
    since: Since


History = Mapping[str, Sequence[Line]]
"""The lines of files by path; without those that git does not know."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A text without a current translation."""

    text: Placed
    since: Since | None
    """None where git does not tell."""

    age: str
    """In words: new, 12 days, at least 3 weeks, age unknown."""


def oldest_gaps(
    project: Project, renditions: Renditions, languages: Sequence[Language], today: dt.date
) -> dict[str, list[Gap]]:
    """Return the oldest gaps by language: safety texts first, then by age, those of unknown age last.

    A text that stands in several places is one gap, as old as the oldest of them.
    """
    wanting = {
        language: [text for text in texts(project, renditions, language) if _is_open(text)] for language in languages
    }
    history = read_history(project.root, _files(wanting), today)
    return {
        language.code: _oldest(
            Gap(text, since := _open_since(text, language, history), in_words(since, today)) for text in found
        )
        for language, found in wanting.items()
    }


def read_history(root: Path, paths: Iterable[str], today: dt.date) -> History:
    """Return since when each line of the files has been as it is; what is not committed is of today.

    Empty where there is no git or no repository; a file that git does not know is left out.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return {}
    # Settings of the reader's own must not change the answer: neither which commits are skipped nor what is a boundary.
    blame = ("-c", "blame.showRoot=false", "blame", "--ignore-revs-file=", "-M", "--line-porcelain", "--")
    told = {path: _git(root, *blame, path) for path in dict.fromkeys(paths)}
    is_shallow = shallow.strip() == "true"
    return {path: list(_lines(text, today, is_shallow=is_shallow)) for path, text in told.items() if text is not None}


def since_when(text: str, first: int, lines: Sequence[Line]) -> Since | None:
    """Return since when a text has stood on its lines, of which only the number of the first is known.

    The others are those below on which the text's words go on, up to an empty line.
    """
    if not 0 < first <= len(lines):
        return None
    newest = lines[first - 1].since
    wanted = _words(text)
    for line in takewhile(lambda line: line.text.strip(), lines[first - 1 :]):
        left = _without_start(wanted, _words(line.text))
        if left != wanted:
            newest = max(newest, line.since)
        wanted = left
    return newest


def in_words(since: Since | None, today: dt.date) -> str:
    """Return an age in words, rounded down.

    >>> days = (0, 1, 13, 14, 69, 70, 729, 730)
    >>> [in_words(Since(dt.date(2026, 1, 1), True), dt.date(2026, 1, 1) + dt.timedelta(number)) for number in days]
    ['new', '1 day', '13 days', '2 weeks', '9 weeks', '2 months', '23 months', '2 years']
    """
    days = (today - since.date).days if since else 0
    if since is None or (days <= 0 and not since.exact):
        return "age unknown"
    if days <= 0:
        return "new"
    if days < _DAYS_TOLD:
        number, unit = days, "day"
    elif days < _WEEKS_TOLD:
        number, unit = days // 7, "week"
    elif days < _MONTHS_TOLD:
        number, unit = days * 12 // 365, "month"
    else:
        number, unit = days // 365, "year"
    return f"{'' if since.exact else 'at least '}{number} {unit}{'' if number == 1 else 's'}"


def _is_open(text: Placed) -> bool:
    """Tell whether a translator has something to do; where only a phrase of the facts is missing, that is told."""
    return text.translation.english and text.segment.translatable and not text.translation.waits


def _files(wanting: Mapping[Language, Sequence[Placed]]) -> Iterator[str]:
    """Give the files that the ages depend on."""
    for language, found in wanting.items():
        for text in found:
            yield text.path
            if text.translation.state is State.INVALID:
                yield catalogue_path(language, text.catalogue)


def _open_since(text: Placed, language: Language, history: History) -> Since | None:
    """Return since when a text has been open; an invalid one only since its translation has been as it is."""
    english = since_when(text.segment.text, text.segment.line, history.get(text.path, ()))
    entry = text.translation.entry
    if text.translation.state is not State.INVALID or not entry:
        return english
    strings = _strings_since(entry, catalogue_path(language, text.catalogue), history)
    return max(english, *strings) if english and strings else None


def _strings_since(entry: Entry, path: str, history: History) -> list[Since]:
    """Return since when each line of a translation has been as it is; none where git does not tell."""
    return [line.since for line in takewhile(_is_string, history.get(path, ())[entry.string_lines[0] - 1 :])]


def changed_after(
    day: dt.date, root: Path, found: Iterable[Placed], language: Language, today: dt.date
) -> Iterator[tuple[Placed, dt.date]]:
    """Give those of some texts whose translation was changed after a day, as far as git tells, and when."""
    placed = [(text, text.translation.entry, catalogue_path(language, text.catalogue)) for text in found]
    history = read_history(root, [path for _, _, path in placed], today)
    for text, entry, path in placed:
        lines = _strings_since(entry, path, history) if entry else []
        changed = max((since.date for since in lines if since.exact), default=day)
        if changed > day:
            yield text, changed


def _is_string(line: Line) -> bool:
    return line.text.lstrip().startswith(("msgstr", '"'))


def _oldest(gaps: Iterable[Gap]) -> list[Gap]:
    first: dict[tuple[str, Key], Gap] = {}
    for gap in sorted(gaps, key=_rank):
        first.setdefault((gap.text.catalogue, gap.text.segment.key), gap)
    return list(first.values())[:OLDEST]


def _rank(gap: Gap) -> tuple[bool, bool, Since]:
    unknown = Since(dt.date.max, exact=True)
    return not gap.text.segment.critical, gap.since is None, gap.since or unknown


def _words(text: str) -> list[str]:
    return _WORD.findall(_TOKEN.sub("", text))


def _without_start(wanted: list[str], words: Iterable[str]) -> list[str]:
    """Return what is still wanted after those of the words that go on with it; marks and targets stand between."""
    place = 0
    for word in words:
        place += place < len(wanted) and word == wanted[place]
    return wanted[place:]


def _lines(porcelain: str, today: dt.date, *, is_shallow: bool) -> Iterator[Line]:
    """Give a file's lines from what `git blame --line-porcelain` says: a head, then the line after a tab."""
    head: list[str] = []
    for row in porcelain.split("\n"):
        if not row.startswith("\t"):
            head.append(row)
            continue
        is_committed = head[0].split()[0].strip("0")
        seconds = next((int(told.removeprefix(_COMMITTED)) for told in head if told.startswith(_COMMITTED)), 0)
        date = dt.datetime.fromtimestamp(min(seconds, _LATEST), dt.UTC).date() if is_committed else today
        # A repository's very first commit is called a boundary, too, but there the history does begin.
        yield Line(row[1:], Since(date, exact=not (is_shallow and "boundary" in head)))
        head = []


def _git(root: Path, *words: str) -> str | None:
    """Return what git prints; None where it fails or is not there, since an age is only good to know."""
    said = ask_git(root, *words)
    return said.printed.decode("utf-8", "replace") if said.is_good else None
