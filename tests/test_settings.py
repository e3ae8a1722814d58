"""Languages and their plural rules."""

import pytest
from babel.messages.plurals import PLURALS
from conftest import PROJECT

from sitegen.model import Language
from sitegen.settings import cldr_plural_forms, load_languages, plural_index

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
