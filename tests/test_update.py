"""Bringing catalogues up to date without losing a word."""

from pathlib import Path

import pytest
from conftest import PROJECT, change, read_tree
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.cli import main
from sitegen.entries import Catalogue, Entry, format_catalogue, with_translation
from sitegen.languages import load_languages
from sitegen.meaning import changed_meaning
from sitegen.model import Key
from sitegen.problems import DONE, MEND, Problem
from sitegen.project import Project
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


def finished(catalogue: Catalogue) -> dict[Key, tuple[str, ...]]:
    """Return every finished translation, obsolete ones too."""
    return {entry.key: entry.strings for entry in catalogue.entries if any(entry.strings) and not entry.fuzzy}


def live(catalogue: Catalogue) -> list[Entry]:
    """Return the entries that pages use."""
    return [entry for entry in catalogue.entries if not entry.obsolete]


def updated(catalogue: Catalogue, texts: list[str]) -> Catalogue:
    """Return the catalogue brought up to date, as read from its file."""
    return parsed(format_catalogue(merge(catalogue, PATH, POLISH, wanted(texts))))


def with_live(catalogue: Catalogue, old: Entry, new: Entry) -> Catalogue:
    """Return the catalogue with one entry exchanged, as read from its file."""
    entries = tuple(new if entry is old else entry for entry in catalogue.entries)
    return parsed(format_catalogue(catalogue.with_entries(entries)))


WORDS = ["midwife", "phones", "baby", "feeds", "milk", "rest", "not", "2", "before", 'a "quoted"', "new\nline", "{a.b}"]
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "edit", "add", "move", "split", "join", "remove", "undo", "translate", "confirm", "rework"]
        ),
        st.integers(0, 50),
        TEXT,
    ),
    min_size=1,
    max_size=14,
)


def edited(texts: list[str], step: str, place: int, text: str) -> list[str]:
    """Return a page's texts after an editor's step."""
    place %= len(texts)
    before, old, after = texts[:place], texts[place], texts[place + 1 :]
    words = old.split(" ")
    changed = {
        "edit": [*before, " ".join([*words[:-1], text.partition(" ")[0]]), *after],
        "add": [*before, text, old, *after],
        "move": [old, *before, *after],
        "split": [*before, " ".join(words[:2]), " ".join(words[2:]) or text, *after],
        "join": [*before, " ".join([old, *after[:1]]), *after[1:]],
        "remove": [*before, *after] or [text],
    }
    return list(dict.fromkeys(changed.get(step, texts)))


def worked(catalogue: Catalogue, step: str, number: int) -> Catalogue:
    """Return the catalogue after a translator's step."""
    suggestions = [entry for entry in live(catalogue) if entry.fuzzy]
    if step == "translate":
        return translated(catalogue)
    if step == "confirm" and suggestions:
        entry = suggestions[number % len(suggestions)]
        return with_live(catalogue, entry, with_translation(entry, entry.strings[0], None))
    if step == "rework" and suggestions:
        entry = suggestions[number % len(suggestions)]
        return with_live(catalogue, entry, with_translation(entry, f"half done {entry.key.text}", entry.made_for))
    return catalogue


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6, unique=True), STEPS)
def test_no_translation_is_ever_lost(texts: list[str], steps: list[tuple[str, int, str]]) -> None:
    """Over any sequence of edits, moves, splits, removals and undos, with translators at work in between."""
    catalogue = translated(updated(merge(None, PATH, POLISH, {}), texts))
    states = [texts]
    for step, number, text in steps:
        catalogue = worked(catalogue, step, number)
        texts = states[number % len(states)] if step == "undo" else edited(texts, step, number, text)
        states.append(texts)
        after = updated(catalogue, texts)

        assert finished(catalogue).items() <= finished(after).items()
        assert {entry.strings for entry in catalogue.entries} <= {("",), *(entry.strings for entry in after.entries)}
        assert [entry.key.text for entry in live(after)] == texts
        before = {entry.key for entry in catalogue.entries}
        for entry in live(after):
            came = entry.key not in before
            assert not came or not any(entry.strings) or entry.fuzzy
            assert not came or not changed_meaning(entry.made_for.text, entry.key.text)
        assert finished(after).keys() <= {*finished(catalogue)}, "only a person finishes a translation"
        assert format_catalogue(merge(after, PATH, POLISH, wanted(texts))) == format_catalogue(after)
        catalogue = after


