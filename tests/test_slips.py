"""Slips of the hand in pages, facts and settings: each is told by file and line, with what was written."""

from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.pipeline import build, read_project
from sitegen.problems import SiteError

PAGE = "content/lessons/two.md"


def told(root: Path) -> list[str]:
    """Return what is told of a project, line by line; nothing where it is sound."""
    try:
        read_project(root)
    except SiteError as error:
        return str(error).split("\n")
    return []


def end_with(root: Path, words: str) -> int:
    """Write a paragraph at the end of a page; return its line."""
    path = root / PAGE
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n{words}\n", "utf-8")
    return text.count("\n") + 3


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"[x](https://a.example/foo\_bar)", "https://a.example/foo_bar"),
        (r"[x](https://a.example/a\*b\*c)", "https://a.example/a*b*c"),
        ("[x](https://en.wikipedia.example/wiki/A_(b))", "https://en.wikipedia.example/wiki/A_(b)"),
    ],
)
def test_a_link_leads_to_the_address_that_was_written(written: str, address: str, small: Path, tmp_path: Path) -> None:
    """Exporters write a backslash before an underscore; brackets in pairs belong to an address."""
    end_with(small, written)
    build(small, tmp_path / "site")

    assert f'href="{address}"'.encode() in read_tree(tmp_path / "site")["en/lessons/two/index.html"]


@pytest.mark.parametrize("address", [r"..\pregnancy\booking.md", r"https://a.example\b"])
def test_a_backslash_in_an_address_is_told_as_it_was_written(address: str, small: Path) -> None:
    """A browser would make a slash of it, or nothing."""
    line = end_with(small, f"[x]({address})")

    assert told(small) == [f'{PAGE}:{line}: the link "{address}" has a backslash; write / in its place']


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("{ dose.folic_acid }", "write {dose.folic_acid}"),
        ("{Dose.folic_acid}", "write {dose.folic_acid}"),
        ("{dose.folic-acid}", "write {dose.folic_acid}"),
        ("{{dose.folic_acid}}", "write {dose.folic_acid}"),
        ("{dose.folic_acid", "write {dose.folic_acid}"),
        ("{folic_acid}", "write one as in {dose.folic_acid}"),
        ("{dose_folic_acid}", "write one as in {dose.folic_acid}"),
        ("{1}", "write one as in {dose.folic_acid}"),
    ],
)
@pytest.mark.parametrize("text", ["Take %s a day.", "- Take %s a day", '!!! inset "Take %s a day"\n    Words'])
def test_a_fact_that_is_mistyped_is_told(written: str, advice: str, text: str, small: Path) -> None:
    """Or families would read the braces and no dose."""
    line = end_with(small, text % written)

    (found,) = told(small)
    assert found.startswith(f'{PAGE}:{line}: "{written}" is no fact; {advice}')


@pytest.mark.parametrize("words", ["Take } two", "{dose.folic_acid}", "{dose"])
def test_titles_and_descriptions_have_no_braces(words: str, small: Path) -> None:
    """Lists of pages show them, and search engines do."""
    change(small / PAGE, "description: ", f'description: "{words}"\n# ')

    (found,) = told(small)
    assert found.endswith(f': the description "{words}" has a token; write it without')


@pytest.mark.parametrize(
    ("alt", "quoted"),
    [
        ("A **bold** heart", "**"),
        ("A dose of {dose.folic_acid}", "{dose.folic_acid}"),
        ("A [heart](one.md)", "["),
        (r"A \_heart", "\\"),
    ],
)
def test_the_description_of_a_picture_is_plain_words(alt: str, quoted: str, small: Path) -> None:
    """It is an attribute, where marks and tokens would be read out."""
    line = end_with(small, f"![{alt}](../pictures/shapes/phone.svg)")

    (found,) = told(small)
    assert found.startswith(f'{PAGE}:{line}: the description of a picture has "{quoted}"; write plain words')


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("[](one.md)", 'the link to "one.md" has no words'),
        ("See [ ](one.md) and [one](one.md)", 'the link to "one.md" has no words'),
        ("See [the page]()", 'the link "[the page]()" has no address'),
        ("See [one](one.md) and [the page](#)", 'the link "[the page](#)" has no address'),
    ],
)
def test_a_link_has_words_and_an_address(written: str, fault: str, small: Path) -> None:
    """Nobody can follow one without."""
    line = end_with(small, written)

    (found,) = told(small)
    assert found.startswith(f"{PAGE}:{line}: {fault}")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Phone 01234 567890 or 0800 1111.", ["01234 567890", "0800 1111"]),
        ("Phone **01234567890**.", ["01234567890"]),
        ("+44 (0)1634 830000, or (01634) 830000", ["+44 (0)1634 830000", "(01634) 830000"]),
        ("Call Samaritans on 116 123.", ["116 123"]),
        ("Text SHOUT to 85258 at once", ["85258"]),
        ("Phone 999, NHS 111 or {contact.unit}.", []),
        ("Call within 24 hours, from week 20 to 24, in 2026-2027, on 07-09-2026, at 0.5 mg, for 10 000 women.", []),
        ("Ring your unit at 09 30, or [phone](https://a.example/01234567890).", []),
    ],
)
def test_a_telephone_number_in_a_text_is_told(text: str, numbers: list[str], small: Path) -> None:
    """It would stay when the number changes, and be right by chance; other numbers are fine."""
    line = end_with(small, text)

    start = f"{PAGE}:{line}: the telephone number"
    quoted = {found.partition(" stands")[0] for found in told(small)}
    assert quoted == {f'{start} "{number}"' for number in numbers}
