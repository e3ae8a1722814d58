"""Who made and who checked a translation, and what voids it."""

import contextlib
import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, change, read_tree, wear

from sitegen.chapters import translate_all
from sitegen.cli import main
from sitegen.pipeline import Options, build, read_project
from sitegen.problems import DONE, MEND, USAGE

PAGE = "ar/help/now/index.html"
BESIDE_PAGE = "ar/help/now/side-by-side/index.html"
RECORDS = "locales/ar/reviews.yaml"


def sign(small: Path, *arguments: str) -> int:
    """Sign one page of the small site in Arabic."""
    dated = ["--date", "2026-11-24"] if "--checked-by" in arguments else []
    return main(["sign", "ar", "help/now", *dated, "--root", str(small), *arguments])


def record(small: Path) -> str:
    """Return what the file of records says of the page but for the digest."""
    text = (small / RECORDS).read_text("utf-8").partition("help/now:\n")[2]
    return "\n".join(line.strip() for line in text.splitlines() if "digest" not in line)


def shown(small: Path, output: Path) -> str:
    """Build and return the signed page, whether its language is released or not."""
    build(small, output, Options(preview=True))
    return (output / PAGE).read_text("utf-8")


def test_a_signed_page_says_who_checked_it_and_when(small: Path, tmp_path: Path) -> None:
    """In the reader's language."""
    assert sign(small, "--checked-by", "Amal, midwife", "--translated-by", "An agency") == DONE

    page = shown(small, tmp_path / "site")
    assert "<p>بالعربية: By An agency</p>" in page
    assert "<p>بالعربية: Checked by Amal, midwife, 24 نوفمبر 2026</p>" in page
    others = read_tree(tmp_path / "site")
    assert {path for path, content in others.items() if b"Amal" in content} == {PAGE, BESIDE_PAGE}


def test_a_page_that_a_person_checked_has_no_warning_of_a_machine(small: Path, tmp_path: Path) -> None:
    """Who made the words stays recorded; one that nobody checked has it."""
    wear(small)
    sign(small, "--origin", "machine draft edited")
    unchecked = shown(small, tmp_path / "site")
    sign(small, "--checked-by", "Amal")
    checked = shown(small, tmp_path / "site")

    assert record(small).startswith('origin: "machine draft edited"')
    assert "This translation was made by a machine" in unchecked
    assert "This translation was made by a machine" not in checked


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


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/help/now.md", '!!! do "Do"', '!!! dont "Do"'),
        ("content/help/now.md", '!!! urgent "Phone', '!!! inset "Phone'),
        ("content/help/now.md", '??? "When', '!!! inset "When'),
        ("content/help/now.md", "    Do not wait.", "Do not wait."),
        ("locales/ar/LC_MESSAGES/facts.po", 'msgstr "بالعربية: every day and night"', 'msgstr "بالعربية: every day"'),
        ("content/facts/contact.yaml", "every day and night", "every day until noon"),
    ],
    ids=["do not", "no longer urgent", "no longer folded", "out of its card", "a phrase", "an English phrase"],
)
def test_what_stands_around_and_inside_the_texts_is_signed_with_them(
    path: str, old: str, new: str, small: Path, tmp_path: Path
) -> None:
    """The kinds of cards, since "do" and "do not" may have the same words below; and the phrases of facts."""
    sign(small, "--checked-by", "Amal")
    change(small / path, old, new)

    assert "Amal" not in shown(small, tmp_path / "site")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/facts/dose.yaml", "400 microgram", "500 microgram"),
        ("content/facts/contact.yaml", "01632 960101", "01632 960102"),
        ("content/facts/contact.yaml", "hours:", "others:\n  text: at weekends\nhours:"),
        ("content/help/now.md", "Take {dose", "<!-- critical -->\nTake {dose"),
    ],
    ids=["a dose", "a number", "a phrase of no page", "a mark"],
)
def test_what_is_no_word_of_the_page_leaves_its_record(
    path: str, old: str, new: str, small: Path, tmp_path: Path
) -> None:
    """A changed dose has no translation that anybody could check."""
    sign(small, "--checked-by", "Amal")
    change(small / path, old, new)

    assert "Amal" in shown(small, tmp_path / "site")


