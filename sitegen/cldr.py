"""What CLDR knows of languages: plural rules, separators, numbers with units, dates and countries.

Babel, which has its data, is imported when somebody asks: most builds were told all that they need by an earlier one.
Of a language that it does not know, such as Romani, nothing is said in words: dates stand in digits, units as symbols.
"""

import datetime as dt
import re
import sys
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from sitegen.memo import MEMO
from sitegen.model import Language, Separators

_CODES = {"en": "en_GB", "en-XA": "en_GB", "ar-XB": "ar"}
"""CLDR's names where they differ from ours: plain English is British here, pseudo-languages are what they stand for."""

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_PLAIN = "0.###"
"""How numbers are written: without separators for thousands."""


class Locales(NamedTuple):
    """How others name a language."""

    dates: str
    """For a browser's dates, with the calendar and the digits that the build's own dates have."""

    graph: str
    """For Open Graph, with its most likely country; ours where nobody knows that."""


def plural_forms(code: str) -> list[int] | None:
    """Return the index of the plural form for each whole number from 0 to 1,000; None for an unknown language."""
    locale = _locale(code)
    if locale is None:
        return None
    rule = locale.plural_form
    names = [rule(number) for number in range(1001)]
    used = [category for category in _CATEGORIES if category in names]
    return [used.index(name) for name in names]


def direction(code: str) -> str:
    """Return in which direction a language is written, ltr or rtl; nothing for an unknown one.

    >>> direction("pl"), direction("ur"), direction("pa-Arab"), direction("rom")
    ('ltr', 'rtl', 'rtl', '')
    """
    locale = _locale(code)
    return str(locale.text_direction) if locale else ""


def separators(code: str) -> Separators:
    """Return the signs for decimals and for thousands in a language; a space is none of them.

    >>> separators("pl"), separators("ro")
    (Separators(decimal=',', group=''), Separators(decimal=',', group='.'))
    """
    locale = _locale(code)
    if locale is None:
        return Separators()
    symbols = locale.number_symbols["latn"]
    return Separators(symbols["decimal"], symbols["group"] if symbols["group"] in ".,’" else "")


def say_number(number: str, code: str) -> str:
    """Return a number with the decimal sign of a language."""
    locale = _locale(code)
    return str(_babel("numbers").format_decimal(number, format=_PLAIN, locale=locale)) if locale else number


def say_amount(number: str, unit: str, symbol: str, code: str) -> str:
    """Return a number with its unit in a language; with the symbol where CLDR has no word (Nepali lacks milligram)."""
    if locale := _locale(code):
        said = str(_babel("units").format_unit(float(number), unit, "long", format=_PLAIN, locale=locale))
        if unit not in said:
            return re.sub(r"(?<=\d)(?=[^\W\d])", " ", said)
    return f"{say_number(number, code)} {symbol}"


@cache
def say_date(date: dt.date, code: str) -> str:
    """Return a date in a language; kept, since CLDR's data of a language take long to read and pages share dates."""
    return MEMO.recall(("date", code, str(date)), lambda _: _said_date(date, code), [])


def _said_date(date: dt.date, code: str) -> str:
    locale = _locale(code)
    return str(_babel("dates").format_date(date, "long", locale)) if locale else f"{date:%d/%m/%Y}"


def locales_of(language: Language) -> Locales:
    """Return a language's names; kept, like its dates.

    >>> locales_of(Language("fa", "فارسی", "Persian", "rtl", "Arab", "", "human"))
    Locales(dates='fa-u-ca-gregory-nu-arabext', graph='fa_IR')
    """
    return MEMO.recall(("locales", language.code), lambda _: _locales(language.code), [])


def _locales(code: str) -> Locales:
    locale = _locale(code)
    if locale is None:
        return Locales(f"{code}-u-ca-gregory-nu-latn", f"{code.partition('-')[0]}_GB")
    likely = _babel("core").get_global("likely_subtags").get(str(locale), str(locale))
    return Locales(
        f"{str(locale).replace('_', '-')}-u-ca-gregory-nu-{locale.default_numbering_system}",
        f"{locale.language}_{locale.territory or likely.rpartition('_')[2]}",
    )


@lru_cache(1)
def _locale(code: str) -> Any:
    """Return Babel's data of a language, or of the same one in another place; None where it knows neither."""
    let_go()
    core, wanted = _babel("core"), _CODES.get(code, code.replace("-", "_"))
    for name in (wanted, wanted.partition("_")[0]):
        with suppress(core.UnknownLocaleError, ValueError):
            return core.Locale.parse(name)
    return None


def let_go() -> None:
    """Let go what Babel knows of the language that was asked for last, which takes some ten megabytes."""
    _locale.cache_clear()
    getattr(sys.modules.get("babel.localedata"), "_cache", {}).clear()


def _babel(module: str) -> Any:
    return import_module(f"babel.{module}")
