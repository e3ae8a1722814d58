"""Words, texts and facts as HTML in one language."""

from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from typing import Any

from markupsafe import Markup

from sitegen.facts import FACTS, dialled, is_example, say_fact
from sitegen.frames import Frame, Frames
from sitegen.inline import Inline
from sitegen.interface import Words
from sitegen.memo import MEMO
from sitegen.model import Fact, Language, LinkToken, Segment
from sitegen.project import INTERFACE, Project
from sitegen.slots import Own, slotted
from sitegen.templates import Templates
from sitegen.translate import ENGLISH_MARK, Text, join_pieces, translate

_STRIP = "components/emergency-strip.html"
_KEPT, _ENGLISH_KEPT = 500, 10_000
"""So many texts of a language are kept as HTML; more of the English, which stands beside each of the others."""


class Voice:
    """Says words and facts as HTML in one language."""

    def __init__(
        self, project: Project, environment: Callable[[], Templates], language: Language, made_from: str = ""
    ) -> None:
        """Take a language; its frames are kept where it is said what they depend on."""
        self.language = language
        self._project = project
        self._facts: dict[str, Markup] = {}
        self._said: dict[str, str] = {}
        self._environment = environment
        self.frames = Frames(language.code, made_from)

    @cached_property
    def words(self) -> Words:
        """Return the templates' words."""
        return Words(self.language, self._project.catalogue(self.language, INTERFACE), self._project.inline)

    @cached_property
    def templates(self) -> Templates:
        """Return the templates, which say the words of the language."""
        return self._environment().speaking(self.language, self.words.t)

    def draw(self, component: str, *values: Any) -> Markup:
        """Return a component drawn with some values, the `Own` ones of which are put into its frame.

        A macro that has not the name of its file is named behind it: `breadcrumb/breadcrumb_trail`.
        """
        own: list[Own] = []
        return self._frame(component, slotted(values, own)).filled(own)

    def _frame(self, component: str, given: tuple[Any, ...]) -> Frame:
        file, _, name = component.partition("/")
        template, macro = f"components/{file}.html", name or file.replace("-", "_")
        return self.frames.get(template, (macro, *given), lambda: self.templates.draw_macro(template, macro, given))

    def text(self, segment: Segment, catalogue: str) -> Text:
        """Return a text from one of the language's catalogues."""
        found = translate(
            segment, self.language, self._project.catalogue(self.language, catalogue), self._project.inline
        )
        return Text(found.text, found.english, segment.text)

    def fact(self, name: str) -> Markup:
        """Return a fact as HTML."""
        if name not in self._facts:
            self._facts[name] = Markup(self._say(self._project.facts[name]))
        return self._facts[name]

    def _say(self, fact: Fact) -> str:
        if fact.form == "phone":
            return self.draw("phone", Own(fact.value), Own(dialled(fact)), is_example(fact)).strip()
        if fact.segment:
            return self.text(fact.segment, FACTS).__html__()
        said = escape(self._values[fact.name])
        if fact.form == "name" and not self.language.is_source:
            return f"<bdi{ENGLISH_MARK}>{said}</bdi>"
        if fact.form in {"range", "weeks"}:  # in its order in right-to-left text, and on one line in any
            return f'<bdi dir="ltr">{said}</bdi>'
        return said

    @cached_property
    def _values(self) -> Mapping[str, str]:
        """The value of each fact in the language; kept, since CLDR's data of a language take long to read."""
        facts = sorted(self._project.facts.values())
        made_from = ("values", self.language.code, repr(facts))
        return MEMO.recall(made_from, lambda _: {fact.name: say_fact(fact, self.language) for fact in facts}, [])

    @cached_property
    def says_emergency_strip(self) -> bool:
        """Tell whether all words of the emergency strip are current in the language."""
        messages = [message for message in self._project.messages if message.path.endswith(_STRIP)]
        return not any(self.words.t(message.key.text, message.plural).english for message in messages)

    def beside(self, own: str, english: str) -> str:
        """Return a text with its English beside it, both as HTML."""
        return self._beside.filled_with(own, english)

    @cached_property
    def _beside(self) -> Frame:
        return self._frame("beside", slotted((Own(""), Own("")), []))

    def html(self, text: str, link: Callable[[int], str], inline: Inline) -> str:
        """Return inline Markdown as HTML.

        A text without links is kept for a while: it stands on other pages too, and the English beside each language.
        """
        if (known := self._said.get(text)) is not None:
            return known
        pieces = inline.render(text)
        html = join_pieces(pieces, self.fact, link, isolate=self.language.direction == "rtl")
        if not any(isinstance(piece, LinkToken) for piece in pieces):
            if len(self._said) >= (_ENGLISH_KEPT if self.language.is_source else _KEPT):
                self._said.clear()
            self._said[text] = html
        return html


def emergency_strip(voice: Voice, english: Voice, help_url: str, unit_numbers: str) -> Markup:
    """Return the emergency numbers that every page shows.

    They stand in English, and say so, where not all words of the strip are current in the page's language.  The numbers
    of maternity units are under a heading of the page that says when to get help, which is long, or at its top.
    """
    speaker = voice if voice.says_emergency_strip else english
    phones = [speaker.fact(name) for name in ("contact.emergency", "contact.nhs_111")]
    numbers_url = f"{help_url}#{unit_numbers}" if unit_numbers else help_url
    return speaker.draw("emergency-strip", *phones, numbers_url, speaker is not voice)
