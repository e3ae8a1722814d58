"""Assets: style, scripts, icon and fonts, under names that change with their bytes, so that browsers may keep them."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath

from sitegen.made_from import named
from sitegen.memo import MEMO
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_file, source_files, text_of
from sitegen.templates import FOLDER, DrawingError

STYLE = "site.css"
"""The one style sheet: the sheets of `templates/styles/` in the order of their names."""

_URL = pattern(r"url\(([\w./-]+)\)")
_COMMENT = pattern(r"\s*/\*(?!!).*?\*/", re.DOTALL)
"""What explains a sheet to those who change it; one that begins with /*! is a licence and stays."""

_LINES_OF_COMMENT = pattern(rb"^[ \t]*(?://[^\n]*|/\*(?!!)(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
"""The same in a script, where it has lines of its own; what stands behind code may be part of a text."""

_INDENT = pattern(r"\n\s+")


def load_assets(root: Path, problems: list[Problem], colour: str = "") -> dict[str, bytes]:
    """Return the assets by name: the files of `templates/assets/`, and the style sheet in the owner's colour."""
    folder = f"{FOLDER}/assets/"
    found = _read(root, folder, "", problems)
    assets = {path.removeprefix(folder): _without_comments(path, content) for path, content in found.items()}
    sheets = _read(root, f"{FOLDER}/styles/", ".css", problems)
    style = MEMO.recall(("style", *named(sheets)), partial(_joined, sheets), problems)
    style = _URL.sub(lambda found: f"url({_hashed(assets, found[1])})", style)
    if colour:
        style += f":root{{--owner-colour:{colour}}}\n"
    return assets | ({STYLE: style.encode()} if sheets else {})


def _read(root: Path, folder: str, suffix: str, problems: list[Problem]) -> dict[str, bytes]:
    found = {path: read_file(root, path, problems) for path in source_files(root, folder.rstrip("/"), suffix)}
    return {path: content for path, content in found.items() if content is not None}


def _without_comments(path: str, content: bytes) -> bytes:
    return _LINES_OF_COMMENT.sub(b"", content) if path.endswith(".js") else content


def _joined(sheets: Mapping[str, bytes], problems: list[Problem]) -> str:
    """Return style sheets as one, without what explains them."""
    texts = (text_of(path, content, problems) or "" for path, content in sheets.items())
    return _INDENT.sub("\n", _COMMENT.sub("", "\n".join(texts)))


def asset_address(assets: Mapping[str, bytes], name: str) -> str:
    """Return where an asset lies in the site; a template that names one which is not there fails."""
    return f"assets/{_hashed(assets, name)}"


def _hashed(assets: Mapping[str, bytes], name: str) -> str:
    if name not in assets:
        raise DrawingError(f'there is no asset "{name}" in {FOLDER}/assets/')
    return _with_digest(name, assets[name])


@cache  # every page names its assets anew
def _with_digest(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
