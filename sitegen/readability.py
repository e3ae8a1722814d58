"""How hard English is to read: words, sentences, and the school grade of Flesch and Kincaid."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sitegen.model import FACT_TOKEN
from sitegen.patterns import pattern

_TARGET = pattern(r"\]\([^()]*\)")
_MARKS = pattern(r"[*\[\]\\]")
_WORD = pattern(r"[^\W_]+(?:[-'’.,:][^\W_]+)*")
_END = pattern(r"(?<=[.!?])[\"”’')]*\s+(?=[^a-z])|\n")

_VOWELS = pattern(r"[aeiouy]+")
_SILENT = pattern(
    r"(?<=[^aeioutdy])ed$|(?:(?<=th)|(?<=[^aeiouysxzcgh]))es$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$"
    r"|(?<=^som)e(?=\w)|(?<=^ev)e(?=ry)|(?<=ng)ue$|(?<=[aeiouy]\w)e(?=(?:ful|less|ments?|ly|ness|ty)$)"
)
"""An e that nobody says."""

_PARTED = pattern(
    r"(?<![ct])ia|(?<![cghlnstx])io|iu|iet|(?<=sc)ien|(?<=[ep]r)ien|(?<=\w\w\w)ier|[aeiouy]ing|(?<=cr)eat|^react|(?<=nt)re$|yone$|eatre"
    r"|(?<=[dr])ea$|(?<=r)eans?$|deo|^neo|(?<![gq])ua(?=[lt])|luab|oem|luid|sms?$|thms?$|betes$"
)
"""Where neighbouring vowels are two syllables, or a syllable has no vowel."""


def said(text: str) -> str:
    """Return what a reader sees of a text, with a digit in the place of each fact.

    >>> said("**Phone** {contact.nhs_111}, see [more]({1}).")
    'Phone 0, see more.'
    """
    return _MARKS.sub("", _TARGET.sub("", FACT_TOKEN.sub("0", text)))


def words(text: str) -> list[str]:
    """Return the words and numbers of what `said` gives; "6-week", "don't" and "01632" are one each."""
    return _WORD.findall(text)


def sentences(text: str) -> Iterator[str]:
    """Give the sentences of what `said` gives; a block's end ends one, too.

    >>> list(sentences('Say: "Help, please". Then wait. It is free.'))
    ['Say: "Help, please".', 'Then wait.', 'It is free.']
    """
    return (sentence for sentence in _END.split(text) if words(sentence))


@cache
def syllables(word: str) -> int:
    """Return about how many syllables an English word has, by its letters alone.

    >>> [syllables(word) for word in ("baby", "phone", "wanted", "medicine", "2026")]
    [2, 1, 2, 3, 1]
    """
    return sum(map(_of_part, re.findall(r"[a-z]+", word.casefold().replace("'", "").replace("’", "")))) or 1


def _of_part(part: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", part)))) + len(_PARTED.findall(part))


def grade(texts: Sequence[str]) -> float:
    """Return the grade by Flesch and Kincaid: 5 is read at about 10 years; 0 where there is no word."""
    found = [sentence for text in texts for sentence in sentences(said(text))]
    spoken = [word for sentence in found for word in words(sentence)]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(found) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
