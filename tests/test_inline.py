"""Inline Markdown as messages and as HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.inline import Inline
from sitegen.marked import Marked
from sitegen.model import FactToken, LinkToken

INLINE = Inline()


@pytest.mark.parametrize(
    ("source", "message", "targets"),
    [
        ("See [the *ward*](ward.md#beds).", "See [the *ward*]({1}).", ("ward.md#beds",)),
        ("[a](x.md), [b](y.md), [c](x.md)", "[a]({1}), [b]({2}), [c]({1})", ("x.md", "y.md")),
        ("two\nlines   and\tspaces", "two lines and spaces", ()),
        ("a hard  \n break", "a hard\nbreak", ()),
        ("no\u00a0break", "no\u00a0break", ()),
        (r"\[not a link\](x.md)", r"\[not a link\](x.md)", ()),
        ("[brackets (in) words](<a b.md>)", "[brackets (in) words]({1})", ("a b.md",)),
        ("Take {dose.folic_acid}", "Take {dose.folic_acid}", ()),
        (r"[x](https://a.example/foo\_bar\*b)", "[x]({1})", ("https://a.example/foo_bar*b",)),
        (r"[x](..\pregnancy\booking.md)", "[x]({1})", (r"..\pregnancy\booking.md",)),
        (r"[x](a\\b\).md) \_", r"[x]({1}) \_", (r"a\b).md",)),
        ("[x](https://a.example/A_(b))", "[x]({1})", ("https://a.example/A_(b)",)),
    ],
)
def test_a_message_has_tokens_for_targets_and_single_spaces(
    source: str, message: str, targets: tuple[str, ...]
) -> None:
    """A changed address or line break unsettles no translation."""
    assert Marked().tokenise(source) == (message, targets)


def test_html_comes_in_pieces_with_tokens_where_facts_and_links_go() -> None:
    """A text is rendered once and filled for each page and language."""
    assert Inline().render("**Take** {dose.a_b} [now]({1})") == (
        "<strong>Take</strong> ",
        FactToken("dose.a_b"),
        " <a",
        LinkToken(1),
        ">now</a>",
    )


def test_words_that_look_like_a_link_s_attribute_are_words() -> None:
    """Only a start tag has one."""
    assert Inline().render('Write href="{1}" *here*') == ('Write href="{1}" <em>here</em>',)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<script>alert(1)</script>", "HTML is not allowed"),
        ("<!-- a comment -->", "HTML is not allowed"),
        ("`code`", "code is not allowed"),
        ("Take &#8238;5&#8236; &#x35; mg", "type the character itself, not its code"),
        ("a&nbsp;b", "type the character itself, not its code"),
        ("**bold**{.red}", "attribute list"),
        ("[words][reference]", "reference link"),
        ("a ![picture](x.svg) inside", "inside a sentence"),
    ],
)
def test_what_a_text_must_not_hold_is_said(text: str, words: str) -> None:
    """Structure comes from the blocks, never from a text."""
    assert any(words in fault for fault in Inline().faults(text))


def test_less_than_signs_and_braces_in_plain_words_are_fine() -> None:
    """Only what looks like HTML or an attribute list is refused."""
    assert not list(Inline().faults("5 < 6 and 7 > 3, {week.until}, a*b, snake_case_word, Q&A"))


@given(st.lists(st.text(alphabet="ab*_[](){}<>\\&;! 1", max_size=12), min_size=2, max_size=4))
def test_what_was_rendered_before_changes_nothing(texts: list[str]) -> None:
    """Python-Markdown keeps state between calls; a text must not inherit emphasis from another."""
    used = Inline()
    for text in texts:
        used.render(text)

    assert used.render(texts[-1]) == Inline().render(texts[-1])


def test_a_text_that_the_library_would_alter_is_refused() -> None:
    """Python-Markdown 3.11 leaves the name of a placeholder in this one: "klzzwxh:0001not emphasis"."""
    text = r"**a*b now** **Take now** **a*b now** \*not emphasis\* **Take now**"

    assert any("does not keep all of this text" in fault for fault in Inline().faults(text))


def test_emphasis_that_the_library_finds_between_loose_stars_is_refused() -> None:
    """Python-Markdown 3.11 emphasises the 3 here, though alone it leaves "5 * 3 * 2" as it is."""
    assert any("does not keep" in fault for fault in Inline().faults("a*b **Take now** 5 * 3 * 2 *milk*"))
    assert not list(Inline().faults("5 * 3 * 2"))


@pytest.mark.parametrize(
    "text",
    ["**{dose.folic_acid} a day**", "a *week from {week.until}*", "[{dose.iron} of it](a.md)", r"\[no link\](x.md)"],
)
def test_facts_at_the_edge_of_emphasis_and_escaped_brackets_are_fine(text: str) -> None:
    """A fact is no space, and what stands behind an escaped bracket is no address."""
    assert not list(Inline().faults(text))


@pytest.mark.parametrize("text", ['[a](javascript:alert "" ()', 'x [a](b.md "c" (d) y', '![a](javascript:x "" ()'])
def test_a_link_whose_bracket_is_not_closed_is_none(text: str) -> None:
    """Python-Markdown 3.11 makes one of each of these, says that it ends before it starts, and shows letters twice."""
    message, targets = Marked().tokenise(text)
    html = "".join(piece for piece in Inline().render(message) if isinstance(piece, str))

    assert (html, targets) == (text, ())
    assert list(Inline().faults(text))


def test_underscores_are_no_emphasis() -> None:
    """With them Python-Markdown 3.11 makes "{dose.folic<strong>cid} **T</strong>e now**" of this."""
    text = "a*b **Take now** {dose.folic_acid} **Take now**"
    html = "".join(piece for piece in Inline().render(text) if isinstance(piece, str))

    assert html == "a*b <strong>Take now</strong>  <strong>Take now</strong>"


@given(st.text(alphabet="aé नि. 1,!()_#{}:~\"'-=|+", max_size=24) | st.text(max_size=12))
def test_a_text_without_marks_is_what_the_parser_would_make_of_it(text: str) -> None:
    """Most texts need no parser; what is done without it is the same."""
    text = re.sub(r"[\ue000-\uf8ff\x00-\x1f*\[\]`\\<>&{}]", "", text).strip()
    made = INLINE.marked._html(text)  # noqa: SLF001

    assert INLINE.render(text) == ((made,) if made else ())
    assert not list(INLINE.faults(text))


@given(
    st.lists(st.sampled_from(["{dose.a_b}", " ", "é", "5–6", "{week.c}", ".", "{", "}", "{1}", "{A.b}"]), max_size=8)
)
def test_a_text_with_facts_alone_is_what_the_parser_would_make_of_it(parts: list[str]) -> None:
    """Facts need no parser either."""
    text = "".join(parts).strip()

    assert INLINE.render(text) == INLINE.marked.pieces(text)


def test_what_was_learnt_is_not_rendered_again() -> None:
    """Nor is Python-Markdown imported for it; of many lots the oldest is forgotten."""
    first, second = Inline(), Inline()
    found = first.rendered(["**Take** {dose.a_b}", "plain"])
    second.learn("one", lambda: found)

    assert list(found) == ["**Take** {dose.a_b}"]
    assert second.render("**Take** {dose.a_b}") == first.render("**Take** {dose.a_b}")
    assert second.rendered(found) == {}
    assert "marked" not in vars(second)
    for name in ("two", "one", "three", "four", "five", "six"):
        second.learn(name, dict)
    assert second.rendered(found) == found
