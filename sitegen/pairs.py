"""What a translation must share with its English, whatever the language."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

from sitegen.characters import characters_can_be_seen, words_are_there
from sitegen.clock import time_faults
from sitegen.inline import Inline
from sitegen.model import FACT_TOKEN, FactToken, Language, LinkToken, tokens
from sitegen.numerals import ENGLISH, Number, read_numbers, read_translated, signs_of
from sitegen.patterns import pattern
from sitegen.units import CLOCK, FAHRENHEIT_WORD, other_unit, own_measure

_DIGITS = {
    "Arab": "٠۰", "Beng": "০", "Deva": "०", "Gujr": "૦", "Guru": "੦", "Khmr": "០", "Knda": "೦", "Laoo": "໐",
    "Mlym": "൦", "Mymr": "၀", "Orya": "୦", "Sinh": "෦", "Taml": "௦", "Telu": "౦", "Thai": "๐",
    "Hans": "０", "Hant": "０", "Jpan": "０", "Kore": "０",
}  # fmt: skip
"""The zeros of each script that has digits of its own."""

_ENTITY = pattern(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_ADDRESS = pattern(
    r"\b[a-z][a-z+.-]*://[^\s<>()]+|\bwww\.[^\s<>()]+|\b(?:javascript|vbscript|data|mailto|tel|sms):[^\s<>()]+|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*"
    r"\.(?:com|org|net|info|biz|uk|eu|gov|nhs|io|ly|test|example)\b[^\s<>()]*",
    re.IGNORECASE | re.ASCII,
)
_PERHAPS_ADDRESS = pattern(r"[.:]\S")
"""What every address has; few texts have it, and to look for this is quicker."""

_MARKUP = pattern(r"[*\[\]]")
_STOPS = ".,;:!?…،؛۔।。”»\"'*"
_START_TAG = pattern(r"<\w[^>]*>")
_TAG = pattern(r"<[^>]*>")
_LINK = pattern(r"\[([^\[\]]*)\]\((\{\d+\})\)")
_EMPTY_LINK = pattern(r"<a[^>]*>\s*</a>")
_KINDS = {
    "strong": ("bold text", "mark the same words with two stars on each side"),
    "em": ("emphasis", "mark the same words with one star on each side"),
    "a": ("links", "keep each as [words]({1}), without a space before the round bracket"),
    "star": ("single stars", "put stars only around words, with no space inside"),
    "bracket": ("square brackets", "use them for links only, as [words]({1})"),
    "empty": ("links without words", "write words between the square brackets"),
}
"""What is counted in a rendered text: its name, and what a translator can do."""


class Pair(NamedTuple):
    """An English text and its translation, ready to be compared."""

    english: str
    translation: str
    language: Language
    inline: Inline
    english_numbers: tuple[Number, ...]
    numbers: tuple[Number, ...]
    """Those of the translation."""


def pair_faults(english: str, translation: str, language: Language, inline: Inline) -> Iterator[str]:
    """Give each reason why a translation cannot stand for its English.

    The faults are sentences for a translator: they show both sides and say what to do.
    """
    # Private characters mark places in rendered text, so a text that has one is not taken apart any further.
    if faults := tuple(characters_can_be_seen(translation, language)):
        yield from faults
        return
    wanted = _english_numbers(english)
    pair = Pair(english, translation, language, inline, wanted, read_translated(translation, language, wanted))
    yield from words_are_there(english, translation)
    for check in CHECKS:
        yield from check(pair)


# An English text is compared with its translation in each language: what is found in it is kept.
@cache
def _english_numbers(english: str) -> tuple[Number, ...]:
    return read_numbers(english, ENGLISH)


def tokens_are_the_same(pair: Pair) -> Iterator[str]:
    """Every link and fact is there as often as in the English, and facts in its order: else 111 could be 999."""
    if "{" not in pair.english and "{" not in pair.translation:
        return
    wanted, given = tokens(pair.english), tokens(pair.translation)
    for token in sorted((wanted - given).elements()):
        yield f"the token {token} is missing; put it where the number or value belongs"
    for token in sorted((given - wanted).elements()):
        yield f"the token {token} is not in the English, or there more often; take it out"
    facts = FACT_TOKEN.findall(pair.english)
    if wanted == given and facts != FACT_TOKEN.findall(pair.translation):
        yield f"the facts stand in another order; put them in that of the English: {', '.join(facts)}"


def text_is_allowed(pair: Pair) -> Iterator[str]:
    """No HTML, code, picture, attribute or character code."""
    yield from pair.inline.faults(pair.translation)
    for found in dict.fromkeys(_ENTITY.findall(pair.translation)):
        yield f'"{found}": a character code is not allowed; write "{unescape(found)}" itself, or take it out'


def addresses_come_from_the_english(pair: Pair) -> Iterator[str]:
    """Web and e-mail addresses in the words are those of the English, letter by letter."""
    wanted, given = _english_addresses(pair.english), _addresses(pair.translation)
    if not (wanted or given):
        return
    for address in sorted((wanted - given).elements()):
        yield f'the address "{address}" of the English is missing or altered; write it letter by letter'
    for address in sorted((given - wanted).elements()):
        yield f'the address "{address}" is not in the English; take it out'


def _addresses(text: str) -> Counter[str]:
    if not _PERHAPS_ADDRESS.search(text):
        return Counter()
    return Counter(found.rstrip(_STOPS) for found in _ADDRESS.findall(text))


def structure_is_the_same(pair: Pair) -> Iterator[str]:
    """Bold text, emphasis and links are as many as in the English; their order is free."""
    wanted, given = _english_structure(pair.english, pair.inline), _structure(pair.translation, pair.inline)
    if not (wanted or given):
        return
    if any(kind.startswith("<") for kind in given - wanted):
        yield "a link or picture of its own is in it; links come from the English, as [words]({1})"
    for kind, (name, advice) in _KINDS.items():
        if wanted[kind] != given[kind]:
            yield f"{name}: {wanted[kind]} in the English, {given[kind]} in the translation; {advice}"


def _structure(text: str, inline: Inline) -> Counter[str]:
    """Count what a reader sees as other than words; tags with attributes of their own are counted as they stand."""
    found: Counter[str] = Counter()
    if not _MARKUP.search(text):
        return found
    # A link that is a token loses its address here; one of its own keeps it.
    shown = {FactToken: "x", LinkToken: ""}
    html = "".join(piece if isinstance(piece, str) else shown[type(piece)] for piece in inline.render(text))
    found.update(tag[1:-1] if tag[1:-1].isalpha() else tag for tag in _START_TAG.findall(html) if tag != "<br />")
    words = _TAG.sub("", html)
    found.update({"star": words.count("*"), "bracket": words.count("[") + words.count("]")})
    found["empty"] = len(_EMPTY_LINK.findall(html))
    return found


def numbers_are_the_same(pair: Pair) -> Iterator[str]:
    """Every number is there by its value, as often as in the English and no other; phone numbers digit by digit."""
    texts = pair.english_numbers, pair.numbers
    english, translation = ([number for number in text if not number.is_token] for text in texts)
    missing, extra = _difference(english, translation)
    if missing or extra:
        decimal = signs_of(pair.language).decimal[0]
        wanted = ", ".join(number.spelt(decimal) for number in missing)
        todo = [f"put in {wanted}"] * bool(missing) + [f"take out {_listed(extra)}"] * bool(extra)
        both = f"{_listed(english)} in the English, {_listed(translation)} in the translation"
        yield f"the numbers differ: {both}; {' and '.join(todo)}, in digits"


def _difference(english: Iterable[Number], translation: Iterable[Number]) -> tuple[list[Number], list[Number]]:
    """Return the numbers that only the English has, and those that only the translation has."""
    extra = list(translation)
    missing = [number for number in english if not _took(extra, (number.value,))]
    if missing and extra:  # in "at 5pm for 5 days" only the time can be 17
        extra, ordered = list(translation), sorted(english, key=lambda number: len(number.others))
        missing = [number for number in ordered if not _took(extra, (number.value,))]
    return [number for number in missing if not _took(extra, number.others)], extra


def _took(given: list[Number], values: Iterable[str]) -> bool:
    found = next((number for number in given if number.value in values), None)
    if found:
        given.remove(found)
    return found is not None


def _listed(numbers: Iterable[Number]) -> str:
    return ", ".join(number.written.strip() for number in numbers) or "none"


def links_keep_their_numbers(pair: Pair) -> Iterator[str]:
    """Where the words of a link have a number on both sides, it is the same: "lesson 2" leads to lesson 2."""
    if not pair.english_numbers or "](" not in pair.english:
        return
    wanted, given = (
        {token: words for words, token in _LINK.findall(text)} for text in (pair.english, pair.translation)
    )
    for token in sorted(wanted.keys() & given.keys()):
        english, translation = read_numbers(wanted[token], ENGLISH), read_numbers(given[token], pair.language)
        if all(_difference(english, translation)):
            yield f'the link "{wanted[token]}" became "{given[token]}"; give each link its own token, here {token}'


def units_are_the_same(pair: Pair) -> Iterator[str]:
    """No number has another unit or another half of the day, and no fact's token has a measure of its own.

    Words that are not known as units pass.
    """
    if not pair.english_numbers:
        return
    units = {number.unit for number in pair.english_numbers}
    for value in dict.fromkeys(number.value for number in pair.english_numbers):
        wanted = Counter(number.unit for number in pair.english_numbers if number.value == value)
        given = Counter(number.unit for number in pair.numbers if number.value == value)
        if unit := other_unit(wanted, given) or (value.startswith("{") and own_measure(wanted, given, units)):
            right = ", ".join(sorted(known for known in wanted if known)) or "none"
            yield f"the unit of {value} is {right} in the English, {unit} in the translation; write the former"
    if not units.isdisjoint(CLOCK):
        yield from time_faults(pair.english_numbers, pair.translation, pair.language)
    if "degree" in units and FAHRENHEIT_WORD.search(pair.translation) and not FAHRENHEIT_WORD.search(pair.english):
        yield "the translation has degrees Fahrenheit, the English °C; write °C"


def digits_can_be_read(pair: Pair) -> Iterator[str]:
    """No number mixes digits of two scripts or has those of a foreign one; phone numbers have 0 to 9."""
    if pair.translation.isascii():
        return
    codes = {number.value for number in pair.english_numbers if number.is_code}
    allowed = frozenset("0⁰" + _DIGITS.get(pair.language.script, ""))
    for number in pair.numbers:
        zeros = _zeros(number.written)
        if len(zeros) > 1:
            yield f'"{number.written}" mixes digits of two scripts; write all of it with the same digits'
        elif (number.phone or number.value in codes) and zeros != {"0"}:
            yield f'the phone number "{number.written}" is not in the digits 0 to 9; write it as in the English'
        elif not zeros <= allowed:
            yield f'"{number.written}" has digits of a script that is not the language\'s; write it with 0 to 9'


def _zeros(written: str) -> set[str]:
    """Return the zero of each script that a number has digits of; raised ones are digits of their own."""
    return {chr(ord(sign) - int(sign)) if sign.isdecimal() else "⁰" for sign in written if sign.isdigit()}


_english_addresses, _english_structure = cache(_addresses), cache(_structure)

CHECKS: tuple[Callable[[Pair], Iterator[str]], ...] = (
    tokens_are_the_same,
    text_is_allowed,
    addresses_come_from_the_english,
    structure_is_the_same,
    numbers_are_the_same,
    links_keep_their_numbers,
    units_are_the_same,
    digits_can_be_read,
)
