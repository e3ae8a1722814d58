"""YAML into values with their lines, from PyYAML's events: nothing is typed or followed on the way."""

from collections.abc import Iterator

import yaml

from sitegen.fields import Fields, Items, Node, Scalar
from sitegen.limits import YAML_NESTING, text_fault
from sitegen.problems import Problem
from sitegen.slips import Slip, refused, slip_of
from sitegen.sources import UNWANTED

_SLIPS = 10
"""So many lines of a file that cannot be read are told in one run; for each, the file is read once more."""

_AGAIN = 200_000
"""So many characters are read once more in all: of a long file fewer lines are told, since PyYAML takes long."""


def compose(path: str, text: str, problems: list[Problem], first_line: int = 1) -> Fields | None:
    """Return YAML text as fields; None, with problems, where it is not a mapping of plain values.

    A line that cannot be read is told and taken as it was probably meant, so that the others are judged too and
    nobody is told that what the file names is missing.
    """
    lines = text.split("\n")
    mended: set[int] = set()
    while True:
        loader = yaml.SafeLoader("\n".join(lines))
        told: list[Problem] = []
        try:
            found = _Composer(path, told, first_line).compose(iter(loader.get_event, None))
        except yaml.MarkedYAMLError as error:
            slip = slip_of(lines, error)
        except _RefusedError as error:
            slip = refused(lines, error.line - first_line, error.message, is_of_value=error.is_of_value)
        except (ValueError, OverflowError):  # PyYAML makes characters of codes, and a version of digits, without a look
            message = "this has the code of a character, or a version of YAML, that there is not; write it otherwise"
            slip = Slip(int(loader.line), message, None)
        else:
            problems.extend(told)
            found.tell(problems)
            return found
        if slip.row not in mended:
            problems.append(Problem(path, first_line + slip.row, slip.message))
        if slip.mended is None or slip.row in mended or len(mended) == _SLIPS:
            return None
        if (len(mended) + 1) * len(text) > _AGAIN:
            return None
        lines[slip.row] = slip.mended
        mended.add(slip.row)


class _RefusedError(Exception):
    def __init__(self, line: int, message: str, *, is_of_value: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.is_of_value = is_of_value
        """It would be as it was meant in quotes."""


class _Composer:
    def __init__(self, path: str, problems: list[Problem], first_line: int) -> None:
        self._path = path
        self._problems = problems
        self._first = first_line

    def compose(self, events: Iterator[yaml.Event]) -> Fields:
        whole: Fields | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, 0)
                if not isinstance(node, Fields):
                    raise _RefusedError(node.line, 'this is not a list of "name: value" lines; write one a line')
                if whole is not None:
                    raise _RefusedError(node.line, "a second document starts here; take the line --- or ... out")
                whole = node
        return whole or Fields(self._path, self._first, self._problems)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = self._first + getattr(event.start_mark, "line", 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(
                line, "an alias or anchor (& or *) is not allowed; put the value in double quotes", is_of_value=True
            )
        if getattr(event, "tag", None):
            raise _RefusedError(line, "a tag (!) is not allowed; put the value in double quotes", is_of_value=True)
        if depth > YAML_NESTING:
            raise _RefusedError(line, f"this is nested deeper than {YAML_NESTING}; make it flatter")
        if isinstance(event, yaml.ScalarEvent):
            if found := UNWANTED.search(event.value):  # written as an escape such as "\u202e"
                raise _RefusedError(line, f"the invisible character U+{ord(found[0]):04X} is not allowed; delete it")
            if fault := text_fault(event.value):
                raise _RefusedError(line, fault)
            plain = event.style is None
            return Scalar(event.value, line, plain and event.value in {"", "null", "~"})
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._sequence(events, depth)), line)
        return self._mapping(line, events, depth)

    def _sequence(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _mapping(self, line: int, events: Iterator[yaml.Event], depth: int) -> Fields:
        fields = Fields(self._path, line, self._problems)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(key.line, "a key is a list or a group; write a word followed by a colon")
            value = self._node(next(events), events, depth + 1)
            if key.text in fields.nodes:
                first = fields.lines[key.text]
                fields.complain(key.line, f'"{key.text}" is given twice (first on line {first}); keep one')
                continue
            fields.nodes[key.text] = value
            fields.lines[key.text] = key.line
        return fields
