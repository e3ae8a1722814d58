"""The oldest gaps, with their age from git."""

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import change

from sitegen.ages import OLDEST, Gap, Since, in_words, oldest_gaps, read_history, since_when
from sitegen.chapters import translate_all
from sitegen.pipeline import read_project

TODAY = dt.date(2026, 7, 1)
JANUARY, MARCH, MAY = dt.date(2026, 1, 1), dt.date(2026, 3, 1), dt.date(2026, 5, 1)
NOW = "content/help/now.md"


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own settings of git out."""
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A writer")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "writer@example.org")


def git(root: Path, *words: str, date: dt.date = JANUARY, written: dt.date | None = None) -> None:
    """Run git as of a day; `written` is the author's day, where it is another."""
    days = {"GIT_AUTHOR_DATE": f"{written or date}T12:00:00Z", "GIT_COMMITTER_DATE": f"{date}T12:00:00Z"}
    subprocess.run(["git", "-C", str(root), *words], check=True, timeout=30, capture_output=True, env=os.environ | days)


def commit(root: Path, date: dt.date = JANUARY, written: dt.date | None = None) -> None:
    """Commit all files as of a day."""
    if not (root / ".git").exists():
        git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Work", date=date, written=written)


@pytest.fixture
def dated(small: Path) -> Path:
    """Give the small site, committed on 1 January."""
    commit(small)
    return small


def gaps(root: Path, code: str = "ar") -> list[Gap]:
    """Return a language's oldest gaps as of 1 July."""
    project = read_project(root)
    languages = [language for language in project.languages if not language.is_source]
    return oldest_gaps(project, translate_all(project), languages, TODAY)[code]


def told(found: list[Gap]) -> list[tuple[str, dt.date | None, str]]:
    """Return what a test compares: the English, since when, and the age in words."""
    return [(gap.text.segment.text, gap.since.date if gap.since else None, gap.age) for gap in found]


def since(root: Path, path: str, text: str, first: int) -> Since | None:
    """Return since when a text has stood in a file."""
    return since_when(text, first, read_history(root, [path], TODAY).get(path, ()))


# Which gaps


