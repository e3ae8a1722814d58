"""The content's pages: a body inside its template, alone and with the English beside it; and their old addresses."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.checks import alias_address
from sitegen.content import easy_path, standard_path
from sitegen.drawing import Drawing, used_pictures
from sitegen.pages import Page, Source
from sitegen.pictures import Credit, picture_set
from sitegen.places import LANGUAGE_ROOT, place_of
from sitegen.render import LanguageSite, Listed, Values, title_of
from sitegen.renditions import Rendition
from sitegen.reviews import Review, review_of
from sitegen.translate import Filling, Text
from sitegen.words import explain_words

BESIDE = "side-by-side/"
"""Below a translated page's address: the page with its English beside it."""


class Foot(NamedTuple):
    """What stands below a page's text."""

    words: tuple[tuple[Filling, Filling], ...]
    """Words on the page, and what each means."""

    reviewed: dt.date | None
    review_due: dt.date | None
    review: Review
    sources: tuple[Source, ...]
    credits: tuple[Credit, ...]
    canonical: str
    revision: str


def content_page(site: LanguageSite, path: str) -> Iterator[tuple[str, str]]:
    """Give the files of a page, and of its old addresses: each path below the site and its text."""
    rendition = site.here[path]
    page, paint = rendition.page, site.painting.paint if site.painting else None
    folder, template = f"{site.language.code}/{page.address}", f"{page.kind}.html"
    drawing = Drawing(site.project, rendition, site.here, (site.voice, site.english), paint)
    values = _values(site, rendition, drawing)
    yield f"{folder}index.html", site.whole(template, values, place_of(page.address))
    if _has_beside(site, rendition):
        values = _values_beside(rendition, drawing, values)
        yield f"{folder}{BESIDE}index.html", site.whole(template, values, place_of(page.address, BESIDE))
    yield from _redirects(site, rendition)


def _has_beside(site: LanguageSite, rendition: Rendition) -> bool:
    """Tell whether a page has one with the English beside it; a review build shows the English anyway."""
    return not site.language.is_source and rendition.fallback != "whole" and site.painting is None


def _values(site: LanguageSite, rendition: Rendition, drawing: Drawing) -> Values:
    page = rendition.page
    values = site.frame(page.address, page) | {
        "page": _page_values(site, rendition, drawing),
        "breadcrumb": _breadcrumb(site, page),
        "canonical": site.canonical(rendition),
        "alternates": site.alternates(page) if rendition.fallback != "whole" else [],
        "noindex": rendition.fallback == "whole" or site.language not in site.listed or site.painting is not None,
        "review_panel": site.painting.panel(rendition) if site.painting else None,
    }
    if page.kind == "home":
        tops = [site.here[f"content/{section.name}/index.md"] for section in site.project.site.sections]
        values["sections"] = [site.listed_page(found) for found in tops]
    if page.kind == "section":
        values["pages"] = [site.listed_page(found) for found in _section_pages(site, page.section)]
    if page.kind == "lesson":
        values["lesson"] = _lesson(site, page)
    return values


def _values_beside(rendition: Rendition, drawing: Drawing, values: Values) -> Values:
    """Return what is another on the page with the English beside it, and all else that the page alone has."""
    page = rendition.page
    beside = {
        "body": drawing.body(drawing.beside),
        "contents": drawing.contents(drawing.beside),
        "english_title": None if rendition.title.english else page.title.text,
        "beside_url": None,
        "alone_url": LANGUAGE_ROOT + page.address,
    }
    return values | {"page": values["page"] | beside, "alternates": [], "noindex": True}


def _page_values(site: LanguageSite, rendition: Rendition, drawing: Drawing) -> Values:
    page, review = rendition.page, review_of(site.language, rendition, site.project.reviews[site.language.code])
    words = site.words.get(page.path, ())
    twin = site.here.get(easy_path(page.path))
    standard = site.here[standard_path(page.path)]
    is_twin = page.kind == "easy-read"
    sets = sorted({picture_set(path) for path in used_pictures(page)})
    return {
        "title": title_of(rendition, in_main=True),
        "description": Text(rendition.description.text, rendition.description.english),
        "kind": page.kind,
        "body": drawing.body(drawing.alone),
        "contents": drawing.contents(drawing.alone),
        "english_title": None,
        "beside_url": f"{LANGUAGE_ROOT}{page.address}{BESIDE}" if _has_beside(site, rendition) else None,
        "alone_url": None,
        "exit_url": site.project.site.exit_to if page.quick_exit else None,
        "fallback": rendition.fallback,
        "review": review,
        "easy_read_url": LANGUAGE_ROOT + twin.page.address if twin and not is_twin else None,
        "standard_url": LANGUAGE_ROOT + standard.page.address if is_twin else None,
        "foot": Foot(
            explain_words(site.project, site.renditions, words, (site.voice, site.english)),
            page.reviewed,
            page.review_due,
            review,
            standard.page.sources,
            tuple(site.project.credits[name] for name in sets),
            site.canonical(rendition),
            page.revision,
        ),
    }


def _breadcrumb(site: LanguageSite, page: Page) -> tuple[Listed, ...] | None:
    """Return the links from the section down to the page's parent; None for the home page, which has no trail."""
    if page.kind == "home":
        return None
    above = [] if page.kind == "section" else [f"content/{page.section}/index.md"]
    if page.kind == "easy-read":
        above.append(standard_path(page.path))
    return tuple(site.listed_page(site.here[path]) for path in above)


def _section_pages(site: LanguageSite, section: str) -> list[Rendition]:
    pages = site.here.values()
    return [found for found in pages if found.page.section == section and found.page.kind in {"page", "lesson"}]


def _lesson(site: LanguageSite, page: Page) -> Values:
    lessons = [found for found in _section_pages(site, page.section) if found.page.kind == page.kind]
    position = next(number for number, found in enumerate(lessons) if found.page is page)
    before = lessons[position - 1] if position else None
    after = lessons[position + 1] if position + 1 < len(lessons) else None
    return {
        "number": position + 1,
        "count": len(lessons),
        "previous": site.listed_page(before) if before else None,
        "next": site.listed_page(after) if after else None,
    }


def _redirects(site: LanguageSite, rendition: Rendition) -> Iterator[tuple[str, str]]:
    """Give a page for each old address below the language's folder."""
    for alias, _ in rendition.page.aliases:
        if not alias.startswith("/"):
            address = alias_address(alias)
            url = place_of(address).language_root + rendition.page.address
            yield f"{site.language.code}/{address}index.html", site.redirect(rendition, url)
