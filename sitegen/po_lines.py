"""Lines of PO catalogues, each understood or refused.

A lenient reader turns a lost quotation mark into "Call 99".
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from sitegen.limits import PO_BYTES, PO_LINES
from sitegen.patterns import pattern
from sitegen.problems import nearest

Tell = Callable[[int, str], None]
"""Takes a fault: its line and what is wrong; what to do."""

UNSEEN = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ue000-\uf8ff\ufeff\ufffe\uffff]")
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

_LINE = pattern(r'[ \t]*(#~\||#[~|])?[ \t]*([^\s"]*)[ \t]*(.*)')
_PLAIN = pattern(r'(msgctxt|msgid|msgstr) "([^"\\]*)"')
"""What most lines with a text are."""

_CONFLICT = pattern(r"<{7}|={7}|>{7}|\|{7}")
_QUOTED = pattern(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_ESCAPE = pattern(r"\\(.)")
_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t"}
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_CODES = {**dict(zip(_KEYWORDS, "cips", strict=True)), "": "-"}
_NUMBERED = pattern(r"msgstr\[[0-9]{1,3}\]")
_BRIEF = 60


_COMMENTS = ("#. ", "#: ")
"""How most comments begin; most lines are comments."""


class Line(NamedTuple):
    """A line and what it says."""

    number: int
    raw: str

    code: str
    """c, i, p, s for a keyword, n for a msgstr with a number, - for a text alone; capitals and _ behind "#|"; a space
    for a comment or an empty line; a question mark if it is not understood."""

    mark: str = ""
    word: str = ""
    text: str = ""


def read_lines(text: str | bytes, tell: Tell) -> tuple[str, list[Line]]:
    """Return the line end and the lines of a file; the last is empty if the file ends with a line end."""
    newline, lines = _split(_decoded(text, tell), tell)
    return newline, [
        Line(number, raw, " ") if raw.startswith(_COMMENTS) and raw[-1] != "\\" else _line(number, raw, tell)
        for number, raw in enumerate(lines, 1)
    ]


def _decoded(text: str | bytes, tell: Tell) -> str:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    beginning = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for kind, starts in _OTHER_FILES.items():
        if beginning.startswith(starts):
            tell(1, f"this is {kind}, not a PO catalogue; export the translations as PO, in UTF-8")
            return ""
    if len(content) > PO_BYTES or content.count(b"\n") > PO_LINES:
        tell(1, f"the file has more than {PO_BYTES:,} bytes or {PO_LINES:,} lines; split it")
        return ""
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").split("\n")
        message = f'byte 0x{content[error.start]:02x} after "{brief(before[-1][-20:])}" is not UTF-8'
        tell(len(before), f"{message}; save the file as UTF-8")
        return ""
    if decoded.startswith("\ufeff"):
        tell(1, "the file starts with a byte order mark (BOM); save it as UTF-8 without BOM")
    return decoded.removeprefix("\ufeff")


def _split(text: str, tell: Tell) -> tuple[str, list[str]]:
    """Return the line end and the lines; the last is empty if the text ends with a line end."""
    lines, end = text.split("\n"), ""
    if "\r" in text:
        *ended, last = lines
        end = "\r" if ended and ended[0].endswith("\r") else ""
        odd = (number for number, line in enumerate(ended, 1) if line.endswith("\r") != bool(end))
        if number := next(odd, 0):
            tell(number, "the line ends unlike line 1, one as on Windows; save the file with one kind of line end")
        lines = [*(line.removesuffix("\r") for line in ended), last]
    if UNSEEN.search("\n".join(lines)):
        for number, line in enumerate(lines, 1):
            if unseen := UNSEEN.search(line):
                tell(number, f'invisible character U+{ord(unseen[0]):04X} in "{brief(line)}"; delete it')
    return f"{end}\n", lines


def _line(number: int, raw: str, tell: Tell) -> Line:
    if found := _PLAIN.fullmatch(raw):
        return Line(number, raw, _CODES[found[1]], "", found[1], found[2])
    mark, word, rest = ("", "", "") if _is_comment(raw) else _LINE.findall(raw)[0]
    if not (mark or word or rest) or (word.startswith("#") and not mark):
        if raw.endswith("\\"):
            tell(number, f"comment ends with a backslash, which hides the next line: {brief(raw)}; delete it")
        return Line(number, raw, " ")
    code = _CODES.get(word) or ("n" if _NUMBERED.fullmatch(word) else "?")
    code = "?" if _CONFLICT.match(raw) or not (word or rest.startswith('"')) else code
    quoted = _QUOTED.match(rest)
    if (code == "?" or not quoted or quoted.end() < len(rest)) and (fault := _line_fault(raw, code, word, rest)):
        tell(number, fault)
    text = _unescaped(quoted[1], number, tell) if quoted else raw
    return Line(number, raw, code.upper().replace("-", "_") if "|" in mark else code, mark, word, text)


def _is_comment(raw: str) -> bool:
    """Tell whether a line is surely a comment or empty; most lines are."""
    return not raw or (raw[0] == "#" and raw[1:2] not in {"~", "|"})


def _line_fault(raw: str, code: str, word: str, rest: str) -> str:
    quoted = _QUOTED.match(rest)
    if _CONFLICT.match(raw):
        return f'"{brief(raw)}" is left over from a merge; keep one side and delete the mark'
    if code == "?":
        near = nearest(word[:20], _KEYWORDS)
        hint = f"write {near}" if near else 'put "#" and a space before a comment, quotation marks around a text'
        return f"line is not understood: {brief(raw)}; {hint}"
    if not rest.startswith('"'):
        return f'text has no quotation mark before it: {brief(raw)}; put straight ones (") around it'
    if not quoted:
        return f"text is not closed: {brief(raw)}; add a quotation mark at the end"
    if after := rest[quoted.end() :].strip(" \t"):
        return f'text goes on after its quotation mark: {brief(after)}; write \\" for a mark inside a text'
    return ""


def _unescaped(text: str, number: int, tell: Tell) -> str:
    def plain(escape: re.Match[str]) -> str:
        if escape[1] not in _ESCAPES:
            tell(number, f'"{escape[0]}" has no meaning here; write \\\\ for a backslash, \\n for a new line')
        return _ESCAPES.get(escape[1], "")

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def comment_kind(line: str) -> str:
    """Return "#." for a note, "#:" for a reference and so on; "" for an empty line."""
    return line.lstrip(" \t")[:2]


def one_line(text: str) -> str:
    """Return a text as it can stand in a comment."""
    # To gettext a backslash at the end of a comment hides the next line.
    seen = text if text.isprintable() else UNSEEN.sub(" ", text)
    return " ".join(seen.split()).rstrip("\\ ")


def brief(text: str) -> str:
    """Return a text as it can be quoted in a message."""
    return UNSEEN.sub("\ufffd", text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…")
