"""Parts of the site that were made together, such as the pages of a section in a language, and what came of them."""

import marshal
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple, Self

from sitegen.making import Part

Digests = Mapping[str, str]
"""Files by path, each with its SHA-256."""


class Made(NamedTuple):
    """A part of the site as it lies in the staging folder."""

    key: str
    """What it was made from."""

    files: Digests


class Lot(NamedTuple):
    """What was made together: four values, however many files, so that an edit does not look into those it leaves."""

    key: str
    """What all of it was made from; empty where nothing tells."""

    paths: str
    """Of the files, a line each."""

    digests: str
    """Of the files, in the same order."""

    parts: bytes
    """Each with its key, and how many of the files are its."""

    @classmethod
    def of(cls, key: str, made: Mapping[Part, Made]) -> Self:
        """Put parts together."""
        files = {path: digest for found in made.values() for path, digest in found.files.items()}
        parts = [(*part, found.key, len(found.files)) for part, found in made.items()]
        return cls(key, "\n".join(files), "\n".join(files.values()), marshal.dumps(parts))

    def names(self) -> list[str]:
        """Return the paths of the files."""
        return self.paths.split("\n") if self.paths else []

    def files(self) -> dict[str, str]:
        """Return the files, each with its digest."""
        return dict(zip(self.names(), self.digests.split("\n"), strict=True)) if self.paths else {}

    def made(self) -> dict[Part, Made]:
        """Return the parts."""
        files = iter(self.files().items())
        rows = marshal.loads(self.parts)  # noqa: S302, what `of` made, in a record with a digest
        return {Part(code, name): Made(key, dict(islice(files, number))) for code, name, key, number in rows}


def files_of(lots: Mapping[Part, Lot]) -> dict[str, str]:
    """Return the files of all lots, each with its digest."""
    return {path: digest for lot in lots.values() for path, digest in lot.files().items()}