def test_a_page_without_cards_and_phrases_has_the_digest_of_before(small: Path) -> None:
    """Records of such pages stay good: what is signed besides is added to what was signed then."""
    main(["sign", "ar", "lessons/one", "--checked-by", "Amal", "--root", str(small)])
    project = read_project(small)
    language = project.languages[2]
    rendition = translate_all(project)["ar"]["content/lessons/one.md"]
    sides = [
        [segment.text, segment.targets, found.text]
        for segment, found in zip(rendition.page.segments, rendition.shown, strict=True)
    ]
    former = hashlib.sha256(json.dumps(sides, ensure_ascii=False).encode()).hexdigest()[:32]
    assert project.reviews[language.code]["lessons/one"].digest == former


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
    """The one that was meant is told, or how one is named."""
    for name, told in {"help/noww": 'write "help/now"', "x": "name one as in"}.items():
        assert main(["sign", "ar", name, "--checked-by", "Amal", "--root", str(small)]) == USAGE
        assert f'there is no page "{name}"; {told}' in capsys.readouterr().err


def test_two_people_who_sign_at_once_are_both_recorded(small: Path) -> None:
    """Each command reads all records and writes them all."""
    who = {"help/now": "Amal", "help/now.easy": "Nour", "facts": "Huda"}
    command = [sys.executable, str(PROJECT / "build.py"), "sign", "ar", "--root", str(small)]
    signing = [subprocess.Popen([*command, page, "--checked-by", name]) for page, name in who.items()]
    assert [process.wait(60) for process in signing] == [DONE] * len(who)

    text = (small / "locales/ar/reviews.yaml").read_text("utf-8")
    assert all(name in text for name in who.values())


