"""Which removed text's translation a new text can start from."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from sitegen.entries import Catalogue, Entry, with_translation
from sitegen.meaning import changed_meaning, more_than_spelling, other_words
from sitegen.model import Key
from sitegen.po_lines import brief

_ALIKE, _ALIKE_IN_PLACE = 0.6, 0.4
"""How alike two texts must be. Of pairs of sentences from the content, 1 in 100 is more alike than 0.33 by chance."""

_BEST = 8
"""So many texts with the same rare words are compared."""

_FEW = 200
"""A word that more of the removed texts have says nothing."""

_SHORT = 3
"""Texts of up to so many words are compared by letters, since one word is too much of them."""

_EASY_READ = "easy-read"

Index = Mapping[str, Sequence[Entry]]


def suggest(entries: Sequence[Entry], wanted: Sequence[Key], new: Iterable[Key]) -> dict[Key, Entry]:
    """Return, for new keys, the removed entry whose translation helps most; none where a dose or warning changed.

    Removed are those of this update and obsolete ones; of equals the first is taken.
    `entries` are the catalogue's as they were, `wanted` all its keys as they are now, both in reading order.
    """
    keys = set(wanted)
    gone = [entry for entry in entries if entry.key not in keys and not entry.plural and all(entry.strings)]
    if not gone:
        return {}
    by_key = {entry.key: entry for entry in gone}
    slots = replaced_slots([entry.key for entry in entries if not entry.obsolete], wanted)
    index = _index(gone)
    found = {}
    for key in new:
        slot = by_key.get(slots[key]) if key in slots else None
        if best := _best(key, slot, [*([slot] if slot else []), *_candidates(key.text, index)]):
            found[key] = best
    return found


def replaced_slots(old: Sequence[Key], new: Sequence[Key]) -> dict[Key, Key]:
    """Return, for keys that came, the key that stood in the same place.

    A place is known by the key before or after it; where several stand together, as many must have gone as came.

    >>> a, b, c, d = (Key("", letter) for letter in "abcd")
    >>> replaced_slots([a, b, c], [a, d, c]) == {d: b}
    True
    """
    common = set(old) & set(new)
    gone = list(_gaps(old, common))
    after = {before: keys for before, keys, _ in gone}
    ahead = {behind: keys for _, keys, behind in gone}
    slots: dict[Key, Key] = {}
    for before, keys, behind in _gaps(new, common):
        for place in (after.get(before, []), ahead.get(behind, [])):
            if len(place) == len(keys):
                slots.update(zip(keys, place, strict=True))
                break
    return slots


def same_meaning(
    catalogue: Catalogue, old: Key, new: Key, known: frozenset[str], *, critical: bool = False
) -> Catalogue | str:
    """Return the catalogue with the old text's finished translation for the new text too, or why it cannot be.

    Nothing else changes: the old text keeps its entry, and what a translator wrote for the new one stays.  `known` are
    the words of the other English, and a critical text is of the safety core.
    """
    source = next((entry for entry in catalogue.entries if entry.key == old), None)
    target = catalogue.get(new)
    if source is None or source.plural or source.fuzzy or not all(source.strings):
        return f'"{brief(old.text)}" has no finished translation to carry over'
    if target is None:
        return f'"{brief(new.text)}" is not in the catalogue; run "python build.py update" first'
    if target.plural:
        return f'"{brief(new.text)}" has plural forms; translate it as usual'
    if any(target.strings) and not (target.fuzzy and target.strings == source.strings):
        return f'"{brief(new.text)}" has a translation of its own; a translator has to look at it'
    changed = other_words(old.text, new.text) if critical else ""
    safety = f"it is a safety text, and {changed}" if changed else ""
    if reason := _register_change(old, new) or safety or more_than_spelling(old.text, new.text, known):
        return f"{reason}; a translator has to look at it"
    done = with_translation(target, source.strings[0], None)
    return catalogue.with_entries(tuple(done if entry is target else entry for entry in catalogue.entries))


def _gaps(keys: Iterable[Key], common: set[Key]) -> Iterator[tuple[Key | None, list[Key], Key | None]]:
    """Yield the runs of keys that are not common, each with the common key before and after it."""
    before: Key | None = None
    waiting: list[Key] = []
    for is_common, run in groupby(keys, common.__contains__):
        run_keys = list(run)
        if not is_common:
            waiting = run_keys
            continue
        if waiting:
            yield before, waiting, run_keys[0]
        before, waiting = run_keys[-1], []
    if waiting:
        yield before, waiting, None


def _index(entries: Iterable[Entry]) -> Index:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for word in dict.fromkeys(_words(entry.key.text)):
            index[word].append(entry)
    return {word: found for word, found in index.items() if len(found) <= _FEW}


def _candidates(text: str, index: Index) -> list[Entry]:
    """Return the entries that share the rarest words with a text, the most promising first."""
    weights: Counter[Key] = Counter()
    entries: dict[Key, Entry] = {}
    for word in dict.fromkeys(_words(text)):
        for entry in index.get(word, ()):
            weights[entry.key] += 1_000_000 // len(index[word])
            entries[entry.key] = entry
    return [entries[key] for key, _ in weights.most_common(_BEST)]


def _best(key: Key, slot: Entry | None, candidates: Iterable[Entry]) -> Entry | None:
    scores: dict[Key, float] = {}
    fit: list[Entry] = []
    for entry in candidates:
        if entry.key not in scores:
            scores[entry.key] = _likeness(entry.key.text, key.text) + (_ALIKE - _ALIKE_IN_PLACE) * (entry is slot)
            if scores[entry.key] >= _ALIKE and _may_serve(entry, key):
                fit.append(entry)
    if own := [entry for entry in fit if entry.key.context == key.context]:
        return max(own, key=lambda entry: scores[entry.key])
    if slot in fit:
        return slot
    return fit[0] if len({entry.strings for entry in fit}) == 1 else None


def _may_serve(entry: Entry, key: Key) -> bool:
    """Tell whether a translation is of the same register, and its English of the same doses and warnings."""
    made_for = dict.fromkeys((entry.key, entry.made_for))
    return not any(_register_change(old, key) or changed_meaning(old.text, key.text) for old in made_for)


def _register_change(old: Key, new: Key) -> str:
    changed = _EASY_READ in {old.context, new.context} and old.context != new.context
    return "easy-read and standard text do not share translations" if changed else ""


def _likeness(old: str, new: str) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    words, other = _words(old), _words(new)
    if min(len(words), len(other)) <= _SHORT:
        return SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio()
    return SequenceMatcher(None, words, other, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
