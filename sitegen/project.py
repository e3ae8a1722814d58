"""The project: everything that was read, once, before anything is judged or made."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from sitegen.asked import Asked, load_asked
from sitegen.assets import load_assets
from sitegen.catalogues import forget_comments, parse_catalogue
from sitegen.content import HOME, load_pages
from sitegen.entries import Catalogue
from sitegen.facts import FACTS, load_facts
from sitegen.inline import Inline
from sitegen.languages import load_languages
from sitegen.made_from import MadeFrom, named
from sitegen.memo import MEMO, Later
from sitegen.model import Fact, Language
from sitegen.pages import Page
from sitegen.pictures import Credit, PictureFile, load_credits, load_pictures
from sitegen.problems import Problem
from sitegen.reviews import Review, load_reviews
from sitegen.settings import Site, load_site
from sitegen.sources import SourceFile, find_file, odd_files, source_files
from sitegen.templates import Message, load_templates

INTERFACE = "interface"
"""The catalogue of the templates' and the site's own words."""

_AT_HAND = 8
"""So many catalogues are in memory at once: pages are made section by section, and languages must not fill it."""


@lru_cache(_AT_HAND)
def _at_hand(catalogue: Later[Catalogue | None]) -> Catalogue | None:
    return catalogue()


class Catalogues(Mapping[str, Catalogue]):
    """The catalogues of one language by name, each read when it is asked for."""

    def __init__(self, found: Mapping[str, Later[Catalogue | None]]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> Catalogue:
        """Return a catalogue; it is sound, since the others were told and left out."""
        return cast("Catalogue", _at_hand(self._found[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        """Tell whether they were read from the same, which needs no reading."""
        return isinstance(other, Catalogues) and self._keys() == other._keys()

    __hash__ = None  # type: ignore[assignment]

    def _keys(self) -> dict[str, str]:
        return {name: found.key for name, found in self._found.items()}

    def with_one(self, name: str, catalogue: Later[Catalogue | None]) -> "Catalogues":
        """Return the catalogues with one of them as it is now."""
        return Catalogues({**self._found, name: catalogue})

    def key(self, name: str) -> str:
        """Return what tells a catalogue from any other, without reading it; nothing where there is none."""
        return self._found[name].key if name in self._found else ""


class Project(NamedTuple):
    """All sources of a site."""

    root: Path
    site: Site
    languages: tuple[Language, ...]
    facts: Mapping[str, Fact]
    pages: tuple[Page, ...]
    messages: tuple[Message, ...]
    """The words of the templates."""

    catalogues: Mapping[str, Mapping[str, Catalogue]]
    """By language, then by catalogue name: interface, facts, home or a section."""

    reviews: Mapping[str, Mapping[str, Review]]
    """How pages were translated and checked, by language and page name."""

    pictures: Mapping[str, PictureFile]
    """The pictures that there are, by path."""

    templates: Mapping[str, str]
    """The templates by name."""

    assets: Mapping[str, bytes]
    """Style, scripts and the like, by name."""

    credits: Mapping[str, Credit]
    """Who made the pictures, by their folder."""

    inline: Inline
    asked: Asked

    def catalogue(self, language: Language, name: str) -> Catalogue | None:
        """Return a language's catalogue; None where there is none yet."""
        return self.catalogues.get(language.code, {}).get(name)

    def catalogue_key(self, language: Language, name: str) -> str | None:
        """Return what tells a language's catalogue from any other; None where it was made and not read."""
        catalogues = self.catalogues.get(language.code)
        return catalogues.key(name) if isinstance(catalogues, Catalogues) else None

    def words_key(self, language: Language, name: str) -> str:
        """Return what tells the words of a catalogue from any others; one that was read is not taken back for it."""
        key = self.catalogue_key(language, name)
        if key is not None:
            return key
        catalogue = self.catalogue(language, name)
        return repr(catalogue.entries) if catalogue else ""

    @property
    def sections(self) -> dict[str, list[Page]]:
        """Return the pages of each section by its name, all in their order."""
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            found.setdefault(page.section, []).append(page)
        return found

    @property
    def catalogue_names(self) -> tuple[str, ...]:
        """Return the names of the catalogues that each language has."""
        return (INTERFACE, FACTS, HOME, *(section.name for section in self.site.sections))


