"""The whole way on one screen: read, judge, translate, make, write."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError

from sitegen.checks import run_checks
from sitegen.drawing import Renditions
from sitegen.model import Language
from sitegen.problems import Problem, SiteError
from sitegen.project import Project, load_project
from sitegen.publish import Staging
from sitegen.render import LanguageSite
from sitegen.report import count_states
from sitegen.shared_files import shared_files
from sitegen.templates import make_environment, template_problem
from sitegen.translate import State, translate_page

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made."""

    pages: int
    languages: tuple[Language, ...]
    kept: tuple[str, ...]
    """Languages that were not asked for and stay as the last build left them."""

    states: dict[str, Counter[State]]
    """For each language, how many texts are in each state."""


def read_project(root: Path) -> Project:
    """Read and judge all sources; what is wrong with them is told at once."""
    problems: list[Problem] = []
    project = load_project(root, problems)
    problems += run_checks(project)
    if problems:
        raise SiteError(problems)
    return project


def translate_all(project: Project) -> Renditions:
    """Return every page's texts in every language."""
    return {
        language.code: {
            page.path: translate_page(page, language, project.catalogue(language, page.section), project.inline)
            for page in project.pages
        }
        for language in project.languages
    }


def make_site(project: Project, renditions: Renditions, languages: Sequence[Language]) -> Files:
    """Give every file of the site, for some languages: its path and bytes.  Nothing is written."""
    environment = make_environment(project.root)
    sites = {language.code: LanguageSite(project, environment, language, renditions) for language in project.languages}
    try:
        yield from shared_files(project, environment, sites.values())
        for path, text in chain.from_iterable(sites[language.code].files() for language in languages):
            yield path, text.encode()
    except TemplateError as error:
        raise SiteError([template_problem(error, project.root)]) from error


def build(
    root: Path,
    output: Path,
    codes: Sequence[str] = (),
    progress: Callable[[Files, int], Files] = lambda files, _: files,
) -> Outcome:
    """Build the site; the output changes only when all of it could be made."""
    project = read_project(root)
    languages = tuple(language for language in project.languages if not codes or language.code in codes)
    renditions = translate_all(project)
    with Staging(output) as staging:
        files = make_site(project, renditions, languages)
        for path, content in progress(files, len(project.pages) * len(languages)):
            staging.write(path, content)
        others = [language.code for language in project.languages if language not in languages]
        kept = tuple(code for code in others if staging.keep(code))
        staging.commit()
    return Outcome(len(project.pages) * len(languages), languages, kept, count_states(project, renditions))
