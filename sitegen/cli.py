"""The command line: each command of the manual."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from sitegen.accepted import open_advice, stale_accepted
from sitegen.advice import all_advice, load_accepted
from sitegen.arguments import make_parser
from sitegen.drawing import Renditions
from sitegen.for_translators import TRANSLATORS_COMMANDS, chosen_languages
from sitegen.glossary import load_glossary
from sitegen.impact import impact_text, texts_at, unsettled
from sitegen.known import remember, sources
from sitegen.languages import load_languages
from sitegen.merging import merge
from sitegen.model import Language
from sitegen.pipeline import Files, Options, build, read_project, translate_all
from sitegen.problems import DONE, FAILED, MEND, USAGE, Problem, SiteError, UsageError
from sitegen.project import Project
from sitegen.report import count_states, translation_problems
from sitegen.safety import safety_gaps, unchecked, void_reviews
from sitegen.serve import serve_project
from sitegen.sharing import stale_pictures
from sitegen.sign import today
from sitegen.sources import FOLDERS, odd_files
from sitegen.style import all_style, load_accepted_style
from sitegen.telling import count, states_table, summary
from sitegen.verdicts import SOUND
from sitegen.wording import load_wording

_WHOLE = "what was published before is still there, whole"

_INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = list(given)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help"}):
        words.insert(0, "build")
    parser = make_parser()
    options = parser.parse_args(words)
    options.root = options.root.resolve()
    options.words = given
    try:
        _judge_usage(options, parser)
        _judge_files(options.root)
        return int(_COMMANDS[options.command](options))
    except SiteError as error:
        print(error, file=sys.stderr)
        print(f"{count(len(error.problems), 'problem')}; nothing was changed", file=sys.stderr)
        return MEND
    except UsageError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return USAGE
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # the reader of our output, such as `head`, has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        print(f"build.py: {error.strerror or error}: {error.filename or ''}; {_WHOLE}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _judge_usage(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    for folder in FOLDERS:
        if not (options.root / folder).is_dir():
            parser.error(f'there is no folder "{folder}" in {options.root}; name the right folder with --root')
    known = [language.code for language in load_languages(options.root, [])]
    for code in options.language:
        if known and code not in known:
            parser.error(f'there is no language "{code}"; the languages are: {", ".join(known)}')


def _judge_files(root: Path) -> None:
    """Refuse odd files before anything asks for their sizes; whoever reads the project refuses them too."""
    if odd := odd_files(root):
        raise SiteError(odd)


def _build(options: argparse.Namespace) -> int:
    output = (options.output or options.root / ("review" if options.review else "site")).absolute()
    if options.merge:
        languages = merge(options.root, output, options.merge)
        print(f"{count(len(languages), 'language')} ({', '.join(languages)}) put together.\nThe site is in {output}")
        return DONE
    begun = time.monotonic()
    wanted = Options(
        codes=tuple(options.language),
        preview=options.preview,
        keep_going=options.keep_going,
        pseudo=options.pseudo,
        review=options.review,
        progress=_show_progress,
    )
    before = sources(str(options.root))
    outcome = build(options.root, output, wanted)
    for problem in outcome.broken:
        print(problem, file=sys.stderr)
    told = f"{summary(outcome, time.monotonic() - begun)}\nThe site is in {output}"
    print(told)
    if not outcome.broken:
        remember(options.words, str(options.root), str(output), before, told)
    return DONE


def _show_progress(files: Files, pages: int) -> Files:
    """Show a bar where a person waits for more than a second; nothing where no person looks."""
    with tqdm(total=pages, unit=" pages", delay=1, disable=None, leave=False) as bar:
        for path, content in files:
            yield path, content
            bar.update(path.endswith("/index.html") and bar.n < pages)


def _check(options: argparse.Namespace) -> int:
    SOUND.load(options.root)
    project = read_project(options.root)
    renditions = translate_all(project)
    SOUND.save(options.root)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    problems = [problem for language in chosen for problem in translation_problems(project, renditions, language)]
    if options.release:
        problems += [problem for language in chosen for problem in safety_gaps(project, renditions, language)]
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
    print(f"{count(len(problems), 'problem')}." if problems else "No problems.")
    return MEND if problems else DONE


def _impact(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    found = unsettled(project, translate_all(project), chosen, texts_at(options.root, options.base))
    print(impact_text(found, chosen))
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
    def build_into(output: Path) -> bool:
        begun = time.monotonic()
        try:
            print(
                summary(
                    build(options.root, output, Options(tuple(options.language), preview=True)),
                    time.monotonic() - begun,
                )
            )
        except SiteError as error:
            print(f"{error}\nThe last good pages stay.", file=sys.stderr)
            return False
        return True

    print(f"The preview is at http://127.0.0.1:{options.port}/ ; Ctrl-C ends it.")
    serve_project(options.root, options.port, build_into)
    return DONE


_COMMANDS = {"build": _build, "check": _check, "impact": _impact, "serve": _serve} | TRANSLATORS_COMMANDS
