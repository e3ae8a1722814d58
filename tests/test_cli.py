"""The command line as a person types it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT, change, read_tree

from sitegen.cli import main
from sitegen.problems import DONE, FAILED, MEND, USAGE

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
        (["--output", "."], "has the project in it"),
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


@pytest.mark.parametrize(
    "place", ["templates/assets/out", "content/out", "content", "locales/out", ".known/x", ".known", "link/out", "."]
)
def test_an_output_among_the_sources_is_wrong_usage(
    place: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site would be published into itself, or taken for what builds keep; other places of the project are fine."""
    (small / "link").symlink_to("content")
    before = read_tree(small)

    assert main(["--root", str(small), "--output", f"{small}/{place}"]) == USAGE
    assert "; name another" in capsys.readouterr().err
    assert read_tree(small) == before
    assert main(["--root", str(small), "--output", f"{small}/contents/site"]) == DONE


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
    change(small / "locales/ar/LC_MESSAGES/help.po", 'msgstr "بالعربية: Midwife"', 'msgstr "Midwife"')
    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    told = capsys.readouterr().out
    found = re.search(r'same as English: "Midwife": .* \[(\w{32})\]', told)
    assert found

    accepted = f'accepted:\n  - kind: same as English\n    english: Midwife\n    by: Amal\n    digest: "{found[1]}"\n'
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
    assert "9 texts taken in, 1 rejected\nNow run build.py check, and sign" in told.out
    assert "pl-lessons.po" in told.err
    assert 'msgstr "Po polsku: To know the start."' in (small / "locales/pl/LC_MESSAGES/lessons.po").read_text("utf-8")
    assert main(["import", "pl", str(path), "--root", str(small)]) == MEND
    assert capsys.readouterr().out == f"{path}: 0 texts taken in, 1 rejected\n"


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


def run_line(line: str, root: Path) -> tuple[int, str, str]:
    """Run a line of bash in which `B` is the command for a project; return the exit status and what was told."""
    command = f"{shlex.quote(sys.executable)} {shlex.quote(str(PROJECT / 'build.py'))}"
    script = f'set -o pipefail\nB() {{ {command} "$@" --root {shlex.quote(str(root))}; }}\n{line}\n'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("line", ["B >/dev/full", "B >&-", "B <&- >&- 2>&-", "B >/dev/full 2>&1", "B | true"])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_build_is_done_whoever_hears_of_it(line: str, is_new: bool, small: Path) -> None:
    """Where its streams are full, closed or read by nobody: the new site is published, and the status says so."""
    time.sleep(0.2)  # a source that was saved just now is looked at again
    if not is_new:
        run_line("B", small)
    assert run_line(line, small) == (DONE, "", "")
    assert "Do not wait." in (small / "site/en/help/now/index.html").read_text("utf-8")
    if is_new:
        change(small / "content/help/now.md", "Do not wait.", "Do not wait at all.")
        assert run_line(line, small) == (DONE, "", "")
        assert "Do not wait at all." in (small / "site/en/help/now/index.html").read_text("utf-8")


@pytest.mark.parametrize("line", ["B 2>/dev/full", "B 2>&-", "B <&- >&- 2>&-", "B >/dev/full 2>&1"])
def test_a_mistake_counts_though_nobody_hears_of_it(line: str, small: Path) -> None:
    """The exit status does not depend on who reads."""
    change(small / "content/help/now.md", "order: 1", "ordr: 1")

    assert run_line(line, small)[0] == MEND


def test_the_status_of_a_command_is_its_own_though_its_reader_went_away(small: Path) -> None:
    """As in `check | head -1`: what needs mending needs it still."""
    assert run_line("B check | true", small)[0] == MEND
    assert run_line("B check | head -1 >/dev/null", small)[0] == MEND
    assert run_line("B check --language ar | true", small)[0] == DONE


def test_what_could_not_be_told_is_no_success_of_a_command_that_only_tells(small: Path) -> None:
    """A report on a full disk is none."""
    status, _, told = run_line("B status --json >/dev/full", small)

    assert status == FAILED
    assert told.startswith("build.py: No space left on device: standard output; ")


def test_an_environment_whose_python_has_gone_is_set_up_anew(tmp_path: Path) -> None:
    """As after an upgrade of the system: the link is there, and so is the note that all was installed."""
    shutil.copytree(PROJECT / "scripts", tmp_path / "scripts")
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python3")
    (tmp_path / "requirements.lock").write_bytes(b"")
    command = ["sh", "scripts/setup", "run"]
    stamp = subprocess.run(["cksum", "requirements.lock"], cwd=tmp_path, check=True, capture_output=True).stdout
    (tmp_path / ".venv/requirements.lock.stamp").write_bytes(stamp)

    subprocess.run(command, cwd=tmp_path, check=True, env=os.environ | {"PYTHON": sys.executable})
    assert subprocess.run([python, "--version"], check=True, capture_output=True).stdout.startswith(b"Python 3")
