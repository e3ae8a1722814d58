"""Pages: `content/<section>/<page>.md` with front matter checked against one schema."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from sitegen.fields import Fields, recall_yaml
from sitegen.inline import Inline
from sitegen.made_from import MadeFrom, digest
from sitegen.memo import MEMO, Later, Make
from sitegen.model import Segment
from sitegen.pages import Body, Page, Source
from sitegen.patterns import pattern
from sitegen.problems import Problem
from sitegen.processors import processors
from sitegen.settings import NAME, PAGE_KINDS, SITE_FILE, Site
from sitegen.sources import SourceFile, find_file, source_files, text_of
from sitegen.texts import text_faults

HOME = "home"
"""The section of the home page, and the name of its catalogue."""

EASY = ".easy"
EASY_FOLDER = "easy-read"
_FIELDS = (
    "title", "description", "order", "kind", "reviewed", "review_due", "sources", "aliases", "quick_exit", "loss",
    "draft",
)  # fmt: skip
_EASY_FIELDS = ("title", "description", "reviewed", "review_due", "quick_exit", "draft")
_ALIAS = pattern(r"/?[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*/?")
_FIELD = pattern(r"[\w-]+:(?: |$)|[ ]+\S|- |#(?!#)")
"""A line of front matter."""

_CUT = pattern(r"[ ]*+(?:- +)*+(?:[\w-]+:(?: +|$))?+(?![\"'#|>])\S.*?[ \t]#")
"""A value without quotation marks, of which YAML takes the rest for a remark."""

RESERVED = (
    EASY_FOLDER, "side-by-side", "a-to-z", "404", "easier-to-read", "offline", "staff-card", "interface", "facts", HOME,
)  # fmt: skip
"""The names of pages that the site makes itself, and of catalogues that are no section's."""


def page_files(root: Path) -> list[str]:
    """Return the paths of all Markdown files of content."""
    return source_files(root, "content", ".md")


def load_pages(root: Path, site: Site, inline: Inline, problems: list[Problem]) -> tuple[Page, ...]:
    """Return all pages that are not drafts, in the order of sections, `order` and title; twins after theirs."""
    places = {section.name: place for place, section in enumerate(site.sections)}
    pages = [page for later in read_pages(root, page_files(root), site, inline, problems) if (page := later())]
    standard = {page.path: page for page in pages if page.kind != "easy-read"}

    def position(page: Page) -> tuple[object, ...]:
        twin = standard.get(standard_path(page.path), page)
        is_index = twin.kind not in {"section", "home"}
        place = places.get(page.section, -1)
        return (place, is_index, twin.order, twin.title.text, twin.path, page.kind == "easy-read")

    return tuple(sorted(pages, key=position))


def read_pages(
    root: Path, paths: Iterable[str], site: Site, inline: Inline, problems: list[Problem]
) -> list[Later[Page | None]]:
    """Return the pages of some folders, each when it is asked for; those that are new are read now."""
    lots: dict[MadeFrom, list[tuple[MadeFrom, Make[Page | None]]]] = {}
    kinds = _kinds_in(site)
    said_of_kinds = repr(sorted(kinds.items()))
    for path in filter(_is_page, paths):
        if file := _page_file(root, path, kinds, problems):
            made_from = (path, file.digest, said_of_kinds)
            make = partial(_parse_page, file, kinds, inline)
            lots.setdefault(("content", path.rpartition("/")[0]), []).append((made_from, make))
    return MEMO.recall_lots(lots, problems, processors())


def load_page(root: Path, path: str, site: Site, inline: Inline, problems: list[Problem]) -> Page | None:
    """Return one page; None for a draft, or where it cannot be read."""
    kinds = _kinds_in(site)
    file = _page_file(root, path, kinds, problems)
    return _parse_page(file, kinds, inline, problems) if file else None


def _kinds_in(site: Site) -> dict[str, str]:
    """Return of which kind the pages of each section are."""
    return {section.name: section.page_kind for section in site.sections}


def _page_file(root: Path, path: str, kinds: dict[str, str], problems: list[Problem]) -> SourceFile | None:
    """Return the file of a page; None where it cannot be read."""
    problems.extend(_path_faults(path, kinds))
    return find_file(root, path, problems)


def standard_path(path: str) -> str:
    """Return the path of the standard page for the path of its easy-read twin, or the path itself."""
    return path.replace(f"{EASY}.md", ".md")


def easy_path(path: str) -> str:
    """Return the path of a standard page's easy-read twin."""
    return path.removesuffix(".md") + f"{EASY}.md"


def _is_page(path: str) -> bool:
    """Tell pages from the notes that lie beside pictures."""
    return not path.startswith(("content/pictures/", "content/facts/"))


