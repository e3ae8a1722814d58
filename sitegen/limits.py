"""What a source may have at most: several times what any page needs, and so little that no library takes seconds.

Python-Markdown takes 3 seconds for 4,000 brackets and fails on 500 marks of lists in a line, Unicode takes 7 seconds to
put 50,000 accents in order, and PyYAML one to read 100 KB.  `tests/test_hostile.py` has the inputs that this is for.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from sitegen.patterns import pattern

PO_BYTES = 5_000_000
"""How large a catalogue may be, or a file that translators send back."""

BYTES = {
    ".md": 40_000,
    ".yaml": 100_000,
    ".po": PO_BYTES,
    ".html": 100_000,
    ".css": 200_000,
    ".js": 200_000,
    ".svg": 100_000,  # a picture goes to phones on poor lines
    ".png": 300_000,
}
"""How large a file of each kind may be; a larger one is not even read."""

OTHER_BYTES = 500_000
"""How large any other file of the templates may be, such as a font."""

NAME_BYTES, PATH_BYTES = 100, 200
"""How long names and paths may be; Windows and synchronised folders have room for little more."""

PAGE_LINES = 500
"""How many lines of a page may have words; each text is filled in for every language."""

BLOCK_LINES, TEXT = 100, 4_000
"""How many lines, and how many characters, may stand without an empty line; a value or a translation is no longer.
Python-Markdown cuts one heading off such a block and looks at all the rest again."""

WORD = 300
"""How long a word may be, in the letters and signs of English; patterns for addresses start anew at each of them."""

BRACKETS = 60
"""How many "[" a text may have; Python-Markdown looks for the end of each up to the end of the text."""

MARKS = 30
"""How many accents and vowel signs may stand in a row; to bring them into Unicode's order takes the square of that."""

NESTING, YAML_NESTING = 6, 8
"""How deep lists, quotes and cards, and YAML, may nest; readers of both call themselves for each level."""

COLUMNS = 10
"""How many columns a table may have: short rows are filled up to the width of the first."""

PO_LINES, PO_ENTRIES, PO_FAULTS = 400_000, 20_000, 1_000
"""How many lines and entries a catalogue may have, and how many of its faults are told."""

_INDENT = 4
_NESTED = pattern(rf"(?:[ ]*(?:[-*+>:]|\d{{1,9}}\.)(?=[ >]|$)){{{NESTING + 1}}}|[ ]{{{_INDENT * NESTING + 1}}}")
_SIGNS = pattern(rf"[^\w\x00-\u02ff]{{{MARKS + 1},}}")
_LONG_WORD = pattern(rf"[!-~]{{{WORD + 1}}}")
_SHOWN = 20


def most_bytes(path: str) -> int:
    """Return how large a file may be, by the end of its name."""
    return BYTES.get(f".{path.rpartition('.')[2]}", OTHER_BYTES)


def marks_fault(text: str) -> str:
    """Say whether a text has too many marks on a letter, so that it must not be normalised."""
    for found in _SIGNS.finditer(text) if not text.isascii() else ():
        if sum(unicodedata.combining(sign) > 0 for sign in found[0]) > MARKS:
            return f"more than {MARKS} accents or vowel signs stand on a letter; take most of them out"
    return ""


def text_fault(text: str) -> str:
    """Say what a text has too much of, and what to do; nothing where it can be read in no time."""
    if len(text) <= MARKS:  # as most are
        return ""
    if len(text) > TEXT:
        return f"the text has {len(text):,} characters, more than {TEXT:,}; part it"
    if (brackets := text.count("[")) > BRACKETS:
        return f'the text has {brackets:,} signs "[", more than {BRACKETS}; part it, or take them out'
    if len(text) > WORD and (found := _LONG_WORD.search(text)):
        return f'a word has more than {WORD} characters ("{found[0][:_SHOWN]}…"); shorten it, or part it'
    return marks_fault(text)


def page_faults(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Give what a page has too much of, with the line: it must not go to Python-Markdown then."""
    block: list[str] = []
    start = written = 0
    for number, line in (*lines, (0, "")):
        if line.strip(" "):
            start = start if block else number
            block.append(line)
            written += 1
            if written == PAGE_LINES + 1:
                yield number, f"the page has more than {PAGE_LINES:,} lines; part it"
            if not line[0].isalpha() and _NESTED.match(line):
                yield number, f"this is nested deeper than {NESTING} levels; make it flatter"
            if "|" in line and line.strip(" ").removeprefix("|").removesuffix("|").count("|") >= COLUMNS:
                yield number, f"this has more than {COLUMNS} columns; part the table"
        elif len(block) > BLOCK_LINES:
            yield start, f"{len(block):,} lines stand here without an empty one, more than {BLOCK_LINES}; part them"
            block = []
        elif block:
            if fault := text_fault("\n".join(block)):
                yield start, fault
            block = []
