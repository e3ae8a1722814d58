"""What a change of the English unsettles."""

import subprocess
from pathlib import Path

import pytest
from conftest import change

from sitegen.cli import main
from sitegen.problems import DONE, USAGE

WHO = ["-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "init.defaultBranch=main"]


@pytest.fixture
def committed(small: Path) -> Path:
    """Give the small site with its files committed to git."""
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "First"]):
        git(small, *words)
    return small


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *WHO, *words], check=True, timeout=30)


def told(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what impact prints."""
    assert main(["impact", "--root", str(root), *arguments]) == DONE
    return capsys.readouterr().out


BEHIND = (
    "content/help/now.easy.md:1: content/help/now.md changed, and its easy-read form did not; see that both still say "
    "the same\n\n"
)


def test_a_changed_text_is_told_once_with_its_languages(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what is wanting anyway is not blamed on the change."""
    assert told(committed, capsys) == "No translation is unsettled.\n"

    change(committed / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    assert told(committed, capsys) == (
        f"{BEHIND}"
        'content/help/now.md:28: "You feel very unwell." (pl, ar)\n'
        "\nPolish: texts 1, words 4\nArabic: texts 1, words 4\n"
    )


def test_a_changed_safety_text_says_that_it_holds_languages_back(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor sees it before merging."""
    change(committed / "content/help/now.md", "you bleed a lot", "you bleed heavily")
    text = told(committed, capsys, "--language", "ar")

    assert 'SAFETY TEXT "you bleed heavily" (ar)' in text
    assert "Arabic: texts 1, words 3; 1 of them safety texts, so it would not be released" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    They are yours.", "    <!-- critical -->\n    They are yours."),
        ('!!! important "Keep your notes"\n    They are yours.', '!!! urgent "Keep your notes"\n    They are yours.'),
        ("    - the number is {contact.unit}", "    - the number is {contact.unit}\n\n    They are yours."),
    ],
    ids=["marked critical", "an urgent card", "moved into one"],
)
def test_an_open_text_that_became_a_safety_text_holds_languages_back(
    old: str, new: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its words are the same, but nobody missed them before."""
    assert "They are yours." not in told(committed, capsys)
    change(committed / "content/help/now.md", old, new)
    text = told(committed, capsys)

    assert 'SAFETY TEXT "They are yours." (pl)' in text
    assert "1 of them safety texts, so it would not be released" in text
    assert "Arabic: texts 0, words 0\n" in text


def test_a_safety_text_that_moved_is_none_anew(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It held the languages back before."""
    page = committed / "content/help/now.md"
    change(page, "    They are yours.", "    <!-- critical -->\n    They are yours.")
    subprocess.run(["git", "-C", str(committed), *WHO, "commit", "-aqm", "Second"], check=True, timeout=30)
    change(page, "    You feel unwell.", "    You feel unwell.\n\n    They are yours.")

    assert told(committed, capsys) == f"{BEHIND}No translation is unsettled.\n"


def test_a_page_that_changed_with_its_easy_read_form_is_not_told(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever changed both has looked at both."""
    change(committed / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    easy = committed / "content/help/now.easy.md"
    easy.write_text(easy.read_text("utf-8") + "\n\nYou feel very unwell.\n", "utf-8")

    assert "easy-read form" not in told(committed, capsys)


def test_a_new_value_with_the_day_of_the_old_ones_check_is_told(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody rang the new number on that day; a new day, or none, says what is true."""
    facts = committed / "content/facts/contact.yaml"
    change(facts, "verified: null", "verified: 2026-10-01")
    git(committed, "commit", "-qam", "Checked")
    change(facts, "phone: 01632 960101", "phone: 01632 960102")
    line = facts.read_text("utf-8").splitlines().index("  phone: 01632 960102") + 1

    assert told(committed, capsys).startswith(
        f'content/facts/contact.yaml:{line}: contact.unit was "01632 960101", and "verified" is still 2026-10-01: '
    )
    change(facts, "2026-10-01", "2026-10-02")
    assert told(committed, capsys) == "No translation is unsettled.\n"


def test_a_moved_or_rewrapped_text_unsettles_nothing(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is the same text."""
    change(committed / "content/help/now.md", "It is **not** too late.", "It is\n**not** too late.")

    assert told(committed, capsys) == "No translation is unsettled.\n"


def test_a_revision_that_git_does_not_have_is_wrong_usage(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Git's own reason is told."""
    assert main(["impact", "--root", str(committed), "--base", "nowhere"]) == USAGE
    assert 'git does not give "nowhere"' in capsys.readouterr().err
    assert main(["impact", "--root", str(committed), f"--base=--output={committed}/x"]) == USAGE
    assert not (committed / "x").exists()


def test_a_revision_that_cannot_be_compared_with_says_why(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its languages cannot be read, or a link leads out of it."""
    languages, link = committed / "locales/languages.yaml", committed / "content/help/link.md"
    sound = languages.read_text("utf-8")
    languages.write_text("", "utf-8")
    git(committed, "commit", "-qam", "Empty")
    languages.write_text(sound, "utf-8")
    assert main(["impact", "--root", str(committed)]) == USAGE
    assert 'nothing can be compared with "HEAD"; name another: locales/languages.yaml:1: ' in capsys.readouterr().err

    link.symlink_to("/etc/hostname")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "Link")
    link.unlink()
    assert main(["impact", "--root", str(committed)]) == USAGE
    assert '"HEAD" has a link that leads out of the project' in capsys.readouterr().err


def test_a_hook_of_another_repository_does_not_lead_astray(
    committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Git sets GIT_DIR for hooks, and it is not that of the project."""
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q", "other"], check=True, timeout=30)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))

    assert told(committed, capsys) == "No translation is unsettled.\n"


def test_without_git_impact_says_what_is_wanting(
    committed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no fault of the machine's."""
    monkeypatch.setenv("PATH", str(committed))

    assert main(["impact", "--root", str(committed)]) == USAGE
    assert 'git does not give "HEAD" (git cannot be started: ' in capsys.readouterr().err
