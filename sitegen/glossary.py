"""What words of English a translation must answer: those of `locales/glossary/<code>.yaml`, and denials."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sitegen.fields import Fields, parse_yaml
from sitegen.model import Language
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_source

_FIELDS = ("term", "translation", "note", "keep")
_MARKUP = pattern(r"\{[^{}\s]*\}|[*\[\]]|\(\s*\)")
_QUOTED = pattern(r"“[^“”]*”|\"[^\"]*\"")
_VOWEL_SIGNS = pattern("[\u064b-\u0652\u0640]")


_ENGLISH_NEGATION = pattern(
    r"\b(?!(?-i:No)\. ?[0-9])(?:not|no|never|without|cannot|nobody|none|nothing|\w+n['’]t)\b", re.IGNORECASE
)
_NOT_OF_TIME = pattern(r"\b(?:look(?:s|ed|ing)?|one) after\b", re.IGNORECASE)
_ONTO_FRONT = {"Arab": "[وفب]?"}
"""What a script's languages write onto the front of a word."""

_LETTERS = r"\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""What words are made of; the vowel signs of Indian scripts are in them."""

_PARTS = pattern(f"[^{_LETTERS}]+")
_UNKNOWN = pattern(rf"[^{_LETTERS}*\s]")


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

    front: str = ""
    """What the language writes onto the front of a word, as a regular expression."""

    denials: str = ""
    """Words that deny; a star stands for any letters and an underscore for a space."""

    exceptions: str = ""
    """Words that only look like those that deny, written alike."""

    answers: tuple[tuple[tuple[str, ...], str], ...] = ()
    """English words of time and amount, each with its alternatives, and what counts as their counterpart."""

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

    def lost_denial(self, english: str, translation: str) -> str:
        """Return the word of the English that denies, where no word of the translation does; else nothing."""
        found = _ENGLISH_NEGATION.search(_unquoted(english))
        if not found or not self.denials:
            return ""
        given = _spaced(translation)
        if self.exceptions:
            given = words_pattern(self.exceptions, self.front).sub("", given)
        return "" if words_pattern(self.denials, self.front).search(given) else found[0]

    def unanswered(self, english: str, translation: str) -> Iterator[str]:
        """Give each word of time or amount of the English that has no counterpart in the translation.

        Words that were found are not looked at again: "no more than" is no "more than".
        """
        source = _NOT_OF_TIME.sub(" ", _unquoted(english))
        for words, counterparts in self.answers:
            wanted = _english_words(words)
            if found := wanted.search(source):
                source = wanted.sub(" ", source)
                if not words_pattern(counterparts, self.front).search(_spaced(translation)):
                    yield found[0]

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
    fields.only(("terms", "denials", "exceptions", "answers"))
    terms: dict[str, Term] = {}
    for group in fields.groups("terms"):
        term = _term(group)
        if first := terms.get(term.term.casefold()):
            group.complain(group.line, f'"{term.term}" is there twice (first on line {first.line}); keep one')
        if term.term and (term.keep or term.stems):
            terms[term.term.casefold()] = term
    ordered = sorted(terms.values(), key=lambda term: (-len(term.term), term.term))
    return Glossary(
        tuple(ordered),
        whole_words=language.script == "Latn",
        front=_ONTO_FRONT.get(language.script, ""),
        denials=_words(fields, "denials"),
        exceptions=_words(fields, "exceptions"),
        answers=tuple(map(_answer, fields.groups("answers"))),
    )


def _answer(fields: Fields) -> tuple[tuple[str, ...], str]:
    fields.only(("english", "words"))
    english = tuple(words for each in fields.text("english").split("|") if (words := each.strip()))
    return english, _words(fields, "words")


def _words(fields: Fields, name: str) -> str:
    """Return words of letters, stars and underscores; nothing where there is another sign, which no word has."""
    entries = fields.text(name, "")
    if found := _UNKNOWN.search(entries):
        message = f'"{name}" cannot be understood: it has "{found[0]}"; use letters, * and _ only'
        fields.complain(fields.line_of(name), message)
        return ""
    return entries


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


def _unquoted(text: str) -> str:
    return plain_words(_QUOTED.sub(" ", text))


def _spaced(text: str) -> str:
    return f" {' '.join(_PARTS.split(plain_words(text).casefold()))} "


@cache
def _english_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def words_pattern(entries: str, front: str) -> re.Pattern[str]:
    """Return what finds one of these words in a text whose words have spaces around them."""
    words = (word.replace("*", r"\S*").replace("_", " ") for word in entries.split())
    return re.compile(rf" {front}(?:{'|'.join(words)})(?= )")
