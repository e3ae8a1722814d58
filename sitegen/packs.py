"""Packs for translators and agencies: what is open in a language, as PO and XLIFF files."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import dropwhile

from sitegen.catalogues import parse_catalogue
from sitegen.entries import Catalogue, Entry, format_catalogue, new_header
from sitegen.model import Key, Language
from sitegen.problems import UsageError
from sitegen.project import Project, catalogue_path
from sitegen.settings import plural_index
from sitegen.update import update_catalogues
from sitegen.xliff import Part, Unit, format_xliff

README = "README.txt"
HEADER = "X-Catalogue"
"""Says in the header of an exported PO file which catalogue it is of: one text may stand in several."""

DRAFT, DONE, OPEN = "needs-review-translation", "translated", "needs-translation"
"""The states of targets, which XLIFF names."""

_SHOWN = 5

_README = """\
Texts for translation into {language}
{line}

There is a PO file and an XLIFF file (.xlf) of each part of the site. Both say the same: use the one that your
program opens, and send that one back. Its name does not matter. Do not change the English or the ids.

What to do with what stands in the texts

Tokens       Keep every token, such as {{dose.folic_acid}} or {{count}}, letter by letter, and as often as in the
             English. The site puts a number, a name or a telephone number there; the notes say which. A token may
             stand elsewhere in the sentence. Only a plural form may leave out {{count}}.
Links        [words]({{1}}) is a link. Translate the words in the square brackets; keep ({{1}}) directly behind them.
Bold words   Two stars stand on each side of **bold words**, one on each side of *stressed words*. Mark the same
             words in your language.
Numbers      Write every number of the English, in digits, with its unit, and no other number. Telephone numbers stay
             digit by digit, in the digits 0 to 9. Web and e-mail addresses stay letter by letter.
New lines    Where the English has a new line, put one in your text too.
Plurals      A text with a count has several forms; the notes in the XLIFF file say for which numbers. Fill them all.

What is finished

PO           A text marked "fuzzy" was made for another English text, which the lines with #| show. Correct it and
             take the mark away. A text that keeps its mark is not taken in.
XLIFF        A target of the state "needs-review-translation" was made for another English text, which a note
             shows. Correct it and set the state to "translated". A target that still needs review is
             not taken in.

Leave empty what you do not translate. What cannot be taken in is sent back to you with the reason, text by text.
"""


def export_pack(project: Project, language: Language, everything: bool = False) -> dict[str, str]:  # noqa: FBT002
    """Return the files of a pack by name; none where nothing is open."""
    if language.is_source:
        raise UsageError(f"{language.code} is the language of the content; name one to translate into")
    files = {}
    for name, catalogue in _catalogues(project, language):
        live = [entry for entry in catalogue.entries if not entry.obsolete]
        entries = [entry for entry in live if everything or entry.fuzzy or not all(entry.strings)]
        if entries:
            files[f"{language.code}-{name}.po"] = _po_text(name, language, entries)
            units = tuple(unit for entry in entries for unit in _units(entry, language))
            files[f"{language.code}-{name}.xlf"] = format_xliff(Part(catalogue.path, language.code, units))
    title = f"Texts for translation into {language.english_name}"
    return {README: _README.format(language=language.english_name, line="=" * len(title)), **files} if files else {}


def _catalogues(project: Project, language: Language) -> Iterator[tuple[str, Catalogue]]:
    """Give a language's catalogues as they are when brought up to date, so that no old English goes out."""
    changed = update_catalogues(project, [language])
    for name in project.catalogue_names:
        path = catalogue_path(language, name)
        catalogue = project.catalogue(language, name)
        if path in changed:
            catalogue = parse_catalogue(path, changed[path], language.code, language.plural_forms, [])
        if catalogue:
            yield name, catalogue


def _po_text(name: str, language: Language, entries: Iterable[Entry]) -> str:
    header = (*new_header(language.code, language.plural_forms), f'"{HEADER}: {name}\\n"')
    spaced = [replace(entry, lines=("", *dropwhile(lambda line: not line.strip(), entry.lines))) for entry in entries]
    return format_catalogue(Catalogue("", {}, header, tuple(spaced)))


def unit_name(key: Key) -> str:
    """Return the id by which a text is known in XLIFF files."""
    return hashlib.sha256(f"{key.context}\x04{key.text}".encode()).hexdigest()[:32]


def _units(entry: Entry, language: Language) -> Iterator[Unit]:
    """Give an entry's unit, or one for each plural form."""
    name = unit_name(entry.key)
    filled = DRAFT if entry.fuzzy else DONE
    for form, string in enumerate(entry.strings):
        yield Unit(
            name=f"{name}[{form}]" if entry.plural else name,
            source=english_of(entry, form, language),
            target=string,
            state=filled if string else OPEN,
            context=entry.key.context,
            notes=(*entry.notes, *_more_notes(entry, form, language)),
            references=entry.references,
        )


def english_of(entry: Entry, form: int, language: Language) -> str:
    """Return the English that stands above a plural form, or above the only one."""
    singular = form == plural_index(language, 1) and len(entry.strings) > 1
    return entry.key.text if singular or not entry.plural else entry.plural


def _more_notes(entry: Entry, form: int, language: Language) -> Iterator[str]:
    """Give what XLIFF has no place for: which English a translation was made for, when a plural form is used."""
    if entry.made_for != entry.key:
        yield f"The translation was made for: {entry.made_for.text}"
    if entry.plural:
        numbers = [str(number) for number in range(1000) if plural_index(language, number) == form]
        yield f"For numbers such as {', '.join(numbers[:_SHOWN])}" if numbers else "For large numbers"
