"""The site's and the languages' settings: `content/site.yaml` and `locales/languages.yaml`."""

import gettext
import re
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError

from sitegen.fields import Fields, Items, parse_yaml
from sitegen.model import Language, Segment
from sitegen.problems import Problem
from sitegen.sources import read_source

SITE_FILE = "content/site.yaml"
LANGUAGES_FILE = "locales/languages.yaml"
OFF = "off"
ORIGINS = ("source", "machine draft", "machine draft edited", "human")

PAGE_KINDS = ("page", "lesson")
"""What the pages of a section are, and what a single one may be instead."""

READABLE = 4.5
"""The least contrast of letters, after WCAG 2."""

_DARK = 0.04045
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_PLURAL = re.compile(r"nplurals=([1-6]); plural=(.+);")
_LOCALES = {"en": "en_GB", "en-XA": "en_GB", "ar-XB": "ar"}
"""CLDR's names where they differ from ours."""

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True, slots=True)
class Section:
    """One folder of content."""

    name: str
    page_kind: str


@dataclass(frozen=True, slots=True)
class Site:
    """What `content/site.yaml` says."""

    title: Segment
    publisher: str
    base: str
    """The absolute address of the site, ending in a slash."""

    notice: Segment | None
    help_page: str
    """The path of the page that says when and where to get help."""

    words_pages: tuple[tuple[str, int], ...]
    """The paths of the pages whose definition lists explain words, with the lines that name them."""

    sections: tuple[Section, ...]
    path: str
    offline: tuple[tuple[str, int], ...] = ()
    """The paths of the pages that each device keeps for when it is offline, with their lines; none turns it off."""

    exit_to: str = ""
    """Where a page with a quick exit leads: an address of somebody else's that tells nothing."""

    colour: str = ""
    """The owner's colour, which white letters stand on; empty for the style sheet's own."""

    logo: str = ""
    """The path of the owner's logo, which stands before the site's name; empty for none."""

    footer_pages: tuple[tuple[str, int], ...] = ()
    """The paths of the pages that the foot of every page leads to, with their lines."""


def load_site(root: Path, problems: list[Problem]) -> Site:
    """Return the site's settings."""
    fields = _load(root, SITE_FILE, problems)
    names = "title publisher base notice help_page words_pages footer_pages exit_to colour logo sections offline"
    fields.only(names.split())
    base = fields.text("base")
    if base and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?/", base):
        fields.complain(fields.line_of("base"), f'"base" is "{base}"; write https://…/ with a slash at the end')
    sections = []
    for group in fields.groups("sections"):
        group.only(("folder", "kind"))
        folder = group.text("folder")
        if folder and not (root / "content" / folder).is_dir():
            group.complain(group.line_of("folder"), f'there is no folder "content/{folder}"; make it')
        sections.append(Section(folder, group.choice("kind", PAGE_KINDS, "page")))
    return Site(
        title=Segment(fields.text("title"), "site title", fields.line_of("title")),
        publisher=fields.text("publisher"),
        base=base,
        notice=Segment(fields.text("notice"), "paragraph", fields.line_of("notice")) if fields.has("notice") else None,
        help_page=f"content/{fields.text('help_page')}",
        words_pages=_paths(fields, "words_pages"),
        footer_pages=_paths(fields, "footer_pages"),
        sections=tuple(sections),
        offline=_offline(fields),
        path=SITE_FILE,
        colour=_colour(fields),
        logo=f"content/{logo}" if (logo := fields.text("logo", "")) else "",
        exit_to=_exit(fields),
    )


def _paths(fields: Fields, name: str) -> tuple[tuple[str, int], ...]:
    return tuple((f"content/{path}", line) for path, line in fields.texts(name))


def _offline(fields: Fields) -> tuple[tuple[str, int], ...]:
    """Return the pages to keep on devices; `offline: off`, like no word at all, keeps none."""
    word = fields.word("offline")
    if fields.has("offline") and (word or fields.nodes["offline"] == Items((), fields.line_of("offline"))):
        if word != OFF:
            message = f'"offline" names no page; list paths such as get-help/index.md, or write "offline: {OFF}"'
            fields.complain(fields.line_of("offline"), message)
        return ()
    return _paths(fields, "offline")


