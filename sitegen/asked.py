"""Words that people search for and that their page does not have: for each page, in each language."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from sitegen.fields import parse_yaml
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.problems import Problem
from sitegen.reviews import page_name
from sitegen.sources import read_source

ASKED_FILE = "locales/search.yaml"

Asked = Mapping[str, Mapping[str, str]]
"""By language and then by the path of a page: the words, with commas between them."""


def load_asked(root: Path, languages: Iterable[Language], pages: Iterable[Page], problems: list[Problem]) -> Asked:
    """Return the words that the file has; a project without it has none.

    Those in English count in each language: people type them there too, and staff have said them.
    """
    if not (root / ASKED_FILE).is_file() or not languages:
        return {}
    text = read_source(root, ASKED_FILE, problems)
    if text is None:
        return {}
    source, *others = [language.code for language in languages]
    paths = {page_name(page): page.path for page in pages if page.kind != "easy-read"}
    made_from = (ASKED_FILE, text, source, *others, *paths)
    return MEMO.recall(made_from, partial(_asked, text, (source, *others), paths), problems)


def _asked(text: str, codes: tuple[str, ...], paths: Mapping[str, str], problems: list[Problem]) -> Asked:
    fields = parse_yaml(ASKED_FILE, text, problems)
    found: dict[str, dict[str, str]] = {code: {} for code in codes}
    if fields is None:
        return found
    for name, group in fields.members():
        if name not in paths:
            message = f'there is no page "{name}"; write the name of one, not of easy read, as in "pregnancy/vitamins"'
            fields.complain(fields.line_of(name), message)
            continue
        group.only(codes)
        english = group.text(codes[0], "")
        for code in codes:
            own = group.text(code, "") if code != codes[0] else ""
            if words := ", ".join(filter(None, (own, english))):
                found[code][paths[name]] = words
    return found
