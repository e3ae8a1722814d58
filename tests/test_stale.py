"""A translation of yesterday's English is shown nowhere."""

import re
from collections import Counter

import pytest
from conftest import PROJECT

from sitegen.drawing import Drawing
from sitegen.environment import make_environment
from sitegen.languages import load_languages
from sitegen.model import Segment
from sitegen.pages import Body, Page
from sitegen.project import Project
from sitegen.renditions import Rendition, rendition_of
from sitegen.summaries import Renditions
from sitegen.templates import load_templates
from sitegen.voice import Voice

TRANSLATED = load_languages(PROJECT, [])[1:]
SHARE = 8
"""Each text is changed in every eighth language in turn: a language more makes no text safer."""

CELL_LABEL = re.compile(r'<span class="app-cell-label".*?</span> ')
"""What the cells of a wide table repeat of its headings."""


def places_to_change(page: Page, turn: int) -> list[int]:
    """Return which of a page's texts are changed in a turn; one that stands twice has two places to look at."""
    keys = Counter(segment.key for segment in page.segments)
    texts = enumerate(page.document.segments)
    return [at for at, text in texts if at % SHARE == turn % SHARE and text.translatable and keys[text.key] == 1]


def with_changed(page: Page, places: list[int]) -> Page:
    """Return the page after an author changed some of its texts."""
    segments = list(page.document.segments)
    for place in places:
        old, text = segments[place], f"{segments[place].text} Really."
        segments[place] = Segment.of(
            text, old.role, old.line, old.targets, register=old.register, critical=old.critical
        )
    document = page.document._replace(segments=tuple(segments))
    return page._replace(body=Body.of(document, page.title, page.description))


@pytest.mark.parametrize("turn", range(len(TRANSLATED)), ids=[language.code for language in TRANSLATED])
def test_each_english_text_that_changed_loses_its_old_translation(
    turn: int, real: Project, translated: Renditions
) -> None:
    """Every text of every page: the English stands in its place, the old translation in no part of the page."""
    language = real.languages[1:][turn]
    environment = make_environment(load_templates(PROJECT, []))
    english = Voice(real, lambda: environment, real.languages[0])
    voice = Voice(real, lambda: environment, language)
    here = translated[language.code]
    changed = 0

    def shown(segment: Segment, text: str) -> str:
        html = voice.html(text, lambda number: f' href="{segment.targets[number - 1]}"', real.inline)
        return f">{html}<"

    def body(rendition: Rendition) -> str:
        drawing = Drawing(real, rendition, here, (voice, english))
        return CELL_LABEL.sub("", drawing.body(drawing.alone))

    for page in real.pages:
        places = places_to_change(page, turn)
        catalogue = real.catalogue(language, page.section)
        edited = rendition_of(with_changed(page, places), language, catalogue, real.inline, {})
        assert all(edited.translations[place + 2].english for place in places), page.path
        changed += len(places)
        if edited.fallback == "some":
            texts = [(page.document.segments[place], here[page.path].translations[place + 2].text) for place in places]
            gone = Counter(shown(segment, text) for segment, text in texts if segment.role != "alt")
            before, after = body(here[page.path]), body(edited)
            for old, times in gone.items():
                assert after.count(old) == max(before.count(old) - times, 0), (page.path, old)
    assert changed > 250
