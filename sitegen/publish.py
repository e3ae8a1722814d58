"""Writing: everything goes to a staging folder beside the output, which then takes the output's place at once.

A kill at any moment leaves the old output or the new one.  Without a way to exchange two folders in one step there is
a moment with neither; the next build puts the old one back before it begins.
"""

import contextlib
import os
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import Self

from sitegen.disk import exchange, link, remove_folder, sync
from sitegen.lock import Lock
from sitegen.made_from import digest
from sitegen.problems import UsageError
from sitegen.spare import Spare
from sitegen.states import umask
from sitegen.stock import Stock

MARKER = ".gitignore"
_MARK = "# This folder is made by build.py, which replaces all of it. Only this file is kept in git.\n*\n!.gitignore\n"
"""The marker tells our output from other folders, and keeps what was built out of version control."""

_NEW, _OLD = "new", "old"
"""The kinds of folders beside the output: for a new one, and for the old one where folders cannot be exchanged."""

_OURS = "made by build.py"
"""The file that tells such a folder from others of such a name.  It is the first in it, and the last."""

_WITHIN = "output"
"""What the output is called in there."""

_LETTERS = 8
"""So many are chosen by chance for the name of such a folder, and so many more prove that it is one of ours: a build
may be killed before it has put anything in."""


class Staging:
    """A folder that becomes the output on `commit`: beside it, and gone if there is none; or else the spare one.

    A spare folder is what the output was before the last build.  It is filled anew without making and deleting
    thousands of folders, which takes longer than all else that a small edit needs.  A first build makes a twin of the
    output for it, with a second name for each file: on all processors, and while nobody waits for an edit.
    """

    def __init__(
        self,
        output: Path,
        spare: Path | None = None,
        look: Callable[[], Callable[[], Stock | None]] = lambda: lambda: None,
    ) -> None:
        """Take the output, and a place for a spare folder on the same file system, if there is one.

        `look` is called once no other build can touch the spare folder, and what it returns when it matters what that
        folder has: this tells it where nobody touched it.
        """
        self._output = output.absolute()
        self._spare = spare.absolute() if spare else None
        self._look = look
        self._lock = Lock(self._output)
        self._folders: set[str] = set()
        self.twin: Path | None = None
        """What becomes the spare folder of a first build."""

    def __enter__(self) -> Self:
        output = self._output
        if output.is_symlink() or (output.exists() and not output.is_dir()):
            raise UsageError(f'the output "{output}" is not a folder; name another')
        output.parent.mkdir(parents=True, exist_ok=True)
        self._lock.__enter__()
        try:
            self._prepare()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def _prepare(self) -> None:
        output = self._output
        self._recover()
        if output.is_dir() and any(output.iterdir()) and not is_ours(output):
            raise UsageError(
                f'the output "{output}" has files that build.py did not make, and it would replace them; name another'
            )
        expect = self._look()
        if self._spare:
            self._folder = self._spare
            if self._spare.is_symlink() or self._spare.is_file():
                self._spare.unlink()
            self._spare.mkdir(parents=True, exist_ok=True)
            twin = self._spare.with_suffix(".twin")
            if twin.exists():  # of a build that was killed
                remove_folder(twin)
            if not output.exists():
                twin.mkdir()
                self.twin = twin
        else:
            self._folder = self._aside(_NEW)
            self._folder.mkdir()
        self.spare = Spare(self._folder, expect)

    def _is_marked(self) -> bool:
        """Tell whether the present output has the marker as it would be written now, with the rights of new files."""
        marker = self._output / MARKER
        rights = 0o666 & ~umask()
        return marker.is_file() and marker.read_bytes() == _MARK.encode() and marker.stat().st_mode & 0o777 == rights

    @property
    def folder(self) -> Path:
        """Return where the new output lies until it is committed."""
        return self._folder

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the new output."""
        self.spare.same.discard(path)
        place = self._place(path)
        if path in self.spare.there:
            Path(place).unlink()  # and not into it: the present output may have the same file
        with open(place, "xb") as file:  # never into a file that was taken over: the present output has it too
            file.write(content)
        if self.twin:
            link(place, f"{self.twin}/{path}")

    def link(self, path: str, inode: int = 0) -> None:
        """Take one file of the present output over as it is; its number on the disk tells where it is there already."""
        present = f"{self._output}/{path}"
        if path in self.spare.there and self.spare.there[path] == (inode or os.lstat(present).st_ino):
            self.spare.same.add(path)
            return
        place = self._place(path)
        if path in self.spare.there:
            Path(place).unlink()
        link(present, place)

    def _place(self, path: str) -> str:
        self._make_folder(path.rpartition("/")[0])
        place = f"{self._folder}/{path}"
        if self.spare.there and path not in self.spare.there and Path(place).is_dir():
            remove_folder(Path(place))
        return place

    def _make_folder(self, path: str) -> None:
        if not path or path in self._folders:
            return
        self._make_folder(path.rpartition("/")[0])
        if path in self.spare.there:  # a file of the spare folder where a folder has to be
            (self._folder / path).unlink()
        for folder in filter(None, (self._folder, self.twin)):
            with contextlib.suppress(FileExistsError):
                Path(f"{folder}/{path}").mkdir()
        self._folders.add(path)

    def read(self, path: str) -> bytes:
        """Return one file of the new output."""
        return (self._folder / path).read_bytes()

    def has(self, folder: str) -> bool:
        """Tell whether the present output has a folder."""
        return (self._output / folder).is_dir()

    def only(self, paths: AbstractSet[str]) -> None:
        """Take away what the spare folder had besides some files."""
        self.spare.only(paths | {MARKER})

    def commit(self) -> None:
        """Put the new output in the place of the old one, in one step where the system can, and safe on the disk.

        The old one has gone then, or is the spare one, so that the files which both had are as they stay.
        """
        if self._is_marked():
            self.link(MARKER)
        else:
            self.write(MARKER, _MARK.encode())
        self._folder.chmod(0o755)
        sync(self._folder)
        old = self._take_the_place()
        if self.twin:
            self.twin.rename(self._folder)
        sync(self._output.parent)
        if old and self._spare and old != self._spare:
            old.rename(self._folder)
        self._tidy()  # now, since a file that both had is another one once it has a name less

    def _take_the_place(self) -> Path | None:
        """Return where the old output is now."""
        if not self._output.exists():
            self._folder.rename(self._output)
            return None
        if exchange(self._folder, self._output):
            return self._folder
        old = self._aside(_OLD)
        self._output.rename(old)
        self._folder.rename(self._output)
        return old

    def _aside(self, kind: str) -> Path:
        """Return the place for an output in a folder of ours, beside the output."""
        folder = self._output.parent / self._name(kind, os.urandom(_LETTERS // 2).hex())
        folder.mkdir(0o700)
        (folder / _OURS).touch()
        return folder / _WITHIN

    def _name(self, kind: str, letters: str) -> str:
        """Return the name of a folder of ours, which ends in a digest of the rest."""
        beginning = f".{self._output.name}.{kind}.{letters}"
        return f"{beginning}{digest(beginning)[:_LETTERS]}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._tidy()
        finally:
            self._lock.__exit__()

    def _tidy(self) -> None:
        with contextlib.suppress(OSError):  # the output is as it should be, and the next build takes away what is left
            self._recover()
            if self.twin and self.twin.exists():
                remove_folder(self.twin)

    def _recover(self) -> None:
        """Clean up after this build, or one that was killed: put the old output back if there is none."""
        for entry in list(os.scandir(self._output.parent)):
            before, _, rest = entry.name.partition(f".{self._output.name}.")
            kind, _, letters = rest.partition(".")
            is_ours = not before and kind in {_NEW, _OLD} and entry.name == self._name(kind, letters[:_LETTERS])
            if is_ours and entry.is_dir(follow_symlinks=False):
                self._take_away(Path(entry.path), kind)

    def _take_away(self, folder: Path, kind: str) -> None:
        within = folder / _WITHIN
        if (folder / _OURS).is_file():
            if kind == _OLD and not self._output.exists() and within.exists():
                within.rename(self._output)
            if within.exists():
                remove_folder(within)
            (folder / _OURS).unlink()
        with contextlib.suppress(OSError):  # somebody has something in it
            folder.rmdir()


def is_ours(output: Path) -> bool:
    """Tell whether a folder was made by an earlier build."""
    marker = output / MARKER
    return marker.is_file() and marker.read_text("utf-8", "replace").startswith(_MARK.partition("\n")[0])
