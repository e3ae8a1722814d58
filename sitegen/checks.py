"""Judging the project as a whole: each check gives the problems of one rule."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from posixpath import normpath

from sitegen.asked import ASKED_FILE
from sitegen.content import RESERVED, page_files, standard_path
from sitegen.facts import given_facts
from sitegen.pages import Page
from sitegen.patterns import pattern
from sitegen.pictures import FOLDER, KINDS, is_drawing
from sitegen.problems import Problem
from sitegen.project import Project

NEEDED_FACTS = ("contact.emergency", "contact.nhs_111")
"""What the emergency strip of every page shows."""

_OUTSIDE = pattern(r"https://[^\s\"'<>]+")


def run_checks(project: Project) -> list[Problem]:
    """Return all faults that the pages have together."""
    return list(chain.from_iterable(check(project) for check in CHECKS))


def links_lead_somewhere(project: Project) -> Iterator[Problem]:
    """Every link leads to a page or heading of ours, or to an https address."""
    files = cache(partial(page_files, project.root))
    pages = {page.path: page for page in project.pages}
    for page in project.pages:
        for target, line in page.body.links:
            if "\\" in target:  # which is told with the page
                continue
            if complaint := _link_fault(page, target, pages, files):
                yield Problem(page.path, line, f'the link "{target}" {complaint}')


def _link_fault(page: Page, target: str, pages: dict[str, Page], files: Callable[[], list[str]]) -> str:
    if "://" in target or target.startswith(("mailto:", "tel:", "javascript:", "data:", "//")):
        if _OUTSIDE.fullmatch(target):
            return ""
        return "is not allowed; write https://…, or a fact such as {contact.emergency} for a phone number"
    address, _, fragment = target.partition("#")
    path = link_path(page.path, address)
    if path not in pages:
        if path in files():
            return "leads to a draft page; publish that page, or take the link out"
        return f"leads nowhere: there is no {path}; write the path of a Markdown file, seen from this one"
    if fragment and fragment not in pages[path].body.anchors:
        return f"leads to a heading that {path} does not have; use one of its headings' ids"
    return ""


def link_path(page_path: str, address: str) -> str:
    """Return the path of the Markdown file that a link on a page leads to."""
    if not address:
        return page_path
    return normpath(f"{page_path.rpartition('/')[0]}/{address}")


def pictures_are_there(project: Project) -> Iterator[Problem]:
    """Every picture is a file below content/pictures, with a credit, a size, and nothing in it but a drawing."""
    for page in project.pages:
        for source, line in page.body.pictures:
            path = link_path(page.path, source)
            for complaint in (*_picture_faults(project, path), *_credit_faults(project, path)):
                yield Problem(page.path, line, f'the picture "{source}" {complaint}')


def logo_is_there(project: Project) -> Iterator[Problem]:
    """Every logo is a picture like those of pages; it needs no credit."""
    if logo := project.site.logo:
        for complaint in _picture_faults(project, logo):
            yield Problem(project.site.path, project.site.logo_line, f'"logo" names {logo}, which {complaint}')


def _picture_faults(project: Project, path: str) -> Iterator[str]:
    if not path.startswith(f"{FOLDER}/"):
        yield f"does not lie in {FOLDER}; put it there"
    elif not path.endswith(KINDS):
        yield f"is of another kind; use {' or '.join(KINDS)}"
    elif path not in project.pictures:
        yield f"is missing: there is no {path}; add the file, or mend the name"
    else:
        if not all(project.pictures[path].size):
            yield "does not say how large it is; export it with a viewBox"
        if path.endswith(".svg") and not is_drawing(project.pictures[path].content):
            yield "holds more than a drawing: a script, text, style or another file; export it as a plain drawing"


def _credit_faults(project: Project, path: str) -> Iterator[str]:
    if path in project.pictures and path.rpartition("/")[0] not in project.credits:
        yield "has no credit: there is no credit.yaml in its folder; say who made it and under which licence"


def facts_are_known(project: Project) -> Iterator[Problem]:
    """Every fact in a text is in content/facts; of one that is there and faulty its own file tells."""
    given = cache(partial(given_facts, project.root))

    def is_told(name: str) -> bool:
        names, unread = given()
        return name in names or name.partition(".")[0] in unread

    for page in project.pages:
        for name, line in page.body.facts:
            if name not in project.facts and not is_told(name):
                kind = name.partition(".")[0]
                message = f'the fact "{{{name}}}" is not known; add it to content/facts/{kind}.yaml, or mend the name'
                yield Problem(page.path, line, message)
    for name in NEEDED_FACTS:
        if name not in project.facts and not is_told(name):
            message = f'the fact "{name}" is missing; every page shows it in the emergency strip'
            yield Problem("content/facts/contact.yaml", 1, message)


def addresses_differ(project: Project) -> Iterator[Problem]:
    """No two pages or old addresses are the same address."""
    taken: dict[str, str] = {}
    for page in project.pages:
        owners = [(page.address, 1), *((alias_address(alias), line) for alias, line in page.aliases)]
        for address, line in owners:
            if address in taken:
                message = f'the address "{address}" is taken by {taken[address]} too; rename one of them'
                yield Problem(page.path, line, message)
            taken.setdefault(address, page.path)
        for alias, line in page.aliases:
            if alias_address(alias).split("/")[-2] in RESERVED:
                message = f'the alias "{alias}" ends like a page that the site makes itself; leave it out'
                yield Problem(page.path, line, message)


def alias_address(alias: str) -> str:
    """Return an old address as addresses are written, with a slash at the end; a first slash means the site's root."""
    return alias.rstrip("/") + "/"


