"""Cutting Markdown into structure and texts."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from sitegen.blocks import Blocks, guarded, unguarded
from sitegen.documents import Cutter
from sitegen.inline import Inline
from sitegen.marked import plain_markdown
from sitegen.pages import Card, Document, Picture
from sitegen.problems import Problem
from sitegen.translate import Filling, fill, join_pieces

CONTENT = Path(__file__).parent.parent / "content"


class PlainDraw:
    """Draws blocks as Python-Markdown itself does."""

    def card(self, card: Card, title: Filling | None, body: str) -> str:
        """Return the library's admonition."""
        heading = f'<p class="admonition-title">{title.html}</p>' if title else ""
        name = "details " if card.kind == "details" else f"admonition {card.kind}"
        return f'<div class="{name}">{heading}{body}</div>'

    def picture(self, picture: Picture, alt: Filling | None, text: Filling | None) -> str:
        """Return the library's image in a paragraph."""
        image = f'<img alt="{escape(alt.text) if alt else ""}" src="{picture.source}">'
        return f"<p>{image} {text.html}</p>" if text else f"<p>{image}</p>"


def href(targets: tuple[str, ...], number: int) -> str:
    """Return a link's attribute as the library writes it."""
    return f' href="{escape(targets[number - 1])}"'


def refilled(document: Document, inline: Inline) -> str:
    """Return a document filled with its own texts."""
    fillings = []
    for segment in document.segments:
        html = join_pieces(
            inline.render(segment.text),
            fact=lambda name: f"{{{name}}}",
            link=partial(href, segment.targets),
            isolate=False,
        )
        fillings.append(Filling(segment.text, html))
    return fill(document.parts, fillings, PlainDraw())


def by_the_library(text: str) -> str:
    """Return what Python-Markdown alone makes of a page."""
    markdown = plain_markdown(TableExtension(), DefListExtension(), AttrListExtension(), TocExtension(), Blocks())
    return unguarded(markdown.convert(guarded(text)))


