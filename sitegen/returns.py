"""What translators send back: taken into the catalogues text by text, or refused with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from sitegen.catalogues import parse_catalogue
from sitegen.entries import Entry, format_catalogue
from sitegen.languages import is_meant
from sitegen.model import Key, Language
from sitegen.packs import (
    HEADER,
    digest,
    entry_faults,
    exported_digest,
    is_finished,
    unit_name,
    units_fault,
    with_strings,
)
from sitegen.po_lines import brief
from sitegen.problems import Problem, UsageError
from sitegen.project import Project, catalogue_path
from sitegen.translate import form_faults
from sitegen.update import Messages, wanted_messages
from sitegen.xliff import Unit, parse_xliff


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking a file in would change; nothing is written yet."""

    changed: Mapping[str, str]
    """The new text of each catalogue that changes, by path."""

    rejected: tuple[Problem, ...]
    """Why texts were not taken, by the line of the file that came back."""

    taken: int
    unmarked: int = 0
    """Unfinished texts that came back as they are, in a PO file without any mark of what is unfinished."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A translation that came back."""

    line: int
    key: Key | None
    english: str
    plural: str
    strings: tuple[str, ...]
    finished: bool
    confirmed: bool
    """It says so itself, and not just nothing to the contrary."""

    exported: str
    """The digest of the translation that went out; empty where a tool dropped it."""

    fault: str = ""


@dataclass(slots=True)
class _Work:
    """A language's catalogues while translations are taken in."""

    project: Project
    language: Language
    wanted: Mapping[str, Messages]
    replace: bool
    """Take what came back although the catalogue has newer or other finished words."""

    finished: bool
    """Take unfinished words that nobody changed as read and right, although a PO file has no mark left."""

    took: dict[tuple[str, Key], Entry] = field(default_factory=dict)
    rejected: list[Problem] = field(default_factory=list)
    unmarked: int = 0

    def is_meant(self, tag: str) -> bool:
        """Tell whether a tag in a file means the language."""
        return is_meant(tag, self.language.code, (language.code for language in self.project.languages))


def import_pack(
    project: Project, language: Language, name: str, content: bytes, *, replace: bool = False, finished: bool = False
) -> Imported:
    """Return what a file that came back changes; what it says of each text is judged by itself.

    Whether it is XLIFF or PO is told by its beginning.  What is empty, still marked as unfinished, as it was exported
    or equal already changes nothing; unfinished words that the catalogue does not have are told.  Newer work in the
    catalogue is kept and told too, unless `replace` is asked for.  A tool may drop all marks of a PO file: what nobody
    changed in such a file is `finished` only where that is said.
    """
    if language.is_source:
        raise UsageError(f"{language.code} is the language of the content; name one to translate into")
    work = _Work(project, language, wanted_messages(project), replace, finished)
    beginning = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    read = _xliff_offers if beginning.startswith(b"<") else _po_offers
    for catalogue, offer in read(work, name, content):
        if any(offer.strings) or offer.fault:
            _judge(work, name, catalogue, offer)
    return Imported(_changed(work), tuple(sorted(work.rejected)), len(work.took), work.unmarked)


def _changed(work: _Work) -> dict[str, str]:
    changed = {}
    for name, catalogue in work.project.catalogues[work.language.code].items():
        live = ((name, entry.key) if not entry.obsolete else None for entry in catalogue.entries)
        pairs = zip(live, catalogue.entries, strict=True)
        entries = tuple(work.took.get(place, entry) if place else entry for place, entry in pairs)
        if entries != catalogue.entries:
            changed[catalogue.path] = format_catalogue(catalogue.with_entries(entries))
    return changed


def _po_offers(work: _Work, name: str, content: bytes) -> Iterator[tuple[str, _Offer]]:
    problems: list[Problem] = []
    language = work.language
    catalogue = parse_catalogue(name, content, language.code, language.plural_forms, problems, work.is_meant)
    if catalogue is None:
        more = f" ({len(problems)} faults in all; nothing was taken)" if len(problems) > 1 else ""
        work.rejected.append(problems[0]._replace(message=problems[0].message + more))
        return
    own = catalogue.header.get(HEADER, "")
    if own not in work.wanted:
        message = (
            f'the header does not say of which catalogue it is; add the line "{HEADER}: …\\n" of the exported file'
        )
        work.rejected.append(Problem(name, 1, message))
        return
    has_marks = work.finished or any(entry.fuzzy for entry in catalogue.entries)
    for entry in catalogue.entries:
        if not entry.obsolete:
            exported, finished = exported_digest(entry.notes), is_finished(entry)
            said = entry.key.text, entry.plural, entry.strings
            known = _entry(work, own, entry.key)
            lost = not has_marks and known is not None and known.fuzzy and known.strings == entry.strings
            work.unmarked += lost
            yield own, _Offer(entry.line, entry.key, *said, finished, finished and not lost, exported)


