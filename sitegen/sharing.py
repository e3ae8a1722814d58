"""What a shared link shows: for each language a picture with the site's title and what the site is about.

The pictures are made by `make pictures` and kept in the content; `words.yaml` beside them says which words each shows.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sitegen.fields import parse_yaml
from sitegen.model import Language
from sitegen.pictures import FOLDER, picture_output
from sitegen.problems import Problem
from sitegen.project import INTERFACE, Project
from sitegen.sources import read_source
from sitegen.translate import translate

SHARE_FOLDER = f"{FOLDER}/share"
WORDS_FILE = f"{SHARE_FOLDER}/words.yaml"


class SharePicture(NamedTuple):
    """The picture of a shared link."""

    path: str
    words: str
    """What it shows; in the content's own language where the page's has no picture."""

    url: str
    width: int
    height: int


def picture_path(language: Language) -> str:
    """Return where a language's picture lies."""
    return f"{SHARE_FOLDER}/{language.code}.png"


def share_picture(project: Project, language: Language) -> SharePicture | None:
    """Return the picture of a language, or else that of the content's own, with its absolute address."""
    for candidate in (language, project.languages[0]):
        path = picture_path(candidate)
        if path in project.pictures:
            words = ". ".join(share_words(project, candidate))
            return SharePicture(path, words, project.site.base + picture_output(path), *project.pictures[path].size)
    return None


def share_pictures(project: Project) -> list[str]:
    """Return the paths of all pictures that pages name."""
    found = (share_picture(project, language) for language in project.languages)
    return sorted({picture.path for picture in found if picture})


def share_words(project: Project, language: Language) -> tuple[str, str]:
    """Return the words of a language's picture as they are now: the site's title, and the home page's."""
    home = next(page for page in project.pages if page.kind == "home")
    title = translate(project.site.title, language, project.catalogue(language, INTERFACE), project.inline)
    tagline = translate(home.title, language, project.catalogue(language, home.section), project.inline)
    return title.text, tagline.text


def stale_pictures(project: Project, problems: list[Problem]) -> list[Problem]:
    """Return the pictures whose words are no longer those of the site.

    They are advice: a picture with last month's wording misleads nobody, and making it anew needs a browser.
    """
    if not share_pictures(project):
        return []
    return list(_stale(project, _shown_words(project, problems)))


def _stale(project: Project, shown: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    for language in project.languages:
        words = share_words(project, language)
        if picture_path(language) not in project.pictures:
            message = f"there is no picture for shared links in {language.english_name}; run make pictures"
            yield Problem(WORDS_FILE, 1, message)
        elif shown.get(language.code) != words:
            message = f'the picture for shared links in {language.english_name} does not say "{words[0]}: {words[1]}"'
            yield Problem(WORDS_FILE, 1, f"{message}; run make pictures")


def _shown_words(project: Project, problems: list[Problem]) -> dict[str, tuple[str, str]]:
    text = read_source(project.root, WORDS_FILE, problems)
    fields = parse_yaml(WORDS_FILE, text, problems) if text is not None else None
    if fields is None:
        return {}
    return {code: (group.text("title"), group.text("tagline")) for code, group in fields.members()}