OLD = "Your midwife helps you with feeding your baby."
FIRST, SECOND = OLD.replace("feeding", "bathing"), OLD.replace("feeding", "holding")


def test_a_suggestion_says_what_it_was_made_for_until_a_person_confirms_it() -> None:
    """After several edits in a row the translator sees the difference to what was translated."""
    catalogue = translated(updated(merge(None, PATH, POLISH, {}), [OLD]))
    first = updated(catalogue, [FIRST])
    second = updated(first, [SECOND])
    suggestion = (
        f'#. A note\n#: content/a.md\n#, fuzzy\n#| msgid "{OLD}"\nmsgid "{SECOND}"\nmsgstr "pl: {OLD}"\n\n'
        f'#~ msgid "{OLD}"\n#~ msgstr "pl: {OLD}"\n'
    )
    assert format_catalogue(second).endswith(suggestion)

    entry = live(first)[0]
    confirmed = with_live(first, entry, with_translation(entry, "confirmed", None))
    third = live(updated(confirmed, [SECOND]))[0]
    assert (third.strings, third.made_for) == (("confirmed",), Key("", FIRST))


def test_an_undone_edit_leaves_no_trace() -> None:
    """The finished translation comes back, and suggestions that nobody touched go."""
    catalogue = updated(translated(updated(merge(None, PATH, POLISH, {}), [OLD])), [OLD])
    assert updated(updated(updated(catalogue, [FIRST]), [SECOND]), [OLD]) == catalogue


def test_a_suggestion_that_a_translator_worked_on_is_kept() -> None:
    """Half a translation is work too; so is a note."""
    catalogue = updated(translated(updated(merge(None, PATH, POLISH, {}), [OLD])), [FIRST])
    entry = live(catalogue)[0]
    for new in (
        with_translation(entry, "half done", entry.made_for),
        entry._replace(lines=("", "# ask Ewa", *entry.lines[1:])),
    ):
        worked_on = with_live(catalogue, entry, new)
        back = updated(updated(worked_on, [OLD]), [FIRST])
        assert live(back) == live(worked_on)
        assert back[entry.key].fuzzy


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


def test_a_page_that_moves_to_another_section_takes_its_translations_along(small: Path) -> None:
    """Finished as they are, the newest ones; and back again."""
    catalogues = small / "locales/pl/LC_MESSAGES"
    words = 'msgid "To know the start."\nmsgstr "Po polsku: To know the start."\n'
    change(catalogues / "lessons.po", 'msgid "To know the start."\nmsgstr ""\n', words)
    before = (catalogues / "lessons.po").read_bytes()

    (small / "content/lessons/one.md").rename(small / "content/help/one.md")
    assert main(["update", "--root", str(small)]) == DONE
    assert f"\n{words}" in (catalogues / "help.po").read_text("utf-8")
    assert "#~ " + words.replace("\n", "\n#~ ", 1) in (catalogues / "lessons.po").read_text("utf-8")

    change(catalogues / "help.po", "Po polsku: To know the start.", "Po nowemu")
    change(small / "content/site.yaml", "  - folder: lessons", "  - folder: more\n  - folder: lessons")
    (small / "content/more").mkdir()
    (small / "content/more/index.md").write_text("---\ntitle: More\ndescription: And more.\n---\nMore.\n", "utf-8")
    (small / "content/help/one.md").rename(small / "content/more/one.md")
    assert main(["update", "--root", str(small)]) == DONE
    assert 'msgstr "Po nowemu"' in (catalogues / "more.po").read_text("utf-8")

    (small / "content/more/one.md").rename(small / "content/lessons/one.md")
    assert main(["update", "--root", str(small)]) == DONE
    assert (catalogues / "lessons.po").read_bytes() == before


