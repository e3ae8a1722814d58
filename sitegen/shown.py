"""What templates get: frozen values, of which each component sees its own."""

from typing import NamedTuple

from sitegen.pictures import picture_output
from sitegen.project import Project
from sitegen.renditions import Rendition
from sitegen.slots import Own
from sitegen.translate import Text


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

    name: str
    title: Text
    url: str
    current: bool = False


class LanguageLink(NamedTuple):
    """A language in the list of languages."""

    code: str
    name: str
    dir: str
    url: str
    current: bool
    in_english: bool
    """The page is not translated there."""


class Lesson(NamedTuple):
    """Which of how many lessons of a course a page is."""

    number: Own
    total: Own


class Listed(NamedTuple):
    """What a list of pages shows of a page."""

    title: Text | Own
    description: Text | Own
    url: str | Own
    easy_read: bool
    in_english: bool

    def own(self) -> "Listed":
        """Return the same as what a page puts in, so that lists of as many pages share a frame."""
        return self._replace(title=Own(self.title), description=Own(self.description), url=Own(self.url))


class Foot(NamedTuple):
    """What stands below a page's text, each part as HTML."""

    words: Own
    """Words on the page, and what each means."""

    dates: Own
    note: Own
    """Who translated the page, and who checked that."""

    sources: Own
    credits: Own
    paper: Own
    """What only a printed page shows."""


class Shown(NamedTuple):
    """What templates know as `page`: what it puts in itself is an `Own`, and pages with the same else share a frame."""

    languages: Own
    menu: Own
    breadcrumb: Own | None
    share_url: str | Own | None = None
    notices: Own = Own("")
    """What a reader has to know: what is not translated, what no person has checked."""

    fallback: str = "none"
    """`whole` where the page is in English as a whole, or else `none`; what is in English in part, its notices say."""

    canonical: str | None = None
    alternates: Own = Own("")
    noindex: bool = True
    title: Own | None = None
    """Of the content's pages; those of no other resembles bring their own words."""

    english_title: Own | None = None
    description: Own | None = None
    body: Own | None = None
    contents: Own | None = None
    beside_url: str | None = None
    alone_url: str | None = None
    exit_url: str | None = None
    easy_read_url: Own | None = None
    standard_url: Own | None = None
    foot: Foot | None = None
    review_panel: Own | None = None
    sections: tuple[Listed, ...] = ()
    listing: Own | None = None
    lesson: Lesson | None = None
    pagination: Own | None = None


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
    return Text(rendition.title.text, rendition.title.english, rendition.page.title.text)


def description_of(rendition: Rendition) -> Text:
    """Return what a page is about."""
    return Text(rendition.description.text, rendition.description.english, rendition.page.description.text)
