"""Languages with their plural rules, and the owner's colour."""

from pathlib import Path

import pytest
from babel.messages.plurals import PLURALS
from conftest import PROJECT, change

from sitegen.model import Language
from sitegen.pipeline import read_project
from sitegen.problems import Problem, SiteError
from sitegen.settings import cldr_plural_forms, load_languages, load_site, plural_index

LANGUAGES = load_languages(PROJECT, [])
NUMBERS = (0, 1, 2, 3, 4, 5, 10, 11, 12, 14, 20, 21, 22, 99, 100, 101, 102, 103, 111, 112, 122, 200, 1000)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_languages_plural_rule_is_the_one_of_cldr(language: Language) -> None:
    """For whole numbers, with the categories in CLDR's order."""
    forms = cldr_plural_forms(language.code)

    assert [plural_index(language, number) for number in NUMBERS] == [forms[number] for number in NUMBERS]


def test_arabic_is_not_taken_from_babels_table_of_headers() -> None:
    """There, 11 has form 5 and 100 has form 4; CLDR's order has them the other way round."""
    arabic = next(language for language in LANGUAGES if language.code == "ar")

    assert PLURALS["ar"][1] not in arabic.plural_forms
    assert [plural_index(arabic, number) for number in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ()),
        ("offline: off\n", ()),
        ("offline:\n  - index.md\n  - help/now.md\n", (("content/index.md", 11), ("content/help/now.md", 12))),
    ],
)
def test_the_pages_that_devices_keep_are_listed_or_off(
    written: str, kept: tuple[tuple[str, int], ...], small: Path
) -> None:
    """No word of it keeps nothing, as `off` does."""
    problems: list[Problem] = []
    write_offline(small, written)

    assert load_site(small, problems).offline == kept
    assert problems == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("offline: no\n", '10: "offline" names no page'),
        ("offline: []\n", '10: "offline" names no page; list paths such as get-help/index.md, or write "offline: off"'),
        ("offline:\n  help: now.md\n", '11: "offline" is not a list'),
        ("offline:\n  - page: help/now.md\n", '11: "offline" has an item of another kind'),
        ("offline:\n  - help/lost.md\n", '11: "offline" names content/help/lost.md, which is missing or a draft'),
        ("offline:\n  - index.md\n  - index.md\n", '12: "offline" names content/index.md twice; keep one'),
    ],
)
def test_a_mistake_in_the_list_is_told_by_its_line(written: str, told: str, small: Path) -> None:
    """Also a page that is not there."""
    write_offline(small, written)

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert f"content/site.yaml:{told}" in str(caught.value)


def write_offline(root: Path, written: str) -> None:
    """Put these lines in the place of the small site's list."""
    path = root / "content/site.yaml"
    path.write_text(path.read_text("utf-8").partition("offline:")[0] + written, "utf-8")


@pytest.mark.parametrize(
    ("colour", "complaint"),
    [
        ('"#00703c"', ""),
        ('"#41b6e6"', 'white letters on the colour "#41b6e6" have a contrast of 2.32 to 1'),
        ('"#767676"', ""),
        ('"#777777"', 'white letters on the colour "#777777" have a contrast of 4.48 to 1'),
        ("blue", '"colour" is not a colour: "blue"'),
        ('"#05b;}"', '"colour" is not a colour: "#05b;}"'),
    ],
)
def test_white_letters_are_readable_on_the_owners_colour(colour: str, complaint: str, small: Path) -> None:
    """What is no colour, or too light, is told with its line."""
    change(small / "content/site.yaml", "sections:", f"colour: {colour}\nsections:")
    line = (small / "content/site.yaml").read_text("utf-8").split("\n").index(f"colour: {colour}") + 1
    problems: list[Problem] = []
    site = load_site(small, problems)

    assert site.colour == ("" if complaint else colour.strip('"'))
    assert [problem.line for problem in problems] == [line] * bool(complaint)
    assert complaint in "".join(problem.message for problem in problems)
