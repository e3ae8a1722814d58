"""A translation of yesterday's English is shown nowhere."""

import re
from dataclasses import replace

import pytest
from conftest import PROJECT

from sitegen.drawing import Drawing, Voice
from sitegen.model import Page, Segment
from sitegen.pipeline import read_project, translate_all
from sitegen.templates import load_templates, make_environment
from sitegen.translate import translate_page

PROJECT_READ = read_project(PROJECT)
RENDITIONS = translate_all(PROJECT_READ)
TRANSLATED = PROJECT_READ.languages[1:]
SHARE = 8
"""Each text is changed in every eighth language in turn: a language more makes no text safer."""

CELL_LABEL = re.compile(r'<span class="app-cell-label".*?</span> ')
"""What the cells of a wide table repeat of its headings."""


def with_changed(page: Page, place: int) -> Page:
    """Return the page after an author changed one of its texts."""
    segments = list(page.document.segments)
    segments[place] = replace(segments[place], text=f"{segments[place].text} Really.")
    return replace(page, document=replace(page.document, segments=tuple(segments)))


@pytest.mark.parametrize("turn", range(len(TRANSLATED)), ids=[language.code for language in TRANSLATED])
def test_each_english_text_changed_in_turn_loses_its_old_translation(turn: int) -> None:
    """Every text of every page: the English stands in its place, the old translation in no part of the page."""
    language = TRANSLATED[turn]
    environment = make_environment(PROJECT, load_templates(PROJECT, []))
    english = Voice(PROJECT_READ, environment, PROJECT_READ.languages[0])
    voice = Voice(PROJECT_READ, environment, language)
    here = RENDITIONS[language.code]
    changed = 0
    for page in PROJECT_READ.pages:
        catalogue = PROJECT_READ.catalogue(language, page.section)
        keys = [segment.key for segment in page.segments]
        before = CELL_LABEL.sub("", Drawing(PROJECT_READ, here[page.path], here).body(voice, english))
        for place, segment in enumerate(page.document.segments):
            if place % SHARE != turn % SHARE or not segment.translatable or keys.count(segment.key) > 1:
                continue
            edited = translate_page(with_changed(page, place), language, catalogue, PROJECT_READ.inline)
            now = edited.translations[place + 2]
            assert now.english, segment
            changed += 1
            if edited.fallback == "some" and segment.role != "alt":
                body = CELL_LABEL.sub("", Drawing(PROJECT_READ, edited, here).body(voice, english))
                old = f">{_shown(voice, segment, here[page.path].translations[place + 2].text)}<"
                assert body.count(old) == max(before.count(old) - 1, 0), segment
    assert changed > 250


def _shown(voice: Voice, segment: Segment, text: str) -> str:
    return voice.html(text, lambda number: f' href="{segment.targets[number - 1]}"', PROJECT_READ.inline)
