"""Bodies: a document's texts as HTML in one language, its blocks drawn by the component macros."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from sitegen.checks import link_path
from sitegen.model import Segment
from sitegen.pages import Card, Page, Picture
from sitegen.patterns import pattern
from sitegen.places import LANGUAGE_ROOT, SITE_ROOT
from sitegen.project import Project
from sitegen.renditions import Rendition
from sitegen.shapes import label_tables, main_headings
from sitegen.slots import Own
from sitegen.summaries import Pages
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

_KEPT = 1_000
"""The headings of so many pages are kept, which are the same in all languages."""

LONG_PAGE = 4
"""A page with so many main headings has a list of them."""

_LINK_TAG = pattern(r"</?a\b[^>]*>")
_CARE_CARDS = ("emergency", "urgent", "non-urgent")
_SIGNS = {"do": "tick", "dont": "cross"}


class Heading(NamedTuple):
    """What the list of a page's main headings shows of one."""

    id: Own
    text: Own
    lang: Markup
    """The mark of its language, where that is not the page's."""


class Drawing:
    """Draws the body of one page in one language, alone and with the English beside each translated text."""

    def __init__(
        self,
        project: Project,
        rendition: Rendition,
        renditions: Pages,
        voices: tuple[Voice, Voice],
        paint: Paint | None = None,
    ) -> None:
        """Take a page, and all those in its language; each text passes through `paint`, if there is one.

        The first voice speaks the page's language, the second what is not translated.
        """
        self._project = project
        self._rendition = rendition
        self._page = rendition.page
        self._renditions = renditions
        self._voice, self._english = voices
        self._paint = paint
        self._whole = rendition.fallback == "whole"
        self._draw = (self._english if self._whole else self._voice).draw
        language = self._voice.language
        self._own_mark = f' lang="{language.code}" dir="{language.direction}"' if self._whole else ""

    @cached_property
    def alone(self) -> list[Filling]:
        """The texts of the body, in the order of its holes."""
        texts = enumerate(zip(self._page.segments, self._rendition.shown, strict=True))
        return [self._of_body(number, *text) for number, text in texts if number > 1]

    @cached_property
    def beside(self) -> list[Filling]:
        """The same, with the English beside each translated text."""
        texts = zip(self._page.segments[2:], self.alone, strict=True)
        return [self._with_english(segment, filling) for segment, filling in texts]

    def _with_english(self, segment: Segment, filling: Filling) -> Filling:
        if segment.role == "alt" or not segment.translatable or filling.mark:
            return filling
        english = self._html(segment, segment.text, self._english)
        return filling._replace(html=self._voice.beside(filling.html, english))

    def body(self, texts: Sequence[Filling]) -> Markup:
        """Return the page's body with its texts, which are `alone` or `beside`."""
        html = fill(self._page.document.parts, texts, self)
        return Markup(html if self._paint else label_tables(html))

    def contents(self, texts: Sequence[Filling]) -> Own | None:
        """Return the list of the main headings of a long page; a review build has none."""
        found = tuple(
            Heading(
                Own(anchor),
                Own(Markup(_LINK_TAG.sub("", texts[number].html))),
                Markup(texts[number].mark or (ENGLISH_MARK if self._whole else "")),
            )
            for number, anchor in (() if self._paint else _listed_headings(self._page))
        )
        return (
            Own(partial(self._voice.draw, "contents-list", found, "whole" if self._whole else "none"))
            if found
            else None
        )

    def filling(self, number: int) -> Filling:
        """Return one of the page's texts, ready for another page."""
        segment, translation = self._page.segments[number], self._rendition.shown[number]
        return self._filling(number, segment, translation, in_english=translation.english)

    def _of_body(self, number: int, segment: Segment, translation: Translation) -> Filling:
        in_english = self._rendition.is_english(segment, translation)
        found = self._filling(number, segment, translation, in_english=in_english)
        if not self._whole:
            return found
        # A card of the safety core is marked as a whole, so that all of its texts have to be.
        return found._replace(mark=(ENGLISH_MARK if segment.critical else "") if in_english else self._own_mark)

    def _filling(self, number: int, segment: Segment, translation: Translation, *, in_english: bool) -> Filling:
        text = segment.text if in_english else translation.text
        html = self._html(segment, text, self._english if in_english else self._voice)
        if not in_english and not self._voice.language.is_source:
            html = mark_said(html, segment.text)
        if self._paint and segment.role != "alt":
            html = self._paint(self._rendition, segment, self._rendition.translations[number], html)
        return Filling(text, html, ENGLISH_MARK if in_english else "")

    def _html(self, segment: Segment, text: str, speaker: Voice) -> str:
        if segment.role == "alt":
            return escape(text)
        return speaker.html(text, self._linker(segment), self._project.inline)

    def card(self, card: Card, title: Filling | None, body: str) -> str:
        """Return a care card, callout or details block as HTML."""
        heading = Own(Markup(title.html)) if title else None
        mark = Markup(title.mark if title else "")
        if card.kind == "details":
            return self._draw("details", heading, Own(Markup(body)), mark)
        if card.kind in _CARE_CARDS:
            is_own = self._whole and title is not None and title.mark == self._own_mark
            draw = self._voice.draw if is_own else self._draw
            return draw("care-card", card.kind, heading, Own(Markup(body)), mark, "whole" if is_own else "none")
        return self._draw("callout", card.kind, heading, Own(ticked(card.kind, body)), mark)

    def picture(self, picture: Picture, alt: Filling | None, text: Filling | None) -> str:
        """Return a picture, with the words beside it, as HTML."""
        path = link_path(self._page.path, picture.source)
        width, height = self._project.pictures[path].size
        return self._draw(
            "picture",
            Own(SITE_ROOT + path.removeprefix("content/")),
            Own(alt.text if alt else ""),
            Own(width),
            Own(height),
            Markup(alt.mark if alt else ""),
            Own(Markup(text.html)) if text else None,
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
        path = link_path(self._page.path, address)
        language = ' hreflang="en"' if path in self._renditions.summary.in_english else ""
        return f' href="{LANGUAGE_ROOT}{self._renditions.page(path).address}{hash_sign}{escape(fragment)}"{language}'


@lru_cache(_KEPT)
def _listed_headings(page: Page) -> Sequence[tuple[int, str]]:
    """Return the segments and ids of the headings to list; the list would push an emergency card down."""
    found = () if page.body.emergency else tuple(main_headings(page.document))
    return found if len(found) >= LONG_PAGE else ()


def ticked(kind: str, body: str) -> Markup:
    """Return the body of a callout; the lists of what to do have ticks, those of what not to do crosses."""
    sign = _SIGNS.get(kind)
    return Markup(body.replace("<ul>", f'<ul class="nhsuk-list nhsuk-list--{sign}" role="list">') if sign else body)


def used_pictures(page: Page) -> list[str]:
    """Return the paths of a page's pictures, sorted."""
    return sorted({link_path(page.path, source) for source, _ in page.body.pictures})
