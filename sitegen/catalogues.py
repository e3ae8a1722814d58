"""Catalogues read strictly: every fault is told with its line, and a file with a fault is not used."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import zip_longest

from sitegen.entries import CONTENT_TYPE, Catalogue, Entry
from sitegen.languages import is_same_rule
from sitegen.limits import PO_ENTRIES, PO_FAULTS, text_fault
from sitegen.model import Key
from sitegen.patterns import pattern
from sitegen.po_lines import Line, Tell, brief, comment_kind, one_line, read_lines
from sitegen.problems import Problem, nearest

_SHAPE = pattern("(?:(?:C_*)?I_*(?:P_*)?)?(?:c-*)?i-*(?:s-*|p-*(?:n-*)+)")
"""An entry's lines, a letter each: n is a msgstr with a number, - a line of text only, capitals and _ are "#|"."""

_SHAPE_FAULTS = (
    ("()[-_]", "has no msgid or msgstr before it; put one before it, or delete the line"),
    ("[^ ]+() ", "stands inside an entry; delete it, or move it above the entry"),
    ("()[^i]*$", "has no msgid; put msgid and the English text in a line above it, or delete the line"),
    ("[^i]*()i[^sn]*$", 'has no msgstr; put a line msgstr "" below it'),
    ("[^sn]*[sn].*?()p", "stands below msgstr; move it to just below msgid"),
    ("[^p]*p.*?()s", "stands below msgid_plural; write msgstr[0], msgstr[1] and so on"),
    ("[^pn]*()n", "has a number, but there is no msgid_plural; write msgstr"),
    ("[^s]*s[^s]*()s", "is a second msgstr; keep one"),
    ("[^p]*p[^p]*()p", "is a second msgid_plural; keep one"),
    ("()", "is out of order; the order is #| lines, msgctxt, msgid, msgid_plural, msgstr"),
)
"""What can be wrong in the order of lines; the empty group stands before the line to be told."""

_FLAG = pattern(
    r"fuzzy|no-wrap|wrap|read-only|md-text|safe-html|(?!.*fuz)(?:ignore-[a-z-]+|[a-z+-]+-format)"
    r"|(?:max-length|priority):[0-9]+|range:[0-9]+\.\.[0-9]+"
)
_FLAGS = ("fuzzy", "no-wrap", "read-only", "md-text", "safe-html", "python-format", "max-length:", "priority:")
_AT_HAND = 20_000
"""So many comments are taken apart once: in all languages the same stand above a text."""

Same = Callable[[str], bool]
"""Tells whether a value in a header, written otherwise, says the same."""

_NONE: Same = frozenset[str]().__contains__


def parse_catalogue(
    path: str, text: str | bytes, language: str, plural_forms: str, problems: list[Problem], is_meant: Same = _NONE
) -> Catalogue | None:
    """Return the catalogue if it has no fault at all; else None, with its faults added to the problems.

    `is_meant` tells which other tags stand for its language; none do, if it is not given.
    """
    found: list[Problem] = []

    def tell(line: int, message: str) -> None:
        if len(found) < PO_FAULTS:
            found.append(Problem(path, line, message))

    newline, lines = read_lines(text, tell)
    *groups, tail = _groups(lines)
    forms = int(re.findall(r"nplurals\s*=\s*([0-9]+)", plural_forms)[0])
    entries = [_entry(group, forms, tell) for group in groups]
    first = entries[0] if entries else None
    wanted = {"Language": language, "Content-Type": CONTENT_TYPE, "Plural-Forms": plural_forms}
    same: dict[str, Same] = {"Language": is_meant, "Plural-Forms": partial(is_same_rule, plural_forms)}
    header = _header(first, groups[0] if groups else [], wanted, same, tell) if first or not found else {}
    others = [entry for entry in entries[1:] if entry]
    _tell_all(others, tail, tell)
    problems.extend(sorted(found))
    if found or not first:
        return None
    return Catalogue(path, header, first.lines, tuple(others), tuple(line.raw for line in tail), newline)


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each entry, with those before it; at last the lines below all entries."""
    group: list[Line] = []
    waiting: list[Line] = []
    last = ""
    for line in lines:
        if line.code == " ":
            waiting.append(line)
            continue
        if _begins(line.code, last, gap=bool(waiting)):
            yield group
            group, last = [], ""
        group += [*waiting, line]
        waiting = []
        last = line.code if line.code in "cipsn" else last
    if group:
        yield group
    yield waiting


def _begins(code: str, last: str, *, gap: bool) -> bool:
    """Say whether a line starts another entry, by its keyword and the entry's last one."""
    if code in "sn":
        return gap and last in {"s", "n"}
    return bool(last) and code not in "p-_?" and (last, code) != ("c", "i")


