"""Packs for translators and agencies: what is open in a language, as PO and XLIFF files."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from sitegen.catalogues import parse_catalogue
from sitegen.entries import Catalogue, Entry, format_catalogue, new_header, with_comments, with_translation
from sitegen.glossary import load_glossary
from sitegen.inline import Inline
from sitegen.languages import plural_index
from sitegen.limits import text_fault
from sitegen.model import Key, Language
from sitegen.pack_words import glossary_table, pack_readme
from sitegen.patterns import pattern
from sitegen.po_lines import brief, comment_kind
from sitegen.problems import Problem, SiteError, UsageError
from sitegen.project import Project, catalogue_path
from sitegen.translate import form_faults
from sitegen.update import update_catalogues
from sitegen.xliff import Part, Unit, format_xliff

README = "README.txt"
HEADER = "X-Catalogue"
"""Says in the header of an exported PO file which catalogue it is of: one text may stand in several."""

DRAFT, DONE, OPEN = "needs-review-translation", "translated", "needs-translation"
"""The states of targets, which XLIFF names."""

_SHOWN = 5
_MARK = pattern(r"\bExported as: ([0-9a-f]{16})\b")


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """An entry as it goes out."""

    entry: Entry
    notes: tuple[str, ...]
    """Its own notes, and why its translation cannot be shown."""

    mark: str
    """The note by which an import knows what the translation was."""

    unfinished: bool
    """Its translation needs a person before it can be shown."""


def export_pack(project: Project, language: Language, everything: bool = False) -> dict[str, str]:  # noqa: FBT002
    """Return the files of a pack by name; none where nothing is open."""
    if language.is_source:
        raise UsageError(f"{language.code} is the language of the content; name one to translate into")
    files = {}
    for name, catalogue in _catalogues(project, language):
        live = (entry for entry in catalogue.entries if not entry.obsolete)
        outgoing = [_outgoing(entry, language, project.inline) for entry in live]
        chosen = [one for one in outgoing if everything or one.unfinished or not all(one.entry.strings)]
        if chosen:
            files[f"{language.code}-{name}.po"] = _po_text(name, language, chosen)
            units = tuple(unit for one in chosen for unit in _units(one, language))
            files[f"{language.code}-{name}.xlf"] = format_xliff(Part(catalogue.path, language.code, units))
    if not files:
        return {}
    glossary = _glossary(project, language)
    return {README: pack_readme(language, "".join(glossary)), **glossary, **files}


def _glossary(project: Project, language: Language) -> dict[str, str]:
    """Return the file of the language's glossary by its name; none where it has no terms."""
    problems: list[Problem] = []
    table = glossary_table(load_glossary(project.root, language, problems))
    if problems:
        raise SiteError(problems)
    return {f"{language.code}-glossary.csv": table} if table else {}


def _outgoing(entry: Entry, language: Language, inline: Inline) -> _Outgoing:
    faults = entry_faults(entry, language, inline)
    unfinished = entry.fuzzy or bool(faults)
    notes = (*entry.notes, *(f"Cannot be shown: {fault}" for fault in faults))
    return _Outgoing(entry, notes, f"Exported as: {digest(entry.strings, unfinished=unfinished)}", unfinished)


def entry_faults(entry: Entry, language: Language, inline: Inline) -> tuple[str, ...]:
    """Return why a finished translation cannot be shown; nothing for one that is fuzzy or not whole."""
    if entry.fuzzy or not all(entry.strings):
        return ()
    return form_faults(entry.key.text, entry.plural, entry.strings, language, inline)


def digest(strings: Sequence[str], *, unfinished: bool) -> str:
    """Return a short value that differs when a translation does, or whether it is finished."""
    return hashlib.sha256(json.dumps([list(strings), unfinished]).encode()).hexdigest()[:16]


def exported_digest(notes: Iterable[str]) -> str:
    """Return the digest of the translation that went out, from a text's notes; nothing where a tool dropped it.

    >>> exported_digest(["Vitamins · item", "Exported as: 0123456789abcdef"])
    '0123456789abcdef'
    """
    return next((found[1] for note in notes for found in _MARK.finditer(note)), "")


