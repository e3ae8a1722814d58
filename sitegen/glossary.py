"""What words of English a translation must answer: the terms of `locales/glossary/<code>.yaml`, denials, times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sitegen.fields import Fields, parse_yaml
from sitegen.model import Language
from sitegen.problems import Problem
from sitegen.sources import read_source

_FIELDS = ("term", "translation", "note", "keep")
_MARKUP = re.compile(r"\{[^{}\s]*\}|[*\[\]]|\(\s*\)")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0640]")


_ENGLISH_NEGATION = re.compile(r"\b(?:not|no|never|without|cannot|nobody|none|nothing|\w+n['’]t)\b", re.IGNORECASE)
_NEGATIONS = {
    "pl": """
        nie nigdy bez żad* nikt* nic niczego niczym ani brak* nieważn* niemożliw* niepotrzebn* niegroźn* nieczyn*
        niepraw* niebezpiecz* niepiln* nieswoj* źle""",
    "ar": "لا لن لم ليس* لست* غير بدون* دون* عدم* ألا بلا لئلا ممنوع* أبدا *رفض",
    "ne": """
        *दैन(न्|ौं|ौँ)? *्दिन(न्|ँ)? *ैन(न्|ौं|ौँ)? *एन(न्)? *हुन्न *न्नन् होइन* छैन* बिना विना कहिल्यै निषेध
        न(?!याँ|म्बर|र्स|वजात|जिक|ली|रम|तिजा|राम्र|क्सा|मुना)[अ-ह]*""",
}
"""Words that deny, by language: regular expressions in which a star stands for any letters."""

_TIMES: dict[str, tuple[tuple[str, str], ...]] = {
    "pl": (
        ("before", "przed* zanim wcześniej* do uprzedni* poprzedni* już za_sobą"),
        ("after", "po potem gdy później następn* kiedy od jak"),
        ("until", "do aż dopóki zanim póki"),
        ("now|immediately|straight away", "teraz już obecnie natychmiast od_razu niezwłocznie"),
        ("today", "dziś dzisiaj"),
    ),
    "ar": (
        ("before", "قبل* سبق* السابق* سابق* أولا"),
        ("after", "بعد* عقب منذ"),
        ("until", "حتى إلى ريثما قبل"),
        ("now|immediately|straight away", "الآن فورا حالا"),
        ("today", "اليوم"),
    ),
    "ne": (
        ("before", "*अघि* *अगाडि* *पहिले* *पूर्व*"),
        ("after", "*पछि* *बित्तिकै* *लगत्तै*"),
        ("until", "*सम्म* *अघि* *न्जेल*"),
        ("now|immediately|straight away", "अहिले* अब* तुरुन्त* तत्काल* *बित्तिकै* हाल*"),
        ("today", "आज*"),
    ),
}
"""English words of time and what counts as their counterpart; an underscore stands for a space."""

_NOT_OF_TIME = re.compile(r"\b(?:look(?:s|ed|ing)?|one) after\b", re.IGNORECASE)
_ONTO_FRONT = {"Arab": "[وفب]?"}
"""What a script's languages write onto the front of a word."""

