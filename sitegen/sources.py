"""Reading source files: which there are, their bytes, and text in UTF-8 with plain line ends and nothing invisible.

Nothing is followed or waited for: a link, a pipe, a device or a file that is too large is told and never opened, and so
is whatever another computer could not keep under its name.
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sitegen.digests import DIGESTS, Look, look, read
from sitegen.limits import BYTES, NAME_BYTES, PATH_BYTES, marks_fault, most_bytes
from sitegen.patterns import pattern
from sitegen.problems import Problem

FOLDERS = ("content", "locales", "templates")
"""Where all sources lie."""

UNWANTED = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")
"""Controls, line separators, bidi overrides, lone surrogates, private characters: none belongs in a text."""

_LITTER = pattern(r"\._.*|\.#.*|.*~|#.*#|Thumbs\.db|desktop\.ini")
"""What systems and editors leave beside files, besides hidden files of kinds that are no source."""

_ENDS = {".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".yml": ".yaml"}
"""What others call kinds of files that are sources."""

_SETTINGS = ("content/site.yaml", "content/style.yaml", "content/accepted.yaml")

_DEVICE = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.ASCII)
_NOT_ON_WINDOWS = pattern(r'[<>:"|?*\\]')

_MISSING = "the file is missing; make it"
_LINK = "this is a link, which could lead anywhere; put the file or folder itself here"
_ODD = "this is no plain file; take it away, or put one in its place"
_CLOSED = "this may not be read; change its permissions"


_Used = TypeVar("_Used")


def source_files(root: Path, folder: str, suffix: str) -> list[str]:
    """Return the paths, relative to the root and sorted, of the files below a folder that end so, odd ones left out."""
    return sorted(path for path, fault in _walk(root, folder) if path.endswith(suffix) and not fault)


def odd_files(root: Path) -> list[Problem]:
    """Tell what is no plain file or folder among the sources, or has a name that not every computer can keep."""
    walked = (found for folder in FOLDERS for found in _walk(root, folder))
    told = ((path, fault or _unread_fault(path)) for path, fault in walked)
    return [Problem(_printable(path), 1, fault) for path, fault in told if fault]


def _walk(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Give the path of each file below a folder, and of all that is odd, with what is wrong with it."""
    if (root / folder).is_symlink():
        yield folder, _LINK
        return
    waiting = [folder]
    while waiting:
        above = waiting.pop()
        try:
            entries = sorted(os.scandir(root / above), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError:
            yield above, _CLOSED
            continue
        names: dict[str, str] = {}
        for entry in entries:
            if _is_litter(entry):
                continue
            path = f"{above}/{entry.name}"
            twin = names.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
            fault = _kind_fault(entry) or _name_fault(path) or _twin_fault(entry.name, twin)
            if fault or not entry.is_dir(follow_symlinks=False):
                yield path, fault
            else:
                waiting.append(path)


def _is_litter(entry: os.DirEntry[str]) -> bool:
    """Tell what nobody wrote as a source; it is neither read nor told."""
    is_source = entry.name.endswith(tuple(BYTES)) and not entry.is_dir(follow_symlinks=False)
    return bool(_LITTER.fullmatch(entry.name)) or (entry.name.startswith(".") and not is_source)


def _kind_fault(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return _LINK
    is_plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
    return "" if is_plain else _ODD


def _name_fault(path: str) -> str:
    name = path.rpartition("/")[2]
    if len(os.fsencode(name)) > NAME_BYTES or len(os.fsencode(path)) > PATH_BYTES:
        return f"the name is longer than {NAME_BYTES} bytes, or the whole path than {PATH_BYTES}; shorten it"
    if not name.isprintable():
        return "the name has signs that cannot be seen, or is not UTF-8; write small letters, digits and hyphens"
    if found := _NOT_ON_WINDOWS.search(name):
        return f"the name has a {found[0]}, which Windows cannot keep; write small letters, digits and hyphens"
    if _DEVICE.fullmatch(name):
        return "the name is that of a device on Windows; give it another"
    if name[0] in " -." or name[-1] in " .":
        return "the name begins or ends with a space, a hyphen or a dot; take that away"
    return ""


def _unread_fault(path: str) -> str:
    """Tell a file that is meant as a source and that nothing reads."""
    name, dot, end = path.rpartition("/")[2].rpartition(".")
    wanted = _ENDS.get(f".{end.lower()}", f".{end.lower()}")
    if dot and wanted in BYTES and wanted != f".{end}":
        return f'nothing reads a file of this name; call it "{name}{wanted}"'
    if not path.startswith("content/") or path.startswith("content/pictures/") or wanted == ".md":
        return ""
    if wanted != ".yaml":
        return "nothing reads a file of this kind; pages end in .md, facts and settings in .yaml"
    if path.startswith("content/facts/") or path in _SETTINGS:
        return ""
    return "nothing reads this file; facts lie in content/facts"


def _twin_fault(name: str, twin: str) -> str:
    return "" if name == twin else f'Windows and Macs keep one file for this name and "{twin}"; rename one of them'


def _printable(path: str) -> str:
    """Return a path as one line that can be printed."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


class SourceFile:
    """A source: its digest at once; its bytes, as they were then, when somebody asks for them."""

    def __init__(self, root: Path, path: str, digest: bytes, content: bytes | None) -> None:
        self.path = path
        self.digest = digest
        """Its SHA-256."""

        self._root, self._content = root, content

    def content(self) -> bytes:
        """Return its bytes; an OSError where they are other ones by now."""
        if self._content is not None:
            return self._content
        content = read_file(self._root, self.path, [])
        if content is None or hashlib.sha256(content).digest() != self.digest:
            raise OSError(f"{self.path} was saved while the site was built; build once more")
        return content

    def let_go(self) -> None:
        """Hold its bytes no longer: whoever asks for them now has them read once more."""
        self._content = None


def find_file(root: Path, path: str, problems: list[Problem]) -> SourceFile | None:
    """Return a file, which is read only if it changed; None, with the reason, where it cannot be used."""
    found = _use(root, path, problems, lambda place, seen: SourceFile(root, path, *DIGESTS.of(place, seen)))
    if found:
        DIGESTS.read[path] = found.digest
    return found


def read_file(root: Path, path: str, problems: list[Problem]) -> bytes | None:
    """Return a file's bytes; None, with the reason among the problems, where it cannot be used."""
    content = _use(root, path, problems, lambda place, _: read(place))
    if content is not None:
        DIGESTS.read[path] = hashlib.sha256(content).digest()
    return content


def _use(root: Path, path: str, problems: list[Problem], use: Callable[[str, Look], _Used]) -> _Used | None:
    """Return what is made of a plain file of a sound size after a look at it; None, with the reason, for another."""
    most, place = most_bytes(path), f"{root}/{path}"
    try:
        seen = look(place)
        if stat.S_ISLNK(seen.stat.st_mode):
            fault = _LINK
        elif not stat.S_ISREG(seen.stat.st_mode):
            fault = _ODD
        elif seen.stat.st_size > most:
            fault = f"the file has {seen.stat.st_size:,} bytes, more than {most:,}; make it smaller, or part it"
        else:
            return use(place, seen)
    except (FileNotFoundError, NotADirectoryError):
        fault = _MISSING
    except PermissionError:
        fault = _CLOSED
    problems.append(Problem(path, 1, fault))
    return None


def read_sources(root: Path, folder: str, suffix: str, problems: list[Problem]) -> dict[str, str]:
    """Return the texts of the files of a folder that can be read, by path."""
    texts = {path: read_source(root, path, problems) for path in source_files(root, folder, suffix)}
    return {path: text for path, text in texts.items() if text is not None}


def read_source(root: Path, path: str, problems: list[Problem]) -> str | None:
    r"""Return a file's text with ``\n`` line ends and no byte order mark; None where it cannot be used."""
    raw = read_file(root, path, problems)
    return None if raw is None else text_of(path, raw, problems)


def text_of(path: str, raw: bytes, problems: list[Problem]) -> str | None:
    r"""Return a file's bytes as text with ``\n`` line ends and no byte order mark; None where they are no sound one."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problems.append(Problem(path, line, message))
        return None
    if UNWANTED.search(text) or marks_fault(text):
        for number, words in enumerate(text.split("\n"), 1):
            problems.extend(Problem(path, number, fault) for fault in _line_faults(words))
        return None
    return unicodedata.normalize("NFC", text)


def _line_faults(line: str) -> Iterator[str]:
    for sign in dict.fromkeys(UNWANTED.findall(line)):
        yield f"the invisible character U+{ord(sign):04X} is not allowed; delete it"
    if fault := marks_fault(line):
        yield fault
