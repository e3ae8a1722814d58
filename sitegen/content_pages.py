"""The content's pages: a body inside its template, alone and with the English beside it; and their old addresses."""

from collections.abc import Iterator

from sitegen.checks import alias_address
from sitegen.content import easy_path, standard_path
from sitegen.drawing import Drawing, Place, place_of, used_pictures
from sitegen.model import Page
from sitegen.pictures import picture_set
from sitegen.render import LanguageSite, Listed, Values, title_of
from sitegen.renditions import Rendition
from sitegen.reviews import review_of
from sitegen.translate import Text
from sitegen.words import explain_words

BESIDE = "side-by-side/"
"""Below a translated page's address: the page with its English beside it."""


def content_page(site: LanguageSite, path: str) -> Iterator[tuple[str, str]]:
    """Give the files of a page, and of its old addresses: each path below the site and its text."""
    rendition = site.here[path]
    folder, address = f"{site.language.code}/", rendition.page.address
    yield f"{folder}{address}index.html", _page(site, rendition, address)
    if _has_beside(site, rendition):
        yield f"{folder}{address}{BESIDE}index.html", _page(site, rendition, address + BESIDE)
    yield from _redirects(site, rendition)


def _has_beside(site: LanguageSite, rendition: Rendition) -> bool:
    """Tell whether a page has one with the English beside it; a review build shows the English anyway."""
    return not site.language.is_source and rendition.fallback != "whole" and site.painting is None


def _page(site: LanguageSite, rendition: Rendition, address: str) -> str:
    """Return a page for its own address, or with the English beside it for the address below."""
    page = rendition.page
    place = place_of(address)
    beside = address != page.address
    unlisted = beside or rendition.fallback == "whole" or site.language not in site.listed
    values = site.frame(place, page.address, page)
    values |= {
        "page": _page_values(site, rendition, place, beside=beside),
        "breadcrumb": _breadcrumb(site, page, place),
        "canonical": site.canonical(rendition),
        "alternates": site.alternates(page) if rendition.fallback != "whole" and not beside else [],
        "noindex": unlisted or site.painting is not None,
        "review_panel": site.painting.panel(rendition) if site.painting else None,
    }
    if page.kind == "home":
        tops = [site.here[f"content/{section.name}/index.md"] for section in site.project.site.sections]
        values["sections"] = [site.listed_page(found, place) for found in tops]
    if page.kind == "section":
        values["pages"] = [site.listed_page(found, place) for found in _section_pages(site, page.section)]
    if page.kind == "lesson":
        values["lesson"] = _lesson(site, page, place)
    return site.whole(f"{page.kind}.html", values)


def _page_values(site: LanguageSite, rendition: Rendition, place: Place, *, beside: bool) -> Values:
    page = rendition.page
    paint = site.painting.paint if site.painting else None
    drawing = Drawing(site.project, rendition, site.here, place, beside=beside, paint=paint)
    words = site.words.get(page.path, ())
    own_url = place.language_root + page.address
    twin = site.here.get(easy_path(page.path))
    standard = site.here[standard_path(page.path)]
    is_twin = page.kind == "easy-read"
    sets = sorted({picture_set(path) for path in used_pictures(page)})
    return {
        "title": title_of(rendition, in_main=True),
        "description": Text(rendition.description.text, rendition.description.english),
        "kind": page.kind,
        "body": drawing.body(site.voice, site.english),
        "contents": drawing.contents(),
        "english_title": page.title.text if beside and not rendition.title.english else None,
        "beside_url": own_url + BESIDE if _has_beside(site, rendition) and not beside else None,
        "alone_url": own_url if beside else None,
        "exit_url": site.project.site.exit_to if page.quick_exit else None,
        "words": explain_words(site.project, site.renditions, words, place, (site.voice, site.english)),
        "revision": page.revision,
        "reviewed": page.reviewed,
        "review_due": page.review_due,
        "sources": standard.page.sources,
        "fallback": rendition.fallback,
        "review": review_of(site.language, rendition, site.project.reviews[site.language.code]),
        "easy_read_url": place.language_root + twin.page.address if twin and not is_twin else None,
        "standard_url": place.language_root + standard.page.address if is_twin else None,
        "credits": tuple(site.project.credits[name] for name in sets),
    }


def _breadcrumb(site: LanguageSite, page: Page, place: Place) -> tuple[Listed, ...] | None:
    """Return the links from the section down to the page's parent; None for the home page, which has no trail."""
    if page.kind == "home":
        return None
    above = [] if page.kind == "section" else [f"content/{page.section}/index.md"]
    if page.kind == "easy-read":
        above.append(standard_path(page.path))
    return tuple(site.listed_page(site.here[path], place) for path in above)


def _section_pages(site: LanguageSite, section: str) -> list[Rendition]:
    pages = site.here.values()
    return [found for found in pages if found.page.section == section and found.page.kind in {"page", "lesson"}]


def _lesson(site: LanguageSite, page: Page, place: Place) -> Values:
    lessons = [found for found in _section_pages(site, page.section) if found.page.kind == page.kind]
    position = next(place for place, found in enumerate(lessons) if found.page is page)
    before = lessons[position - 1] if position else None
    after = lessons[position + 1] if position + 1 < len(lessons) else None
    return {
        "number": position + 1,
        "count": len(lessons),
        "previous": site.listed_page(before, place) if before else None,
        "next": site.listed_page(after, place) if after else None,
    }


def _redirects(site: LanguageSite, rendition: Rendition) -> Iterator[tuple[str, str]]:
    """Give a page for each old address below the language's folder."""
    for alias, _ in rendition.page.aliases:
        if not alias.startswith("/"):
            address = alias_address(alias)
            url = place_of(address).language_root + rendition.page.address
            yield f"{site.language.code}/{address}index.html", site.redirect(rendition, url)
