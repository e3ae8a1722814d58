"""Patterns are compiled when they are first used, and do then what those of Python do."""

import re

import pytest

from sitegen.patterns import pattern


def test_a_pattern_is_compiled_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """And each of its methods is looked up once."""
    compiled: list[str] = []
    compile_now = re.compile

    def compile_(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return compile_now(text, flags)

    monkeypatch.setattr("sitegen.patterns.re.compile", compile_)
    found = pattern("a+")
    assert not compiled
    assert found.sub("b", "caat") == "cbt"
    assert found.sub("x", "caat") == "cxt"

    assert compiled == ["a+"]


def test_a_pattern_does_what_that_of_python_does() -> None:
    """Of texts and of bytes, with and without flags."""
    ours, python = pattern("(a)|b", re.IGNORECASE), re.compile("(a)|b", re.IGNORECASE)
    for name in ("match", "search", "fullmatch", "findall", "split"):
        given = "B" if name == "fullmatch" else "BxA"
        there, here = (getattr(found, name)(given) for found in (python, ours))
        assert (
            getattr(here, "groups", lambda found=here: found)() == getattr(there, "groups", lambda found=there: found)()
        )
    assert ours.pattern == "(a)|b"
    assert ours.flags == python.flags

    assert pattern(b"[0-9]").findall(b"a1b2") == [b"1", b"2"]


def test_a_pattern_that_is_none_says_so() -> None:
    """As soon as it is used."""
    found = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        found.search("")
