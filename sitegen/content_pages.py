"""The content's pages: a body inside its template, alone and with the English beside it; and their old addresses."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

from sitegen.checks import alias_address
from sitegen.content import easy_path, standard_path
from sitegen.drawing import Drawing, used_pictures
from sitegen.pages import Page
from sitegen.phrases import phrases
from sitegen.pictures import picture_set
from sitegen.places import ADDRESS, LANGUAGE_ROOT, place_of
from sitegen.qr import qr_code
from sitegen.render import LanguageSite
from sitegen.renditions import Rendition
from sitegen.reviews import Review, review_of
from sitegen.shown import Foot, Lesson, Listed, Shown, description_of, title_of
from sitegen.slots import Own
from sitegen.words import explain_words

BESIDE = "side-by-side/"
"""Below a translated page's address: the page with its English beside it."""


def content_page(site: LanguageSite, path: str) -> Iterator[tuple[str, bytes]]:
    """Give the files of a page, and of its old addresses: each path below the site and its bytes."""
    rendition = site.here[path]
    page, paint = rendition.page, site.painting.paint if site.painting else None
    folder, template = f"{site.language.code}/{page.address}", f"{page.kind}.html"
    drawing = Drawing(site.project, rendition, site.here, (site.voice, site.english), paint)
    shown = _shown(site, rendition, drawing)
    yield f"{folder}index.html", site.file(template, shown, place_of(page.address))
    if shown.beside_url:
        shown = _shown_beside(rendition, drawing, shown)
        yield f"{folder}{BESIDE}index.html", site.file(template, shown, place_of(page.address, BESIDE))
    yield from _redirects(site, rendition)


def _has_beside(site: LanguageSite, rendition: Rendition) -> bool:
    """Tell whether a page has one with the English beside it; a review build shows the English anyway."""
    return not site.language.is_source and rendition.fallback != "whole" and site.painting is None


def _shown(site: LanguageSite, rendition: Rendition, drawing: Drawing) -> Shown:
    page, whole = rendition.page, rendition.fallback == "whole"
    review = _review(site, rendition)
    twin = site.here.get(easy_path(page.path)) if page.kind != "easy-read" else None
    standard = site.here[standard_path(page.path)].page
    without = site.without(page)
    return Shown(
        languages=Own(partial(site.language_list, without)),
        menu=Own(partial(site.menu, page.section)),
        breadcrumb=_breadcrumb(site, page),
        share_url=Own(site.device.top + page.address),
        notices=Own(partial(site.notices, *_noticed(rendition, review))),
        fallback=_fallback(rendition),
        canonical=site.canonical(rendition, ADDRESS),
        alternates=Own("" if whole else partial(site.alternate_links, without, page.kind == "home")),
        noindex=whole or site.language not in site.listed or site.painting is not None,
        title=Own(title_of(rendition, in_main=True)),
        description=Own(description_of(rendition)),
        body=Own(drawing.body(drawing.alone)),
        contents=drawing.contents(drawing.alone),
        beside_url=f"{LANGUAGE_ROOT}{ADDRESS}{BESIDE}" if _has_beside(site, rendition) else None,
        exit_url=site.project.site.exit_to if page.quick_exit else None,
        easy_read_url=Own(LANGUAGE_ROOT + twin.page.address) if twin else None,
        standard_url=Own(LANGUAGE_ROOT + standard.address) if page.kind == "easy-read" else None,
        foot=_foot(site, rendition, review, standard),
        review_panel=Own(site.painting.panel(rendition)) if site.painting else None,
        **_of_kind(site, rendition),
    )


def _review(site: LanguageSite, rendition: Rendition) -> Review:
    records = site.project.reviews[site.language.code]
    return review_of(site.language, rendition, records, phrases(site.project, site.language))


def _noticed(rendition: Rendition, review: Review) -> tuple[str, str, str]:
    """Return what `LanguageSite.notices` takes of a page."""
    english = "some" if rendition.warns else rendition.fallback
    return _fallback(rendition), english, "" if english == "whole" else review.unchecked


def _fallback(rendition: Rendition) -> str:
    return "whole" if rendition.fallback == "whole" else "none"


