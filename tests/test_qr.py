"""QR codes: what is put together from other codes is what the encoder gives for the address itself."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from sitegen.qr import qr_code

_STEP = re.compile(r"M4 (\d+)\.5|(?:m(\d+) 0)?h(\d+)")


def dark_squares(svg: str) -> set[tuple[int, int]]:
    """Return the squares that a code draws, by row and column, its quiet edge left out."""
    path = re.search(r'd="([^"]*)"', svg)
    assert path
    row = column = 0
    found = set()
    for begun, over, long in _STEP.findall(path[1]):
        if begun:
            row, column = int(begun) - 4, 0
            continue
        column += int(over or 0)
        found |= {(row, column + step) for step in range(int(long))}
        column += int(long)
    return found


@given(
    st.sampled_from(["https://example.nhs.uk/", "https://example.nhs.uk/en/a/", "https://user.github.io/bump/"]),
    st.sampled_from(["en/", "ta/", "pt-BR/", "e/", ""]),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-/é", max_size=120),
)
def test_the_code_of_any_address_is_that_of_the_encoder(base: str, language: str, page: str) -> None:
    address = base + language + page
    matrix = segno.make_qr(address, error="m", mode="byte", boost_error=False, mask=4).matrix
    dark = {(row, column) for row, line in enumerate(matrix) for column, square in enumerate(line) if square}

    assert dark_squares(qr_code(address)) == dark
