"""QR codes, so that what is on paper leads back to the page."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import segno
from markupsafe import Markup

_MASK = 4
"""Readers take any of the eight masks; trying all of them to find the most even one takes six times as long."""

_QUIET = 4
"""The width of the empty edge that readers need, in squares."""

_DARK = re.compile(b"\x01+")


@lru_cache(2)  # a page has it twice, alone and with the English beside it
def qr_code(address: str) -> Markup:
    """Return an address as a QR code of medium error correction: an SVG element that screen readers pass over.

    Whoever prints the code prints the address beside it.
    """
    rows = segno.make_qr(address, error="m", boost_error=False, mask=_MASK).matrix
    size = len(rows) + 2 * _QUIET
    return Markup(
        f'<svg aria-hidden="true" focusable="false" viewBox="0 0 {size} {size}" class="app-qr">'
        f'<path stroke="#000" d="M{_QUIET} {_QUIET}.5{"".join(_lines(rows))}"/></svg>'
    )


def _lines(rows: Sequence[bytearray]) -> Iterator[str]:
    """Give the dark squares as lines, each from where the last one ended."""
    across = down = 0
    for number, row in enumerate(rows):
        for run in _DARK.finditer(row):
            move = f"m{run.start() - across} {number - down}" if across or down else ""
            yield f"{move}h{run.end() - run.start()}"
            across, down = run.end(), number
