"""How far each language is."""

import json
from pathlib import Path

import pytest
from conftest import change

from sitegen.cli import main
from sitegen.problems import DONE


def told(small: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what status prints."""
    assert main(["status", "--root", str(small), *arguments]) == DONE
    return capsys.readouterr().out


def test_status_counts_words_by_state_the_safety_core_first(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the catalogues' order."""
    counts = json.loads(told(small, capsys, "--json"))

    assert list(counts) == ["pl", "ar"]
    assert list(counts["pl"]) == ["safety core", "everything", "interface", "facts", "home", "help", "lessons"]
    assert counts["pl"]["help"] | {"current": 0} == {"current": 0, "fuzzy": 3, "missing": 3, "invalid": 5}
    assert counts["pl"]["lessons"]["current"] == 0
    assert counts["ar"]["everything"]["missing"] == 0


def test_a_hundred_per_cent_means_that_nothing_is_missing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One word of many thousands is still not all."""
    assert "  everything                       100%" in told(small, capsys, "--language", "ar")

    change(small / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: Nobody"', 'msgstr ""')
    row = next(line for line in told(small, capsys, "--language", "ar").splitlines() if "everything" in line)
    assert row.split()[1] == "99%"


def test_the_page_of_status_needs_no_other_file(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be sent by e-mail."""
    page = told(small, capsys, "--html")

    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in page
    assert "<meter" in page
    assert "src=" not in page
    assert "href=" not in page
