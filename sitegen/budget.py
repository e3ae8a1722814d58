"""What a page weighs on its way to a phone: its HTML, and the style and scripts that it loads, compressed.

Deflate is what every server can send, and pages are never smaller in it than in Brotli: the budget is on the safe side.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from sitegen.assets import STYLE, asset_address
from sitegen.problems import Problem
from sitegen.templates import FOLDER

PAGE_BUDGET = 40_000
STYLE_BUDGET = 14_000
"""What a server may send before the phone has answered once: about ten packets."""

_LOADED = re.compile(r'<(?:link|script)\b[^>]*?\s(?:href|src)="[^"]*?(assets/[^"]+\.(?:css|js))"')


class Budget:
    """Weighs pages; what many pages load is compressed once."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        self._weights = {
            asset_address(assets, name): _weight(content)
            for name, content in assets.items()
            if name.endswith((".css", ".js"))
        }
        self._style = self._weights[asset_address(assets, STYLE)] if STYLE in assets else 0

    def style_problems(self) -> Iterator[Problem]:
        """Give a problem where the style sheet alone is too heavy."""
        if self._style > STYLE_BUDGET:
            message = (
                f"the style sheet takes {_size(self._style)} compressed, more than {_size(STYLE_BUDGET)}; shorten it"
            )
            yield Problem(f"{FOLDER}/styles", 1, message)

    def page_problems(self, source: str, address: str, content: bytes) -> Iterator[Problem]:
        """Give a problem where a page is too heavy; `source` is the file that a person can mend."""
        loaded = sum(self._weights.get(found, 0) for found in set(_LOADED.findall(content.decode())))
        if len(content) + loaded <= PAGE_BUDGET:
            return  # it would keep the budget as it is
        own = _weight(content)
        if own + loaded > PAGE_BUDGET:
            message = (
                f"the page {address} takes {_size(own + loaded)} compressed, {_size(loaded)} of it style and scripts, "
                f"more than {_size(PAGE_BUDGET)}; split the page"
            )
            yield Problem(source, 1, message)


def _weight(content: bytes) -> int:
    return len(zlib.compress(content, 9))


def _size(weight: int) -> str:
    return f"{weight / 1000:.1f} KB"
