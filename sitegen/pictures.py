"""Pictures: their sizes, and who made them, from `content/pictures/<set>/credit.yaml`."""

import re
import struct
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from sitegen.fields import parse_yaml
from sitegen.made_from import named
from sitegen.memo import MEMO
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_file, read_sources, source_files

FOLDER = "content/pictures"

KINDS = (".svg", ".png")
_NAME = pattern(rf"{FOLDER}(/[a-z0-9-]+)+\.(svg|png)")
_SIDE = r"(\d{1,5}(?:\.\d{0,9})?)"
_VIEW_BOX = pattern(rf'<svg[^<>]*\bviewBox="[\d.-]+ [\d.-]+ {_SIDE} {_SIDE}"', re.ASCII)
_LARGEST = 99_999
_PICTURES = 1_000
"""What is found in so many pictures is kept, since each stands on many pages and is asked about more than once."""

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    f"{_SVG} {name}"
    for name in (
        "svg", "g", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect", "title", "desc", "defs",
        "symbol", "use", "clipPath", "mask", "linearGradient", "radialGradient", "stop",
    )
)  # fmt: skip
"""What a drawing is made of; text is none of it, since it would need the reader's fonts and language."""

_LEADING = ("href", "src", "base")
_ELSEWHERE = pattern(r"url\((?![\"']?#)|//|\\", re.IGNORECASE)
_PNG = b"\x89PNG\r\n\x1a\n"


class Credit(NamedTuple):
    """Who made a set of pictures, and under which licence."""

    name: str
    version: str
    licence: str
    licence_url: str
    """Empty for a set of our own, as the next."""

    source_url: str


def load_credits(root: Path, problems: list[Problem]) -> Mapping[str, Credit]:
    """Return the credits by folder of pictures. Pictures of our own (`own: yes`) need no addresses."""
    texts = read_sources(root, FOLDER, "credit.yaml", problems)
    return MEMO.recall(("credits", *named(texts)), partial(_credits, texts), problems)


def _credits(texts: Mapping[str, str], problems: list[Problem]) -> dict[str, Credit]:
    found: dict[str, Credit] = {}
    names, addresses = ("name", "version", "licence"), ("licence_url", "source_url")
    for path, text in texts.items():
        fields = parse_yaml(path, text, problems)
        if fields:
            fields.only((*names, *addresses, "own"))
            default = "" if fields.flag("own") else None
            values = [fields.text(name) for name in names] + [fields.address(name, default) for name in addresses]
            found[PurePosixPath(path).parent.as_posix()] = Credit(*values)
    return found


class PictureFile(NamedTuple):
    """One picture as it was read."""

    content: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in CSS pixels, so that a page does not jump while it loads; 0 where unknown."""
        return _size(self.content)


def load_pictures(root: Path, problems: list[Problem]) -> dict[str, PictureFile]:
    """Return the pictures by path."""
    paths = [path for kind in KINDS for path in source_files(root, FOLDER, kind)]
    problems += [Problem(path, 1, _name_fault(path)) for path in paths if not _NAME.fullmatch(path)]
    contents = ((path, read_file(root, path, problems)) for path in paths)
    return {path: PictureFile(content) for path, content in contents if content is not None}


def _name_fault(path: str) -> str:
    name, _, end = path.removeprefix(f"{FOLDER}/").rpartition(".")
    parts = [re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") or "picture" for part in name.split("/")]
    return f'a picture is named in small letters, digits and hyphens; call it "{"/".join(parts)}.{end}"'


@lru_cache(_PICTURES)
def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(_PNG):
        width, height = struct.unpack(">II", content[16:24].ljust(8, b"\0"))
        return (width, height) if max(width, height) <= _LARGEST else (0, 0)
    found = _VIEW_BOX.search(content.decode("utf-8", "replace"))
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)


@lru_cache(_PICTURES)
def is_drawing(content: bytes) -> bool:
    """Tell whether an SVG file is a drawing and no more: no script, no style sheet, nothing from another file."""
    wrong: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        wrong.extend({name} - _DRAWN)
        for own, value in attributes.items():
            leads = own.rpartition(" ")[2] in _LEADING and not value.startswith("#")
            if own.startswith("on") or leads or _ELSEWHERE.search(value):
                wrong.append(own)

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = element
    parser.EntityDeclHandler = lambda *_: wrong.append("an entity")
    parser.ProcessingInstructionHandler = lambda *_: wrong.append("an instruction")
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own
    except ExpatError:
        return False
    return not wrong


def picture_set(path: str) -> str:
    """Return the folder of a picture, whose credit names its makers."""
    return PurePosixPath(path).parent.as_posix()


def picture_output(path: str) -> str:
    """Return where a picture lies in the site."""
    return "pictures" + path.removeprefix(FOLDER)
