"""Writing: everything goes to a staging folder beside the output, which then takes the output's place at once."""

import ctypes
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from sitegen.problems import UsageError

MARKER = ".gitignore"
_MARK = "# This folder is made by build.py, which replaces all of it. Only this file is kept in git.\n*\n!.gitignore\n"
"""The marker tells our output from other folders, and keeps what was built out of version control."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Staging:
    """A folder beside the output that becomes the output on `commit`, or else disappears."""

    def __init__(self, output: Path) -> None:
        self._output = output.absolute()

    def __enter__(self) -> Self:
        output = self._output
        if output.is_symlink() or (output.exists() and not output.is_dir()):
            raise UsageError(f'the output "{output}" is not a folder; name another')
        if output.is_dir() and any(output.iterdir()) and not is_ours(output):
            raise UsageError(
                f'the output "{output}" has files that build.py did not make, and it would replace them; name another'
            )
        output.parent.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.new.", dir=output.parent))
        self._folder.chmod(0o755)
        self.write(MARKER, _MARK.encode())
        return self

    @property
    def folder(self) -> Path:
        """Return where the new output lies until it is committed."""
        return self._folder

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the new output."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def keep(self, folder: str) -> bool:
        """Take a folder of the present output over as it is; tell whether it was there."""
        present = self._output / folder
        if not present.is_dir():
            return False
        shutil.copytree(present, self._folder / folder, copy_function=os.link)
        return True

    def commit(self) -> None:
        """Put the new output in the place of the old one, in one step where the system can."""
        if not self._output.exists():
            self._folder.rename(self._output)
        elif not _exchange(self._folder, self._output):
            old = Path(tempfile.mkdtemp(prefix=f".{self._output.name}.old.", dir=self._output.parent))
            self._output.rename(old / "output")
            self._folder.rename(self._output)
            shutil.rmtree(old)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder.exists():
            shutil.rmtree(self._folder)


def is_ours(output: Path) -> bool:
    """Tell whether a folder was made by an earlier build."""
    marker = output / MARKER
    return marker.is_file() and marker.read_text("utf-8", "replace").startswith(_MARK.partition("\n")[0])


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
