"""Assets: style, scripts, icon and fonts, under names that change with their bytes, so that browsers may keep them."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from jinja2 import TemplateRuntimeError

from sitegen.problems import Problem
from sitegen.sources import read_file, read_source, source_files
from sitegen.templates import FOLDER

STYLE = "site.css"
"""The one style sheet: the sheets of `templates/styles/` in the order of their names."""

_URL = re.compile(r"url\(([\w./-]+)\)")
_COMMENT = re.compile(r"\s*/\*(?!!).*?\*/", re.DOTALL)
"""What explains a sheet to those who change it; one that begins with /*! is a licence and stays."""

_INDENT = re.compile(r"\n\s+")


def load_assets(root: Path, problems: list[Problem], colour: str = "") -> dict[str, bytes]:
    """Return the assets by name: the files of `templates/assets/`, and the style sheet in the owner's colour."""
    folder = f"{FOLDER}/assets/"
    contents = ((path, read_file(root, path, problems)) for path in source_files(root, f"{FOLDER}/assets", ""))
    assets = {path.removeprefix(folder): content for path, content in contents if content is not None}
    sheets = [read_source(root, path, problems) or "" for path in source_files(root, f"{FOLDER}/styles", ".css")]
    style = _INDENT.sub("\n", _COMMENT.sub("", "\n".join(sheets)))
    style = _URL.sub(lambda found: f"url({_hashed(assets, found[1])})", style)
    if colour:
        style += f":root{{--owner-colour:{colour}}}\n"
    return assets | ({STYLE: style.encode()} if sheets else {})


def asset_address(assets: Mapping[str, bytes], name: str) -> str:
    """Return where an asset lies in the site; a template that names one which is not there fails."""
    return f"assets/{_hashed(assets, name)}"


def _hashed(assets: Mapping[str, bytes], name: str) -> str:
    if name not in assets:
        raise TemplateRuntimeError(f'there is no asset "{name}" in {FOLDER}/assets/')
    return _with_digest(name, assets[name])


@cache  # every page names its assets anew
def _with_digest(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
