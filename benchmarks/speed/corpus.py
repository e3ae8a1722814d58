"""A corpus as large as wanted, always the same: `python benchmarks/speed/corpus.py OUT 50 4`, pages and then languages.

OUT is then a project with our templates that `python build.py --root OUT` builds.  A page has some 420 words and 21
blocks, a section some 25 pages; every text is translated, so that every language is released.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from forms import Form, body
from leaves import BASE, FACTS, PICTURE_FOLDER, Leaf, make_leaves
from words import TONGUES, Tongue, Translator

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))

from sitegen.entries import Entry, format_catalogue  # noqa: E402
from sitegen.languages import load_languages  # noqa: E402
from sitegen.model import Language  # noqa: E402
from sitegen.problems import Problem, SiteError  # noqa: E402
from sitegen.project import Project, catalogue_path, load_project  # noqa: E402
from sitegen.update import Messages, merge, wanted_messages  # noqa: E402


def write(path: Path, text: str) -> None:
    """Write a file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def quoted(text: str) -> str:
    """Return a text as PO, YAML and TOML write it."""
    return json.dumps(text, ensure_ascii=False)


def _card(kind: str, title: str, lines: list[str]) -> list[str]:
    return [f'??? "{title}"' if kind == "details" else f'!!! {kind} "{title}"', *(f"    {line}" for line in lines)]


OURS = Form(link="", pictures=f"../{PICTURE_FOLDER}", card=_card)


def _page(leaf: Leaf) -> str:
    front = (
        f"title: {leaf.title}\ndescription: {quoted(leaf.description)}\norder: {leaf.order}\n"
        "reviewed: 2026-01-15\nreview_due: 2028-01-15\n"
        'sources:\n  - name: "A source: what it says"\n    url: https://source.example/page\n'
    )
    return f"---\n{front}---{body(leaf, OURS)}"


def _settings(leaves: Sequence[Leaf]) -> str:
    help_page = next(leaf.path for leaf in leaves if leaf.section)
    folders = "".join(f"  - folder: {leaf.section}\n" for leaf in leaves if leaf.section and leaf.is_index)
    return (
        "title: Leaflets\npublisher: A maternity service\n"
        f"base: {BASE}\nnotice: A clinician has not checked this site yet.\nhelp_page: {help_page}.md\n"
        f"sections:\n{folders}offline:\n  - index.md\n  - {help_page}.md\n"
    )


def _languages(tongues: Sequence[Tongue]) -> Iterator[str]:
    for tongue in tongues:
        yield (
            f"{tongue.code}:\n  name: {tongue.name}\n  english_name: {tongue.english_name}\n"
            f"  direction: {tongue.direction}\n  script: {tongue.script}\n  plural: {quoted(tongue.plural)}\n"
            f"  origin: {'machine draft' if tongue.vowels else 'source'}\n"
        )


def _facts(kind: str) -> str:
    return "".join(f'{name}:\n  {form}: "{value}"\n  verified: null\n' for name, (form, value) in FACTS[kind].items())


def write_project(root: Path, pages: int, languages: int) -> Project:
    """Write a corpus as a project of ours into a folder that is made anew, and return it as it was read."""
    shutil.rmtree(root, ignore_errors=True)
    leaves = make_leaves(pages)
    for leaf in leaves:
        write(root / f"content/{leaf.path}.md", _page(leaf))
    write(root / "content/site.yaml", _settings(leaves))
    for kind in FACTS:
        write(root / f"content/facts/{kind}.yaml", _facts(kind))
    write(root / "locales/languages.yaml", "".join(_languages(TONGUES[:languages])))
    shutil.copytree(PROJECT / f"content/{PICTURE_FOLDER}", root / f"content/{PICTURE_FOLDER}")
    shutil.copytree(PROJECT / "templates", root / "templates")
    problems: list[Problem] = []
    project = load_project(root, problems)
    if problems:
        raise SiteError(problems)
    wanted = wanted_messages(project)
    for language, tongue in zip(load_languages(root, problems)[1:], TONGUES[1:languages], strict=True):
        for name, messages in wanted.items():
            path = catalogue_path(language, name)
            write(root / path, _catalogue(path, language, messages, Translator(tongue)))
    return project


def _catalogue(path: str, language: Language, messages: Messages, translator: Translator) -> str:
    """Return a catalogue as `update` makes it, with every text translated."""
    made = merge(None, path, language, messages)
    entries = (entry._replace(lines=tuple(_translated(entry, translator))) for entry in made.entries)
    return format_catalogue(made.with_entries(entries))


def _translated(entry: Entry, translator: Translator) -> Iterator[str]:
    translation = quoted(translator(entry.plural or entry.key.text))
    for line in entry.lines:
        yield line.replace('""', translation) if line.startswith("msgstr") else line


def main() -> None:
    """Make a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUT", help="the folder, which is made anew")
    parser.add_argument("pages", type=int)
    parser.add_argument("languages", type=int, choices=range(1, len(TONGUES) + 1), metavar="languages")
    options = parser.parse_args()
    write_project(options.folder.resolve(), options.pages, options.languages)


if __name__ == "__main__":
    main()