def is_finished(entry: Entry) -> bool:
    """Tell whether an entry that came back is marked as finished.

    Some editors take the flag away and leave the former English above: then other words than went out say so, too.
    """
    sent = exported_digest(entry.notes)
    edited = sent not in ("", digest(entry.strings, unfinished=True), digest(entry.strings, unfinished=False))
    return not entry.fuzzy or (edited and "fuzzy" not in entry.flags)


def with_strings(entry: Entry, strings: tuple[str, ...]) -> Entry:
    """Return the entry with a finished translation, in all plural forms."""
    single = with_translation(entry, strings[0], None)
    if not entry.plural:
        return single
    texts = [with_translation(entry, text, None).lines[-1].removeprefix("msgstr ") for text in (entry.plural, *strings)]
    words = ["msgid_plural", *(f"msgstr[{form}]" for form in range(len(strings)))]
    lines = (f"{word} {text}" for word, text in zip(words, texts, strict=True))
    return single._replace(strings=strings, lines=(*single.lines[:-1], *lines))


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


def _po_text(name: str, language: Language, outgoing: Iterable[_Outgoing]) -> str:
    header = (*new_header(language.code, language.plural_forms), f'"{HEADER}: {name}\\n"')
    return format_catalogue(Catalogue("", {}, header, tuple(map(_po_entry, outgoing))))


def _po_entry(one: _Outgoing) -> Entry:
    entry = with_comments(one.entry, (*one.notes, one.mark), one.entry.references)
    lines = ["", *dropwhile(lambda line: not line.strip(), entry.lines)]
    if one.unfinished and "fuzzy" not in entry.flags:
        kinds = enumerate(map(comment_kind, lines))
        lines.insert(next(at for at, kind in kinds if kind == "#|" or kind[:1] not in {"", "#"}), "#, fuzzy")
    return entry._replace(lines=tuple(lines))


def unit_name(key: Key) -> str:
    """Return the id by which a text is known in XLIFF files."""
    return hashlib.sha256(f"{key.context}\x04{key.text}".encode()).hexdigest()[:32]


def _units(one: _Outgoing, language: Language) -> Iterator[Unit]:
    """Give an entry's unit, or one for each plural form."""
    entry = one.entry
    name = unit_name(entry.key)
    filled = DRAFT if one.unfinished else DONE
    for form, string in enumerate(entry.strings):
        yield Unit(
            name=f"{name}[{form}]" if entry.plural else name,
            source=english_of(entry, form, language),
            target=string,
            state=filled if string else OPEN,
            context=entry.key.context,
            notes=(*one.notes, *_more_notes(entry, form, language), one.mark),
            references=entry.references,
        )


def english_of(entry: Entry, form: int, language: Language) -> str:
    """Return the English that stands above a plural form, or above the only one."""
    singular = len(entry.strings) > 1 and form == plural_index(language, 1)
    return entry.key.text if singular or not entry.plural else entry.plural


def units_fault(entry: Entry, units: Sequence[Unit], language: Language) -> str:
    """Return in what the units are not as they were exported, if in anything."""
    base = unit_name(entry.key)
    names = [f"{base}[{form}]" for form in range(len(entry.strings))] if entry.plural else [base]
    if odd := [unit.odd for unit in units if unit.odd]:
        return f"there is an element <{brief(odd[0])}> in it; write plain text"
    if [unit.name for unit in units] != names:
        return f"its units are not {', '.join(names)}, once each and in this order; mend the ids"
    if any(unit.source != english_of(entry, form, language) for form, unit in enumerate(units)):
        return "its source is not the English that was exported; leave the source as it was"
    return next(filter(None, (text_fault(unit.target) for unit in units)), "")


def _more_notes(entry: Entry, form: int, language: Language) -> Iterator[str]:
    """Give what XLIFF has no place for: which English a translation was made for, when a plural form is used."""
    if entry.made_for != entry.key:
        yield f"The translation was made for: {entry.made_for.text}"
    if entry.plural:
        numbers = [str(number) for number in range(1000) if plural_index(language, number) == form]
        yield f"For numbers such as {', '.join(numbers[:_SHOWN])}" if numbers else "For large numbers"
