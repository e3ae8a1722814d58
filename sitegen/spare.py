"""The folder that a new output is put together in: what the output was before the last build, or an empty one.

Most of what it has is what the new output needs, so that an edit neither makes nor deletes thousands of files.
"""

import contextlib
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from sitegen.disk import folders_of, take_stock
from sitegen.states import Listing
from sitegen.stock import Name, Stock


class Spare:
    """What that folder has, and what of it the new output has too."""

    def __init__(self, folder: Path, expect: Callable[[], Stock | None]) -> None:
        """Take the folder, and what tells what it has where nobody touched it; only `leave` asks."""
        self._folder = folder
        self._expect = expect
        self.there: dict[str, int] = {}
        """The files that were not left, each with its number on the disk."""

        self.folders = Listing("", b"")
        """How its folders are, where that is known: so they stay while their files do."""

        self.same: set[str] = set()
        """Files that were not left, and are all the same as those of the present output."""

        self.gone: set[str] = set()
        """Files that it had besides."""

    def leave(self, lots: Mapping[Name, Listing]) -> Collection[Name]:
        """Leave lots of the present output where this folder has them too; return their names.

        To be called before the first file where the folder is not a new one: only now it is looked into, since that
        takes time in which a mistake of the project could end the build.
        """
        stock = self._expect()
        if not stock:
            self.there = take_stock(self._folder)
            return ()
        self.folders = stock.folders
        left = {name for name, found in lots.items() if name in stock.files and found.is_same_as(stock.files[name])}
        for found in (found for name, found in stock.files.items() if name not in left):
            self.there.update(zip(found.names(), found.numbers(), strict=True))
        return left

    def only(self, paths: AbstractSet[str]) -> None:
        """Take away what it had besides some files."""
        others = self.there.keys() - paths
        folders = folders_of(paths) if others else set()
        self.gone = others - folders
        for path in sorted(self.gone):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (self._folder / path).unlink()
            while (path := path.rpartition("/")[0]) not in folders:
                with contextlib.suppress(OSError):  # something else is in it
                    (self._folder / path).rmdir()
