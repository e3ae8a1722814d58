"""The lines of a page's Markdown: notes to translators taken out, and where each block's text stands."""

from typing import NamedTuple

from sitegen.blocks import unguarded
from sitegen.patterns import pattern

_NOTE = pattern(r"^[ ]*<!-- (?:note: (.*?)|(critical)) -->[ ]*$")
ITEM = pattern(r"[ ]*(?:[-*+]|(\d{1,9})\.)[ ]")
"""How an item of a list begins, with its number."""


class Source(NamedTuple):
    """A page's text without its notes; lines keep their numbers in the file."""

    lines: list[tuple[int, str]]
    notes: dict[int, str]
    """What authors tell translators, by line."""

    critical: dict[int, int]
    """The lines of the blocks that authors marked critical, each with the line of its mark."""

    marks: set[int]
    """The lines of these marks."""


def take_notes(lines: list[str], first_line: int) -> Source:
    """Part a page's notes and marks from its text; `first_line` is the number of its first line in the file."""
    source = Source([], {}, {}, set())
    mark = 0
    block: list[str] = []
    for number, line in enumerate(lines, first_line):
        found = _NOTE.match(line) if "<!--" in line else None
        if found and found[1]:
            source.notes[number] = unguarded(found[1])
            continue
        if found:
            mark, block = number, []
            source.marks.add(mark)
            continue
        source.lines.append((number, line))
        if mark and _goes_on(block, line):
            block.append(line)
            source.critical[number] = mark
        else:
            mark = 0
    return source


def _goes_on(block: list[str], line: str) -> bool:
    """Tell whether a line belongs to a marked block: up to an empty line, and what is inside the block below that.

    Of a list it is every item, and the meaning of a term, with empty lines between or without.
    """
    if not line.strip():
        return bool(block)
    if not block or block[-1].strip():
        return True
    indent, inside = (len(text) - len(text.lstrip()) for text in (block[0], line))
    if inside == indent:
        return bool(ITEM.match(block[0]) and ITEM.match(line)) or line.startswith(":", indent)
    return inside > indent


class Locator:
    """Finds where block texts stand in the source; they come in the order of the source."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self._lines = lines
        self._row = 0
        self._column = 0

    def find(self, text: str) -> int:
        """Return the line number where a block's raw text starts."""
        wanted = [line.strip() for line in text.strip("\n").split("\n")]
        for row in range(self._row, len(self._lines)):
            column = self._lines[row][1].find(wanted[0], self._column if row == self._row else 0)
            if column >= 0 and self._follows(row, wanted[1:]):
                self._row, self._column = row, column + len(wanted[0])
                return self._lines[row][0]
        return self._lines[min(self._row, len(self._lines) - 1)][0]

    def below(self, lines: int) -> int:
        """Return the line number some lines below the start of the text that was found last."""
        return self._lines[min(self._row + lines, len(self._lines) - 1)][0]

    def _follows(self, row: int, wanted: list[str]) -> bool:
        return row + len(wanted) < len(self._lines) and all(
            text in self._lines[row + offset][1] for offset, text in enumerate(wanted, 1)
        )
