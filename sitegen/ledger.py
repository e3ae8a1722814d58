"""What the published site was made from, so that a build takes over what is still so and makes only the rest.

The ledger has for each lot its key and the digests of its files, and for each file and folder how it was on the disk
when the build had ended.  A file that is not so any more counts as none, and so does a ledger that was harmed.
"""

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Self

from sitegen.beside import Beside
from sitegen.disk import folders_of
from sitegen.known import FOLDER, read_record, rename_record, write_record
from sitegen.looking import Look
from sitegen.lots import Lot, Made
from sitegen.making import Part
from sitegen.publish import MARKER, Staging
from sitegen.states import Listing, State, joined, listing, states_of, umask
from sitegen.stock import Name, Stock

_FORM = 5
"""That of what is written down; another generator may have written another, which counts as none."""

_MARK = Part("", MARKER)
"""The lot of what marks the output as ours, which no ledger takes over."""


class Ledger:
    """Fills a staging folder: takes over what is unchanged, writes what is not."""

    def __init__(self, root: Path, output: Path, beside: Beside | None = None) -> None:
        """Take where the project and its output are, and a process that can look at files meanwhile."""
        self._beside = beside
        self._path, self._site, self._before = (_place(root, output, kind) for kind in ("made", "site", "before"))
        self._output = output.absolute()
        self.spare = _spare_folder(root, output)
        """Where the spare folder of the output lies; none for an output outside the project, as on another disk."""

        self._look: Look | None = None
        self._same: Collection[Name] = ()
        self._parts: dict[Part, tuple[str, Made]] = {}
        self._digests: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def read(self) -> Callable[[], Stock | None]:
        """Read what the last build into the same output has written down, and look what is still so.

        Another process looks, if there is one: it takes as long as to read the project.  What is returned waits for it
        and tells what the spare folder has, if that is known.
        """
        record = read_record(str(self._path)) if self._output.is_dir() else {}
        if record.get("form") != _FORM or record["umask"] != umask():  # new files get other rights
            record = {}
        self._site_was: str = record.get("site", "")
        present = Stock.read(str(self._site), self._site_was) if record else None
        self._known = present.files if present else {}
        self._lots = {
            Part(*name): Lot(key, Made(self._known[name].paths, digests), parts)
            for name, (key, digests, parts) in (record["lots"].items() if present else ())
        }
        before = Stock.read(str(self._before), record["before"]) if present and self.spare else None
        if present:
            spare, was = str(self.spare or ""), (str(self._before), record["before"])
            self._look = Look(self._beside, str(self._output), (str(self._site), self._site_was), spare, was)
        return lambda: before if self._look and self._look.answer[1] else None

    @cached_property
    def _changed(self) -> set[str]:
        """The files of the output that are not as the last build left them."""
        if not self._look or self._look.answer[0]:
            return set()
        then = joined(self._known.values()).by_path()
        now = states_of(str(self._output), then)
        return {path for path, state in then.items() if now.get(path) != state}

    def fill(self, staging: Staging) -> Self:
        """Take the staging folder to fill."""
        self._staging = staging
        return self

    def take(self, keys: Mapping[Part, str]) -> dict[Part, Lot]:
        """Take over those lots that were made from the same, each by the part that stands for it and its key."""
        found = {name: lot for name, lot in self._lots.items() if lot.key and lot.key == keys.get(name)}
        taken = {name: lot for name, lot in found.items() if self._is_sound(lot.made.names())}
        self._same = self._staging.spare.leave({name: self._known[name] for name in taken})
        for name, lot in self._lots.items():
            numbers = self._known[name].numbers() if name not in self._same else []
            self._numbers.update(zip(lot.made.names(), numbers, strict=False))
            if name not in taken:
                self._parts |= {part: (key, made) for part, key, made in lot.each()}
                self._digests |= lot.made.files()
            elif name not in self._same:
                self._link(lot.made.names())
        return taken

    def take_part(self, part: Part, key: str) -> Made | None:
        """Take a part of another lot over, if it was made from the same."""
        then, made = self._parts.get(part, ("", Made("", "")))
        if not key or then != key or not self._is_sound(made.names()):
            return None
        self._link(made.names())
        return made

    def _link(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._staging.link(path, self._numbers[path])

    def _is_sound(self, paths: Iterable[str]) -> bool:
        return self._changed.isdisjoint(paths)

    def write(self, path: str, content: bytes) -> str:
        """Write a file, or take it over where it is the same; return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        if digest == self._digests.get(path) and path not in self._changed:
            self._link([path])
        else:
            self._staging.write(path, content)
        return digest

    def content(self, path: str) -> bytes:
        """Return a file of the staging folder."""
        return self._staging.read(path)

    def save(self, lots: Mapping[Part, Lot]) -> tuple[str, str]:
        """Write down what the output, which is complete now, was made from; its failure harms nothing.

        Return where it stands how each file and folder of it is on the disk, and the digest of that record; nothing
        is written down of an output from which somebody takes files meanwhile.
        """
        place, spare = str(self._output), self._staging.spare
        others = {name: lot.made.names() for name, lot in lots.items() if name not in self._same} | {_MARK: [MARKER]}
        found = {name: listing(self._states(name, paths)) for name, paths in others.items()}
        if any(found[name].names() != paths for name, paths in others.items()):
            return "", ""
        touched = set(chain.from_iterable(others.values())) - spare.same | spare.gone
        folders = spare.folders.by_path()
        changed = folders_of(touched if folders else chain.from_iterable(lot.made.names() for lot in lots.values()))
        for path in changed:
            folders.pop(path, None)
        folders |= states_of(place, changed)
        before = self._keep_what_was(lots)
        files = {name: self._known[name] for name in self._same} | found
        site = Stock(files, listing(folders)).write(str(self._site))
        record = {
            "form": _FORM,
            "umask": umask(),
            "lots": {tuple(name): (lot.key, lot.made.digests, lot.parts) for name, lot in lots.items()},
            "site": site,
            "before": before,
        }
        write_record(str(self._path), record)
        return str(self._site), site

    def _states(self, name: Part, paths: Iterable[str]) -> State:
        """Return how files of a lot are; those that the spare folder had too are as they were."""
        same = self._staging.spare.same
        then = self._known[name].by_path() if name in self._known else {}
        then = {path: state for path, state in then.items() if path in same}
        now = then | states_of(str(self._output), (path for path in paths if path not in then))
        return {path: now[path] for path in paths if path in now}

    def _keep_what_was(self, lots: Mapping[Part, Lot]) -> str:
        """Have the record of what the spare folder has now, which is the former output or the twin of a first one."""
        if self._known:
            rename_record(str(self._site), str(self._before))
            return self._site_was
        if not self._staging.twin:
            return ""
        place, names = str(self.spare), {name: lot.made.names() for name, lot in lots.items()} | {_MARK: [MARKER]}
        files: dict[Name, Listing] = {name: listing(states_of(place, paths)) for name, paths in names.items()}
        folders = folders_of(chain.from_iterable(names.values()))
        return Stock(files, listing(states_of(place, folders))).write(str(self._before))


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
