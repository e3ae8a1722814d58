"""Words as the search compares them: what people leave out, or write in two ways, is folded together.

An index carries the table, and the page's script folds what a reader types by it: there is no second copy.
"""

import unicodedata
from functools import lru_cache

from sitegen.patterns import pattern

_MARKS = "\u0300-\u036f"
"""Marks on Latin, Greek and Cyrillic letters; the vowel signs of Indian scripts are letters in this sense."""

_ARABIC_SIGNS = "\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
"""Vowel signs, hamza alone or taken apart from its letter, madda, and the stroke that makes words longer."""

_NUKTAS = "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc"
_INVISIBLE = "\u00ad\u02bc\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Joiners, signs of direction, soft hyphens, and a letter that looks like an apostrophe."""

_ZEROS = "٠۰०০੦૦୦௦౦೦൦෦๐໐༠၀០"
_LATIN = {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_ARABIC = dict(zip("ٱىیېےةہھەۃکڪں", "اييييهههههككن", strict=True))
_NASALS = {"\u0901": "\u0902", "\u0981": "\u0982", "\u0a01": "\u0a02", "\u0a70": "\u0a02", "\u0a81": "\u0a82"}
"""Chandrabindu, and tippi in Gurmukhi, as anusvara."""

REMOVED = _MARKS + _ARABIC_SIGNS + _NUKTAS + _INVISIBLE
"""Characters that are left out, as a class of a regular expression."""

REPLACED = {
    **_LATIN,
    "ς": "σ",
    **_ARABIC,
    **_NASALS,
    **{chr(ord(zero) + number): str(number) for zero in _ZEROS for number in range(10)},
}
"""What stands for a character."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Characters of scripts that write words without spaces, as a class of a regular expression."""

ARTICLE = "^(?:[وفبك]?ال|و?لل)(.{3,})$"
"""An Arabic word with its article, and with a particle before that; the group is the word without them."""

BEGUN = "^ال(?=.{1,2}$)"
"""The article of a word that has just been begun."""

TABLE = {"removed": REMOVED, "replaced": REPLACED, "unspaced": UNSPACED, "article": ARTICLE, "begun": BEGUN}
"""What the script needs; its expressions mean the same in Python and in JavaScript."""

_REMOVED = pattern(f"[{REMOVED}]")
_UNSPACED = pattern(f"([{UNSPACED}]+)")
_ARTICLE = pattern(ARTICLE)


class _Folding(dict[int, str]):
    """What each character becomes; a new one is looked up once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if _REMOVED.match(letter):
            self[code] = ""
        else:
            is_word = unicodedata.category(letter)[0] in "LMN"
            self[code] = REPLACED.get(letter, letter if is_word else " ")
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text's words as they are compared, with spaces between them.

    >>> fold("Położna: 12–16 tygodni, 'Größe'")
    'polozna  12 16 tygodni   grosse '
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).lower().translate(_FOLDING))


def terms(text: str) -> list[str]:
    """Return what an index knows a text by, in the text's order.

    Arabic words stand without their article; scripts without spaces stand in pairs of characters, and the
    last character of a run alone, so that each can be found alone too.  Single letters are left out.

    >>> terms("A baby's hospital"), terms("المستشفى"), terms("孕妇手册")
    (['baby', 'hospital'], ['مستشفي'], ['孕妇', '妇手', '手册', '册'])
    """
    return [term for word in text.split() for term in _word_terms(word)]


@lru_cache(10_000)  # a language has far fewer words than its pages
def _word_terms(word: str) -> tuple[str, ...]:
    """Return the terms of what stands between two spaces."""
    found: list[str] = []
    for part in fold(word).split():
        for place, run in enumerate(_UNSPACED.split(part)):
            if place % 2:
                found += (run[start : start + 2] for start in range(len(run)))
            elif len(run) > 1 or "0" <= run <= "9":
                found.append(bare[1] if (bare := _ARTICLE.match(run)) else run)
    return tuple(found)
