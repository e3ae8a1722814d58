"""Slips of the hand in YAML: which line cannot be read, what to do, and the line as it was probably meant."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sitegen.patterns import pattern

_LINE = pattern(r"([ \t]*(?:- +)*)((?:[^\s:\"'#\[{-][^:\"']*|\"[^\"]*\"): +)?(.*)")
"""What stands before a name, the name with its colon, and the value."""

_NAME = pattern(r"[ ]*(?:- +)*[\w-]+:(?: |$)|[ ]*- ")
_NO_SPACE = pattern(r"([ ]*(?:- +)*[\w-]+:)(?=[^\s:/])")
_QUOTED = pattern(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_SHOWN = 100


class Slip(NamedTuple):
    """One line that cannot be read."""

    row: int
    """Its place, from 0."""

    message: str
    mended: str | None
    """The line as it was probably meant, so that what stands below is still judged; None where nobody can say."""


def slip_of(lines: Sequence[str], error: Any) -> Slip:
    """Return the slip that an error of PyYAML comes from, which often stands above where the error is."""
    told_at, begun_at = error.problem_mark, error.context_mark
    problem = str(error.problem)
    in_list = "flow" in str(error.context)
    mark = begun_at if begun_at and (in_list or "expected ':'" in problem) else told_at
    row = min(mark.line if mark else 0, len(lines) - 1)
    while row and not lines[row].strip():
        row -= 1
    for above in range(row + 1):
        if _is_open(lines, above):
            return _open_quote(lines, above)
    if "\t" in lines[row][: _margin(lines[row])]:
        message = f"{_quoted(lines[row])} begins with a tab; put spaces in its place"
        return Slip(row, message, lines[row].replace("\t", "  "))
    if "expected ':'" in problem or not _NAME.match(lines[row]):
        return _without_colon(lines, row)
    if _is_further_right(lines, row) or ("block" in problem and "start>" in problem):
        message = f"{_quoted(lines[row])} begins at another place than the line above; begin both at the same place"
        return Slip(row, message, " " * _margin(lines[_above(lines, row)]) + lines[row].lstrip())
    return _unquoted(lines, row)


def refused(lines: Sequence[str], row: int, message: str, *, is_of_value: bool) -> Slip:
    """Return the slip in a line that PyYAML reads and we do not."""
    row = min(row, len(lines) - 1)
    if _NO_SPACE.match(lines[row]) and not is_of_value:
        return _without_colon(lines, row)
    return Slip(row, message, in_quotes(lines, row) if is_of_value else None)


def in_quotes(lines: Sequence[str], row: int) -> str | None:
    """Return a line with its value in double quotes, or without it where what belongs to the name stands below."""
    before, name, value = _parts(lines[row])
    if not value:
        return None
    if name and _margin(_below(lines, row)) > len(before):
        return before + name.rstrip()
    inside = value.replace("\\", "\\\\").replace('"', "'")
    return f'{before}{name}"{inside}"'


def _parts(line: str) -> tuple[str, str, str]:
    found = _LINE.fullmatch(line.rstrip())
    return (found[1], found[2] or "", found[3]) if found else ("", "", line)


def _quoted(line: str) -> str:
    return f'"{_cut(line.strip())}"'


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _margin(line: str) -> int:
    """Return how many signs stand before a line's first word; the dash of a list is none."""
    return len(line) - len(line.lstrip(" \t-"))


def _above(lines: Sequence[str], row: int) -> int:
    return next((above for above in range(row - 1, -1, -1) if lines[above].strip()), row)


def _below(lines: Sequence[str], row: int) -> str:
    return next((line for line in lines[row + 1 :] if line.strip()), "")


def _is_further_right(lines: Sequence[str], row: int) -> bool:
    """Tell whether a line begins right of the one above although that has its value already."""
    above = lines[_above(lines, row)]
    return _margin(lines[row]) > _margin(above) and bool(_parts(above)[1] and _parts(above)[2])


def _is_open(lines: Sequence[str], row: int) -> bool:
    """Tell whether a line's value opens a quotation mark that is not closed before the next name."""
    value = _parts(lines[row])[2]
    if not value.startswith(('"', "'")) or _QUOTED.match(value):
        return False
    below = _below(lines, row)
    return not below or bool(_NAME.match(below))


def _open_quote(lines: Sequence[str], row: int) -> Slip:
    before, name, value = _parts(lines[row])
    if value.startswith("'"):  # which may be an apostrophe
        return _unquoted(lines, row)
    inside = value[1:].replace("\\", "\\\\").replace('"', "'")
    message = f"{_quoted(lines[row])} opens a quotation mark and does not close it; write another one at its end"
    return Slip(row, message, f'{before}{name}"{inside}"')


def _without_colon(lines: Sequence[str], row: int) -> Slip:
    line = lines[row]
    if _NO_SPACE.match(line):
        message = f"{_quoted(line)} has no space after the colon; write one"
        return Slip(row, message, _NO_SPACE.sub(r"\1 ", line, count=1))
    message = f'{_quoted(line)} has no name and colon; write it as "name: value", or at the end of the line above'
    return Slip(row, message, "" if row else None)


def _unquoted(lines: Sequence[str], row: int) -> Slip:
    before, name, value = _parts(lines[row])
    written = _cut(value.replace('"', "'"))
    message = f'{_quoted(lines[row])} cannot be read; put the value in double quotes: {name}"{written}"'
    is_list = value.startswith(("[", "{"))  # which would be none in quotation marks
    return Slip(row, message, None if is_list or not before + name else in_quotes(lines, row))
