"""The frame of every page in one language: header, footer, lists and links around its main part."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property, partial, wraps
from typing import Any

from markupsafe import Markup

from sitegen.assets import asset_address
from sitegen.content import easy_path
from sitegen.device import device_of
from sitegen.frames import Frame, unaltered
from sitegen.model import Language
from sitegen.pages import Page
from sitegen.painting import Painting
from sitegen.places import ADDRESS, LANGUAGE_ROOT, SITE_ROOT, Place
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.renditions import Rendition
from sitegen.reviews import Review
from sitegen.search import INDEX, SCRIPT, Searched
from sitegen.shown import LanguageLink, Listed, MenuItem, Named, Shown, description_of, logo_of, title_of
from sitegen.slots import Own, slotted
from sitegen.summaries import Pages, Renditions, languages_without
from sitegen.templates import FOLDER
from sitegen.translate import Text
from sitegen.voice import Voice, emergency_strip
from sitegen.words import Word

A_TO_Z = "a-to-z/"

Values = dict[str, Any]
"""What a template gets."""


def _once(draw: Callable[..., Markup]) -> Callable[..., Markup]:
    """Have a method draw once what it is asked for; what it keeps refers to no site, so that each can go in time."""

    @wraps(draw)
    def drawn(site: "LanguageSite", *asked: Hashable) -> Markup:
        key = (draw.__name__, *asked)
        if key not in site.kept:
            site.kept[key] = draw(site, *asked)
        return site.kept[key]

    return drawn


class LanguageSite:
    """What the pages of one language are made of, and what they share: the frame around each of them."""

    def __init__(
        self,
        project: Project,
        renditions: Renditions,
        listed: tuple[Language, ...],
        voices: tuple[Voice, Voice],
        words: Mapping[str, tuple[Word, ...]],
        painting: Painting | None,
    ) -> None:
        """Take what to show; the second voice says what is not translated, and may be the first one."""
        self.project, self.renditions = project, renditions
        self.voice, self.english = voices
        self.device = device_of(project, self.language)
        self.listed = listed
        """The languages that are released, for lists of languages."""

        self.words = words
        """The words on each page that other pages explain, by path."""

        self.painting = painting
        """Paints every text in a review build."""

        self.kept: dict[Hashable, Markup] = {}
        """What was drawn for many of the pages."""

    @property
    def language(self) -> Language:
        """Return the language of the pages."""
        return self.voice.language

    @property
    def here(self) -> Pages:
        """Return the content's pages in the language, by path."""
        return self.renditions[self.language.code]

    @cached_property
    def by_section(self) -> Mapping[str, Sequence[Page]]:
        """Return the pages of each section."""
        return self.project.sections

    @cached_property
    def searched(self) -> Searched:
        """Return what the search knows of the pages."""
        return Searched(self.project, self.here, self.voice, self.english)

    def file(self, template: str, page: Shown, place: Place) -> bytes:
        """Return a page of the content for its place; its frame is drawn once for all that share it."""
        own: list[Own] = []
        given = slotted(page, own)
        return self.voice.frames.get(template, given, lambda: self.drawn(template, {"page": given})).file(own, place)

    def whole(self, template: str, page: Shown, more: Values, place: Place) -> bytes:
        """Return a page that no other resembles, for its place; `more` is what its template gets besides."""
        own: list[Own] = []
        html = self.drawn(template, more | {"page": slotted(page, own)})
        return Frame(template, unaltered(template, html).encode()).file(own, place)

    def drawn(self, template: str, values: Values) -> str:
        """Return a page with marks; it must show the emergency strip before its main part."""
        html = self.voice.templates.draw(template, self._common | values)
        if self._common["emergency_strip"] not in html.partition("<main")[0]:
            message = "the emergency strip is missing before the main part; print {{ emergency_strip }} there"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        return html

    def shown(self, address: str = "") -> Shown:
        """Return what templates know as `page` where it is none of the content; with an address it can be shared."""
        return Shown(
            languages=Own(partial(self.language_list, ())),
            menu=Own(partial(self.menu, "")),
            breadcrumb=Own(partial(self.breadcrumb, ())),
            share_url=self.device.top + address if address else None,
            notices=Own(partial(self.notices, "none", "none", Review(self.language.origin).unchecked)),
        )

    def listed_in_search(self, address: str) -> Shown:
        """Return the same for a page that search engines may list."""
        canonical = self.device.top + address
        return self.shown(address)._replace(canonical=canonical, noindex=self.language not in self.listed)

    @_once
    def notices(self, fallback: str, english: str, unchecked: str) -> Markup:
        """Return the notices of a page, whose `fallback` it is: how much is in English, who translated the rest."""
        return self.voice.draw("notices", self._notice, fallback, english, unchecked)

    @cached_property
    def _notice(self) -> Text | None:
        notice = self.project.site.notice
        return self.voice.text(notice, INTERFACE) if notice else None

    def keep_frames(self) -> None:
        """Keep what was drawn for other builds, and the notice that pages need some of whose English is edited."""
        if not self.voice.frames.are_kept:
            return
        if self.voice.frames.has_of("components/notices.html") and not self.language.is_source:
            self.notices("none", "some", Review(self.language.origin).unchecked)
        for voice in (self.voice, self.english):
            voice.frames.keep()

    @_once
    def menu(self, section: str) -> Markup:
        """Return the main menu, in which a section is the current one."""
        items = tuple(item._replace(current=item.name == section) for item in self.sections)
        return self.voice.draw("main-menu", items, LANGUAGE_ROOT + A_TO_Z)

    @_once
    def breadcrumb(self, above: tuple[str, ...]) -> Markup:
        """Return the trail from the home page over some others, by their paths."""
        items = tuple(self.listed_page(self.here[path]).own() for path in above)
        return self.voice.draw("breadcrumb/breadcrumb_trail", LANGUAGE_ROOT, items)

    def without(self, page: Page) -> tuple[str, ...]:
        """Return the languages that have a page in English as a whole."""
        return languages_without(page.path, self.listed, self.renditions)

    @_once
    def language_list(self, without: tuple[str, ...]) -> Markup:
        """Return the languages of a page, some of which have it in English."""
        return self.voice.draw(
            "language-list",
            tuple(
                LanguageLink(
                    language.code,
                    language.name,
                    language.direction,
                    f"{SITE_ROOT}{language.code}/{ADDRESS}",
                    current=language is self.language,
                    in_english=language.code in without,
                )
                for language in self.listed
            ),
        )

    @cached_property
    def _common(self) -> Values:
        """What is the same for all pages."""
        site = self.project.site
        title = self.voice.text(site.title, INTERFACE)
        help_url = LANGUAGE_ROOT + self.here[site.help_page].page.address
        return {
            "site": Named(title, site.publisher, logo_of(self.project, SITE_ROOT), self._notice, SITE_ROOT),
            "home_url": LANGUAGE_ROOT,
            "a_to_z_url": LANGUAGE_ROOT + A_TO_Z,
            "index_url": LANGUAGE_ROOT + INDEX if SCRIPT in self.project.assets else None,
            "help_url": help_url,
            "emergency_strip": emergency_strip(self.voice, self.english, help_url, site.unit_numbers),
            "asset": lambda name, assets=self.project.assets: SITE_ROOT + asset_address(assets, name),
            "footer_pages": tuple(self.listed_page(self.here[path]) for path, _ in site.footer_pages),
        } | self.device.values()

    @cached_property
    def sections(self) -> tuple[MenuItem, ...]:
        """The sections in the main menu."""
        names = (section.name for section in self.project.site.sections)
        return tuple(
            MenuItem(name, title_of(self.here[f"content/{name}/index.md"]), f"{LANGUAGE_ROOT}{name}/") for name in names
        )

    def listed_page(self, rendition: Rendition) -> Listed:
        """Return what a list of pages shows of a page."""
        return Listed(
            title_of(rendition),
            description_of(rendition),
            LANGUAGE_ROOT + rendition.page.address,
            easy_read=easy_path(rendition.page.path) in self.here,
            in_english=rendition.fallback == "whole",
        )

    def canonical(self, rendition: Rendition, address: str) -> str:
        """Return a page's absolute address; a page that is in English as a whole points to the English one."""
        code = self.project.languages[0].code if rendition.fallback == "whole" else self.language.code
        return f"{self.project.site.base}{code}/{address}"

    def alternates(self, page: Page) -> Iterator[tuple[str, str]]:
        """Give language and absolute address for each language that really has a page, and the default."""
        return self._alternates(self.without(page), page.address, home=page.kind == "home")

    def _alternates(self, without: tuple[str, ...], address: str, *, home: bool) -> Iterator[tuple[str, str]]:
        base = self.project.site.base
        for language in self.listed:
            if language.code not in without:
                yield language.code, f"{base}{language.code}/{address}"
        yield "x-default", base if home else f"{base}{self.project.languages[0].code}/{address}"

    @_once
    def alternate_links(self, without: tuple[str, ...], home: bool) -> Markup:
        """Return the same as links for any page, or for the home page, which some languages have in English."""
        return self.voice.draw("alternates", tuple(self._alternates(without, ADDRESS, home=home)))

    def redirect(self, rendition: Rendition, url: str) -> str:
        """Return a page that sends the reader on."""
        values = {
            "url": url,
            "title": title_of(rendition),
            "canonical": self.canonical(rendition, rendition.page.address),
        }
        return self.voice.templates.draw("redirect.html", values)
