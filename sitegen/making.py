"""The parts of the site, each made by itself: pages, indexes, and what all languages share."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib import import_module
from itertools import chain
from typing import NamedTuple

from sitegen.budget import Budget
from sitegen.cldr import let_go
from sitegen.content_pages import content_page
from sitegen.device_pages import device_pages
from sitegen.disk import give_back_memory
from sitegen.hosting import hosting_files
from sitegen.model import Language
from sitegen.own_pages import own_pages
from sitegen.painting import Painting
from sitegen.project import Project
from sitegen.qr import encode
from sitegen.render import LanguageSite
from sitegen.search import INDEX, SCRIPT
from sitegen.shared_files import shared_files
from sitegen.summaries import Renditions
from sitegen.templates import Templates
from sitegen.voice import Voice
from sitegen.words import words_by_page

SHARED = "shared"
"""The part of all languages: language choice, sitemap, settings of hosts, assets and pictures."""

OWN = "own"
"""The part of a language that is no page of the content: the A to Z, the page for a missing address and the like."""

WHOLE = "whole "
"""Before a section's name: a part without files, whose key says at once whether all pages of the section are as they
were; with no name, whether what is made from all pages is.  To make it is to look what the search finds there."""

_AT_HAND = 2
"""What the pages of so many languages share is in memory at once: they are made one language after the other."""

_SEARCHED = 5
"""To look so many pages through for the search is about as much work as to make one that stands alone."""

_MANY = 500
"""To make fewer parts leaves so little garbage that it takes longer to look for it."""

_HEAVY = 10
"""About how many pages' work another part is."""


class Part(NamedTuple):
    """What is made at once."""

    code: str
    """Its language; empty for what all share."""

    name: str
    """The path of a page of the content, or else `INDEX`, `OWN`, `SHARED` or `WHOLE` with a section."""


class Making:
    """Makes the parts of a site.  Lists of languages name those that are released."""

    def __init__(
        self,
        project: Project,
        renditions: Renditions,
        released: Sequence[Language],
        *,
        review: bool = False,
        shared: Callable[[str], str] | None = None,
        before: "Making | None" = None,
    ) -> None:
        """Take what to make; templates that are still those of an earlier making are not compiled again.

        `shared` gives the digest of what all pages of a language depend on: then its frames are kept.
        """
        self.project = project
        self._renditions = renditions
        self.budget = Budget(project.assets, {page.address: page.path for page in project.pages})
        self._released = tuple(released)
        self._review = review
        same = before is not None and before.project.templates == project.templates
        self.environment: Callable[[], Templates] = (
            before.environment if before and same else cache(partial(_environment, project.templates))
        )
        self._shared = shared
        self._now: LanguageSite | None = None
        self._many = False
        self._english = self._voice(project.languages[0])
        self._words = words_by_page(project)
        self._sections = project.sections
        self.site = lru_cache(_AT_HAND)(self._site)
        """Gives what all pages of a language share, by its code."""

    def _site(self, code: str) -> LanguageSite:
        language = next(language for language in self.project.languages if language.code == code)
        english = self._english
        voice = english if language is english.language else self._voice(language)
        return LanguageSite(
            self.project,
            self._renditions,
            self._released,
            (voice, english),
            self._words,
            Painting(self.project, voice.templates, language) if self._review else None,
        )

    def _voice(self, language: Language) -> Voice:
        shared = self._shared(language.code) if self._shared else ""
        return Voice(self.project, self.environment, language, shared)

    def lots(self, languages: Sequence[Language]) -> list[list[Part]]:
        """Return the parts of a site in some languages, one language after the other.

        In each lot, such as the pages of a section, the first part stands for all.
        """
        lots = [[f"{WHOLE}{name}", *(page.path for page in pages)] for name, pages in self._sections.items()]
        index = [INDEX] if SCRIPT in self.project.assets else []
        named = [*lots, [WHOLE, *index, OWN]]
        return [
            [Part("", SHARED)],
            *([Part(language.code, name) for name in lot] for language in languages for lot in named),
        ]

    def weight(self, part: Part) -> int:
        """Return how much work a part is, beside a page that stands alone."""
        if part.name.startswith(WHOLE):
            return len(self._sections.get(part.name.removeprefix(WHOLE), ())) // _SEARCHED
        if part.name in {SHARED, INDEX, OWN}:
            return _HEAVY
        alone = (
            part.code == self.project.languages[0].code or self._renditions[part.code][part.name].fallback == "whole"
        )
        return 1 if alone else 2

    def prepare(self, parts: Sequence[Part]) -> None:
        """Have ready what these parts, which are made next, need in several languages: the codes of their pages."""
        self._many = len(parts) > _MANY
        base, addresses = self.project.site.base, {page.path: page.address for page in self.project.pages}
        encode(f"{base}{part.code}/{addresses[part.name]}" for part in parts if part.name in addresses)

    def files(self, part: Part) -> Iterator[tuple[str, bytes]]:
        """Give the files of a part: each path and its bytes."""
        if part.name == SHARED:
            sites = [self.site(language.code) for language in self._released]
            yield from chain(shared_files(self.project, sites), hosting_files(self.project, sites))
            give_back_memory()  # a large site has a sitemap of many megabytes
            return
        site = self.site(part.code)
        if self._now is not site:
            before, self._now = self._now, site
            if before:
                before.keep_frames()
            if self._many:
                gc.collect()  # what the languages before have left; a page leaves next to nothing
        if part.name.startswith(WHOLE):
            self._look_through(site, part.name.removeprefix(WHOLE))
            return
        if part.name == INDEX:
            let_go()  # all pages of the language are made, and to put its index together takes as much memory
            yield f"{part.code}/{INDEX}", site.searched.index()
        elif part.name == OWN:
            yield from chain(own_pages(site), device_pages(site))
        else:
            yield from content_page(site, part.name)

    def keep(self) -> None:
        """Keep for other builds what was drawn for the language whose parts were made last."""
        if self._now:
            self._now.keep_frames()

    def _look_through(self, site: LanguageSite, section: str) -> None:
        """Have ready what the search finds in a section: its pages are at hand, since they are made next."""
        if SCRIPT in self.project.assets and section:
            site.searched.look_through(section)


def _environment(templates: Mapping[str, str]) -> Templates:
    environment: Templates = import_module("sitegen.environment").make_environment(templates)
    return environment
