"""Patterns are compiled when they are first used, and do then what those of Python do."""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import sitegen
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
    assert (ours.pattern, ours.flags) == (python.pattern, python.flags)
    for text in ("", "x", "B", "BxA"):
        assert ours.findall(text) == python.findall(text)
        assert ours.split(text) == python.split(text)
        assert bool(ours.match(text)) == bool(python.match(text))
        assert bool(ours.fullmatch(text)) == bool(python.fullmatch(text))

    assert pattern(b"[0-9]").findall(b"a1b2") == [b"1", b"2"]


def test_a_pattern_that_is_none_says_so() -> None:
    """As soon as it is used."""
    found = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        found.search("")


def test_every_pattern_of_the_generator_is_one() -> None:
    """Also those that hardly any run uses: nothing compiles them when they are imported."""
    later = type(pattern(""))
    modules = [import_module(f"sitegen.{found.name}") for found in iter_modules(sitegen.__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, later)]
    assert found
    for each in found:
        assert re.compile(each.pattern, each.flags)