def _xliff_offers(work: _Work, name: str, content: bytes) -> Iterator[tuple[str, _Offer]]:
    code, is_meant = work.language.code, work.is_meant
    names = {catalogue_path(work.language, catalogue): catalogue for catalogue in work.wanted}
    for part in parse_xliff(name, content, work.rejected):
        if not is_meant(part.language):
            message = f'target-language is "{brief(part.language)}", not "{code}"; import it for its own language'
            work.rejected.append(Problem(name, part.line, message))
        elif part.original not in names:
            message = f'there is no catalogue "{brief(part.original)}"; keep original= as it was exported'
            work.rejected.append(Problem(name, part.line, message))
        else:
            catalogue = names[part.original]
            known = {unit_name(key): key for key in work.wanted[catalogue]}
            for base, units in groupby(part.units, key=lambda unit: unit.name.partition("[")[0]):
                yield catalogue, _offer(work, catalogue, known.get(base), list(units))


def _offer(work: _Work, catalogue: str, key: Key | None, units: list[Unit]) -> _Offer:
    """Return what the units of one text say together."""
    entry = _entry(work, catalogue, key)
    strings = tuple(unit.target for unit in units)
    return _Offer(
        line=units[0].line,
        key=key,
        english=units[0].source,
        plural=work.wanted[catalogue][key].plural if key else "",
        strings=strings,
        finished=all(unit.is_finished for unit in units),
        confirmed=all(unit.is_confirmed for unit in units),
        exported=exported_digest(note for unit in units for note in unit.notes),
        fault=units_fault(entry, units, work.language) if entry and any(strings) else "",
    )


def _judge(work: _Work, name: str, catalogue: str, offer: _Offer) -> None:
    """Take an offer, or tell why not."""
    entry = _entry(work, catalogue, offer.key)
    reason = offer.fault or _unknown(work, catalogue, entry, offer)
    if entry and not reason:
        if _changes_nothing(entry, offer, work):
            return
        reason = _unfit(entry, offer, work) or _outdated(entry, offer, work)
        if (catalogue, entry.key) in work.took:
            reason = "it stands twice in the file; the first was taken"
        elif not reason:
            work.took[catalogue, entry.key] = with_strings(entry, offer.strings)
    if reason:
        work.rejected.append(Problem(name, offer.line, f'"{brief(offer.english)}" was not taken: {reason}'))


def _changes_nothing(entry: Entry, offer: _Offer, work: _Work) -> bool:
    """Tell whether an offer is as it was exported, or what the catalogue has already.

    Only who says that they are finished finishes words that did not change: tools drop states.
    """
    untouched = offer.exported in {digest(offer.strings, unfinished=one) for one in {not offer.confirmed, False}}
    return untouched or (entry.strings == offer.strings and not (offer.confirmed and _unfinished(entry, work)))


def _unfinished(entry: Entry, work: _Work) -> bool:
    """Tell whether the catalogue's translation went out as one to work on."""
    return entry.fuzzy or bool(entry_faults(entry, work.language, work.project.inline))


def _entry(work: _Work, catalogue: str, key: Key | None) -> Entry | None:
    found = work.project.catalogue(work.language, catalogue)
    return found.get(key) if found and key else None


def _unknown(work: _Work, catalogue: str, entry: Entry | None, offer: _Offer) -> str:
    """Return why a text is not one of today's, if it is not."""
    message = work.wanted[catalogue].get(offer.key) if offer.key else None
    if message is None or message.plural != offer.plural:
        return f"{catalogue} has no such English text today: it changed or went; export again and translate the new one"
    if entry is None or entry.plural != message.plural:
        return "the catalogue does not have it yet; run build.py update, and import the file again"
    return ""


def _unfit(entry: Entry, offer: _Offer, work: _Work) -> str:
    """Return why a translation cannot be taken, if it cannot."""
    if not offer.finished:
        return (
            "it is still marked as unfinished; correct it, take away the mark and lines with #|, or leave it as it was"
        )
    if not all(offer.strings):
        empty = ", ".join(f"[{form}]" for form, string in enumerate(offer.strings) if not string)
        return f"its plural form {empty} is empty; fill all forms"
    if any(not string.strip() or string.startswith("\n") or string.endswith("\n") for string in offer.strings):
        return "it is blank, or begins or ends with a new line; write the words alone"
    return next(iter(form_faults(entry.key.text, entry.plural, offer.strings, work.language, work.project.inline)), "")


def _outdated(entry: Entry, offer: _Offer, work: _Work) -> str:
    """Return which work in the catalogue a translation would undo, if any."""
    if work.replace or entry.strings == offer.strings or not any(entry.strings):
        return ""
    now = f'it is now "{brief(entry.strings[0])}"; compare both, and import the file with --replace to take its words'
    unfinished = _unfinished(entry, work)
    if not offer.exported and not unfinished and all(entry.strings):
        return f"the file does not say which translation of the catalogue was exported; {now}"
    if offer.exported and offer.exported != digest(entry.strings, unfinished=unfinished):
        return f"the catalogue's translation was changed or finished since this file was exported; {now}"
    return ""
