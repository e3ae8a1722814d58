"""The reader refuses what it does not understand; the writer changes only what is changed on purpose."""

import gettext
import io
import random
import re
import shutil
import subprocess
import time
from copy import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.entries import (
    Catalogue,
    Entry,
    as_obsolete,
    format_catalogue,
    new_entry,
    new_header,
    revived,
    with_comments,
)
from sitegen.limits import PO_BYTES, PO_ENTRIES, PO_FAULTS, PO_LINES
from sitegen.model import Key
from sitegen.problems import Problem

PLURALS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "uk": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1"
    " : n%10==0 || n%10>=5 && n%10<=9 || n%100>=11 && n%100<=14 ? 2 : 3);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5);",
    "fa": "nplurals=2; plural=(n > 1);",
    "ne": "nplurals=2; plural=(n != 1);",
    "zh-Hans": "nplurals=1; plural=0;",
}
HEADER = "\n".join(new_header("pl", PLURALS["pl"])) + "\n"
"""Seven lines."""

BELOW = 8
"""An empty line comes after the header, so that this is what lies above the lines of a row below."""

FILES = sorted(Path(__file__).parent.glob("data/catalogues/*.po"))
LANGUAGES = {path: re.match(r"zh-Hans|[a-z]+", path.name)[0] for path in FILES}  # type: ignore[index] # all match
RICH = Path(__file__).parent / "data/catalogues/pl-rich.po"


def read(text: str | bytes, language: str = "pl") -> tuple[Catalogue | None, list[Problem]]:
    """Read a catalogue as the build does."""
    problems: list[Problem] = []
    return parse_catalogue("pl.po", text, language, PLURALS[language], problems), problems


def accepted(text: str | bytes, language: str = "pl") -> Catalogue:
    """Read a catalogue that has no fault."""
    catalogue, problems = read(text, language)
    assert catalogue is not None, problems
    assert problems == []
    return catalogue


