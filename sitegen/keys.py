"""Digests of all that a part of the site is made from: while a part's is the same, so are its files."""

from collections.abc import Sequence

from sitegen.drawing import Renditions
from sitegen.making import OWN, SHARED, Part
from sitegen.memo import digest, generator
from sitegen.model import Language
from sitegen.project import FACTS, INTERFACE, Project
from sitegen.search import INDEX
from sitegen.translate import Rendition


class Keys:
    """Gives the digests of a site's parts."""

    def __init__(self, project: Project, renditions: Renditions, released: Sequence[Language]) -> None:
        self._renditions = renditions
        self._released = released
        self._of_all = _of_all(project, released)
        self._of_languages: dict[str, str] = {}
        self._pages = {page.path: page for page in project.pages}
        self._project = project

    def key(self, part: Part) -> str:
        """Return the digest for a part; nothing for the one that is made anew each time."""
        if part.name == SHARED:
            return ""
        here = self._renditions[part.code]
        if part.code not in self._of_languages:
            self._of_languages[part.code] = self._of_language(part.code)
        common = (self._of_all, self._of_languages[part.code], part.name)
        if part.name == INDEX:
            return digest(*common, *map(_of_rendition, here.values()))
        if part.name == OWN:
            return digest(*common)
        explaining = [here[path] for path, _ in self._project.site.words_pages if path in here]
        whole = [self._renditions[language.code][part.name].fallback == "whole" for language in self._released]
        return digest(*common, *map(_of_rendition, [here[part.name], *explaining]), repr(whole))

    def _of_language(self, code: str) -> str:
        """Return the digest of what all pages of a language share, and of what they show of one another."""
        project = self._project
        catalogues = project.catalogues.get(code, {})
        words = [
            [(entry.key, entry.plural, entry.strings, entry.fuzzy) for entry in catalogue.entries if not entry.obsolete]
            for catalogue in (catalogues.get(INTERFACE), catalogues.get(FACTS))
            if catalogue
        ]
        listed = [
            [
                (found.page.path, found.page.sources, found.page.quick_exit, found.fallback == "whole"),
                *((text.text, text.english) for text in (found.title, found.description)),
            ]
            for found in self._renditions[code].values()
        ]
        return digest(code, repr(words), repr(listed), repr(sorted(project.reviews[code].items())))


def _of_all(project: Project, released: Sequence[Language]) -> str:
    """Return the digest of what every part may depend on."""
    pictures = [(path, picture.size) for path, picture in sorted(project.pictures.items())]
    settings = (project.site, project.languages, released, sorted(project.facts.items()), pictures)
    return digest(
        generator(),
        repr(settings),
        repr(sorted(project.credits.items())),
        *(part for item in sorted(project.templates.items()) for part in item),
        *(part for name, content in sorted(project.assets.items()) for part in (name, content)),
    )


def _of_rendition(rendition: Rendition) -> str:
    shown = [(found.text, found.english) for found in rendition.translations]
    return digest(rendition.page.digest, repr(shown), rendition.fallback)
