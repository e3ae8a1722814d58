"""What must not differ between two English texts for one to use the other's translation."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from sitegen.patterns import pattern

_LISTS = {
    "number": """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen both twin
        first second third fourth fifth sixth seventh eighth ninth tenth half halve quarter single double triple""",
    "unit": """
        mg g kg mcg μg ng ml cl dl l cm mm km iu kcal kj mmol microgram milligram gram gramme kilogram kilo ounce oz lb
        stone millilitre centilitre litre pint millimetre centimetre metre inch degree celsius fahrenheit calorie
        percent cent pound pence penny tablet capsule pill drop dose sachet puff spoon spoonful teaspoon tablespoon cup
        glass portion % ‰ £ € $ ° < > ≤ ≥ = + × ±""",
    "negation": """
        no not never none nobody nothing nowhere neither nor without stop stopped stopping avoid avoiding except instead
        rather free rarely hardly seldom barely refuse""",
    "time or quantity word": """
        before after until till during while since within between now then later soon sooner early earlier late latest
        immediately straight today tonight tomorrow yesterday already still yet again ago next last previous
        minute hour day night week weekend fortnight month year trimester morning midday noon afternoon evening midnight
        hourly daily nightly weekly monthly yearly annually
        monday tuesday wednesday thursday friday saturday sunday
        january february march april june july august september october november december
        once twice thrice every each per always often usually sometimes only all most least more less fewer few many
        enough above below under over high higher highest low lower lowest minimum maximum increase increased reduce
        reduced decrease decreased raise raised left right hot cold""",
}
"""Words that a dose, a date or a warning hangs on. A word too many here costs a suggestion; one too few can offer the
translation of the opposite. Plurals need not be listed."""

_ALONE = {
    "before a number": "about around at by for from in on to up",
    "after a number": "am pm c f m st unit foot feet",
    "duty": "must should shall may might can could will would need ought has have if when and or but either",
    "small": "a an the of to that which is are be it this your you also please",
}
"""Everyday words. Some count only next to a number: "from 12 weeks" is not "by 12 weeks". Those of duty and condition
must not change in a mere correction; small ones may come and go in it."""

_KINDS = {word: kind for kind, words in _LISTS.items() for word in words.split()}
_BEFORE_NUMBERS, _AFTER_NUMBERS, _DUTY, _SMALL = (frozenset(words.split()) for words in _ALONE.values())
_COUNTED = _AFTER_NUMBERS.union(_KINDS)
_EVERYDAY = _COUNTED.union(_BEFORE_NUMBERS, _DUTY, _SMALL)

_NEGATIVE = pattern(r"un(?!der|i[foqtv]|cle)\w{3,}|non\w*|\w{3,}less")
_PREFIXES = ("", "un", "in", "im", "ir", "il", "dis", "mis", "non", "hyper", "hypo", "pre", "post", "ante", "anti")
_SHORT_STEM = 3

_PIECE = pattern(r"\{[^{}\s]*\}|\d+(?:[.,:/+-]\d+)*|[¼½¾⅓⅔²³%‰£€$°<>≤≥=+×±]|[^\W\d_]+(?:'[^\W\d_]+)*")
_LINK = pattern(r"\[([^\]]*)\]\((\{\d+\})\)")
_SIGN = pattern(r"([,;:.!?()—–]+(?!\d)|\*+)")
_SPELLING = 0.6
"""How alike the words of a link and their correction must be; each word of them is looked at besides."""

_LONG = 5
"""Shorter words are too near to others, as "raw" is to "row"."""


class _Mark(NamedTuple):
    kind: str
    word: str


def changed_meaning(old: str, new: str) -> str:
    """Return what a dose, a date or a warning hangs on and differs between two texts; empty if nothing does.

    >>> changed_meaning("Take 2 tablets daily.", "Take 3 tablets daily.")
    'the number "2" is now "3"'
    >>> changed_meaning("You can eat this.", "You cannot eat this!")
    'the negation "not" is new'
    >>> changed_meaning("Drink plenty of water.", "Please drink a lot of water.")
    ''
    """
    before, after = _marks(old), _marks(new)
    for kind in dict.fromkeys(mark.kind for mark in (*before, *after)):
        was, now = ([mark.word for mark in marks if mark.kind == kind] for marks in (before, after))
        if was != now:
            return _difference(kind, was, now)
    if before != after:
        return "its numbers, tokens and words of time stand in another order"
    for word, other in _opposites(words_of(old), words_of(new)):
        return f'"{word}" is now "{other}"'
    return ""


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of English texts, and those that everybody writes: what stands here is no slip."""
    return _EVERYDAY.union(*map(words_of, texts))


def more_than_spelling(old: str, new: str, known: frozenset[str]) -> str:
    """Return why a text is not just the other one with its spelling mended; empty if it is.

    `known` are the words of the other English of today.

    >>> more_than_spelling("Recieve care at teh hospital.", "Receive care at the hospital!", known_words([]))
    ''
    >>> more_than_spelling("You should rest.", "You must rest.", known_words([]))
    'the word "should" is now "must"'
    """
    if reason := changed_meaning(old, new):
        return reason
    if any(mark.kind == "negation" for mark in _marks(new)) and _parting(old) != _parting(new):
        return "its commas, stops or stars stand elsewhere, and what is denied may be another thing"
    now = dict(_labels(new))
    for token, words in _labels(old):
        if _unlike(words, now.get(token, "")):
            return f'the link {token} has the words "{now.get(token, "")}", not "{words}"'
    before, after = words_of(old), words_of(new)
    known = known.union(set(before).intersection(after))
    for _, start, end, other, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = before[start:end], after[other:other_end]
        counted = _is_value("".join(before[:start][-1:]))
        if gone != come and not _is_mended(gone, come, known, counted=counted):
            elsewhere = len(gone) == len(come) == 1 and _is_known(gone[0], known - _EVERYDAY)
            return _difference("word", gone, come) + (", and other English has it as it was" if elsewhere else "")
    return ""