def test_records_stay_whole_where_they_cannot_be_written(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of people are lost nowhere, also on a full disk."""
    assert main(["sign", "ar", "help/now", "--checked-by", "Amal", "--root", str(small)]) == DONE
    before = (small / "locales/ar/reviews.yaml").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["sign", "ar", "facts", "--checked-by", "Amal", "--root", str(small)]) != DONE
    assert (small / "locales/ar/reviews.yaml").read_bytes() == before


def test_a_day_that_is_none_says_how_to_write_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a checker may write it, and as no one does."""
    for day in ("24/11/2026", "20261124"):
        with pytest.raises(SystemExit):
            main(["sign", "ar", "help/now", "--checked-by", "Amal", "--date", day, "--root", str(small)])
        assert f'"{day}" is no day; write year, month and day, as in 2026-11-24' in capsys.readouterr().err


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


CHECKED = 'checked_by: "Amal"\nchecked: "2026-11-24"'


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        (("--translated-by", "An agency"), f'origin: "human"\ntranslated_by: "An agency"\n{CHECKED}'),
        (("--origin", "machine draft"), f'origin: "machine draft"\n{CHECKED}'),
    ],
)
def test_a_check_of_the_same_words_stays(more: tuple[str, ...], kept: str, small: Path) -> None:
    """Who says who translated them takes nothing away."""
    sign(small, "--checked-by", "Amal")
    assert sign(small, *more) == DONE
    assert record(small) == kept


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--checked-by"),
        (("--checked-by", ""), "is empty"),
        (("--checked-by", " \t"), "is empty"),
        (("--translated-by", "", "--origin", "human"), "is empty"),
    ],
)
def test_nothing_is_no_signature(
    arguments: tuple[str, ...], words: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to type, and the check that there was stays."""
    sign(small, "--checked-by", "Amal")
    before = (small / RECORDS).read_bytes()
    with pytest.raises(SystemExit) if words == "is empty" else contextlib.nullcontext():
        assert sign(small, *arguments) == USAGE
    assert words in capsys.readouterr().err
    assert (small / RECORDS).read_bytes() == before


def test_a_void_record_says_nothing_of_other_words(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They may not be the agency's; who knows that they are says so again."""
    words = ("--translated-by", "An agency", "--origin", "machine draft edited")
    sign(small, *words)
    po = small / "locales/ar/LC_MESSAGES/help.po"
    change(po, 'msgstr "بالعربية: You feel unwell."', 'msgstr "بالعربية: unwell."')
    capsys.readouterr()

    assert sign(small, "--checked-by", "Amal") == DONE
    assert record(small) == f'origin: "human"\n{CHECKED}'
    told = capsys.readouterr().out
    assert "human, checked by Amal on 2026-11-24" in told
    assert "The former record (machine draft edited, translated by An agency) was of other words" in told
    assert sign(small, *words) == DONE
    assert record(small) == f'origin: "machine draft edited"\ntranslated_by: "An agency"\n{CHECKED}'
    assert "former" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ar", "help/now", "--checked-by", "Amal", "--date", "2999-01-01"), "2999-01-01 is in the future"),
        (("ar", "help/now", "--translated-by", "Amal", "--date", "2026-01-01"), "say who checked"),
        (("en", "help/now", "--checked-by", "Amal"), "en is the language of the content"),
    ],
)
def test_what_cannot_be_signed_is_told(
    arguments: tuple[str, ...], words: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, and nothing is written."""
    assert main(["sign", *arguments, "--root", str(small)]) == USAGE
    assert words in capsys.readouterr().err
    assert not list(small.glob("locales/*/reviews.yaml"))


def test_nobody_checked_words_before_they_were_there(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As far as git tells: a day too early is a slip, or the check of other words; what is told is where they stand."""
    catalogue = "locales/ar/LC_MESSAGES/help.po"
    who = ("-c", "user.name=A writer", "-c", "user.email=writer@example.org")

    def commit(day: str) -> None:
        dates = {f"GIT_{kind}_DATE": f"{day}T12:00:00Z" for kind in ("AUTHOR", "COMMITTER")}
        for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "Work")):
            subprocess.run(["git", "-C", str(small), *words], check=True, env=os.environ | dates)

    commit("2026-03-01")
    change(small / catalogue, "بالعربية: Nobody", "بالعربية: Nobody at all")
    commit("2026-05-01")
    line = (small / catalogue).read_text("utf-8").split("\n").index('msgid "Nobody"')  # below its context

    assert sign(small, "--checked-by", "Amal", "--date", "2026-04-29") == MEND
    told = capsys.readouterr().err
    assert f'{catalogue}:{line}: the translation "بالعربية: Nobody at all" was changed on 2026-05-01, so nobody' in told
    assert "checked it on 2026-04-29; compare it with the English, and give the day when that was done" in told
    assert "1 problem; nothing was changed" in told
    assert not (small / RECORDS).exists()
    assert sign(small, "--checked-by", "Amal", "--date", "2026-04-30") == DONE  # where it was May already
    change(small / catalogue, "بالعربية: Nobody", "بالعربية: No")
    assert sign(small, "--checked-by", "Amal") == MEND  # today's words, which are not committed
    assert main(["sign", "ar", "help/now", "--checked-by", "Amal", "--root", str(small)]) == DONE


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("help/gone:\n  origin: human\n  digest: x\n", 'there is no page "help/gone"'),
        ("help/now:\n  origin: robot\n  digest: x\n", '"origin" is "robot"'),
        ("help/now:\n  origin: human\n  digest: x\n  checked_by: Amal\n", "come in pairs"),
        ("help/now:\n  origin: human\n", '"digest" is missing'),
        (
            "help/now:\n  origin: human\n  digest: x\n  checked_by: Amal\n  checked: 2999-01-01\n",
            '"checked" is 2999-01-01, which is still to come; write the day when a person checked it',
        ),
    ],
)
def test_a_record_with_a_mistake_is_told(
    record: str, words: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By file and line, like everything else."""
    (small / RECORDS).write_text(record, "utf-8")

    assert main(["check", "--root", str(small)]) == MEND
    assert words in capsys.readouterr().err
