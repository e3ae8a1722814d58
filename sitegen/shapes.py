"""What a page's shape tells: its main headings, and tables with headers, which a small screen shows as cards."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.pages import Document, Mark
from sitegen.patterns import pattern

WIDE_TABLE = 3
"""A table of so many columns becomes a list of cards on a small screen."""

_TABLE = pattern(r"<table>.*?</table>", re.DOTALL)
_ROW = pattern(r"<tr>.*?</tr>", re.DOTALL)
_HEADER = pattern(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_CELL = pattern(r"<td\b[^>]*>")
_FIRST = pattern(r"(?<=<tr>)(\s*)<td\b([^>]*)>(?!</td>)(.*?)</td>", re.DOTALL)
"""The first cell of a row, if it says anything."""

_ID = pattern(r'[^>]*\bid="([^"]+)"')


def label_tables(html: str) -> str:
    """Return HTML whose tables have a header in each row, and wide ones their headings in each cell too.

    A small screen shows those in their place, and screen readers say the header with each cell.
    """
    return _TABLE.sub(_with_headers, html) if "<table>" in html else html


def _with_headers(table: re.Match[str]) -> str:
    return _FIRST.sub(r'\1<th scope="row"\2>\3</th>', _labelled(table))


def _labelled(table: re.Match[str]) -> str:
    """Return a wide table with its headings in each cell too, which a small screen shows in their place."""
    labels = [f'<span class="app-cell-label"{mark}>{text}</span> ' for mark, text in _HEADER.findall(table[0])]
    if len(labels) < WIDE_TABLE:
        return table[0]

    def labelled(row: re.Match[str]) -> str:
        left = iter(labels)
        return _CELL.sub(lambda cell: cell[0] + next(left, ""), row[0])

    return _ROW.sub(labelled, table[0]).replace("<table>", '<table class="app-stacked">', 1)


def main_headings(document: Document) -> Iterator[tuple[int, str]]:
    """Give the segment and the id of each heading of level 2 that stands in no block."""
    for (before, mark), (_, after) in pairwise(pairwise(document.parts)):
        opens = isinstance(before, str) and before.endswith("<h2")
        if opens and isinstance(mark, Mark) and isinstance(after, str) and (found := _ID.match(after)):
            yield mark.segment, found[1]
