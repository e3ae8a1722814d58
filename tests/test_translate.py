"""States of translations, and what may be shown."""

import pytest
from conftest import POLISH, polish_catalogue

from sitegen.inline import Inline
from sitegen.model import Segment
from sitegen.pairs import pair_faults
from sitegen.translate import State, isolate_numbers, mark_said, translate


@pytest.mark.parametrize(
    ("entry", "state", "shown"),
    [
        ('msgid "Take {dose.a} every day."\nmsgstr "Bierz {dose.a} codziennie."\n', State.CURRENT, "Bierz"),
        ('#, fuzzy\nmsgid "Take {dose.a} every day."\nmsgstr "Bierz {dose.a} codziennie."\n', State.FUZZY, "Take"),
        ('msgid "Take {dose.a} every day."\nmsgstr ""\n', State.MISSING, "Take"),
        ('msgid "Take {dose.a} each day."\nmsgstr "Bierz {dose.a} codziennie."\n', State.MISSING, "Take"),
        ('msgid "Take {dose.a} every day."\nmsgstr "Bierz 400 codziennie."\n', State.INVALID, "Take"),
        ('msgid "Take {dose.a} every day."\nmsgstr " "\n', State.INVALID, "Take"),
        ('msgid "Take {dose.a} every day."\nmsgstr "{dose.a}."\n', State.INVALID, "Take"),
        ('msgid "Take {dose.a} every day."\nmsgstr "TODO"\n', State.INVALID, "Take"),
        ('#~ msgid "Take {dose.a} every day."\n#~ msgstr "Bierz {dose.a} codziennie."\n', State.MISSING, "Take"),
    ],
)
def test_only_a_current_translation_is_shown(entry: str, state: State, shown: str) -> None:
    """Anything else shows the English."""
    found = translate(Segment.of("Take {dose.a} every day.", "paragraph", 1), POLISH, polish_catalogue(entry), Inline())
    assert found.state is state
    assert found.text.startswith(shown)
    assert found.english == (state is not State.CURRENT)


@pytest.mark.parametrize(
    ("english", "translation", "words"),
    [
        ("Phone {contact.a}", "Zadzwoń", "{contact.a} is missing"),
        ("Phone {contact.a}", "Zadzwoń {contact.a} {contact.a}", "{contact.a} is not in the English, or there more"),
        ("Phone {contact.a}", "Zadzwoń {contact.b}", "{contact.b} is not in the English"),
        ("See [more]({1})", "Zobacz więcej", "{1} is missing"),
        ("See [more]({1})", "Zobacz [więcej]({1}) i [to](https://evil.example)", "link or picture of its own"),
        ("See [more]({1})", "Zobacz [więcej](javascript:alert({1}))", "link or picture of its own"),
        ("Rest", "<script>alert(1)</script>", "HTML is not allowed"),
        ("Rest", "![x](https://evil.example/x.svg)", "inside a sentence"),
        ("Rest", "`Odpocznij`", "code is not allowed"),
        ("Rest", "Odpocznij {: onclick=x }", "attribute list"),
    ],
)
def test_a_translation_cannot_bring_links_markup_or_other_tokens(english: str, translation: str, words: str) -> None:
    """What a reader can follow or press comes from the English alone."""
    assert any(words in fault for fault in pair_faults(english, translation, POLISH, Inline()))


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Phone {contact.a} or see [more]({1}).", "Zobacz [więcej]({1}) albo zadzwoń: {contact.a}."),
        ("It is **not** late.", "**Nie** jest późno."),
        ('Say: "Stop."', "Powiedz: „Stop”."),
    ],
)
def test_a_good_translation_may_change_the_order(english: str, translation: str) -> None:
    """Languages put words in other places."""
    assert not list(pair_faults(english, translation, POLISH, Inline()))


@pytest.mark.parametrize(
    ("html", "isolated"),
    [
        ("بين 16–24 أسبوعًا", ["16–24"]),
        ("من 11+2 إلى 14+1", ["11+2", "14+1"]),
        ("الهاتف 01632 960101 الآن", ["01632 960101"]),
        ("+44 1634 825100", ["+44 1634 825100"]),
        ("الساعة 9:30", ["9:30"]),
        ("في 24/11/2026", ["24/11/2026"]),
        ("الجرعات 0.5", ["0.5"]),
        ("خذي 2 من 3", []),
        ("16, 24", []),
        ('<a href="x-1-2/3">3</a>', []),
    ],
)
def test_number_runs_keep_their_order_in_right_to_left_text(html: str, isolated: list[str]) -> None:
    """A phone number or range would show its parts in the wrong order; lists of numbers are left alone."""
    expected = html
    for run in isolated:
        expected = expected.replace(run, f'<bdi dir="ltr">{run}</bdi>')

    assert isolate_numbers(html) == expected


def test_what_people_say_to_staff_in_english_is_marked_as_english() -> None:
    """Only in quotation marks: a word of the language may be written alike."""
    html = "Nie mów „no”. Powiedz: „Help me, please” (pomocy). To nowy dom, no."

    assert mark_said(html, 'Do not say "no". Say: "Help me, please".') == (
        'Nie mów „<span lang="en" dir="ltr">no</span>”. '
        'Powiedz: „<span lang="en" dir="ltr">Help me, please</span>” (pomocy). To nowy dom, no.'
    )
    assert mark_said("Powiedz: tak.", 'Say: "yes".') == "Powiedz: tak."
    assert mark_said("Zadzwoń: Voices (Kent).", "Phone Voices (Kent).") == "Zadzwoń: Voices (Kent)."
    for html, english in [("„nowy” dom", 'Say "no".'), ('<a href="no">x</a>', 'Say "no".'), ("„a\\1”", 'Say "b\\1".')]:
        assert mark_said(html, english) == html
    assert mark_said("„a\\1”", 'Say "a\\1".') == '„<span lang="en" dir="ltr">a\\1</span>”'