def _path_faults(path: str, kinds: dict[str, str]) -> Iterator[Problem]:
    _, *folders, name = path.split("/")
    for part in (*folders, name.removesuffix(".md").removesuffix(EASY)):
        if not NAME.fullmatch(part) or part in RESERVED:
            suggestion = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") or "page"
            hint = f'call it "{suggestion}"' if suggestion != part else "choose another name"
            yield Problem(path, 1, f'"{part}" cannot be a part of an address; {hint}')
    if len(folders) > 1 or (not folders and name.removesuffix(".md").removesuffix(EASY) != "index"):
        yield Problem(path, 1, "a page lies in the folder of its section; move it to content/<section>/<page>.md")
    elif folders and folders[0] not in kinds:
        yield Problem(path, 1, f'the section "{folders[0]}" is not in {SITE_FILE}; add it under "sections"')


def _parse_page(file: SourceFile, kinds: dict[str, str], inline: Inline, problems: list[Problem]) -> Page | None:
    """Return a page; None for a draft.  A faulty field has an empty value, so that the rest is still judged."""
    path = file.path
    text = text_of(path, file.content(), problems)
    if text is None:
        return None
    easy = path.endswith(f"{EASY}.md")
    fields, body, first_line = _split(path, text, problems)
    fields.only(_EASY_FIELDS if easy else _FIELDS)
    register = "easy-read" if easy else ""
    parts = PurePosixPath(path).parts[1:]
    section = parts[0] if len(parts) > 1 else HOME
    title = Segment.of(fields.text("title"), "title", fields.line_of("title"), register=register)
    description = Segment.of(
        fields.text("description"), "description", fields.line_of("description"), register=register
    )
    document = _cutter(inline).cut(path, body, first_line, problems, register)
    for segment in (title, description, *document.segments):
        problems.extend(Problem(path, segment.line, fault) for fault in text_faults(segment))
    page = Page(
        path=path,
        section=section,
        address=_address(parts),
        kind=_kind(parts, easy=easy, page_kind=fields.choice("kind", PAGE_KINDS, kinds.get(section, "page"))),
        title=title,
        description=description,
        order=fields.number("order", 0),
        reviewed=fields.date("reviewed"),
        review_due=fields.date("review_due"),
        sources=tuple(_sources(fields)),
        aliases=tuple(_aliases(fields)),
        body=Body.of(document, title, description),
        quick_exit=fields.flag("quick_exit"),
        quick_exit_line=fields.line_of("quick_exit"),
        loss=fields.flag("loss"),
        digest=digest(path, text),
    )
    _judge_dates(page, fields)
    return None if fields.flag("draft") else page


@lru_cache(1)
def _cutter(inline: Inline) -> Any:
    """Return what cuts pages; with Markdown's extensions it is imported only where a page is read anew."""
    return import_module("sitegen.documents").Cutter(inline)


def _split(path: str, text: str, problems: list[Problem]) -> tuple[Fields, str, int]:
    """Part the front matter from the body; the number is the body's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        message = 'the page has no front matter; begin with a line "---", then "title: …", then a line "---"'
        problems.append(Problem(path, 1, message))
        return Fields(path, 1, []), text, 1
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    body = end + 1
    if not end:
        end = body = next((number for number, line in enumerate(lines[1:], 1) if not _FIELD.match(line)), len(lines))
        message = f'the front matter does not end; write a line "---" below "{lines[end - 1].strip()}"'
        problems.append(Problem(path, end, message))
    for number, line in enumerate(lines[1:end], 2):
        if _CUT.match(line):
            message = f'"{line.strip()}" is cut off before the sign #; put the value in double quotes'
            problems.append(Problem(path, number, message))
    fields = recall_yaml(path, "\n".join(lines[1:end]), problems, first_line=2)
    return fields or Fields(path, 1, []), "\n".join(lines[body:]), body + 1


def _address(parts: tuple[str, ...]) -> str:
    name = parts[-1].removesuffix(".md")
    folders = [*parts[:-1], *([] if name.removesuffix(EASY) == "index" else [name.removesuffix(EASY)])]
    return "".join(f"{folder}/" for folder in [*folders, *([EASY_FOLDER] if name.endswith(EASY) else [])])


def _kind(parts: tuple[str, ...], *, easy: bool, page_kind: str) -> str:
    if easy:
        return "easy-read"
    if parts[-1] == "index.md":
        return "section" if len(parts) > 1 else HOME
    return page_kind


def _sources(fields: Fields) -> Iterator[Source]:
    for group in fields.groups("sources"):
        group.only(("name", "url"))
        yield Source(group.words("name"), group.address("url"))


def _aliases(fields: Fields) -> Iterator[tuple[str, int]]:
    for alias, line in fields.texts("aliases"):
        if _ALIAS.fullmatch(alias):
            yield alias, line
        else:
            fields.complain(line, f'the alias "{alias}" is not an address; write small letters, digits, - and /')


def _judge_dates(page: Page, fields: Fields) -> None:
    """Review dates come in pairs, the second after the first."""
    if fields.has("reviewed") != fields.has("review_due"):
        fields.complain(fields.line, '"reviewed" and "review_due" come in pairs; give both')
    elif page.reviewed and page.review_due and page.reviewed >= page.review_due:
        message = f'"review_due" ({page.review_due}) is not after "reviewed" ({page.reviewed}); mend one of them'
        fields.complain(fields.line_of("review_due"), message)
