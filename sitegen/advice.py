"""Advice on translations: what a translator should look at once more. It is listed and never stops a build.

Who has looked and finds a translation right accepts the advice in `locales/<code>/accepted.yaml`; an edit of either
side brings it back.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from sitegen.accepted import Acceptances, Advice, Advised, advice_digest, load_acceptances
from sitegen.glossary import Glossary, plain_words
from sitegen.model import Language, Segment
from sitegen.numerals import ENGLISH, Number, read_numbers, read_translated
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.project import Project, catalogue_path
from sitegen.report import texts
from sitegen.summaries import Renditions
from sitegen.translate import State

SAME, SCRIPT, LENGTH, NEGATION, UNANSWERED = "same as English", "script", "length", "negation", "unanswered word"
TERM, END, NUMBER, ORDER = "glossary", "end punctuation", "number in words", "order of numbers"
TWICE = "same as another"
KINDS = (SAME, SCRIPT, LENGTH, NEGATION, UNANSWERED, TERM, END, NUMBER, ORDER, TWICE)

_SCRIPTS = {
    "Arab": "ARABIC", "Beng": "BENGALI", "Cyrl": "CYRILLIC", "Deva": "DEVANAGARI", "Grek": "GREEK", "Gujr": "GUJARATI",
    "Guru": "GURMUKHI", "Hebr": "HEBREW", "Latn": "LATIN", "Sinh": "SINHALA", "Taml": "TAMIL", "Thai": "THAI",
    "Hans": "CJK", "Hant": "CJK", "Ethi": "ETHIOPIC", "Telu": "TELUGU",
}  # fmt: skip
"""How the Unicode names of each script's letters begin; other scripts are not judged."""

_ENOUGH = 1 / 3
_SHORT = 20
_LONG = 5
"""A short text may be as many times as long in another language, but not longer: that is another text."""

_LENGTHS = {"pl": (0.5, 2.2), "ar": (0.4, 1.9), "ne": (0.42, 2.3)}
_ANY_LENGTH = (0.3, 3.0)

_BRACKETS = pattern(r"\([^()]*\)|«[^«»]*»|“[^“”]*”|„[^„”]*”|\"[^\"]*\"")
_QUESTIONS = "?？؟;՞፧"
_ENDS = {
    "Arab": {"?": "؟", ":": ":", ".": ".۔"},
    "Deva": {"?": "?", ":": ":", ".": "।"},
    "Grek": {"?": ";;", ":": ":", ".": "."},
    "Hans": {"?": "？", ":": "：", ".": "。"},
    "Hant": {"?": "？", ":": "：", ".": "。"},
    "Latn": {"?": "?", ":": ":", ".": "."},
}
"""The marks that end a sentence in each script."""

_SHARE = pattern(r"(\d+|\{[^{}\s]+\}) (?:in|of|out of) (\d+|\{[^{}\s]+\})")
"""A share, such as "1 in 3" or "1 of {total}"."""

_WORD = pattern(r"[\w{}.]+")
_SOME_WORDS = 4
"""Two English texts of fewer words can well be one in another language."""

_ALL_ENDS = {".": ".。।۔።", ":": ":：፡", "?": _QUESTIONS}
_AT_END = "*_)]}»”\"' \u200e\u200f"


def advice(segment: Segment, translation: str, language: Language, glossary: Glossary) -> Iterator[Advice]:
    """Give each reason to look at the translation of a text once more."""
    english = segment.text
    rest = glossary.without_kept(english)
    if english.casefold() == translation.casefold():
        if any(map(str.isalpha, rest)):
            yield Advice(SAME, f'"{english}" is the same as the English; translate it')
        return
    yield from _script(translation, language, glossary)
    yield from _length(english, translation, language)
    yield from _negation(english, translation, glossary)
    for word in glossary.unanswered(english, translation):
        yield Advice(UNANSWERED, f'nothing here stands for "{word}"; see that it says the same')
    for term in glossary.unused(english, translation):
        hint = f" ({term.note})" if term.note else ""
        yield Advice(TERM, f'"{term.term}" is not translated as the glossary has it; look for "{term.wanted}"{hint}')
    yield from _end(english, translation, language)
    yield from _numbers(english, translation, language)


def _script(translation: str, language: Language, glossary: Glossary) -> Iterator[Advice]:
    name = _SCRIPTS.get(language.script)
    rest = glossary.without_kept(_BRACKETS.sub(" ", translation))
    letters = [_script_of(letter) for letter in rest if letter.isalpha()]
    if name and letters and letters.count(name) < _ENOUGH * len(letters):
        yield Advice(SCRIPT, f'most letters are not of the language\'s script: "{translation}"; translate the words')


