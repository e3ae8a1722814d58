"""Ways to falsify a translation: each gives texts that must be refused."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ZEROS = {"ar": "٠", "fa": "۰", "ur": "۰", "ne": "०", "pa": "੦", "bn": "০", "ta": "௦"}
PHONE = re.compile(r"(?<!\d)(?:\+44[\d ]{10,13}|0\d[\d ]{8,11}\d|999|111|85258)(?!\d)")
TOKEN = re.compile(r"\{[^{}\s]+\}")
LINK = re.compile(r"\[([^\]]+)\](\(\{\d+\}\))")

ENGLISH_UNIT = re.compile(
    r"\b(?:milligrams?|micrograms?|m?g|ml|kg|cm|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|%|°|\d[ap]m"
)
BEFORE = ("الأسبوع", "اليوم", "ziua", "săptămâna", "बिहान", "ਸਵੇਰੇ", "காலை", "সকাল", "صبح", "هفته", "روز", "tydzień")
"""Units that stand before their number, where it is theirs."""

WRONG_UNITS = dict(
    line.split(": ")
    for line in (Path(__file__).parent / "data/pairs/wrong-units.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)

SMUGGLED = {
    "markup": (
        "<b>x</b>", "<script>alert(1)</script>", "</p>", "<!-- -->", "&#8238;", "&nbsp;", "`x`", "{: onclick=x }",
    ),
    "address": (
        " https://evil.example/x", " www.evil.example", " evil.co.uk", " x@evil.example", " javascript:alert(1)",
        " tel:0900123", " [x](https://evil.example)", " ![x](https://evil.example/x.svg)", " //evil.com",
        " [x](tel:0900)",
    ),
    "bidi or hidden": (
        "\u202e", "\u202a", "\u202d", "\u2066", "\u2067", "\u2069", "\u200b", "\u2060", "\ufeff", "\u00ad",
        "\x07", "\x00", "\ue000", "\u2028", "\u2069x\u2067", "\u180e", "\U000e0041",
    ),
    "number": (" 7", " 12", " (5)", " ٧", " ७", " 0,5", " 3:15"),
    "stars and brackets": ("**", "*", " **x**", " *x*", " [x]", "]("),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Good:
    """A correct translation."""

    code: str
    english: str
    text: str

    def with_part(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def digits(self) -> list[int]:
        """Return where digits stand, outside tokens and addresses."""
        hidden = re.sub(r"\{[^{}\s]+\}|www\.\S+", lambda found: "x" * len(found[0]), self.text)
        return [place for place, sign in enumerate(hidden) if sign.isdecimal()]


def digit_changed(good: Good, chance: random.Random) -> Iterator[str]:
    for place in good.digits():
        old = int(good.text[place])
        zero = ord(good.text[place]) - old
        yield good.with_part(place, place + 1, chr(zero + (old + chance.randrange(1, 10)) % 10))


def digit_dropped(good: Good, _: random.Random) -> Iterator[str]:
    for place in good.digits():
        if not says_nothing(good.text, place):
            yield good.with_part(place, place + 1, "")


def digit_doubled(good: Good, _: random.Random) -> Iterator[str]:
    for place in good.digits():
        if not says_nothing(good.text, place):
            yield good.with_part(place, place, good.text[place])


def digits_swapped(good: Good, _: random.Random) -> Iterator[str]:
    for place in good.digits():
        pair = good.text[place : place + 2]
        if place + 1 in good.digits() and pair[0] != pair[1]:
            yield good.with_part(place, place + 2, pair[::-1])


def says_nothing(text: str, place: int) -> bool:
    """Tell whether a digit is a nought before an hour, or in "9.00", "9.30" or "17:00", where fewer mean the same."""
    before = re.search(r"[.,:٫]\d*$", text[:place])
    return int(text[place]) == 0 and bool(before or re.match(r"0\d:", text[place:]))


def decimal_moved(good: Good, _: random.Random) -> Iterator[str]:
    if not re.search(r"\d\.\d", good.english):
        return
    for found in re.finditer(r"(?<![\d.,])(\d+)([.,٫])(\d+)(?![.,]?\d)", good.text):
        whole, sign, part = found.groups()
        zero = chr(ord(whole[0]) - int(whole[0]))
        for new in (whole + part, f"{zero}{sign}{whole}{part}", f"{whole}{part[0]}{sign}{part[1:] or zero}", whole):
            if (int(whole) or new != whole + part) and (int(part) or new != whole):
                yield good.with_part(*found.span(), new)


def unit_changed(good: Good, _: random.Random) -> Iterator[str]:
    if not ENGLISH_UNIT.search(good.english) or "24/7" in good.english:
        return  # "under 5" may well be "under 5 years" in another language, and no check can know
    for change in WRONG_UNITS.get(good.code, "").split():
        old, new = change.replace("_", " ").split(">")
        end = "" if good.code in {"ne", "bn", "ta"} else r"(?!\w)"
        forms = [rf"(?<=[\d}}])(?:[^\s\d.,:،]{{0,6}}\.?[ \u00a0](?:de )?|[ \u00a0]?-?)({re.escape(old)}){end}(?! \d)"]
        forms += [rf"({re.escape(old)})(?= \()"]
        forms += [rf"(?<!هر )(?<!\w)({old})(?= \d)"] * (old in BEFORE)
        for found in (found for form in forms for found in re.finditer(form, good.text)):
            yield good.with_part(*found.span(1), new)


def phone_altered(good: Good, chance: random.Random) -> Iterator[str]:
    for found in PHONE.finditer(good.text):
        for place in range(*found.span()):
            if good.text[place].isdecimal():
                yield good.with_part(place, place + 1, str((int(good.text[place]) + chance.randrange(1, 10)) % 10))
                yield good.with_part(place, place + 1, "")
        if zero := ZEROS.get(good.code):
            native = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}
            yield good.with_part(*found.span(), found[0].translate(native))
        yield good.with_part(*found.span(), "")


def scripts_mixed(good: Good, _: random.Random) -> Iterator[str]:
    for found in re.finditer(r"\d{2,}", TOKEN.sub(lambda token: "x" * len(token[0]), good.text)):
        for zero in ("٠", "०", "０", "0"):
            if ord(zero) != ord(found[0][0]) - int(found[0][0]) and "www" not in good.text:
                start = found.start()
                yield good.with_part(start, start + 1, chr(ord(zero) + int(found[0][0])))


def number_lost(good: Good, _: random.Random) -> Iterator[str]:
    for found in re.finditer(r"\d+", TOKEN.sub(lambda token: "x" * len(token[0]), good.text)):
        if int(found[0]) or good.text[found.start() - 1] not in ".:":
            yield good.with_part(*found.span(), "")


def token_altered(good: Good, _: random.Random) -> Iterator[str]:
    for found in TOKEN.finditer(good.text):
        name = found[0]
        for new in (
            "",
            name * 2,
            name[:-1],
            name[1:],
            f"{{ {name[1:]}",
            f"{name[:-1]}x}}",
            name.upper(),
            "{dose.other}",
        ):
            if new != name:
                yield good.with_part(*found.span(), new)


def link_altered(good: Good, _: random.Random) -> Iterator[str]:
    for found in LINK.finditer(good.text):
        words, target = found.groups()
        for new in (
            words, f"[{words}]", f"[{words}] {target}", f"[{words}](https://evil.example)", f"[{words}]({{9}})",
            f"[]{target}",
            f"[{words}{target}", f"{words}]{target}", f"[{words}]{target}{target}", f'[{words}]({target[1:-1]} "x")',
            f"[{words}](javascript:x{target[1:-1]})", f"[{words}](tel:{target[1:-1]})", f"（{words}）{target}",
        ):  # fmt: skip
            yield good.with_part(*found.span(), new)
    links = list(LINK.finditer(good.text))
    if len(links) > 1 and all(re.search(r"\d", found[1]) for found in links):
        first, second = links[0][2], links[1][2]
        yield good.text.replace(first, "?").replace(second, first).replace("?", second)


def emphasis_altered(good: Good, _: random.Random) -> Iterator[str]:
    for found in re.finditer(r"(\*+)([^*]+)\1", good.text):
        words = found[2]
        for new in (
            words,
            f"**{words}",
            f"{words}*",
            f"* {words} *",
            "*" * (3 - len(found[1])) + words + "*" * (3 - len(found[1])),
        ):
            yield good.with_part(*found.span(), new)


def smuggled(kind: str) -> Callable[[Good, random.Random], Iterator[str]]:
    def operator(good: Good, chance: random.Random) -> Iterator[str]:
        spaces = [found.start() for found in re.finditer(r" |$", good.text)]
        for place in chance.sample(spaces, 1):
            for part in SMUGGLED[kind]:
                yield good.with_part(place, place, part)

    return operator


OPERATORS: dict[str, Callable[[Good, random.Random], Iterator[str]]] = {
    "digit changed": digit_changed,
    "digit dropped": digit_dropped,
    "digit doubled": digit_doubled,
    "digits swapped": digits_swapped,
    "decimal moved": decimal_moved,
    "unit changed": unit_changed,
    "phone altered": phone_altered,
    "scripts mixed": scripts_mixed,
    "number lost": number_lost,
    "placeholder altered": token_altered,
    "link altered": link_altered,
    "emphasis altered": emphasis_altered,
    **{f"smuggled {kind}": smuggled(kind) for kind in SMUGGLED},
}
