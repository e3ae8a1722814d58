"""Who made and who checked a translation, and what voids it."""

from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.cli import main
from sitegen.pipeline import build
from sitegen.problems import DONE, MEND

PAGE = "ar/help/now/index.html"
BESIDE_PAGE = "ar/help/now/side-by-side/index.html"
RECORDS = "locales/ar/reviews.yaml"


def sign(small: Path, *arguments: str) -> int:
    """Sign one page of the small site in Arabic."""
    return main(["sign", "ar", "help/now", "--date", "2026-11-24", "--root", str(small), *arguments])


def shown(small: Path, output: Path) -> str:
    """Build and return the signed page."""
    build(small, output)
    return (output / PAGE).read_text("utf-8")


def test_a_signed_page_says_who_checked_it_and_when(small: Path, tmp_path: Path) -> None:
    """In the reader's language."""
    assert sign(small, "--checked-by", "Amal, midwife", "--translated-by", "An agency") == DONE

    page = shown(small, tmp_path / "site")
    assert "<p>بالعربية: By An agency</p>" in page
    assert "<p>بالعربية: Checked by Amal, midwife, 24 نوفمبر 2026</p>" in page
    others = read_tree(tmp_path / "site")
    assert {path for path, content in others.items() if b"Amal" in content} == {PAGE, BESIDE_PAGE}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/help/now.md", "You feel unwell.", "You feel very unwell."),
        ("content/help/now.md", "../lessons/one.md#aim", "../lessons/two.md"),
        ("locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: You feel unwell."', 'msgstr "بالعربية: unwell."'),
        (
            "locales/ar/LC_MESSAGES/help.po",
            'msgctxt "paragraph"\nmsgid "You feel unwell."',
            '#, fuzzy\nmsgctxt "paragraph"\nmsgid "You feel unwell."',
        ),
    ],
)
def test_any_edit_of_either_side_voids_the_record(path: str, old: str, new: str, small: Path, tmp_path: Path) -> None:
    """A link's target is a part of the English too."""
    sign(small, "--checked-by", "Amal")
    assert "Amal" in shown(small, tmp_path / "site")

    change(small / path, old, new)
    assert "Amal" not in shown(small, tmp_path / "site")


def test_undoing_the_edit_makes_the_record_fit_again(small: Path, tmp_path: Path) -> None:
    """The record is of the text, not of the time."""
    sign(small, "--checked-by", "Amal")
    change(small / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    change(small / "content/help/now.md", "You feel very unwell.", "You feel unwell.")

    assert "Amal" in shown(small, tmp_path / "site")


def test_a_record_that_no_longer_fits_is_listed_before_a_release(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its line in the file of records."""
    sign(small, "--checked-by", "Amal")
    change(small / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    capsys.readouterr()

    assert main(["check", "--release", "--language", "ar", "--root", str(small)]) == MEND
    assert f'{RECORDS}:3: "help/now" was changed since it was signed' in capsys.readouterr().out


def test_a_page_with_open_texts_is_not_signed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody can have checked what is not there."""
    assert main(["sign", "pl", "help/now", "--checked-by", "Anna", "--root", str(small)]) == MEND
    told = capsys.readouterr().err
    assert '"They are yours." is missing; translate it' in told
    assert not (small / "locales/pl/reviews.yaml").exists()


def test_a_page_that_is_not_there_is_not_signed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names of the pages are told."""
    assert main(["sign", "ar", "help/nowhere", "--checked-by", "Amal", "--root", str(small)]) == MEND
    assert (
        'there is no page "help/nowhere"; name one of: help/index, help/now, help/now.easy' in capsys.readouterr().err
    )


def test_signing_one_page_keeps_the_records_of_others_and_who_translated(small: Path) -> None:
    """A new check replaces the old one, since that was of another text."""
    sign(small, "--translated-by", "An agency", "--origin", "human")
    first = (small / RECORDS).read_text("utf-8")
    assert "checked" not in first.partition("\n")[2]
    main(["sign", "ar", "facts", "--checked-by", "Amal", "--date", "2026-11-24", "--root", str(small)])
    sign(small, "--checked-by", "Bilal")
    text = (small / RECORDS).read_text("utf-8")

    assert text.count("Amal") == 1
    assert 'translated_by: "An agency"\n  checked_by: "Bilal"\n  checked: "2026-11-24"' in text


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("help/gone:\n  origin: human\n  digest: x\n", 'there is no page "help/gone"'),
        ("help/now:\n  origin: robot\n  digest: x\n", '"origin" is "robot"'),
        ("help/now:\n  origin: human\n  digest: x\n  checked_by: Amal\n", "come in pairs"),
        ("help/now:\n  origin: human\n", '"digest" is missing'),
    ],
)
def test_a_record_with_a_mistake_is_told(
    record: str, words: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By file and line, like everything else."""
    (small / RECORDS).write_text(record, "utf-8")

    assert main(["check", "--root", str(small)]) == MEND
    assert words in capsys.readouterr().err
