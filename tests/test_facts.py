"""Facts in words."""

from pathlib import Path

import pytest
from conftest import PROJECT

from sitegen.facts import load_facts, say_fact
from sitegen.languages import load_languages
from sitegen.model import Fact, Language
from sitegen.problems import Problem


def language(code: str) -> Language:
    """Return a language of the real site."""
    return next(found for found in load_languages(PROJECT, []) if found.code == code)


@pytest.mark.parametrize(
    ("form", "value", "code", "said"),
    [
        ("amount", "400 microgram", "en", "400 micrograms"),
        ("amount", "1 milligram", "en", "1 milligram"),
        ("amount", "0.5 millilitre", "en", "0.5 millilitres"),
        ("amount", "1000 gram", "en", "1000 grams"),
        ("amount", "400 microgram", "pl", "400 mikrogramów"),
        ("amount", "0.5 millilitre", "pl", "0,5 mililitra"),
        ("amount", "400 microgram", "ar", "400 ميكروغرام"),
        ("amount", "400 microgram", "ne", "400 माइक्रोग्राम"),
        ("amount", "5 milligram", "ne", "5 mg"),
        ("number", "12.5", "pl", "12,5"),
        ("number", "24", "ne", "24"),
        ("range", "16 to 24", "ar", "16–24"),
        ("range", "16.5 to 20.5", "pl", "16,5–20,5"),
        ("range", "16.5 to 20.5", "ne", "16.5–20.5"),
        ("range", "16.5 to 20", "en", "16.5–20"),
        ("weeks", "11+2 to 14+1", "ne", "11+2–14+1"),
        ("name", "Darent Valley Hospital", "ar", "Darent Valley Hospital"),
    ],
)
def test_a_fact_is_said_in_each_language_with_the_same_value(form: str, value: str, code: str, said: str) -> None:
    """Units and the decimal sign follow the language; digits stay Latin and are never grouped."""
    assert say_fact(Fact("a.b", form, value, "a.yaml", 1, None), language(code)) == said


@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        ("999", True),
        ("01632 960101", True),
        ("07700 900123", True),
        ("03069 990110", True),
        ("08081 570000", True),
        ("020 7946 0018", True),
        ("01634 830000", False),
        ("01632 961000", False),
        ("0300 123 4567", False),
    ],
)
def test_a_real_number_needs_the_date_when_a_person_checked_it(number: str, accepted: bool, tmp_path: Path) -> None:
    """Without it only numbers that reach nobody may stand on a page."""
    facts = tmp_path / "content/facts"
    facts.mkdir(parents=True)
    (facts / "contact.yaml").write_text(f'ward:\n  phone: "{number}"\n  verified: null\n', "utf-8")
    problems: list[Problem] = []
    load_facts(tmp_path, problems)
    assert (not problems) == accepted

    (facts / "contact.yaml").write_text(f'ward:\n  phone: "{number}"\n  verified: 2024-11-24\n', "utf-8")
    problems.clear()
    load_facts(tmp_path, problems)
    assert not problems


def test_a_fact_has_one_place(small: Path) -> None:
    """Of two that differ none would be right for sure."""
    (small / "content/facts/more").mkdir()
    (small / "content/facts/more/dose.yaml").write_text("folic_acid:\n  amount: 5 milligram\n", "utf-8")
    problems: list[Problem] = []
    facts = load_facts(small, problems)

    message = 'the fact "folic_acid" is given in content/facts/dose.yaml too; keep one of them'
    assert problems == [Problem("content/facts/more/dose.yaml", 1, message)]
    assert facts["dose.folic_acid"].value == "400 microgram"


@pytest.mark.parametrize("written", ["phone: ٩٩٩", "amount: ٤٠٠ microgram", "number: १२"])
def test_the_digits_of_facts_are_0_to_9(small: Path, written: str) -> None:
    """A phone dials no others."""
    path = small / "content/facts/odd.yaml"
    path.write_text(f"odd:\n  {written}\n", "utf-8")
    problems: list[Problem] = []

    assert "odd.odd" not in load_facts(small, problems)
    assert [(problem.path, problem.line) for problem in problems] == [("content/facts/odd.yaml", 2)]
