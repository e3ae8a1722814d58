"""Strict reading of PO catalogues, and writing that keeps a translator's file byte for byte.

A lenient reader turns a lost quotation mark into "Call 99".  Here each line is understood or refused, and each
entry keeps its lines as they stand in the file, so that only what is changed on purpose changes.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, zip_longest
from typing import NamedTuple

from sitegen.model import Key
from sitegen.problems import Problem

MAX_BYTES, MAX_LINES, MAX_ENTRIES, MAX_TOLD = 5_000_000, 400_000, 20_000, 1_000
"""What a catalogue may have at most, and how many of its faults are told."""

_CONTENT_TYPE = "text/plain; charset=UTF-8"
_BRIEF = 60
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ue000-\uf8ff\ufeff\ufffe\uffff]")
"""Controls, line separators, bidi overrides, private characters, byte order marks: none belongs in a text."""

_OTHER_FILES = {
    "an XML file, such as XLIFF": (b"<?xml", b"<xliff"),
    "a web page": (b"<!doctype", b"<html"),
    "a zipped file, such as a Word or Excel document": (b"pk\x03\x04",),
    "an old Word or Excel document": (b"\xd0\xcf\x11\xe0",),
    "a PDF, rich text or JSON file": (b"%pdf", b"{"),
    "a compiled MO file": (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"),
    "text saved as UTF-16": (b"\xff\xfe", b"\xfe\xff"),
}
"""Files that come under the name of a catalogue, by how they begin in small letters."""

_LINE = re.compile(r'[ \t]*(#~\||#[~|])?[ \t]*([^\s"]*)[ \t]*(.*)')
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t"}
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_CODES = {**dict(zip(_KEYWORDS, "cips", strict=True)), "": "-"}
_NUMBERED = re.compile(r"msgstr\[[0-9]{1,3}\]")
_SHAPE = re.compile("(?:(?:C_*)?I_*(?:P_*)?)?(?:c-*)?i-*(?:s-*|p-*(?:n-*)+)")
"""An entry's lines, a letter each: n is a msgstr with a number, - a line of text only, capitals and _ are "#|"."""

