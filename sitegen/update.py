"""Bringing catalogues up to date: extracting every text and merging, without losing a translator's word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sitegen.entries import (
    Catalogue,
    Entry,
    as_obsolete,
    format_catalogue,
    new_entry,
    new_header,
    revived,
    with_comments,
)
from sitegen.facts import say_fact
from sitegen.model import FACT_TOKEN, Key, Language, Page, Segment
from sitegen.po_lines import one_line
from sitegen.project import FACTS, INTERFACE, Project, catalogue_path


@dataclass(slots=True)
class Wanted:
    """A message that a catalogue should have, gathered from all places that use it."""

    plural: str = ""
    notes: list[str] = field(default_factory=list)
    references: set[str] = field(default_factory=set)

    def seen(self, path: str, *notes: str) -> None:
        """Add one place."""
        self.references.add(path)
        self.notes += [note for note in notes if note and note not in self.notes]


Messages = dict[Key, Wanted]


def wanted_messages(project: Project) -> dict[str, Messages]:
    """Return the messages of each catalogue in reading order."""
    wanted: dict[str, Messages] = {name: {} for name in project.catalogue_names}
    for message in project.messages:
        entry = wanted[INTERFACE].setdefault(message.key, Wanted())
        entry.plural = entry.plural or message.plural
        entry.seen(message.path, message.note)
    site = project.site
    for segment in (site.title, site.notice):
        if segment:
            wanted[INTERFACE].setdefault(segment.key, Wanted()).seen(site.path, f"The {segment.role} of the whole site")
    for fact in project.facts.values():
        if fact.segment:
            wanted[FACTS].setdefault(fact.segment.key, Wanted()).seen(fact.path, f"Goes where {{{fact.name}}} stands")
    for page in project.pages:
        for segment in page.segments:
            if segment.translatable:
                entry = wanted[page.section].setdefault(segment.key, Wanted())
                entry.seen(page.path, *_notes(project, page, segment))
    return wanted


def _notes(project: Project, page: Page, segment: Segment) -> Iterator[str]:
    """Give what a translator sees above the text: where it stands, what its tokens are, the author's note."""
    yield f"{' > '.join((page.title.text, *segment.trail))} · {segment.role}"
    for number, target in enumerate(segment.targets, 1):
        yield f"{{{number}}} = a link to {target}"
    for name in dict.fromkeys(FACT_TOKEN.findall(segment.text)):
        if name in project.facts:
            yield f"{{{name}}} = {say_fact(project.facts[name], project.languages[0])}"
    yield segment.note


def update_catalogues(project: Project, languages: Iterable[Language]) -> dict[str, str]:
    """Return the new text of each catalogue that changes, by path; nothing is written yet."""
    wanted = wanted_messages(project)
    changed = {}
    for language in languages:
        for name, messages in wanted.items():
            old = project.catalogue(language, name)
            if old is None and not messages:
                continue
            new = merge(old, catalogue_path(language, name), language, messages)
            text = format_catalogue(new)
            if old is None or text != format_catalogue(old):
                changed[new.path] = text
    return changed


def merge(old: Catalogue | None, path: str, language: Language, messages: Messages) -> Catalogue:
    """Return a catalogue with exactly these live messages.

    A message that is there stays; one that became obsolete comes back; others are new.  What is no longer wanted
    becomes obsolete and is kept, unless nobody ever wrote a word in it.
    """
    if old is None:
        old = Catalogue(path, {}, new_header(language.code, language.plural_forms), ())
    hidden = {entry.key: entry for entry in old.entries if entry.obsolete}
    live = [_merged(old, hidden, language, key, wanted) for key, wanted in messages.items()]
    rest = [entry for entry in old.entries if entry.key not in messages and (entry.obsolete or _worked_on(entry))]
    return Catalogue(path, old.header, old.header_lines, (*live, *map(as_obsolete, rest)), old.tail, old.newline)


def _merged(old: Catalogue, hidden: dict[Key, Entry], language: Language, key: Key, wanted: Wanted) -> Entry:
    found = old.get(key) or hidden.get(key)
    if found and found.plural == wanted.plural:
        return with_comments(revived(found), wanted.notes, sorted(wanted.references))
    forms = int(language.plural_forms.partition("=")[2].partition(";")[0])
    entry = new_entry(key, wanted.plural, wanted.notes, sorted(wanted.references), forms)
    # A text may stand in a catalogue only once, so what was translated before its plural changed becomes a comment.
    kept = [f"# {one_line(string)}" for string in (found.strings if found else ()) if string]
    return replace(entry, lines=("", *kept, *entry.lines[1:]))


def _worked_on(entry: Entry) -> bool:
    return any(entry.strings) or any(line.startswith("# ") for line in entry.lines)


def write_catalogues(project: Project, changed: dict[str, str]) -> None:
    """Write catalogues, each whole or not at all."""
    for path, text in changed.items():
        target = project.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_suffix(".po.new")
        staged.write_text(text, encoding="utf-8", newline="")
        staged.replace(target)
