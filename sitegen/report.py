"""What is translated and what is not: every text of the site in a language, with its place and its state."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.entries import Entry
from sitegen.facts import FACTS
from sitegen.interface import Words
from sitegen.made_from import MadeFrom
from sitegen.memo import MEMO
from sitegen.model import Language, Segment
from sitegen.phrases import core_phrases, said_phrase
from sitegen.problems import Problem
from sitegen.project import INTERFACE, Project, catalogue_path
from sitegen.summaries import Renditions, SomePages
from sitegen.translate import State, Translation, translate


class Placed(NamedTuple):
    """One text in one language."""

    path: str
    """The file that it comes from."""

    catalogue: str
    segment: Segment
    translation: Translation


def texts(project: Project, renditions: SomePages, language: Language) -> Iterator[Placed]:
    """Give every text of the site in a language: of templates, settings, facts and pages."""
    interface = project.catalogue(language, INTERFACE)
    words = Words(language, interface, project.inline)
    for message in project.messages:
        said = Segment.of(message.key.text, "interface", message.line)
        yield Placed(message.path, INTERFACE, said, words.translation(message.key, message.plural))
    for segment in (project.site.title, project.site.notice):
        if segment:
            found = translate(segment, language, interface, project.inline)
            yield Placed(project.site.path, INTERFACE, segment, found)
    yield from content_texts(project, renditions, language)


def content_texts(project: Project, renditions: SomePages, language: Language) -> Iterator[Placed]:
    """Give those of facts and pages, which are all that can be of the safety core."""
    core = core_phrases(project)
    for fact in project.facts.values():
        if fact.segment and (found := said_phrase(project, fact, language)):
            yield Placed(fact.path, FACTS, fact.segment._replace(critical=fact.name in core), found)
    yield from page_texts(renditions, language)


def page_texts(renditions: SomePages, language: Language) -> Iterator[Placed]:
    """Give the texts of some pages in a language."""
    for rendition in renditions[language.code].values():
        page = rendition.page
        for segment, found in zip(page.segments, rendition.translations, strict=True):
            yield Placed(page.path, page.section, segment, found)


def count_states(project: Project, renditions: Renditions) -> dict[str, Counter[State]]:
    """Return how many texts are in each state, by language."""
    counts = {}
    said = repr([(message.key, message.plural) for message in project.messages])
    others = (project.site.title, project.site.notice, *(fact.segment for fact in project.facts.values()))
    words = (said, repr(others))
    for language in project.languages:
        found = Counter(_states_of_words(project, language, words))
        for state, number in renditions[language.code].summary.states.items():
            found[State(state)] += number
        counts[language.code] = found
    return counts


def _states_of_words(project: Project, language: Language, words: MadeFrom) -> list[State]:
    """Return the states of the words of templates, settings and facts; kept, so that no catalogue is read for them."""
    keys = [project.catalogue_key(language, name) or "" for name in (INTERFACE, FACTS)]

    def make(_: list[Problem]) -> list[State]:
        return [text.translation.state for text in texts(project, {language.code: {}}, language)]

    if project.catalogue_key(language, INTERFACE) is None:
        return make([])
    return MEMO.recall(("states", repr(language), *keys, *words), make, [])


def translation_problems(project: Project, renditions: Renditions, language: Language) -> list[Problem]:
    """Return why translations of a language cannot be shown, by the catalogue's file and line."""
    return sorted(
        {
            _problem(catalogue_path(language, text.catalogue), text.translation.entry, fault)
            for text in texts(project, renditions, language)
            for fault in text.translation.faults
            if text.translation.entry and not text.translation.waits
        }
    )


def _problem(path: str, entry: Entry, fault: str) -> Problem:
    return Problem(path, entry.line, f'the translation "{entry.strings[0]}" cannot be shown: {fault}')