def test_the_oldest_come_first_and_safety_texts_before_them(dated: Path) -> None:
    """A young safety text is more urgent than an old paragraph."""
    change(dated / NOW, "They are yours.", "They are your own.")
    commit(dated, MARCH)
    change(dated / NOW, "you bleed a lot", "you bleed heavily")
    commit(dated, MAY)
    change(dated / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: Nobody"', 'msgstr ""')

    assert told(gaps(dated)) == [
        ("you bleed heavily", MAY, "8 weeks"),
        ("Nobody", JANUARY, "5 months"),
        ("They are your own.", MARCH, "4 months"),
    ]


def test_no_more_than_the_oldest_are_told(dated: Path) -> None:
    """A new language has thousands."""
    shutil.rmtree(dated / "locales/ar")

    assert len(gaps(dated)) == OLDEST
    assert all(gap.text.segment.critical for gap in gaps(dated))


def test_a_text_that_stands_twice_is_one_gap_as_old_as_the_older(dated: Path) -> None:
    """A translator does it once."""
    page = dated / NOW
    page.write_text(f"{page.read_text('utf-8')}\nAll the help there is.\n", "utf-8")
    commit(dated, MAY)
    change(dated / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: All the help there is."', 'msgstr ""')

    assert told(gaps(dated)) == [("All the help there is.", JANUARY, "5 months")]


def test_settings_facts_and_templates_have_an_age_too(dated: Path) -> None:
    """Whatever file the English stands in."""
    change(dated / "content/site.yaml", "title: ", "title: New ")
    facts = "content/facts/contact.yaml"
    change(dated / facts, "every day and night", "all day and night")
    commit(dated, MARCH)
    template = dated / "templates/base.html"
    template.write_text(f'{template.read_text("utf-8")}{{{{ t("A wholly new word") }}}}\n', "utf-8")
    commit(dated, MAY)

    found = {gap.text.path: gap.since.date for gap in gaps(dated) if gap.since}
    assert found[facts] == MARCH
    assert found["content/site.yaml"] == MARCH
    assert found["templates/base.html"] == MAY


def test_an_invalid_translation_is_open_since_the_newer_of_both_sides(dated: Path) -> None:
    """It was not wrong before it was there; and a wrong one does not make a newer English older."""
    catalogue = dated / "locales/ar/LC_MESSAGES/help.po"
    change(catalogue, "بالعربية: Nobody", "بالعربية: Nobody {1}")
    commit(dated, MARCH)
    change(catalogue, 'Nobody {1}"\n', 'Nobody {1}"\n# A remark on what follows\n')
    assert told(gaps(dated)) == [("Nobody", MARCH, "4 months")]
    change(dated / NOW, "| Nobody | — |", "| Nobody | – |")
    commit(dated, MAY)
    assert told(gaps(dated)) == [("Nobody", MAY, "8 weeks")]

    change(catalogue, "بالعربية: you bleed a lot", "بالعربية: 7")
    assert told(gaps(dated))[0] == ("you bleed a lot", TODAY, "new")

    git(dated, "rm", "-q", "--cached", catalogue.relative_to(dated).as_posix())
    git(dated, "commit", "-q", "-m", "Forget the catalogue", date=MAY)
    assert [age for _, _, age in told(gaps(dated))] == ["age unknown", "age unknown"]


def test_a_fuzzy_translation_is_open_since_its_english_changed(dated: Path) -> None:
    """Work on the draft does not make the gap young."""
    catalogue = dated / "locales/pl/LC_MESSAGES/help.po"
    change(catalogue, 'msgstr "Po polsku: Care is free."', 'msgstr "Po polsku: Care costs nothing."')
    commit(dated, MAY)

    assert ("Care is free.", JANUARY, "5 months") in told(gaps(dated, "pl"))


# What git says


def test_the_day_of_the_commit_counts_and_not_that_of_its_writing(tmp_path: Path) -> None:
    """Rebased work keeps its first day, on which nobody else had it."""
    (tmp_path / "a.md").write_text("One.\n", "utf-8")
    commit(tmp_path, MAY, written=JANUARY)

    assert since(tmp_path, "a.md", "One.", 1) == Since(MAY, exact=True)


def test_the_newest_of_a_texts_lines_counts_and_no_other_line(tmp_path: Path) -> None:
    """Links, marks and empty lines do not confuse it."""
    page = tmp_path / "a.md"
    page.write_text("- Take *one*\n  [a day](x/y.md)\n  until {week.until} now.\n- Next.\n\nOne.\n", "utf-8")
    commit(tmp_path)
    change(page, "now.", "then.")
    commit(tmp_path, MARCH)
    change(page, "Next.", "Last.")
    change(page, "\nOne.", "\nTwo.")
    commit(tmp_path, MAY)

    assert since(tmp_path, "a.md", "Take *one* [a day]({1}) until {week.until} then.", 1) == Since(MARCH, exact=True)
    assert since(tmp_path, "a.md", "Last.", 4) == Since(MAY, exact=True)
    assert since(tmp_path, "a.md", "Take *one* Two.", 1) == Since(JANUARY, exact=True)


def test_words_that_are_parted_or_joined_are_another_text(tmp_path: Path) -> None:
    """A space within a line is no matter of layout."""
    (tmp_path / "a.md").write_text("No body knows.\n", "utf-8")
    commit(tmp_path)
    change(tmp_path / "a.md", "No body", "Nobody")
    commit(tmp_path, MARCH)

    assert since(tmp_path, "a.md", "Nobody knows.", 1) == Since(MARCH, exact=True)


def test_a_text_folded_in_front_matter_is_followed_to_its_end(tmp_path: Path) -> None:
    """And the review date below it is not its own."""
    page = tmp_path / "a.md"
    page.write_text("---\ndescription: >\n  All about\n  vitamins.\nreviewed: 2026-01-01\n---\n", "utf-8")
    commit(tmp_path)
    change(page, "vitamins", "iron")
    commit(tmp_path, MARCH)
    change(page, "reviewed: 2026-01-01", "reviewed: 2026-05-01")
    commit(tmp_path, MAY)

    assert since(tmp_path, "a.md", "All about iron.", 2) == Since(MARCH, exact=True)


def test_a_line_that_is_not_committed_is_of_today(tmp_path: Path) -> None:
    """The other lines keep their age."""
    page = tmp_path / "a.md"
    page.write_text("One.\n\nTwo.\n", "utf-8")
    commit(tmp_path)
    change(page, "Two.", "Three.")

    assert since(tmp_path, "a.md", "One.", 1) == Since(JANUARY, exact=True)
    assert since(tmp_path, "a.md", "Three.", 3) == Since(TODAY, exact=True)


def test_a_renamed_file_and_a_moved_paragraph_keep_their_age(tmp_path: Path) -> None:
    """They are the same texts, and their translations still count."""
    first, *others = [f"The {number} paragraph of this page.\n" for number in ("first", "second", "third", "fourth")]
    (tmp_path / "a.md").write_text("\n".join([first, *others]), "utf-8")
    commit(tmp_path)
    git(tmp_path, "mv", "a.md", "b.md")
    git(tmp_path, "commit", "-q", "-m", "Rename", date=MARCH)
    assert since(tmp_path, "b.md", first, 1) == Since(JANUARY, exact=True)

    (tmp_path / "b.md").write_text("\n".join([*others[:2], first, others[2]]), "utf-8")
    commit(tmp_path, MAY)
    assert since(tmp_path, "b.md", first, 5) == Since(JANUARY, exact=True)


def test_paths_with_spaces_and_a_project_below_the_repository(small: Path, tmp_path: Path) -> None:
    """Folders are named as people name them."""
    root = tmp_path / "our work" / "the site"
    shutil.copytree(small, root)
    (root / "a page.md").write_text("One.\n", "utf-8")
    (root / "-C.md").write_text("One.\n", "utf-8")
    commit(root.parent, MARCH)

    assert since(root, "a page.md", "One.", 1) == Since(MARCH, exact=True)
    assert since(root, "-C.md", "One.", 1) == Since(MARCH, exact=True)
    assert told(gaps(root, "pl"))[0][1] == MARCH


def test_each_file_with_gaps_is_asked_for_once(dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each text, nor each language, nor files without gaps."""
    change(dated / NOW, "you bleed a lot", "you bleed heavily")
    asked = []
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run

    def counting(command: list[str], **options: bool) -> subprocess.CompletedProcess[bytes]:
        asked.append(command[-1])
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", counting)
    assert gaps(dated)
    assert sorted(asked) == sorted(
        [
            "--is-shallow-repository",
            NOW,
            "content/lessons/index.md",
            "content/lessons/one.md",
            "content/lessons/two.md",
            "locales/pl/LC_MESSAGES/help.po",
        ]
    )


# Where git does not say it


def test_a_shallow_clone_tells_the_least_age(tmp_path: Path) -> None:
    """What lies before its first commit is not known; what came after it is."""
    page = tmp_path / "origin" / "a.md"
    page.parent.mkdir()
    page.write_text("One.\n\nTwo.\n\nThree.\n", "utf-8")
    commit(page.parent)
    change(page, "Two.", "Four.")
    commit(page.parent, MARCH)
    change(page, "Three.", "Five.")
    commit(page.parent, MAY)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "2", page.parent.as_uri(), str(clone))

    one = since(clone, "a.md", "One.", 1)
    assert one == Since(MARCH, exact=False)
    assert in_words(one, TODAY) == "at least 4 months"
    assert in_words(one, MARCH) == "age unknown"
    assert since(clone, "a.md", "Five.", 5) == Since(MAY, exact=True)
    assert since(page.parent, "a.md", "One.", 1) == Since(JANUARY, exact=True)


def test_a_file_that_git_does_not_know_has_no_age(dated: Path) -> None:
    """Nor has a file that is not there, or a line beyond its end."""
    (dated / "new.md").write_text("One.\n", "utf-8")

    assert read_history(dated, ["new.md", "nowhere.md"], TODAY) == {}
    assert since(dated, NOW, "One.", 10_000) is None
    assert since(dated, NOW, "One.", 0) is None


def test_gaps_of_unknown_age_come_last(dated: Path) -> None:
    """A page that is not added yet is not older than the rest."""
    change(dated / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: Nobody"', 'msgstr ""')
    text = (dated / "content/lessons/two.md").read_text("utf-8").replace("the end", "the very end")
    (dated / "content/lessons/a-third.md").write_text(text, "utf-8")

    found = told(gaps(dated))
    assert found[0] == ("Nobody", JANUARY, "5 months")
    assert {age for _, _, age in found[1:]} == {"age unknown"}


def test_without_a_repository_no_age_is_known(small: Path) -> None:
    """The gaps are told all the same, in reading order."""
    assert told(gaps(small, "pl"))[0] == ("They are yours.", None, "age unknown")


def test_a_repository_without_a_commit_tells_no_age(small: Path) -> None:
    """Its files are not known to it."""
    git(small, "init", "-q")

    assert told(gaps(small, "pl"))[0] == ("They are yours.", None, "age unknown")


def test_without_git_no_age_is_known(dated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An age is only good to know."""
    assert told(gaps(dated, "pl"))[0][2] == "5 months"

    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert told(gaps(dated, "pl"))[0][2] == "age unknown"


def test_the_readers_own_settings_of_git_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people see the same age."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.md").write_text("One two three.\n", "utf-8")
    commit(root)
    change(root / "a.md", "three", "four")
    commit(root, MARCH)
    newest = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], check=True, capture_output=True, timeout=30)
    (tmp_path / "skipped").write_bytes(newest.stdout)
    settings = tmp_path / "settings"
    settings.write_text(
        f"[blame]\nignoreRevsFile = {tmp_path / 'skipped'}\nshowRoot = true\ndate = relative\n", "utf-8"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))

    assert since(root, "a.md", "One two four.", 1) == Since(MARCH, exact=True)
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "clone")
    assert since(tmp_path / "clone", "a.md", "One two four.", 1) == Since(MARCH, exact=False)


def test_a_commit_of_a_wrong_clock_has_an_age_nonetheless(tmp_path: Path) -> None:
    """A day in the future is new, and a day beyond all calendars stops nothing."""
    (tmp_path / "a.md").write_text("One.\n", "utf-8")
    commit(tmp_path, dt.date(2090, 1, 1))
    found = since(tmp_path, "a.md", "One.", 1)

    assert found == Since(dt.date(2090, 1, 1), exact=True)
    assert in_words(found, TODAY) == "new"
    days = {"GIT_AUTHOR_DATE": "@9999999999999 +0000", "GIT_COMMITTER_DATE": "@9999999999999 +0000"}
    (tmp_path / "a.md").write_text("Two.\n", "utf-8")
    subprocess.run(
        ["git", "-C", str(tmp_path), "commit", "-qam", "Late"], check=True, timeout=30, env=os.environ | days
    )
    assert in_words(since(tmp_path, "a.md", "Two.", 1), TODAY) == "new"
