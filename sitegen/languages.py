"""The languages' settings: `locales/languages.yaml`, with CLDR's plural rules and separators."""

import gettext
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from sitegen.cldr import direction, plural_forms, separators
from sitegen.fields import Fields, parse_yaml
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_source

LANGUAGES_FILE = "locales/languages.yaml"
MACHINE = ("machine draft", "machine draft edited")
ORIGINS = ("source", *MACHINE, "human")
_CODE = pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_TERRITORY = pattern(r"-([a-z]{2}|[0-9]{3})$")
_PLURAL = pattern(r"nplurals=([1-6]); plural=(.+);")
_WRITTEN = pattern(r"nplurals=[ \t]*([1-6])[ \t]*;[ \t]*plural=([^;]+);?[ \t]*")
"""The same as other tools may write it, where gettext finds it."""

_NUMBERS = range(1001)
"""What two plural rules are compared by."""


def load_languages(root: Path, problems: list[Problem]) -> tuple[Language, ...]:
    """Return the languages in the order of the file; the first, of origin `source`, is the content's own."""
    text = read_source(root, LANGUAGES_FILE, problems)
    return MEMO.recall((LANGUAGES_FILE, text), partial(_languages, text), problems) if text is not None else ()


def _languages(text: str, problems: list[Problem]) -> tuple[Language, ...]:
    fields = parse_yaml(LANGUAGES_FILE, text, problems) or Fields(LANGUAGES_FILE, 1, [])
    languages = [_language(code, group) for code, group in fields.members()]
    if not languages or [language.is_source for language in languages] != [True] + [False] * (len(languages) - 1):
        message = 'the first language, and only it, has "origin: source"; put the language of the content first'
        fields.complain(fields.line, message)
    for language in languages:
        if not _CODE.fullmatch(language.code):
            message = f'"{language.code}" is not a language tag; write for example pl, zh-Hans or fa-AF'
            fields.complain(fields.line_of(language.code), message)
    return tuple(language for language in languages if _CODE.fullmatch(language.code))  # a tag names folders


def _language(code: str, fields: Fields) -> Language:
    fields.only(("name", "english_name", "direction", "script", "plural", "origin"))
    plural = fields.text("plural")
    if plural and (complaint := _plural_fault(code, plural)):
        fields.complain(fields.line_of("plural"), complaint)
    written = fields.choice("direction", ("ltr", "rtl"))
    if fields.word("direction") == written and (known := direction(code)) not in {"", written}:
        fields.complain(
            fields.line_of("direction"), f'"direction" is "{written}", CLDR has {code} as "{known}"; write that'
        )
    return Language(
        code=code,
        name=fields.text("name"),
        english_name=fields.text("english_name"),
        direction=written,
        script=fields.text("script"),
        plural_forms=plural,
        origin=fields.choice("origin", ORIGINS),
        separators=separators(code),
    )


def _plural_fault(code: str, plural: str) -> str:
    """Say what is wrong with a Plural-Forms value, judged by CLDR where CLDR knows the language.

    Babel's own table of headers is not used: its Arabic has the forms 4 and 5 in the other order.
    """
    found = _PLURAL.fullmatch(plural)
    if not found:
        return f'"{plural}" is not a plural rule; write nplurals=N; plural=(…);'
    try:
        rule = gettext.c2py(found[2])
        forms = [rule(number) for number in _NUMBERS]
    except (ValueError, ZeroDivisionError) as error:
        return f'"{plural}" cannot be read ({error}); write it as in gettext'
    expected = plural_forms(code) or forms
    if forms != expected or max(forms) + 1 != int(found[1]):
        number = next((n for n in _NUMBERS if forms[n] != expected[n]), 0)
        return (
            f'the plural rule "{plural}" gives form {forms[number]} for {number}, CLDR gives form '
            f"{expected[number]} of {max(expected) + 1}; take the rule of CLDR"
        )
    return ""


def is_meant(tag: str, code: str, codes: Iterable[str]) -> bool:
    """Tell whether a tag that a tool wrote means a language of the site, whose codes are all given.

    It may have a territory more, as tools add one of their own accord, but for one with which the site has a language.

    >>> is_meant("pl_PL", "pl", ["pl"]), is_meant("fa-AF", "fa", ["fa", "fa-AF"]), is_meant("zh-Hant", "zh", ["zh"])
    (True, False, False)
    """
    tag = tag.replace("_", "-").casefold()
    others = {other.casefold() for other in codes if other != code}
    return tag == code.casefold() or (tag not in others and _TERRITORY.sub("", tag) == code.casefold())


@cache
def is_same_rule(plural_forms: str, other: str) -> bool:
    """Tell whether two Plural-Forms values give each number the same form, however they are written."""
    return bool(forms := _forms(plural_forms)) and forms == _forms(other)


def _forms(plural_forms: str) -> list[int]:
    """Return how many forms a Plural-Forms value has, and which each number takes; nothing where it is none."""
    found = _WRITTEN.fullmatch(plural_forms)
    try:
        return [int(found[1]), *map(gettext.c2py(found[2]), _NUMBERS)] if found else []
    except (ValueError, ZeroDivisionError):
        return []


def plural_index(language: Language, number: int) -> int:
    """Return which plural form of a language's catalogues a number takes."""
    return _plural_rule(language.plural_forms)(number)


@cache
def _plural_rule(plural_forms: str) -> Callable[[int], int]:
    found = _PLURAL.fullmatch(plural_forms)
    return gettext.c2py(found[2]) if found else lambda _: 0
