"""What is translated and what is not: counts for each language, and translations that cannot be shown."""

from collections import Counter
from collections.abc import Iterator

from sitegen.drawing import Renditions
from sitegen.entries import Entry
from sitegen.model import Language
from sitegen.problems import Problem
from sitegen.project import FACTS, INTERFACE, Project, catalogue_path
from sitegen.templates import interface_state
from sitegen.translate import State, Translation, translate


def count_states(project: Project, renditions: Renditions) -> dict[str, Counter[State]]:
    """Return how many texts are in each state, by language: of pages, facts, the site and its templates."""
    return {
        language.code: Counter(found.state for _, found in translations(project, renditions, language))
        for language in project.languages
    }


def translations(project: Project, renditions: Renditions, language: Language) -> Iterator[tuple[str, Translation]]:
    """Give every translation of a language, with the name of its catalogue."""
    interface = project.catalogue(language, INTERFACE)
    for message in project.messages if not language.is_source else ():
        entry = interface.get(message.key) if interface else None
        state = interface_state(entry, message.key.text, message.plural)
        faults = ("its tokens are not those of the English; copy them letter for letter",)
        yield INTERFACE, Translation(state, message.key.text, entry, faults if state is State.INVALID else ())
    for segment in (project.site.title, project.site.notice):
        if segment:
            yield INTERFACE, translate(segment, language, interface, project.inline)
    for fact in project.facts.values():
        if fact.segment:
            yield FACTS, translate(fact.segment, language, project.catalogue(language, FACTS), project.inline)
    for rendition in renditions[language.code].values():
        for translation in rendition.translations:
            yield rendition.page.section, translation


def translation_problems(project: Project, renditions: Renditions, language: Language) -> list[Problem]:
    """Return why translations of a language cannot be shown, by the catalogue's file and line."""
    return sorted(
        {
            _problem(catalogue_path(language, name), found.entry, fault)
            for name, found in translations(project, renditions, language)
            for fault in found.faults
            if found.entry
        }
    )


def _problem(path: str, entry: Entry, fault: str) -> Problem:
    return Problem(path, entry.line, f'the translation "{entry.strings[0]}" cannot be shown: {fault}')
