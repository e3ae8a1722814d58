"""A page in a language: what it says of itself at once, and its texts when somebody asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple, Protocol

from sitegen.entries import Catalogue
from sitegen.inline import Inline
from sitegen.made_from import digest
from sitegen.model import Language, Segment
from sitegen.pages import Page
from sitegen.translate import State, Translation, translate, waiting

_AT_HAND = 32
"""The texts of so many pages are in memory at once: pages are made one after another, and must not fill it."""

_STATES = {state.value: state for state in State}
_HALF = 0.5
"""Below this share of current words a page is English as a whole, but for its safety core."""


class Standing(NamedTuple):
    """How a page stands in a language: what is asked of pages that are not made."""

    fallback: str
    """How much stands in English: none, some or whole."""

    title: str
    description: str
    states: tuple[str, ...]
    """The state of each of its texts."""

    safe: bool
    """Every text of the safety core is current."""

    listed: str
    """The digest of what other pages show of it; its kind as settings had it, which all parts depend on anyway."""

    digest: str
    """That of all that the page shows."""


Said = tuple[str, ...]
"""What a page says in a language, text by text; nothing where it stands in English."""


class Texts(Protocol):
    """Gives the texts of pages in one language."""

    def translations(self, page: Page, standing: Standing) -> tuple[Translation, ...]:
        """Return one translation for each of a page's segments, in their order."""

    def said(self, page: Page) -> Said | None:
        """Return what a page says, where that is known without its catalogue."""


class Rendition:
    """A page in one language."""

    __slots__ = ("page", "standing", "texts")

    def __init__(self, page: Page, standing: Standing, texts: Texts) -> None:
        self.page, self.standing, self.texts = page, standing, texts

    @property
    def translations(self) -> tuple[Translation, ...]:
        """Return one translation for each of the page's segments, in their order."""
        return _at_hand(self)

    @property
    def shown(self) -> tuple[Translation, ...]:
        """Return the translations as the page shows them, without their entries: no catalogue is read for these."""
        return _shown(self)

    @property
    def fallback(self) -> str:
        """Return how much stands in English: none, some or whole."""
        return self.standing.fallback

    def is_english(self, segment: Segment, translation: Translation) -> bool:
        """Tell whether the body shows the English of a text.

        A page that is English as a whole still says in the reader's language what is current of the safety core.
        """
        return translation.english or (self.fallback == "whole" and not segment.critical)

    @property
    def warns(self) -> bool:
        """Tell whether a page that is English as a whole has texts of the safety core in the reader's language."""
        pairs = zip(self.page.segments, self.standing.states, strict=True)
        return self.fallback == "whole" and any(
            segment.critical and state == State.CURRENT.value for segment, state in pairs
        )

    @property
    def title(self) -> Translation:
        """Return the page's title."""
        return Translation(State(self.standing.states[0]), self.standing.title)

    @property
    def description(self) -> Translation:
        """Return the page's description."""
        return Translation(State(self.standing.states[1]), self.standing.description)


@lru_cache(_AT_HAND)
def _at_hand(rendition: Rendition) -> tuple[Translation, ...]:
    return rendition.texts.translations(rendition.page, rendition.standing)


@lru_cache(_AT_HAND)
def _shown(rendition: Rendition) -> tuple[Translation, ...]:
    found = rendition.texts.said(rendition.page)
    if found is None:
        return rendition.translations
    texts = zip(rendition.page.segments, rendition.standing.states, found, strict=True)
    return tuple(Translation(_STATES[state], said or segment.text) for segment, state, said in texts)


class _Found(NamedTuple):
    """The translations of one page."""

    all: tuple[Translation, ...]

    def translations(self, _: Page, __: Standing) -> tuple[Translation, ...]:
        return self.all

    def said(self, _: Page) -> None:
        return None


def rendition_of(
    page: Page, language: Language, catalogue: Catalogue | None, inline: Inline, phrases: Mapping[str, str]
) -> Rendition:
    """Return a page in a language, with a look at each of its texts; those stand in English that have such a phrase."""
    found = translations_of(page, language, catalogue, inline, repeat(None), phrases)
    return Rendition(page, _standing(page, found), _Found(found))


def translations_of(
    page: Page,
    language: Language,
    catalogue: Catalogue | None,
    inline: Inline,
    states: Iterable[State | None],
    phrases: Mapping[str, str],
) -> tuple[Translation, ...]:
    """Return a page's texts in a language; the state of each, where that is known, is not worked out again.

    The facts that are phrases and not translated come with what there is to do about each.
    """
    pairs = zip(page.segments, states, strict=False)
    found = ((translate(segment, language, catalogue, inline, state), segment) for segment, state in pairs)
    return tuple(waiting(translation, segment, phrases) for translation, segment in found)


def said_by(rendition: Rendition) -> Said:
    """Return what a page says, to be kept."""
    return tuple("" if found.english else found.text for found in rendition.translations)


def _standing(page: Page, translations: Sequence[Translation]) -> Standing:
    """Return how a page stands; with less than half of its words current it is English as a whole."""
    total = current = 0
    pairs = list(zip(page.segments, translations, strict=True))
    for segment, translation in pairs:
        if segment.translatable:
            total += segment.words
            current += 0 if translation.english else segment.words
    partly = "some" if current >= _HALF * total else "whole"
    fallback = "none" if current == total else partly
    shown = [(found.text, found.english) for found in translations]
    return Standing(
        fallback,
        translations[0].text,
        translations[1].text,
        tuple(found.state.value for found in translations),
        safe=not any(segment.critical and found.english for segment, found in pairs),
        listed=digest(page.path, page.kind, repr(page.sources), repr(shown[:2])),
        digest=digest(page.digest, repr(shown), fallback),
    )
