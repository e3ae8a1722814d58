"""Entries of PO catalogues, which keep their lines as they stand in the file.

Only what is changed on purpose changes, so that a translator's file comes out byte for byte.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sitegen.model import Key
from sitegen.po_lines import UNSEEN, comment_kind, one_line, read_lines

CONTENT_TYPE = "text/plain; charset=UTF-8"
_PLACES = {"#.": 0, "#:": 1, "#,": 2, "#=": 2, "#|": 3, "#~": 3}
_FUZZY = re.compile(r"(?<=[ \t,=])fuzzy(?=[ \t,]|$)[ \t]*,?[ \t]*")
_HIDDEN = re.compile(r"^([ \t]*)#~(?:(\|)| ?)")


@dataclass(frozen=True)  # without slots it is taken back from a file much sooner
class Entry:
    """One text and its translation, with its lines as they stand in the file."""

    key: Key

    plural: str
    """The msgid_plural; empty for none."""

    strings: tuple[str, ...]
    """The msgstr, or msgstr[0] and those after it."""

    flags: frozenset[str]

    line: int
    """Where its msgctxt or msgid stands, from 1; 0 if it was not read from a file."""

    string_lines: tuple[int, ...]
    """Where each of the strings starts."""

    obsolete: bool

    lines: tuple[str, ...]
    """All its lines without line ends, with the empty lines and the comments before it."""

    notes: tuple[str, ...] = ()
    """The texts of its "#." lines, with single spaces."""

    references: tuple[str, ...] = ()
    """The texts of its "#:" lines, with single spaces."""

    @property
    def fuzzy(self) -> bool:
        """Say whether a person has to look at it before it is shown."""
        return "fuzzy" in self.flags

    @property
    def made_for(self) -> Key:
        """Return the English that the translation is known to be made for: a fuzzy one may say so in "#|" lines."""
        texts: dict[str, str] = {}
        word = ""
        for line in read_lines("\n".join(self.lines), lambda *_: None)[1] if self.fuzzy else ():
            if "|" in line.mark:
                word = line.word or word
                texts[word] = texts.get(word, "") + line.text
        return Key(texts.get("msgctxt", ""), texts["msgid"]) if "msgid" in texts else self.key


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A file of translations."""

    path: str
    header: Mapping[str, str]
    header_lines: tuple[str, ...]

    entries: tuple[Entry, ...]
    """Live and obsolete ones, in the order of the file."""

    tail: tuple[str, ...] = ("",)
    """The lines below the last entry; an empty one at the end stands for the last line end."""

    newline: str = "\n"
    _live: Mapping[Key, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the index of live entries."""
        live = {entry.key: entry for entry in self.entries if not entry.obsolete}
        object.__setattr__(self, "_live", live)

    def __getitem__(self, key: Key) -> Entry:
        """Return the live entry of a key."""
        return self._live[key]

    def get(self, key: Key) -> Entry | None:
        """Return the live entry of a key; None where there is none."""
        return self._live.get(key)


def format_catalogue(catalogue: Catalogue) -> str:
    """Return the file's text; what was read and not changed comes out byte for byte."""
    entries = (line for entry in catalogue.entries for line in entry.lines)
    return catalogue.newline.join([*catalogue.header_lines, *entries, *catalogue.tail])


def new_header(language: str, plural_forms: str) -> tuple[str, ...]:
    """Return the lines of a new catalogue's header, without dates, so that it never changes by itself."""
    fields = {
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": CONTENT_TYPE,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return ('msgid ""', 'msgstr ""', *(_quoted(f"{name}: {value}\n") for name, value in fields.items()))


def new_entry(key: Key, plural: str, notes: Iterable[str], references: Iterable[str], forms: int) -> Entry:
    """Return an untranslated entry in our form: an empty line, comments, and each text on one line.

    >>> print(*new_entry(Key("nav", "Call us"), "", ["a link"], ["page.html"], 2).lines, sep="|")
    |#. a link|#: page.html|msgctxt "nav"|msgid "Call us"|msgstr ""
    """
    texts = {"msgctxt": key.context, "msgid": key.text, "msgid_plural": plural}
    words = [f"msgstr[{index}]" for index in range(forms)] if plural else ["msgstr"]
    lines = [f"{word} {_quoted(text)}" for word, text in texts.items() if text]
    lines += [f'{word} ""' for word in words]
    empty, nowhere = ("",) * len(words), (0,) * len(words)
    entry = Entry(key, plural, empty, frozenset(), 0, nowhere, obsolete=False, lines=("", *lines))
    return with_comments(entry, notes, references)


def with_comments(entry: Entry, notes: Iterable[str], references: Iterable[str]) -> Entry:
    """Return the entry with these "#." and "#:" lines and all else as it was; the same object if they are there."""
    notes, references = tuple(map(one_line, notes)), tuple(map(one_line, references))
    if (notes, references) == (entry.notes, entry.references):
        return entry
    lines = entry.lines if notes == entry.notes else _replaced(entry.lines, "#.", notes)
    lines = lines if references == entry.references else _replaced(lines, "#:", references)
    return replace(entry, notes=notes, references=references, lines=lines)


def with_translation(entry: Entry, string: str, made_for: Key | None) -> Entry:
    """Return an entry without plural with a translation, finished or, if it was made for another text, fuzzy."""
    flags = entry.flags - {"fuzzy"} if made_for is None else entry.flags | {"fuzzy"}
    lines = ["#, fuzzy"] * (made_for is not None)
    for mark, key in (("#| ", made_for), ("", entry.key)):
        if key:
            lines += [f"{mark}msgctxt {_quoted(key.context)}"] * bool(key.context)
            lines.append(f"{mark}msgid {_quoted(key.text)}")
    lines = [*_comments(entry.lines), *lines, f"msgstr {_quoted(string)}"]
    return replace(entry, strings=(string,), flags=flags, lines=tuple(lines))


def as_obsolete(entry: Entry) -> Entry:
    """Return the entry with "#~" before its texts and without "#." and "#:" lines; nothing else is lost."""
    if entry.obsolete:
        return entry
    bare = with_comments(entry, (), ())
    return replace(bare, obsolete=True, lines=tuple(map(_hidden, bare.lines)))


def revived(entry: Entry) -> Entry:
    """Return the entry as it was before `as_obsolete`, but for "#." and "#:" lines."""
    if not entry.obsolete:
        return entry
    lines = (_HIDDEN.sub(lambda mark: mark[1] + ("#|" if mark[2] else ""), line) for line in entry.lines)
    return replace(entry, obsolete=False, lines=tuple(lines))


def _comments(lines: Iterable[str]) -> Iterator[str]:
    """Yield empty lines and comments, without old texts and without the flag fuzzy."""
    for line in lines:
        kind = comment_kind(line)
        rest = _FUZZY.sub("", line) if kind in {"#,", "#="} else line
        if rest != line and rest.strip(", \t") not in {"#", "#="}:
            yield rest.rstrip(", \t")
        elif rest == line and kind[:1] in {"", "#"} and kind != "#|":
            yield line


def _hidden(line: str) -> str:
    kind = comment_kind(line)
    if kind == "#|":
        return line.replace("#|", "#~|", 1)
    return line if kind[:1] in {"", "#"} else f"#~ {line}"


def _replaced(lines: tuple[str, ...], kind: str, texts: Iterable[str]) -> tuple[str, ...]:
    kinds = [comment_kind(line) for line in lines]
    places = [_PLACES.get(each, -1 if each[:1] in {"", "#"} else 3) for each in kinds]
    below = (position for position, place in enumerate(places) if place > _PLACES[kind])
    start = kinds.index(kind) if kind in kinds else next(below)
    kept = [line for line in lines if comment_kind(line) != kind]
    return (*kept[:start], *(f"{kind} {text}".rstrip(" ") for text in texts), *kept[start:])


def _quoted(text: str) -> str:
    if UNSEEN.search(text):
        raise ValueError(text)
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
