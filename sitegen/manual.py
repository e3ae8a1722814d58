"""The manual: what each command does, as `--help` shows it, and the parser of the command line."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sitegen.settings import ORIGINS

PROJECT = Path(__file__).resolve().parent.parent

_OVERVIEW = """\
Builds one static site for each language from English Markdown and translators' catalogues.

commands:
  build    make the site (this is what runs when no command is named)
  check    judge content, templates and translations; write nothing
  status   say how far each language is
  impact   say which translations a change of the English unsettles
  explain  say why a text is as it is in a language
  sign     record who translated and who checked a page
  update   bring the catalogues in locales/ up to date with the English
  same-meaning  carry translations over a mended spelling
  serve    show the site on this machine and build again on each save

`build.py COMMAND --help` explains a command.
"""
_ENDINGS = """\
exit status:
  0  done
  1  the sources need mending: each problem is a line "file:line: what is wrong; what to do"
  2  the command was not understood, or the output folder cannot be used
"""
_PAGES = {
    "build": """\
Makes the site: a folder for each language, and what they share.

All sources are read and judged first, and everything is made before anything is written; then the new site takes
the place of the old one in one step.  So a mistake changes nothing that is published, and a page that went
away is gone.  The same sources give the same bytes.

A text is shown in a language only while its translation is current: made for exactly today's English, not fuzzy,
with the same tokens.  Any other text stands in English, marked as English.  The closing line says how many.

examples:
  python build.py
  python build.py build --output /tmp/preview --language pl
      builds Polish (and the shared files); languages that are already in the output stay as they are

A language is released only while its whole safety core is current: the emergency and urgent care cards, the facts,
and what authors marked critical.  One that is not is left out, and the closing line says so; --preview builds it, and
no list names it.

A broken catalogue stops the build.  For an urgent correction of the English, --keep-going publishes without it: its
section stands in English in that language, and the faults are told.

--pseudo adds two languages that nobody speaks, en-XA (accented, longer by two fifths) and ar-XB (the same, from right
to left): what breaks there will break in a real language.  Build them into a folder of their own with --output.
""",
    "check": """\
Judges everything that `build` judges, and the translations besides, and writes nothing.

Prints each problem by file and line, then for each language how many texts are current, fuzzy, missing or invalid.
A translation that is missing or fuzzy is unfinished work, not a mistake: it does not change the exit status.

Then it lists what a translator should look at once more, such as a glossary term that is not used or a denial that
seems lost.  That may be right, and never stops a build; who has looked says so in locales/<code>/accepted.yaml:

  accepted:
    - kind: negation
      english: You cannot see as well as before
      by: Anna Nowak
      digest: the letters and digits at the end of the advice

With --release it also lists, by file and line, what stands between this site and its families: safety texts that are
not current, and facts and safety texts that no person has checked.  Then it exits 1 while there is any.

examples:
  python build.py check --language ar
  python build.py check --release
""",
    "status": """\
Says how far each language is: the words whose translation is current, fuzzy, missing or invalid, for the safety core,
for everything, and for each catalogue.  A per cent of 100 means that nothing is missing.

examples:
  python build.py status
  python build.py status --language pl --json
  python build.py status --html > status.html
""",
    "impact": """\
Says which translations a change of the English unsettles, before it is merged: each text that is new or was changed
since a revision of git and is not current, then for each language how many texts and words wait for a translator, and
whether safety texts are among them, which would hold the language back.

examples:
  python build.py impact
      compares the files as they are with the last commit
  python build.py impact --base origin/main
""",
    "explain": """\
Says why a text is as it is in a language: its key, its entry and line in the catalogue, its state, the check that
failed with both sides, and what to do.  WHERE is file:line, or some words of the English or of the translation.

examples:
  python build.py explain pl content/pregnancy/vitamins.md:14
  python build.py explain ar "your baby moves less"
""",
    "sign": """\
Records in locales/<code>/reviews.yaml who translated and who checked a page, and when.  The record is bound to every
text of the page in both languages: any edit of either side voids it.  The page's foot tells readers of it, and the
warning that a machine made the translation goes away once a person has checked it.
PAGE is written as pregnancy/vitamins; `facts` stands for the facts that are phrases.

examples:
  python build.py sign pl pregnancy/vitamins --checked-by "Anna Nowak, midwife"
  python build.py sign pl pregnancy/vitamins --translated-by "Words Agency" --origin human
""",
    "update": """\
Brings each catalogue up to date with the Markdown, the front matter, the facts and the templates.

A text that is new or was changed gets a new entry.  Where it replaced a text that is much alike, that one's translation
is offered in it, marked fuzzy, with the former English above it; it is not shown until a person takes the mark away.
Nothing is offered where a number, a unit, a negation or a word of time or quantity changed.
What is no longer used is kept at the end of the catalogue as obsolete, and comes back with its translation when the
text comes back.  Nothing that a translator wrote is deleted, and entries that did not change keep their lines byte for
byte.  Run twice, it changes nothing.

example:
  python build.py update --language ne
""",
    "same-meaning": """\
Carries finished translations over from one English text to another that only mends its spelling, in all languages.
Run `update` first.  It refuses, and says why, where a number, a unit, a negation, a link, a word of time or duty, or
any word that is not nearly spelled as before has changed: then a translator has to look.

example:
  python build.py same-meaning "Drink a lot of watter." "Drink a lot of water."
""",
    "serve": """\
Builds a preview into a folder of its own, shows it at http://127.0.0.1:PORT/, and builds again whenever a
file in content/, locales/ or templates/ is saved; the browser reloads by itself.  Only this machine can see it.
After a mistake the last good pages stay, and the problem is printed here.  Ctrl-C ends it.

example:
  python build.py serve --language en --port 8001
""",
}


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("build.py", description=_OVERVIEW, epilog=_ENDINGS, formatter_class=shape)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, page in _PAGES.items():
        command = commands.add_parser(name, description=page, epilog=_ENDINGS, formatter_class=shape)
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
    command.add_argument("--keep-going", action="store_true", help="publish although catalogues are broken")
    command.add_argument("--pseudo", action="store_true", help="add an accented, longer and a mirrored language")
    command.add_argument("--preview", action="store_true", help="build languages that are not released too")


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


def _add_sign(command: argparse.ArgumentParser) -> None:
    command.add_argument("language", nargs=1, metavar="CODE", help="the language")
    command.add_argument("page", metavar="PAGE", help="the page, as in pregnancy/vitamins")
    command.add_argument("--checked-by", default="", metavar="NAME", help="who compared it with the English")
    command.add_argument("--translated-by", default="", metavar="NAME", help="who made or mended it")
    command.add_argument("--origin", default="", choices=ORIGINS[1:], help="how it was made")
    command.add_argument("--date", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="when (default: today)")


def _add_same_meaning(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("old", metavar="OLD", help="the English as it was")
    command.add_argument("new", metavar="NEW", help="the English as it is now")


def _add_serve(command: argparse.ArgumentParser) -> None:
    _add_languages(command)
    command.add_argument("--port", type=int, default=8000, help="the port on this machine (default: 8000)")


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "build": _add_build,
    "check": _add_check,
    "status": _add_status,
    "impact": _add_impact,
    "explain": _add_explain,
    "sign": _add_sign,
    "update": _add_languages,
    "same-meaning": _add_same_meaning,
    "serve": _add_serve,
}
