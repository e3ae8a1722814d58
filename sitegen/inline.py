"""One block's text, with its links and facts as tokens, as HTML; most texts need no parser."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any

from sitegen.model import FACT_TOKEN, FactToken, Piece
from sitegen.patterns import pattern

MARKS = pattern(r"[*\[\]`\\<>&\n]|\{[:#.]")
"""What a text has where Markdown, or a rule about it, finds anything; most texts have none."""

_AT_HAND = 4
"""What texts of so many chapters were rendered to is in memory at once; a page shows words that others explain."""

Rendered = Mapping[str, tuple[Piece, ...]]
"""Texts with marks, and their HTML in pieces."""


class Inline:
    """Renders texts and judges what is in them; Python-Markdown is imported for the first that has marks."""

    def __init__(self) -> None:
        self._learnt: dict[Hashable, Rendered] = {}

    @cached_property
    def marked(self) -> Any:
        """Return what takes texts with marks apart."""
        return import_module("sitegen.marked").Marked()

    def render(self, text: str) -> tuple[Piece, ...]:
        """Return a text's HTML in pieces, with tokens where facts and link attributes go."""
        if MARKS.search(text):
            known = self._known(text)
            return self.marked.pieces(text) if known is None else known
        shown = text.strip()
        if "{" not in shown:
            return (shown,) if shown else ()
        return tuple(_with_facts(shown))

    def plain(self, text: str) -> str:
        """Return a text's HTML with the names of facts in place of their values."""
        return "".join(piece if isinstance(piece, str) else getattr(piece, "name", "") for piece in self.render(text))

    def faults(self, text: str) -> Iterator[str]:
        """Give what a block's text must not hold, quoted, and what to do."""
        return self.marked.faults(text) if MARKS.search(text) else iter(())

    def learn(self, name: Hashable, rendered: Callable[[], Rendered]) -> None:
        """Take what texts were rendered to before, under a name; what was learnt long ago is forgotten."""
        known = self._learnt.pop(name, None)
        self._learnt[name] = rendered() if known is None else known
        if len(self._learnt) > _AT_HAND:
            del self._learnt[next(iter(self._learnt))]

    def rendered(self, texts: Iterable[str]) -> Rendered:
        """Return those of some texts that have marks and were not learnt, to be learnt by another build."""
        return {text: self.render(text) for text in texts if MARKS.search(text) and self._known(text) is None}

    def _known(self, text: str) -> tuple[Piece, ...] | None:
        return next((known[text] for known in self._learnt.values() if text in known), None)


def _with_facts(text: str) -> Iterator[Piece]:
    for place, piece in enumerate(FACT_TOKEN.split(text)):
        if place % 2:
            yield FactToken(piece)
        elif piece:
            yield piece
