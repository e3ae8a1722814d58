"""Bodies: a document's texts as HTML in one language, its blocks drawn by the component macros."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from sitegen.checks import link_path
from sitegen.model import Card, Page, Picture, Segment
from sitegen.project import Project
from sitegen.renditions import Rendition
from sitegen.shapes import label_tables, main_headings
from sitegen.translate import (
    ENGLISH_MARK,
    Filling,
    Translation,
    fill,
    mark_said,
)
from sitegen.voice import Voice

Paint = Callable[[Rendition, Segment, Translation, str], str]
"""What a review build does with each text of a body: it gets the HTML and returns it with what there is to say."""

LONG_PAGE = 4
"""A page with so many main headings has a list of them."""

_LINK_TAG = re.compile(r"</?a\b[^>]*>")
_CARE_CARDS = ("emergency", "urgent", "non-urgent")


class Place(NamedTuple):
    """How to get from a page to the top of its language and of the site."""

    language_root: str
    site_root: str


def place_of(address: str) -> Place:
    """Return the place of a page, relative, so that the same bytes work in any folder of any host."""
    depth = address.count("/")
    return Place("../" * depth or "./", "../" * (depth + 1))


class Drawing:
    """Draws the body of one page in one language, for the place where it is to stand.

    With `beside`, each translated text has its English beside it; with `paint`, each text passes through that.
    """

    def __init__(
        self,
        project: Project,
        rendition: Rendition,
        renditions: Mapping[str, Rendition],
        place: Place | None = None,
        *,
        beside: bool = False,
        paint: Paint | None = None,
    ) -> None:
        self._project = project
        self._page = rendition.page
        self._rendition = rendition
        self._renditions = renditions
        self._place = place or place_of(rendition.page.address)
        self._beside = beside
        self._paint = paint
        self._blocks_voice: Voice
        self._fillings: list[Filling] = []

    def body(self, voice: Voice, english: Voice) -> Markup:
        """Return the page's body.

        `voice` speaks the page's language, `english` the texts that are not translated.
        """
        whole = self._rendition.fallback == "whole"
        self._blocks_voice = english if whole else voice
        numbers = range(2, len(self._page.segments))
        self._fillings = [self.filling(number, voice, english, in_english=whole) for number in numbers]
        html = fill(self._page.document.parts, self._fillings, self)
        return Markup(html if self._paint else label_tables(html))

    def contents(self) -> list[dict[str, Markup | str]]:
        """Return the main headings of a long page, once its body is drawn: id, text, and the mark of its language.

        A page with an emergency card has no such list, which would push the card down; nor has a review build.
        """
        document = self._page.document
        whole = self._rendition.fallback == "whole"
        found = list(main_headings(document))
        emergencies = (isinstance(block, Card) and block.kind == "emergency" for block in document.blocks)
        if self._paint or len(found) < LONG_PAGE or any(emergencies):
            return []
        return [
            {
                "id": anchor,
                "text": Markup(_LINK_TAG.sub("", self._fillings[number].html)),
                "lang": Markup(ENGLISH_MARK if whole or self._rendition.shown[number + 2].english else ""),
            }
            for number, anchor in found
        ]

    def filling(self, number: int, voice: Voice, english: Voice, *, in_english: bool = False) -> Filling:
        """Return one of the page's texts, ready for its hole; `in_english` where the whole page is in English."""
        segment, translation = self._page.segments[number], self._rendition.shown[number]
        stands_in_english = in_english or translation.english
        text = segment.text if stands_in_english else translation.text
        html = self._html(segment, text, english if stands_in_english else voice)
        if not stands_in_english and not voice.language.is_source:
            html = mark_said(html, segment.text)
        if segment.role != "alt":
            if self._beside and segment.translatable and not stands_in_english:
                html = str(voice.beside(html, self._html(segment, segment.text, english)))
            if self._paint:
                html = self._paint(self._rendition, segment, self._rendition.translations[number], html)
        return Filling(text, html, translation.english and not in_english)

    def _html(self, segment: Segment, text: str, speaker: Voice) -> str:
        if segment.role == "alt":
            return escape(text)
        return speaker.html(text, self._linker(segment), self._project.inline)

    def card(self, card: Card, title: Filling | None, body: str) -> str:
        """Return a care card, callout or details block as HTML."""
        heading = Markup(title.html) if title else None
        mark = Markup(title.mark if title else "")
        macros = self._blocks_voice.macros
        if card.kind == "details":
            return macros["details"](heading, Markup(body), mark)
        if card.kind in _CARE_CARDS:
            return macros["care-card"](card.kind, heading, Markup(body), mark)
        return macros["callout"](card.kind, heading, Markup(body), mark)

    def picture(self, picture: Picture, alt: Filling | None, text: Filling | None) -> str:
        """Return a picture, with the words beside it, as HTML."""
        path = link_path(self._page.path, picture.source)
        width, height = self._project.pictures[path].size
        return self._blocks_voice.macros["picture"](
            self._place.site_root + path.removeprefix("content/"),
            alt.text if alt else "",
            width,
            height,
            Markup(alt.mark if alt else ""),
            Markup(text.html) if text else None,
            Markup(text.mark if text else ""),
        )

    def _linker(self, segment: Segment) -> Callable[[int], str]:
        return lambda number: self._link(segment.targets[number - 1])

    def _link(self, target: str) -> str:
        """Return the attributes of a link; one to a page that is in English says so."""
        address, hash_sign, fragment = target.partition("#")
        if "://" in target:
            return f' href="{escape(target)}"'
        if not address:
            return f' href="#{escape(fragment)}"'
        found = self._renditions[link_path(self._page.path, address)]
        language = ' hreflang="en"' if found.fallback == "whole" else ""
        return f' href="{self._place.language_root}{found.page.address}{hash_sign}{escape(fragment)}"{language}'


def used_pictures(page: Page) -> list[str]:
    """Return the paths of a page's pictures, sorted."""
    blocks = page.document.blocks
    return sorted({link_path(page.path, block.source) for block in blocks if isinstance(block, Picture)})
