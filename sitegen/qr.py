"""QR codes, so that what is on paper leads back to the page."""

import io
from functools import cache

import segno
from markupsafe import Markup

_MASK = 4
"""Readers take any of the eight masks; trying all of them to find the most even one takes six times as long."""


@cache
def qr_code(address: str) -> Markup:
    """Return an address as a QR code of medium error correction: an SVG element that screen readers pass over.

    Whoever prints the code prints the address beside it.
    """
    code = segno.make_qr(address, error="m", boost_error=False, mask=_MASK)
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, xmldecl=False, svgns=False, omitsize=True, svgclass="app-qr", lineclass=None)
    return Markup(out.getvalue().decode().strip().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
