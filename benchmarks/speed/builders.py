"""The generators that are compared, each with its copy of the corpus and the edits that are tried on it."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus import PROJECT, quoted, write_project
from hugo_site import hugo_path, write_hugo
from leaves import Leaf, make_leaves
from peers import speaker
from pelican_site import pelican_path, write_pelican
from words import TONGUES, Translator

TOOLS = Path(__file__).parent / ".venv"
"""Where `make bench` installs the other generators."""

_ENGLISH, _OTHER = TONGUES[:2]
_SOME_WORDS = "Read more about"
"""What stands in the last paragraph of every page."""


class Edit(NamedTuple):
    """A word more in a source file."""

    path: Path
    passage: str
    """What the word is put behind."""

    seen: tuple[Path, ...]
    """The files of the site that must have the word then."""


@dataclass(frozen=True)
class Builder:
    """A generator with its copy of the corpus."""

    name: str
    root: Path
    output: Path
    command: Sequence[str | Path]
    server: Sequence[str | Path]
    """Serves, and builds again on each save; the port comes behind it."""

    page: str
    """The address of the page that is edited."""

    edits: Mapping[str, Edit]
    """What is edited: text, title and translation."""

    originals: Mapping[Path, str]
    """The files that are edited, as they were."""

    sources: frozenset[str]
    """What lies in the root before anything is built."""

    def clean(self) -> None:
        """Put everything back as it was: no output, no cache, no edit.

        What was made is moved away and not deleted: for minutes after thousands of files were deleted, ext4 takes
        much longer to make new ones, which nobody's first build has to wait for.
        """
        waste = self.root.with_name("waste")
        waste.mkdir(exist_ok=True)
        for path in self.root.iterdir():
            if path.name not in self.sources:
                path.rename(waste / f"{len(list(waste.iterdir()))}")
        for path, text in self.originals.items():
            if path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")

    def put(self, word: str, edit: Edit) -> None:
        """Save a file with a word more."""
        text = edit.path.read_text("utf-8")
        if edit.passage not in text:
            raise ValueError(edit)
        edit.path.write_text(text.replace(edit.passage, f"{edit.passage} {word}", 1), "utf-8")


def make_builders(folder: Path, pages: int, languages: int) -> list[Builder]:
    """Write the corpus for each generator into a folder that is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    leaves, tongues = make_leaves(pages), TONGUES[:languages]
    leaf = [leaf for leaf in leaves if not leaf.is_index][-1]
    write_project(folder / "ours", pages, languages)
    write_hugo(folder / "hugo", leaves, tongues)
    write_pelican(folder / "pelican", leaves, tongues)
    return [make(folder, leaf) for make in (_ours, _hugo, _pelican)]


def _ours(folder: Path, leaf: Leaf) -> Builder:
    root = folder / "ours"
    site, source = root / "site", root / f"content/{leaf.path}.md"
    translation = quoted(Translator(_OTHER)(_paragraph(leaf))).removesuffix('"')
    catalogue = root / f"locales/{_OTHER.code}/LC_MESSAGES/{leaf.section}.po"
    page, other, section = _outputs(site, leaf)
    return _builder(
        ("ours", root, site),
        (sys.executable, PROJECT / "build.py", "--root", root, "--output", site),
        (sys.executable, PROJECT / "build.py", "serve", "--root", root, "--port"),
        leaf,
        {
            "text": Edit(source, _SOME_WORDS, (page, other)),
            "title": Edit(source, f"title: {leaf.title}", (page, section)),
            "translation": Edit(catalogue, f"msgstr {translation}", (other,)),
        },
    )


def _hugo(folder: Path, leaf: Leaf) -> Builder:
    root = folder / "hugo"
    page, other, section = _outputs(root / "public", leaf)
    program = next(TOOLS.glob("lib/python*/site-packages/hugo/binaries/hugo*"), TOOLS / "hugo")
    source, translated = (root / hugo_path(leaf, tongue) for tongue in (_ENGLISH, _OTHER))
    return _builder(
        ("hugo", root, root / "public"),
        (program, "build", "--quiet"),
        (program, "server", "--quiet", "--bind", "127.0.0.1", "--port"),
        leaf,
        {
            "text": Edit(source, _SOME_WORDS, (page,)),
            "title": Edit(source, f"title: {leaf.title}", (page, section)),
            "translation": Edit(translated, speaker(_OTHER)(_paragraph(leaf)), (other,)),
        },
    )


def _pelican(folder: Path, leaf: Leaf) -> Builder:
    root = folder / "pelican"
    page, other, _ = _outputs(root / "output", leaf)
    source, translated = (root / pelican_path(leaf, tongue) for tongue in (_ENGLISH, _OTHER))
    return _builder(
        ("pelican", root, root / "output"),
        (TOOLS / "bin/pelican", "-q", "-s", "pelicanconf.py", "-o", "output", "content"),
        (),
        leaf,
        {
            "text": Edit(source, _SOME_WORDS, (page,)),
            "title": Edit(source, f"Title: {leaf.title}", (page,)),
            "translation": Edit(translated, speaker(_OTHER)(_paragraph(leaf)), (other,)),
        },
    )


def _builder(
    place: tuple[str, Path, Path],
    command: Sequence[str | Path],
    server: Sequence[str | Path],
    leaf: Leaf,
    edits: Mapping[str, Edit],
) -> Builder:
    name, root, output = place
    originals = {edit.path: edit.path.read_text("utf-8") for edit in edits.values()}
    sources = frozenset(path.name for path in root.iterdir())
    return Builder(name, root, output, command, server, f"en/{leaf.path}/", edits, originals, sources)


def _outputs(site: Path, leaf: Leaf) -> tuple[Path, Path, Path]:
    """Return the files of a page, of its translation and of its section."""
    page, other = (site / tongue.code / leaf.path / "index.html" for tongue in (_ENGLISH, _OTHER))
    return page, other, site / _ENGLISH.code / leaf.section / "index.html"


def _paragraph(leaf: Leaf) -> str:
    """Return the longest paragraph without a link, which no other page has too."""
    texts = (block.texts[0] for block in leaf.blocks if block.kind == "paragraph")
    return max((text for text in texts if "](" not in text), key=len)