_SHAPE_FAULTS = (
    ("[^ ]+() ", "stands inside an entry; move it above the entry"),
    ("()[-_]", "has no msgid or msgstr before it; put one before it, or delete the line"),
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

_FLAG = re.compile(
    r"fuzzy|no-wrap|wrap|read-only|md-text|safe-html|(?!.*fuz)(?:ignore-[a-z-]+|[a-z+-]+-format)"
    r"|(?:max-length|priority):[0-9]+|range:[0-9]+\.\.[0-9]+"
)
_FLAGS = ("fuzzy", "no-wrap", "read-only", "md-text", "safe-html", "python-format", "max-length:", "priority:")
_PLURAL_TOKEN = re.compile(r"\w+|[!=<>]=|&&|\|\||\S")
_PLACES = {"#.": 0, "#:": 1, "#,": 2, "#=": 2, "#|": 3, "#~": 3}
_HIDDEN = re.compile(r"^([ \t]*)#~(?:(\|)| ?)")

_Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text and its translation, with its lines as they stand in the file."""

    key: Key

    plural: str
    """The msgid_plural; empty for none."""

    strings: tuple[str, ...]
    """The msgstr, or msgstr[0] and those after it."""

    flags: frozenset[str]

    line: int
    """Where its msgctxt or msgid stands, from 1; 0 if it was not read from a file."""

    string_lines: tuple[int, ...]
    """Where each of the strings starts."""

    obsolete: bool

    lines: tuple[str, ...]
    """All its lines without line ends, with the empty lines and the comments before it."""

    notes: tuple[str, ...] = ()
    """The texts of its "#." lines, with single spaces."""

    references: tuple[str, ...] = ()
    """The texts of its "#:" lines, with single spaces."""

    @property
    def fuzzy(self) -> bool:
        """Say whether a person has to look at it before it is shown."""
        return "fuzzy" in self.flags


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A file of translations."""

    path: str
    header: Mapping[str, str]
    header_lines: tuple[str, ...]

    entries: tuple[Entry, ...]
    """Live and obsolete ones, in the order of the file."""

    tail: tuple[str, ...] = ("",)
    """The lines below the last entry; an empty one at the end stands for the last line end."""

    newline: str = "\n"
    _live: Mapping[Key, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the index of live entries."""
        live = {entry.key: entry for entry in self.entries if not entry.obsolete}
        object.__setattr__(self, "_live", live)

    def __getitem__(self, key: Key) -> Entry:
        """Return the live entry of a key."""
        return self._live[key]

    def get(self, key: Key) -> Entry | None:
        """Return the live entry of a key; None where there is none."""
        return self._live.get(key)


def format_catalogue(catalogue: Catalogue) -> str:
    """Return the file's text; what was read and not changed comes out byte for byte."""
    entries = (line for entry in catalogue.entries for line in entry.lines)
    return catalogue.newline.join([*catalogue.header_lines, *entries, *catalogue.tail])


def new_header(language: str, plural_forms: str) -> tuple[str, ...]:
    """Return the lines of a new catalogue's header, without dates, so that it never changes by itself."""
    fields = {
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": _CONTENT_TYPE,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return ('msgid ""', 'msgstr ""', *(_quoted(f"{name}: {value}\n") for name, value in fields.items()))


def new_entry(key: Key, plural: str, notes: Iterable[str], references: Iterable[str], forms: int) -> Entry:
    """Return an untranslated entry in our form: an empty line, comments, and each text on one line."""
    texts = {"msgctxt": key.context, "msgid": key.text, "msgid_plural": plural}
    words = [f"msgstr[{index}]" for index in range(forms)] if plural else ["msgstr"]
    lines = [f"{word} {_quoted(text)}" for word, text in texts.items() if text]
    lines += [f'{word} ""' for word in words]
    empty, nowhere = ("",) * len(words), (0,) * len(words)
    entry = Entry(key, plural, empty, frozenset(), 0, nowhere, obsolete=False, lines=("", *lines))
    return with_comments(entry, notes, references)


def with_comments(entry: Entry, notes: Iterable[str], references: Iterable[str]) -> Entry:
    """Return the entry with these "#." and "#:" lines and all else as it was; the same object if they are there."""
    notes, references = tuple(map(_one_line, notes)), tuple(map(_one_line, references))
    if (notes, references) == (entry.notes, entry.references):
        return entry
    lines = entry.lines if notes == entry.notes else _replaced(entry.lines, "#.", notes)
    lines = lines if references == entry.references else _replaced(lines, "#:", references)
    return replace(entry, notes=notes, references=references, lines=lines)


def as_obsolete(entry: Entry) -> Entry:
    """Return the entry with "#~" before its texts and without "#." and "#:" lines; nothing else is lost."""
    if entry.obsolete:
        return entry
    bare = with_comments(entry, (), ())
    return replace(bare, obsolete=True, lines=tuple(map(_hidden, bare.lines)))


def revived(entry: Entry) -> Entry:
    """Return the entry as it was before `as_obsolete`, but for "#." and "#:" lines."""
    if not entry.obsolete:
        return entry
    lines = (_HIDDEN.sub(lambda mark: mark[1] + ("#|" if mark[2] else ""), line) for line in entry.lines)
    return replace(entry, obsolete=False, lines=tuple(lines))


def _hidden(line: str) -> str:
    kind = _kind(line)
    if kind == "#|":
        return line.replace("#|", "#~|", 1)
    return line if kind[:1] in {"", "#"} else f"#~ {line}"


def _replaced(lines: tuple[str, ...], kind: str, texts: Iterable[str]) -> tuple[str, ...]:
    kinds = [_kind(line) for line in lines]
    places = [_PLACES.get(each, -1 if each[:1] in {"", "#"} else 3) for each in kinds]
    below = (position for position, place in enumerate(places) if place > _PLACES[kind])
    start = kinds.index(kind) if kind in kinds else next(below)
    kept = [line for line in lines if _kind(line) != kind]
    return (*kept[:start], *(f"{kind} {text}".rstrip(" ") for text in texts), *kept[start:])


def _kind(line: str) -> str:
    return line.lstrip(" \t")[:2]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    if _UNSEEN.search(text):
        raise ValueError(text)
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def _brief(text: str) -> str:
    return _UNSEEN.sub("\ufffd", text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…")


class _Line(NamedTuple):
    number: int
    raw: str

    code: str
    """Its letter in `_SHAPE`; a space for empty lines and comments, a question mark if it is not understood."""

    mark: str = ""
    word: str = ""
    text: str = ""


def parse_catalogue(
    path: str, text: str | bytes, language: str, plural_forms: str, problems: list[Problem]
) -> Catalogue | None:
    """Return the catalogue if it has no fault at all; else None, with its faults added to the problems."""
    found: list[Problem] = []

    def tell(line: int, message: str) -> None:
        if len(found) < MAX_TOLD:
            found.append(Problem(path, line, message))

    newline, raw_lines = _split(_decoded(text, tell), tell)
    *groups, tail = _groups(_line(number, raw, tell) for number, raw in enumerate(raw_lines, 1))
    forms = int(re.findall(r"nplurals\s*=\s*([0-9]+)", plural_forms)[0])
    entries = [_entry(group, forms, tell) for group in groups]
    first = entries[0] if entries else None
    wanted = {"Language": language, "Content-Type": _CONTENT_TYPE, "Plural-Forms": plural_forms}
    header = _header(first, groups[0] if groups else [], wanted, tell) if first or not found else {}
    others = [entry for entry in entries[1:] if entry]
    _tell_all(others, tail, tell)
    problems.extend(sorted(found))
    if found or not first:
        return None
    return Catalogue(path, header, first.lines, tuple(others), tuple(line.raw for line in tail), newline)


def _decoded(text: str | bytes, tell: _Tell) -> str:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    beginning = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for kind, starts in _OTHER_FILES.items():
        if beginning.startswith(starts):
            tell(1, f"this is {kind}, not a PO catalogue; export the translations as PO, in UTF-8")
            return ""
    if len(content) > MAX_BYTES or content.count(b"\n") > MAX_LINES:
        tell(1, f"the file has more than {MAX_BYTES:,} bytes or {MAX_LINES:,} lines; split it")
        return ""
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").split("\n")
        message = f'byte 0x{content[error.start]:02x} after "{_brief(before[-1][-20:])}" is not UTF-8'
        tell(len(before), f"{message}; save the file as UTF-8")
        return ""
    if decoded.startswith("\ufeff"):
        tell(1, "the file starts with a byte order mark (BOM); save it as UTF-8 without BOM")
    return decoded.removeprefix("\ufeff")


def _split(text: str, tell: _Tell) -> tuple[str, list[str]]:
    """Return the line end and the lines; the last is empty if the text ends with a line end."""
    ended = text.split("\n")
    end = "\r" if len(ended) > 1 and ended[0].endswith("\r") else ""
    lines = [*(line.removesuffix("\r") for line in ended[:-1]), ended[-1]]
    odd = (number for number, line in enumerate(ended[:-1], 1) if line.endswith("\r") != bool(end))
    if number := next(odd, 0):
        tell(
            number, "the line ends unlike line 1 (as on Windows or not); save the whole file with one kind of line end"
        )
    if _UNSEEN.search("\n".join(lines)):
        for number, line in enumerate(lines, 1):
            if unseen := _UNSEEN.search(line):
                tell(number, f'invisible character U+{ord(unseen[0]):04X} in "{_brief(line)}"; delete it')
    return f"{end}\n", lines


def _groups(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines of each entry, with those before it; at last the lines below all entries."""
    group: list[_Line] = []
    waiting: list[_Line] = []
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


def _line(number: int, raw: str, tell: _Tell) -> _Line:
    mark, word, rest = _LINE.findall(raw)[0]
    if not (mark or word or rest) or (word.startswith("#") and not mark):
        return _Line(number, raw, " ")
    code = "n" if _NUMBERED.fullmatch(word) else _CODES.get(word, "?")
    code = "?" if _CONFLICT.match(raw) else code
    quoted = _QUOTED.match(rest)
    if fault := _line_fault(raw, code, word, rest):
        tell(number, fault)
    text = _unescaped(quoted[1], number, tell) if quoted else raw
    return _Line(number, raw, code.upper().replace("-", "_") if "|" in mark else code, mark, word, text)


def _line_fault(raw: str, code: str, word: str, rest: str) -> str:
    quoted = _QUOTED.match(rest)
    if _CONFLICT.match(raw):
        return f'"{_brief(raw)}" is left over from a merge; keep one side and delete the mark'
    if code == "?":
        near = difflib.get_close_matches(word[:20], _KEYWORDS, 1)
        hint = f"write {near[0]}" if near else 'put "#" and a space before a comment, quotation marks around a text'
        return f"line is not understood: {_brief(raw)}; {hint}"
    if not rest.startswith('"'):
        return f'text has no quotation mark before it: {_brief(raw)}; put straight ones (") around it'
    if not quoted:
        return f"text is not closed: {_brief(raw)}; add a quotation mark at the end"
    if after := rest[quoted.end() :].strip(" \t"):
        return f'text goes on after its quotation mark: {_brief(after)}; write \\" for a mark inside a text'
    return ""


def _unescaped(text: str, number: int, tell: _Tell) -> str:
    def plain(escape: re.Match[str]) -> str:
        if escape[1] not in _ESCAPES:
            tell(number, f'"{escape[0]}" has no meaning here; write \\\\ for a backslash, \\n for a new line')
        return _ESCAPES.get(escape[1], "")

    return re.sub(r"\\(.)", plain, text)


def _entry(group: Sequence[_Line], forms: int, tell: _Tell) -> Entry | None:
    """Return an entry, or None if its lines do not make one; its other faults are told."""
    said = [line for line in group if line.code != " "]
    if fault := _shape_fault(group):
        tell(*fault)
    if fault or any(line.code == "?" for line in said):
        return None
    parts = _joined(said)
    own = {part.code: part for part in parts}
    strings = [part for part in parts if part.code in "sn"]
    _tell_parts(own, strings, forms, tell)
    return Entry(
        key=Key(own["c"].text if "c" in own else "", own["i"].text),
        plural=own["p"].text if "p" in own else "",
        strings=tuple(part.text for part in strings),
        flags=frozenset(_flags(group, tell)),
        line=own.get("c", own["i"]).number,
        string_lines=tuple(part.number for part in strings),
        obsolete=bool(own["i"].mark),
        lines=tuple(line.raw for line in group),
        notes=_comments(group, "#."),
        references=_comments(group, "#:"),
    )


def _shape_fault(group: Sequence[_Line]) -> tuple[int, str] | None:
    """Return what is wrong in the order of an entry's lines, if anything is."""
    said = list(dropwhile(lambda line: line.code == " ", group))
    shape = "".join(line.code for line in said)
    if "?" not in shape and not _SHAPE.fullmatch(shape):
        found, message = next((found, hint) for rule, hint in _SHAPE_FAULTS if (found := re.match(rule, shape)))
        line = said[found.start(1)]
        return line.number, f"{_brief(line.raw.strip()) or 'an empty line'} {message}"
    odd = (line for line in said if line.mark.startswith("#~") != said[0].mark.startswith("#~"))
    message = '"#~" stands on some lines of this entry only: {}; put it on all or none'
    return next(((line.number, message.format(_brief(line.raw))) for line in odd), None)


def _joined(said: Iterable[_Line]) -> list[_Line]:
    """Return the lines with a keyword, each with its whole text."""
    texts: list[tuple[_Line, list[str]]] = []
    for line in said:
        if line.word:
            texts.append((line, []))
        texts[-1][1].append(line.text)
    return [line._replace(text="".join(pieces)) for line, pieces in texts]


def _tell_parts(own: Mapping[str, _Line], strings: Sequence[_Line], forms: int, tell: _Tell) -> None:
    for line in own.values():
        if line.code in "cp" and not line.text:
            tell(line.number, f'{line.word} "" is empty; delete the line, or write its text')
    words, wanted = [line.word for line in strings], [f"msgstr[{index}]" for index in range(forms)]
    if words not in (["msgstr"], wanted):
        place = next(at for at, (word, want) in enumerate(zip_longest(words, wanted)) if word != want)
        message = f"this language has the plural forms {', '.join(wanted)}; write them all, in this order"
        tell(strings[min(place, len(words) - 1)].number, f"found {_brief(', '.join(words))}; {message}")


def _flags(group: Iterable[_Line], tell: _Tell) -> Iterator[str]:
    for line in group:
        if _kind(line.raw) in {"#,", "#="}:
            for flag in re.findall(r"[^ \t,]+", re.sub(r":[ \t]+", ":", line.raw.lstrip(" \t")[2:])):
                if not _FLAG.fullmatch(flag):
                    near = difflib.get_close_matches(flag[:20].lower(), _FLAGS, 1, 0.5)
                    hint = f'write "{near[0]}", or delete it' if near else "delete it"
                    tell(line.number, f'unknown flag "{_brief(flag)}"; {hint}')
                yield flag


def _comments(group: Iterable[_Line], kind: str) -> tuple[str, ...]:
    return tuple(_one_line(line.raw.lstrip(" \t")[2:]) for line in group if _kind(line.raw) == kind)


def _header(first: Entry | None, group: Iterable[_Line], wanted: Mapping[str, str], tell: _Tell) -> dict[str, str]:
    """Return the header's fields from the first entry; tell where it is none, or not as wanted."""
    start = first.line if first else 1
    if first is None or first.key != Key("", "") or first.plural or first.obsolete:
        tell(start, 'the header is missing; start the file with msgid "" and the header of this language')
        return {}
    fields: dict[str, str] = {}
    numbers = {line.text.partition(":")[0]: line.number for line in group}
    for field_line in filter(None, first.strings[0].split("\n")):
        name, colon, value = field_line.partition(":")
        if not colon or name in fields:
            fault = (
                "stands twice in the header; keep one" if colon else 'in the header has no colon; write "Name: value"'
            )
            tell(numbers.get(name, start), f'"{_brief(field_line)}" {fault}')
        fields[name] = value.strip()
    for name, value in wanted.items():
        if name not in fields:
            tell(start, f'the header has no {name}; add the line "{name}: {value}\\n"')
        elif _comparable(name, fields[name]) != _comparable(name, value):
            tell(numbers.get(name, start), f'the header has "{name}: {_brief(fields[name])}"; write "{name}: {value}"')
    return fields


def _comparable(name: str, value: str) -> Sequence[str]:
    if name == "Plural-Forms":
        return _PLURAL_TOKEN.findall(value)
    return value.replace("_", "-").replace("; ", ";").replace("utf-8", "UTF-8")


def _tell_all(entries: Sequence[Entry], tail: Iterable[_Line], tell: _Tell) -> None:
    """Tell what only shows when all entries are seen: too many, no text, twice there, flags of none."""
    lines: dict[Key, int] = {}
    for entry in entries:
        if not entry.key.text:
            tell(
                entry.line,
                'msgid "" is only for the header at the beginning; write the English text or delete the entry',
            )
        elif (line := lines.setdefault(entry.key, entry.line)) != entry.line:
            tell(entry.line, f'"{_brief(entry.key.text)}" stands here and on line {line}; keep one')
    for comment in tail:
        if _kind(comment.raw) in {"#,", "#="}:
            tell(comment.number, f'"{_brief(comment.raw)}" has no entry below it; move it above the entry it is for')
    if len(entries) > MAX_ENTRIES:
        tell(entries[MAX_ENTRIES].line, f"there are more than {MAX_ENTRIES:,} entries; split the file")
