"""The site's settings: `content/site.yaml`."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.fields import Fields, Items, parse_yaml
from sitegen.memo import MEMO
from sitegen.model import Segment
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.sources import read_source

SITE_FILE = "content/site.yaml"
OFF = "off"

PAGE_KINDS = ("page", "lesson")
"""What the pages of a section are, and what a single one may be instead."""

NAME = pattern(r"[a-z0-9][a-z0-9-]{0,59}")
"""What a section's folder and a page may be called: it becomes a part of addresses, equal on every computer."""

READABLE = 4.5
"""The least contrast of letters, after WCAG 2."""

_NAMES = (
    "title", "publisher", "base", "notice", "help_page", "words_pages", "footer_pages", "exit_to", "colour", "logo",
    "security_contact", "security_until", "sections", "offline",
)  # fmt: skip

_DARK = 0.04045
_COLOUR = pattern(r"#[0-9a-fA-F]{6}")


class Section(NamedTuple):
    """One folder of content."""

    name: str
    page_kind: str


class Site(NamedTuple):
    """What `content/site.yaml` says."""

    title: Segment
    publisher: str
    base: str
    """The absolute address of the site, ending in a slash."""

    notice: Segment | None
    help_page: str
    """The path of the page that says when and where to get help."""

    unit_numbers: str
    """The id of its heading with the numbers of maternity units, which every page leads to; empty for its top."""

    help_line: int
    """Where both are named."""

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

    security_contact: str = ""
    """Where to report a weakness of the site: an address or mailto:…; empty for no security.txt."""

    security_until: dt.date | None = None
    """Until when that is so; security.txt has to say it."""

    footer_pages: tuple[tuple[str, int], ...] = ()
    """The paths of the pages that the foot of every page leads to, with their lines."""

    @property
    def top(self) -> str:
        """Return the top of the site without its host, for pages that are served at any depth: a slash, or a folder."""
        return "/" + self.base.split("/", 3)[3]


def load_site(root: Path, problems: list[Problem]) -> Site:
    """Return the site's settings."""
    text = read_source(root, SITE_FILE, problems)
    content = root / "content"
    folders = sorted(path.name for path in content.iterdir() if path.is_dir()) if content.is_dir() else []
    if text is None:
        return _site(Fields(SITE_FILE, 1, []), folders)
    return MEMO.recall((SITE_FILE, text, *folders), lambda told: _site(_fields(text, told), folders), problems)


def _fields(text: str, problems: list[Problem]) -> Fields:
    return parse_yaml(SITE_FILE, text, problems) or Fields(SITE_FILE, 1, [])


def _site(fields: Fields, folders: Sequence[str]) -> Site:
    fields.only(_NAMES)
    base = fields.text("base")
    if base and not re.fullmatch(r"https?://[\w.:-]+(/[\w.~-]+)*/", base):
        message = f'"base" is "{base}"; write https://…/ in letters and digits, with a slash at the end'
        fields.complain(fields.line_of("base"), message)
    sections = []
    for group in fields.groups("sections"):
        group.only(("folder", "kind"))
        folder = group.text("folder")
        if folder and not NAME.fullmatch(folder):
            message = f'"folder" is "{folder}"; call it by up to 60 small letters, digits and hyphens'
            group.complain(group.line_of("folder"), message)
            continue
        if folder and folder not in folders:
            group.complain(group.line_of("folder"), f'there is no folder "content/{folder}"; make it')
        sections.append(Section(folder, group.choice("kind", PAGE_KINDS, "page")))
    help_page, _, unit_numbers = fields.text("help_page").partition("#")
    return Site(
        title=Segment.of(fields.text("title"), "site title", fields.line_of("title")),
        publisher=fields.text("publisher"),
        base=base,
        notice=_notice(fields),
        help_page=f"content/{help_page}",
        unit_numbers=unit_numbers,
        help_line=fields.line_of("help_page"),
        words_pages=_paths(fields, "words_pages"),
        footer_pages=_paths(fields, "footer_pages"),
        sections=tuple(sections),
        offline=_offline(fields),
        path=SITE_FILE,
        colour=_colour(fields),
        security_contact=_security_contact(fields),
        security_until=fields.date("security_until"),
        logo=f"content/{logo}" if (logo := fields.text("logo", "")) else "",
        exit_to=fields.address("exit_to", ""),
    )


def _notice(fields: Fields) -> Segment | None:
    return Segment.of(fields.text("notice"), "paragraph", fields.line_of("notice")) if fields.has("notice") else None


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


def _security_contact(fields: Fields) -> str:
    contact = fields.address("security_contact", "", ("https://", "mailto:", "tel:"))
    if contact and not fields.has("security_until"):
        message = '"security_contact" needs "security_until", the day until which it is right, at most a year from now'
        fields.complain(fields.line_of("security_contact"), message)
    return contact


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