def test_update_of_a_broken_catalogue_touches_no_file(small: Path) -> None:
    """It is told by file and line, and everything stays as it was."""
    path = small / "locales/pl/LC_MESSAGES/help.po"
    change(path, 'msgstr "Po polsku: Do not wait."', 'msgstr "Po polsku: Do not wait.')
    before = read_tree(small)

    assert main(["update", "--root", str(small)]) == MEND
    lock = ".known/amending"
    assert {name: content for name, content in read_tree(small).items() if name != lock} == before


def test_the_real_catalogues_are_up_to_date(real: Project) -> None:
    """Whoever changes a text runs `build.py update` before committing."""
    assert not update_catalogues(real, real.languages[1:])


def test_same_meaning_carries_translations_over_a_mended_spelling(small: Path) -> None:
    """In every language, without a fuzzy mark; and never over a changed number or negation."""
    help_po = small / "locales/ar/LC_MESSAGES/help.po"
    change(small / "content/help/now.md", "Ask your midwife if:", "Ask your midwiffe if:")
    main(["update", "--root", str(small)])
    change(small / "content/help/now.md", "Ask your midwiffe if:", "Ask your own midwife if:")
    main(["update", "--root", str(small)])
    words = ["Ask your midwife if:", "Ask your own midwife if:", "--root", str(small)]
    assert main(["same-meaning", *words]) == MEND

    change(small / "content/help/now.md", "Ask your own midwife if:", "Ask your mid-wife if:")
    main(["update", "--root", str(small)])
    words = ["Ask your midwife if:", "Ask your mid-wife if:", "--root", str(small)]
    assert main(["same-meaning", *words]) == DONE
    text = help_po.read_text("utf-8")
    assert 'msgid "Ask your mid-wife if:"\nmsgstr "بالعربية: Ask your midwife if:"' in text
    assert main(["same-meaning", *words]) == MEND  # it has a translation now


def test_same_meaning_leaves_safety_texts_to_translators(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even where the same letters would be accepted in another text."""
    change(small / "content/help/now.md", "you bleed a lot", "you bleed alot")
    main(["update", "--root", str(small)])

    assert main(["same-meaning", "you bleed a lot", "you bleed alot", "--root", str(small)]) == MEND
    assert "it is a safety text" in capsys.readouterr().err

    change(small / "content/facts/contact.yaml", "every day and night", "every day annd night")
    main(["update", "--root", str(small)])
    words = ["every day and night", "every day annd night"]
    assert main(["same-meaning", *words, "--root", str(small)]) == MEND
    assert "it is a safety text" in capsys.readouterr().err


def test_same_meaning_knows_the_words_of_the_english(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands in another text is a word, and its translation may be of that word."""
    change(small / "content/help/now.md", "Ask your midwife if:", "Ask your midwiffe if:")
    main(["update", "--root", str(small)])

    assert main(["same-meaning", "Ask your midwife if:", "Ask your midwiffe if:", "--root", str(small)]) == MEND
    assert 'the word "midwife" is now "midwiffe", and other English has it as it was' in capsys.readouterr().err


def test_same_meaning_does_not_know_a_word_by_the_mended_text_alone(small: Path) -> None:
    """Or every name of a medicine would be a slip of another; where a second text has it, it is known."""
    page = small / "content/help/now.md"
    old, new = "Take the zopiclane.", "Take the zopiclone."
    write_translated(small, old)
    change(page, old, new)
    main(["update", "--root", str(small)])
    assert main(["same-meaning", old, new, "--root", str(small)]) == MEND

    page.write_text(f"{page.read_text('utf-8')}\nA zopiclone is small.\n", "utf-8")
    main(["update", "--root", str(small)])
    assert main(["same-meaning", old, new, "--root", str(small)]) == DONE


def write_translated(root: Path, text: str) -> None:
    """Put a paragraph at the end of a page, with a translation in Polish and Arabic."""
    page = root / "content/help/now.md"
    page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")
    main(["update", "--root", str(root)])
    for code in ("pl", "ar"):
        change(
            root / f"locales/{code}/LC_MESSAGES/help.po", f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "x"'
        )
