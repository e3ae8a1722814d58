"""What an author, a translator or an editor of templates can mend, told by file and line."""

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from sitegen.patterns import pattern

DONE, MEND, USAGE, FAILED = 0, 1, 2, 3
"""The exit status of a command: done, the sources need mending, it was not understood, the machine failed."""


_CONTROLS = pattern(r"[\x00-\x1f\x7f-\x9f]")


class Problem(NamedTuple):
    """One thing wrong in a source file."""

    path: str
    """Relative to the project's folder, with forward slashes, so that output is equal everywhere."""

    line: int

    message: str
    """What is wrong, with the words quoted; then what to do."""

    def __str__(self) -> str:
        message = _CONTROLS.sub(" ", self.message)  # what it quotes may hold any
        return f"{self.path}:{self.line}: {message}"


class SiteError(Exception):
    """The sources cannot be built; it tells every known problem at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["SiteError"], tuple[tuple[Problem, ...]]]:
        """Say how another process gets it."""
        return SiteError, (self.problems,)


class UsageError(Exception):
    """A command cannot be carried out as it was given; nothing was changed."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that another one is most like; empty where it is like none."""
    found = import_module("difflib").get_close_matches(word, list(known), 1)  # which only a mistake needs
    return str(found[0]) if found else ""
