"""Cutting Markdown into structure and texts."""

import re
from collections.abc import Iterator
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
        fillings.append(Filling(segment.text, html, english=False))
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
LIST_ITEM = st.tuples(st.sampled_from(["- ", "1. "]), LINE)
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
    st.lists(LIST_ITEM, min_size=1, max_size=4).map(lambda items: "\n".join(mark + line for mark, line in items)),
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


def test_an_escaped_sign_of_a_table_is_shown_without_its_backslash() -> None:
    """As in a cell, where it would end the cell without one."""
    document, inline, problems = cut("| A | B |\n| --- | --- |\n| 1 \\| 3 | 2 |")

    assert not problems
    assert "<td>1 | 3</td>" in refilled(document, inline)


def told(text: str) -> list[tuple[int, str]]:
    """Return what is told of a page, with its lines."""
    return sorted((problem.line, problem.message) for problem in cut(text)[2])


_NO_BLOCK = "no block begins below this mark; put it on the line directly above the block"
MISREAD: dict[str, list[tuple[int, str]]] = {
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
