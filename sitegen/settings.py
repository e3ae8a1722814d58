"""The site's settings: `content/site.yaml`."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.fields import Fields, Items, parse_yaml
from sitegen.memo import MEMO
from sitegen.model import Segment
from sitegen.patterns import pattern
from sitegen.problems import Problem, nearest
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

    logo_line: int = 1

    @property
    def top(self) -> str:
        """Return the top of the site without its host, for pages that are served at any depth: a slash, or a folder."""
        return "/" + self.base.split("/", 3)[3]


def load_site(root: Path, problems: list[Problem]) -> Site:
    """Return the site's settings."""
    text = read_source(root, SITE_FILE, problems)
    content = root / "content"
    folders = sorted(path.name for path in content.iterdir() if _is_section(path)) if content.is_dir() else []
    if text is None:
        return _site(Fields(SITE_FILE, 1, []), folders)
    return MEMO.recall((SITE_FILE, text, *folders), lambda told: _site(_fields(text, told), folders), problems)


def _is_section(path: Path) -> bool:
    return path.is_dir() and path.name not in {"facts", "pictures"} and bool(NAME.fullmatch(path.name))


def _fields(text: str, problems: list[Problem]) -> Fields:
    return parse_yaml(SITE_FILE, text, problems) or Fields(SITE_FILE, 1, [])


def _site(fields: Fields, folders: Sequence[str]) -> Site:
    fields.only(_NAMES)
    base = fields.text("base")
    if base and not re.fullmatch(r"https?://[\w.:-]+(/[\w.~-]+)*/", base):
        fields.complain(
            fields.line_of("base"),
            f'"base" is "{base}"; write https://…/ in letters and digits, with a slash at the end',
        )
    help_page, _, unit_numbers = fields.text("help_page").partition("#")
    return Site(
        title=Segment.of(fields.words("title"), "site title", fields.line_of("title")),
        publisher=fields.words("publisher"),
        base=base,
        notice=_notice(fields),
        help_page=f"content/{help_page}",
        unit_numbers=unit_numbers,
        help_line=fields.line_of("help_page"),
        words_pages=_paths(fields, "words_pages"),
        footer_pages=_paths(fields, "footer_pages"),
        sections=tuple(_sections(fields, folders)),
        offline=_offline(fields),
        path=SITE_FILE,
        colour=_colour(fields),
        security_contact=_security_contact(fields),
        security_until=fields.date("security_until"),
        logo=f"content/{logo}" if (logo := fields.text("logo", "")) else "",
        logo_line=fields.line_of("logo"),
        exit_to=fields.address("exit_to", ""),
    )


def _notice(fields: Fields) -> Segment | None:
    return Segment.of(fields.words("notice"), "paragraph", fields.line_of("notice")) if fields.has("notice") else None


def _sections(fields: Fields, folders: Sequence[str]) -> Iterator[Section]:
    """Give the sections; where the list cannot be read, all folders, or each page would be told to have no section."""
    groups = fields.groups("sections")
    if not isinstance(fields.nodes.get("sections"), Items):
        if folders and not fields.has("sections"):
            fields.complain(fields.line, '"sections" is missing; add it, and below it "- folder: …" for each folder')
        yield from (Section(folder, PAGE_KINDS[0]) for folder in folders)
    seen: set[str] = set()
    for group in groups:
        group.only(("folder", "kind"))
        folder = _folder(group, folders)
        if folder in seen:
            group.complain(group.line_of("folder"), f'the section "{folder}" is listed twice; keep one')
        elif folder:
            yield Section(folder, group.choice("kind", PAGE_KINDS, PAGE_KINDS[0]))
        seen.add(folder)


def _folder(group: Fields, folders: Sequence[str]) -> str:
    """Return the folder of a section; the one that was probably meant, where there is none of that name."""
    folder = group.text("folder")
    if not folder or folder in folders:
        return folder
    near = nearest(folder.lower(), folders)
    if NAME.fullmatch(folder):
        complaint, wanted = f'there is no folder "content/{folder}"', "make it"
    else:
        complaint, wanted = f'"folder" is "{folder}"', "call it by up to 60 small letters, digits and hyphens"
    if near:
        wanted = f'write "{near}"'
    group.complain(group.line_of("folder"), f"{complaint}; {wanted}")
    return near or (folder if NAME.fullmatch(folder) else "")


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
