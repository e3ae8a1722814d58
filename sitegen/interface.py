"""The templates' words in each language."""

import datetime as dt
import re
from collections.abc import Mapping

from sitegen.cldr import say_date
from sitegen.entries import Catalogue
from sitegen.inline import Inline
from sitegen.languages import plural_index
from sitegen.model import Key, Language
from sitegen.patterns import pattern
from sitegen.slots import Own, Slot
from sitegen.translate import State, Text, Translation, form_faults

_ENGLISH = "en"
_OTHER_PLURAL = "the plural of its English was changed; run build.py update, then translate it"
_PLACEHOLDER = pattern(r"\{(\w+)\}")


class Words:
    """The templates' words in one language."""

    def __init__(self, language: Language, catalogue: Catalogue | None, inline: Inline) -> None:
        self._language = language
        self._catalogue = catalogue
        self._inline = inline
        self._found: dict[tuple[Key, str], Translation] = {}

    def t(self, text: str, plural: str = "", /, *, context: str = "", **values: object) -> Text:
        """Return interface words as plain text, in English where their translation is not current.

        A catalogue is text and never markup: what is between its braces is put in by name only, and the
        template escapes the result.  A date is said in the language that the words are in.
        """
        number = values.get("count")
        found = self.translation(Key(context, text), plural)
        if found.english or not found.entry:
            english = plural if isinstance(number, int) and number != 1 and plural else text
            return Text(_put_in(english, values, _ENGLISH), english=not self._language.is_source)
        index = plural_index(self._language, number) if isinstance(number, int) and plural else 0
        return Text(_put_in(found.entry.strings[index], values, self._language.code), source=text)

    def translation(self, key: Key, plural: str) -> Translation:
        """Return what interface words are in the language."""
        if (key, plural) not in self._found:
            self._found[key, plural] = self._translate(key, plural)
        return self._found[key, plural]

    def _translate(self, key: Key, plural: str) -> Translation:
        if self._language.is_source:
            return Translation(State.CURRENT, key.text)
        entry = self._catalogue.get(key) if self._catalogue else None
        if entry is None or not all(entry.strings):
            return Translation(State.MISSING, key.text, entry)
        if entry.fuzzy:
            return Translation(State.FUZZY, key.text, entry)
        if entry.plural != plural:
            return Translation(State.INVALID, key.text, entry, (_OTHER_PLURAL,))
        if faults := form_faults(key.text, plural, entry.strings, self._language, self._inline):
            return Translation(State.INVALID, key.text, entry, faults)
        return Translation(State.CURRENT, entry.strings[0], entry)


def _put_in(text: str, values: Mapping[str, object], code: str) -> str:
    def said(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        if isinstance(value, Slot):
            return value.plain.__html__()
        if isinstance(value, Own):
            return value.plain
        return say_date(value, code) if isinstance(value, dt.date) else str(value)

    return _PLACEHOLDER.sub(said, text)
