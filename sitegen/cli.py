"""The command line: each command of the manual."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from sitegen.arguments import make_parser
from sitegen.beside import Beside
from sitegen.known import CODE, FOLDER, Seen, remember, sources
from sitegen.languages import load_languages
from sitegen.pipeline import Done, Options, build
from sitegen.problems import DONE, FAILED, MEND, USAGE, SiteError, UsageError
from sitegen.sources import FOLDERS, odd_files
from sitegen.streams import judge_told
from sitegen.telling import count, summary

_WHOLE = "what was published before is still there, whole"

_FEW = 100
"""So few parts are made sooner than a bar could tell of it."""

_TELLING = ("check", "explain", "impact", "status")
"""Commands that do nothing but tell; the status of the others says what became of files."""

_INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C ended."""


def main(arguments: Sequence[str] | None = None, seen: Seen | None = None, beside: Beside | None = None) -> int:
    """Run one command and return the exit status.

    `seen` is what this process saw of the sources when it began, and `beside` another one that is there for a build.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = list(given)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help"}):
        words.insert(0, "build")
    parser = make_parser(words[0])
    options = parser.parse_args(words)
    options.root = options.root.resolve()
    options.words = given
    options.beside = beside
    options.before = seen.sources if seen and seen.root == str(options.root) else None
    try:
        _judge_usage(options, parser)
        if not options.before:
            _judge_files(options.root)
        return _run(options)
    except SiteError as error:
        print(error, file=sys.stderr)
        print(f"{count(len(error.problems), 'problem')}; nothing was changed", file=sys.stderr)
        return MEND
    except UsageError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"build.py: {error.strerror or error}: {error.filename or ''}; {_WHOLE}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    status = _command(options.command)(options)
    if options.command in _TELLING:
        judge_told()
    return status


def leave(status: int) -> NoReturn:
    """End the process at once: to take all values down, one by one, would take longer than a small edit."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _judge_usage(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    for folder in FOLDERS:
        if not (options.root / folder).is_dir():
            parser.error(f'there is no folder "{folder}" in {options.root}; name the right folder with --root')
    known = [language.code for language in load_languages(options.root, [])] if options.language else []
    for code in options.language:
        if known and code not in known:
            parser.error(f'there is no language "{code}"; the languages are: {", ".join(known)}')


def _judge_output(root: Path, output: Path) -> None:
    """Refuse an output that a build would read, or clean up, as its own files, and one that has the project in it."""
    place = Path(os.path.realpath(output))  # other than `resolve`, it follows a link to itself nowhere
    for folder in (*(root / name for name in (*FOLDERS, FOLDER, ".git")), Path(CODE)):
        if place.is_relative_to(os.path.realpath(folder)):
            raise UsageError(
                f'the output "{output}" lies in "{folder.name}", which the site is made from; name another'
            )
    if root.is_relative_to(place):
        raise UsageError(f'the output "{output}" has the project in it, and would replace it; name another')


def _judge_files(root: Path) -> None:
    """Refuse odd files before anything asks for their sizes; whoever reads the project refuses them, too."""
    if odd := odd_files(root):
        raise SiteError(odd)


def _build(options: argparse.Namespace) -> int:
    output = (options.output or options.root / ("review" if options.review else "site")).absolute()
    _judge_output(options.root, output)
    if options.merge:
        languages = import_module("sitegen.merging").merge(options.root, output, options.merge)
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
    before = options.before or sources(str(options.root))
    outcome = build(options.root, output, wanted, options.beside)
    for problem in outcome.broken:
        print(problem, file=sys.stderr)
    told = f"{summary(outcome, time.monotonic() - begun)}\nThe site is in {output}"
    print(told)
    if not outcome.broken:
        with contextlib.suppress(OSError):  # the site is published, and only the next look takes longer
            remember(options.words, str(options.root), str(output), before, outcome.published, told)
    return DONE


def _show_progress(done: Iterator[Done], total: int) -> Iterator[Done]:
    """Show a bar where a person waits for more than a second; nothing where no person looks."""
    if not sys.stderr.isatty() or total < _FEW:
        return done
    bar: Any = import_module("tqdm").tqdm  # its import takes longer than what an edit makes
    bar.monitor_interval = 0  # or it starts a thread, which processes that are forked later cannot have
    return iter(bar(done, total=total, unit=" pages", delay=1, leave=False))


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """Return a command; what only the others need is not imported for a build, which has to be quick."""
    if name == "build":
        return _build
    place = "for_editors" if name in {"check", "impact", "serve"} else "for_translators"
    found: Callable[[argparse.Namespace], int] = import_module(f"sitegen.{place}").COMMANDS[name]
    return found
