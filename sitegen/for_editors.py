"""The commands for editors: judging the sources, what a change unsettles, and live preview."""

import argparse
import sys

from sitegen.accepted import open_advice, stale_accepted
from sitegen.advice import all_advice, load_accepted
from sitegen.chapters import translate_all
from sitegen.for_translators import chosen_languages
from sitegen.glossary import load_glossary
from sitegen.impact import before, impact_text, left_behind, unsettled
from sitegen.model import Language
from sitegen.pipeline import read_project, remembered
from sitegen.preview import Preview
from sitegen.problems import DONE, MEND, Problem
from sitegen.project import Project
from sitegen.report import count_states, translation_problems
from sitegen.safety import safety_gaps, unchecked, void_reviews
from sitegen.serve import serve_project
from sitegen.sharing import stale_pictures
from sitegen.sign import today
from sitegen.style import all_style, load_accepted_style
from sitegen.summaries import Renditions
from sitegen.telling import count, not_released, states_table
from sitegen.wording import load_wording


def _check(options: argparse.Namespace) -> int:
    with remembered(options.root):
        project = read_project(options.root)
        renditions = translate_all(project)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    problems = [problem for language in chosen for problem in translation_problems(project, renditions, language)]
    gaps = {language.code: safety_gaps(renditions, language) for language in chosen}
    if options.release:
        problems += [problem for found in gaps.values() for problem in found]
        problems += void_reviews(project, renditions, chosen)
        problems += unchecked(project, renditions, chosen)
    advised = [told for language in chosen for told in _advice(project, renditions, language, problems)]
    advised += stale_pictures(project, problems)
    english = _style(project, problems) if len(chosen) < len(chosen_languages(project, options)) else []
    for problem in problems:
        print(problem)
    _print_advice("To look at once more (this never stops a build):", advised)
    _print_advice("English to look at once more (this never stops a build):", english)
    print(states_table(count_states(project, renditions), chosen))
    for code, found in gaps.items():
        if found:
            print(f"{not_released(code, len(found))}: a build leaves the language out.")
    print(f"{count(len(problems), 'problem')}." if problems else "No problems.")
    return MEND if problems else DONE


def _impact(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    then = before(options.root, options.base)
    found = unsettled(project, translate_all(project), chosen, then)
    print(impact_text(found, chosen, left_behind(project, then)))
    return DONE


def _advice(project: Project, renditions: Renditions, language: Language, problems: list[Problem]) -> list[Problem]:
    """Return the advice on a language's translations that nobody has accepted."""
    glossary = load_glossary(project.root, language, problems)
    accepted = load_accepted(project.root, language, problems)
    found = all_advice(project, renditions, language, glossary)
    return open_advice(found, accepted) + stale_accepted(found, accepted)


def _style(project: Project, problems: list[Problem]) -> list[Problem]:
    """Return the advice on the English that nobody has accepted."""
    wording = load_wording(project.root, problems)
    accepted = load_accepted_style(project.root, problems)
    found = all_style(project, wording, today())
    return open_advice(found, accepted) + stale_accepted(found, accepted)


def _print_advice(heading: str, advised: list[Problem]) -> None:
    if advised:
        print(heading)
    for problem in advised:
        print(f"  {problem}")


def _serve(options: argparse.Namespace) -> int:
    told: list[tuple[Problem, ...]] = []

    def tell(preview: Preview) -> None:
        if not told:
            print(f"The preview is at http://127.0.0.1:{options.port}/ ; Ctrl-C ends it.", flush=True)
        if preview.problems and [preview.problems] != told[-1:]:
            print("\n".join(map(str, preview.problems)), "The last good pages stay.", sep="\n", file=sys.stderr)
        elif told and told[-1] and not preview.problems:
            print("All is well again.", flush=True)
        told.append(preview.problems)

    serve_project(Preview(options.root, options.language, options.port), options.root, options.port, tell)
    return DONE


COMMANDS = {"check": _check, "impact": _impact, "serve": _serve}
