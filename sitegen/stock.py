"""What a site's folder had when it was complete, as a record has it: of the present output, and of the spare folder."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from sitegen.known import read_record, write_record
from sitegen.states import Listing, joined, lasting, states_of, written_at

_SECOND = 1_000_000_000
"""In the nanoseconds of the times of files."""

Name = tuple[str, str]
"""That of a lot: a language, and what is made at once in it."""


class Stock(NamedTuple):
    """What a folder had, and how its folders were, when it was complete."""

    files: Mapping[Name, Listing]
    """Those of each lot."""

    folders: Listing

    @classmethod
    def read(cls, path: str, digest: str) -> Self | None:
        """Return what a record of that digest tells; nothing where it is not that one any more."""
        record = read_record(path, digest)
        if not record:
            return None
        return cls({name: Listing(*row) for name, row in record["files"].items()}, Listing(*record["folders"]))

    def write(self, path: str) -> str:
        """Write a record, which `known` reads too; return its digest."""
        files = {tuple(name): tuple(found) for name, found in self.files.items()}
        return write_record(path, {"files": files, "folders": tuple(self.folders)})

    def has_all_in(self, folder: str) -> bool:
        """Tell whether all files in a folder are as they were."""
        return joined(self.files.values()).is_so_in(folder)

    def is_in(self, folder: str) -> bool:
        """Tell whether a folder still has the same files, and no others: while its folders are as they were.

        It may have been renamed, which changes one of its own times.  Where the file system keeps whole seconds, two
        changes can have the same time: there nobody can tell.
        """
        then = self.folders.by_path()
        now = states_of(folder, then)
        precise = any(written_at(state) % _SECOND for state in then.values())
        for states in (then, now):
            states[""] = lasting(states.get("", b""))
        return now == then and precise
