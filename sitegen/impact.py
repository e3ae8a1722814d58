"""What a change of the English unsettles, before it is merged."""

import io
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.chapters import translate_all
from sitegen.content import easy_path
from sitegen.model import Fact, Key, Language
from sitegen.problems import Problem, UsageError
from sitegen.project import Project, load_project
from sitegen.report import Placed, texts
from sitegen.revisions import ask_git
from sitegen.summaries import Renditions


class Before(NamedTuple):
    """A project at a revision of git."""

    texts: Mapping[tuple[str, Key], bool]
    """By catalogue and key, and whether each was of the safety core: to come into it may hold languages back."""

    facts: Mapping[str, Fact]
    revisions: Mapping[str, str]
    """Of each page: it changes with every text of the page."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A text that is new, was changed or became a safety text, and the languages in which it is not current."""

    text: Placed
    languages: tuple[Language, ...]


def before(root: Path, revision: str) -> Before:
    """Return what a project had in English at a revision of git."""
    named = ask_git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    commit = named.printed.decode().strip()
    said = ask_git(root, "archive", "--format=tar", commit, "content", "locales", "templates") if commit else named
    if not said.is_good:
        raise UsageError(f'git does not give "{revision}" ({said.complaint or "and does not say why"})')
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(said.printed)) as archive:
        problems: list[Problem] = []
        try:
            archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            raise UsageError(f'"{revision}" has a link that leads out of the project; name another') from error
        project = load_project(Path(folder), problems)
        if not project.languages:
            raise UsageError(f'nothing can be compared with "{revision}"; name another: {min(problems)}')
        known: dict[tuple[str, Key], bool] = {}
        for text in texts(project, translate_all(project), project.languages[0]):
            place = (text.catalogue, text.segment.key)
            known[place] = known.get(place, False) or text.segment.critical
        return Before(known, project.facts, {page.path: page.body.revision for page in project.pages})


def unsettled(project: Project, renditions: Renditions, languages: Sequence[Language], then: Before) -> list[Unsettled]:
    """Return the texts that were not known as what they are and are not current in some language, in reading order."""
    found: dict[tuple[str, int, Key], tuple[Placed, list[Language]]] = {}
    for language in languages:
        for text in texts(project, renditions, language):
            was_critical = then.texts.get((text.catalogue, text.segment.key))
            is_new = was_critical is None or (text.segment.critical and not was_critical)
            if is_new and text.translation.english and text.segment.translatable:
                place = (text.path, text.segment.line, text.segment.key)
                found.setdefault(place, (text, []))[1].append(language)
    return [Unsettled(text, tuple(languages)) for text, languages in found.values()]


def left_behind(project: Project, then: Before) -> list[Problem]:
    """Return what should have changed with a change and did not: the day of a check, and the other form of a page."""
    found = []
    for fact in project.facts.values():
        old = then.facts.get(fact.name)
        if old and fact.verified and fact.verified == old.verified and fact.value != old.value:
            message = (
                f'{fact.name} was "{old.value}", and "verified" is still {fact.verified}: that was the day of the old '
                "value; write when a person checked the new one"
            )
            found.append(Problem(fact.path, fact.line, message))
    same = {page.path for page in project.pages if then.revisions.get(page.path) == page.body.revision}
    for page in project.pages:
        easy = easy_path(page.path)
        if page.path not in same and easy in same:
            message = f"{page.path} changed, and its easy-read form did not; see that both still say the same"
            found.append(Problem(easy, 1, message))
    return sorted(found)


def impact_text(found: Sequence[Unsettled], languages: Sequence[Language], behind: Sequence[Problem]) -> str:
    """Return a report: each text once, then for each language how many texts and words wait for a translator."""
    lines = [*map(str, behind), *[""] * bool(behind)]
    if not found:
        return "\n".join((*lines, "No translation is unsettled."))
    for item in found:
        codes = ", ".join(language.code for language in item.languages)
        mark = " SAFETY TEXT" if item.text.segment.critical else ""
        lines.append(f'{item.text.path}:{item.text.segment.line}:{mark} "{item.text.segment.text}" ({codes})')
    lines.append("")
    for language in languages:
        mine = [item.text.segment for item in found if language in item.languages]
        safety = sum(segment.critical for segment in mine)
        words = sum(segment.words for segment in mine)
        held = f"; {safety} of them safety texts, so it would not be released" if safety else ""
        lines.append(f"{language.english_name}: texts {len(mine)}, words {words}{held}")
    return "\n".join(lines)