def _entry(group: Sequence[Line], forms: int, tell: Tell) -> Entry | None:
    """Return an entry, or None if its lines do not make one; its other faults are told."""
    said = [line for line in group if line.code != " "]
    if fault := _shape_fault(group):
        tell(*fault)
    if fault or any(line.code == "?" for line in said):
        return None
    parts = _joined(said)
    own = {part.code: part for part in parts}
    comments = [(line, *_comment(line.raw)) for line in group if line.code == " " and line.raw]
    strings = [part for part in parts if part.code in "sn"]
    _tell_texts(parts, own["i"].text, tell)
    _tell_forms(strings, forms, tell)
    return Entry(
        key=Key(own["c"].text if "c" in own else "", own["i"].text),
        plural=own["p"].text if "p" in own else "",
        strings=tuple(part.text for part in strings),
        flags=frozenset(_flags(comments, tell)),
        line=own.get("c", own["i"]).number,
        string_lines=tuple(part.number for part in strings),
        obsolete=bool(own["i"].mark),
        lines=tuple([line.raw for line in group]),
        notes=_comments(comments, "#."),
        references=_comments(comments, "#:"),
    )


def _shape_fault(group: Sequence[Line]) -> tuple[int, str] | None:
    """Return what is wrong in the order of an entry's lines, if anything is."""
    shape = "".join([line.code for line in group]).lstrip(" ")
    said = group[len(group) - len(shape) :]
    if "?" in shape:
        return None
    if not _SHAPE.fullmatch(shape):
        found, message = next((found, hint) for rule, hint in _SHAPE_FAULTS if (found := re.match(rule, shape)))
        line = said[found.start(1)]
        return line.number, f"{brief(line.raw.strip()) or 'an empty line'} {message}"
    hidden = [line.mark.startswith("#~") for line in said]
    if len(set(hidden)) == 1:
        return None
    line = said[hidden.index(not hidden[0])]
    return line.number, f'"#~" stands on some lines of this entry only: {brief(line.raw)}; put it on all or none'


def _joined(said: Sequence[Line]) -> list[Line]:
    """Return the lines with a keyword, each with its whole text."""
    if all(line.word for line in said):
        return list(said)
    texts: list[tuple[Line, list[str]]] = []
    for line in said:
        if line.word:
            texts.append((line, []))
        texts[-1][1].append(line.text)
    return [line._replace(text="".join(pieces)) for line, pieces in texts]


def _tell_texts(parts: Iterable[Line], text: str, tell: Tell) -> None:
    """Tell of parts that are too long or empty, and of those that begin or end with a new line unlike the msgid."""
    for part in parts:
        if fault := text_fault(part.text):
            tell(part.number, fault)
        if part.code in "cp" and not part.text:
            tell(part.number, f'{part.word} "" is empty; delete the line, or write its text')
        if part.code in "psn" and part.text and text and _edges(part.text) != _edges(text):
            tell(part.number, f"{part.word} and msgid do not both begin, or not both end, with \\n; make them alike")


