"""Catalogues that translators' tools opened and saved still work."""

import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import polib
import pytest
from conftest import PROJECT

from sitegen.catalogues import parse_catalogue
from sitegen.entries import Catalogue
from sitegen.languages import load_languages
from sitegen.model import Key
from sitegen.problems import Problem

LANGUAGES = {language.code: language for language in load_languages(PROJECT, [])}
CATALOGUES = sorted((PROJECT / "locales").rglob("*.po"))


def read(path: Path) -> Catalogue:
    """Return a catalogue that must be sound."""
    code = next(code for code in LANGUAGES if f"/{code}/" in str(path) or path.name.startswith(f"{code}-"))
    problems: list[Problem] = []
    catalogue = parse_catalogue(path.name, path.read_bytes(), code, LANGUAGES[code].plural_forms, problems)
    assert catalogue, problems
    return catalogue


def said(catalogue: Catalogue) -> dict[Key, tuple[tuple[str, ...], bool, bool]]:
    """Return what a catalogue says, whatever its lines look like."""
    return {entry.key: (entry.strings, entry.fuzzy, entry.obsolete) for entry in catalogue.entries}


@lru_cache(1)
def said_before(path: Path) -> dict[Key, tuple[tuple[str, ...], bool, bool]]:
    """Return what one of the project's catalogues says, which is asked for once a tool."""
    return said(read(path))


def save_with_polib(source: Path, target: Path) -> None:
    """Open and save with polib, as many scripts and servers do."""
    polib.pofile(str(source)).save(str(target))


def save_with_msgcat(source: Path, target: Path) -> None:
    """Open and save with GNU gettext, as editors do."""
    tool = shutil.which("msgcat")
    assert tool, "msgcat is not installed; `make test` as root installs gettext"
    subprocess.run([tool, "-o", str(target), str(source)], check=True, timeout=60)


@pytest.mark.parametrize("save", [save_with_polib, save_with_msgcat])
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_catalogue_that_a_tool_saved_says_the_same(
    path: Path, save: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    """Every text, translation, fuzzy mark and obsolete entry; only wrapping may differ."""
    target = tmp_path / f"{path.parts[-3]}-{path.name}"
    save(path, target)

    assert said(read(target)) == said_before(path)
