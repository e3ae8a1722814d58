"""XLIFF 1.2 for translators' tools: written plainly, and read without entities or a DTD."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from sitegen.limits import PO_BYTES
from sitegen.po_lines import brief
from sitegen.problems import Problem

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_DELETED = "deleted words"
"""Where a tool that tracks changes keeps what a translator took away."""

_FINISHED = frozenset(("translated", "final", "signed-off"))
_UNTOUCHED = frozenset(("needs-translation", "new"))
"""States that a person gives at the end, and those that a program may leave though there are words now."""

_FILE = 'datatype="plaintext" xml:space="preserve"'


@dataclass(frozen=True, slots=True)
class Unit:
    """One text and its translation."""

    name: str
    """The id, which says for certain which text it is."""

    source: str
    target: str

    state: str
    """The target's state; empty for none."""

    qualifier: str = ""
    """The target's state-qualifier: a tool says with it where it had the translation from."""

    approved: str = ""
    """Whether the unit is: yes or no; empty where nothing is said."""

    context: str = ""
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    line: int = 0
    """Where it starts in its file, from 1; 0 if it was not read from a file."""

    odd: str = ""
    """An element in the target that is no text, as a tool may put there; empty for none."""

    @property
    def is_finished(self) -> bool:
        """Tell whether the words need no more work, as far as the file says."""
        newly_filled = self.state in _UNTOUCHED and not self.qualifier and self.target != self.source
        return self.approved != "no" and (not self.state or self.state in _FINISHED or newly_filled)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the file says so itself, and not just nothing to the contrary."""
        return self.is_finished and (self.state in _FINISHED or self.approved == "yes")


@dataclass(frozen=True, slots=True)
class Part:
    """What an XLIFF file has of one catalogue."""

    original: str
    """The catalogue's path."""

    language: str
    units: tuple[Unit, ...]
    line: int = 0


def format_xliff(part: Part) -> str:
    """Return the text of a file with one part."""
    languages = f'source-language="en" target-language="{escape(part.language)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{_NAMESPACE}">',
        f'<file original="{escape(part.original)}" {languages} {_FILE}>',
        "<body>",
        *(line for unit in part.units for line in _unit_lines(unit)),
        "</body>",
        "</file>",
        "</xliff>",
    ]
    return "\n".join(lines) + "\n"


def _unit_lines(unit: Unit) -> Iterator[str]:
    yield f'<trans-unit id="{escape(unit.name)}">'
    yield f"<source>{_escaped(unit.source)}</source>"
    yield f'<target state="{escape(unit.state)}">{_escaped(unit.target)}</target>'
    contexts = [("x-msgctxt", unit.context)] * bool(unit.context)
    contexts += [("sourcefile", reference) for reference in unit.references]
    if contexts:
        yield "<context-group>"
        yield from (f'<context context-type="{kind}">{_escaped(text)}</context>' for kind, text in contexts)
        yield "</context-group>"
    yield from (f"<note>{_escaped(note)}</note>" for note in unit.notes)
    yield "</trans-unit>"


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def parse_xliff(path: str, content: bytes, problems: list[Problem]) -> tuple[Part, ...]:
    """Return the parts of a file; of one that is not well-formed none, and a problem."""
    reader = _Reader()
    try:
        reader.parser.Parse(_plain(content), True)  # noqa: FBT003
    except _UnreadError as error:
        problems.append(Problem(path, error.line, str(error)))
    except (expat.ExpatError, _OtherFileError) as error:
        fault = str(error)
        if isinstance(error, expat.ExpatError):
            fault = f"the file is not well-formed XML ({expat.ErrorString(error.code)})"
        message = f"{fault}; export it again from the translators' tool as XLIFF 1.2"
        problems.append(Problem(path, reader.parser.CurrentLineNumber, message))
    else:
        return tuple(reader.parts)
    return ()


def _plain(content: bytes) -> bytes:
    """Return XML in UTF-8 without a DOCTYPE, so that no entity can grow or be fetched."""
    if len(content) > PO_BYTES:
        raise _UnreadError(1, f"the file has more than {PO_BYTES:,} bytes; split it")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _UnreadError(line, "the file is not UTF-8; save it as UTF-8") from error
    before, doctype, _ = content.partition(b"<!DOCTYPE")
    if doctype:
        raise _UnreadError(before.count(b"\n") + 1, "the file has a DOCTYPE, which is not read; save it without one")
    return content.removeprefix(b"\xef\xbb\xbf")


class _UnreadError(Exception):
    """The file is not even parsed."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


class _OtherFileError(Exception):
    """The file is XML, but not XLIFF 1."""


@dataclass(slots=True)
class _Reader:
    """Gathers units while a file is read: only the source, target and notes that stand directly in a unit."""

    parts: list[Part] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    part: Part = field(default_factory=lambda: Part("", "", ()))
    unit: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)
    odd: str = ""
    open: str = ""
    """The element whose text is gathered: source, target or note; empty for none."""

    notes: list[str] = field(default_factory=list)

    parser: expat.XMLParserType = field(init=False)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in a start tag."""
        name = _local(tag)
        if not self.path and (name != "xliff" or not attributes.get("version", "1.2").startswith("1.")):
            raise _OtherFileError(f"this is <{brief(name)}>, not XLIFF 1.2")
        if self.open and name != "mrk":
            self.odd = self.odd or name * (self.open != "note")
        elif name == "file":
            line = self.parser.CurrentLineNumber
            self.part = Part(attributes.get("original", ""), attributes.get("target-language", ""), (), line)
            self.units = []
        elif name == "trans-unit":
            self.unit, self.line = attributes, self.parser.CurrentLineNumber
            self.texts, self.target, self.odd, self.notes = {}, {}, "", []
        elif self.path[-1:] == ["trans-unit"] and name in {"source", "target", "note"}:
            self.open = name
            self.texts[name] = []
            self.target = attributes if name == "target" else self.target
        deleted = name == "mrk" and attributes.get("mtype", "").endswith("deleted")
        self.path.append(_DELETED if deleted else name)

    def say(self, text: str) -> None:
        """Take in text."""
        if self.open and _DELETED not in self.path:
            self.texts[self.open].append(text)

    def end(self, tag: str) -> None:
        """Take in an end tag."""
        name = _local(tag)
        self.path.pop()
        if name == self.open and self.path[-1:] == ["trans-unit"]:
            self.open = ""
            self.notes += [_joined(self.texts[name])] * (name == "note")
        elif name == "trans-unit":
            self.units.append(self.whole_unit())
        elif name == "file":
            self.parts.append(Part(self.part.original, self.part.language, tuple(self.units), self.part.line))
        elif not self.path and not self.parts:
            raise _OtherFileError("there is no <file> in it")

    def whole_unit(self) -> Unit:
        """Return the unit that has just ended."""
        return Unit(
            name=self.unit.get("id", ""),
            source=_joined(self.texts.get("source", ())),
            target=_joined(self.texts.get("target", ())),
            state=self.target.get("state", ""),
            qualifier=self.target.get("state-qualifier", ""),
            approved=self.unit.get("approved", ""),
            notes=tuple(self.notes),
            line=self.line,
            odd=self.odd,
        )


def _joined(pieces: Iterable[str]) -> str:
    return "".join(pieces)


def _local(tag: str) -> str:
    """Return a tag's name; one of another vocabulary than XLIFF keeps its own in front."""
    namespace, _, name = tag.rpartition(" ")
    return name if namespace in {"", _NAMESPACE} else tag
