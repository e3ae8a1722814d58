"""The frame of every page in one language: header, footer, lists and links around its main part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sitegen.assets import asset_address
from sitegen.content import easy_path
from sitegen.device import Device
from sitegen.drawing import Place
from sitegen.model import Language, Page
from sitegen.painting import Painting
from sitegen.pictures import picture_output
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.renditions import Rendition, Renditions
from sitegen.reviews import Review
from sitegen.search import INDEX, SCRIPT
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


class Listed(NamedTuple):
    """What a list of pages shows of a page."""

    title: Text
    description: Text
    url: str
    easy_read: bool
    in_english: bool


@dataclass(frozen=True, slots=True)
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

    def whole(self, template: str, values: Values) -> str:
        """Return a page, which must show the emergency strip before its main part."""
        html = render(self.voice.environment, template, values)
        if values["emergency_strip"] not in html.partition("<main")[0]:
            message = "the emergency strip is missing before the main part; print {{ emergency_strip }} there"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        return html

    def frame(self, place: Place, address: str, page: Page | None = None) -> Values:
        """Return what the header and footer of every page need; `page` is the content's, where it is one."""
        site = self.project.site
        help_page = self.here[site.help_page].page
        return {
            "site": Named(
                self.voice.text(site.title, INTERFACE),
                site.publisher,
                logo_of(self.project, place.site_root),
                self.voice.text(site.notice, INTERFACE) if site.notice else None,
                place.site_root,
            ),
            "languages": [self._language_link(language, place, address, page) for language in self.listed],
            "navigation": tuple(
                MenuItem(
                    title_of(self.here[f"content/{part.name}/index.md"]),
                    f"{place.language_root}{part.name}/",
                    current=page is not None and part.name == page.section,
                )
                for part in site.sections
            ),
            "home_url": place.language_root,
            "a_to_z_url": place.language_root + A_TO_Z,
            "index_url": place.language_root + INDEX if SCRIPT in self.project.assets else None,
            "help_url": place.language_root + help_page.address,
            "emergency_strip": emergency_strip(self.voice, self.english, place.language_root + help_page.address),
            "asset": lambda name: place.site_root + asset_address(self.project.assets, name),
            "footer_pages": tuple(self.listed_page(self.here[path], place) for path, _ in site.footer_pages),
            "breadcrumb": (),
            "page": {"fallback": "none", "description": None, "review": Review(self.language.origin)},
            "canonical": None,
            "alternates": [],
            "noindex": True,
            "review_panel": None,
        } | self.device.values(place, address)

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

    def listed_page(self, rendition: Rendition, place: Place) -> Listed:
        """Return what a list of pages shows of a page."""
        return Listed(
            title_of(rendition),
            Text(rendition.description.text, rendition.description.english),
            place.language_root + rendition.page.address,
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
            if self.renditions[language.code][page.path].fallback != "whole"
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
