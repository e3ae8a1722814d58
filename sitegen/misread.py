"""Lines that Markdown reads as something else than they are meant to be.

Markdown knows no mistakes: what is not quite a card, a list or a table becomes words of a paragraph, and what is not
quite inside of one stands below it.  So a page is judged by its lines, and by the texts that are left in the end.
"""

from collections.abc import Iterable, Iterator

from sitegen.blocks import CARDS
from sitegen.lines import ITEM
from sitegen.patterns import pattern

_INDENT = 4
_SHOWN = 60

_STRAY = pattern(
    r"(?m)^[ ]*(?:(?P<block>!(?!\[)|\?)|(?P<row>(?:.*[^\\\n])?\|)|(?P<heading>#)|(?P<meaning>:[ ])"
    r"|(?P<item>[-+*](?:[ ]|$)|-[^\W\d_]|[•●▪◦‣·])|(?P<perhaps>[–—][ ]|\d{1,3}[.)](?:[ ]|$))).*"
)
"""A line of a text that begins like something else; "perhaps" is also how a sentence can go on in the next line."""

_NO_SENTENCE = pattern(r"–|\d+\)")
"""How no sentence begins."""

_CARD = pattern(r"!+[ ]*([\w-]+)")
_UNDERLINE = pattern(r"[ >]*(-+|=+)[ ]*")
_OPENS = ("#", "!!!", "???")

_IN_NO_LIST = (
    'this is in no list; leave an empty line above, begin each item with "- " or "1. ", '
    "and indent by 4 spaces what is inside an item"
)
_IN_NO_TABLE = (
    "this is in no table; begin one with an empty line, a row of headings and a row | --- | --- | with as many cells, "
    "leave no empty line in it, and write \\| for the sign itself"
)
_NO_MEANING = "this is the meaning of no term; write the term on the line above it"
_NO_HEADING = "this is no heading; take the spaces before it away"
_INSIDE = "indent by 4 spaces what belongs inside the block or item above, and anything else by none"
_OUTSIDE = "this is outside of the block above; indent it by 4 spaces, or leave an empty line above it"
_LIST_BELOW = (
    "this list is outside of the block above; indent it by 4 spaces, or write a heading or words between the two"
)
_MIXED = "a list has either dashes or numbers; use one of them, or write a heading or words between two lists"


def stray(text: str) -> tuple[int, str] | None:
    r"""Return which line of a paragraph or item begins like something else, and what is wrong with that.

    >>> stray("You need:\n- apples")[0]
    1
    """
    if "\n" not in text and "|" not in text and text[:1].isalpha():  # as most are
        return None
    lines = text.split("\n")
    perhaps = 0
    for found in _STRAY.finditer(text):
        place = text.count("\n", 0, found.start())
        kind = found.lastgroup or ""
        if kind == "perhaps":
            perhaps += 1
            announced = place > 0 and lines[place - 1].rstrip().endswith(":")
            if not (announced or perhaps > 1 or (place == 0 and _NO_SENTENCE.match(found[kind]))):
                continue
        return place, f'"{_shortened(found[0])}": {_meant(kind, found[0])}'
    return None


def _meant(kind: str, line: str) -> str:
    if kind == "block":
        card = _CARD.match(line.lstrip())
        name = card[1].lower() if card and card[1].lower() in CARDS else "urgent"
        form = '??? "Question?"' if line.lstrip().startswith("?") else f'!!! {name} "Heading"'
        return f'this opens no block; write {form} with straight quotation marks (") and nothing around it'
    return {"row": _IN_NO_TABLE, "heading": _NO_HEADING, "meaning": _NO_MEANING}.get(kind, _IN_NO_LIST)


def _shortened(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def misread(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Give the lines that would become a heading, another number or a part of another block, and what to do."""
    reading = _Reading()
    for number, line in lines:
        if not line or line.isspace():
            reading.above = ""
        elif fault := reading.fault(line):
            yield number, fault


class _List:
    """A list that may go on."""

    __slots__ = ("indent", "is_numbered", "last", "shown")

    def __init__(self, indent: int, *, is_numbered: bool) -> None:
        self.indent = indent
        self.is_numbered = is_numbered
        self.last = self.shown = 0


class _Reading:
    """Where one is when one reads the lines of a page."""

    def __init__(self) -> None:
        self.above = ""
        """The line directly above; nothing after an empty one."""

        self._opened = False
        """Whether the line above is a heading or opens a block, so that something begins below it in any case."""

        self._in_list = False
        self._lists: list[_List] = []
        self._blocks: list[int] = []
        """By how much the content is indented of the blocks that one is in."""

    def fault(self, line: str) -> str:
        """Say what is wrong with the next line; nothing where it is what it seems."""
        above, self.above = self.above, line
        if not self._blocks and line[0].isalpha():  # as most do
            if self._opened or not above:
                self._in_list = self._opened = False
                self._lists.clear()
            return ""
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        opens = body.startswith(_OPENS)
        begins = opens or self._opened or not above
        item = ITEM.match(line) if body[0] in "-*+" or body[0].isdigit() else None
        message = self._outside(indent, opens=opens, above=above, is_item=item is not None) if self._blocks else ""
        if begins:
            self._in_list = item is not None
            if not item:
                self._leave(indent - _INDENT)
        if not opens and not self._opened and above.strip(" >") and _UNDERLINE.fullmatch(line):
            message = (
                f'"{body.strip()}" makes a heading of the words above it; begin a heading with ##, '
                "give an item its words, or leave an empty line between"
            )
        elif indent % _INDENT and (begins or (item and self._in_list)):
            message = message or f'"{_shortened(line)}" is indented by {indent} space{"s" * (indent > 1)}; {_INSIDE}'
        if item and self._in_list:
            miscounted = self._miscounted(indent - indent % _INDENT, item[1])
            message = message or miscounted
        if body.startswith(("!!!", "???")):
            self._blocks.append(indent + _INDENT)
        self._opened = opens
        return message

    def _outside(self, indent: int, *, opens: bool, above: str, is_item: bool) -> str:
        """Leave the blocks that a line is not in, and say whether it seems to belong there."""
        left = 0
        while self._blocks and indent < self._blocks[-1]:
            left = self._blocks.pop()
        if not left or opens or self._opened:
            return ""
        if above:
            return _OUTSIDE
        return _LIST_BELOW if is_item and indent + _INDENT == left else ""

    def _leave(self, most: int) -> None:
        while self._lists and self._lists[-1].indent > most:
            self._lists.pop()

    def _miscounted(self, indent: int, number: str | None) -> str:
        """Count an item of a list, and say whether the page would show another number."""
        self._leave(indent)
        if not self._lists or self._lists[-1].indent < indent:
            self._lists.append(_List(indent, is_numbered=number is not None))
        found = self._lists[-1]
        if found.is_numbered != (number is not None):
            found.is_numbered = number is not None
            found.last = found.shown = int(number or 0)
            return _MIXED
        if number is None:
            return ""
        found.shown += 1
        last, found.last = found.last, int(number)
        if found.last == found.shown or found.last == last == 1:
            return ""
        shown, found.shown = found.shown, found.last
        return (
            f'"{number}." is shown as {shown}, since the list begins anew or leaves a number out; '
            "count from 1, and indent by 4 spaces what stands between two items"
        )