@cache
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _length(english: str, translation: str, language: Language) -> Iterator[Advice]:
    source, made = (len(_BRACKETS.sub("", plain_words(text)).strip()) for text in (english, translation))
    if source <= _SHORT and made <= _SHORT * _LONG:
        return
    least, most = _LENGTHS.get(language.code, _ANY_LENGTH)
    if not least <= made / source <= most:
        word = "short" if made < source else "long"
        yield Advice(LENGTH, f"it is very {word}: {made} letters for {source}; see that it says the same and no more")


def _negation(english: str, translation: str, glossary: Glossary) -> Iterator[Advice]:
    if denial := glossary.lost_denial(english, translation):
        yield Advice(NEGATION, f'the English says "{denial}", and no word here denies; see that it means the same')


def _end(english: str, translation: str, language: Language) -> Iterator[Advice]:
    source, made = english.rstrip(_AT_END)[-1:], translation.rstrip(_AT_END)[-1:]
    own = _ENDS.get(language.script, {}).get(source)
    if not own or not made or made in own:
        return
    if source == "?" or made in _ALL_ENDS[source]:
        yield Advice(END, f'the English ends with "{source}", this with "{made}"; end it with "{own[0]}"')


def _numbers(english: str, translation: str, language: Language) -> Iterator[Advice]:
    wanted = read_numbers(english, ENGLISH)
    given = read_translated(translation, language, wanted)
    values = {number.value for number in given}
    for number in wanted:
        if not number.is_token and values.isdisjoint((number.value, *number.others)):
            yield Advice(NUMBER, f'the number "{number.written}" is not there in digits; write it in digits')
    yield from _order(_loose(english, wanted, given), _loose(english, given, wanted))


def _loose(english: str, numbers: Iterable[Number], others: Iterable[Number]) -> list[str]:
    """Return the values of numbers that only their place says what they count.

    A number with the same unit on both sides says so itself, one to ring counts nothing, and "1 in 3" is the other way
    round in many languages.
    """
    said = {(number.value, number.unit) for number in others if number.unit}
    shares = {share for found in _SHARE.finditer(english) for share in found.groups()}
    return [
        number.value
        for number in numbers
        if (number.value, number.unit) not in said and number.value not in shares and not number.is_code
    ]


def _order(wanted: Sequence[str], given: Sequence[str]) -> Iterator[Advice]:
    if wanted != given and sorted(wanted) == sorted(given):
        both = f"{', '.join(wanted)} in the English, {', '.join(given)} here"
        yield Advice(ORDER, f"the numbers stand in another order ({both}); see that each counts the same")


def accepted_path(language: Language) -> str:
    """Return where a language's accepted advice lies."""
    return f"locales/{language.code}/accepted.yaml"


def load_accepted(root: Path, language: Language, problems: list[Problem]) -> Acceptances:
    """Return a language's accepted advice."""
    return load_acceptances(root, accepted_path(language), KINDS, problems)


def all_advice(project: Project, renditions: Renditions, language: Language, glossary: Glossary) -> list[Advised]:
    """Return the advice on a language's current translations, accepted or not, each once."""
    found: dict[tuple[str, int, Advice], Advised] = {}
    said: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts(project, renditions, language):
        entry = text.translation.entry
        # The forms of a plural differ by number, so that no one of them says what the English says.
        if text.translation.state is not State.CURRENT or entry is None or len(entry.strings) != 1:
            continue
        path, english, translation = catalogue_path(language, text.catalogue), text.segment.text, entry.strings[0]
        given = [*advice(text.segment, translation, language, glossary), *_another(english, said[translation])]
        said[translation].add(english)
        for each in given:
            digest = advice_digest(each.kind, english, translation)
            found[(path, entry.line, each)] = Advised(path, entry.line, each, english, digest)
    return sorted(found.values(), key=lambda advised: advised.problem)


def _another(english: str, others: AbstractSet[str]) -> Iterator[Advice]:
    """Tell where a translation was used for another English text, too: one was pasted in the place of the next."""
    words = _words(english)
    for other in sorted(others - {english}):
        fewer = min(words, _words(other), key=len)
        if len(fewer) >= _SOME_WORDS and len(words & _words(other)) < len(fewer) / 2:
            yield Advice(TWICE, f'"{other}" has the same translation; see that both say it')
            return


@cache
def _words(english: str) -> frozenset[str]:
    return frozenset(_WORD.findall(english.casefold()))
