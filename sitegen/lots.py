"""Parts of the site that were made together, such as the pages of a section in a language, and what came of them."""

import marshal
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, Self

from sitegen.making import Part

Digests = Mapping[str, str]
"""Files by path, each with its SHA-256."""


class Made(NamedTuple):
    """The files of a part, or of many, as they lie in the staging folder: two texts, however many they are."""

    paths: str
    """A line each."""

    digests: str
    """In the same order."""

    @classmethod
    def of(cls, files: Digests) -> Self:
        """Take files with their digests."""
        return cls("\n".join(files), "\n".join(files.values()))

    @classmethod
    def together(cls, some: Iterable[Self]) -> Self:
        """Put the files of several together."""
        found = [made for made in some if made.paths]
        return cls("\n".join(made.paths for made in found), "\n".join(made.digests for made in found))

    def names(self) -> list[str]:
        """Return the paths."""
        return self.paths.split("\n") if self.paths else []

    def files(self) -> dict[str, str]:
        """Return the files, each with its digest."""
        return dict(zip(self.names(), self.digests.split("\n"), strict=True)) if self.paths else {}


class Lot(NamedTuple):
    """What was made together: an edit does not look into those that it leaves."""

    key: str
    """What all of it was made from; empty where nothing tells."""

    made: Made

    parts: bytes
    """Each with its key, and how many of the files are its."""

    @classmethod
    def of(cls, keys: Mapping[Part, str], made: Mapping[Part, Made]) -> Self:
        """Put parts together; the key of the first is that of all."""
        parts = [(*part, keys[part], len(found.names())) for part, found in made.items()]
        return cls(keys[next(iter(made))], Made.together(made.values()), marshal.dumps(parts))

    def each(self) -> Iterator[tuple[Part, str, Made]]:
        """Give the parts, each with its key."""
        files = iter(self.made.files().items())
        for code, name, key, number in marshal.loads(self.parts):  # noqa: S302, what `of` made
            yield Part(code, name), key, Made.of(dict(islice(files, number)))


def alone(part: Part, made: Made, key: str = "") -> dict[Part, Lot]:
    """Return a part that is a lot of its own; without a key it is made anew each time."""
    return {part: Lot.of({part: key}, {part: made})}


def files_of(lots: Mapping[Part, Lot]) -> dict[str, str]:
    """Return the files of all lots, each with its digest."""
    return Made.together(lot.made for lot in lots.values()).files()
