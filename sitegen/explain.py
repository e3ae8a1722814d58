"""Why a text is as it is in a language: its key, its entry, its state, and what to do."""

import re
from collections.abc import Iterator

from sitegen.model import Language
from sitegen.po_lines import comment_kind
from sitegen.project import Project, catalogue_path
from sitegen.renditions import Rendition
from sitegen.report import Placed, texts
from sitegen.summaries import Renditions
from sitegen.translate import State

MOST = 10
"""How many texts are explained at once."""

_ADVICE = {
    State.CURRENT: "nothing: it is shown",
    State.FUZZY: "a person compares it with the English, mends it, and takes the mark fuzzy and the lines with #| away",
    State.MISSING: "translate it",
    State.INVALID: "mend the translation as said above",
}


def explain(project: Project, renditions: Renditions, language: Language, where: str) -> str:
    """Explain the texts at `file:line`, of the English or a catalogue, or those that have some words on either side."""
    found = list(_found(project, renditions, language, where))
    if not found:
        return f'there is no text at "{where}"; name file:line, or some words as they stand in the file'
    pages = renditions[language.code]
    told = [_told(explained(text, language, pages.get(text.path))) for text in found[:MOST]]
    if len(found) > MOST:
        told.append(f"… and {len(found) - MOST} more; name more words")
    return "\n\n".join(told)


def _found(project: Project, renditions: Renditions, language: Language, where: str) -> Iterator[Placed]:
    placed = list(texts(project, renditions, language))
    if place := re.fullmatch(r"(.+):(\d{1,9})", where):
        begun = [(_line_in(place[1], text, language), text) for text in placed]
        last = max((line for line, _ in begun if line <= int(place[2])), default=0)
        yield from (text for line, text in begun if line == last > 0)
        return
    words = " ".join(where.split()).casefold()
    for text in placed:
        entry = text.translation.entry
        sides = [text.segment.text, *(entry.strings if entry else ())]
        if any(words in side.casefold() for side in sides):
            yield text


def _line_in(path: str, text: Placed, language: Language) -> int:
    """Return the line on which a text, or its entry with the comments before it, begins in a file; 0 in any other."""
    if text.path == path:
        return text.segment.line
    entry = text.translation.entry
    if not entry or path != catalogue_path(language, text.catalogue):
        return 0
    return entry.line - next(
        number for number, line in enumerate(entry.lines) if comment_kind(line)[:1] not in {"", "#"}
    )


def explained(text: Placed, language: Language, page: Rendition | None) -> list[tuple[str, str]]:
    """Return what there is to say of a text, as names and values; `page` is its own, where it is one of content."""
    segment, translation = text.segment, text.translation
    path = catalogue_path(language, text.catalogue)
    entry = translation.entry
    rows = [
        ("text", f"{text.path}:{segment.line} ({segment.role}{', safety text' if segment.critical else ''})"),
        ("English", segment.text),
        ("key", f'msgid "{segment.text}"' + (f', msgctxt "{segment.key.context}"' if segment.key.context else "")),
        ("entry", f"{path}:{entry.line}" if entry else _no_entry(text, language, path)),
        ("translation", " / ".join(entry.strings) if entry else ""),
        ("state", f"{translation.state}{'' if translation.state is State.CURRENT else ': the page shows the English'}"),
        *(("because", fault) for fault in translation.faults),
        ("to do", _to_do(text, language, page)),
    ]
    return [(name, value) for name, value in rows if value]


def _told(rows: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name + ':':13}{value}" for name, value in rows)


def _no_entry(text: Placed, language: Language, path: str) -> str:
    if language.is_source or not text.segment.translatable:
        return "none is needed"
    return f"none in {path}: the English is new or was changed since the last update"


def _to_do(text: Placed, language: Language, page: Rendition | None) -> str:
    if text.translation.state is State.MISSING and not text.translation.entry:
        return f"run build.py update --language {language.code}, then translate it"
    if text.translation.state is State.CURRENT and page and page.is_english(text.segment, text.translation):
        return "translate more of its page: one with less than half of its words current stands in English"
    if text.translation.waits:
        return "translate the phrase; the text itself is done"
    return _ADVICE[text.translation.state]
