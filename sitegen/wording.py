"""`content/style.yaml`: words to replace, each with its plain word, and abbreviations that everybody knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.fields import Fields, parse_yaml
from sitegen.problems import Problem
from sitegen.sources import read_source

STYLE_FILE = "content/style.yaml"


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word, or words, with what to write instead."""

    word: str
    instead: str
    note: str
    easy: bool
    """It is told in easy read only, and only where the page does not explain it."""

    @property
    def forms(self) -> str:
        """Return a regular expression for the word and its endings; one of several words has no other form."""
        if " " in self.word or not self.word[-1].isalpha():
            return re.escape(self.word)
        last = self.word[-1]
        if last in "ey":
            return re.escape(self.word[:-1]) + {"e": "(?:e[sd]?|ing)", "y": "(?:y|ies|ied|ying)"}[last]
        return re.escape(self.word) + f"(?:s|es|{last}?ed|{last}?ing)?"


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds many words at once."""

    words: tuple[HardWord, ...] = ()
    pattern: re.Pattern[str] | None = None
    """One group for each of the words."""

    def find(self, text: str) -> Iterator[tuple[str, HardWord]]:
        """Give each of the words that a text has, as it is written there."""
        for found in self.pattern.finditer(text) if self.pattern else ():
            yield found[0], self.words[(found.lastindex or 1) - 1]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a style file says of words."""

    plain: Finder = Finder()
    """The words that have a plain one."""

    hard: Finder = Finder()
    """The words that easy read explains."""

    abbreviations: frozenset[str] = frozenset()


def wording_of(words: Iterable[HardWord], abbreviations: Iterable[str] = ()) -> Wording:
    """Return words and abbreviations ready to be found."""
    ordered = sorted(words, key=lambda word: (-len(word.word), word.word))
    plain, hard = (_finder(tuple(word for word in ordered if word.easy == easy)) for easy in (False, True))
    return Wording(plain, hard, frozenset(abbreviations))


def _finder(words: tuple[HardWord, ...]) -> Finder:
    joined = "|".join(f"({word.forms})" for word in words)
    return Finder(words, re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)) if words else Finder()


def load_wording(root: Path, problems: list[Problem]) -> Wording:
    """Return the words of the style file; none where there is no file."""
    text = read_source(root, STYLE_FILE, problems) if (root / STYLE_FILE).is_file() else None
    fields = parse_yaml(STYLE_FILE, text, problems) if text is not None else None
    if fields is None:
        return Wording()
    fields.only(("words", "abbreviations"))
    words: dict[str, HardWord] = {}
    for group in fields.groups("words"):
        word = _word(group)
        if word.word in words:
            group.complain(group.line, f'"{word.word}" is there twice; keep one')
        if word.word:
            words[word.word] = word
    return wording_of(words.values(), (text for text, _ in fields.texts("abbreviations")))


def _word(fields: Fields) -> HardWord:
    fields.only(("word", "instead", "note", "easy"))
    word = HardWord(
        fields.text("word").casefold(), fields.text("instead"), fields.text("note", ""), fields.flag("easy")
    )
    if word.word and not re.search(r"\w", word.word):
        fields.complain(fields.line_of("word"), f'"word" is "{word.word}", which is no word; write one')
    return word
