"""The frame of every page in one language: header, footer, lists and links around its main part."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from sitegen.assets import asset_address
from sitegen.content import easy_path
from sitegen.device import Device
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.painting import Painting
from sitegen.pictures import picture_output
from sitegen.places import ADDRESS, LANGUAGE_ROOT, SITE_ROOT, Place, is_altered
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.renditions import Rendition, Renditions
from sitegen.reviews import Review
from sitegen.search import INDEX, SCRIPT, Searched
from sitegen.templates import FOLDER, render
from sitegen.translate import Text
from sitegen.voice import Voice, emergency_strip
from sitegen.words import Word

A_TO_Z = "a-to-z/"

Values = dict[str, Any]
"""What a template gets."""


class Logo(NamedTuple):
    """The owner's logo."""

    url: str
    width: int
    height: int


class Named(NamedTuple):
    """What a page says of the site as a whole."""

    title: Text
    publisher: str
    logo: Logo | None
    notice: Text | None
    root_url: str


class MenuItem(NamedTuple):
    """A section in the main menu."""

    title: Text
    url: str
    current: bool


class LanguageLink(NamedTuple):
    """A language in the list of languages."""

    code: str
    name: str
    dir: str
    url: str
    current: bool
    in_english: bool
    """The page is not translated there."""


class Listed(NamedTuple):
    """What a list of pages shows of a page."""

    title: Text
    description: Text
    url: str
    easy_read: bool
    in_english: bool


@dataclass(frozen=True)
class LanguageSite:
    """What the pages of one language are made of, and what they share: the frame around each of them."""

    project: Project
    renditions: Renditions
    listed: tuple[Language, ...]
    """The languages that are released, for lists of languages."""

    voice: Voice
    english: Voice
    """Says what is not translated; in the content's own language it is `voice`."""

    words: Mapping[str, tuple[Word, ...]]
    """The words on each page that other pages explain, by path."""

    device: Device
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

    @cached_property
    def searched(self) -> Searched:
        """Return what the search knows of the pages."""
        return Searched(self.project, self.here, self.voice, self.english)

    def whole(self, template: str, values: Values, place: Place) -> str:
        """Return a page for its place; it must show the emergency strip before its main part."""
        html = render(self.voice.environment, template, values)
        if values["emergency_strip"] not in html.partition("<main")[0]:
            message = "the emergency strip is missing before the main part; print {{ emergency_strip }} there"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        if is_altered(html):
            message = "an address of the site went through a filter such as urlencode; print {{ home_url }} as it is"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        return place.put_in(html)

    def frame(self, address: str, page: Page | None = None) -> Values:
        """Return what the header and footer of every page need; `page` is the content's, where it is one."""
        return self._frame | {
            "languages": tuple(self._language_link(language, page) for language in self.listed),
            "navigation": tuple(
                MenuItem(title, f"{LANGUAGE_ROOT}{name}/", current=page is not None and name == page.section)
                for name, title in self._sections
            ),
            "share_url": self.device.top + address,
        }

    @cached_property
    def _frame(self) -> Values:
        """What is the same for all pages; of the last of these the content's pages say their own."""
        site = self.project.site
        title = self.voice.text(site.title, INTERFACE)
        notice = self.voice.text(site.notice, INTERFACE) if site.notice else None
        help_url = LANGUAGE_ROOT + self.here[site.help_page].page.address
        return {
            "site": Named(title, site.publisher, logo_of(self.project, SITE_ROOT), notice, SITE_ROOT),
            "home_url": LANGUAGE_ROOT,
            "a_to_z_url": LANGUAGE_ROOT + A_TO_Z,
            "index_url": LANGUAGE_ROOT + INDEX if SCRIPT in self.project.assets else None,
            "help_url": help_url,
            "emergency_strip": emergency_strip(self.voice, self.english, help_url),
            "asset": cache(lambda name: SITE_ROOT + asset_address(self.project.assets, name)),
            "footer_pages": tuple(self.listed_page(self.here[path]) for path, _ in site.footer_pages),
            "breadcrumb": (),
            "page": {"fallback": "none", "description": None, "review": Review(self.language.origin)},
            "canonical": None,
            "alternates": [],
            "noindex": True,
            "review_panel": None,
        } | self.device.values()

    @cached_property
    def _sections(self) -> tuple[tuple[str, Text], ...]:
        """The name and the title of each section."""
        names = (section.name for section in self.project.site.sections)
        return tuple((name, title_of(self.here[f"content/{name}/index.md"])) for name in names)

    def _language_link(self, language: Language, page: Page | None) -> LanguageLink:
        return LanguageLink(
            language.code,
            language.name,
            language.direction,
            f"{SITE_ROOT}{language.code}/{ADDRESS}",
            current=language is self.language,
            in_english=page is not None and page.path in self.renditions[language.code].summary.in_english,
        )

    def listed_page(self, rendition: Rendition) -> Listed:
        """Return what a list of pages shows of a page."""
        return Listed(
            title_of(rendition),
            Text(rendition.description.text, rendition.description.english),
            LANGUAGE_ROOT + rendition.page.address,
            easy_read=easy_path(rendition.page.path) in self.here,
            in_english=rendition.fallback == "whole",
        )

    def canonical(self, rendition: Rendition) -> str:
        """Return the page's absolute address; a page that is in English as a whole points to the English one."""
        code = self.project.languages[0].code if rendition.fallback == "whole" else self.language.code
        return f"{self.project.site.base}{code}/{rendition.page.address}"

    def alternates(self, page: Page) -> list[tuple[str, str]]:
        """Return language and absolute address for each language that really has a page, and the default."""
        base = self.project.site.base
        found = [
            (language.code, f"{base}{language.code}/{page.address}")
            for language in self.listed
            if page.path not in self.renditions[language.code].summary.in_english
        ]
        default = base if page.kind == "home" else f"{base}{self.project.languages[0].code}/{page.address}"
        return [*found, ("x-default", default)]

    def redirect(self, rendition: Rendition, url: str) -> str:
        """Return a page that sends the reader on."""
        values = {"url": url, "title": title_of(rendition), "canonical": self.canonical(rendition)}
        return render(self.voice.environment, "redirect.html", values)


def logo_of(project: Project, top: str) -> Logo | None:
    """Return the owner's logo as templates show it, on a page from which `top` leads to the top of the site."""
    path = project.site.logo
    if not path:
        return None
    width, height = project.pictures[path].size
    return Logo(top + picture_output(path), width, height)


def title_of(rendition: Rendition, *, in_main: bool = False) -> Text:
    """Return a page's title; inside a main part that is marked English as a whole it needs no mark of its own."""
    if in_main and rendition.fallback == "whole":
        return Text(rendition.page.title.text)
    return Text(rendition.title.text, rendition.title.english)
