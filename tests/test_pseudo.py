"""Two languages that nobody speaks, for judging layout."""

import re

import pytest

from sitegen.chapters import translate_all
from sitegen.inline import Inline
from sitegen.model import tokens
from sitegen.pairs import pair_faults
from sitegen.project import Project
from sitegen.pseudo import LANGUAGES, pseudo_text, with_pseudo_languages
from sitegen.report import texts
from sitegen.translate import State


@pytest.mark.parametrize(
    "text", ["Take {dose.a} of [folic acid]({1}) **now**.", "Menu", "A \\*star\\*", "Weeks 16–24, from 9:30"]
)
def test_a_pseudo_text_is_longer_and_keeps_what_must_be_kept(text: str) -> None:
    """Its tokens, links, emphasis and numbers; a check of translations finds nothing."""
    made = pseudo_text(text)

    assert len(made) >= 1.3 * len(text)
    assert tokens(made) == tokens(text)
    assert re.findall(r"\d+", made) == re.findall(r"\d+", text)
    assert not list(pair_faults(text, made, LANGUAGES[0], Inline()))


def test_every_text_of_the_site_has_a_pseudo_translation(real: Project) -> None:
    """So that what stands in English on such a page is a text that no translator can reach."""
    project = with_pseudo_languages(real)
    renditions = translate_all(project)

    for language in LANGUAGES:
        assert {text.translation.state for text in texts(project, renditions, language)} == {State.CURRENT}
