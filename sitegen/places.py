"""Where a page stands: pages are drawn with marks for the ways from them, and each place puts in its own.

So what pages share is drawn once, however deep they lie, and a page is drawn from the same values with its English
beside it.
"""

from html import escape
from typing import NamedTuple

LANGUAGE_ROOT, SITE_ROOT, ADDRESS = "\ue020", "\ue021", "\ue022"
"""The way to the top of the page's language, that to the top of the site, and the page's address in any language.

No source can have these characters: `sources.UNWANTED` has them all.
"""

_ALTERED = ("%EE%80%A", "\\ue02")
"""How the marks begin when a filter such as `urlencode` or `tojson` has altered them."""


class Place(NamedTuple):
    """What stands for each of the marks on one page."""

    language_root: str
    site_root: str
    address: str

    def put_in(self, html: str) -> str:
        """Return a page as it stands at this place."""
        for mark, way in zip((LANGUAGE_ROOT, SITE_ROOT, ADDRESS), self, strict=True):
            if mark in html:
                html = html.replace(mark, escape(way))
        return html


def place_of(address: str, below: str = "") -> Place:
    """Return the place of a page, or of one below it; its ways are relative, so that any folder of any host will do.

    >>> place_of("birth/", "side-by-side/")
    Place(language_root='../../', site_root='../../../', address='birth/')
    """
    depth = (address + below).count("/")
    return Place("../" * depth or "./", "../" * (depth + 1), address)


def is_altered(html: str) -> bool:
    """Tell whether a mark on a page, before they are put in, was altered, so that it would lead nowhere."""
    return any(altered in html for altered in _ALTERED)
