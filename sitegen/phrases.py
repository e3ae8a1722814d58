"""Facts that are phrases, such as opening hours: in each language as its translators say them."""

from collections.abc import Mapping

from sitegen.facts import FACTS
from sitegen.model import Fact, Language
from sitegen.project import Project, catalogue_path
from sitegen.reviews import Phrase
from sitegen.translate import Translation, translate


def phrases(project: Project, language: Language) -> Phrase:
    """Return what gives the facts that are phrases as a language says them, to those who judge a signature."""

    def said(name: str) -> tuple[str, str] | None:
        fact = project.facts.get(name)
        found = said_phrase(project, fact, language) if fact else None
        return (fact.value, found.text) if fact and found else None

    return said


def said_phrase(project: Project, fact: Fact, language: Language) -> Translation | None:
    """Return a fact that is a phrase in a language; nothing for another fact."""
    if not fact.segment:
        return None
    return translate(fact.segment, language, project.catalogue(language, FACTS), project.inline)


def open_phrases(project: Project, language: Language) -> Mapping[str, str]:
    """Return the facts that are phrases and not current in a language, by name, with what there is to do about each.

    The texts that name one stand in English, as a whole.
    """
    found = {fact.name: (fact, said_phrase(project, fact, language)) for fact in project.facts.values()}
    path = catalogue_path(language, FACTS)
    return {
        name: f'the phrase "{fact.value}" of {{{name}}} in it is {said.state} in {language.english_name}; '
        f"translate it in {path}{f':{said.entry.line}' if said.entry else ''}"
        for name, (fact, said) in found.items()
        if said and said.english
    }


def core_phrases(project: Project) -> frozenset[str]:
    """Return the names of the facts that texts of the safety core need: as phrases they belong to it, too."""
    return frozenset().union(*(page.body.core_facts for page in project.pages))
