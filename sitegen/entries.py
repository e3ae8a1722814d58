"""Entries of PO catalogues, which keep their lines as they stand in the file.

Only what is changed on purpose changes, so that a translator's file comes out byte for byte.
"""

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.model import Key
from sitegen.patterns import pattern
from sitegen.po_lines import UNSEEN, comment_kind, one_line, read_lines

CONTENT_TYPE = "text/plain; charset=UTF-8"
_PLACES = {"#.": 0, "#:": 1, "#,": 2, "#=": 2, "#|": 3, "#~": 3}
_FUZZY = pattern(r"(?<=[ \t,=])fuzzy(?=[ \t,]|$)[ \t]*,?[ \t]*")
_HIDDEN = pattern(r"^([ \t]*)#~(?:(\|)| ?)")


class Entry(NamedTuple):
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
        """Say whether a person has to look at it before it is shown.

        A text of which "#|" lines say that it was made for other English is, although a tool took the flag away.
        """
        return "fuzzy" in self.flags or self.made_for != self.key

    @property
    def made_for(self) -> Key:
        """Return the English that the translation is known to be made for: "#|" lines may say so."""
        texts: dict[str, str] = {}
        word = ""
        lines = "\n".join(self.lines)
        says = "#|" in lines or "#~|" in lines
        for line in read_lines(lines, lambda *_: None)[1] if says else ():
            if "|" in line.mark:
                word = line.word or word
                texts[word] = texts.get(word, "") + line.text
        return Key(texts.get("msgctxt", ""), texts["msgid"]) if "msgid" in texts else self.key


class Catalogue:
    """A file of translations.

    One that is kept from an earlier run takes back each entry when it is asked for: an edit asks for few of them.
    """

    def __init__(
        self,
        path: str,
        header: Mapping[str, str],
        header_lines: tuple[str, ...],
        entries: Iterable[Entry],
        tail: tuple[str, ...] = ("",),
        newline: str = "\n",
    ) -> None:
        """Take what the file has: live and obsolete entries in their order, and the lines below the last of them.

        An empty line at the end stands for the last line end.
        """
        self.path, self.header, self.header_lines, self.tail, self.newline = path, header, header_lines, tail, newline
        self._entries: list[Entry | bytes] = list(entries)
        live = ((place, entry) for place, entry in enumerate(self.entries) if not entry.obsolete)
        self._places: dict[tuple[str, ...], int] = {entry.key: place for place, entry in live}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return live and obsolete entries, in the order of the file."""
        return tuple(map(self._entry, range(len(self._entries))))

    def __getitem__(self, key: Key) -> Entry:
        """Return the live entry of a key."""
        return self._entry(self._places[key])

    def get(self, key: Key) -> Entry | None:
        """Return the live entry of a key; None where there is none."""
        place = self._places.get(key)
        return None if place is None else self._entry(place)

    def _entry(self, place: int) -> Entry:
        found = self._entries[place]
        if isinstance(found, bytes):
            key, *others = marshal.loads(found)  # noqa: S302, what `_packed` made
            found = self._entries[place] = Entry(Key(*key), *others)
        return found

    def with_entries(self, entries: Iterable[Entry]) -> "Catalogue":
        """Return the catalogue with other entries, and all else as it is."""
        return Catalogue(self.path, self.header, self.header_lines, entries, self.tail, self.newline)

    def __eq__(self, other: object) -> bool:
        """Tell whether all is the same, line by line."""
        return isinstance(other, Catalogue) and self._whole() == other._whole()

    __hash__ = None  # type: ignore[assignment]

    def _whole(self) -> tuple[object, ...]:
        return self.path, self.header, self.header_lines, self.entries, self.tail, self.newline

    def __getstate__(self) -> dict[str, object]:
        """Return what is kept for other runs."""
        packed = marshal.dumps(([(*key,) for key in self._places], [*map(_packed, self._entries)]))
        return vars(self) | {"_places": [*self._places.values()], "_entries": packed}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take back what was kept."""
        keys, entries = marshal.loads(state["_entries"])  # noqa: S302, what `__getstate__` made
        vars(self).update(state, _entries=entries, _places=dict(zip(keys, state["_places"], strict=True)))


def _packed(entry: Entry | bytes) -> bytes:
    return entry if isinstance(entry, bytes) else marshal.dumps(((*entry.key,), *entry[1:]))


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
    return entry._replace(notes=notes, references=references, lines=lines)


def with_translation(entry: Entry, string: str, made_for: Key | None) -> Entry:
    """Return an entry without plural with a translation, finished or, if it was made for another text, fuzzy."""
    flags = entry.flags - {"fuzzy"} if made_for is None else entry.flags | {"fuzzy"}
    lines = ["#, fuzzy"] * (made_for is not None)
    for mark, key in (("#| ", made_for), ("", entry.key)):
        if key:
            lines += [f"{mark}msgctxt {_quoted(key.context)}"] * bool(key.context)
            lines.append(f"{mark}msgid {_quoted(key.text)}")
    lines = [*_comments(entry.lines), *lines, f"msgstr {_quoted(string)}"]
    return entry._replace(strings=(string,), flags=flags, lines=tuple(lines))


def as_obsolete(entry: Entry) -> Entry:
    """Return the entry with "#~" before its texts and without "#." and "#:" lines; nothing else is lost."""
    if entry.obsolete:
        return entry
    bare = with_comments(entry, (), ())
    return bare._replace(obsolete=True, lines=tuple(map(_hidden, bare.lines)))


def revived(entry: Entry) -> Entry:
    """Return the entry as it was before `as_obsolete`, but for "#." and "#:" lines."""
    if not entry.obsolete:
        return entry
    lines = (_HIDDEN.sub(lambda mark: mark[1] + ("#|" if mark[2] else ""), line) for line in entry.lines)
    return entry._replace(obsolete=False, lines=tuple(lines))


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
