"""Bringing catalogues up to date without losing a word."""

from pathlib import Path

from conftest import PROJECT, change, read_tree
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.cli import DONE, MEND, main
from sitegen.entries import Catalogue, format_catalogue
from sitegen.model import Key
from sitegen.problems import Problem
from sitegen.project import load_project
from sitegen.settings import load_languages
from sitegen.update import Messages, Wanted, merge, update_catalogues

POLISH = next(language for language in load_languages(PROJECT, []) if language.code == "pl")
PATH = "locales/pl/LC_MESSAGES/a.po"


def wanted(texts: list[str]) -> Messages:
    """Return messages without context."""
    return {Key("", text): Wanted("", ["A note"], {"content/a.md"}) for text in texts}


def translated(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue after a translator filled every live entry."""
    lines = []
    for entry in catalogue.entries:
        if not entry.obsolete and not any(entry.strings):
            words = entry.key.text.replace('"', "'").replace("\n", "; ")
            lines.append("\n".join(entry.lines).replace('msgstr ""', f'msgstr "pl: {words}"'))
        else:
            lines.append("\n".join(entry.lines))
    return parsed("\n".join([*catalogue.header_lines, *lines, *catalogue.tail]))


def parsed(text: str) -> Catalogue:
    """Return a catalogue from text that must be sound."""
    problems: list[Problem] = []
    catalogue = parse_catalogue(PATH, text, "pl", POLISH.plural_forms, problems)
    assert catalogue, problems
    return catalogue


def finished(catalogue: Catalogue) -> set[tuple[str, tuple[str, ...]]]:
    """Return every finished translation, obsolete ones too."""
    return {(entry.key.text, entry.strings) for entry in catalogue.entries if any(entry.strings)}


TEXTS = st.lists(st.sampled_from(["One", "Two", "Three", "Four", 'A "quoted" text', "Five\nlines"]), unique=True)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=8))
def test_no_finished_translation_is_ever_lost(states: list[tuple[list[str], bool]]) -> None:
    """Over any sequence of edits, moves, removals and undos; and a text that comes back has its translation back."""
    catalogue = merge(None, PATH, POLISH, wanted([]))
    for texts, translator_works in states:
        before = finished(catalogue)
        catalogue = merge(catalogue, PATH, POLISH, wanted(texts))

        assert finished(catalogue) == before
        assert [entry.key.text for entry in catalogue.entries if not entry.obsolete] == texts
        known = dict(before)
        live = {entry.key.text: entry.strings for entry in catalogue.entries if not entry.obsolete}
        assert all(live[text] == known.get(text, ("",)) for text in texts)

        written = format_catalogue(catalogue)
        assert format_catalogue(merge(parsed(written), PATH, POLISH, wanted(texts))) == written
        catalogue = translated(parsed(written)) if translator_works else parsed(written)


def test_entries_that_did_not_change_keep_their_lines() -> None:
    """A translator's comments, flags, wrapping and previous texts are theirs."""
    odd = (
        "\n"
        "# Ask the midwife about this one.\n"
        "#. A note\n"
        "#: content/a.md\n"
        "#, fuzzy, max-length:40\n"
        '#| msgid "Won"\n'
        'msgid ""\n'
        '"O"\n'
        '"ne"\n'
        'msgstr   "Jeden"\n'
    )
    catalogue = merge(None, PATH, POLISH, wanted([]))
    catalogue = parsed(format_catalogue(catalogue).rstrip("\n") + "\n" + odd)

    text = format_catalogue(merge(catalogue, PATH, POLISH, wanted(["Zero", "One"])))
    assert odd in text
    assert text.index("Zero") < text.index("# Ask")


def test_a_text_whose_plural_changed_keeps_its_old_translation_as_a_comment() -> None:
    """Two entries of one text would be a broken catalogue."""
    catalogue = translated(merge(None, PATH, POLISH, wanted(["{count} page"])))
    plural = {Key("", "{count} page"): Wanted("{count} pages", ["A note"], {"content/a.md"})}
    changed = parsed(format_catalogue(merge(catalogue, PATH, POLISH, plural)))

    assert "# pl: {count} page\n" in format_catalogue(changed)
    assert [(entry.plural, entry.strings, entry.obsolete) for entry in changed.entries] == [
        ("{count} pages", ("", "", ""), False)
    ]
    assert merge(changed, PATH, POLISH, plural) == changed


def test_update_run_twice_changes_nothing(small: Path) -> None:
    """No date, no line number and no order churns."""
    before = read_tree(small / "locales")
    assert main(["update", "--root", str(small)]) == DONE
    assert read_tree(small / "locales") == before

    change(small / "content/help/now.md", "Do not wait.", "Do not wait at all, please.")
    assert main(["update", "--root", str(small)]) == DONE
    after = read_tree(small / "locales")
    assert main(["update", "--root", str(small)]) == DONE
    assert read_tree(small / "locales") == after
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"pl/LC_MESSAGES/help.po", "ar/LC_MESSAGES/help.po"}
    help_po = after["pl/LC_MESSAGES/help.po"].decode()
    assert 'msgid "Do not wait at all, please."\nmsgstr ""\n' in help_po
    assert '#~ msgid "Do not wait."\n#~ msgstr "Po polsku: Do not wait."\n' in help_po


def test_update_of_a_broken_catalogue_touches_no_file(small: Path) -> None:
    """It is told by file and line, and everything stays as it was."""
    path = small / "locales/pl/LC_MESSAGES/help.po"
    change(path, 'msgstr "Po polsku: Do not wait."', 'msgstr "Po polsku: Do not wait.')
    before = read_tree(small)

    assert main(["update", "--root", str(small)]) == MEND
    assert read_tree(small) == before


def test_the_real_catalogues_are_up_to_date() -> None:
    """Whoever changes a text runs `build.py update` before committing."""
    problems: list[Problem] = []
    project = load_project(PROJECT, problems)

    assert not update_catalogues(project, project.languages[1:])
    assert not problems
