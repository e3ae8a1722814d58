"""Writing: everything goes to a staging folder beside the output, which then takes the output's place at once.

A kill at any moment leaves the old output or the new one.  Without a way to exchange two folders in one step there is
a moment with neither; the next build puts the old one back before it begins.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sitegen.problems import UsageError

try:
    import fcntl
except ImportError:  # Windows: two builds at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

MARKER = ".gitignore"
_MARK = "# This folder is made by build.py, which replaces all of it. Only this file is kept in git.\n*\n!.gitignore\n"
"""The marker tells our output from other folders, and keeps what was built out of version control."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_DYING = 5.0
"""So many seconds a build that was killed may take to be gone with all its processes."""

_OLD = "output"
"""What the old output is called in the folder that it is moved to where folders cannot be exchanged."""


class Lock:
    """One build of an output at a time, held by the kernel: it ends with the process, however that ends."""

    def __init__(self, output: Path) -> None:
        self._path = output.parent / f".{output.name}.lock"
        self._name = output.name
        self._file = -1

    def __enter__(self) -> Self:
        until = time.monotonic() + _DYING
        while fcntl:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                owner = os.read(self._file, 200).decode("utf-8", "replace") or "unknown"
                os.close(self._file)
                if _has_gone(owner) and time.monotonic() < until:
                    time.sleep(0.01)  # it was killed, and its workers are about to end
                    continue
                message = f'another build is writing "{self._name}" (process {owner}); wait until it is done'
                raise UsageError(message) from None
            if self._is_there():
                os.ftruncate(self._file, 0)
                os.write(self._file, _name_of_this().encode())
                break
            os.close(self._file)  # its owner has just finished, and taken it away
        return self

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(self._file))
        except FileNotFoundError:
            return False

    def __exit__(self, *_: object) -> None:
        if fcntl:
            self._path.unlink(missing_ok=True)
            os.close(self._file)


def _name_of_this() -> str:
    return f"{os.getpid()} on {socket.gethostname()}, begun {time.strftime('%H:%M:%S')}"


def _has_gone(owner: str) -> bool:
    """Tell whether a build that was begun on this computer is no more."""
    number, _, rest = owner.partition(" on ")
    if not number.isdecimal() or rest.rpartition(", begun ")[0] != socket.gethostname():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Staging:
    """A folder beside the output that becomes the output on `commit`, or else disappears."""

    def __init__(self, output: Path) -> None:
        self._output = output.absolute()
        self._lock = Lock(self._output)
        self._folders: set[str] = set()

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
        self._folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.new.", dir=output.parent))
        self._folder.chmod(0o755)
        self.write(MARKER, _MARK.encode())

    @property
    def folder(self) -> Path:
        """Return where the new output lies until it is committed."""
        return self._folder

    def write(self, path: str, content: bytes) -> str:
        """Write one file of the new output; return its SHA-256."""
        Path(self._place(path)).write_bytes(content)
        return hashlib.sha256(content).hexdigest()

    def link(self, path: str) -> None:
        """Take one file of the present output over as it is."""
        _link(f"{self._output}/{path}", self._place(path))

    def _place(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._folder}/{path}"

    def read(self, path: str) -> bytes:
        """Return one file of the new output."""
        return (self._folder / path).read_bytes()

    def digests(self, below: str) -> dict[str, str]:
        """Return the files of the new output below a folder, each with its SHA-256."""
        files = (path for path in (self._folder / below).rglob("*") if path.is_file())
        return {
            path.relative_to(self._folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        }

    def keep(self, folder: str) -> bool:
        """Take a folder of the present output over as it is; tell whether it was there."""
        present = self._output / folder
        if not present.is_dir():
            return False
        shutil.copytree(present, self._folder / folder, copy_function=_link)
        return True

    def commit(self) -> None:
        """Put the new output in the place of the old one, in one step where the system can, and safe on the disk."""
        _sync(self._folder)
        if not self._output.exists():
            self._folder.rename(self._output)
        elif not _exchange(self._folder, self._output):
            old = Path(tempfile.mkdtemp(prefix=f".{self._output.name}.old.", dir=self._output.parent))
            self._output.rename(old / _OLD)
            self._folder.rename(self._output)
            shutil.rmtree(old)
        _sync(self._output.parent)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            folder = getattr(self, "_folder", None)
            if folder and folder.exists():
                shutil.rmtree(folder)
        finally:
            self._lock.__exit__()

    def _recover(self) -> None:
        """Clean up after a build that was killed."""
        output = self._output
        for old in output.parent.glob(f".{output.name}.old.*"):
            if not output.exists() and (old / _OLD).exists():
                (old / _OLD).rename(output)
            shutil.rmtree(old)
        for new in output.parent.glob(f".{output.name}.new.*"):
            shutil.rmtree(new)


def _link(present: str, new: str) -> None:
    """Give a file a second name; where the file system has no such thing, a copy."""
    try:
        os.link(present, new)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}:
            raise
        shutil.copy2(present, new)


def is_ours(output: Path) -> bool:
    """Tell whether a folder was made by an earlier build."""
    marker = output / MARKER
    return marker.is_file() and marker.read_text("utf-8", "replace").startswith(_MARK.partition("\n")[0])


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    rename = _libc("renameat2")
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _sync(folder: Path) -> None:
    """Have all files of a folder's file system written to the disk: one call for a build, not one a file."""
    if os.name != "posix":
        return
    syncfs = _libc("syncfs")
    file = os.open(folder, os.O_RDONLY)
    try:
        if syncfs is None:
            os.sync()
        elif syncfs(file):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(file)


def _libc(name: str) -> "ctypes._NamedFuncPointer | None":
    return getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None