def _shown_beside(rendition: Rendition, drawing: Drawing, shown: Shown) -> Shown:
    """Return what is another on the page with the English beside it, and all else that the page alone has."""
    return shown._replace(
        body=Own(drawing.body(drawing.beside)),
        contents=drawing.contents(drawing.beside),
        english_title=None if rendition.title.english else Own(rendition.page.title.text),
        beside_url=None,
        alone_url=LANGUAGE_ROOT + ADDRESS,
        alternates=Own(""),
        noindex=True,
    )


def _of_kind(site: LanguageSite, rendition: Rendition) -> dict[str, Any]:
    """Return what only pages of some kinds show: those below them, or beside them in a course."""
    page, fallback = rendition.page, _fallback(rendition)
    if page.kind == "home":
        tops = (site.here[f"content/{section.name}/index.md"] for section in site.project.site.sections)
        return {"sections": tuple(map(site.listed_page, tops))}
    if page.kind == "section":
        items = tuple(site.listed_page(found).own() for found in _section_pages(site, page.section))
        return {"listing": Own(partial(site.voice.draw, "page-link/page_list", items, fallback))}
    if page.kind == "lesson":
        lesson, *near = _lesson(site, page)
        return {"lesson": lesson, "pagination": Own(partial(site.voice.draw, "pagination", *near, fallback))}
    return {}


def _foot(site: LanguageSite, rendition: Rendition, review: Review, standard: Page) -> Foot:
    page, fallback = rendition.page, _fallback(rendition)

    def drawn(component: str, *values: Any) -> Own:
        return Own(cache(partial(site.voice.draw, component, *values)))  # once, alone and with the English beside

    asked = site.words.get(page.path, ())
    words = explain_words(site.project, site.renditions, asked, (site.voice, site.english))
    translated = {word.path for word, (_, meaning) in zip(asked, words, strict=True) if not meaning.mark}
    _, _, warned = _noticed(rendition, review)
    unchecked = "" if warned else _unchecked(site, translated)
    sets = sorted({picture_set(path) for path in used_pictures(page)})
    canonical = site.canonical(rendition, page.address)
    return Foot(
        words=drawn(
            "words-explained", tuple((Own(word), Own(meaning)) for word, meaning in words), fallback, unchecked
        ),
        dates=drawn("review-dates", page.reviewed, page.review_due),
        note=drawn("translation-note", review.translated_by, review.checked_by, review.checked),
        sources=drawn("sources/source_list", tuple((Own(source.name), Own(source.url)) for source in standard.sources)),
        credits=drawn("credits/picture_credits", tuple(site.project.credits[name] for name in sets)),
        paper=drawn("paper-foot", Own(canonical), Own(partial(qr_code, canonical)), Own(page.body.revision), fallback),
    )


def _unchecked(site: LanguageSite, paths: Iterable[str]) -> str:
    """Return how a machine translated some pages, if it did and no person has checked that."""
    return min(filter(None, (_review(site, site.here[path]).unchecked for path in paths)), default="")


def _breadcrumb(site: LanguageSite, page: Page) -> Own | None:
    """Return the links from the section down to the page's parent; None for the home page, which has no trail."""
    if page.kind == "home":
        return None
    above = [] if page.kind == "section" else [f"content/{page.section}/index.md"]
    if page.kind == "easy-read":
        above.append(standard_path(page.path))
    return Own(partial(site.breadcrumb, tuple(above)))


def _section_pages(site: LanguageSite, section: str) -> list[Rendition]:
    return [site.here[page.path] for page in site.by_section[section] if page.kind in {"page", "lesson"}]


def _lesson(site: LanguageSite, page: Page) -> tuple[Lesson, Listed | None, Listed | None]:
    """Return which of how many lessons a page is, and those before and after it."""
    lessons = [found for found in _section_pages(site, page.section) if found.page.kind == page.kind]
    position = next(number for number, found in enumerate(lessons) if found.page.path == page.path)
    before = lessons[position - 1] if position else None
    after = lessons[position + 1] if position + 1 < len(lessons) else None
    previous, following = (site.listed_page(found).own() if found else None for found in (before, after))
    return Lesson(Own(position + 1), Own(len(lessons))), previous, following


def _redirects(site: LanguageSite, rendition: Rendition) -> Iterator[tuple[str, bytes]]:
    """Give a page for each old address below the language's folder."""
    for alias, _ in rendition.page.aliases:
        if not alias.startswith("/"):
            address = alias_address(alias)
            url = place_of(address).language_root + rendition.page.address
            yield f"{site.language.code}/{address}index.html", site.redirect(rendition, url).encode()
