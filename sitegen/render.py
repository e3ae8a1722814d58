"""Pages: a body inside its template, and the lists and links around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from sitegen.assets import asset_address
from sitegen.checks import alias_address
from sitegen.content import easy_path, standard_path
from sitegen.drawing import (
    Drawing,
    Place,
    Renditions,
    Voice,
    emergency_strip,
    picture_set,
    place_of,
    used_pictures,
)
from sitegen.model import Language, Page
from sitegen.painting import Painting
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.reviews import Review, review_of
from sitegen.search import Index
from sitegen.templates import FOLDER, render
from sitegen.translate import Rendition, Text
from sitegen.words import Word, explain_words

A_TO_Z = "a-to-z/"
BESIDE = "side-by-side/"
"""Below a translated page's address: the page with its English beside it."""

Values = dict[str, Any]
"""What a template gets."""


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """Makes the pages of one language."""

    project: Project
    environment: Environment
    renditions: Renditions
    listed: tuple[Language, ...]
    """The languages that are released, for lists of languages."""

    voice: Voice
    english: Voice
    """Says what is not translated; in the content's own language it is `voice`."""

    words: Mapping[str, tuple[Word, ...]]
    """The words on each page that other pages explain, by path."""

    index: Index | None
    """What the search of the language reads; None for a site without search."""

    painting: Painting | None = None
    """Paints every text in a review build."""

    @property
    def language(self) -> Language:
        """Return the language of the pages."""
        return self.voice.language

    @property
    def here(self) -> Mapping[str, Rendition]:
        """Return the content's pages in the language, by path."""
        return self.renditions[self.language.code]

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each page and each old address: its path below the site and its text."""
        code = self.language.code
        if self.index:
            yield f"{code}/{self.index.address}", self.index.text
        for rendition in self.here.values():
            address = rendition.page.address
            yield f"{code}/{address}index.html", self._page(rendition, address)
            if self._has_beside(rendition):
                yield f"{code}/{address}{BESIDE}index.html", self._page(rendition, address + BESIDE)
            yield from self._redirects(rendition)

    def _has_beside(self, rendition: Rendition) -> bool:
        """Tell whether a page has one with the English beside it; a review build shows the English anyway."""
        return not self.language.is_source and rendition.fallback != "whole" and self.painting is None

    def _page(self, rendition: Rendition, address: str) -> str:
        """Return a page for its own address, or with the English beside it for the address below."""
        page = rendition.page
        place = place_of(address)
        beside = address != page.address
        unlisted = beside or rendition.fallback == "whole" or self.language not in self.listed
        values = self.frame(place, page.address, page)
        values |= {
            "page": self._page_values(rendition, place, beside=beside),
            "breadcrumb": self._breadcrumb(page, place),
            "canonical": self._canonical(rendition),
            "alternates": self.alternates(page) if rendition.fallback != "whole" and not beside else [],
            "noindex": unlisted or self.painting is not None,
            "review_panel": self.painting.panel(rendition) if self.painting else None,
        }
        if page.kind == "home":
            tops = [self.here[f"content/{section.name}/index.md"] for section in self.project.site.sections]
            values["sections"] = [self.listed_page(found, place) for found in tops]
        if page.kind == "section":
            values["pages"] = [self.listed_page(found, place) for found in self._section_pages(page.section)]
        if page.kind == "lesson":
            values["lesson"] = self._lesson(page, place)
        return self.whole(f"{page.kind}.html", values)

    def whole(self, template: str, values: Values) -> str:
        """Return a page, which must show the emergency strip before its main part."""
        html = render(self.environment, template, self.voice.words, values)
        if values["emergency_strip"] not in html.partition("<main")[0]:
            message = "the emergency strip is missing before the main part; print {{ emergency_strip }} there"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        return html

    def frame(self, place: Place, address: str, page: Page | None = None) -> Values:
        """Return what the header and footer of every page need; `page` is the content's, where it is one."""
        site = self.project.site
        help_page = self.here[site.help_page].page
        return {
            "language": self.language,
            "site": {
                "title": self.voice.text(site.title, INTERFACE),
                "publisher": site.publisher,
                "notice": self.voice.text(site.notice, INTERFACE) if site.notice else None,
                "root_url": place.site_root,
            },
            "languages": [self._language_link(language, place, address, page) for language in self.listed],
            "navigation": [
                {
                    "title": title_of(self.here[f"content/{part.name}/index.md"]),
                    "url": f"{place.language_root}{part.name}/",
                    "current": page is not None and part.name == page.section,
                }
                for part in site.sections
            ],
            "home_url": place.language_root,
            "a_to_z_url": place.language_root + A_TO_Z,
            "index_url": place.language_root + self.index.address if self.index else None,
            "help_url": place.language_root + help_page.address,
            "emergency_strip": emergency_strip(self.voice, self.english, place.language_root + help_page.address),
            "asset": lambda name: place.site_root + asset_address(self.project.assets, name),
            "breadcrumb": [],
            "page": {"fallback": "none", "description": None, "review": Review(self.language.origin)},
            "canonical": None,
            "alternates": [],
            "noindex": True,
            "review_panel": None,
        }

    def _language_link(self, language: Language, place: Place, address: str, page: Page | None) -> Values:
        here = self.renditions[language.code][page.path] if page else None
        return {
            "code": language.code,
            "name": language.name,
            "dir": language.direction,
            "url": f"{place.site_root}{language.code}/{address}",
            "current": language is self.language,
            "in_english": here is not None and here.fallback == "whole",
        }

    def _page_values(self, rendition: Rendition, place: Place, *, beside: bool) -> Values:
        page = rendition.page
        paint = self.painting.paint if self.painting else None
        drawing = Drawing(self.project, rendition, self.here, place, beside=beside, paint=paint)
        words = self.words.get(page.path, ())
        own_url = place.language_root + page.address
        twin = self.here.get(easy_path(page.path))
        standard = self.here[standard_path(page.path)]
        is_twin = page.kind == "easy-read"
        sets = sorted({picture_set(path) for path in used_pictures(page)})
        return {
            "title": title_of(rendition, in_main=True),
            "description": Text(rendition.description.text, rendition.description.english),
            "kind": page.kind,
            "body": drawing.body(self.voice, self.english),
            "english_title": page.title.text if beside and not rendition.title.english else None,
            "beside_url": own_url + BESIDE if self._has_beside(rendition) and not beside else None,
            "alone_url": own_url if beside else None,
            "words": explain_words(self.project, self.renditions, words, place, (self.voice, self.english)),
            "revision": page.revision,
            "reviewed": page.reviewed,
            "review_due": page.review_due,
            "sources": standard.page.sources,
            "fallback": rendition.fallback,
            "review": review_of(self.language, rendition, self.project.reviews[self.language.code]),
            "easy_read_url": place.language_root + twin.page.address if twin and not is_twin else None,
            "standard_url": place.language_root + standard.page.address if is_twin else None,
            "credits": [self.project.credits[name] for name in sets],
        }

    def _breadcrumb(self, page: Page, place: Place) -> list[Values] | None:
        """Return the links from the section down to the page's parent; None for the home page, which has no trail."""
        if page.kind == "home":
            return None
        above = [] if page.kind == "section" else [f"content/{page.section}/index.md"]
        if page.kind == "easy-read":
            above.append(standard_path(page.path))
        return [self.listed_page(self.here[path], place) for path in above]

    def listed_page(self, rendition: Rendition, place: Place) -> Values:
        """Return what a list of pages shows of a page."""
        return {
            "title": title_of(rendition),
            "description": Text(rendition.description.text, rendition.description.english),
            "url": place.language_root + rendition.page.address,
            "easy_read": easy_path(rendition.page.path) in self.here,
            "in_english": rendition.fallback == "whole",
        }

    def _section_pages(self, section: str) -> list[Rendition]:
        pages = self.here.values()
        return [found for found in pages if found.page.section == section and found.page.kind in {"page", "lesson"}]

    def _lesson(self, page: Page, place: Place) -> Values:
        lessons = self._section_pages(page.section)
        position = next(place for place, found in enumerate(lessons) if found.page is page)
        before = lessons[position - 1] if position else None
        after = lessons[position + 1] if position + 1 < len(lessons) else None
        return {
            "number": position + 1,
            "count": len(lessons),
            "previous": self.listed_page(before, place) if before else None,
            "next": self.listed_page(after, place) if after else None,
        }

    def _canonical(self, rendition: Rendition) -> str:
        """Return the page's absolute address; a page that is in English as a whole points to the English one."""
        code = self.project.languages[0].code if rendition.fallback == "whole" else self.language.code
        return f"{self.project.site.base}{code}/{rendition.page.address}"

    def alternates(self, page: Page) -> list[tuple[str, str]]:
        """Return language and absolute address for each language that really has a page, and the default."""
        base = self.project.site.base
        found = [
            (language.code, f"{base}{language.code}/{page.address}")
            for language in self.listed
            if self.renditions[language.code][page.path].fallback != "whole"
        ]
        default = base if page.kind == "home" else f"{base}{self.project.languages[0].code}/{page.address}"
        return [*found, ("x-default", default)]

    def _redirects(self, rendition: Rendition) -> Iterator[tuple[str, str]]:
        """Give a page for each old address below the language's folder."""
        for alias, _ in rendition.page.aliases:
            if not alias.startswith("/"):
                address = alias_address(alias)
                url = place_of(address).language_root + rendition.page.address
                yield f"{self.language.code}/{address}index.html", self.redirect(rendition, url)

    def redirect(self, rendition: Rendition, url: str) -> str:
        """Return a page that sends the reader on."""
        values = {"url": url, "title": title_of(rendition), "canonical": self._canonical(rendition)}
        return render(self.environment, "redirect.html", self.voice.words, values)


def title_of(rendition: Rendition, *, in_main: bool = False) -> Text:
    """Return a page's title; inside a main part that is marked English as a whole it needs no mark of its own."""
    if in_main and rendition.fallback == "whole":
        return Text(rendition.page.title.text)
    return Text(rendition.title.text, rendition.title.english)
