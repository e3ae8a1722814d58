"""Bringing catalogues up to date: extracting every text and merging, without losing a translator's word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.entries import (
    Catalogue,
    Entry,
    as_obsolete,
    format_catalogue,
    new_entry,
    new_header,
    revived,
    with_comments,
    with_translation,
)
from sitegen.facts import FACTS, say_fact
from sitegen.matching import same_meaning, suggest
from sitegen.meaning import known_words
from sitegen.model import FACT_TOKEN, Key, Language, Segment
from sitegen.pages import Page
from sitegen.po_lines import one_line
from sitegen.project import INTERFACE, Project, catalogue_path


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
        elsewhere = _removed(project, language, wanted)
        for name, messages in wanted.items():
            old = project.catalogue(language, name)
            if old is None and not messages:
                continue
            new = merge(old, catalogue_path(language, name), language, messages, elsewhere)
            text = format_catalogue(new)
            if old is None or text != format_catalogue(old):
                changed[new.path] = text
    return changed


def _removed(project: Project, language: Language, wanted: Mapping[str, Messages]) -> dict[Key, Entry]:
    """Return what each catalogue no longer wants: a page that moved to another section finds its translations there."""
    removed = [
        entry
        for name, messages in wanted.items()
        if (catalogue := project.catalogue(language, name))
        for entry in catalogue.entries
        if entry.key not in messages and any(entry.strings)
    ]
    return {entry.key: entry for entry in sorted(removed, key=lambda entry: not entry.obsolete)}


def merge(
    old: Catalogue | None,
    path: str,
    language: Language,
    messages: Messages,
    elsewhere: Mapping[Key, Entry] | None = None,
) -> Catalogue:
    """Return a catalogue with exactly these live messages.

    A message that is there stays; one that became obsolete comes back, from another catalogue (`elsewhere`) too;
    others are new, with a removed text's translation as a fuzzy suggestion where one helps.  What is no longer wanted
    becomes obsolete and is kept, unless no person ever wrote a word in it.
    """
    if old is None:
        old = Catalogue(path, {}, new_header(language.code, language.plural_forms), ())
    known = {**(elsewhere or {}), **{entry.key: entry for entry in old.entries}}
    new = (key for key, wanted in messages.items() if key not in known and not wanted.plural)
    offered = suggest(old.entries, list(messages), new)
    live = [_merged(known.get(key), offered.get(key), language, key, wanted) for key, wanted in messages.items()]
    rest = map(as_obsolete, _kept(old, messages))
    return Catalogue(path, old.header, old.header_lines, (*live, *rest), old.tail, old.newline)


def _merged(found: Entry | None, offered: Entry | None, language: Language, key: Key, wanted: Wanted) -> Entry:
    if found and found.plural == wanted.plural:
        return with_comments(revived(found), wanted.notes, sorted(wanted.references))
    forms = int(language.plural_forms.partition("=")[2].partition(";")[0])
    entry = new_entry(key, wanted.plural, wanted.notes, sorted(wanted.references), forms)
    if offered:
        return with_translation(entry, offered.strings[0], offered.made_for)
    # A text may stand in a catalogue only once, so what was translated before its plural changed becomes a comment.
    kept = [f"# {one_line(string)}" for string in (found.strings if found else ()) if string]
    return entry._replace(lines=("", *kept, *entry.lines[1:]))


def _kept(old: Catalogue, messages: Messages) -> Iterator[Entry]:
    """Yield what is no longer wanted but may hold a person's words, which an untouched suggestion does not."""
    held = {(entry.made_for, entry.strings) for entry in old.entries if not _suggested(entry)}
    for entry in old.entries:
        words = (entry.made_for, entry.strings)
        worked_on = _noted(entry) or (any(entry.strings) and not (_suggested(entry) and words in held))
        if entry.key not in messages and (entry.obsolete or worked_on):
            held.add(words)
            yield entry


def _suggested(entry: Entry) -> bool:
    return not entry.obsolete and entry.made_for != entry.key


def _noted(entry: Entry) -> bool:
    return any(line.startswith("# ") for line in entry.lines)


def carry_over(project: Project, languages: Iterable[Language], old: str, new: str) -> tuple[dict[str, str], list[str]]:
    """Return the catalogues in which a translation serves a mended English text too, and why not in others."""
    changed, reasons = {}, []
    wanted = wanted_messages(project)
    texts = {
        text for messages in wanted.values() for key, found in messages.items() for text in (key.text, found.plural)
    }
    known = known_words(texts - {new})
    critical = {(page.section, segment.key) for page in project.pages for segment in page.segments if segment.critical}
    for language in languages:
        for name in project.catalogue_names:
            catalogue = project.catalogue(language, name)
            live = [entry.key for entry in catalogue.entries if not entry.obsolete] if catalogue else []
            for key in live:
                if catalogue and key.text == new:
                    safety = name == FACTS or (name, key) in critical
                    result = same_meaning(catalogue, _former(catalogue, old, key), key, known, critical=safety)
                    if isinstance(result, str):
                        reasons.append(f"{catalogue.path}: {result}")
                    else:
                        catalogue = result
                        changed[catalogue.path] = format_catalogue(catalogue)
    return changed, reasons


def _former(catalogue: Catalogue, text: str, key: Key) -> Key:
    """Return the key that a mended text had: of the same context, or the only one of that text."""
    keys = [entry.key for entry in catalogue.entries if entry.key.text == text]
    return keys[0] if len(keys) == 1 else Key(key.context, text)


def write_whole(project: Project, changed: dict[str, str]) -> None:
    """Write what translators and those who check wrote, by path in the project: each file whole or not at all."""
    for path, text in changed.items():
        target = project.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(f"{target.name}.new")
        staged.write_text(text, encoding="utf-8", newline="")
        staged.replace(target)
