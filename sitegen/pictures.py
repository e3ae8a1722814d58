"""Pictures: their sizes, and who made them, from `content/pictures/<set>/credit.yaml`."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.fields import parse_yaml
from sitegen.problems import Problem
from sitegen.sources import read_file, read_source, source_files

FOLDER = "content/pictures"

KINDS = (".svg", ".png")
_SIDE = r"(\d{1,5}(?:\.\d{0,9})?)"
_VIEW_BOX = re.compile(rf'<svg[^<>]*\bviewBox="[\d.-]+ [\d.-]+ {_SIDE} {_SIDE}"', re.ASCII)
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a set of pictures, and under which licence."""

    name: str
    version: str
    licence: str
    licence_url: str
    """Empty for a set of our own, as the next."""

    source_url: str


def load_credits(root: Path, problems: list[Problem]) -> dict[str, Credit]:
    """Return the credits by folder of pictures. Pictures of our own (`own: yes`) need no addresses."""
    found: dict[str, Credit] = {}
    names, addresses = ("name", "version", "licence"), ("licence_url", "source_url")
    for path in source_files(root, FOLDER, "credit.yaml"):
        text = read_source(root, path, problems)
        fields = parse_yaml(path, text, problems) if text is not None else None
        if fields:
            fields.only((*names, *addresses, "own"))
            default = "" if fields.flag("own") else None
            values = [fields.text(name) for name in names] + [fields.text(name, default) for name in addresses]
            found[PurePosixPath(path).parent.as_posix()] = Credit(*values)
    return found


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One picture as it was read."""

    content: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in CSS pixels, so that a page does not jump while it loads; 0 where unknown."""
        return _size(self.content)


def load_pictures(root: Path, problems: list[Problem]) -> dict[str, PictureFile]:
    """Return the pictures by path."""
    paths = (path for kind in KINDS for path in source_files(root, FOLDER, kind))
    contents = ((path, read_file(root, path, problems)) for path in paths)
    return {path: PictureFile(content) for path, content in contents if content is not None}


def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(_PNG):
        width, height = struct.unpack(">II", content[16:24].ljust(8, b"\0"))
        return width, height
    found = _VIEW_BOX.search(content.decode("utf-8", "replace"))
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)


def picture_set(path: str) -> str:
    """Return the folder of a picture, whose credit names its makers."""
    return PurePosixPath(path).parent.as_posix()


def picture_output(path: str) -> str:
    """Return where a picture lies in the site."""
    return "pictures" + path.removeprefix(FOLDER)
