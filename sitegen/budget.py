"""What a page weighs on its way to a phone: its HTML, and the style and scripts that it loads, compressed.

Deflate is what every server can send, and pages are never smaller in it than in Brotli: the budget is on the safe side.
"""

import zlib
from collections.abc import Iterator, Mapping

from sitegen.assets import STYLE, asset_address
from sitegen.content_pages import BESIDE
from sitegen.made_from import named
from sitegen.memo import MEMO
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.templates import FOLDER

PAGE_BUDGET = 40_000
STYLE_BUDGET = 14_000
"""What a server may send before the phone has answered once: about ten packets."""

_BEGUN = 1.5
"""A page whose beginning is compressed, and the rest sent as it is, is short enough as a rule when the beginning is so
many times as long as what has to be saved."""

_SEAM = 32
"""What it takes at most to tell where the compressed beginning ends."""

_SMALL = (13, 8)
"""The window of 8 KB, and the level of memory."""

_LOADED = pattern(rb'assets/[^"]+\.(?:css|js)(?=")')
_LOADING = pattern(rb'<(?:link|script)\b[^>]*?\s(?:href|src)="[^"]*')


class Budget:
    """Weighs pages; what many pages load is compressed once."""

    def __init__(self, assets: Mapping[str, bytes], sources: Mapping[str, str]) -> None:
        """Take the assets, and the file of each page of the content by its address."""
        loaded = {name: content for name, content in assets.items() if name.endswith((".css", ".js"))}
        weights = MEMO.recall(("weights", *named(loaded)), lambda _: tuple(map(_least, loaded.values())), [])
        addresses = (asset_address(assets, name).encode() for name in loaded)
        self._weights = dict(zip(addresses, weights, strict=True))
        self._sources = sources
        self._style = self._weights[asset_address(assets, STYLE).encode()] if STYLE in assets else 0

    def of_style(self) -> list[Problem]:
        """Return the problem of a style sheet that is too heavy."""
        if self._style <= STYLE_BUDGET:
            return []
        message = f"the style sheet takes {_size(self._style)} compressed, more than {_size(STYLE_BUDGET)}; shorten it"
        return [Problem(f"{FOLDER}/styles", 1, message)]

    def of_file(self, path: str, content: bytes) -> list[Problem]:
        """Return the problem of a file of the site that is too heavy, at the source that can be mended."""
        if not path.endswith(".html"):
            return []
        loaded = sum(self._weights.get(found, 0) for found in set(_loaded(content)))
        own = _weight(content, PAGE_BUDGET - loaded)
        if own + loaded <= PAGE_BUDGET:
            return []
        address = path.partition("/")[2].removesuffix("index.html")
        source = self._sources.get(address.removesuffix(BESIDE), f"{FOLDER}/base.html")
        message = (
            f"the page {path} takes {_size(own + loaded)} compressed, {_size(loaded)} of it style and scripts, "
            f"more than {_size(PAGE_BUDGET)}; split the page"
        )
        return [Problem(source, 1, message)]


def _loaded(content: bytes) -> Iterator[bytes]:
    """Give the address of each style and script that a page loads at once, below the site's root."""
    for found in _LOADED.finditer(content):
        if _LOADING.fullmatch(content, content.rfind(b"<", 0, found.start()), found.start()):
            yield found[0]


def _weight(content: bytes, enough: int) -> int:
    """Return how long a file is compressed; with the least work that shows that it is short enough."""
    if len(content) <= enough:
        return len(content)
    begun = int((len(content) - enough) * _BEGUN)
    partly = _quickly(content[:begun]) + len(content[begun:]) + _SEAM
    if partly <= enough:
        return partly
    quickly = _quickly(content)
    return quickly if quickly <= enough else _least(content)


def _quickly(content: bytes) -> int:
    """Return how long a file is compressed in half the time: with a small table, which takes most of it to make."""
    packing = zlib.compressobj(1, zlib.DEFLATED, *_SMALL)
    return len(packing.compress(content)) + len(packing.flush())


def _least(content: bytes) -> int:
    """Return how long a file is compressed as well as can be."""
    return len(zlib.compress(content, 9))


def _size(weight: int) -> str:
    return f"{weight / 1000:.1f} KB"
