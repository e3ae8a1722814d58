"""Pairs of a text and its translation that an earlier run found sound, so that they need not be compared again.

What is kept is a digest of each pair, its language and the code that judged it: other code, another letter or another
language is another digest, and a file that was harmed counts as none.  Only soundness is kept; what is wrong with a
pair is found anew each time, so that it is told in today's words.
"""

import contextlib
import hashlib
import unicodedata
from bisect import bisect_left
from functools import cached_property
from pathlib import Path

from sitegen.known import FOLDER
from sitegen.made_from import versions
from sitegen.model import Language

_JUDGES = (
    "pairs.py", "characters.py", "clock.py", "numerals.py", "units.py", "inline.py", "marked.py", "model.py",
    "patterns.py",
)  # fmt: skip
_FILE = "sound-pairs"
_MOST = 500_000
"""A record of more pairs, most of which were edited away, is begun anew."""

_SIZE = 16
"""How many bytes of a digest are kept: as many as tell all pairs that there will ever be from each other."""


class SoundPairs:
    """The pairs that are known to be sound; the record is read when somebody asks for the first of them."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._new: set[bytes] = set()
        self._found: list[bytes] = []

    @cached_property
    def _known(self) -> bytes:
        """Return what is kept, one digest after the other; nothing where there is no record, or where it was harmed."""
        with contextlib.suppress(OSError):
            digest, pairs = _parted(self._path.read_bytes() if self._path else b"")
            if hashlib.sha256(pairs).digest() == digest and len(pairs) % _SIZE == 0:
                return pairs
        return b""

    @cached_property
    def _code(self) -> bytes:
        """Return what tells the judging code from any other."""
        folder = Path(__file__).parent
        texts = (hashlib.sha256((folder / name).read_bytes()).digest() for name in _JUDGES)
        libraries = f"{versions()['markdown']} {unicodedata.unidata_version}"
        return b"".join([*texts, libraries.encode()])

    def key(self, english: str, translation: str, language: Language) -> bytes:
        """Return the digest of a pair in a language."""
        parts = (
            " ".join((language.code, language.script, *language.separators)).encode(),
            english.encode(),
            translation.encode("utf-8", "surrogatepass"),
        )
        lengths = b"".join(len(part).to_bytes(4, "big") for part in parts)
        return hashlib.sha256(b"".join([self._code, lengths, *parts])).digest()[:_SIZE]

    def has(self, key: bytes) -> bool:
        """Tell whether a pair is known to be sound."""
        place = self._place(key)
        return self._known[place : place + _SIZE] == key or key in self._new

    def _place(self, key: bytes) -> int:
        """Return where a pair stands among those that are kept, or would stand."""
        known = self._known
        return _SIZE * bisect_left(range(len(known) // _SIZE), key, key=lambda at: known[at * _SIZE : (at + 1) * _SIZE])

    def add(self, *keys: bytes) -> None:
        """Learn that pairs are sound."""
        new = [key for key in keys if not self.has(key)]
        self._new.update(new)
        self._found += new

    def new(self) -> list[bytes]:
        """Return the pairs that were found sound since the last time."""
        found, self._found = self._found, []
        return found

    def load(self, root: Path) -> None:
        """Take what an earlier run kept for a project."""
        self._path = root / FOLDER / _FILE
        vars(self).pop("_known", None)

    def save(self) -> None:
        """Keep for the next run what this one knows; a folder that cannot be written harms nothing."""
        if self._path is None or not self._new:
            return
        pieces: list[bytes] = []
        done = 0
        for key in sorted(self._new):
            place = self._place(key)
            pieces += (self._known[done:place], key)
            done = place
        pieces.append(self._known[done:])
        known = b"".join(pieces)
        self._known = known if len(known) <= _MOST * _SIZE else b"".join(pieces[1::2])
        self._new, self._found = set(), []
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            new = self._path.with_suffix(".new")
            new.write_bytes(hashlib.sha256(self._known).digest() + self._known)
            new.replace(self._path)


SOUND = SoundPairs()
"""Those of this process: whether a pair is sound depends on nothing but the pair and the code."""


def _parted(content: bytes) -> tuple[bytes, bytes]:
    size = hashlib.sha256().digest_size
    return content[:size], content[size:]