def load_project(root: Path, problems: list[Problem], broken: list[Problem] | None = None) -> Project:
    """Read a project; what is wrong in single files goes to the problems.

    Faults of catalogues go to `broken` where that is given; a broken catalogue counts as one that is not there.
    """
    problems += odd_files(root)
    site = load_site(root, problems)
    languages = load_languages(root, problems)
    templates = load_templates(root, problems)
    messages = MEMO.recall(
        ("all messages", *named(templates)),
        lambda told: tuple(import_module("sitegen.environment").template_messages(templates, told)),
        problems,
    )
    facts = load_facts(root, problems)
    pictures, credited = load_pictures(root, problems), load_credits(root, problems)
    assets = load_assets(root, problems, site.colour)
    MEMO.catch_up()  # with what is read ahead
    inline = Inline()
    pages = load_pages(root, site, inline, problems)
    names = (INTERFACE, FACTS, HOME, *(section.name for section in site.sections))
    told = problems if broken is None else broken
    translated = [language for language in languages if not language.is_source]
    sources = [source for language in translated for source in _catalogue_files(root, language, names, told)]
    return Project(
        root=root,
        site=site,
        languages=languages,
        facts=facts,
        pages=pages,
        messages=messages,
        templates=templates,
        catalogues=_load_catalogues(translated, sources, told),
        reviews={language.code: load_reviews(root, language, pages, problems) for language in languages},
        pictures=pictures,
        assets=assets,
        credits=credited,
        inline=inline,
        asked=load_asked(root, languages, pages, problems),
    )


def catalogue_path(language: Language, name: str) -> str:
    """Return where a catalogue lies."""
    return f"locales/{language.code}/LC_MESSAGES/{name}.po"


def _name_of(path: str) -> str:
    """Return the name of the catalogue that lies there."""
    return path.rpartition("/")[2].removesuffix(".po")


class _Reading:
    """Reads one catalogue."""

    def __init__(self, language: Language, file: SourceFile) -> None:
        self.language, self.file, self.name = language, file, _name_of(file.path)

    @property
    def made_from(self) -> MadeFrom:
        """Return all that decides what is read."""
        return (self.file.path, self.file.digest, self.language.code, self.language.plural_forms)

    def __call__(self, problems: list[Problem]) -> Catalogue | None:
        """Return the catalogue; None where it is faulty."""
        language = self.language
        return parse_catalogue(self.file.path, self.file.content(), language.code, language.plural_forms, problems)


def _catalogue_files(
    root: Path, language: Language, names: tuple[str, ...], problems: list[Problem]
) -> Iterator[_Reading]:
    for path in source_files(root, f"locales/{language.code}", ".po"):
        name = _name_of(path)
        is_own = path == catalogue_path(language, name)
        if is_own and name in names:
            if file := find_file(root, path, problems):
                yield _Reading(language, file)
        elif not is_own or not (root / "content" / name / "index.md").is_file():  # whose pages tell of the section
            message = f'there is no section "{name}"; rename the catalogue as the section was renamed, or delete it'
            problems.append(Problem(path, 1, message))


def _load_catalogues(
    languages: Sequence[Language], readings: Sequence[_Reading], problems: list[Problem]
) -> dict[str, Catalogues]:
    """Return the catalogues of each language that are not faulty."""
    found: dict[str, dict[str, Later[Catalogue | None]]] = {language.code: {} for language in languages}
    for reading, catalogue in zip(readings, _read(readings, problems), strict=True):
        if catalogue.key:
            found[reading.language.code][reading.name] = catalogue
    return {code: Catalogues(catalogues) for code, catalogues in found.items()}


def load_catalogue(
    root: Path, path: str, language: Language, problems: list[Problem]
) -> Later[Catalogue | None] | None:
    """Return one catalogue, which is read when it is asked for; None where it is faulty."""
    file = find_file(root, path, problems)
    found = _read([_Reading(language, file)], problems) if file else []
    return next((catalogue for catalogue in found if catalogue.key), None)


def _read(readings: Sequence[_Reading], problems: list[Problem]) -> list[Later[Catalogue | None]]:
    found = MEMO.all_later([(reading.made_from, reading) for reading in readings], problems, large=True)
    forget_comments()
    for reading, catalogue in zip(readings, found, strict=True):
        if catalogue.key:
            reading.file.let_go()
    return found
