"""Characters that a translation may have."""

import unicodedata
from collections.abc import Iterator

from sitegen.model import Language
from sitegen.patterns import pattern

_JOINING = frozenset(("Arab", "Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Mymr", "Orya", "Sinh", "Taml", "Telu"))
"""Scripts that need the zero-width joiner and non-joiner between letters."""

_MARKS = frozenset("\n\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
_ISOLATES = pattern("[\u2066-\u2069]")
_LETTER = pattern(r"[^\W\d_]")
_LETTER_OR_DIGIT = pattern(r"[^\W_]")
_TOKEN = pattern(r"\{[^{}\s]*\}")
_NOTES = ("TODO", "FIXME", "XXX", "TBC", "TBD", "TBA")
"""What somebody writes who means to translate a text later; in small letters it can be a word, as in Spanish."""

_SMALL = pattern(r"(?<![\w-])(?!(?:and|at|by|for|in|of|on|the|to|with)\b)[a-z]{2,}(?![\w-])")
_NOTE = pattern(rf"\W*(?:{'|'.join(_NOTES)})\W*")


def characters_can_be_seen(text: str, language: Language) -> Iterator[str]:
    """No control, private or zero-width character; isolates come in pairs, and joiners where a script needs them."""
    if text.isprintable():
        return
    allowed = _MARKS | _JOINERS if language.script in _JOINING else _MARKS
    for character in dict.fromkeys(text):
        if character not in allowed and unicodedata.category(character) in _UNSEEN:
            name = unicodedata.name(character, "a control or private character")
            yield f"there is an invisible character, U+{ord(character):04X} ({name}); delete it"
    depth = 0
    for mark in _ISOLATES.findall(text):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            break
    if depth:
        yield "a direction isolate (U+2066 to U+2068) has no end, or an end (U+2069) no start; delete both"


def words_are_there(english: str, translation: str) -> Iterator[str]:
    """Where the English has words, there are some besides tokens, more than a note to translate it, and not the same.

    A name may be the same in both; one has at most one word in small letters, besides such as "and".
    """
    if translation.casefold() == english.casefold() and len(_SMALL.findall(_TOKEN.sub("", english))) > 1:
        yield "it is the English; translate it, or leave it empty"
        return
    if translation[:1].isalpha() and not translation.startswith(_NOTES):
        return
    if _NOTE.fullmatch(translation) and translation != english:
        yield f'"{translation}" is a note and no translation; translate the text, or leave it empty'
    elif not _LETTER_OR_DIGIT.search(_TOKEN.sub("", translation)) and _LETTER.search(_TOKEN.sub("", english)):
        yield "there are no words in it; translate the text, or leave it empty"
