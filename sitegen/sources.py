"""Reading source files: UTF-8 text with plain line ends, and nothing invisible in it."""

import re
import unicodedata
from pathlib import Path

from sitegen.problems import Problem

UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")
"""Controls, line separators, bidi overrides, lone surrogates, private characters: none belongs in a text."""


def source_files(root: Path, folder: str, suffix: str) -> list[str]:
    """Return the paths, relative to the root and sorted, of the files below a folder that end so."""
    found = (path for path in (root / folder).rglob(f"*{suffix}") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in found)


def read_source(root: Path, path: str, problems: list[Problem]) -> str | None:
    r"""Return a file's text with ``\n`` line ends and no byte order mark; None where it cannot be used."""
    try:
        raw = (root / path).read_bytes()
    except FileNotFoundError:
        problems.append(Problem(path, 1, "the file is missing; make it"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problems.append(Problem(path, line, message))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    unwanted = list(UNWANTED.finditer(text))
    for found in unwanted:
        line = text.count("\n", 0, found.start()) + 1
        message = f"the invisible character U+{ord(found[0]):04X} is not allowed; delete it"
        problems.append(Problem(path, line, message))
    return None if unwanted else text
