"""How far each language is, in words and per cent, the safety core first, and which gaps are the oldest."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten

from sitegen.ages import Gap
from sitegen.model import Language
from sitegen.project import Project
from sitegen.report import texts
from sitegen.summaries import Renditions
from sitegen.translate import State

SAFETY = "safety core"
ALL = "everything"

_BRIEF = 70
"""How much of a text is shown, in characters; its file and line say where the rest is."""

_STYLE = (
    "body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-block-end:2rem}"
    "@media(max-width:40em){table{display:block;overflow-x:auto}}"
    "caption{font-weight:bold;text-align:start;padding:.25rem .5rem}"
    "th,td{padding:.25rem .5rem;text-align:start;vertical-align:top;border-block-end:1px solid #ccc}"
    "td.text{overflow-wrap:anywhere}"
    ".number{text-align:end;font-variant-numeric:tabular-nums}meter{width:100%;height:1.25rem}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the site in one language."""

    name: str
    """A catalogue's name, or safety core, or everything."""

    words: Counter[State]
    """How many English words are in each state."""

    @property
    def share(self) -> float:
        """Return the share of words whose translation is current, from 0 to 1."""
        return self.words[State.CURRENT] / (self.words.total() or 1)

    @property
    def percent(self) -> str:
        """Return the share in per cent, 100 only where nothing is missing."""
        return f"{int(self.share * 100)}%"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one language is."""

    language: Language
    rows: Sequence[Row]
    oldest: Sequence[Gap]


def status(project: Project, renditions: Renditions, language: Language) -> list[Row]:
    """Return a language's rows: the safety core, then all, then each catalogue."""
    rows: dict[str, Counter[State]] = {SAFETY: Counter(), ALL: Counter()}
    rows |= {name: Counter() for name in project.catalogue_names}
    for text in texts(project, renditions, language):
        if text.segment.translatable:
            for name in (text.catalogue, ALL, *([SAFETY] if text.segment.critical else [])):
                rows[name][text.translation.state] += text.segment.words
    return [Row(name, words) for name, words in rows.items() if words]


def status_text(standings: Iterable[Standing]) -> str:
    """Return tables for a terminal, each with its oldest gaps below."""
    lines = [f"{'words':30}{'current':>9}" + "".join(f"{state:>9}" for state in State)]
    for standing in standings:
        lines.append(f"{standing.language.english_name} ({standing.language.code})")
        lines += [
            f"  {row.name:28}{row.percent:>9}" + "".join(f"{row.words[state]:>9,}" for state in State)
            for row in standing.rows
        ]
        lines += ["  oldest gaps:"] * bool(standing.oldest)
        for gap in standing.oldest:
            mark = " SAFETY TEXT" if gap.text.segment.critical else ""
            lines.append(f'    {_place(gap)}:{mark} "{_brief(gap)}" ({gap.text.translation.state}, {gap.age})')
    return "\n".join(lines)


def status_json(standings: Iterable[Standing]) -> str:
    """Return the same for other programs: by language the words by part and state, and the oldest gaps."""
    found = {
        standing.language.code: {
            "words": {row.name: {state.value: row.words[state] for state in State} for row in standing.rows},
            "oldest": [_values(gap) for gap in standing.oldest],
        }
        for standing in standings
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def status_html(title: str, standings: Iterable[Standing]) -> str:
    """Return the same as one page that needs no other file."""
    return "".join(_page(title, standings))


def _values(gap: Gap) -> dict[str, str | int | bool | None]:
    segment = gap.text.segment
    return {
        "path": gap.text.path,
        "line": segment.line,
        "text": segment.text,
        "state": gap.text.translation.state.value,
        "safety": segment.critical,
        "since": gap.since.date.isoformat() if gap.since else None,
        "at_least": bool(gap.since and not gap.since.exact),
    }


def _place(gap: Gap) -> str:
    return f"{gap.text.path}:{gap.text.segment.line}"


def _brief(gap: Gap) -> str:
    return shorten(gap.text.segment.text, _BRIEF, placeholder=" …")


def _page(title: str, standings: Iterable[Standing]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head><meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f"<title>Translations of {escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f"<h1>Translations of {escape(title)}</h1>\n"
    for standing in standings:
        language = standing.language
        name = f'<bdi lang="{language.code}" dir="{language.direction}">{escape(language.name)}</bdi>'
        yield f"<h2>{escape(language.english_name)}, {name}</h2>\n<table>\n<tr><th>Part</th><th>Words current</th>"
        yield "".join(f'<th class="number">{state}</th>' for state in State) + "</tr>\n"
        for row in standing.rows:
            bar = f'<meter min="0" max="1" low="0.5" high="0.99" optimum="1" value="{row.share:.4f}"></meter>'
            yield f"<tr><th>{escape(row.name)}</th><td>{bar} {row.percent}</td>"
            yield "".join(f'<td class="number">{row.words[state]:,}</td>' for state in State) + "</tr>\n"
        yield "</table>\n"
        yield from _oldest_table(standing.oldest)
    yield "</body>\n</html>\n"


def _oldest_table(gaps: Sequence[Gap]) -> Iterator[str]:
    if not gaps:
        return
    yield "<table>\n<caption>Oldest gaps</caption>\n<tr><th>English</th><th>State</th><th>Age</th></tr>\n"
    for gap in gaps:
        mark = "<strong>safety text</strong>, " if gap.text.segment.critical else ""
        yield f'<tr><td class="text">{escape(_brief(gap))}<br><small>{escape(_place(gap))}</small></td>'
        yield f"<td>{mark}{gap.text.translation.state}</td><td>{gap.age}{_date(gap)}</td></tr>\n"
    yield "</table>\n"


def _date(gap: Gap) -> str:
    if not gap.since:
        return ""
    date = f'<time datetime="{gap.since.date}">{gap.since.date.day} {gap.since.date:%B %Y}</time>'
    return f"<br>since {date}{'' if gap.since.exact else ' or before'}"
