"""Why a text stands in English."""

from pathlib import Path

import pytest
from conftest import change

from sitegen.cli import main
from sitegen.problems import DONE


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("content/help/now.md:47", ["invalid: the page shows the English", "because:", "{week.movements} is missing"]),
        ("you bleed a lot", ["safety text", "state:       current", "to do:       nothing: it is shown"]),
        ("Po polsku: you bleed", ["English:     you bleed a lot"]),
        ("They are yours.", ["state:       missing: the page shows the English", "to do:       translate it"]),
        ("Care is free.", ["state:       fuzzy", "takes the mark fuzzy and the lines with #| away"]),
        ("Lesson {number}", ["text:        templates/lesson.html:"]),
        ("every day and night", ["text:        content/facts/contact.yaml:"]),
        ("no such words", ['there is no text at "no such words"']),
    ],
)
def test_explain_says_state_reason_and_remedy(
    where: str, words: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a place in a file, or some words of either side."""
    assert main(["explain", "pl", where, "--root", str(small)]) == DONE
    told = capsys.readouterr().out

    for word in words:
        assert word in told


def test_a_text_with_an_open_phrase_says_what_it_waits_for(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence has nothing to mend; it is no problem, and none of the gaps that a translator works on."""
    facts = "locales/pl/LC_MESSAGES/facts.po"
    change(small / facts, 'msgstr "Po polsku: every day and night"', 'msgstr ""')
    main(["explain", "pl", "They are open", "--root", str(small)])
    told = capsys.readouterr().out
    main(["check", "--root", str(small), "--language", "pl"])
    main(["status", "--root", str(small), "--language", "pl"])
    elsewhere = capsys.readouterr().out

    assert "state:       missing: the page shows the English" in told
    assert (
        'because:     the phrase "every day and night" of {contact.hours} in it is missing in Polish; '
        f"translate it in {facts}:11"
    ) in told
    assert "to do:       translate the phrase; the text itself is done" in told
    assert '"every day and night"' in elsewhere
    assert "They are open" not in elsewhere


def test_a_place_beyond_all_files_is_none(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However many digits it has."""
    assert main(["explain", "pl", f"content/help/now.md:{'1' * 5000}", "--root", str(small)]) == DONE
    assert "there is no text at" in capsys.readouterr().out


def test_a_place_in_a_catalogue_is_that_of_its_entry(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the other commands tell places; each line of an entry is its own, comments and empty lines before it too."""
    path = "locales/pl/LC_MESSAGES/help.po"
    lines = (small / path).read_text("utf-8").split("\n")
    entry = lines.index('msgid "you bleed a lot"')
    before = max(number for number in range(entry) if not lines[number])
    behind = next(number for number in range(entry, len(lines)) if not lines[number])
    for number in range(before, behind):
        main(["explain", "pl", f"{path}:{number + 1}", "--root", str(small)])
        told = capsys.readouterr().out
        assert "English:     you bleed a lot" in told
        assert told.count("English:") == 1
    main(["explain", "pl", f"{path}:{behind + 1}", "--root", str(small)])

    assert "you bleed a lot" not in capsys.readouterr().out


def test_a_text_that_changed_since_the_last_update_is_told_apart(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its catalogue has no entry for it yet."""
    change(small / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    main(["explain", "pl", "You feel very unwell.", "--root", str(small)])
    told = capsys.readouterr().out

    assert "none in locales/pl/LC_MESSAGES/help.po: the English is new or was changed" in told
    assert "run build.py update --language pl" in told
