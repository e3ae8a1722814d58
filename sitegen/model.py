"""What the project is made of: frozen values that know where they came from.

They are named tuples: of some there are thousands, and Python takes these back from a file soonest.
"""

import datetime as dt
from collections import Counter
from typing import NamedTuple, Self

from sitegen.patterns import pattern

FACT_TOKEN = pattern(r"\{([a-z][a-z0-9_]*\.[a-z0-9_]+)\}")
"""A fact in a text, as ``{dose.folic_acid}``; the group is the fact's name."""

_TOKEN = pattern(r"\{[^{}\s]*\}")
_LETTER = pattern(r"[^\W\d_]")
_SHORT = 3
"""Up to so many words mean little alone, so that their catalogue key says what they are."""


class FactToken(NamedTuple):
    """The place of a fact in rendered text."""

    name: str


class LinkToken(NamedTuple):
    """The place of a link's attributes in rendered text."""

    number: int


Piece = str | FactToken | LinkToken
"""A part of a rendered text: HTML, or what each page and language puts in."""


class Key(NamedTuple):
    """What a catalogue knows a text by: its msgctxt, empty for none, and its msgid."""

    context: str
    text: str


class Segment(NamedTuple):
    """One block's inline text, what a translator sees as one message; `Segment.of` makes one."""

    text: str
    """With single spaces, link targets as ``{1}`` and facts as ``{kind.key}``; a hard line break is a newline."""

    role: str
    """What the text is: paragraph, heading, item, cell, term, alt, title or description."""

    line: int
    """Where it starts in its file, from 1."""

    key: Key
    """The catalogue key: texts under four words carry their role, since they mean little alone."""

    translatable: bool
    """There is a letter to translate besides the tokens."""

    words: int
    """The number of words, tokens left out."""

    targets: tuple[str, ...] = ()
    """The link targets that ``{1}``, ``{2}`` … stand for, as written in the file."""

    note: str = ""
    """The author's note to translators."""

    trail: tuple[str, ...] = ()
    """The headings that it stands under."""

    register: str = ""
    """``easy-read`` for easy-read text, which is never shared with standard text."""

    critical: bool = False
    """It belongs to the safety core, without which a language is not released."""

    @classmethod
    def of(
        cls,
        text: str,
        role: str,
        line: int,
        targets: tuple[str, ...] = (),
        *,
        register: str = "",
        critical: bool = False,
    ) -> Self:
        """Return a text, with what every language asks for worked out once."""
        said = _TOKEN.sub("", text)
        short = len(text.split()) <= _SHORT
        return cls(
            text,
            role,
            line,
            key=Key(register or (role if short else ""), text),
            translatable=bool(_LETTER.search(said)),
            words=len(said.split()),
            targets=targets,
            register=register,
            critical=critical,
        )


def tokens(text: str) -> Counter[str]:
    """Count the tokens of a text.

    >>> tokens("Take {dose.folic_acid}, see [more]({1})") == {"{dose.folic_acid}": 1, "{1}": 1}
    True
    """
    return Counter(_TOKEN.findall(text))


class Separators(NamedTuple):
    """The signs that a language writes in numbers, each as a class of a regular expression; the default is English."""

    decimal: str = "."
    group: str = ","
    """For thousands; there may be none."""


class Language(NamedTuple):
    """One language of the site, with its name in the language itself and in English."""

    code: str
    """The BCP 47 tag, as in ``lang``, and the name of its folder."""

    name: str
    english_name: str
    direction: str
    script: str
    """The ISO 15924 code: Latn, Arab, Deva …"""

    plural_forms: str
    """The one Plural-Forms header of its catalogues, after CLDR."""

    origin: str
    """How its translations are made where no record says more: source, machine draft, machine draft edited or human."""

    separators: Separators = Separators()
    """After CLDR."""

    @property
    def is_source(self) -> bool:
        """Tell whether the content is written in this language."""
        return self.origin == "source"


class Fact(NamedTuple):
    """One value that pages share: a phone number, a dose, a week, a name."""

    name: str
    """``kind.key``, as in its token."""

    form: str
    """Which value it holds: phone, amount, number, range, weeks, name or text."""

    value: str
    path: str
    line: int
    verified: dt.date | None
    """When a person last checked it."""

    @property
    def segment(self) -> Segment | None:
        """Return the text to translate, for a fact that is a phrase."""
        return Segment.of(self.value, "fact", self.line) if self.form == "text" else None
