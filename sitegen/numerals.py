"""Numbers in a text by what they say: value, unit, phone number, time of day; in any digits."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sitegen.model import Language, Separators
from sitegen.patterns import pattern
from sitegen.units import CLOCK, FAHRENHEIT, units_of

SHORT_CODES = frozenset(("999", "111", "112", "101", "105", "119", "18000", "116123"))
"""Numbers to ring that look like any other number."""

_CODE = 5
"""A whole number of so many digits without a separator is a number to ring or to text, not a quantity."""

_LINK = pattern(r"\{\d*\}")
"""The token of a link, whose digits say nothing."""

_ANY_DIGIT = pattern(r"\d|[¹²³⁰⁴-⁹₀-₉]")
_PART = r"[ \u00a0\-‑]?\(?\d\)?"
_BEGINNING = r"(?=[{+(\d¼½¾⅓⅔])"
"""How every number begins: said once, it spares a look for each shape at each letter, nine tenths of the time."""

_SHAPES = (
    r"\{\d*\}|(?P<token>\{[^{}\s]*\})|"
    rf"(?P<phone>(?<![\d.,:+])(?:\+44(?:{_PART}){{10}}|\+\d(?:{_PART}){{6,13}}|\(?0\d(?:{_PART}){{5,9}})(?!\d)|"
    r"(?<![\d.,:+])\d{3,}(?:[ \u00a0]\d{3,})*[ \u00a0]"
    r"\d{3,}(?<=[\d \u00a0]{11})|(?<!\d)116[ \u00a0]123(?!\d))|"
    r"(?P<time>(?<![\d:.,])\d{1,2}(?:[:h]| h )\d\d(?![\d:]| ?min))|"
    r"(?P<weeks>(?<!\d)\d{1,2}(?: \+ |\+)\d(?!\d))|"
    r"(?P<parts>\d+(?:\.\d+){2,})|"
)
_FRACTION = pattern("[¼½¾⅓⅔]")
_NOT_BETWEEN_DIGITS = pattern(r"(?<!\d)\u200e|\u200e(?!\d)")
_SPACED = pattern(r"(?<![\d.,:+/])\d{1,3}(?: \d{3})+(?!\d)")
_SPACES = pattern(r"[ \u00a0()\-‑]")
_COMMA_TOO = frozenset(("ar", "ckb", "fa", "ps", "ur"))
"""Languages in which people type a comma for the decimal sign that their keyboard lacks."""

ENGLISH = Language("en", "English", "English", "ltr", "Latn", "", "source")
"""What the content is written in."""

_LONGEST = 40
"""How far before a number its unit can begin."""

_NOON = 12
_HOUR = pattern(r"\d{1,2}(?:[.,]\d\d)?")


class Number(NamedTuple):
    """One number of a text."""

    value: str
    """The same for the same number, however it is written: 1000, 0.5, 9:30, 41+0, 01632960101."""

    written: str
    """As it stands there; a fact's token is both its value and what is written."""

    unit: str = ""
    """Its unit, or half of the day; empty where there is none that is known."""

    others: tuple[str, ...] = ()
    """Values that mean the same: 17:00 for 5pm."""

    phone: bool = False

    def spelt(self, decimal: str) -> str:
        """Return it as a translator can write it, with the language's decimal sign; phone numbers as they stand."""
        return self.written if self.is_code else self.value.replace(".", decimal)

    @property
    def is_token(self) -> bool:
        """Tell whether it stands for a fact."""
        return self.value.startswith("{")

    @property
    def is_code(self) -> bool:
        """Tell whether it is a number to ring or text, digit by digit."""
        return self.phone or (
            not self.unit and (self.value in SHORT_CODES or (self.written.isdecimal() and len(self.value) >= _CODE))
        )


def read_numbers(text: str, language: Language) -> tuple[Number, ...]:
    """Return the numbers of a text in a language; a fact's token stands for a number, so it can have a unit.

    >>> [(number.value, number.unit) for number in read_numbers("from 0.5 to ٥ mg in week 12", ENGLISH)]
    [('0.5', 'mg'), ('5', 'mg'), ('12', 'week')]
    """
    said = _LINK.sub("", text) if "{" in text else text
    if "{" not in said and not _ANY_DIGIT.search(said) and not _FRACTION.search(said):
        return ()
    return tuple(_numbers(text, language))


