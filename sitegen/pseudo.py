"""Two languages that nobody speaks, for judging layout: longer accented text, and the same from right to left."""

from itertools import cycle, islice

from sitegen.entries import Catalogue, Entry, new_entry, with_translation
from sitegen.model import Language
from sitegen.patterns import pattern
from sitegen.project import Project, catalogue_path
from sitegen.update import wanted_messages

LANGUAGES = (
    Language("en-XA", "Àççéñţš", "Accented", "ltr", "Latn", "nplurals=2; plural=(n != 1);", "human"),
    Language("ar-XB", "Mîŕŕöŕ", "Mirrored", "rtl", "Latn", "nplurals=2; plural=(n != 1);", "human"),
)

_LONGER = 0.4
"""How much longer texts of over 70 letters get in other languages; short ones can double."""

_ACCENTED = str.maketrans("aceinostuyzACEINOSTUYZ", "àçéîñöšţüýžÀÇÉÎÑÖŠŢÜÝŽ")
_KEPT = pattern(r"(\{[^{}\s]*\}|\]\([^)]*\)|\\.)")
_FILL = ["lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit"]


def pseudo_text(text: str) -> str:
    """Return a text with accents, longer by two fifths, its tokens and marks as they are.

    >>> pseudo_text("Phone {contact.emergency} **now**")
    'Phöñé {contact.emergency} **ñöw** lörém îpšüm dölör'
    """
    pieces = _KEPT.split(text)
    accented = "".join(piece if place % 2 else piece.translate(_ACCENTED) for place, piece in enumerate(pieces))
    wanted = max(1, round(len(text) * _LONGER))
    words: list[str] = []
    for word in islice(cycle(_FILL), wanted):
        if sum(map(len, words)) + len(words) >= wanted:
            break
        words.append(word.translate(_ACCENTED))
    return f"{accented} {' '.join(words)}"


def with_pseudo_languages(project: Project) -> Project:
    """Return the project with both languages, complete."""
    wanted = wanted_messages(project)
    catalogues = dict(project.catalogues)
    for language in LANGUAGES:
        made: dict[str, Catalogue] = {}
        for name, messages in wanted.items():
            entries = tuple(_translated(new_entry(key, message.plural, (), (), 2)) for key, message in messages.items())
            made[name] = Catalogue(catalogue_path(language, name), {}, (), entries)
        catalogues[language.code] = made
    reviews = {**project.reviews, **{language.code: {} for language in LANGUAGES}}
    return project._replace(languages=(*project.languages, *LANGUAGES), catalogues=catalogues, reviews=reviews)


def _translated(entry: Entry) -> Entry:
    if entry.plural:
        return entry._replace(strings=(pseudo_text(entry.key.text), pseudo_text(entry.plural)))
    return with_translation(entry, pseudo_text(entry.key.text), None)
