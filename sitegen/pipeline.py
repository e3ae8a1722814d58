"""The whole way on one screen: read, judge, translate, make, write."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError

from sitegen.budget import Budget
from sitegen.checks import run_checks
from sitegen.content_pages import content_pages
from sitegen.device import device_of
from sitegen.device_pages import device_pages
from sitegen.drawing import Renditions, Voice
from sitegen.hosting import BUILD, MANIFEST, build_record, hosting_files, manifest
from sitegen.model import Language
from sitegen.offline import with_worker
from sitegen.own_pages import own_pages
from sitegen.painting import Painting, for_review
from sitegen.problems import Problem, SiteError
from sitegen.project import Project, load_project
from sitegen.pseudo import with_pseudo_languages
from sitegen.publish import MARKER, Staging
from sitegen.render import LanguageSite
from sitegen.report import count_states
from sitegen.safety import safety_gaps
from sitegen.search import make_index
from sitegen.shared_files import shared_files
from sitegen.templates import make_environment, template_problem
from sitegen.translate import State, translate_page
from sitegen.verdicts import SOUND
from sitegen.words import words_by_page

Files = Iterator[tuple[str, bytes]]


def _silently(files: Files, _: int) -> Files:
    return files


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for."""

    codes: tuple[str, ...] = ()
    """Only these languages; all where there are none."""

    preview: bool = False
    """Build languages that are not released too."""

    keep_going: bool = False
    """Publish although catalogues are broken: their sections fall back to English."""

    pseudo: bool = False
    """Add two languages that nobody speaks, for judging layout."""

    review: bool = False
    """Paint every text by its state, for translators and editors; builds languages that are not released, too."""

    progress: Callable[[Files, int], Files] = _silently
    """Passes the files on, and may show a person how far it is; the number is that of pages."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made."""

    pages: int
    languages: tuple[Language, ...]
    kept: tuple[str, ...]
    """Languages that were not asked for and stay as the last build left them."""

    withheld: dict[str, int]
    """Languages that are not released, and how many safety texts each lacks."""

    broken: tuple[Problem, ...]
    """What is wrong with catalogues that were left out."""

    states: dict[str, Counter[State]]
    """For each language, how many texts are in each state."""


def read_project(root: Path, broken: list[Problem] | None = None) -> Project:
    """Read and judge all sources and tell at once what is wrong with them; faults of catalogues may go to `broken`."""
    problems: list[Problem] = []
    project = load_project(root, problems, broken)
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


def make_site(
    project: Project,
    renditions: Renditions,
    languages: Sequence[Language],
    released: tuple[Language, ...],
    *,
    review: bool = False,
) -> Files:
    """Give every file of the site, for some languages: its path and bytes.  Nothing is written.

    Lists of languages name those that are released.  Pages that are too heavy are told when all were made.
    """
    environment = make_environment(project.root, project.templates)
    source = project.languages[0]
    budget = Budget(project.assets, {page.address: page.path for page in project.pages})
    try:
        english = Voice(project, environment, source)
        words = words_by_page(project)

        @cache
        def site_of(language: Language) -> LanguageSite:
            voice = english if language is source else Voice(project, environment, language)
            index = make_index(project, renditions[language.code], voice, english)
            painting = Painting(project, environment, language) if review else None
            device = device_of(project, language)
            return LanguageSite(
                project, environment, renditions, released, voice, english, words, index, device, painting
            )

        sites = [site_of(language) for language in released]
        yield from chain(shared_files(project, sites), hosting_files(project, sites))
        for site in map(site_of, languages):
            for path, text in with_worker(site, chain(content_pages(site), own_pages(site), device_pages(site))):
                content = text.encode()
                budget.weigh(path, content)
                yield path, content
    except TemplateError as error:
        raise SiteError([template_problem(error, project.root)]) from error
    if budget.problems and not review:
        raise SiteError(budget.problems)


def build(root: Path, output: Path, options: Options = Options()) -> Outcome:
    """Build the site; the output changes only when all of it could be made."""
    SOUND.load(root)
    with Staging(output) as staging:
        outcome = _build(root, staging, options)
    SOUND.save(root)
    return outcome


def _build(root: Path, staging: Staging, options: Options) -> Outcome:
    broken: list[Problem] = []
    project = read_project(root, broken if options.keep_going else None)
    if options.pseudo:
        project = with_pseudo_languages(project)
    if options.review:
        project = for_review(project)
    renditions = translate_all(project)
    gaps = {language.code: safety_gaps(project, renditions, language) for language in project.languages}
    released = tuple(language for language in project.languages if not gaps[language.code])
    languages, withheld = _languages_to_build(project, gaps, options)
    pages = len(project.pages) * len(languages)
    made = make_site(project, renditions, languages, released, review=options.review)
    for path, content in options.progress(made, pages):
        staging.write(path, content)
    others = [language.code for language in project.languages if language not in languages]
    kept = tuple(code for code in others if options.codes and code not in withheld and staging.keep(code))
    present = [language.code for language in project.languages if language in languages or language.code in kept]
    staging.write(BUILD, build_record(project, present))
    staging.write(MANIFEST, manifest(staging.folder, MARKER))
    staging.commit()
    return Outcome(pages, languages, kept, withheld, tuple(sorted(broken)), count_states(project, renditions))


def _languages_to_build(
    project: Project, gaps: Mapping[str, list[Problem]], options: Options
) -> tuple[tuple[Language, ...], dict[str, int]]:
    """Return the languages to build, and for each that is not released how many safety texts it lacks."""
    asked = [language for language in project.languages if not options.codes or language.code in options.codes]
    if options.preview or options.review:
        return tuple(asked), {}
    if named := [problem for code in options.codes for problem in gaps[code]]:
        raise SiteError(named)
    withheld = {code: len(problems) for code, problems in gaps.items() if problems}
    return tuple(language for language in asked if language.code not in withheld), withheld
