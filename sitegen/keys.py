"""Digests of all that a part of the site is made from: while a part's is the same, so are its files."""

from collections.abc import Mapping, Sequence
from functools import cache

from sitegen.drawing import used_pictures
from sitegen.facts import FACTS
from sitegen.made_from import digest, generator, named
from sitegen.making import OWN, SHARED, WHOLE, Part
from sitegen.model import Language
from sitegen.offline import kept_addresses
from sitegen.pages import Page
from sitegen.pictures import picture_output
from sitegen.project import INTERFACE, Project
from sitegen.search import INDEX
from sitegen.summaries import Renditions, languages_without

_SHOWING_OTHERS = ("section", "lesson", "easy-read")
"""The kinds of pages that show titles of other pages of their section, besides those that every page shows."""


class Keys:
    """Gives the digests of a site's parts."""

    def __init__(self, project: Project, renditions: Renditions, released: Sequence[Language]) -> None:
        """Take what to make."""
        self._project = project
        self._renditions = renditions
        self._released = released
        self._of_all = _of_all(project, released)
        self.of_language = cache(self._of_language)
        """Gives the digest of what every page of a language may depend on, by its code."""

        self._section = cache(self._of_section)
        self._pages = cache(self._pages_of)
        self._untranslated = cache(self._languages_without)

    def key(self, part: Part) -> str:
        """Return the digest for a part."""
        if part.name == SHARED:
            return self._of_shared()
        if part.name.startswith(WHOLE):
            return self._of_whole(part)
        here = self._renditions[part.code]
        if part.name == INDEX:
            return digest(self.of_language(part.code), part.name, here.summary.shown)
        if part.name == OWN:
            return digest(self.of_language(part.code), part.name, here.summary.listed)
        found = here[part.name]
        page = found.page
        near = self._section(part.code, page.section) if page.kind in _SHOWING_OTHERS else ""
        shown = (here.summary.explaining, near, found.standing.digest, self._untranslated(page.path))
        return digest(self.of_language(part.code), part.name, *shown)

    def _of_whole(self, part: Part) -> str:
        """Return the digest for the pages of a section, or for what is made from all pages: of how they stand."""
        here, wanted = self._renditions[part.code], part.name.removeprefix(WHOLE)
        pages = self._pages(wanted)
        sections = dict.fromkeys(page.section for page in pages)
        keys = [here.section_keys.get(section, "") for section in sections]
        standings = keys if all(keys) else [here[page.path].standing.digest for page in pages]
        untranslated = (self._untranslated(page.path) for page in pages)
        return digest(self.of_language(part.code), part.name, here.summary.explaining, *untranslated, *standings)

    def _pages_of(self, wanted: str) -> list[Page]:
        """Return the pages of a section, or all where none is named."""
        return self._project.sections[wanted] if wanted else list(self._project.pages)

    def of_worker(self, part: Part, digests: Mapping[str, str]) -> str:
        """Return the digest for a service worker, which names the bytes of all that it keeps: `digests` has them."""
        kept = [f"{part.code}/{address}index.html" for address in kept_addresses(self._project)]
        pictures = map(picture_output, sorted(self._project.pictures))
        bytes_of = [digests.get(path, "") for path in (*kept, *pictures)]
        return digest(self.of_language(part.code), part.name, *bytes_of)

    def _of_shared(self) -> str:
        """Return the digest of what the language choice, the sitemap, old addresses and pictures are made from."""
        project, source = self._project, self._project.languages[0]
        used = sorted({path for page in project.pages for path in used_pictures(page)})
        return digest(
            self._of_all,
            repr([page.aliases for page in project.pages]),
            repr(used),
            *(picture.content for _, picture in sorted(project.pictures.items())),
            self._renditions[source.code].summary.listed,
            *map(self.of_language, (language.code for language in self._released)),
        )

    def _languages_without(self, path: str) -> str:
        """Return the languages that have a page in English as a whole, which lists of languages say."""
        return " ".join(languages_without(path, self._released, self._renditions))

    def _of_language(self, code: str) -> str:
        """Return the digest of what all pages of a language share, and of what they need to know of one another.

        What every part may depend on is in it.
        """
        project, said = self._project, self._renditions[code].summary
        language = next(language for language in project.languages if language.code == code)
        words = [project.words_key(language, name) for name in (INTERFACE, FACTS)]
        pages = [(page.path, page.quick_exit, page.path in said.in_english) for page in project.pages]
        reviews = repr(sorted(project.reviews[code].items()))
        asked = repr(project.asked.get(code))
        return digest(self._of_all, code, repr(words), repr(pages), reviews, asked, said.framed)

    def _of_section(self, code: str, section: str) -> str:
        """Return the digest of what the pages of a section show of one another."""
        return digest(*(self._renditions[code][page.path].standing.listed for page in self._pages(section)))


def _of_all(project: Project, released: Sequence[Language]) -> str:
    """Return the digest of what every part may depend on."""
    pictures = [(path, picture.size) for path, picture in sorted(project.pictures.items())]
    settings = (project.site, project.languages, released, sorted(project.facts.items()), pictures)
    return digest(
        generator(),
        repr(settings),
        repr(sorted(project.credits.items())),
        *named(dict(sorted(project.templates.items()))),
        *named(dict(sorted(project.assets.items()))),
    )
