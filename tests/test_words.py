"""Words that some pages explain are explained on every page where they stand."""

import re
from pathlib import Path

import html5lib
import polib
import pytest
from conftest import change

from sitegen.cli import main
from sitegen.environment import make_environment
from sitegen.pipeline import build, read_project
from sitegen.problems import DONE, SiteError
from sitegen.project import Project
from sitegen.slots import Own
from sitegen.voice import Voice
from sitegen.words import words_by_page

PAGE = """---
title: Words
description: What words mean.
---
midwife
:   Looks after you.

baby
:   A small person. See [help](now.md).
"""


@pytest.fixture
def explaining(small: Path) -> Path:
    """Give the small site with a page that explains words."""
    (small / "content/help/words.md").write_text(PAGE, "utf-8")
    change(small / "content/site.yaml", "sections:", "words_pages:\n  - help/words.md\nsections:")
    return small


def words_on(root: Path, path: str) -> list[str]:
    """Return the words that are explained on a page."""
    return [word.english for word in words_by_page(read_project(root)).get(path, ())]


def test_a_page_explains_the_words_that_stand_on_it(explaining: Path) -> None:
    """In the order of the page that explains them."""
    assert words_on(explaining, "content/help/now.md") == ["midwife", "baby"]
    assert words_on(explaining, "content/lessons/one.md") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your MIDWIFE comes.", ["midwife"]),
        ("The midwives and the babies.", ["midwife", "baby"]),
        ("A babysitter, a midwifery team.", []),
    ],
)
def test_a_word_is_found_as_a_whole_small_or_capital_one_or_many(explaining: Path, text: str, found: list[str]) -> None:
    """Not inside another word."""
    path = explaining / "content/lessons/one.md"
    path.write_text(f"---\ntitle: One\ndescription: First.\n---\n## Aim {{#aim}}\n\n{text}\n", "utf-8")

    assert words_on(explaining, "content/lessons/one.md") == found


def test_the_page_that_explains_words_does_not_repeat_itself(explaining: Path) -> None:
    """Its own words stand there already."""
    assert words_on(explaining, "content/help/words.md") == []


def test_a_words_page_that_is_missing_or_explains_nothing_is_told(explaining: Path) -> None:
    """With file and line."""
    change(explaining / "content/site.yaml", "help/words.md", "help/word.md\n  - lessons/two.md")

    with pytest.raises(SiteError) as told:
        read_project(explaining)
    assert "content/site.yaml:" in str(told.value)
    assert '"words_pages" has content/help/word.md, which is missing' in str(told.value)
    assert "content/lessons/two.md:1: this page explains words, and has no list of them" in str(told.value)


MACHINE = "machine draft edited"


@pytest.fixture
def signed(explaining: Path) -> Path:
    """Give that site with the words in its pages, all of it a machine's in Arabic but a page that a person checked."""
    change(explaining / "templates/page.html", "{{ page.foot.dates }}", "{{ page.foot.words }}{{ page.foot.dates }}")
    component = explaining / "templates/components/words-explained.html"
    first = component.read_text("utf-8").partition("\n")[0]
    change(component, first, f"{first}<i>{{{{ unchecked }}}}</i>")
    languages = explaining / "locales/languages.yaml"
    head, arabic, rest = languages.read_text("utf-8").partition("\nar:")
    languages.write_text(head + arabic + rest.replace("origin: human", f"origin: {MACHINE}", 1), "utf-8")
    assert main(["update", "--root", str(explaining)]) == DONE
    catalogue = polib.pofile(str(explaining / "locales/ar/LC_MESSAGES/help.po"))
    for entry in catalogue.untranslated_entries():
        entry.msgstr = f"بالعربية: {entry.msgid}"
    catalogue.save()
    assert main(["sign", "ar", "help/now", "--checked-by", "Amal", "--root", str(explaining)]) == DONE
    return explaining


def note_on(root: Path, output: Path, path: str) -> str:
    """Build, and return what a page says beside its words about who translated them."""
    build(root, output)
    return (output / path).read_text("utf-8").partition("<i>")[2].partition("</i>")[0]


def test_a_checked_page_says_that_nobody_checked_its_words(signed: Path, tmp_path: Path) -> None:
    """They are another page's; where the page itself says that a machine made it, once is enough."""
    assert note_on(signed, tmp_path / "site", "ar/help/now/index.html") == MACHINE
    assert main(["sign", "ar", "help/words", "--checked-by", "Amal", "--root", str(signed)]) == DONE
    assert note_on(signed, tmp_path / "site", "ar/help/now/index.html") == ""
    change(signed / "content/help/words.md", "midwife\n:", "midwives\n:")
    assert note_on(signed, tmp_path / "site", "ar/help/now/index.html") == MACHINE
    change(signed / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    assert note_on(signed, tmp_path / "site", "ar/help/now/index.html") == ""


def test_words_in_english_need_no_such_note(signed: Path, tmp_path: Path) -> None:
    """No machine translated them."""
    catalogue = polib.pofile(str(signed / "locales/ar/LC_MESSAGES/help.po"))
    for entry in catalogue:
        entry.msgstr = "" if entry.msgid.startswith(("Looks after", "A small person")) else entry.msgstr
    catalogue.save()
    change(signed / "content/help/now.md", "Midwife\n:   Looks after you.", "Midwife\n:   Looks after all of you.")
    assert main(["update", "--root", str(signed)]) == DONE
    catalogue = polib.pofile(str(signed / "locales/ar/LC_MESSAGES/help.po"))
    (entry,) = [entry for entry in catalogue if entry.msgid == "Looks after all of you."]
    entry.msgstr, entry.flags = f"بالعربية: {entry.msgid}", []
    catalogue.save()
    assert main(["sign", "ar", "help/now", "--checked-by", "Amal", "--root", str(signed)]) == DONE
    assert note_on(signed, tmp_path / "site", "ar/help/now/index.html") == ""


def test_the_note_beside_words_is_the_one_of_pages(real: Project) -> None:
    """In the reader's language, inside the list that opens."""
    environment = make_environment(real.templates)
    english, polish = (Voice(real, lambda: environment, language) for language in real.languages[:2])
    words = ((Own("położna"), Own("x")),)
    for unchecked in ("machine draft", "machine draft edited"):
        html = str(polish.draw("words-explained", words, "none", unchecked))
        (note,) = re.findall('<p class="app-notice">.*</p>', html)
        assert note in str(polish.draw("notices", None, "none", "none", unchecked))
        assert note not in str(english.draw("words-explained", words, "none", unchecked))
    assert "app-notice" not in str(polish.draw("words-explained", words, "none", ""))


def test_each_language_explains_words_in_its_own(built: Path) -> None:
    """As the page that explains them says it there; links lead on from the page where it stands."""
    for code, word in {"en": "midwife", "pl": "położna", "ar": "القابلة", "ne": "मिडवाइफ"}.items():
        html = (built / code / "pregnancy/booking/index.html").read_text("utf-8")
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        (block,) = (element for element in tree.iter("details") if "app-words" in (element.get("class") or ""))
        terms = ["".join(term.itertext()) for term in block.iter("dt")]

        assert any(word in term for term in terms), (code, terms)
        assert len(terms) == len(list(block.iter("dd")))
