"""YAML as text, typed by its reader."""

import pytest

from sitegen.fields import Fields, parse_yaml
from sitegen.problems import Problem


def fields(text: str) -> tuple[Fields | None, list[Problem]]:
    """Return parsed YAML and its problems."""
    problems: list[Problem] = []
    return parse_yaml("a.yaml", text, problems), problems


@pytest.mark.parametrize(
    "typed", ["no", "0300123456", "+441622729000", "1:30", "012", "1.10", "1_000", "22:22", "2026-02-08", "yes", "1e3"]
)
def test_a_value_stays_as_it_was_typed(typed: str) -> None:
    """`no` is Norwegian and 0300 is a phone number; PyYAML alone would make them False and 50374446."""
    found, problems = fields(f"key: {typed}\n")

    assert found
    assert found.text("key") == typed
    assert not problems


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, '"a" is given twice (first on line 1)'),
        ("a: &x 1\nb: 2\n", 1, "alias or anchor"),
        ("a: 1\nb: *x\n", 2, "alias or anchor"),
        ("a: !!python/object:os.system 1\n", 1, "tag"),
        ("a: b: c\n", 1, "double quotes"),
        ("- a\n- b\n", 1, 'not a list of "name: value" lines'),
        ("a:\n\t- b\n", 2, "begins with a tab"),
        ("? [a]\n: b\n", 1, "a key is a list"),
        ("a: " + "[" * 12 + "]" * 12, 1, "nested deeper"),
        ("a: 1\nb: 2\n---\nc: 3\n", 4, "a second document starts here"),
        ("{a: 1}\nb\n", 2, "has no name and colon"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "the code of a character"),
        (f"a: 1\nb: {'c ' * 2_001}\n", 2, "more than 4,000"),
        ("%YAML 1." + "1" * 5_000 + "\n---\na: 1\n", 1, "a version of YAML"),
    ],
)
def test_what_could_mislead_is_a_problem_with_its_line(text: str, line: int, words: str) -> None:
    """Nothing is guessed, and nothing is followed."""
    _, problems = fields(text)

    assert [problem.line for problem in problems] == [line]
    assert words in problems[0].message


@pytest.mark.parametrize("date", ["2026-02-30", "28/02/2026", "2026-2-8", "20226-01-01", "tomorrow", "2026-11-24 "])
def test_only_real_dates_of_one_form_are_dates(date: str) -> None:
    """Year, month and day, each in full."""
    found, problems = fields(f'when: "{date}"\n')
    assert found

    day = found.date("when")
    assert (day is None) == bool(problems)
    assert (day is not None) == (date.strip() == "2026-11-24")


def test_an_empty_value_counts_as_missing() -> None:
    """`verified: null` and `verified:` are both no date."""
    found, problems = fields('a: null\nb:\nc: ~\nd: "null"\n')

    assert found
    assert [found.has(key) for key in "abcd"] == [False, False, False, True]
    assert not problems
