"""What a pack for translators says besides its texts: the README and the glossary."""

import csv
import io

from sitegen.glossary import Glossary
from sitegen.model import Language

KEEP_NOTE = "Keep it as it is in English"

_COLUMNS = ("source", "target", "translator_comments")
"""The Translate Toolkit and Weblate know these names; OmegaT takes the columns in this order, whatever their names."""

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel does not read a table as UTF-8."""

_README = """\
Texts for translation into {language}
{line}

There is a PO file and an XLIFF file (.xlf) of each part of the site. Both say the same: use the one that your
program opens, and send that one back. Its name does not matter. Do not change the English or the ids.
{glossary}
What the notes of a text say

Place        "Vitamins > How much to take · item" means: on the page Vitamins, under the heading How much to take, a
             point of a list. "alt" is what a screen reader says for a picture; "title" and "description" are shown
             by search engines too. A text that stands in several places has a note for each. The file that it comes
             from is named too.
Tokens       What stands on the site in the place of each token.
Exported as  Says which translation the text had when it was sent to you, so that newer work is not lost. Leave it.
Cannot be shown
             Says what is wrong with the translation; see below.

What to do with what stands in the texts

Tokens       Keep every token, such as {{dose.folic_acid}} or {{count}}, letter by letter, and as often as in the
             English. The site puts a number, a name or a telephone number there; the notes say which. A token may
             stand elsewhere in the sentence. Only a plural form may leave out {{count}}.
Links        [words]({{1}}) is a link. Translate the words in the square brackets; keep ({{1}}) directly behind them.
Bold words   Two stars stand on each side of **bold words**, one on each side of *stressed words*. Mark the same
             words in your language.
Numbers      Write every number of the English, in digits, with its unit, and no other number. Telephone numbers stay
             digit by digit, in the digits 0 to 9. Web and e-mail addresses stay letter by letter.
New lines    Where the English has a new line, put one in your text too.
Plurals      A text with a count has several forms; the notes in the XLIFF file say for which numbers. Fill them all.

What is not finished

A translation that is there already may need your work. Mostly it was made for another English text: then the lines
with #| (in PO) or a note (in XLIFF) show that text. Or it cannot be shown: then a note says why. Or somebody was not
sure of it.

PO           Such a text is marked "fuzzy". Correct it and take the mark away. A text that keeps its mark is not
             taken in.
XLIFF        Its target has the state "needs-review-translation". Correct it and set the state to "translated". A
             target that still needs review is not taken in.

Leave empty what you do not translate. What cannot be taken in is sent back to you with the reason, text by text. So is
a text whose translation somebody else changed after this pack was made: then both have to be compared.
"""

_GLOSSARY = """
Glossary

{name} has the terms that were agreed on: the English, the translation and a note. It opens in a spreadsheet
program, and OmegaT, Weblate and other translators' programs can take it in. Three dots (…) stand for the ending that
the sentence needs. A stroke (/) stands between words that are equally good. Do not translate names with the note
"{keep}".
"""


def pack_readme(language: Language, glossary: str) -> str:
    """Return what a translator has to know; `glossary` is the name of the glossary's file, empty for none."""
    title = f"Texts for translation into {language.english_name}"
    told = _GLOSSARY.format(name=glossary, keep=KEEP_NOTE) if glossary else ""
    return _README.format(language=language.english_name, line="=" * len(title), glossary=told)


def glossary_table(glossary: Glossary) -> str:
    """Return a glossary as comma-separated values in the order of its terms; nothing for one without terms.

    >>> from sitegen.glossary import Term
    >>> print(glossary_table(Glossary((Term("midwife", (("położn",),), False, "", 1),)))[1:], end="")
    "source","target","translator_comments"
    "midwife","położn…",""
    """
    if not glossary.terms:
        return ""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for term in sorted(glossary.terms, key=lambda term: (term.term.casefold(), term.term)):
        words = " / ".join(" ".join(f"{stem}…" for stem in each) for each in term.stems)
        notes = (KEEP_NOTE if term.keep else "", term.note)
        writer.writerow((term.term, term.term if term.keep else words, ". ".join(filter(None, notes))))
    return _BYTE_ORDER_MARK + table.getvalue()
