"""What the published site was made from, so that a build takes over what is still so and makes only the rest.

The ledger has for each part its key and the digests of its files, and for each file how it was on the disk when the
build had ended.  A file that is not so any more counts as none, and so does a ledger that was harmed.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from sitegen.disk import folders_of, umask
from sitegen.known import FOLDER, State, number, read_record, states_of, write_record
from sitegen.making import Part
from sitegen.publish import Staging
from sitegen.stock import Stock

_FORM = 4
"""That of what is written down; another generator may have written another, which counts as none."""

Digests = Mapping[str, str]
"""Files by path, each with its SHA-256."""


class Made(NamedTuple):
    """A part of the site as it lies in the staging folder."""

    key: str
    files: Digests


class Ledger:
    """Fills a staging folder: takes over what is unchanged, writes what is not."""

    def __init__(self, root: Path, output: Path) -> None:
        """Take where the project and its output are."""
        self._path, self._site = _place(root, output, "made"), _place(root, output, "site")
        self._output = output.absolute()
        self.spare = _spare_folder(root, output)
        """Where the spare folder of the output lies; none for an output outside the project, as on another disk."""

    def read(self) -> Stock | None:
        """Read what the last build into the same output has written down; return what its spare folder has."""
        record = read_record(str(self._path)) if self._output.is_dir() else {}
        if record.get("form") != _FORM or record["umask"] != umask():  # new files get other rights
            record = {}
        self._parts = {Part(code, name): Made(key, files) for code, name, key, files in record.get("parts", [])}
        site = read_record(str(self._site), record["site"]) if self._parts else {}
        known: State = site.get("files", {})
        now = states_of(str(self._output), known)
        self._states = {path: state for path, state in known.items() if now.get(path) == state}
        self._digests = {path: digest for made in self._parts.values() for path, digest in made.files.items()}
        self._numbers = {path: number(state) for path, state in known.items()}
        self._stock = [self._numbers, site["folders"]] if known else []
        return Stock(*record["spare"]) if record.get("spare") else None

    def fill(self, staging: Staging) -> Self:
        """Take the staging folder to fill."""
        self._staging = staging
        return self

    def take(self, lot: Sequence[Part], key: str) -> dict[Part, Made]:
        """Take a lot of parts over, if the first, which stands for all, was made from the same; none otherwise."""
        parts = {part: self._parts[part] for part in lot if part in self._parts}
        if not key or len(parts) < len(lot) or parts[lot[0]].key != key or not all(map(self._is_sound, parts.values())):
            return {}
        for made in parts.values():
            for path in made.files:
                self._staging.link(path, self._numbers[path])
        return parts

    def _is_sound(self, made: Made) -> bool:
        return self._states.keys() >= made.files.keys()

    def write(self, path: str, content: bytes) -> str:
        """Write a file, or take it over where it is the same; return its digest."""
        if path not in self._states or self._digests.get(path) != hashlib.sha256(content).hexdigest():
            return self._staging.write(path, content)
        self._staging.link(path, self._numbers[path])
        return self._digests[path]

    def content(self, path: str) -> bytes:
        """Return a file of the staging folder."""
        return self._staging.read(path)

    def kept(self, codes: Sequence[str]) -> dict[Part, Made]:
        """Return the parts of languages whose folders were taken over whole."""
        return {part: made for part, made in self._parts.items() if part.code in codes and self._is_sound(made)}

    def _stock_of_twin(self) -> list[object]:
        """Return what the spare folder has that a first build made."""
        if not self._staging.twin:
            return []
        place, files = str(self.spare), self._staging.files
        numbers = {path: number(state) for path, state in states_of(place, files).items()}
        return [numbers, states_of(place, folders_of(files))]

    def save(self, parts: Mapping[Part, Made]) -> tuple[str, str]:
        """Write down what the output, which is complete now, was made from; its failure harms nothing.

        Return where it stands how each file and folder of it is on the disk, and the digest of that record.
        """
        rows = [(*part, *made) for part, made in parts.items()]
        place, staging = str(self._output), self._staging
        same = staging.same & staging.files & self._states.keys()
        files = {path: self._states[path] for path in same} | states_of(place, staging.files - same)
        changed = folders_of(staging.files - staging.same | staging.gone if staging.folders else staging.files)
        folders = {path: state for path, state in staging.folders.items() if path not in changed}
        folders |= states_of(place, changed)
        site = write_record(str(self._site), {"files": files, "folders": folders})
        record = {
            "form": _FORM,
            "umask": umask(),
            "parts": rows,
            "site": site,
            "spare": self._stock or self._stock_of_twin(),
        }
        write_record(str(self._path), record)
        return str(self._site), site


def _spare_folder(root: Path, output: Path) -> Path | None:
    if not output.absolute().is_relative_to(root.absolute()):
        return None
    with contextlib.suppress(OSError):
        (root / FOLDER).mkdir(exist_ok=True)
        if (root / FOLDER).stat().st_dev == output.parent.stat().st_dev:
            return _place(root, output, "next")
    return None


def _place(root: Path, output: Path, kind: str) -> Path:
    return root / FOLDER / f"{hashlib.sha256(bytes(output.absolute())).hexdigest()[:16]}.{kind}"
