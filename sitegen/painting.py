"""The review build: every text of a page painted by its state, with what there is to say of it on hover and focus."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from sitegen.explain import explained
from sitegen.model import Language, Segment
from sitegen.project import INTERFACE, Project
from sitegen.report import Placed, texts
from sitegen.templates import FOLDER
from sitegen.translate import Rendition, State, Translation

_STYLE = "review.css"
_FIRST = ("state", "because", "to do")
"""What a person wants to know of a text, before where it is from."""

_IN_NO_BLOCK = ("title", "description", "alt")


def with_review_style(project: Project) -> Project:
    """Return the project with the style of the review build, which no other build publishes."""
    style = (project.root / FOLDER / "review" / _STYLE).read_bytes()
    return replace(project, assets={**project.assets, _STYLE: style})


@dataclass(frozen=True, slots=True)
class Painting:
    """Paints the texts of one language."""

    project: Project
    environment: Environment
    language: Language

    def paint(self, rendition: Rendition, segment: Segment, translation: Translation, html: str) -> str:
        """Return one of a page's texts painted."""
        return self._painted(Placed(rendition.page.path, rendition.page.section, segment, translation), html)

    def _painted(self, placed: Placed, html: str) -> str:
        rows = sorted(explained(placed, self.language), key=lambda row: row[0] not in _FIRST)
        return str(self._macros.review_text(Markup(html), placed.translation.state.value, rows))

    @property
    def _macros(self) -> Any:
        return self.environment.get_template("components/review.html").module

    def panel(self, rendition: Rendition) -> Markup:
        """Return what stands above a page: how many texts are in each state, and those that are in no block."""
        pairs = list(zip(rendition.page.segments, rendition.translations, strict=True))
        counts = Counter(translation.state for segment, translation in pairs if segment.translatable)
        bare = [
            Markup(self.paint(rendition, *pair, escape(pair[1].text))) for pair in pairs if pair[0].role in _IN_NO_BLOCK
        ]
        states = [(state.value, counts[state]) for state in State]
        return Markup(self._macros.review_panel(self.language, states, bare, list(self._open_words())))

    def _open_words(self) -> Iterator[Markup]:
        for placed in texts(self.project, {self.language.code: {}}, self.language):
            if placed.catalogue == INTERFACE and placed.translation.english:
                yield Markup(self._painted(placed, escape(placed.segment.text)))
