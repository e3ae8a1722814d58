"""The command line as a person types it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, change

from sitegen.cli import main
from sitegen.problems import DONE, MEND, USAGE

COMMANDS = (
    "build",
    "check",
    "explain",
    "export",
    "impact",
    "import",
    "same-meaning",
    "serve",
    "sign",
    "status",
    "update",
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run build.py in a process of its own."""
    command = [sys.executable, str(PROJECT / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_build_says_pages_languages_seconds_and_what_fell_back(small: Path, tmp_path: Path) -> None:
    """One closing line, then where the site is; no progress bar where no person looks."""
    done = run("--root", str(small), "--output", str(tmp_path / "site"))

    assert done.returncode == DONE
    assert re.fullmatch(
        r"21 pages in 3 languages \(en, pl, ar\) in \d+\.\d seconds\. "
        r"In English because not current: 13 texts in pl\.\n"
        rf"The site is in {tmp_path}/site\n",
        done.stdout,
    )
    assert not done.stderr


def test_a_mistake_is_told_without_a_traceback(small: Path, tmp_path: Path) -> None:
    """File, line, what is wrong, what to do; exit status 1."""
    change(small / "content/help/now.md", "order: 1", "ordr: 1")
    done = run("--root", str(small), "--output", str(tmp_path / "site"))

    assert done.returncode == MEND
    assert done.stderr == 'content/help/now.md:4: unknown key "ordr"; write "order"\n1 problem; nothing was changed\n'
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "invalid choice: 'bild'"),
        (["--language", "xx"], 'there is no language "xx"; the languages are: en, pl, ar, ne'),
        (["--root", "/nowhere"], 'there is no folder "content"'),
        (["--output", "."], "build.py did not make"),
    ],
)
def test_a_wrong_command_is_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, with a sentence that helps."""
    try:
        status = main(arguments)
    except SystemExit as ending:
        status = int(ending.code or 0)

    assert status == USAGE
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_is_a_page_of_a_manual(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What it does, its options, an example, what the exit status means."""
    with pytest.raises(SystemExit) as ending:
        main([command, "--help"])
    page = capsys.readouterr().out

    assert ending.value.code == DONE
    for part in ("usage:", "example", "--root DIR", "CODE", "exit status:"):
        assert part in page


def test_check_lists_invalid_translations_and_counts_states(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An invalid translation is a mistake; a missing or fuzzy one is unfinished work."""
    assert main(["check", "--root", str(small)]) == MEND
    told = capsys.readouterr().out
    place = r"^locales/pl/LC_MESSAGES/help\.po:\d+: "
    assert re.search(
        place + 'the translation "Po polsku: Movements: .*" cannot be shown: the token ', told, re.MULTILINE
    )
    assert re.search(r"^Polish +60 +1 +11 +1$", told, re.MULTILINE)

    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    assert "Polish" not in capsys.readouterr().out


def test_the_readme_names_every_command() -> None:
    """And every command that it names is there."""
    readme = (PROJECT / "README.md").read_text("utf-8")
    named = set(re.findall(r"python build\.py ([\w-]+)", readme))
    targets = set(re.findall(r"^(\w+(?: \w+)*):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(COMMANDS) - {"build"} <= named <= set(COMMANDS)
    assert set(re.findall(r"`?make (\w+)", readme)) <= {name for line in targets for name in line.split()}


def test_check_lists_advice_until_somebody_accepts_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Advice never stops a build."""
    change(small / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: You feel unwell."', 'msgstr "You feel unwell."')
    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    told = capsys.readouterr().out
    found = re.search(r'same as English: "You feel unwell\.": .* \[(\w{32})\]', told)
    assert found

    accepted = (
        f'accepted:\n  - kind: same as English\n    english: You feel unwell.\n    by: Amal\n    digest: "{found[1]}"\n'
    )
    (small / "locales/ar/accepted.yaml").write_text(accepted, "utf-8")
    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    assert found[1] not in capsys.readouterr().out


def test_a_pack_goes_out_and_comes_back_filled(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is open in Polish, in the format that the agency uses; a bad text is rejected, the others are taken."""
    pack = tmp_path / "pack"
    assert main(["export", "pl", "--output", str(pack), "--root", str(small)]) == DONE
    assert {path.name for path in pack.iterdir()} >= {"README.txt", "pl-lessons.po", "pl-lessons.xlf", "pl-help.po"}
    assert main(["export", "pl", "--output", str(pack), "--root", str(small)]) == USAGE

    path = pack / "pl-lessons.po"
    text = path.read_text("utf-8").replace(
        'msgid "To know the end."\nmsgstr ""', 'msgid "To know the end."\nmsgstr "8"'
    )
    path.write_text(re.sub(r'(msgid "(.+)"\n)msgstr ""', r'\1msgstr "Po polsku: \2"', text), "utf-8")
    capsys.readouterr()
    assert main(["import", "pl", str(path), "--root", str(small)]) == MEND
    told = capsys.readouterr()
    assert "9 texts taken in, 1 rejected" in told.out
    assert "pl-lessons.po" in told.err
    assert 'msgstr "Po polsku: To know the start."' in (small / "locales/pl/LC_MESSAGES/lessons.po").read_text("utf-8")


@pytest.mark.parametrize("written", [" ", "\u00a0", ".", "TODO"])
def test_check_tells_a_blank_translation_by_file_and_line(written: str, small: Path) -> None:
    """It is no current one, and whoever wrote it reads what to do."""
    path = small / "locales/pl/LC_MESSAGES/help.po"
    text = path.read_text("utf-8")
    place = text.index('msgstr "', text.index('msgid "', text.index('msgstr "') + 1))
    end = text.index("\n\n", place)
    path.write_text(f'{text[:place]}msgstr "{written}"{text[end:]}', "utf-8")
    done = run("check", "--root", str(small))

    assert done.returncode == MEND
    found = re.search(r"locales/pl/LC_MESSAGES/help\.po:(\d+): (.*)", done.stderr + done.stdout)
    assert found
    assert "translate the text, or leave it empty" in found[2]
