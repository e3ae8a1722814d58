"""How far each language is, in words and per cent, the safety core first."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from sitegen.drawing import Renditions
from sitegen.model import Language
from sitegen.project import Project
from sitegen.report import texts
from sitegen.translate import State

SAFETY = "safety core"
ALL = "everything"

_STYLE = (
    "body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-block-end:2rem}"
    "th,td{padding:.25rem .5rem;text-align:start;border-block-end:1px solid #ccc}"
    "td.number{text-align:end;font-variant-numeric:tabular-nums}meter{width:100%;height:1.25rem}"
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


def status(project: Project, renditions: Renditions, language: Language) -> list[Row]:
    """Return a language's rows: the safety core, then all, then each catalogue."""
    rows: dict[str, Counter[State]] = {SAFETY: Counter(), ALL: Counter()}
    rows |= {name: Counter() for name in project.catalogue_names}
    for text in texts(project, renditions, language):
        if text.segment.translatable:
            for name in (text.catalogue, ALL, *([SAFETY] if text.segment.critical else [])):
                rows[name][text.translation.state] += text.segment.words
    return [Row(name, words) for name, words in rows.items() if words]


def status_text(languages: Iterable[tuple[Language, list[Row]]]) -> str:
    """Return the rows as a table for a terminal."""
    lines = [f"{'words':30}{'current':>9}" + "".join(f"{state:>9}" for state in State)]
    for language, rows in languages:
        lines.append(f"{language.english_name} ({language.code})")
        lines += [
            f"  {row.name:28}{row.percent:>9}" + "".join(f"{row.words[state]:>9,}" for state in State) for row in rows
        ]
    return "\n".join(lines)


def status_json(languages: Iterable[tuple[Language, list[Row]]]) -> str:
    """Return the rows for other programs: words by language, part and state."""
    counts = {
        language.code: {row.name: {state.value: row.words[state] for state in State} for row in rows}
        for language, rows in languages
    }
    return json.dumps(counts, ensure_ascii=False, indent=2)


def status_html(title: str, languages: Iterable[tuple[Language, list[Row]]]) -> str:
    """Return the rows as one page that needs no other file."""
    return "".join(_page(title, languages))


def _page(title: str, languages: Iterable[tuple[Language, list[Row]]]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head><meta charset="utf-8">\n'
    yield f"<title>Translations of {escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f"<h1>Translations of {escape(title)}</h1>\n"
    for language, rows in languages:
        name = f'<bdi lang="{language.code}" dir="{language.direction}">{escape(language.name)}</bdi>'
        yield f"<h2>{escape(language.english_name)}, {name}</h2>\n<table>\n<tr><th>Part</th><th>Words current</th>"
        yield "".join(f"<th>{state}</th>" for state in State) + "</tr>\n"
        for row in rows:
            bar = f'<meter min="0" max="1" low="0.5" high="0.99" optimum="1" value="{row.share:.4f}"></meter>'
            yield f"<tr><th>{escape(row.name)}</th><td>{bar} {row.percent}</td>"
            yield "".join(f'<td class="number">{row.words[state]:,}</td>' for state in State) + "</tr>\n"
        yield "</table>\n"
    yield "</body>\n</html>\n"
