"""The arguments of each command."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sitegen.fields import day_of
from sitegen.languages import ORIGINS
from sitegen.manual import ENDINGS, OVERVIEW, PAGES

PROJECT = Path(__file__).resolve().parent.parent
_MOST_PORT = 65_535
_WIDTH = 78
"""Options are told within 80 columns, however wide the terminal is: to ask it takes as long as all else here."""


def make_parser(word: str = "") -> argparse.ArgumentParser:
    """Return the parser of the command that a word names, or else of all: to make them takes a small edit's time."""
    shape = partial(argparse.RawDescriptionHelpFormatter, width=_WIDTH)
    parser = argparse.ArgumentParser("build.py", description=OVERVIEW, epilog=ENDINGS, formatter_class=shape)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, page in PAGES.items() if word not in PAGES else [(word, PAGES[word])]:
        command = commands.add_parser(name, description=page, epilog=ENDINGS, formatter_class=shape)
        root = "the folder with content/, locales/ and templates/ (default: the folder of build.py)"
        command.add_argument("--root", type=Path, default=PROJECT, metavar="DIR", help=root)
        _OPTIONS[name](command)
    return parser


def _add_languages(command: argparse.ArgumentParser) -> None:
    only = "only this language; may be given several times (default: all)"
    command.add_argument("--language", action="append", default=[], metavar="CODE", help=only)


def _add_build(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("--output", type=Path, metavar="DIR", help="where the site goes (default: site/ in the root)")
    parts = "put together sites that `build --language` made elsewhere, instead of building"
    command.add_argument("--merge", type=Path, nargs="+", default=[], metavar="DIR", help=parts)
    command.add_argument("--keep-going", action="store_true", help="publish although catalogues are broken")
    command.add_argument("--pseudo", action="store_true", help="add an accented, longer and a mirrored language")
    command.add_argument("--preview", action="store_true", help="build languages that are not released too")
    command.add_argument("--review", action="store_true", help="paint every text by its state, into review/")


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("--release", action="store_true", help="list what stands before a release, too")


def _add_status(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    forms = command.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="for other programs")
    forms.add_argument("--html", action="store_true", help="as one page with bars")


def _add_impact(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("--base", default="HEAD", metavar="REV", help="the revision to compare with (default: HEAD)")


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("language", nargs=1, metavar="CODE", help="the language")
    command.add_argument("where", metavar="WHERE", help="file:line, or some words")


def _who(text: str) -> str:
    """Return a name; argparse tells of one that is empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty; write who")
    return " ".join(text.split())


def _day(text: str) -> dt.date:
    if day := day_of(text):
        return day
    raise argparse.ArgumentTypeError(f'"{text}" is no day; write year, month and day, as in 2026-11-24')


def _add_sign(command: argparse.ArgumentParser) -> None:
    command.add_argument("language", nargs=1, metavar="CODE", help="the language")
    command.add_argument("page", metavar="PAGE", help="the page, as in pregnancy/vitamins")
    command.add_argument("--checked-by", type=_who, metavar="NAME", help="who compared it with the English")
    command.add_argument("--translated-by", type=_who, metavar="NAME", help="who made or mended it")
    command.add_argument("--origin", default="", choices=ORIGINS[1:], help="how it was made")
    command.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="when it was checked (default: today)")


def _add_same_meaning(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("old", metavar="OLD", help="the English as it was")
    command.add_argument("new", metavar="NEW", help="the English as it is now")


def _add_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("language", nargs=1, metavar="CODE", help="the language")
    command.add_argument("--all", action="store_true", help="everything, not only what is open")
    command.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder for the files")


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("language", nargs=1, metavar="CODE", help="the language")
    command.add_argument("--replace", action="store_true", help="take its words although the catalogue has newer ones")
    command.add_argument(
        "--finished", action="store_true", help="unfinished words that came back unchanged and unmarked were read"
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PO or XLIFF file that came back")


def _port(word: str) -> int:
    if not word.isdecimal() or not 0 < int(word) <= _MOST_PORT:
        raise argparse.ArgumentTypeError(f'"{word}" is no port; write a number from 1 to {_MOST_PORT}')
    return int(word)


def _add_serve(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("--port", type=_port, default=8000, help="the port on this machine (default: 8000)")


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "build": _add_build,
    "check": _add_check,
    "status": _add_status,
    "impact": _add_impact,
    "explain": _add_explain,
    "sign": _add_sign,
    "update": _add_languages,
    "same-meaning": _add_same_meaning,
    "export": _add_export,
    "import": _add_import,
    "serve": _add_serve,
}