def _parting(text: str) -> list[tuple[int, str]]:
    """Return what parts the words of a text, but for its end, each with the number of words before it."""
    parts = _SIGN.split(text.strip(" .!?"))
    return [(len(words_of("".join(parts[:place]))), parts[place]) for place in range(1, len(parts), 2)]


def other_words(old: str, new: str) -> str:
    """Return the first word that differs between two texts; empty where at most punctuation does."""
    before, after = words_of(old), words_of(new)
    return _difference("word", before, after) if before != after else ""


def _marks(text: str) -> list[_Mark]:
    pieces = _PIECE.findall(_plain(text))
    around = zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False)
    marks = (_Mark(_kind(before, piece, after), _singular(piece)) for before, piece, after in around)
    return [mark for mark in marks if mark.kind]


def _kind(before: str, piece: str, after: str) -> str:
    if piece.startswith("{"):
        return "link" if piece[1:-1].isdigit() else "token"
    if not piece.isalpha() and piece not in _KINDS and "'" not in piece:
        return "number"
    if kind := _KINDS.get(_singular(piece)):
        return kind
    if piece in _BEFORE_NUMBERS and _is_value(after):
        return "time or quantity word"
    if _singular(piece) in _AFTER_NUMBERS and _is_value(before):
        return "unit"
    return "negation" if _NEGATIVE.fullmatch(piece) else ""


def _is_value(piece: str) -> bool:
    return (
        piece[:1].isdigit()
        or piece == "°"
        or _KINDS.get(piece) == "number"
        or (piece[:1] == "{" and not piece[1:-1].isdigit())
    )


def _plain(text: str) -> str:
    text = text.casefold().replace("’", "'").replace("–", "-").replace("per cent", "percent")
    return re.sub(r"n't\b", " not", re.sub(r"\bcan(?:not|'t)\b", "can not", text).replace("won't", "will not"))


def _singular(word: str) -> str:
    return word.removesuffix("s") if word.removesuffix("s") in _COUNTED else word


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in small letters, without its tokens."""
    return [piece for piece in _PIECE.findall(_plain(text)) if not piece.startswith("{")]


def _opposites(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each word that stands there with another prefix, as "possible" and "impossible"."""
    came = {stem: word for word in new if word not in old for stem in _stems(word)}
    for word in old:
        if word not in new:
            yield from ((word, came[stem]) for stem in _stems(word) if stem in came)


def _stems(word: str) -> list[str]:
    stems = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    return [stem for stem in stems if len(stem) >= _SHORT_STEM]


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Yield each link's token and words."""
    yield from ((token, label.casefold()) for label, token in _LINK.findall(text))


def _is_mended(gone: list[str], come: list[str], known: frozenset[str], *, counted: bool) -> bool:
    """Tell whether words are others with their spelling mended; `counted` where a number stands before them."""
    if (set(gone) ^ set(come)) & _DUTY:
        return False
    if {*gone, *come} <= _SMALL or "".join(gone) == "".join(come):
        return True
    if counted and _singular(gone[0]) == _singular(come[0]):
        gone, come = gone[1:], come[1:]
    return len(gone) == len(come) and all(map(_is_slip, gone, come, [known] * len(gone)))


def _is_slip(word: str, mended: str, known: frozenset[str]) -> bool:
    """Tell whether a word is no word at all, but for one slip: without a dictionary, one that stands nowhere else.

    Two letters that changed places, or one written once for twice, hardly ever make another word.  Any other letter
    makes one medicine of another: there the mended word must be known.
    """
    if word == mended:
        return True
    if _is_known(word, known) or word[0] != mended[0]:
        return False
    is_long, is_known = min(len(word), len(mended)) >= _LONG, _is_known(mended, known)
    differing = (at for at, (one, other) in enumerate(zip(word, mended, strict=False)) if one != other)
    start = next(differing, min(len(word), len(mended)))
    short, long = sorted((word[start:], mended[start:]), key=len)
    if len(short) == len(long):
        swapped = short[:2] == long[1::-1] and short[2:] == long[2:]
        return (swapped and (is_long or is_known)) or (short[1:] == long[1:] and is_long and is_known)
    doubled = long[0] == word[start - 1]
    return short == long[1:] and is_long and (doubled or is_known)


def _is_known(word: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint((word, word.removesuffix("s"), f"{word}s"))


def _unlike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() < _SPELLING


def _difference(kind: str, old: list[str], new: list[str]) -> str:
    """Say the first difference of two lists, which differ."""
    if len(old) == len(new):
        gone, come = next(pair for pair in zip(old, new, strict=True) if pair[0] != pair[1])
        return f'the {kind} "{gone}" is now "{come}"'
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    _, start, end, other, other_end = next(change for change in changes if change[0] != "equal")
    was, now = " ".join(old[start:end]), " ".join(new[other:other_end])
    if was and now:
        return f'the {kind} "{was}" is now "{now}"'
    return f'the {kind} "{was}" is gone' if was else f'the {kind} "{now}" is new'