def _edges(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _tell_forms(strings: Sequence[Line], forms: int, tell: Tell) -> None:
    words, wanted = [line.word for line in strings], [f"msgstr[{index}]" for index in range(forms)]
    if words not in (["msgstr"], wanted):
        place = next(at for at, (word, want) in enumerate(zip_longest(words, wanted)) if word != want)
        message = f"this language has the plural forms {', '.join(wanted)}; write them all, in this order"
        tell(strings[min(place, len(words) - 1)].number, f"found {brief(', '.join(words))}; {message}")


def _flags(comments: Iterable[tuple[Line, str, str]], tell: Tell) -> Iterator[str]:
    for line, kind, _ in comments:
        if kind in {"#,", "#="}:
            for flag in re.findall(r"[^ \t,]+", re.sub(r":[ \t]+", ":", line.raw.lstrip(" \t")[2:])):
                if not _FLAG.fullmatch(flag):
                    near = nearest(flag[:20].lower(), _FLAGS)
                    hint = f'write "{near}", or delete it' if near else "delete it"
                    tell(line.number, f'unknown flag "{brief(flag)}"; {hint}')
                yield flag


def _comments(comments: Iterable[tuple[Line, str, str]], wanted: str) -> tuple[str, ...]:
    return tuple([text for _, kind, text in comments if kind == wanted])


@lru_cache(_AT_HAND)
def _comment(raw: str) -> tuple[str, str]:
    """Return the kind of a comment and what it says."""
    return comment_kind(raw), one_line(raw.lstrip(" \t")[2:])


def forget_comments() -> None:
    """Let the memory go that comments take: when all catalogues were read, nobody asks for them again."""
    _comment.cache_clear()


def _header(
    first: Entry | None, group: Iterable[Line], wanted: Mapping[str, str], same: Mapping[str, Same], tell: Tell
) -> dict[str, str]:
    """Return the header's fields from the first entry; tell where it is none, or not as wanted or the same."""
    start = first.line if first else 1
    if first is None or first.key != Key("", "") or first.plural or first.obsolete:
        tell(start, 'the header is missing; start the file with msgid "" and the header of this language')
        return {}
    fields: dict[str, str] = {}
    numbers = {re.split("[:\n]", line.text)[0]: line.number for line in group}
    for field_line in filter(None, first.strings[0].split("\n")):
        name, colon, value = field_line.partition(":")
        if not colon or name in fields:
            fault = "is there twice; keep one" if colon else 'has no colon; write "Name: value"'
            tell(numbers.get(name, start), f'"{brief(field_line)}" in the header {fault}')
        fields[name] = value.strip()
    for name, value in wanted.items():
        if name not in fields:
            tell(start, f'the header has no {name}; add the line "{name}: {value}\\n"')
        elif _plain(fields[name]) != _plain(value) and not (name in same and same[name](fields[name])):
            tell(numbers.get(name, start), f'the header has "{name}: {brief(fields[name])}"; write "{name}: {value}"')
    return fields


def _plain(value: str) -> str:
    return value.replace("_", "-").replace("; ", ";").replace("utf-8", "UTF-8")


def _tell_all(entries: Sequence[Entry], tail: Iterable[Line], tell: Tell) -> None:
    """Tell what only shows when all entries are seen: too many, no text, twice there, flags of none."""
    lines: dict[Key, int] = {}
    for entry in entries:
        if not entry.key.text:
            tell(entry.line, 'msgid "" is for the header, at the beginning only; write a text or delete the entry')
        elif (line := lines.setdefault(entry.key, entry.line)) != entry.line:
            tell(entry.line, f'"{brief(entry.key.text)}" stands here and on line {line}; keep one')
    for comment in tail:
        if comment_kind(comment.raw) in {"#,", "#="}:
            tell(comment.number, f'"{brief(comment.raw)}" has no entry below it; move it above the entry it is for')
    if len(entries) > PO_ENTRIES:
        tell(entries[PO_ENTRIES].line, f"there are more than {PO_ENTRIES:,} entries; split the file")
