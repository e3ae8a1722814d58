"""The commands for translators and those who check translations."""

import argparse
import contextlib
import sys
from collections.abc import Callable

from sitegen.ages import oldest_gaps
from sitegen.chapters import translate_all
from sitegen.explain import explain
from sitegen.fields import A_DAY
from sitegen.known import FOLDER
from sitegen.limits import PO_BYTES
from sitegen.lock import one_at_a_time
from sitegen.model import Language
from sitegen.packs import export_pack
from sitegen.pipeline import read_project
from sitegen.problems import DONE, MEND, Problem, SiteError, UsageError
from sitegen.project import Project, load_project
from sitegen.returns import import_pack
from sitegen.reviews import Review, reviews_path
from sitegen.sign import sign, signed_text, today
from sitegen.status import Standing, status, status_html, status_json, status_text
from sitegen.telling import count, unmarked
from sitegen.update import carry_over, update_catalogues, write_whole

Command = Callable[[argparse.Namespace], int]


def _alone(command: Command) -> Command:
    """Have a command that amends what translators wrote wait for another one, so that each keeps the other's words."""

    def run(options: argparse.Namespace) -> int:
        folder = options.root / FOLDER
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        with one_at_a_time(str(folder / "amending")):
            return command(options)

    return run


def chosen_languages(project: Project, options: argparse.Namespace) -> list[Language]:
    """Return the languages that a command is asked for, in their order; all where none is named."""
    return [language for language in project.languages if not options.language or language.code in options.language]


def _status(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    renditions = translate_all(project)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    gaps = oldest_gaps(project, renditions, chosen, today())
    found = [Standing(language, status(project, renditions, language), gaps[language.code]) for language in chosen]
    if options.html:
        print(status_html(project.site.title.text, found))
    else:
        print(status_json(found) if options.json else status_text(found))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    (language,) = chosen_languages(project, options)
    print(explain(project, translate_all(project), language, options.where))
    return DONE


def _sign(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    (language,) = chosen_languages(project, options)
    if options.date and not options.checked_by:
        raise UsageError('--date is the day of a check; say who checked the page, too, with --checked-by "NAME"')
    if options.date and options.date > today() + A_DAY:
        raise UsageError(f"--date {options.date} is in the future; give the day of the check")
    checked = (options.date or today()) if options.checked_by else None
    review = Review(options.origin, options.translated_by or "", options.checked_by or "", checked)
    signed = sign(project, translate_all(project), language, options.page, review)
    write_whole(project, {reviews_path(language): signed.text})
    print(signed_text(signed, language))
    return DONE


def _update(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    project = load_project(options.root, problems)
    if problems:
        raise SiteError(problems)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    changed = update_catalogues(project, chosen)
    write_whole(project, changed)
    for path in changed:
        print(f"updated {path}")
    print(f"{count(len(changed), 'catalogue')} changed." if changed else "The catalogues are up to date.")
    return DONE


def _same_meaning(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    chosen = [language for language in chosen_languages(project, options) if not language.is_source]
    changed, reasons = carry_over(project, chosen, options.old, options.new)
    write_whole(project, changed)
    for path in changed:
        print(f"carried over in {path}")
    for reason in reasons:
        print(reason, file=sys.stderr)
    if not changed and not reasons:
        print(f'no catalogue has the text "{options.new}"; run build.py update first', file=sys.stderr)
    return DONE if changed and not reasons else MEND


def _export(options: argparse.Namespace) -> int:
    project = read_project(options.root)
    (language,) = chosen_languages(project, options)
    pack = export_pack(project, language, everything=options.all)
    if taken := [name for name in pack if (options.output / name).exists()]:
        raise UsageError(f'"{options.output / taken[0]}" is there already; name another folder with --output')
    options.output.mkdir(parents=True, exist_ok=True)
    for name, text in pack.items():
        (options.output / name).write_text(text, "utf-8", newline="")
    print(f"{count(len(pack), 'file')} in {options.output}." if pack else f"Nothing is open in {language.code}.")
    return DONE


def _import(options: argparse.Namespace) -> int:
    if missing := [path for path in options.files if not path.is_file()]:
        raise UsageError(f'there is no file "{missing[0]}"')
    taken = left = 0
    for path in options.files:
        project = read_project(options.root)  # each time, since two files may belong to one catalogue
        (language,) = chosen_languages(project, options)
        with path.open("rb") as file:
            content = file.read(PO_BYTES + 1)  # one more than is taken
        imported = import_pack(
            project, language, str(path), content, replace=options.replace, finished=options.finished
        )
        write_whole(project, dict(imported.changed))
        print(f"{path}: {count(imported.taken, 'text')} taken in, {len(imported.rejected)} rejected")
        for problem in imported.rejected:
            print(problem, file=sys.stderr)
        if imported.unmarked:
            print(unmarked(str(path), imported.unmarked), file=sys.stderr)
        taken, left = taken + imported.taken, left + len(imported.rejected) + imported.unmarked
    if taken:
        print("Now run build.py check, and sign the pages that a person has checked.")
    return MEND if left else DONE


COMMANDS = {
    "status": _status,
    "explain": _explain,
    "sign": _alone(_sign),
    "update": _alone(_update),
    "same-meaning": _alone(_same_meaning),
    "export": _export,
    "import": _alone(_import),
}
"""The functions of these commands, by name."""