def languages_have_folders(project: Project) -> Iterator[Problem]:
    """No old address at the root lies over a language's folder."""
    codes = {language.code.casefold() for language in project.languages} | {"assets", "pictures"}
    for page in project.pages:
        for alias, line in page.aliases:
            if alias.startswith("/") and alias.split("/")[1] in codes:
                message = f'the alias "{alias}" starts like a folder of the site; leave that part out'
                yield Problem(page.path, line, message)


def twins_have_pages(project: Project) -> Iterator[Problem]:
    """Every easy-read page stands beside a standard page."""
    paths = {page.path for page in project.pages}
    for page in project.pages:
        standard = standard_path(page.path)
        if standard not in paths:
            yield Problem(page.path, 1, f"there is no {standard}, or it is a draft; easy read needs its standard page")


def sections_have_pages(project: Project) -> Iterator[Problem]:
    """Home, each section and the help page have their page."""
    site, pages = project.site, {page.path: page for page in project.pages}
    needed = ["content/index.md", *(f"content/{section.name}/index.md" for section in project.site.sections)]
    for path in needed:
        if path not in pages:
            yield Problem(path, 1, "the page is missing; every section needs its own page")
    if site.help_page not in pages:
        message = f'"help_page" is {site.help_page}, which is missing; name the page that says where to get help'
        yield Problem(site.path, site.help_line, message)
    elif site.unit_numbers and site.unit_numbers not in pages[site.help_page].body.anchors:
        message = (
            f'"help_page" leads to the heading "#{site.unit_numbers}", which {site.help_page} does not have; use the '
            "id of the heading with the numbers of maternity units"
        )
        yield Problem(site.path, site.help_line, message)


def words_pages_explain(project: Project) -> Iterator[Problem]:
    """Each page that is named as one that explains words is there, and has a definition list."""
    pages = {page.path: page for page in project.pages}
    for path, line in project.site.words_pages:
        if path not in pages:
            yield Problem(project.site.path, line, f'"words_pages" has {path}, which is missing; mend the name')
        elif not any(segment.role == "term" for segment in pages[path].segments):
            message = (
                'this page explains words, and has no list of them; write "word" on a line and ": meaning" below it'
            )
            yield Problem(path, 1, message)


def footer_pages_are_there(project: Project) -> Iterator[Problem]:
    """Every page that the foot of the pages leads to is there."""
    paths = {page.path for page in project.pages}
    for path, line in project.site.footer_pages:
        if path not in paths:
            yield Problem(project.site.path, line, f'"footer_pages" has {path}, which is missing; mend the name')


def exits_lead_away(project: Project) -> Iterator[Problem]:
    """Every page with a quick exit has an address to lead to, and is kept on no device."""
    kept = dict(project.site.offline)
    for page in project.pages:
        if page.quick_exit and not project.site.exit_to:
            message = f'"quick_exit" needs "exit_to" in {project.site.path}: the address of a site that tells nothing'
            yield Problem(page.path, page.quick_exit_line, message)
        if page.quick_exit and page.path in kept:
            message = f'"offline" names {page.path}, which no device keeps since it has "quick_exit"; take it out'
            yield Problem(project.site.path, kept[page.path], message)


def kept_pages_are_there(project: Project) -> Iterator[Problem]:
    """Every page that devices keep for when they are offline is there, and named once."""
    paths = {page.path for page in project.pages}
    seen: set[str] = set()
    for path, line in project.site.offline:
        if path not in paths:
            message = f'"offline" names {path}, which is missing or a draft; name a page as in get-help/index.md'
            yield Problem(project.site.path, line, message)
        if path in seen:
            yield Problem(project.site.path, line, f'"offline" names {path} twice; keep one')
        seen.add(path)


def pages_of_loss_can_be_found(project: Project) -> Iterator[Problem]:
    """Each page about loss has words of its own: the search leads nobody there who types none of them."""
    for page in project.pages:
        if page.loss and not any(page.path in words for words in project.asked.values()):
            name = page.path.removeprefix("content/").removesuffix(".md")
            message = (
                f'"loss" keeps the page from all who do not ask for it, and {ASKED_FILE} has no words that ask for it; '
                f'add "{name}:" there, with "en: " and such words below it'
            )
            yield Problem(page.path, page.title.line, message)


CHECKS: tuple[Callable[[Project], Iterator[Problem]], ...] = (
    links_lead_somewhere,
    pictures_are_there,
    logo_is_there,
    facts_are_known,
    addresses_differ,
    languages_have_folders,
    twins_have_pages,
    sections_have_pages,
    words_pages_explain,
    footer_pages_are_there,
    kept_pages_are_there,
    pages_of_loss_can_be_found,
    exits_lead_away,
)