def without_spaces(html: str) -> str:
    """Return HTML with white space that means nothing taken out."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html.replace(" />", ">"))).strip()


def cut(text: str) -> tuple[Document, Inline, list[Problem]]:
    """Cut a text as a page."""
    inline = Inline()
    problems: list[Problem] = []
    return Cutter(inline).cut("content/page.md", text, 1, problems), inline, problems


def bodies() -> Iterator[tuple[str, str]]:
    """Give the name and body of every page of the real content."""
    for path in sorted(CONTENT.rglob("*.md")):
        text = path.read_text("utf-8")
        if text.startswith("---"):
            body = "\n".join(line for line in text.split("---\n", 2)[2].split("\n") if not line.startswith("<!-- "))
            yield path.relative_to(CONTENT).as_posix(), body


FACT = "{dose.folic_acid}"
WORDS = st.sampled_from(
    ["Take", "milk", "phone", "16–24", "you", "a*b", "snake_case_word", "ł", "نعم", "3 < 4", "Q&A", FACT]
)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda word: f"**{word} now**"),
    WORDS.map(lambda word: f"*{word}*"),
    st.tuples(WORDS, st.sampled_from(["a.md", "../b/c.md#d", "https://x.example/?a=1&b=2"])).map(
        lambda pair: f"[{pair[0]} more]({pair[1]})"
    ),
    st.just("\\*not emphasis\\*"),
    st.just("\\[not a link\\](x.md)"),
    st.just("5 * 3 * 2"),
    st.just("[see *both* **kinds**](a.md)"),
)
LINE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n"]).map(lambda end: end.join(lines))
)
LIST = st.tuples(st.sampled_from(["- ", "1. "]), st.lists(LINE, min_size=1, max_size=4)).map(
    lambda drawn: "\n".join(drawn[0] + line for line in drawn[1])
)
NESTED = st.tuples(LINE, st.lists(LINE, max_size=2)).map(
    lambda item: "\n".join([f"- {item[0]}", *(f"    - {inner}" for inner in item[1])])
)
LOOSE = st.lists(LINE, min_size=2, max_size=3).map(lambda lines: "\n\n".join(f"- {line}" for line in lines))
TABLE = st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(
    lambda rows: "\n".join(["| A | B |", "| --- | --- |", *(f"| {one} | {two} |" for one, two in rows)])
)
BLOCK = st.one_of(
    PARAGRAPH,
    LINE.map(lambda line: f"## {line}"),
    LINE.map(lambda line: f"### {line} {{#an-id .big}}"),
    LIST,
    NESTED,
    LOOSE,
    TABLE,
    st.tuples(LINE, LINE).map(lambda pair: f"{pair[0]}\n:   {pair[1]}"),
    LINE.map(lambda line: f"> {line}"),
    st.tuples(LINE, LINE).map(lambda pair: f'!!! urgent "{pair[0]}"\n    - {pair[1]}\n\n    {pair[1]}'),
    st.tuples(LINE, LINE).map(lambda pair: f'??? "{pair[0]}"\n    {pair[1]}'),
    LINE.map(lambda line: f'!!! inset ""\n    {line}'),
    LINE.map(lambda line: f"![](a.svg) {line}"),
    WORDS.map(lambda word: f"![The {word.strip('{}')}](a.svg)"),
    st.just("---"),
    LINE.map(lambda line: f"{line}\n{{: .lead #top }}"),
)
PAGE = st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join)


@settings(max_examples=400, deadline=None)
@given(PAGE)
def test_cutting_a_page_loses_nothing(text: str) -> None:
    """A page filled with its own texts is what Python-Markdown makes of it; unless it was refused."""
    document, inline, problems = cut(text)
    expected = by_the_library(text)
    assume(not problems)
    # The library can lose letters of a fact between signs of emphasis that cross; for us it is one sign there.
    assume(expected.count(FACT) == text.count(FACT))

    assert without_spaces(refilled(document, inline)) == without_spaces(expected)


@pytest.mark.parametrize(("name", "body"), list(bodies()), ids=[name for name, _ in bodies()])
def test_cutting_the_real_pages_loses_nothing(name: str, body: str) -> None:
    """The property holds for every page of the site."""
    document, inline, problems = cut(body)

    assert not problems, name
    assert without_spaces(refilled(document, inline)) == without_spaces(by_the_library(body))


@pytest.mark.parametrize(("body", "line"), [("## \n", 1), ("Words.\n\n## \n\nMore words.", 3)])
def test_a_heading_without_words_is_told_by_its_line(body: str, line: int) -> None:
    """It would have no name for links, and nothing for a screen reader to say."""
    document, _, problems = cut(body)

    message = "a heading has no words; write them, or take the # away"
    assert problems == [Problem("content/page.md", line, message)]
    assert document.anchors == frozenset()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "- ", "## ", "> "]), LINE), min_size=1, max_size=8))
def test_every_segment_knows_the_line_where_it_starts(blocks: list[tuple[str, str]]) -> None:
    """Blocks two lines apart start at every second line."""
    text = "\n\n".join(f"{mark}{line}" for mark, line in blocks)
    document, _, _ = cut(text)

    assert [segment.line for segment in document.segments] == [1 + 2 * place for place in range(len(blocks))]


def told(text: str) -> list[tuple[int, str]]:
    """Return what is told of a page, with its lines."""
    return sorted((problem.line, problem.message) for problem in cut(text)[2])


OPENS_NONE = "this opens no block"
MISTYPED = {
    "!!! urgent “Phone {contact.nhs_111} now if:”": OPENS_NONE,
    "!!! urgent 'Phone now if:'": OPENS_NONE,
    '!!! urgent "Phone now if:': OPENS_NONE,
    '!!! urgent "Phone now" if:': OPENS_NONE,
    '!!! urgent: "Phone now if:"': OPENS_NONE,
    '!! urgent "Phone now if:"': OPENS_NONE,
    '! urgent "Phone now if:"': OPENS_NONE,
    "!!!urgent “Phone now if:”": OPENS_NONE,
    " !!! urgent “Phone now if:”": "is indented by 1 space",
    "!!! urgent Phone now if": "write its heading in double quotes",
    "!!!urgent": "has no heading",
    "??? “What time?”": OPENS_NONE,
    "??? What time?": OPENS_NONE,
    '???"What time?"': OPENS_NONE,
    '???+ "What time?"': OPENS_NONE,
    '?? "What time?"': OPENS_NONE,
}
"""Cards and details that are none, and a part of what is told of them."""


@pytest.mark.parametrize("line", MISTYPED)
def test_a_mistyped_card_is_told_by_its_line(line: str) -> None:
    """It would be running text, and what is in it would not be safety text."""
    for text in (f"Words.\n\n{line}\n    - you bleed", f"Words:\n{line}\n    Rest.", f"- item\n    {line}"):
        found = told(text)
        assert any(line.strip() in message or MISTYPED[line] in message for _, message in found), text
        assert text.partition(line)[0].count("\n") + 1 in dict(found), found
    assert any(MISTYPED[line] in message for _, message in told(f"{line}\n    - you bleed"))


SPOILT: dict[str, Callable[[str], str]] = {
    "curly quotes": lambda line: re.sub('"(.*)"', r"“\1”", line),
    "single quotes": lambda line: re.sub('"(.*)"', r"'\1'", line),
    "no end": lambda line: line.removesuffix('"'),
    "a mark too few": lambda line: line[1:],
    "a space too many": lambda line: f" {line}",
    "a word behind it": lambda line: f"{line} now",
}


@pytest.mark.parametrize("name", SPOILT)
def test_every_card_of_the_real_pages_is_told_when_it_is_mistyped(name: str) -> None:
    """Whatever stands around it."""
    for page, body in bodies():
        lines = [SPOILT[name](line) if line.startswith(("!!!", "???")) else line for line in body.split("\n")]
        spoilt = {number for number, line in enumerate(lines, 1) if line not in body.split("\n")}
        assert spoilt <= set(dict(told("\n".join(lines)))), page


@pytest.mark.parametrize("spaces", range(4))
def test_every_card_of_the_real_pages_is_told_when_its_content_is_not_in_it(spaces: int) -> None:
    """An empty card, and its list below it as an ordinary one."""
    for page, body in bodies():
        outside = re.sub(r"(?m)^    (?=\S)", " " * spaces, body)
        cards = {number for number, line in enumerate(body.split("\n"), 1) if line.startswith(("!!!", "???"))}
        assert cards <= set(dict(told(outside))), page


EMPTY = 'the block "urgent" has nothing in it; indent what belongs in it by 4 spaces'
_OUTSIDE = "this is outside of the block above; indent it by 4 spaces, or leave an empty line above it"
_LIST_BELOW = (
    "this list is outside of the block above; indent it by 4 spaces, or write a heading or words between the two"
)
_INDENTED = "; indent by 4 spaces what belongs inside the block or item above, and anything else by none"
_IN_NO_LIST = (
    'this is in no list; leave an empty line above, begin each item with "- " or "1. ", '
    "and indent by 4 spaces what is inside an item"
)
_IN_NO_TABLE = (
    "this is in no table; begin one with an empty line, a row of headings and a row | --- | --- | with as many cells, "
    "leave no empty line in it, and write \\| for the sign itself"
)
_AS_MANY = "; write as many, with | | for an empty one and \\| for the sign itself"
_HEADING = (
    " makes a heading of the words above it; begin a heading with ##, give an item its words, "
    "or leave an empty line between"
)
_COUNT = (
    ", since the list begins anew or leaves a number out; count from 1, "
    "and indent by 4 spaces what stands between two items"
)
_MIXED = "a list has either dashes or numbers; use one of them, or write a heading or words between two lists"
_NO_BLOCK = "no block begins below this mark; put it on the line directly above the block"
CARD = '!!! urgent "Phone now if:"\n'
HEAD = "| A | B |\n| --- | --- |\n"
MISREAD: dict[str, list[tuple[int, str]]] = {
    # cards
    f"{CARD}- a": [(1, EMPTY)],
    f"{CARD}\n- a": [(1, EMPTY)],
    f"{CARD}\nWords.": [(1, EMPTY)],
    CARD: [(1, EMPTY)],
    "!!! inset": [(1, EMPTY.replace("urgent", "inset"))],
    '??? "When?"\n\nWords.': [(1, EMPTY.replace("urgent", "details"))],
    f"{CARD}  - a": [(1, EMPTY), (2, f'"- a" is indented by 2 spaces{_INDENTED}')],
    f"{CARD}    - a\n- b": [(3, _OUTSIDE)],
    f"{CARD}    - a\n   - b": [(3, _OUTSIDE)],
    f"{CARD}    Words that\ngo on.": [(3, _OUTSIDE)],
    f"{CARD}    - a\n\n- b": [
        (4, _LIST_BELOW),
    ],
    f"{CARD}    - a\n\n  b": [(4, f'"b" is indented by 2 spaces{_INDENTED}')],
    # tables
    f"{HEAD}| 1 | 2 | 3 |": [(3, f'the row "| 1 | 2 | 3 |" has 3 cells, and its table 2 columns{_AS_MANY}')],
    f"{HEAD}| x | 1 |\n| 1 |": [(4, f'the row "| 1 |" has 1 cell, and its table 2 columns{_AS_MANY}')],
    f"{HEAD}| x | {{dose.a}} | 2 |": [
        (3, f'the row "| x | {{dose.a}} | 2 |" has 3 cells, and its table 2 columns{_AS_MANY}'),
    ],
    f"{HEAD}| 1 | 2 |\nWords.": [(4, f'the row "Words." has 1 cell, and its table 2 columns{_AS_MANY}')],
    f"{HEAD}| 1 | 2 |\n\n| 3 | 4 |": [(5, f'"| 3 | 4 |": {_IN_NO_TABLE}')],
    f"Words:\n{HEAD}| 1 | 2 |": [(2, f'"| A | B |": {_IN_NO_TABLE}')],
    "| A | B |\n| 1 | 2 |": [(1, f'"| A | B |": {_IN_NO_TABLE}')],
    "| A | B |\n| --- |\n| 1 | 2 |": [(1, f'"| A | B |": {_IN_NO_TABLE}')],
    "A | B\n--- | ---\n1 | 2\n\n3 | 4": [(5, f'"3 | 4": {_IN_NO_TABLE}')],
    # lists
    "You need:\n- apples\n- pears": [(2, f'"- apples": {_IN_NO_LIST}')],
    "You need:\n* apples": [(2, f'"* apples": {_IN_NO_LIST}')],
    "You need:\n1. apples": [(2, f'"1. apples": {_IN_NO_LIST}')],
    "You need:\n– apples": [(2, f'"– apples": {_IN_NO_LIST}')],
    "You need\n1. apples\n2. pears": [(3, f'"2. pears": {_IN_NO_LIST}')],
    "1) one\n2) two": [(1, f'"1) one": {_IN_NO_LIST}')],
    "• a\n• b": [(1, f'"• a": {_IN_NO_LIST}')],
    "•a": [(1, f'"•a": {_IN_NO_LIST}')],
    "– a\n– b": [(1, f'"– a": {_IN_NO_LIST}')],
    "— a\n— b": [(2, f'"— b": {_IN_NO_LIST}')],
    "-apples": [(1, f'"-apples": {_IN_NO_LIST}')],
    "- one\n\n    words\n- two": [(4, f'"- two": {_IN_NO_LIST}')],
    "- one\n        - two": [(2, f'"- two": {_IN_NO_LIST}')],
    f"{CARD}    If:\n    - a": [(3, f'"- a": {_IN_NO_LIST}')],
    "- a\n  - b": [(2, f'"- b" is indented by 2 spaces{_INDENTED}')],
    "- a\n    - b\n       - c": [(3, f'"- c" is indented by 7 spaces{_INDENTED}')],
    "1. a\n   2. b\n3. c": [(2, f'"2. b" is indented by 3 spaces{_INDENTED}')],
    "- a\n\n  b": [(3, f'"b" is indented by 2 spaces{_INDENTED}')],
    "  ## a": [(1, f'"## a" is indented by 2 spaces{_INDENTED}')],
    "3. a\n4. b": [(1, f'"3." is shown as 1{_COUNT}')],
    "1. a\n\nb\n\n2. c\n3. d": [(5, f'"2." is shown as 1{_COUNT}')],
    "1. a\n3. b\n4. c": [(2, f'"3." is shown as 2{_COUNT}')],
    "1. a\n\n## b\n2. c": [(4, f'"2." is shown as 1{_COUNT}')],
    "- a\n1. b": [(2, _MIXED)],
    "1. a\n2. b\n\n- c\n- d": [(4, _MIXED)],
    # headings
    "Ask:\n\n- when\n-\n- where": [(4, f'"-"{_HEADING}')],
    "- a\n- b\n- \n- c": [(3, f'"-"{_HEADING}')],
    "Words.\n---": [(2, f'"---"{_HEADING}')],
    "> Words.\n> ---": [(2, f'"> ---"{_HEADING}')],
    "- a\n    ## b": [(2, '"## b": this is no heading; take the spaces before it away')],
    # terms
    ":   a": [(1, '":   a": this is the meaning of no term; write the term on the line above it')],
    "You need:\n- apples\n:   b": [(2, f'"- apples": {_IN_NO_LIST}')],
    # marks and notes
    "<!-- critical -->\n\nWords.": [(1, _NO_BLOCK)],
    "Words.\n\n<!-- critical -->": [(3, _NO_BLOCK)],
    "Words\n<!-- critical -->\nthat go on.": [(2, _NO_BLOCK)],
    "Words.\n\n<!-- note: a -->": [(3, "no text stands below this note; put it above the text that it is for")],
}
"""Pages that Markdown reads as something else than was meant, and what is told of them."""


@pytest.mark.parametrize("text", MISREAD)
def test_what_markdown_would_misread_is_told_by_its_line(text: str) -> None:
    """It would be published without a word, as something else."""
    assert told(text) == MISREAD[text]


@pytest.mark.parametrize(
    "text",
    [
        "Your baby may come before week\n2. That is early.",
        "It takes time\n– and rest.",
        "— Anna, a mother",
        "\\- no item",
        "-5 degrees, 16–24 weeks",
        "**Rest**, *drink* and sleep.",
        "1. a\n1. b\n1. c",
        "1. a\n\n    b\n\n2. c\n    - d\n    - e\n3. f",
        "1. a\n    1. b\n    2. c\n2. d\n\n## e\n1. f",
        "- a\n- b\n\nWords.\n\n1. c\n2. d",
        f"{CARD}    - a\n## b\n- c",
        f'{CARD}    - a\n!!! do "Do"\n    - b\n    - c\n\n    d\n\nWords.\n\n- e',
        f'??? "When?"\n    {CARD}        - a\n\n    Words.'.replace("\n    !", "\n\n    !"),
        f"Words.\n\n---\n\n{HEAD}| 1 \\| 3 | |\n| — | 1. a |",
        "Midwife\n:   Looks after you.\n\n    - a\n    - b",
        "![](a.svg) 2. Rest.",
        "One \\| two.",
    ],
)
def test_what_only_looks_like_a_mistake_is_read(text: str) -> None:
    """A sentence goes on with a number or a dash in the next line; blocks stand in blocks."""
    assert not told(text)


def test_an_escaped_sign_of_a_table_is_shown_without_its_backslash() -> None:
    """As in a cell, where it would end the cell without one."""
    document, inline, problems = cut(f"{HEAD}| 1 \\| 3 | 2 |")

    assert not problems
    assert "<td>1 | 3</td>" in refilled(document, inline)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("<!-- critical -->\na\nb\n\nc", ["a b"]),
        ("<!-- critical -->\n<!-- note: x -->\na\n\nb", ["a"]),
        ("<!-- critical -->\n- a\n\n    b\n\n    - c\n\nd", ["a", "b", "c"]),
        ("<!-- critical -->\n- a\n\n- b\n\n## c", ["a", "b"]),
        ('<!-- critical -->\n!!! do "a"\n\n    b\n\n    - c\n\nd', ["a", "b", "c"]),
        ("<!-- critical -->\na\n\n:   b\n\nc", ["a", "b"]),
        ('??? "a"\n    <!-- critical -->\n    b\n\n    c', ["b"]),
        ("a\n\n<!-- critical -->\n## b\n\nc", ["b"]),
    ],
)
def test_a_mark_counts_for_the_whole_block_below_it(text: str, core: list[str]) -> None:
    """With all that is inside of it, below empty lines too."""
    document, _, problems = cut(text)

    assert not problems
    assert [segment.text for segment in document.segments if segment.critical] == core


def test_the_example_of_lists_and_tables_is_read() -> None:
    """That of the manual for editors."""
    manual = (CONTENT.parent / "docs/content.md").read_text("utf-8")
    example = next(part for part in manual.split("```\n") if part.startswith("You need:"))
    document, inline, problems = cut(example)

    assert not problems
    assert refilled(document, inline).count("<li>") == 5
    assert refilled(document, inline).count("<tr>") == 3
