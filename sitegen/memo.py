"""What sources were read into, kept from one run to the next, so that only what changed is read anew.

A value is kept under the digest of all that it was made from: the source, what else its making depends on, and the
code that made it.  What had problems is not kept, so that they are told each time.  A file that was harmed, or that
cannot be written, counts as none.
"""

import contextlib
import hashlib
import pickle
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

from sitegen.known import FOLDER
from sitegen.problems import Problem

LIBRARIES = ("jinja2", "markdown", "babel", "pyyaml", "segno")
"""What the site's bytes depend on besides the generator."""

_FILE = "read-sources"
_Value = TypeVar("_Value")


@cache
def generator() -> str:
    """Return what tells this generator, with all that it is run by, from any other."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    versions = [sys.version, unicodedata.unidata_version, *(version(name) for name in LIBRARIES)]
    return digest(*code, *versions)


def digest(*parts: str | bytes) -> str:
    """Return one digest of some texts, which also tells where each begins."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(raw).to_bytes(8, "big"))
        found.update(raw)
    return found.hexdigest()


class Memo:
    """Values by the digest of what they were made from."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._values: dict[str, object] = {}
        self._used: set[str] = set()

    def recall(
        self, made_from: tuple[str | bytes, ...], make: Callable[[list[Problem]], _Value], problems: list[Problem]
    ) -> _Value:
        """Return the value that was made from the same before, or else make it; it must be frozen."""
        key = digest(generator(), *made_from)
        if key in self._kept and key not in self._values:
            self._values[key] = pickle.loads(self._kept[key])  # noqa: S301, `load` has checked it
        if key in self._values:
            self._used.add(key)
            return cast("_Value", self._values[key])
        told: list[Problem] = []
        value = make(told)
        problems += told
        if not told:
            self._values[key] = value
            self._used.add(key)
        return value

    def load(self, root: Path) -> None:
        """Take what an earlier run kept for a project."""
        with contextlib.suppress(OSError):
            head, _, body = (root / FOLDER / _FILE).read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() == head:
                self._kept = pickle.loads(body)  # noqa: S301, what `save` wrote: its digest is right

    def save(self, root: Path) -> None:
        """Keep for the next run what was used since the last time, and forget the rest."""
        used = self._used
        self.forget()
        if used != self._kept.keys():
            self._kept = {
                key: self._kept.get(key) or pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
                for key, value in sorted(self._values.items())
            }
            body = pickle.dumps(self._kept, pickle.HIGHEST_PROTOCOL)
            with contextlib.suppress(OSError):
                (root / FOLDER).mkdir(exist_ok=True)
                new = root / FOLDER / f"{_FILE}.new"
                new.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                new.replace(root / FOLDER / _FILE)

    def forget(self) -> None:
        """Forget what was not used since the last time."""
        self._values = {key: self._values[key] for key in self._used}
        self._used = set()


MEMO = Memo()
"""That of this process: a value depends on nothing but what its key is the digest of."""
