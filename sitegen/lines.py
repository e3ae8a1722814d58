"""The lines of a page's Markdown: notes to translators taken out, and where each block's text stands."""

from typing import NamedTuple

from sitegen.blocks import unguarded
from sitegen.patterns import pattern

_NOTE = pattern(r"^[ ]*<!-- (?:note: (.*?)|(critical)) -->[ ]*$")


class Source(NamedTuple):
    """A page's text without its notes; lines keep their numbers in the file."""

    lines: list[tuple[int, str]]
    notes: dict[int, str]
    """What authors tell translators, by line."""

    critical: set[int]
    """The lines of the blocks that authors marked critical."""


def take_notes(lines: list[str], first_line: int) -> Source:
    """Part a page's notes and marks from its text; `first_line` is the number of its first line in the file."""
    source = Source([], {}, set())
    marked = False
    for number, line in enumerate(lines, first_line):
        found = _NOTE.match(line)
        if found and found[1]:
            source.notes[number] = unguarded(found[1])
        elif found:
            marked = True
            continue
        else:
            source.lines.append((number, line))
        marked = marked and bool(line.strip())
        if marked:
            source.critical.add(number)
    return source


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

    def _follows(self, row: int, wanted: list[str]) -> bool:
        return row + len(wanted) < len(self._lines) and all(
            text in self._lines[row + offset][1] for offset, text in enumerate(wanted, 1)
        )
