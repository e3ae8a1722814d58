"""Words, texts and facts as HTML in one language."""

from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape

from markupsafe import Markup

from sitegen.facts import dialled, is_example, say_fact
from sitegen.inline import Inline, LinkToken
from sitegen.interface import Words, speaking
from sitegen.memo import MEMO
from sitegen.model import Fact, Language, Segment
from sitegen.project import FACTS, INTERFACE, Project
from sitegen.templates import Templates
from sitegen.translate import ENGLISH_MARK, Text, join_pieces, translate

_STRIP = "components/emergency-strip.html"
_KEPT, _ENGLISH_KEPT = 500, 10_000
"""So many texts of a language are kept as HTML; more of the English, which stands beside each of the others."""


class Voice:
    """Says words and facts as HTML in one language."""

    def __init__(self, project: Project, environment: Templates, language: Language) -> None:
        self.language = language
        self.words = Words(language, project.catalogue(language, INTERFACE), project.inline)
        self._project = project
        self._facts: dict[str, Markup] = {}
        self._said: dict[str, str] = {}
        self.environment = speaking(environment, language, self.words)
        self.macros: dict[str, Callable[..., Markup]] = {}
        for name in ("care-card", "callout", "details", "picture", "phone", "emergency-strip", "beside"):
            module = self.environment.get_template(f"components/{name}.html").module
            self.macros[name] = getattr(module, name.replace("-", "_"))

    def text(self, segment: Segment, catalogue: str) -> Text:
        """Return a text from one of the language's catalogues."""
        found = translate(
            segment, self.language, self._project.catalogue(self.language, catalogue), self._project.inline
        )
        return Text(found.text, found.english)

    def fact(self, name: str) -> Markup:
        """Return a fact as HTML."""
        if name not in self._facts:
            self._facts[name] = Markup(self._say(self._project.facts[name]))
        return self._facts[name]

    def _say(self, fact: Fact) -> str:
        if fact.form == "phone":
            return str(self.macros["phone"](fact.value, dialled(fact), is_example(fact))).strip()
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

    def beside(self, own: str, english: str) -> Markup:
        """Return a text with its English beside it, both as HTML."""
        return self.macros["beside"](Markup(own), Markup(english))

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


def emergency_strip(voice: Voice, english: Voice, help_url: str) -> Markup:
    """Return the emergency numbers that every page shows.

    They stand in English, and say so, where not all words of the strip are current in the page's language.
    """
    speaker = voice if voice.says_emergency_strip else english
    phones = [speaker.fact(name) for name in ("contact.emergency", "contact.nhs_111")]
    return speaker.macros["emergency-strip"](*phones, help_url, speaker is not voice)