BROKEN = (
    # Quotation marks and escapes.
    ("a closing mark lost", 'msgid "Call 999"\nmsgstr "Zadzwoń 999', 2, 'text is not closed: msgstr "Zadzwoń 999; add'),
    ("a closing mark lost in the middle", 'msgid "a"\nmsgstr ""\n"Zadzwoń 999\n" teraz"', 3, "text is not closed"),
    ("a closing mark lost in msgid", 'msgid "Call 999\nmsgstr "b"', 1, "text is not closed"),
    ("the closing mark escaped", 'msgid "a"\nmsgstr "b\\"', 2, "text is not closed"),
    ("a lone quotation mark", 'msgid "a"\nmsgstr "', 2, "text is not closed"),
    ("quotation marks inside a text", 'msgid "a"\nmsgstr "b "c" d"', 2, 'after its quotation mark: c" d"; write \\"'),
    ("two texts on a line", 'msgid "a"\nmsgstr "b" "c"', 2, 'after its quotation mark: "c"'),
    ("a remark behind a text", 'msgid "a"\nmsgstr "b" # nice', 2, "after its quotation mark: # nice"),
    ("a semicolon behind a text", 'msgid "a";\nmsgstr "b"', 1, "after its quotation mark: ;"),
    ("curly quotation marks", 'msgid "a"\nmsgstr “b”', 2, "no quotation mark before it: msgstr “b”; put straight"),
    ("apostrophes as quotation marks", "msgid \"a\"\nmsgstr 'b'", 2, "no quotation mark before it"),
    ("no quotation marks", 'msgid "a"\nmsgstr', 2, "no quotation mark before it: msgstr; put"),
    ("no opening mark", 'msgid "a"\nmsgstr b"', 2, 'no quotation mark before it: msgstr b"'),
    ("a text broken by the Enter key", 'msgid "a"\nmsgstr "b\nc"', 2, "text is not closed"),
    ("an unknown escape", 'msgid "a"\nmsgstr "C:\\dir"', 2, '"\\d" has no meaning here; write \\\\ for a backslash'),
    ("an escape of an apostrophe", 'msgid "a"\nmsgstr "it\\\'s"', 2, '"\\\'" has no meaning'),
    ("a carriage return by escape", 'msgid "a"\nmsgstr "b\\r\\n"', 2, '"\\r" has no meaning'),
    ("a character by its number", 'msgid "a"\nmsgstr "\\x41"', 2, '"\\x" has no meaning'),
    ("a character by its octal number", 'msgid "a"\nmsgstr "\\101"', 2, '"\\1" has no meaning'),
    ("a bell by escape", 'msgid "a\\a"\nmsgstr "b"', 1, '"\\a" has no meaning'),
    ("a fault in a second line of text", 'msgid "a"\nmsgstr ""\n"b"\n"\\q"', 4, '"\\q" has no meaning'),
    ("an escape in an old text", '#| msgid "\\q"\nmsgid "a"\nmsgstr "b"', 1, '"\\q" has no meaning'),
    ("an open text in an obsolete entry", '#~ msgid "a"\n#~ msgstr "b', 2, 'text is not closed: #~ msgstr "b'),
    # Keywords.
    ("a keyword misspelt", 'msgid "a"\nmsgstrr "b"', 2, 'not understood: msgstrr "b"; write msgstr'),
    ("a keyword in capitals", 'Msgid "a"\nmsgstr "b"', 1, "write msgid"),
    ("a domain", 'domain "site"\n\nmsgid "a"\nmsgstr "b"', 1, 'not understood: domain "site"'),
    ("words outside of quotation marks", 'msgid "a"\nmsgstr "b"\nThank you!', 3, "not understood: Thank you!; put"),
    ("an index that is no number", 'msgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"', 3, "not understood: msgstr[x]"),
    ("an index that is negative", 'msgid "a"\nmsgid_plural "b"\nmsgstr[-1] "c"', 3, "not understood: msgstr[-1]"),
    ("an index of another script", 'msgid "a"\nmsgid_plural "b"\nmsgstr[٠] "c"', 3, "not understood: msgstr[٠]"),
    ("an index that is huge", 'msgid "a"\nmsgid_plural "b"\nmsgstr[99999999999] "c"', 3, "not understood"),
    ("a comment without its mark", 'note to self\nmsgid "a"\nmsgstr "b"', 1, 'put "#" and a space before a comment'),
    ("a text without a keyword", '"b"\n\nmsgid "a"\nmsgstr "b"', 0, "an empty line stands inside an entry"),
    ("an empty #~ line", '#~\n#~ msgid "a"\n#~ msgstr "b"', 1, "not understood: #~;"),
    ("a comment behind #~", '#~ # c\n#~ msgid "a"\n#~ msgstr "b"', 1, "not understood: #~ # c"),
    ("a msgstr behind #|", '#| msgid "a"\n#| msgstr "a"\nmsgid "a"\nmsgstr "b"', 1, "out of order"),
    ("a line of spaces that are not spaces", 'msgid "a"\nmsgstr "b"\n\u00a0\u00a0', 3, "not understood"),
    # The order of lines.
    ("no msgid", 'msgstr "b"', 1, 'msgstr "b" has no msgid; put msgid'),
    ("no msgid behind another entry", 'msgid "a"\nmsgstr "b"\n\nmsgstr "c"', 4, "has no msgid"),
    ("no msgid below msgctxt", 'msgctxt "c"\nmsgstr "b"', 1, "has no msgid"),
    ("an old text without a new one", 'msgid "a"\nmsgstr "b"\n\n#| msgid "old"', 4, '#| msgid "old" has no msgid'),
    ("no msgstr", 'msgid "a"\n\nmsgid "b"\nmsgstr "c"', 1, 'msgid "a" has no msgstr; put a line msgstr ""'),
    ("no msgstr at the end", 'msgid "a"', 1, "has no msgstr"),
    ("no msgstr below a plural", 'msgid "a"\nmsgid_plural "b"', 1, "has no msgstr"),
    ("no msgstr in an obsolete entry", '#~ msgid "a"\n\nmsgid "b"\nmsgstr "c"', 1, "has no msgstr"),
    ("msgctxt below msgid", 'msgid "a"\nmsgctxt "c"\nmsgstr "b"', 1, "has no msgstr"),
    ("two msgstr", 'msgid "a"\nmsgstr "b"\nmsgstr "c"', 3, 'msgstr "c" is a second msgstr; keep one'),
    ("two plurals", 'msgid "a"\nmsgid_plural "b"\nmsgid_plural "b"\nmsgstr[0] "c"', 3, "is a second msgid_plural"),
    ("a plural below msgstr", 'msgid "a"\nmsgstr "c"\nmsgid_plural "b"', 3, "stands below msgstr; move it"),
    (
        "one msgstr for a plural",
        'msgid "a"\nmsgid_plural "b"\nmsgstr "c"',
        3,
        "stands below msgid_plural; write msgstr[0]",
    ),
    ("a number without a plural", 'msgid "a"\nmsgstr[0] "c"', 2, "has a number, but there is no msgid_plural"),
    ("a comment inside an entry", 'msgid "a"\n# c\nmsgstr "b"', 2, "# c stands inside an entry; delete it"),
    ("a flag inside an entry", 'msgid "a"\n#, fuzzy\nmsgstr "b"', 2, "#, fuzzy stands inside an entry"),
    (
        "a comment that hides the next line",
        '# C:\\\n#, fuzzy\nmsgid "a"\nmsgstr "b"',
        1,
        "comment ends with a backslash",
    ),
    ("an empty line inside an entry", 'msgid "a"\n\nmsgstr "b"', 2, "an empty line stands inside an entry"),
    ("an empty line inside a text", 'msgid "a"\nmsgstr "b"\n\n"c"', 3, "an empty line stands inside an entry"),
    ("a comment below an old text", '#| msgid "o"\n#, fuzzy\nmsgid "a"\nmsgstr "b"', 2, "stands inside an entry"),
    ("an old text inside an entry", 'msgid "a"\n#| msgid "o"\nmsgstr "b"', 1, "has no msgstr"),
    ("an old text that goes on without #|", '#| msgid "o"\n"p"\nmsgid "a"\nmsgstr "b"', 1, "out of order"),
    ("a live msgstr of an obsolete msgid", '#~ msgid "a"\nmsgstr "b"', 2, '"#~" stands on some lines'),
    ("an obsolete msgstr of a live msgid", 'msgid "a"\n#~ msgstr "b"', 2, '"#~" stands on some lines'),
    ("a live text that goes on obsolete", 'msgid "a"\nmsgstr "b"\n#~ "c"', 3, '"#~" stands on some lines'),
    ("a live old text of an obsolete entry", '#| msgid "o"\n#~ msgid "a"\n#~ msgstr "b"', 2, '"#~" stands on some'),
    ("an obsolete old text of a live entry", '#~| msgid "o"\nmsgid "a"\nmsgstr "b"', 2, '"#~" stands on some'),
    # Plural forms.
    (
        "too few forms",
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"',
        4,
        "found msgstr[0], msgstr[1]; this",
    ),
    ("too many forms", "\n".join(['msgid "a"\nmsgid_plural "b"', *(f'msgstr[{n}] "c"' for n in range(4))]), 6, "found"),
    (
        "forms out of order",
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\nmsgstr[0] "d"\nmsgstr[2] "e"',
        3,
        "in this order",
    ),
    ("a form twice", 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\nmsgstr[1] "e"', 4, "found"),
    ("a form numbered 00", 'msgid "a"\nmsgid_plural "b"\nmsgstr[00] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"', 3, "found"),
    (
        "an obsolete entry with too few forms",
        '#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "c"',
        3,
        "found msgstr[0]",
    ),
    ("an empty plural", 'msgid "a"\nmsgid_plural ""\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""', 2, "is empty"),
    (
        "a new line at the end that the English lacks",
        'msgid "a"\nmsgstr "b\\n"',
        2,
        "msgstr and msgid do not both begin",
    ),
    (
        "no new line at the end where the English has one",
        'msgid "a\\n"\nmsgstr "b"',
        2,
        "msgstr and msgid do not both begin",
    ),
    (
        "a new line at the start of a form",
        'msgid "a"\nmsgid_plural "\\nb"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""',
        2,
        "msgid_plural and msgid",
    ),
    # Keys.
    ("an empty context", 'msgctxt ""\nmsgid "a"\nmsgstr "b"', 1, 'msgctxt "" is empty; delete the line'),
    ("an empty msgid", 'msgid ""\nmsgstr "b"', 1, 'msgid "" is for the header'),
    ("an empty msgid in a context", 'msgctxt "c"\nmsgid ""\nmsgstr "b"', 1, 'msgid "" is for the header'),
    ("a second header", HEADER.rstrip("\n"), 1, 'msgid "" is for the header'),
    ("a text twice", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"', 4, '"a" stands here and on line 9; keep one'),
    ("a text twice, once wrapped", 'msgid "ab"\nmsgstr "b"\n\nmsgid ""\n"a"\n"b"\nmsgstr ""', 4, "and on line 9"),
    ("a text twice in a context", 'msgctxt "c"\nmsgid "a"\nmsgstr "b"\n' * 2, 4, "and on line 9"),
    ("a text live and obsolete", 'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"', 4, "and on line 9"),
    # Flags.
    ("fuzzy misspelt", '#, fuzy\nmsgid "a"\nmsgstr "b"', 1, 'unknown flag "fuzy"; write "fuzzy", or delete it'),
    ("fuzzy with a capital", '#, Fuzzy\nmsgid "a"\nmsgstr "b"', 1, 'unknown flag "Fuzzy"; write "fuzzy"'),
    ("fuzzy with a full stop", '#, fuzzy.\nmsgid "a"\nmsgstr "b"', 1, 'write "fuzzy"'),
    ("fuzzy glued to a format", '#, fuzzy-c-format\nmsgid "a"\nmsgstr "b"', 1, "unknown flag"),
    ("fuzzy behind a hard space", '#,\u00a0fuzzy\nmsgid "a"\nmsgstr "b"', 1, 'write "fuzzy"'),
    ("fuzzy ignored", '#, ignore-fuzzy\nmsgid "a"\nmsgstr "b"', 1, "unknown flag"),
    ("a flag that nobody knows", '#, c-format, xyzzy9\nmsgid "a"\nmsgstr "b"', 1, 'unknown flag "xyzzy9"; delete it'),
    ("a flag in the newest form", '#= fuzy\nmsgid "a"\nmsgstr "b"', 1, "unknown flag"),
    ("a limit without a number", '#, max-length:\nmsgid "a"\nmsgstr "b"', 1, 'write "max-length:"'),
    ("an unknown flag on an obsolete entry", '#, fuzy\n#~ msgid "a"\n#~ msgstr "b"', 1, 'write "fuzzy"'),
    ("a flag below its entry", 'msgid "a"\nmsgstr "b"\n#, fuzzy', 3, '"#, fuzzy" has no entry below it'),
    # Characters.
    ("a NUL", 'msgid "a"\nmsgstr "b\0"', 2, "invisible character U+0000"),
    ("an escape character", 'msgid "a"\nmsgstr "\x1b[2J"', 2, "invisible character U+001B"),
    ("a next-line character", 'msgid "a"\nmsgstr "b\u0085c"', 2, "invisible character U+0085"),
    ("a line separator", 'msgid "a"\nmsgstr "b\u2028c"', 2, "invisible character U+2028"),
    ("a bidi override", 'msgid "a"\nmsgstr "\u202e999"', 2, "invisible character U+202E"),
    ("a private character", 'msgid "a"\nmsgstr "\ue010"', 2, "invisible character U+E010"),
    ("a byte order mark in the middle", 'msgid "a"\nmsgstr "\ufeffb"', 2, "invisible character U+FEFF"),
    ("a control character in a comment", '# \x07\nmsgid "a"\nmsgstr "b"', 1, "invisible character U+0007"),
    ("a carriage return inside a line", 'msgid "a"\nmsgstr "b\rc"', 2, "invisible character U+000D"),
    ("a Windows line end among others", 'msgid "a"\r\nmsgstr "b"\n', 1, "the line ends unlike line 1"),
    ("a lone surrogate", 'msgid "a"\nmsgstr "\ud800"', 2, 'byte 0xed after "msgstr "" is not UTF-8'),
    # Left over from a merge.
    ("our side of a merge", '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"', 1, '"<<<<<<< HEAD" is left over from a merge'),
    ("the middle of a merge", 'msgid "a"\nmsgstr "b"\n=======\nmsgstr "c"', 3, '"=======" is left over'),
    ("their side of a merge", 'msgid "a"\nmsgstr "b"\n>>>>>>> pl', 3, '">>>>>>> pl" is left over'),
    ("the base of a merge", 'msgid "a"\n||||||| base\nmsgstr "b"', 2, '"||||||| base" is left over'),
)
"""What is wrong, the lines below the header, which of them is to be told, and words of the message."""

HEADERS = (
    ("an empty file", "", 1, "the header is missing"),
    ("only comments", "# hello\n", 1, "the header is missing"),
    ("no header", 'msgid "a"\nmsgstr "b"\n', 1, 'the header is missing; start the file with msgid ""'),
    ("the header below an entry", f'# c\nmsgid "a"\nmsgstr "b"\n\n{HEADER}', 2, "the header is missing"),
    ("a text above the header", f'"a"\n{HEADER}', 1, '"a" has no msgid or msgstr before it; put one before it'),
    ("an obsolete header", re.sub("(?m)^", "#~ ", HEADER.rstrip("\n")), 1, "the header is missing"),
    ("a header in a context", f'msgctxt "c"\n{HEADER}', 1, "the header is missing"),
    (
        "a header without a text",
        'msgid ""\nmsgstr ""\n',
        1,
        'add the line "Content-Type: text/plain; charset=UTF-8\\n"',
    ),
    ("no Language", HEADER.replace("Language: pl", "X-Language: pl"), 1, "the header has no Language"),
    ("another Language", HEADER.replace(": pl", ": de"), 3, 'has "Language: de"; write "Language: pl"'),
    ("an empty Language", HEADER.replace(": pl", ": "), 3, 'has "Language: "; write "Language: pl"'),
    ("a Language in capitals", HEADER.replace(": pl", ": PL"), 3, 'write "Language: pl"'),
    ("a Language that is a path", HEADER.replace(": pl", ": ../../etc/passwd"), 3, 'write "Language: pl"'),
    ("a field name in small letters", HEADER.replace("Language", "language"), 1, "the header has no Language"),
    ("no charset", HEADER.replace("; charset=UTF-8", ""), 5, 'write "Content-Type: text/plain; charset=UTF-8"'),
    ("an unfilled charset", HEADER.replace("UTF-8", "CHARSET"), 5, "charset=CHARSET"),
    ("another charset", HEADER.replace("UTF-8", "ISO-8859-2"), 5, "charset=ISO-8859-2"),
    ("a charset that hides tags", HEADER.replace("UTF-8", "UTF-7"), 5, "charset=UTF-7"),
    ("another type", HEADER.replace("text/plain", "text/html"), 5, "text/html"),
    ("no Plural-Forms", HEADER.replace("Plural-Forms", "X-Plural"), 1, "the header has no Plural-Forms"),
    ("another number of forms", HEADER.replace("nplurals=3", "nplurals=2"), 7, 'has "Plural-Forms: nplurals=2'),
    ("a huge number of forms", HEADER.replace("nplurals=3", "nplurals=99999999999"), 7, "Plural-Forms"),
    ("another rule", HEADER.replace("n==1", "n!=1"), 7, "Plural-Forms"),
    ("another rule for nine hundred and two", HEADER.replace("n%100<12", "n%100<12 && n<900"), 7, "Plural-Forms"),
    ("a rule that divides by nothing", HEADER.replace("n==1", "n/0"), 7, "Plural-Forms"),
    ("a rule that never ends", HEADER.replace("n==1", "(" * 100), 7, "Plural-Forms"),
    ("a rule with another one behind", HEADER.replace(" : 2);", " : 2); plural=0;"), 7, "Plural-Forms"),
    ("a rule with a cut number", HEADER.replace("n%10>", "n%1 0>"), 7, "Plural-Forms"),
    ("a rule that gettext cannot find", HEADER.replace("; plural=", "; plural ="), 7, "Plural-Forms"),
    ("a rule with a hard space", HEADER.replace("n==1", "n\u00a0==1"), 7, "Plural-Forms"),
    ("a rule with a cut sign", HEADER.replace("n==1", "n= =1"), 7, "Plural-Forms"),
    ("code for a rule", HEADER.replace("n==1", "__import__('os')"), 7, "Plural-Forms"),
    ("a field twice", HEADER + '"Language: pl\\n"\n', 8, '"Language: pl" in the header is there twice; keep one'),
    ("a line without a colon", HEADER + '"hello\\n"\n', 8, '"hello" in the header has no colon; write "Name: value"'),
    ("a lost line end in the header", HEADER.replace('pl\\n"', 'pl"'), 3, 'has "Language: plMIME-Version: 1.0"'),
    (
        "a plural header",
        HEADER.replace("msgstr", 'msgid_plural "x"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2]'),
        1,
        "missing",
    ),
    ("a byte order mark", "\ufeff" + HEADER, 1, "the file starts with a byte order mark (BOM)"),
    ("UTF-16", HEADER.encode("utf-16"), 1, "this is text saved as UTF-16"),
    (
        "Latin-2",
        (HEADER + '\nmsgid "a"\nmsgstr "Zadzwoń"\n').encode("iso-8859-2"),
        10,
        'byte 0xf1 after "msgstr "Zadzwo"',
    ),
    ("a cut UTF-8 character", (HEADER + "\n# ń").encode()[:-1], 9, "byte 0xc5"),
    ("an overlong NUL", HEADER.encode() + b"\n# \xc0\x80", 9, "byte 0xc0"),
    ("old Macintosh line ends", HEADER.replace("\n", "\r"), 1, "invisible character U+000D"),
    ("XLIFF", '\n<?xml version="1.0"?>\n<xliff version="1.2">', 1, "this is an XML file, such as XLIFF, not a PO"),
    ("XLIFF behind a byte order mark", '\ufeff<?xml version="1.0"?>', 1, "this is an XML file"),
    ("XLIFF without a declaration", '<xliff version="2.0">', 1, "this is an XML file"),
    ("a web page", "<!DOCTYPE html><title>Login</title>", 1, "this is a web page"),
    ("a web page without a type", "<HTML><body>", 1, "this is a web page"),
    ("a Word document", b"PK\x03\x04\x14\x00\x06\x00", 1, "this is a zipped file"),
    ("an old Excel document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "an old Word or Excel document"),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3", 1, "this is a PDF"),
    ("JSON", '{"a": "b"}', 1, "JSON file"),
    ("a compiled catalogue", b"\xde\x12\x04\x95\0\0\0\0", 1, "this is a compiled MO file"),
    ("too many bytes", HEADER + "#" * PO_BYTES, 1, "the file has more than 5,000,000 bytes"),
    ("too many lines", HEADER + "\n" * PO_LINES, 1, "400,000 lines; split it"),
    (
        "too many entries",
        HEADER + "".join(f'msgid "{n}"\nmsgstr ""\n' for n in range(PO_ENTRIES + 1)),
        8 + 2 * PO_ENTRIES,
        "more than 20,000 entries",
    ),
)
"""What is wrong with a whole file, its text, the line to be told, and words of the message."""


@pytest.mark.parametrize(("body", "line", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_entry_is_refused_with_its_line(body: str, line: int, words: str) -> None:
    """No catalogue comes out, and the first thing told is the fault and its place."""
    catalogue, problems = read(f"{HEADER}\n{body}\n")

    assert catalogue is None
    assert problems[0].line == line + BELOW, problems
    assert words in problems[0].message


@pytest.mark.parametrize(("text", "line", "words"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS])
def test_a_broken_file_is_refused_with_its_line(text: str | bytes, line: int, words: str) -> None:
    """A wrong header, charset, kind or size is told like any other fault."""
    catalogue, problems = read(text)

    assert catalogue is None
    assert problems[0].line == line, problems
    assert words in problems[0].message


@pytest.mark.parametrize("body", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_entry_hides_no_other_fault(body: str) -> None:
    """The faults of a later entry are told in the same run."""
    later = '\n\nmsgid "later"\nmsgstr "\\q"\n'

    _, problems = read(f"{HEADER}\n{body}{later}")

    assert any("\\q" in problem.message or "not UTF-8" in problem.message for problem in problems)


def test_messages_are_written_as_the_project_writes_them() -> None:
    """Each says what to do behind a semicolon, on one line, without a full stop."""
    texts = [*(f"{HEADER}\n{row[1]}\n" for row in BROKEN), *(row[1] for row in HEADERS)]
    messages = {problem.message for text in texts for problem in read(text)[1]}

    for message in messages:
        assert "; " in message
        assert "\n" not in message
        assert not message.endswith(".")


def test_a_hostile_file_gets_no_endless_list() -> None:
    """Faults beyond the first thousand are not told."""
    _, problems = read(HEADER + "x\n" * 5_000)

    assert len(problems) == PO_FAULTS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", [("", ""), ("\n", "\r\n"), ("\n$", ""), ("$", "\n\n"), ("$", "\n# end")], ids=repr)
def test_a_good_file_comes_out_byte_for_byte(path: Path, change: tuple[str, str]) -> None:
    """So it does with Windows line ends, without a last line end, and with more lines at the end."""
    content = re.sub(*change, path.read_bytes().decode(), count=0 if change[0] == "\n" else 1).encode()

    catalogue = accepted(content, LANGUAGES[path])

    assert format_catalogue(catalogue).encode() == content


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_good_file_reads_the_same_with_windows_line_ends(path: Path) -> None:
    """Line ends are no part of an entry."""
    unix, language = path.read_text(encoding="utf-8"), LANGUAGES[path]

    windows = accepted(unix.replace("\n", "\r\n"), language)

    assert vars(windows) | {"newline": "\n"} == vars(accepted(unix, language))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_good_file_reads_as_msgfmt_reads_it(path: Path) -> None:
    """GNU's reader is the judge of what the format means."""
    content = path.read_bytes()

    assert shown(accepted(content, LANGUAGES[path])) == compiled(content)


def shown(catalogue: Catalogue, *, fuzzy: bool = False) -> dict[str, str]:
    """Return the translations that may be shown, under the names that gettext gives them."""
    found: dict[str, str] = {}
    for entry in catalogue.entries:
        if entry.obsolete or (entry.fuzzy and not fuzzy) or not entry.strings[0]:
            continue
        name = f"{entry.key.context}\x04{entry.key.text}" if entry.key.context else entry.key.text
        names = [repr((name, form)) for form in range(len(entry.strings))] if entry.plural else [repr(name)]
        found.update(zip(names, entry.strings, strict=True))
    return found


def compiled(content: bytes) -> dict[str, str]:
    """Return the translations that GNU gettext makes of a catalogue."""
    if not shutil.which("msgfmt"):
        pytest.fail("msgfmt is missing; install it with: apt-get install gettext")
    made = subprocess.run(["msgfmt", "-o", "-", "-"], input=content, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()
    translations = gettext.GNUTranslations(io.BytesIO(made.stdout))
    return {repr(name): text for name, text in vars(translations)["_catalog"].items() if name}


def plain(text: str) -> str:
    """Write a text as PO has it between quotation marks."""
    for character, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(character, escaped)
    return text


TEXTS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cn", "Co", "Cs", "Zl", "Zp"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\ufeff",
    )
    | st.sampled_from('\n\t"\\#~|[]9٣'),
    max_size=30,
).map(lambda text: text.strip("\n"))
KEYS = st.builds(Key, TEXTS, TEXTS.filter(bool))
COMMENTS = st.sampled_from(["", " \t", "#", "# a", "#b", "  # c", "#. n", "#.  m  m ", "#: a.md:1"])


@st.composite
def entry_texts(draw: st.DrawFn, key: Key) -> str:
    """Make an entry as some editor may write it."""
    mark = draw(st.sampled_from(["", "#~ ", "#~", " "]))
    old = draw(st.none() | TEXTS)
    plural = draw(TEXTS)
    words = {"msgctxt": key.context, "msgid": key.text, "msgid_plural": plural}
    lines = [] if old is None else [f'{"#~|" if "~" in mark else "#|"} msgid "{plain(old)}"']
    said = [(word, text) for word, text in words.items() if text]
    said += [(f"msgstr[{form}]" if plural else "msgstr", draw(TEXTS)) for form in range(3 if plural else 1)]
    for word, text in said:
        cut = draw(st.integers(0, len(text)))
        wrapped = ["", text[:cut], text[cut:]] if draw(st.booleans()) else [text]
        lines += [f'{mark}{word} "{plain(wrapped[0])}"', *(f'{mark}"{plain(piece)}"' for piece in wrapped[1:])]
    flags = draw(st.sampled_from([[], ["#, fuzzy"], ["#,c-format,fuzzy "], [" #, no-wrap"], ["#= wrap"]]))
    comments = [*draw(st.lists(COMMENTS, max_size=3)), *flags, *draw(st.lists(COMMENTS, max_size=3))]
    return "".join(f"{line}\n" for line in [*comments, *lines])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Make a good catalogue with any texts."""
    keys = draw(st.lists(KEYS, max_size=6, unique=True))
    return (
        HEADER + "".join(draw(entry_texts(key)) for key in keys) + draw(st.sampled_from(["", "\n", "# end\n", "# end"]))
    )


@settings(max_examples=200, deadline=None)
@given(files(), st.booleans())
def test_any_catalogue_comes_out_byte_for_byte(text: str, windows: bool) -> None:
    """Whatever its texts, comments and line ends are."""
    text = text.replace("\n", "\r\n") if windows else text

    assert format_catalogue(accepted(text)) == text


@settings(max_examples=100, deadline=None)
@given(files(), st.data())
def test_any_catalogue_comes_back_from_what_is_kept(text: str, data: st.DataObject) -> None:
    """Whatever was asked of it before it was kept, and kept once more when only some of it was taken back."""
    read = accepted(text)
    for _ in range(2):
        kept = copy(read)
        keys = [entry.key for entry in read.entries]
        asked = data.draw(st.lists(st.sampled_from(keys), max_size=3)) if keys else []
        for key in asked:
            assert kept.get(key) == read.get(key)
        kept = copy(kept)
        assert (kept, type(kept.entries[0].key) if keys else Key) == (read, Key)
        assert [kept.get(key) for key in keys] == [read.get(key) for key in keys]


@given(files())
def test_any_catalogue_reads_as_msgfmt_reads_it(text: str) -> None:
    """Every text that may be shown is the one that GNU's reader sees; what was made for other English is not shown."""
    catalogue = accepted(text)
    others = [entry for entry in catalogue.entries if entry.made_for != entry.key]
    left_out = shown(catalogue.with_entries(others), fuzzy=True).keys()
    assert shown(catalogue) == {name: said for name, said in compiled(text.encode()).items() if name not in left_out}


@settings(max_examples=200, deadline=None)
@given(files())
def test_any_entry_comes_back_from_obsolete_as_it_was(text: str) -> None:
    """Only the "#." and "#:" lines, which the update writes again, are gone."""
    for entry in accepted(text).entries:
        bare = with_comments(entry, (), ())

        if not entry.obsolete:
            assert revived(as_obsolete(entry)) == bare
        assert as_obsolete(as_obsolete(entry)) == as_obsolete(entry)
        assert revived(revived(entry)) == revived(entry)


@settings(max_examples=200, deadline=None)
@given(files())
def test_any_entry_reads_the_same_once_it_is_obsolete_or_revived(text: str) -> None:
    """What is written can be read, and says the same."""
    old = accepted(text)
    turned = [revived(entry) if entry.obsolete else as_obsolete(entry) for entry in old.entries]

    new = accepted(format_catalogue(old.with_entries(tuple(turned))))

    assert [unplaced(entry) for entry in new.entries] == [unplaced(entry) for entry in turned]


def unplaced(entry: Entry) -> Entry:
    """Return an entry without its line numbers."""
    return entry._replace(line=0, string_lines=())


@settings(max_examples=200, deadline=None)
@given(KEYS, TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3), st.integers(1, 6))
def test_any_new_entry_can_be_read(key: Key, plural: str, notes: list[str], references: list[str], forms: int) -> None:
    """What is written for a new text is what is read from it."""
    plural_forms = f"nplurals={forms}; plural=0;"
    entry = new_entry(key, plural, notes, references, forms)
    made = Catalogue("xx.po", {}, new_header("xx", plural_forms), (entry,))

    problems: list[Problem] = []
    read_again = parse_catalogue("xx.po", format_catalogue(made), "xx", plural_forms, problems)

    assert problems == []
    assert read_again
    assert unplaced(read_again.entries[0]) == unplaced(entry)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_slip_of_a_finger_is_refused_or_reads_as_msgfmt_reads_it(data: st.DataObject) -> None:
    """One character deleted, put in or replaced never makes a text that GNU's reader would not see."""
    text = RICH.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.sampled_from([start, start + 1]))
    typed = data.draw(st.sampled_from(["", *' \t\n\r"\\#~|,.:[]019msgidtrfuzy=ń%']) | st.characters(codec="utf-8"))
    content = f"{text[:start]}{typed}{text[end:]}".encode()

    catalogue, problems = read(content)

    assert (catalogue is None) == bool(problems)
    if catalogue:
        assert format_catalogue(catalogue).encode() == content
        # Flags on two lines, or behind "#=", hold an entry back here but not in every version of msgfmt.
        assert shown(catalogue).items() <= compiled(content).items() <= shown(catalogue, fuzzy=True).items()


def lines_but(entry: Entry, *kinds: str) -> list[str]:
    """Return an entry's lines without those of some kinds."""
    return [line for line in entry.lines if not line.lstrip(" \t").startswith(kinds)]


@settings(max_examples=200, deadline=None)
@given(files(), st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
def test_comments_change_nothing_else(text: str, notes: list[str], references: list[str]) -> None:
    """All other lines stay, in their order; where only one kind changes, the other stays as it is written."""
    old = accepted(text)
    new = [with_comments(entry, notes, references) for entry in old.entries]

    read_again = accepted(format_catalogue(old.with_entries(tuple(new))))

    assert [unplaced(entry) for entry in read_again.entries] == [unplaced(entry) for entry in new]
    for before, after in zip(old.entries, new, strict=True):
        assert lines_but(after, "#.", "#:") == lines_but(before, "#.", "#:")
        assert with_comments(after, notes, references) is after
        assert with_comments(before, before.notes, before.references) is before
        assert lines_but(with_comments(before, before.notes, references), "#:") == lines_but(before, "#:")
        assert lines_but(with_comments(before, notes, before.references), "#.") == lines_but(before, "#.")


COMMENTED = (
    ("none before", ["", 'msgid "a"'], ["", "#. new", "#: new.md", 'msgid "a"']),
    ("below a translator's comment", ["", "# c", 'msgid "a"'], ["", "# c", "#. new", "#: new.md", 'msgid "a"']),
    ("above flags", ["#, fuzzy", '#| msgid "o"'], ["#. new", "#: new.md", "#, fuzzy", '#| msgid "o"']),
    ("above obsolete texts", ["", '#~ msgid "a"'], ["", "#. new", "#: new.md", '#~ msgid "a"']),
    ("in the place of the old", ["#: a.md", "#. b", "# c", "#: d"], ["#: new.md", "#. new", "# c"]),
    ("a note above references", ["#: new.md", 'msgid "a"'], ["#. new", "#: new.md", 'msgid "a"']),
)
"""What is there, the lines of an entry, and the lines with one note and one reference."""


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in COMMENTED], ids=[row[0] for row in COMMENTED])
def test_comments_go_where_gettext_puts_them(before: list[str], after: list[str]) -> None:
    """Notes, then references, above flags and old texts."""
    rest = ["msgid", "msgstr"] if "msgid" not in before[-1] else []
    new = new_entry(Key("", "a"), "", (), (), 1)
    entry = new._replace(notes=("old",), references=("old",), lines=(*before, *rest))

    assert list(with_comments(entry, ["new"], ["new.md"]).lines) == [*after, *rest]


def test_a_comment_is_written_on_one_line() -> None:
    """No text from elsewhere can end a comment and start an entry."""
    entry = new_entry(Key("", "a"), "", ['x\nmsgid "b"\u2028  y', ""], ["a.md\r\nb\0 \\"], 1)

    assert entry.lines == ("", '#. x msgid "b" y', "#.", "#: a.md b", 'msgid "a"', 'msgstr ""')


def test_a_new_entry_has_no_wrapped_text() -> None:
    """Each text is one line, whatever its length and its own line breaks."""
    entry = new_entry(Key("nav", 'a "b"\n' + "c" * 200), "d\t\\", (), (), 2)

    assert entry.lines == (
        "",
        'msgctxt "nav"',
        f'msgid "a \\"b\\"\\n{"c" * 200}"',
        'msgid_plural "d\\t\\\\"',
        'msgstr[0] ""',
        'msgstr[1] ""',
    )
    assert (entry.key, entry.strings, entry.fuzzy, entry.obsolete) == (
        Key("nav", 'a "b"\n' + "c" * 200),
        ("", ""),
        False,
        False,
    )


def test_a_text_with_invisible_characters_is_not_written() -> None:
    """The reader would refuse it, so it is a fault of the caller."""
    with pytest.raises(ValueError, match="a"):
        new_entry(Key("", "a\0"), "", (), (), 1)


def test_obsolete_lines_are_marked_one_by_one() -> None:
    """Comments of translators and flags keep their form, old texts get their own mark."""
    entry = accepted(RICH.read_bytes())[Key("", "Call 999")]

    assert as_obsolete(entry).lines == (
        "",
        "#, fuzzy, no-wrap",
        '#~| msgid "Call 99"',
        '#~ msgid "Call 999"',
        '#~ msgstr "Zadzwoń 999"',
    )
    assert as_obsolete(entry).fuzzy


def test_an_entry_knows_its_places_and_texts() -> None:
    """Wrapped texts are joined, and each string has its line."""
    entry = accepted(RICH.read_bytes())[Key("nav", 'Say "a\\b"')]
    weeks = accepted(RICH.read_bytes())[Key("", "%(n)s week")]

    assert (entry.line, entry.string_lines, entry.strings) == (16, (18,), ('Powiedz "a\\b"\ni 38,5 °C',))
    assert (weeks.line, weeks.string_lines) == (23, (25, 26, 27))
    assert weeks.strings == ("tydzień", "tygodnie", "tygodni")
    assert weeks.flags == {"max-length:40"}


def test_only_live_entries_are_found_by_key() -> None:
    """An obsolete translation is kept but cannot be shown by mistake."""
    catalogue = accepted(RICH.read_bytes())

    assert catalogue.get(Key("", "y")) is None
    assert catalogue.get(Key("nav", "12 weeks")) is None
    assert catalogue[Key("", "12 weeks")].strings == ("12 tygodni",)
    assert [entry.key.text for entry in catalogue.entries if entry.obsolete] == ["y"]


def test_the_header_is_no_entry() -> None:
    """Its fields are kept apart, those of other programs too."""
    catalogue = accepted(RICH.read_bytes())

    assert catalogue.header["X-Generator"] == "Poedit 3"
    assert catalogue.header["Language"] == "pl"
    assert catalogue.get(Key("", "")) is None
    assert catalogue.header_lines[0] == "# Przekład: Anna"


FLAGS = (
    ("#, fuzzy", True),
    ("#,fuzzy", True),
    ("#, c-format, fuzzy", True),
    ("#, fuzzy\n#, c-format", True),
    ("#= fuzzy", True),
    ("#\n#, fuzzy\n", True),
    ("#fuzzy", False),
    ("# fuzzy", False),
    ("#. fuzzy", False),
    ("#,", False),
    ("#, no-wrap,, wrap ,", False),
    ("#, max-length:40, priority: 5, range: 0..9", False),
    ("#, possible-c-format, no-c++-format, ignore-max-length", False),
    ("#, read-only, md-text, safe-html", False),
)
"""Comments above an entry, and whether it is fuzzy."""


@pytest.mark.parametrize(("comment", "fuzzy"), FLAGS)
def test_an_entry_is_fuzzy_if_any_flag_says_so(comment: str, fuzzy: bool) -> None:
    """A flag in a second line or in the newest form counts; a remark does not."""
    entry = accepted(f'{HEADER}\n{comment}\nmsgid "a"\nmsgstr "b"\n').entries[0]

    assert entry.fuzzy is fuzzy


def test_header_fields_may_be_spaced_and_ordered_as_they_like() -> None:
    """Other programs write more or less white space, and more fields."""
    spaced = (
        HEADER.replace("(n==1 ? 0 :", "( n == 1?0 :").replace("charset=UTF-8", "charset=utf-8").replace("; cha", ";cha")
    )
    lines = spaced.splitlines()

    assert accepted("\n".join([*lines[:2], '"X-Empty:\\n"', *reversed(lines[2:]), '"\\n"'])).entries == ()


@pytest.mark.parametrize("code", ["zh-Hans", "zh_Hans"])
def test_a_language_may_be_written_with_either_dash(code: str) -> None:
    """Gettext writes zh_Hans where the Web writes zh-Hans."""
    header = "\n".join(new_header("zh-Hans", PLURALS["zh-Hans"]))

    assert accepted(re.sub("zh.Hans", code, header), "zh-Hans").entries == ()


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && !(n%100>=12 && n%100<=14) ? 1 : 2",
    ],
)
def test_a_plural_rule_may_be_written_otherwise(rule: str) -> None:
    """What counts is which form each number takes: gettext's manual has the first of these for Polish."""
    assert accepted(HEADER.replace(PLURALS["pl"], rule)).entries == ()


