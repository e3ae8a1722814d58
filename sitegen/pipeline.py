"""The whole way on one screen: read, judge, translate, make what is not as it was, write."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sitegen.beside import Beside
from sitegen.chapters import translate_all
from sitegen.checks import run_checks
from sitegen.cldr import let_go
from sitegen.device import WORKER
from sitegen.digests import DIGESTS
from sitegen.disk import give_back_memory
from sitegen.hosting import BUILD, MANIFEST, build_record, manifest
from sitegen.keys import Keys
from sitegen.ledger import Ledger
from sitegen.lots import Lot, Made, alone, files_of
from sitegen.making import Making, Part
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.offline import worker_of
from sitegen.painting import for_review
from sitegen.problems import Problem, SiteError
from sitegen.processors import processors
from sitegen.project import Project, load_project
from sitegen.publish import Staging
from sitegen.report import count_states
from sitegen.safety import safety_gaps
from sitegen.translate import State
from sitegen.verdicts import SOUND
from sitegen.workers import spread, wait_for_all

Done = tuple[int, Made, list[Problem]]
"""Which part was made, and its files, with what is wrong with their weight."""


def _silently(done: Iterator[Done], _: int) -> Iterator[Done]:
    return done


class Options(NamedTuple):
    """What a build is asked for."""

    codes: tuple[str, ...] = ()
    """Only these languages, and those that the output has already; all where there are none."""

    preview: bool = False
    """Build languages that are not released too."""

    keep_going: bool = False
    """Publish although catalogues are broken: their sections fall back to English."""

    pseudo: bool = False
    """Add two languages that nobody speaks, for judging layout."""

    review: bool = False
    """Paint every text by its state, for translators and editors; builds languages that are not released, too."""

    progress: Callable[[Iterator[Done], int], Iterator[Done]] = _silently
    """Passes the parts on that are made, and may show a person how far it is; the number is that of all to make."""


AS_USUAL = Options()
"""Build all languages that are released."""


class Outcome(NamedTuple):
    """What a build made."""

    pages: int
    languages: tuple[Language, ...]
    withheld: dict[str, int]
    """Languages that are not released, and how many safety texts each lacks."""

    broken: tuple[Problem, ...]
    """What is wrong with catalogues that were left out."""

    states: dict[str, Counter[State]]
    """For each language, how many texts are in each state."""

    published: tuple[str, str] = ("", "")
    """The record of how each file and folder of the output was when it was complete and no other build could write it,
    and the digest of that record."""


def read_project(root: Path, broken: list[Problem] | None = None) -> Project:
    """Read and judge all sources and tell at once what is wrong with them; faults of catalogues may go to `broken`."""
    problems: list[Problem] = []
    project = load_project(root, problems, broken)
    let_go()
    give_back_memory()  # all catalogues were in it, and each process to come would have its copy
    problems += run_checks(project)
    if problems:
        raise SiteError(problems)
    return project


def build(root: Path, output: Path, options: Options = AS_USUAL, beside: Beside | None = None) -> Outcome:
    """Build the site; the output changes only when all of it could be made."""
    ledger = Ledger(root, output, beside)
    with Staging(output, ledger.spare, ledger.read) as staging, remembered(root, beside):
        outcome, made = _build(root, staging, ledger.fill(staging), options)
        outcome = outcome._replace(published=ledger.save(made))
    wait_for_all()
    if beside:
        beside.end()
    return outcome


@contextmanager
def remembered(root: Path, beside: Beside | None = None) -> Iterator[None]:
    """Have what an earlier run read and found sound, and keep for the next what this one does.

    What the process beside this one reads ahead counts as an earlier run's.
    """
    DIGESTS.load(root)
    MEMO.load(root, beside.wait if beside else None)
    SOUND.load(root)
    try:
        yield
        MEMO.tidy()  # not after a mistake: a run that it ended has used little of what the next one needs
    finally:
        SOUND.save()
        DIGESTS.save()


def _build(root: Path, staging: Staging, ledger: Ledger, options: Options) -> tuple[Outcome, dict[Part, Lot]]:
    broken: list[Problem] = []
    project = read_project(root, broken if options.keep_going else None)
    if options.pseudo:
        project = import_module("sitegen.pseudo").with_pseudo_languages(project)  # no other build imports it
    if options.review:
        project = for_review(project)
    renditions = translate_all(project)
    SOUND.save()  # in a form that takes little memory
    let_go()
    gaps = {language.code: safety_gaps(renditions, language) for language in project.languages}
    released = tuple(language for language in project.languages if not gaps[language.code])
    languages, withheld = _languages_to_build(project, gaps, options, staging.has)
    with _what_was_read_stays():
        keys = Keys(project, renditions, released)
        shared = None if options.review or options.pseudo else keys.of_language  # frames of others would have to go
        making = Making(project, renditions, released, review=options.review, shared=shared)
        lots = _make(making, keys, languages, ledger, options)
        files = files_of(lots)
        others = _make_workers(making, keys, languages, ledger, files)
    made_from = build_record(project, languages, released, review=options.review)
    others |= alone(Part("", BUILD), Made.of({BUILD: ledger.write(BUILD, made_from)}))
    files |= files_of(others)
    lots |= others | alone(Part("", MANIFEST), Made.of({MANIFEST: ledger.write(MANIFEST, manifest(files))}))
    staging.only({*files, MANIFEST})
    pages = len(project.pages) * len(languages)
    outcome = Outcome(pages, languages, withheld, tuple(sorted(broken)), count_states(project, renditions))
    staging.commit()  # last, since after it nothing may fail
    return outcome, lots


def _make(
    making: Making, keys: Keys, languages: Sequence[Language], ledger: Ledger, options: Options
) -> dict[Part, Lot]:
    """Fill the staging folder: take over what is unchanged, make the rest on all processors.

    Pages that are too heavy are told when all were made; a review build shows them, and takes nothing over.
    """
    key = (lambda _: "") if options.review else keys.key
    lots = {lot[0]: lot for lot in making.lots(languages)}
    key_of = {first: key(first) for first in lots}
    taken = ledger.take(key_of)
    made: dict[Part, Made] = {}
    for part in chain.from_iterable(lot for first, lot in lots.items() if first not in taken):
        key_of[part] = key_of.get(part) or key(part)
        if found := ledger.take_part(part, key_of[part]):
            made[part] = found

    changed = [part for first in lots if first not in taken for part in lots[first] if part not in made]

    def make(number: int) -> Done:
        files, problems = {}, []
        for path, content in making.files(changed[number]):
            problems += making.budget.of_file(path, content)
            files[path] = ledger.write(path, content)
        return number, Made.of(files), problems

    making.prepare(changed)
    give_back_memory()  # keys are digests of all settings, templates and pictures at once
    problems = making.budget.of_style()
    done = spread(range(len(changed)), make, processors(), lambda each: making.weight(changed[each]), making.keep)
    for number, files, heavy in options.progress(done, len(changed)):
        made[changed[number]] = files
        problems += heavy
    if problems and not options.review:
        raise SiteError(problems)
    return {
        first: taken.get(first) or Lot.of(key_of, {part: made[part] for part in lot}) for first, lot in lots.items()
    }


def _make_workers(
    making: Making, keys: Keys, languages: Sequence[Language], ledger: Ledger, digests: Mapping[str, str]
) -> dict[Part, Lot]:
    """Fill in the service worker of each language, which names the bytes of all that it keeps."""
    found: dict[Part, Lot] = {}
    for language in languages:
        part = Part(language.code, WORKER)
        key = keys.of_worker(part, digests)
        made = ledger.take_part(part, key)
        if not made:
            path, content = worker_of(making.site(language.code), ledger.content)
            made = Made.of({path: ledger.write(path, content)})
        found |= alone(part, made, key)
    return found


@contextmanager
def _what_was_read_stays() -> Iterator[None]:
    """Have Python look for garbage only among what is made from now on: what was read stays until the end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _languages_to_build(
    project: Project, gaps: Mapping[str, list[Problem]], options: Options, is_there: Callable[[str], bool]
) -> tuple[tuple[Language, ...], dict[str, int]]:
    """Return the languages to build, and for each that is not released how many safety texts it lacks.

    One that the output has is built although others were asked for: it would show what was true when it was built,
    below a style sheet that has gone.  While it is current, all of it is taken over.
    """
    codes = options.codes
    asked = [each for each in project.languages if not codes or each.code in codes or is_there(each.code)]
    if options.preview or options.review:
        return tuple(asked), {}
    if named := [problem for code in options.codes for problem in gaps[code]]:
        raise SiteError(named)
    withheld = {code: len(problems) for code, problems in gaps.items() if problems}
    return tuple(language for language in asked if language.code not in withheld), withheld
