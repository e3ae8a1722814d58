"""QR codes of addresses, so that what is on paper leads back to the page."""

from collections.abc import Iterable
from functools import cache, lru_cache, partial, reduce
from importlib import import_module
from math import isqrt
from operator import xor
from typing import Any

from markupsafe import Markup

from sitegen.made_from import MadeFrom
from sitegen.memo import MEMO
from sitegen.patterns import pattern
from sitegen.problems import Problem

_MASK = 4
"""Readers take any of the eight masks; trying all of them to find the most even one takes six times as long."""

_QUIET = 4
"""The width of the empty edge that readers need, in squares."""

_KEPT = 2_000
"""So many codes are kept to put others together from: those of a site's pages, of one and a half kilobytes each."""

_FEW = 32
"""So many codes are sooner encoded in each process that needs them."""

_LANGUAGE = pattern(r"/[a-z]{2,3}(?:-\w+)?/")
_RUN = pattern(b"\x00*\x01+")


def encode(addresses: Iterable[str]) -> None:
    """Have the codes ready of which those of many pages are put together: each is encoded once, on all processors."""
    pages = sorted({_page(address, found.end()) for address in addresses if (found := _LANGUAGE.search(address))})
    if len(pages) > _FEW:
        MEMO.all_later([(_squares_from(page), partial(_encoded, page, None)) for page in pages], [], large=True)


@lru_cache(2)  # a page has it twice, alone and with the English beside it
def qr_code(address: str) -> Markup:
    """Return an address as a QR code of medium error correction: an SVG element that screen readers pass over.

    Whoever prints the code prints the address beside it.
    """
    found = _LANGUAGE.search(address)
    squares = _put_together(address, found.end()) if found and address.isascii() else _squares(address)
    across = isqrt(len(squares))
    size = across + 2 * _QUIET
    rows = "".join(
        f"M{_QUIET} {_QUIET + row}.5{''.join(map(_line, _RUN.findall(squares, row * across, (row + 1) * across)))}"
        for row in range(across)
    )
    return Markup(
        f'<svg aria-hidden="true" focusable="false" viewBox="0 0 {size} {size}" class="app-qr">'
        f'<path stroke="#000" d="{rows}"/></svg>'
    )


def _put_together(address: str, end: int) -> bytes:
    """Return the squares of an address from those of its language, up to `end`, and of its page.

    Each square is a sum of bits, modulo 2, and the same sum for all addresses of a version; so three codes of which
    each byte is in two, but for one that has it alone, add up to that of the address.  An encoder takes ten times as
    long, and this needs it once a page and once a language only.
    """
    head, blank = address[:end], "-" * end
    page = _squares(_page(address, end))
    version = (isqrt(len(page)) - 17) // 4  # the first has 21 squares in a row, each later one 4 more
    parts = (page, _squares(head, version), _squares(blank, version))
    total = reduce(xor, (int.from_bytes(part, "big") for part in parts))
    return total.to_bytes(len(page), "big")


def _page(address: str, end: int) -> str:
    return "-" * end + address[end:]


def _squares_from(text: str, version: int | None = None) -> MadeFrom:
    return ("squares", text, str(version))


@lru_cache(_KEPT)
def _squares(text: str, version: int | None = None) -> bytes:
    """Return the squares of a code row by row, 1 for a dark one; the least version where none is asked for."""
    return MEMO.recall(_squares_from(text, version), partial(_encoded, text, version), [], large=True)


def _encoded(text: str, version: int | None, _: list[Problem]) -> bytes:
    make: Any = import_module("segno").make_qr  # its import takes longer than all codes of an edit, which are kept
    return b"".join(make(text, error="m", mode="byte", boost_error=False, mask=_MASK, version=version).matrix)


@cache
def _line(run: bytes) -> str:
    """Return a line of dark squares after the light ones that stand before it."""
    long = run.count(1)
    return f"m{len(run) - long} 0h{long}"
