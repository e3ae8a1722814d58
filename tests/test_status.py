"""How far each language is."""

import datetime as dt
import json
from pathlib import Path

import pytest
from conftest import change

from sitegen.ages import Gap, Since
from sitegen.cli import main
from sitegen.model import Language, Segment
from sitegen.problems import DONE
from sitegen.report import Placed
from sitegen.status import Standing, status_html, status_json, status_text
from sitegen.translate import State, Translation

URDU = Language("ur", "اردو", "Urdu", "rtl", "Arab", "nplurals=2; plural=(n != 1);", "human")


def told(small: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what status prints."""
    assert main(["status", "--root", str(small), *arguments]) == DONE
    return capsys.readouterr().out


def gap(text: str, age: str, since: Since | None, *, critical: bool = False) -> Gap:
    """Return a gap on line 7 of a page."""
    placed = Placed(
        "content/a.md", "home", Segment.of(text, "item", 7, critical=critical), Translation(State.FUZZY, text)
    )
    return Gap(placed, since, age)


CUT_OFF = gap("Call <now> & wait", "at least 9 weeks", Since(dt.date(2026, 5, 1), exact=False), critical=True)
LONG = gap("Many words " * 20, "new", Since(dt.date(2026, 7, 12), exact=True))
UNKNOWN = gap("Rest", "age unknown", None)
URDU_STANDING = Standing(URDU, [], [CUT_OFF, LONG, UNKNOWN])


def test_status_counts_words_by_state_the_safety_core_first(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the catalogues' order."""
    found = json.loads(told(small, capsys, "--json"))
    counts = {code: of_language["words"] for code, of_language in found.items()}

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


def test_the_oldest_gaps_stand_below_each_language_that_has_any(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a repository of git without their age."""
    polish, arabic = told(small, capsys).split("Arabic (ar)")

    assert polish.splitlines()[9:] == [
        "  oldest gaps:",
        '    content/help/now.md:31: "They are yours." (missing, age unknown)',
        '    content/help/now.md:34: "Care is free." (fuzzy, age unknown)',
        '    content/help/now.md:47: "Movements: {week.movements} weeks, or 16–24 weeks" (invalid, age unknown)',
        '    content/lessons/index.md:2: "Lessons" (missing, age unknown)',
        '    content/lessons/index.md:3: "Two lessons." (missing, age unknown)',
    ]
    assert "oldest" not in arabic
    assert "Oldest" not in told(small, capsys, "--html", "--language", "ar")


def test_a_gap_is_told_on_one_line_with_its_mark_and_age() -> None:
    """A long text is cut at a word."""
    assert status_text([URDU_STANDING]).splitlines()[1:] == [
        "Urdu (ur)",
        "  oldest gaps:",
        '    content/a.md:7: SAFETY TEXT "Call <now> & wait" (fuzzy, at least 9 weeks)',
        '    content/a.md:7: "Many words Many words Many words Many words Many words Many words …" (fuzzy, new)',
        '    content/a.md:7: "Rest" (fuzzy, age unknown)',
    ]


def test_other_programs_get_a_gap_with_its_day() -> None:
    """And whether it may be older than that day."""
    safety, _, unknown = json.loads(status_json([URDU_STANDING]))["ur"]["oldest"]

    assert safety == {
        "path": "content/a.md",
        "line": 7,
        "text": "Call <now> & wait",
        "state": "fuzzy",
        "safety": True,
        "since": "2026-05-01",
        "at_least": True,
    }
    assert (unknown["since"], unknown["at_least"], unknown["safety"]) == (None, False, False)


def test_the_page_has_the_gaps_in_a_table() -> None:
    """With age and day, and the English as text and not as markup."""
    page = status_html("Site", [URDU_STANDING])

    assert "<caption>Oldest gaps</caption>" in page
    assert '<td class="text">Call &lt;now&gt; &amp; wait<br><small>content/a.md:7</small></td>' in page
    assert "<td><strong>safety text</strong>, fuzzy</td>" in page
    assert '<td>at least 9 weeks<br>since <time datetime="2026-05-01">1 May 2026</time> or before</td>' in page
    assert '<td>new<br>since <time datetime="2026-07-12">12 July 2026</time></td>' in page
    assert "<td>age unknown</td>" in page
    assert '<bdi lang="ur" dir="rtl">اردو</bdi>' in page
