"""The safety core: texts without which a language is not released, and what no person has checked yet.

It is made of the emergency and urgent care cards, the blocks that authors mark critical, and the phrases among the
facts that these name.
"""

from collections.abc import Iterable, Iterator

from sitegen.facts import FACTS
from sitegen.model import Language
from sitegen.phrases import phrases
from sitegen.problems import Problem
from sitegen.project import Project, catalogue_path
from sitegen.report import Placed, content_texts, page_texts, texts
from sitegen.reviews import digest_of, page_digest, page_name, review_of, reviews_path
from sitegen.summaries import Renditions


def safety_gaps(renditions: Renditions, language: Language) -> list[Problem]:
    """Return the safety texts that are not current in a language, by the place of the English.

    A phrase among the facts holds a language back with the texts that name it.
    """
    pages = renditions[language.code]
    unsafe = {path: pages[path] for path in sorted(pages.summary.unsafe)}
    return sorted(
        Problem(
            text.path,
            text.segment.line,
            f'the safety text "{text.segment.text}" is {text.translation.state} in {language.english_name}; '
            f"{_to_do(text, language)}",
        )
        for text in page_texts({language.code: unsafe}, language)
        if text.segment.critical and text.translation.english
    )


def unchecked(project: Project, renditions: Renditions, languages: Iterable[Language]) -> list[Problem]:
    """Return the facts, and the safety texts of some languages, that no person has checked yet."""
    problems = [
        Problem(fact.path, fact.line, f'no person has checked {name} ("{fact.value}"); check it, then date "verified"')
        for name, fact in project.facts.items()
        if fact.verified is None
    ]
    for language in languages:
        checked = _checked_pages(project, renditions, language)
        for text in content_texts(project, renditions, language):
            is_told = text.segment.critical or text.catalogue == FACTS
            if is_told and (entry := text.translation.entry) and text.path not in checked:
                message = f'no person has checked the translation of the safety text "{text.segment.text}"'
                path = catalogue_path(language, text.catalogue)
                problems.append(Problem(path, entry.line, f"{message}; have it checked, then sign its page"))
    return sorted(set(problems))


def _checked_pages(project: Project, renditions: Renditions, language: Language) -> set[str]:
    """Return the files whose translation a person checked as it is now."""
    records = project.reviews[language.code]
    pages = renditions[language.code].values()
    phrase = phrases(project, language)
    checked = {found.page.path for found in pages if review_of(language, found, records, phrase).checked}
    record = records.get(FACTS)
    if record and record.checked and record.digest == phrases_digest(project, renditions, language):
        checked |= {fact.path for fact in project.facts.values()}
    return checked


def phrases_digest(project: Project, renditions: Renditions, language: Language) -> str:
    """Return the digest of the facts that are phrases."""
    placed = texts(project, renditions, language)
    return digest_of((text.segment, text.translation) for text in placed if text.catalogue == FACTS)


def void_reviews(project: Project, renditions: Renditions, languages: Iterable[Language]) -> list[Problem]:
    """Return the records that no longer fit, because the English or the translation was changed since."""
    return [
        Problem(
            reviews_path(language), record.line, f'"{name}" was changed since it was signed; check and sign it again'
        )
        for language in languages
        if (records := project.reviews[language.code])
        for name, digest in _digests(project, renditions, language)
        if (record := records.get(name)) and record.digest != digest
    ]


def _digests(project: Project, renditions: Renditions, language: Language) -> Iterator[tuple[str, str]]:
    phrase = phrases(project, language)
    yield FACTS, phrases_digest(project, renditions, language)
    for rendition in renditions[language.code].values():
        yield page_name(rendition.page), page_digest(rendition, phrase)


def _to_do(text: Placed, language: Language) -> str:
    if text.translation.waits:
        return "; ".join(text.translation.faults)
    path = catalogue_path(language, text.catalogue)
    return (
        f"translate it in {path}:{text.translation.entry.line}" if text.translation.entry else f"translate it in {path}"
    )
