"""Marks for the ways from a page, and what its place puts in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.places import ADDRESS, LANGUAGE_ROOT, SITE_ROOT, Place, place_of
from sitegen.sources import UNWANTED


@pytest.mark.parametrize("mark", [ADDRESS, LANGUAGE_ROOT, SITE_ROOT])
def test_no_source_can_have_a_mark(mark: str) -> None:
    """Else a page could be given a way that nobody wrote."""
    assert UNWANTED.fullmatch(mark)


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), max_size=4), st.sampled_from(["", "side-by-side/"]))
def test_relative_ways_lead_to_the_tops_from_any_depth(parts: list[str], below: str) -> None:
    """As many steps up as the address is deep, and one more for the language's own folder."""
    address = "".join(f"{part}/" for part in parts)
    depth = len(parts) + (below != "")
    ways = place_of(address, below).put_in(f"{LANGUAGE_ROOT} {SITE_ROOT} {ADDRESS}")
    assert ways.split(" ") == ["../" * depth or "./", "../" * (depth + 1), address]


def test_what_a_place_puts_in_is_escaped() -> None:
    """Templates escape what they print; a mark stands for what they never see."""
    assert Place('https://example.org/?a&"', "", "").put_in(f'<a href="{LANGUAGE_ROOT}">') == (
        '<a href="https://example.org/?a&amp;&quot;">'
    )