def test_a_new_header_is_what_gettext_writes() -> None:
    """No date is in it, so the file changes only when its entries do."""
    assert new_header("fa-AF", "nplurals=2; plural=(n > 1);") == (
        'msgid ""',
        'msgstr ""',
        r'"Language: fa_AF\n"',
        r'"MIME-Version: 1.0\n"',
        r'"Content-Type: text/plain; charset=UTF-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
        r'"Plural-Forms: nplurals=2; plural=(n > 1);\n"',
    )


def test_a_new_entry_in_a_windows_file_gets_its_line_ends() -> None:
    """An update never mixes line ends."""
    old = accepted(HEADER.replace("\n", "\r\n"))

    text = format_catalogue(old.with_entries((new_entry(Key("", "a"), "", ["n"], ["r"], 3),)))

    assert text == (HEADER + '\n#. n\n#: r\nmsgid "a"\nmsgstr ""\n').replace("\n", "\r\n")
    assert accepted(text)[Key("", "a")].notes == ("n",)


HOSTILE = ('#| msgid "x"\n', "#, fuzy\n", '"\n', 'msgid ""\nmsgstr "a:b\\n"\n"a:c\\n"\n', "[", "\\", '"a" ', "#")


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_file_is_refused_in_seconds(unit: str) -> None:
    """Reading takes time in proportion to the file's size."""
    text = f"{HEADER}\n{unit * (PO_BYTES // 2 // len(unit))}"[: PO_BYTES - 1]
    text = "".join(text.splitlines(keepends=True)[:PO_LINES])
    start = time.process_time()

    read(text)

    assert time.process_time() - start < 20


def test_five_thousand_slips_are_refused_or_read_as_msgfmt_reads_them(capsys: pytest.CaptureFixture[str]) -> None:
    """The counts are printed with every run."""
    chance = random.Random(2026)  # noqa: S311 - the same slips each time
    text = RICH.read_text(encoding="utf-8")
    refused = alike = 0
    for _ in range(5_000):
        place = chance.randrange(len(text))
        typed = chance.choice(["", *' \t\n"\\#~|,.:[]019msgidtrfuzy=ń%'])
        content = f"{text[:place]}{typed}{text[place + chance.randrange(2) :]}".encode()
        catalogue, problems = read(content)
        if catalogue is None:
            assert problems
            refused += 1
        else:
            assert shown(catalogue).items() <= compiled(content).items() <= shown(catalogue, fuzzy=True).items()
            alike += 1
    with capsys.disabled():
        print(
            f"\n5,000 slips in a catalogue: {refused:,} refused by file and line, {alike:,} read as msgfmt reads them"
        )
