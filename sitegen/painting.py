"""The review build: every text of a page painted by its state, with what there is to say of it on hover and focus."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape

from markupsafe import Markup

from sitegen.explain import explained
from sitegen.model import Language, Segment
from sitegen.problems import Problem, SiteError
from sitegen.project import INTERFACE, Project
from sitegen.renditions import Rendition
from sitegen.report import Placed, texts
from sitegen.sources import read_source
from sitegen.templates import FOLDER, Templates
from sitegen.translate import State, Translation

_STYLE = "review.css"
_FIRST = ("state", "because", "to do")
"""What a person wants to know of a text, before where it is from."""

_IN_NO_BLOCK = ("title", "description", "alt")


def for_review(project: Project) -> Project:
    """Return the project as the review build shows it: with a style that no other build has, and kept on no device."""
    problems: list[Problem] = []
    style = read_source(project.root, f"{FOLDER}/review/{_STYLE}", problems)
    if style is None:
        raise SiteError(problems)
    site = project.site._replace(offline=())
    return project._replace(assets={**project.assets, _STYLE: style.encode()}, site=site)


class Painting:
    """Paints the texts of one language."""

    def __init__(self, project: Project, templates: Templates, language: Language) -> None:
        self._language = language
        self._draw = partial(templates.draw_macro, "components/review.html")
        self._open_words = list(self._find_open_words(project))

    def paint(self, rendition: Rendition, segment: Segment, translation: Translation, html: str) -> str:
        """Return one of a page's texts painted."""
        return self._painted(Placed(rendition.page.path, rendition.page.section, segment, translation), html, rendition)

    def _painted(self, placed: Placed, html: str, page: Rendition | None = None) -> str:
        rows = sorted(explained(placed, self._language, page), key=lambda row: row[0] not in _FIRST)
        return self._draw("review_text", (Markup(html), placed.translation.state.value, rows))

    def panel(self, rendition: Rendition) -> Markup:
        """Return what stands above a page: how many texts are in each state, and those that are in no block."""
        pairs = list(zip(rendition.page.segments, rendition.translations, strict=True))
        counts = Counter(translation.state for segment, translation in pairs if segment.translatable)
        bare = [
            Markup(self.paint(rendition, *pair, escape(pair[1].text))) for pair in pairs if pair[0].role in _IN_NO_BLOCK
        ]
        states = [(state.value, counts[state]) for state in State]
        return Markup(self._draw("review_panel", (self._language, states, bare, self._open_words)))

    def _find_open_words(self, project: Project) -> Iterator[Markup]:
        """Give the words of menus and notices that are not current."""
        for placed in texts(project, {self._language.code: {}}, self._language):
            if placed.catalogue == INTERFACE and placed.translation.english:
                yield Markup(self._painted(placed, escape(placed.segment.text)))
