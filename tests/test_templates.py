"""The templates' own words go through the same checks as everybody's."""

import datetime as dt

import pytest
from conftest import POLISH, polish_catalogue

from sitegen.inline import Inline
from sitegen.interface import Words
from sitegen.model import Key
from sitegen.translate import State

PLURAL = 'msgid "{count} page in 2 parts"\nmsgid_plural "{count} pages in 2 parts"\n'


def words(entry: str) -> Words:
    """Return Polish words with one entry."""
    return Words(POLISH, polish_catalogue(entry), Inline())


@pytest.mark.parametrize(
    ("translation", "state"),
    [
        ("Lekcja {number} z {total}", State.CURRENT),
        ("Lekcja {number} z 8", State.INVALID),
        ("Lekcja {number} z {total}, zadzwoń 999", State.INVALID),
        ("Lekcja <b>{number}</b> z {total}", State.INVALID),
        ("Lekcja {number}", State.INVALID),
        ("", State.MISSING),
        (" ", State.INVALID),
        ("\u200e", State.INVALID),
        ("{number}/{total}", State.INVALID),
        ("TODO", State.INVALID),
    ],
)
def test_interface_words_that_fail_a_check_stand_in_english(translation: str, state: State) -> None:
    """A wrong number in a menu misleads as one in a page does."""
    made = words(f'msgid "Lesson {{number}} of {{total}}"\nmsgstr "{translation}"\n')
    said = made.t("Lesson {number} of {total}", number=2, total=8)

    assert made.translation(Key("", "Lesson {number} of {total}"), "").state is state
    assert said.english == (state is not State.CURRENT)
    assert str(said) == ("Lekcja 2 z 8" if state is State.CURRENT else "Lesson 2 of 8")


@pytest.mark.parametrize(
    ("forms", "state"),
    [
        (("jedna strona w 2 częściach", "{count} strony w 2 częściach", "{count} stron w 2 częściach"), State.CURRENT),
        (
            ("{count} strona w 3 częściach", "{count} strony w 2 częściach", "{count} stron w 2 częściach"),
            State.INVALID,
        ),
        (
            ("jedna strona w 2 częściach", "{count} strony w 2 częściach", "<b>{count}</b> stron w 2 częściach"),
            State.INVALID,
        ),
        (("jedna strona w 2 częściach", " ", "{count} stron w 2 częściach"), State.INVALID),
        (("jedna strona w 2 częściach", "TODO", "{count} stron w 2 częściach"), State.INVALID),
    ],
)
def test_a_plural_form_may_leave_out_its_count_and_nothing_else(forms: tuple[str, ...], state: State) -> None:
    """“One page” needs no digit; every other number stays."""
    strings = "".join(f'msgstr[{place}] "{form}"\n' for place, form in enumerate(forms))

    assert (
        words(PLURAL + strings).translation(Key("", "{count} page in 2 parts"), "{count} pages in 2 parts").state
        is state
    )


@pytest.mark.parametrize("form", [" ", ".", "{count}", "\u00a0"])
def test_a_form_without_words_is_none(form: str) -> None:
    """Also where the count is all that the English has besides one word."""
    made = words(
        f'msgid "{{count}} day"\nmsgid_plural "{{count}} days"\nmsgstr[0] "{form}"\nmsgstr[1] "dni"\nmsgstr[2] "dni"\n'
    )

    assert made.translation(Key("", "{count} day"), "{count} days").state is State.INVALID


def test_words_whose_english_plural_changed_are_told_and_not_shown() -> None:
    """They were made for another text."""
    made = words(PLURAL + 'msgstr[0] "strona"\nmsgstr[1] "strony"\nmsgstr[2] "stron"\n')
    found = made.translation(Key("", "{count} page in 2 parts"), "{count} pages in 2 pieces")

    assert found.state is State.INVALID
    assert found.text == "{count} page in 2 parts"
    assert "run build.py update" in found.faults[0]


def test_a_date_is_said_in_the_language_that_the_words_are_in() -> None:
    """An English sentence never gets a Polish month."""
    date = dt.date(2026, 11, 24)
    polish = words('msgid "Checked {date}"\nmsgstr "Sprawdzono {date}"\n')

    assert str(polish.t("Checked {date}", date=date)) == "Sprawdzono 24 listopada 2026"
    assert str(polish.t("Due {date}", date=date)) == "Due 24 November 2026"
