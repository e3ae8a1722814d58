"""Pages: a body inside its template, and the lists and links around it."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

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
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.reviews import Review, review_of
from sitegen.templates import FOLDER, render
from sitegen.translate import Rendition, Text

A_TO_Z = "a-to-z/"
Values = dict[str, Any]
"""What a template gets."""

_LETTERS = str.maketrans("łŁđĐøØıŞ", "lLdDoOiS")
"""Letters that Unicode does not take apart into a base letter and a mark."""


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """Makes the files of one language."""

    project: Project
    environment: Environment
    language: Language
    renditions: Renditions
    listed: tuple[Language, ...]
    """The languages that are released, for lists of languages."""

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each file of the language's folder: its path below the site and its text."""
        code = self.language.code
        source = self.project.languages[0]
        voice = Voice(self.project, self.environment, self.language)
        english = voice if self.language is source else Voice(self.project, self.environment, source)
        for rendition in self.renditions[code].values():
            yield f"{code}/{rendition.page.address}index.html", self._page(rendition, voice, english)
            yield from self._redirects(rendition)
        yield f"{code}/{A_TO_Z}index.html", self._a_to_z(voice, english)
        yield f"{code}/404.html", self._not_found(voice, english)

    def _page(self, rendition: Rendition, voice: Voice, english: Voice) -> str:
        page = rendition.page
        place = place_of(page.address)
        values = self._frame(voice, english, place, page.address, page.section)
        values |= {
            "page": self._page_values(
                rendition, place, Drawing(self.project, rendition, self._here).body(voice, english)
            ),
            "breadcrumb": self._breadcrumb(page, place),
            "canonical": self._canonical(rendition),
            "alternates": self.alternates(page) if rendition.fallback != "whole" else [],
            "noindex": rendition.fallback == "whole" or self.language not in self.listed,
        }
        if page.kind == "home":
            tops = [self._here[f"content/{section.name}/index.md"] for section in self.project.site.sections]
            values["sections"] = [self._listed(found, place) for found in tops]
        if page.kind == "section":
            values["pages"] = [self._listed(found, place) for found in self._section_pages(page.section)]
        if page.kind == "lesson":
            values["lesson"] = self._lesson(page, place)
        return self._whole(f"{page.kind}.html", voice, values)

    def _whole(self, template: str, voice: Voice, values: Values) -> str:
        """Return a page, which must show the emergency strip before its main part."""
        html = render(self.environment, template, voice.words, values)
        if values["emergency_strip"] not in html.partition("<main")[0]:
            message = "the emergency strip is missing before the main part; print {{ emergency_strip }} there"
            raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
        return html

    @property
    def _here(self) -> Mapping[str, Rendition]:
        return self.renditions[self.language.code]

    def _frame(self, voice: Voice, english: Voice, place: Place, address: str, section: str) -> Values:
        """Return what the header and footer of every page need."""
        site = self.project.site
        help_page = self._here[site.help_page].page
        return {
            "language": self.language,
            "site": {
                "title": voice.text(site.title, INTERFACE),
                "publisher": site.publisher,
                "notice": voice.text(site.notice, INTERFACE) if site.notice else None,
                "root_url": place.site_root,
            },
            "languages": [self._language_link(language, place, address) for language in self.listed],
            "navigation": [
                {
                    "title": _title(self._here[f"content/{part.name}/index.md"]),
                    "url": f"{place.language_root}{part.name}/",
                    "current": part.name == section,
                }
                for part in site.sections
            ],
            "home_url": place.language_root,
            "a_to_z_url": place.language_root + A_TO_Z,
            "help_url": place.language_root + help_page.address,
            "emergency_strip": emergency_strip(voice, english, place.language_root + help_page.address),
            "asset": lambda name: f"{place.site_root}assets/{name}",
            "breadcrumb": [],
            "page": {"fallback": "none", "description": None, "review": Review(self.language.origin)},
            "canonical": None,
            "alternates": [],
            "noindex": True,
        }

    def _language_link(self, language: Language, place: Place, address: str) -> Values:
        here = next((found for found in self.renditions[language.code].values() if found.page.address == address), None)
        return {
            "code": language.code,
            "name": language.name,
            "dir": language.direction,
            "url": f"{place.site_root}{language.code}/{address}",
            "current": language is self.language,
            "in_english": here is not None and here.fallback == "whole",
        }

    def _page_values(self, rendition: Rendition, place: Place, body: Markup) -> Values:
        page = rendition.page
        twin = self._here.get(easy_path(page.path))
        standard = self._here[standard_path(page.path)]
        is_twin = page.kind == "easy-read"
        sets = sorted({picture_set(path) for path in used_pictures(page)})
        return {
            "title": _title(rendition, in_main=True),
            "description": Text(rendition.description.text, rendition.description.english),
            "kind": page.kind,
            "body": body,
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
        return [self._listed(self._here[path], place) for path in above]

    def _listed(self, rendition: Rendition, place: Place) -> Values:
        """Return what a list of pages shows of a page."""
        return {
            "title": _title(rendition),
            "description": Text(rendition.description.text, rendition.description.english),
            "url": place.language_root + rendition.page.address,
            "easy_read": easy_path(rendition.page.path) in self._here,
            "in_english": rendition.fallback == "whole",
        }

    def _section_pages(self, section: str) -> list[Rendition]:
        pages = self._here.values()
        return [found for found in pages if found.page.section == section and found.page.kind in {"page", "lesson"}]

    def _lesson(self, page: Page, place: Place) -> Values:
        lessons = self._section_pages(page.section)
        position = next(place for place, found in enumerate(lessons) if found.page is page)
        before = lessons[position - 1] if position else None
        after = lessons[position + 1] if position + 1 < len(lessons) else None
        return {
            "number": position + 1,
            "count": len(lessons),
            "previous": self._listed(before, place) if before else None,
            "next": self._listed(after, place) if after else None,
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
        values = {"url": url, "title": _title(rendition), "canonical": self._canonical(rendition)}
        voice = Voice(self.project, self.environment, self.language)
        return render(self.environment, "redirect.html", voice.words, values)

    def _a_to_z(self, voice: Voice, english: Voice) -> str:
        place = place_of(A_TO_Z)
        pages = [found for found in self._here.values() if found.page.kind in {"page", "lesson", "section"}]
        pages.sort(key=lambda found: (sort_key(found.title.text), found.page.address))
        letters = [
            {"letter": letter, "pages": [self._listed(found, place) for found in group]}
            for letter, group in groupby(pages, key=lambda found: sort_key(found.title.text)[:1].upper())
        ]
        values = self._frame(voice, english, place, A_TO_Z, "")
        values |= {
            "letters": letters,
            "noindex": False,
            "canonical": f"{self.project.site.base}{self.language.code}/{A_TO_Z}",
        }
        return self._whole("a-to-z.html", voice, values)

    def _not_found(self, voice: Voice, english: Voice) -> str:
        """Return the page for a missing address; it is served at any depth, so its links are absolute."""
        base = self.project.site.base
        place = Place(f"{base}{self.language.code}/", base)
        return self._whole("not-found.html", voice, self._frame(voice, english, place, "", ""))


def _title(rendition: Rendition, *, in_main: bool = False) -> Text:
    """Return a page's title; inside a main part that is marked English as a whole it needs no mark of its own."""
    if in_main and rendition.fallback == "whole":
        return Text(rendition.page.title.text)
    return Text(rendition.title.text, rendition.title.english)


def sort_key(title: str) -> str:
    """Return a title as lists sort it: small, without marks on Latin letters, without the Arabic article."""
    folded = unicodedata.normalize("NFD", title.translate(_LETTERS)).casefold()
    bare = "".join(letter for letter in folded if not "\u0300" <= letter <= "\u036f")
    return bare.lstrip("\"'„“«¿ ").removeprefix("ال")
