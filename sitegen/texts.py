"""What no text of a page may hold: braces that are no fact, telephone numbers, links without words or address."""

import re
from collections.abc import Iterator

from sitegen.model import FACT_TOKEN, Segment
from sitegen.patterns import pattern

_BRACES = pattern(r"\{+[^{}\n]*\}+|\{+[ ]*[^{}\s]*|\}+")
_LIST = pattern(r"\{[:#.]")
"""An attribute list, which is told where Markdown is judged."""

_MARKUP = pattern(r"\{[^{}\s]*\}|\*+|[\[\]`\\]")
_NO_WORDS = pattern(r"(?<!\\)\[\s*$")
_NO_ADDRESS = ("", "#")

_NUMBER = pattern(r"(?<![\w.,/+-])(?:\+\d|\(?0\d)[\d ()\u00a0–-]{5,}\d(?!\w)")
_DIALLED = pattern(
    r"\b(?:(?:tele)?phone|call|ring|dial|text|tel)\b[^\d{}.]{0,20}(\d[\d \u00a0]{3,}\d)(?!\w)", re.IGNORECASE
)
"""A number that somebody is to dial need not begin with a zero, as 116 123."""

_DATE = pattern(r"\d\d[ –-]\d\d[ –-]\d{4}")
_DIGITS = {_NUMBER: 8, _DIALLED: 5}
"""How many digits a telephone number has at least: shorter ones are weeks, doses and years."""


def text_faults(segment: Segment) -> Iterator[str]:
    """Give what is wrong with a text, quoted, and what to do."""
    text = segment.text
    if segment.role in {"title", "description"} and ("{" in text or "}" in text):
        yield f'the {segment.role} "{text}" has a token; write it without'
    elif segment.role == "alt" and (found := _MARKUP.search(text)):
        yield f'the description of a picture has "{found[0]}"; write plain words, since it is read out as it stands'
    elif "{" in text or "}" in text:
        for number in range(1, len(segment.targets) + 1):
            text = text.replace(f"]({{{number}}})", "]")
        yield from _brace_faults(text)
    if segment.targets:
        yield from _link_faults(segment)
    yield from _number_faults(segment.text)


def _brace_faults(text: str) -> Iterator[str]:
    """Tell each brace that is neither a fact's nor of an attribute list."""
    for found in _BRACES.finditer(text):
        written = found[0]
        if FACT_TOKEN.fullmatch(written) or _LIST.match(written):
            continue
        meant = f"{{{re.sub(r'[ -]+', '_', written.strip('{} ').lower())}}}"
        if FACT_TOKEN.fullmatch(meant):
            yield f'"{written}" is no fact; write {meant}'
        else:
            yield (
                f'"{written}" is no fact; write one as in {{dose.folic_acid}}: a file of content/facts, a full stop '
                "and the fact's name; or take the brackets { and } away"
            )


def _link_faults(segment: Segment) -> Iterator[str]:
    for number, address in enumerate(segment.targets, 1):
        *before, _ = segment.text.split(f"]({{{number}}})")
        if any(map(_NO_WORDS.search, before)):
            yield f'the link to "{address}" has no words; write them in the square brackets'
        if address in _NO_ADDRESS:
            words = segment.text.partition(f"]({{{number}}})")[0].rpartition("[")[2]
            yield f'the link "[{words}]({address})" has no address; write it in the round brackets'
        if "\\" in address:  # of which a browser makes a slash, or nothing
            yield f'the link "{address}" has a backslash; write / in its place'


def _number_faults(text: str) -> Iterator[str]:
    """Tell each telephone number: it would not change with its fact, and nobody would be told who checked it."""
    told: set[str] = set()
    for numbers, least in _DIGITS.items():
        for found in numbers.finditer(text):
            number = found[numbers.groups].strip()
            if sum(map(str.isdigit, number)) < least or _DATE.fullmatch(number) or number in told:
                continue
            told.add(number)
            yield (
                f'the telephone number "{number}" stands in a text; put it into content/facts/contact.yaml, and write '
                "its fact here, as in {contact.nhs_111}"
            )