_PARTS = re.compile(r"[^\w\u0300-\u036f\u0900-\u0903\u093a-\u094f\u200c\u200d]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One English term and what counts as its use in a translation."""

    term: str
    stems: tuple[tuple[str, ...], ...]
    """Alternatives; all the stems of one must occur, in any order. A kept term has none."""

    keep: bool
    """It stays as it is in every translation."""

    note: str
    line: int

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds it in English: a whole word, with a plural s; a kept term in its own case only."""
        return re.compile(rf"(?<!\w){re.escape(self.term)}(?:s|’s|'s)?(?!\w)", 0 if self.keep else re.IGNORECASE)

    @property
    def wanted(self) -> str:
        """Return what a translation should have, as a person reads it."""
        return self.term if self.keep else " or ".join(" ".join(f"{stem}…" for stem in each) for each in self.stems)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The agreed terms of one language."""

    terms: tuple[Term, ...] = ()
    """The longest first, so that a ward's name is not taken for a term in it."""

    whole_words: bool = True
    """A stem starts a word; false for scripts whose words have other words written onto their front."""

    def unused(self, english: str, translation: str) -> Iterator[Term]:
        """Give each term of an English text that its translation does not use."""
        rest, given = plain_words(english), plain_words(translation)
        for term in self._maybe_in(rest):
            if term.pattern.search(rest):
                rest = term.pattern.sub(" ", rest)
                if not self._uses(term, given):
                    yield term

    def without_kept(self, text: str) -> str:
        """Return a text without tokens, markup and the terms that stay as they are in English."""
        rest = plain_words(text)
        for term in self._maybe_in(rest):
            if self._uses(term, term.term):
                rest = term.pattern.sub(" ", rest)
        return rest

    def _maybe_in(self, text: str) -> list[Term]:
        folded = text.casefold()
        return [term for term in self.terms if term.term.casefold() in folded]

    def _uses(self, term: Term, text: str) -> bool:
        if term.keep:
            return term.term in text
        folded = text.casefold()
        return any(all(self._has(stem.casefold(), folded) for stem in each) for each in term.stems)

    def _has(self, stem: str, folded: str) -> bool:
        if not self.whole_words:
            return stem in folded
        return re.search(rf"(?<!\w){re.escape(stem)}", folded) is not None


def plain_words(text: str) -> str:
    """Return a text without tokens, markup and Arabic vowel signs.

    >>> plain_words("Ask **your** [midwife]({1}).")
    'Ask your midwife.'
    """
    return _VOWEL_SIGNS.sub("", _MARKUP.sub("", _MARKUP.sub("", text)))


def glossary_path(language: Language) -> str:
    """Return where a language's glossary lies."""
    return f"locales/glossary/{language.code}.yaml"


def load_glossary(root: Path, language: Language, problems: list[Problem]) -> Glossary:
    """Return a language's glossary; one without terms where there is no file."""
    path = glossary_path(language)
    if not (root / path).is_file():
        return Glossary()
    text = read_source(root, path, problems)
    fields = parse_yaml(path, text, problems) if text is not None else None
    if fields is None:
        return Glossary()
    fields.only(("terms",))
    terms: dict[str, Term] = {}
    for group in fields.groups("terms"):
        term = _term(group)
        if first := terms.get(term.term.casefold()):
            group.complain(group.line, f'"{term.term}" is there twice (first on line {first.line}); keep one')
        if term.term and (term.keep or term.stems):
            terms[term.term.casefold()] = term
    ordered = sorted(terms.values(), key=lambda term: (-len(term.term), term.term))
    return Glossary(tuple(ordered), language.script == "Latn")


def _term(fields: Fields) -> Term:
    fields.only(_FIELDS)
    keep = fields.flag("keep")
    if keep and fields.has("translation"):
        fields.complain(fields.line, '"keep" and "translation" exclude each other; give one')
    stems = fields.text("translation", "" if keep else None)
    return Term(
        term=fields.text("term"),
        stems=tuple(tuple(each.split()) for each in stems.split("|") if each.strip()),
        keep=keep,
        note=fields.text("note", ""),
        line=fields.line,
    )


def lost_negation(english: str, translation: str, language: Language) -> str:
    """Return the word of the English that denies, where no word of the translation does; else nothing."""
    found = _ENGLISH_NEGATION.search(_unquoted(english))
    entries = _NEGATIONS.get(language.code)
    return found[0] if found and entries and not _has_word(entries, translation, language) else ""


def lost_times(english: str, translation: str, language: Language) -> Iterator[str]:
    """Give each word of time of the English that has no counterpart in the translation."""
    source = _NOT_OF_TIME.sub(" ", _unquoted(english))
    for words, counterparts in _TIMES.get(language.code, ()):
        found = re.search(rf"\b(?:{words})\b", source, re.IGNORECASE)
        if found and not _has_word(counterparts, translation, language):
            yield found[0]


def _unquoted(text: str) -> str:
    return plain_words(_QUOTED.sub(" ", text))


def _has_word(entries: str, text: str, language: Language) -> bool:
    spaced = f" {' '.join(_PARTS.split(plain_words(text).casefold()))} "
    return _words_pattern(entries, _ONTO_FRONT.get(language.script, "")).search(spaced) is not None


@cache
def _words_pattern(entries: str, front: str) -> re.Pattern[str]:
    words = (word.replace("*", r"\S*").replace("_", " ") for word in entries.split())
    return re.compile(rf" {front}(?:{'|'.join(words)}) ")
