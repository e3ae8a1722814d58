"""Facts: values that pages share, from `content/facts/<kind>.yaml`, used as ``{kind.key}``."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from sitegen.cldr import say_amount, say_number
from sitegen.fields import Fields, parse_yaml
from sitegen.made_from import named
from sitegen.memo import MEMO
from sitegen.model import Fact, Language
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_sources, source_files

FOLDER = "content/facts"
FACTS = "facts"
"""The catalogue of facts that are phrases, and the name under which all of them are signed together."""

_UNITS = {
    "microgram": ("mass-microgram", "µg"),
    "milligram": ("mass-milligram", "mg"),
    "gram": ("mass-gram", "g"),
    "millilitre": ("volume-milliliter", "ml"),
}
"""CLDR's name for a unit, and the international symbol where CLDR has no word for it in a language."""

_NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
_FORMS = {
    "phone": (r"\+?[\d ]{2,16}\d", "digits and spaces, for example 01632 960101"),
    "amount": (rf"{_NUMBER} (?:{'|'.join(_UNITS)})", f"a number and one of: {', '.join(_UNITS)}"),
    "number": (_NUMBER, "a number"),
    "range": (rf"{_NUMBER} to {_NUMBER}", "two numbers, for example 16 to 24"),
    "weeks": (r"\d\d?\+[0-6](?: to \d\d?\+[0-6])?", "weeks and days, for example 11+2 to 14+1"),
    "name": (r".+", "a name"),
    "text": (r".+", "a phrase"),
}
_DRAMA = pattern(r"01632960\d{3}|02079460\d{3}|07700900\d{3}|08081570\d{3}|03069990\d{3}")
"""The numbers that Ofcom sets aside for drama, so that nobody is rung by mistake."""

_SHORT = 4
"""999, 111 and their like are the same for the whole country and need no owner's word."""


def load_facts(root: Path, problems: list[Problem]) -> Mapping[str, Fact]:
    """Return all facts by name."""
    texts = read_sources(root, FOLDER, ".yaml", problems)
    return MEMO.recall(("facts", *named(texts)), partial(_facts, texts), problems)


def _facts(texts: Mapping[str, str], problems: list[Problem]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for path, text in texts.items():
        fields = parse_yaml(path, text, problems)
        if fields is None:
            continue
        kind = PurePosixPath(path).stem
        for key, group in fields.members():
            if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z0-9_]+", f"{kind}.{key}", re.ASCII):
                message = f'the fact "{key}" has a name with other characters; use small letters, digits and _'
                fields.complain(fields.line_of(key), message)
            elif first := facts.get(f"{kind}.{key}"):
                message = f'the fact "{key}" is given in {first.path} too; keep one of them'
                fields.complain(fields.line_of(key), message)
            elif fact := _fact(f"{kind}.{key}", group):
                facts[fact.name] = fact
    return facts


def given_facts(root: Path) -> tuple[set[str], set[str]]:
    """Return the names of all facts that are written, faulty ones too, and the kinds whose file cannot be read."""
    names: set[str] = set()
    texts = read_sources(root, FOLDER, ".yaml", [])
    unread = {PurePosixPath(path).stem for path in source_files(root, FOLDER, "") if path not in texts}
    for path, text in texts.items():
        kind, fields = PurePosixPath(path).stem, parse_yaml(path, text, [])
        if fields is None:
            unread.add(kind)
        else:
            names |= {f"{kind}.{key}" for key in fields.nodes}
    return names, unread


def _fact(name: str, fields: Fields) -> Fact | None:
    fields.only((*_FORMS, "owner", "source", "verified"))
    forms = [form for form in _FORMS if fields.has(form)]
    if len(forms) != 1:
        given = " and ".join(forms) or "none"
        message = f"the fact {name} needs exactly one value, it has {given}; write one of: {', '.join(_FORMS)}"
        fields.complain(fields.line, message)
        return None
    value = fields.text(forms[0])
    pattern, wanted = _FORMS[forms[0]]
    line = fields.line_of(forms[0])
    if not re.fullmatch(pattern, value, re.ASCII):
        fields.complain(line, f'"{forms[0]}" of {name} is "{value}"; write {wanted}')
        return None
    if forms[0] in {"range", "weeks"} and not _goes_up(value):
        fields.complain(line, f'"{forms[0]}" of {name} is "{value}"; write two that differ, the smaller one first')
        return None
    fact = Fact(name, forms[0], value, fields.path, line, fields.day_done("verified", name))
    if fact.form == "phone" and fact.verified is None and len(dialled(fact)) > _SHORT and not is_example(fact):
        message = (
            f"the number {value} of {name} was not checked by a person; write the date in "
            '"verified", or use a number that Ofcom sets aside for drama, such as 01632 960101'
        )
        fields.complain(line, message)
    return fact


def _goes_up(value: str) -> bool:
    """Tell whether of two numbers, or two weeks with days, the second is the larger one."""
    first, *second = ([float(number) for number in part.split("+")] for part in value.split(" to "))
    return not second or first < second[0]


def dialled(fact: Fact) -> str:
    """Return what a phone dials for a phone fact."""
    return fact.value.replace(" ", "")


def is_example(fact: Fact) -> bool:
    """Tell whether a phone number is one of those that reach nobody."""
    return fact.form == "phone" and bool(_DRAMA.fullmatch(dialled(fact)))


def say_fact(fact: Fact, language: Language) -> str:
    """Return a fact's value as plain text in a language: its decimal sign and units, Latin digits, no grouping.

    Ranges stand with an en dash, which needs no word.
    """
    if fact.form == "amount":
        number, unit = fact.value.split()
        return say_amount(number, *_UNITS[unit], language.code)
    if fact.form == "number":
        return say_number(fact.value, language.code)
    if fact.form == "range":
        return "–".join(say_number(end, language.code) for end in fact.value.split(" to "))
    return fact.value.replace(" to ", "–") if fact.form == "weeks" else fact.value
