"""Pairs of a text and its translation that an earlier run found sound, so that they need not be compared again.

What is kept is a digest of each pair, its language and the code that judged it: other code, another letter or another
language is another digest, and a file that was harmed counts as none.  Only soundness is kept; what is wrong with a
pair is found anew each time, so that it is told in today's words.
"""

import contextlib
import hashlib
import unicodedata
from functools import cached_property
from pathlib import Path

import babel
import markdown

from sitegen.known import FOLDER
from sitegen.model import Language

_JUDGES = ("pairs.py", "numerals.py", "units.py", "inline.py", "model.py")
_FILE = "sound-pairs"
_SIZE = 16
"""How many bytes of a digest are kept: as many as tell all pairs that there will ever be from each other."""


class SoundPairs:
    """The pairs that are known to be sound."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._used: set[bytes] = set()

    @cached_property
    def _code(self) -> bytes:
        """Return what tells the judging code from any other."""
        folder = Path(__file__).parent
        texts = (hashlib.sha256((folder / name).read_bytes()).digest() for name in _JUDGES)
        versions = f"{markdown.__version__} {babel.__version__} {unicodedata.unidata_version}"
        return b"".join([*texts, versions.encode()])

    def key(self, english: str, translation: str, language: Language) -> bytes:
        """Return the digest of a pair in a language."""
        parts = (
            f"{language.code} {language.script}".encode(),
            english.encode(),
            translation.encode("utf-8", "surrogatepass"),
        )
        lengths = b"".join(len(part).to_bytes(4, "big") for part in parts)
        return hashlib.sha256(b"".join([self._code, lengths, *parts])).digest()[:_SIZE]

    def has(self, key: bytes) -> bool:
        """Tell whether a pair is known to be sound."""
        if key in self._known:
            self._used.add(key)
            return True
        return False

    def add(self, key: bytes) -> None:
        """Keep that a pair is sound."""
        self._known.add(key)
        self._used.add(key)

    def load(self, root: Path) -> None:
        """Take what an earlier run kept for a project; nothing where there is none, or where it was harmed."""
        with contextlib.suppress(OSError):
            digest, pairs = _parted((root / FOLDER / _FILE).read_bytes())
            if hashlib.sha256(pairs).digest() == digest and len(pairs) % _SIZE == 0:
                self._known.update(pairs[start : start + _SIZE] for start in range(0, len(pairs), _SIZE))

    def save(self, root: Path) -> None:
        """Keep for the next run what this one used; a folder that cannot be written harms nothing."""
        pairs = b"".join(sorted(self._used))
        path = root / FOLDER / _FILE
        with contextlib.suppress(OSError):
            content = hashlib.sha256(pairs).digest() + pairs
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(exist_ok=True)
                new = path.with_suffix(".new")
                new.write_bytes(content)
                new.replace(path)


SOUND = SoundPairs()
"""Those of this process: whether a pair is sound depends on nothing but the pair and the code."""


def _parted(content: bytes) -> tuple[bytes, bytes]:
    size = hashlib.sha256().digest_size
    return content[:size], content[size:]