def _exit(fields: Fields) -> str:
    address = fields.text("exit_to", "")
    if address and not re.fullmatch(r"https://[^\s\"'<>]+", address):
        fields.complain(fields.line_of("exit_to"), f'"exit_to" is "{address}"; write https://…')
    return address


def _colour(fields: Fields) -> str:
    """Return the owner's colour; white letters must be readable on it."""
    colour = fields.text("colour", "")
    if not colour:
        return ""
    found = _COLOUR.fullmatch(colour)
    if not found:
        message = f'"colour" is not a colour: "{colour}"; write it in quotes as 6 hexadecimal digits, "#005eb8"'
    elif (contrast := contrast_with_white(colour)) < READABLE:
        message = (
            f'white letters on the colour "{colour}" have a contrast of {contrast:.2f} to 1, which must be at least '
            f"{READABLE} to 1; take a darker colour"
        )
    else:
        return colour
    fields.complain(fields.line_of("colour"), message)
    return ""


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour with white, after WCAG 2.

    >>> round(contrast_with_white("#005eb8"), 2), contrast_with_white("#ffffff")
    (6.38, 1.0)
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= _DARK else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def load_languages(root: Path, problems: list[Problem]) -> tuple[Language, ...]:
    """Return the languages in the order of the file; the first, of origin `source`, is the content's own."""
    fields = _load(root, LANGUAGES_FILE, problems)
    languages = [_language(code, group) for code, group in fields.members()]
    if not languages or [language.is_source for language in languages] != [True] + [False] * (len(languages) - 1):
        message = 'the first language, and only it, has "origin: source"; put the language of the content first'
        fields.complain(fields.line, message)
    return tuple(languages)


def _load(root: Path, path: str, problems: list[Problem]) -> Fields:
    text = read_source(root, path, problems)
    fields = parse_yaml(path, text, problems) if text is not None else None
    return fields or Fields(path, 1, [])


def _language(code: str, fields: Fields) -> Language:
    fields.only(("name", "english_name", "direction", "script", "plural", "origin"))
    if not _CODE.fullmatch(code):
        fields.complain(fields.line - 1, f'"{code}" is not a language tag; write for example pl, zh-Hans or fa-AF')
    plural = fields.text("plural")
    if plural and (complaint := _plural_fault(code, plural)):
        fields.complain(fields.line_of("plural"), complaint)
    return Language(
        code=code,
        name=fields.text("name"),
        english_name=fields.text("english_name"),
        direction=fields.choice("direction", ("ltr", "rtl")),
        script=fields.text("script"),
        plural_forms=plural,
        origin=fields.choice("origin", ORIGINS),
    )


def _plural_fault(code: str, plural: str) -> str:
    """Say what is wrong with a Plural-Forms value, judged by CLDR where CLDR knows the language.

    Babel's own table of headers is not used: its Arabic has the forms 4 and 5 in the other order.
    """
    found = _PLURAL.fullmatch(plural)
    if not found:
        return f'"{plural}" is not a plural rule; write nplurals=N; plural=(…);'
    try:
        rule = gettext.c2py(found[2])
        forms = [rule(number) for number in range(1001)]
        expected = cldr_plural_forms(code)
    except ValueError as error:
        return f'"{plural}" cannot be read ({error}); write it as in gettext'
    except UnknownLocaleError:
        expected = forms
    if forms != expected or max(forms) + 1 != int(found[1]):
        number = next((n for n in range(1001) if forms[n] != expected[n]), 0)
        return (
            f'the plural rule "{plural}" gives form {forms[number]} for {number}, CLDR gives form '
            f"{expected[number]} of {max(expected) + 1}; take the rule of CLDR"
        )
    return ""


def locale_of(code: str) -> Locale:
    """Return CLDR's data for a language; plain English is British here, pseudo-languages are what they stand for."""
    return Locale.parse(_LOCALES.get(code, code.replace("-", "_")))


def cldr_plural_forms(code: str) -> list[int]:
    """Return the index of the plural form, after CLDR, for each whole number from 0 to 1,000."""
    rule = locale_of(code).plural_form
    names = [rule(number) for number in range(1001)]
    used = [category for category in _CATEGORIES if category in names]
    return [used.index(name) for name in names]


def plural_index(language: Language, number: int) -> int:
    """Return which plural form of a language's catalogues a number takes."""
    found = _PLURAL.fullmatch(language.plural_forms)
    return int(gettext.c2py(found[2])(number)) if found else 0
