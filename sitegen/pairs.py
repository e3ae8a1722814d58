"""What a translation must share with its English, whatever the language."""

import re
from collections.abc import Iterator

from sitegen.inline import Inline
from sitegen.model import tokens

_STRUCTURE = re.compile(r"<img\b| href=|<code\b")
"""What may only come from the English: an own link target, a picture, code."""


def pair_faults(english: str, translation: str, inline: Inline) -> Iterator[str]:
    """Give each reason why a translation cannot stand for its English.

    >>> list(pair_faults("Phone {contact.emergency}", "Zadzwoń", Inline()))
    ['the token {contact.emergency} is missing; put it where the number or value belongs']
    """
    wanted, given = tokens(english), tokens(translation)
    for token in sorted((wanted - given).elements()):
        yield f"the token {token} is missing; put it where the number or value belongs"
    for token in sorted((given - wanted).elements()):
        yield f"the token {token} is not in the English, or there more often; take it out"
    yield from inline.faults(translation)
    if _STRUCTURE.search("".join(piece for piece in inline.render(translation) if isinstance(piece, str))):
        yield "a link or picture of its own is in it; links come from the English, as [words]({1})"