def read_translated(text: str, language: Language, english: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return the numbers of a translation; "3 500" is one number where the English has that, and else two.

    >>> pl = Language("pl", "Polski", "Polish", "ltr", "Latn", "", "human", Separators(",", ""))
    >>> [[one.value for one in read_translated("2 100 g", pl, read_numbers(said, ENGLISH))] for said in ("2,100", "2")]
    [['2100'], ['2', '100']]
    """
    numbers = read_numbers(text, language)
    if len(numbers) <= len(english):
        return numbers
    values = {number.value.partition(".")[0] for number in english if not number.phone}

    def joined(found: re.Match[str]) -> str:
        whole = found[0].replace(" ", "")
        return whole if str(int(whole)) in values else found[0]

    said = _SPACED.sub(joined, text)
    return numbers if said == text else read_numbers(said, language)


def _numbers(text: str, language: Language) -> Iterator[Number]:
    # Emphasis does not part a number from its unit.
    raw = _NOT_BETWEEN_DIGITS.sub("", text.replace("*", ""))
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", raw)
    folded = raw if raw.isascii() else in_ascii_digits(raw)
    code, signs = language.code, signs_of(language)
    style = _style_of(code, signs)
    done = 0
    for found in style.finditer(folded):
        if not found.lastgroup:
            continue
        written = raw[found.start() : found.end()]
        unit, end = _unit(folded, done, found, code)
        done = max(end, found.end())
        kind = found.lastgroup
        if kind == "token":
            yield Number(written, written, unit)
        elif kind == "parts":
            yield from (Number(_plain(part), part) for part in written.split("."))
        elif kind == "time" or (unit in CLOCK and _HOUR.fullmatch(found[0])):
            yield _time(found[0], written, unit)
        elif kind in ("phone", "weeks"):
            yield Number(_SPACES.sub("", found[0]), written, unit, phone=kind == "phone")
        else:
            yield Number(_value(found[0], signs), written, unit)


def in_ascii_digits(text: str) -> str:
    """Return a text of the same length with the digits 0 to 9, also where they were raised or of another script."""
    return _ANY_DIGIT.sub(_ascii_digit, text)


def _ascii_digit(found: re.Match[str]) -> str:
    return str(unicodedata.digit(found[0]))


def _unit(text: str, done: int, number: re.Match[str], code: str) -> tuple[str, int]:
    """Return a number's unit, which stands behind it or else before it, and where that ends."""
    units = units_of(code)
    if found := units.after.match(text, number.end()):
        unit = _name(found)
        if unit == "degree" and (scale := FAHRENHEIT.match(text, found.end())):
            return "fahrenheit", scale.end()
        # "2 to 4 hours" is hours both times, but "9 to 5pm" starts in the morning.
        return ("" if unit in CLOCK and _ANY_DIGIT.search(found[0]) else unit), found.end()
    before = units.before.search(text, max(done, number.start() - _LONGEST), number.start())
    return (_name(before) if before else ""), number.end()


def _name(unit: re.Match[str]) -> str:
    return (unit.lastgroup or "").removesuffix("_")


def _time(text: str, written: str, half: str) -> Number:
    """Return a time of day; languages write it with a colon, a full stop or the hour alone, by 12 or 24 hours."""
    hour, _, minute = re.sub("[:.,h]| h ", ":", text).partition(":")
    hours = {int(hour)}
    if half in CLOCK and int(hour) <= _NOON:
        hours.add(int(hour) % _NOON + (_NOON if half == "pm" else 0))
    if hours == {0, _NOON} and not int(minute or 0):
        hours.add(2 * _NOON)  # midnight ends a day, too
    same = [f"{number}:{minute or '00'}" for number in sorted(hours)]
    same += [_plain(f"{number}.{minute}") for number in sorted(hours) if minute]
    if not int(minute or 0):
        same += [str(number) for number in sorted(hours)]
    value = f"{int(hour)}:{minute}" if minute else str(int(hour))
    return Number(value, written, half, tuple(same))


def _value(text: str, signs: Separators) -> str:
    if fraction := _FRACTION.search(text):
        return f"{int(text[: fraction.start()] or 0) + unicodedata.numeric(fraction[0]):.6g}"
    decimal, group = signs
    if "." not in decimal + group and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        return text + "?"  # a thousand to some readers, one to others
    text = re.sub(rf"[{group} ](?=(?:\d{{2,3}}[{group} ])*\d{{3}}(?!\d))", "", text)
    return _plain(re.sub(f"[{decimal}]", ".", text))


def _plain(text: str) -> str:
    """Return a number without zeros that say nothing; a code such as 0300 keeps its own."""
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if re.fullmatch("0[1-9]", whole):
        whole = whole[1:]
    return f"{whole}.{part}" if part else whole


@cache
def signs_of(language: Language) -> Separators:
    """Return the signs for decimals and for thousands that a language's numbers may have."""
    decimal, group = language.separators
    return Separators(f"{decimal}{',' * (language.code in _COMMA_TOO)}\u066b", f"{group}\u066c\u00a0\u202f\u2009")


@cache
def _style_of(code: str, signs: Separators) -> re.Pattern[str]:
    """Return the pattern of all numbers in a language."""
    decimal, group = signs
    # A full stop before fewer or more than three digits can only be a decimal sign, also where that is a comma.
    point = "." if code != "en" else ""
    return re.compile(
        f"{_BEGINNING}(?:{_SHAPES}(?P<fraction>\\d*{_FRACTION.pattern})|"
        f"(?P<number>\\d{{1,3}}(?: 000)+(?!\\d)|"
        f"\\d{{1,3}}(?:[{group}]\\d{{2,3}})*[{group}]\\d{{3}}(?!\\d)(?:[{decimal}]\\d+)?|"
        f"\\d+(?:[{decimal}{point}]\\d+)?))"
    )
