"""Which removed translation a new text starts from, and which never."""

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.entries import Catalogue, Entry, as_obsolete, format_catalogue, new_entry, new_header, with_translation
from sitegen.languages import load_languages
from sitegen.matching import replaced_slots, same_meaning, suggest
from sitegen.meaning import changed_meaning, known_words, more_than_spelling
from sitegen.model import Key
from sitegen.problems import Problem

POLISH = next(language for language in load_languages(PROJECT, []) if language.code == "pl")
HEADER = new_header("pl", POLISH.plural_forms)
KNOWN = known_words(["A separate heartbeat in the room."])


def entry(text: str, context: str = "", made_for: Key | None = None) -> Entry:
    """Return a translated entry; a suggestion if it was made for another text."""
    return with_translation(new_entry(Key(context, text), "", [], [], 1), f"pl {text}", made_for)


def read(*entries: Entry) -> Catalogue:
    """Return a catalogue of these entries as read from its file."""
    problems: list[Problem] = []
    text = format_catalogue(Catalogue("a.po", {}, HEADER, entries))
    catalogue = parse_catalogue("a.po", text, "pl", POLISH.plural_forms, problems)
    assert catalogue, problems
    assert format_catalogue(catalogue) == text
    return catalogue


def suggested(old: list[Entry], new: list[Key]) -> dict[str, str]:
    """Return the text whose translation each new text is offered."""
    there = {entry.key for entry in old}
    found = suggest(old, new, [key for key in new if key not in there])
    return {key.text: entry.key.text for key, entry in found.items()}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Take 400 micrograms.", "Take 500 micrograms.", 'the number "400" is now "500"'),
        ("Take 2 in week 8.", "Take 8 in week 2.", 'the number "2" is now "8"'),
        ("Take 2.5 ml.", "Take 25 ml.", 'the number "2.5" is now "25"'),
        ("Add 1½ cups.", "Add 1¼ cups.", 'the number "½" is now "¼"'),
        ("Take one tablet.", "Take two tablets.", 'the number "one" is now "two"'),
        ("In the first hour.", "In the second hour.", 'the number "first" is now "second"'),
        ("Take 5 mg.", "Take 5 µg.", 'the unit "mg" is now "μg"'),
        ("Take 5 mg.", "Take 5 g.", 'the unit "mg" is now "g"'),
        ("Over 38°C.", "Over 38°F.", 'the unit "c" is now "f"'),
        ("At 8am, phone.", "At 8pm, phone.", 'the unit "am" is now "pm"'),
        ("Costs £5.", "Costs €5.", 'the unit "£" is now "€"'),
        ("You can drink.", "You cannot drink.", 'the negation "not" is new'),
        ("You can drink.", "You can’t drink.", 'the negation "not" is new'),
        ("You should drive.", "You shouldn't drive.", 'the negation "not" is new'),
        ("Stop the medicine.", "Start the medicine.", 'the negation "stop" is gone'),
        ("With a doctor.", "Without a doctor.", 'the negation "without" is new'),
        ("This is safe.", "This is unsafe.", 'the negation "unsafe" is new'),
        ("A painful birth.", "A painless birth.", 'the negation "painless" is new'),
        ("It is possible.", "It is impossible.", '"possible" is now "impossible"'),
        ("A prenatal test.", "A postnatal test.", '"prenatal" is now "postnatal"'),
        ("Hypertension is common.", "Hypotension is common.", '"hypertension" is now "hypotension"'),
        ("Call before birth.", "Call after birth.", 'the time or quantity word "before" is now "after"'),
        ("From 12 weeks.", "By 12 weeks.", 'the time or quantity word "from" is now "by"'),
        ("Eat more fruit.", "Eat less fruit.", 'the time or quantity word "more" is now "less"'),
        ("Every day.", "Every week.", 'the time or quantity word "day" is now "week"'),
        ("Phone now.", "Phone soon.", 'the time or quantity word "now" is now "soon"'),
        ("Phone {contact.a}.", "Phone {contact.b}.", 'the token "{contact.a}" is now "{contact.b}"'),
        ("Phone {contact.a}.", "Phone.", 'the token "{contact.a}" is gone'),
        ("See [more]({1}).", "See [more]({1}) [here]({2}).", 'the link "{2}" is new'),
        ("Not after 12 weeks.", "After 12 weeks, not.", "its numbers, tokens and words of time stand in another order"),
    ],
)
def test_what_a_dose_or_a_warning_hangs_on_is_no_small_change(old: str, new: str, reason: str) -> None:
    """No translation is offered or carried over, in either direction."""
    assert changed_meaning(old, new) == reason
    assert changed_meaning(new, old)
    assert more_than_spelling(old, new, KNOWN) == reason
    assert not suggested([entry(old)], [Key("", new)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Recieve care at home.", "Receive care at home."),
        ("Take it every 2 week", "Take it every 2 weeks."),
        ("You cannot smoke here.", "You can not smoke here."),
        ("You don't need it.", "You don’t need it."),
        ("Take 400micrograms.", "Take 400 micrograms."),
        ("For 16-24 weeks.", "For 16–24 weeks."),
        ("Health care for you.", "Healthcare for you."),
        ("Talk to the the midwife.", "Talk to the midwife."),
        ("Talk to your midwife.", "Please **talk** to the midwife!"),
        ("See [the leaflett]({1}).", "See [the leaflet]({1})."),
        ("Find good accomodation.", "Find good accommodation."),
        ("A seperate room.", "A separate room."),
        ("Your babys heartbeet.", "Your babys heartbeat."),
        ("Sit in teh room.", "Sit in the room."),
    ],
)
def test_mended_spelling_is_no_change(old: str, new: str) -> None:
    """Neither are punctuation, emphasis, plural endings behind a number, and small words."""
    assert not more_than_spelling(old, new, KNOWN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You can see the baby's head.", "You can see the baby's hand."),
        ("Take chlorphenamine.", "Take chlorpromazine."),
        ("Take prednisone.", "Take prednisolone."),
        ("A light rash.", "A slight rash."),
        ("Do not eat raw fish.", "Do not eat row fish."),
        ("Turn off the heating.", "Turn of the heating."),
        ("Lie on your side.", "Lie on your slide."),
        ("Drink a litle.", "Drink a litre."),
        ("A loose blanket.", "A lose blanket."),
        ("A separate room.", "A seperate room."),
        ("Separates rooms.", "Seperates rooms."),
        ("Take the tablet.", "Take the tablets."),
        ("A zopiclane.", "A zopiclone."),
        ("Sit in hte room.", "Sit in the room."),
        ("Hello nurse recieve.", "Hello receive."),
        ("You may be sick.", "You maybe sick."),
        ("When ever it hurts.", "Whenever it hurts."),
        ("You shoud rest.", "You should rest."),
    ],
)
def test_another_word_is_no_mended_spelling_however_alike(old: str, new: str) -> None:
    """Only a slip is: one letter, in a word that stands nowhere else, of which a rarer word comes by two ways alone."""
    assert more_than_spelling(old, new, KNOWN)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("You should rest.", "You must rest.", 'the word "should" is now "must"'),
        ("Give breast milk.", "Give bottle milk.", 'the word "breast" is now "bottle"'),
        ("Fever and pain.", "Fever or pain.", 'the word "and" is now "or"'),
        ("Phone us.", "Phone us if worried.", 'the word "if worried" is new'),
        ("Very hot food.", "Hot food.", 'the word "very" is gone'),
        (
            "[Milk]({1}) and [bread]({2})",
            "[Bread]({1}) and [milk]({2})",
            'the link {1} has the words "bread", not "milk"',
        ),
    ],
)
def test_other_words_are_more_than_spelling_yet_a_suggestion_may_help(old: str, new: str, reason: str) -> None:
    """A person sees every suggestion; a translation that is carried over nobody sees."""
    assert more_than_spelling(old, new, KNOWN) == reason
    assert not changed_meaning(old, new)


def test_a_word_that_stands_elsewhere_is_no_slip() -> None:
    """The English itself says which words there are."""
    old, new = "Keep a diery.", "Keep a diary."
    assert more_than_spelling(old, new, known_words([])) == 'the word "diery" is now "diary"'
    assert not more_than_spelling(old, new, known_words(["Your diary."]))
    assert more_than_spelling(old, new, known_words(["Your diary.", "Two dierys."])) == (
        'the word "diery" is now "diary", and other English has it as it was'
    )


A, B, C, D, E, F = (Key("", letter) for letter in "abcdef")


@pytest.mark.parametrize(
    ("old", "new", "slots"),
    [
        ([A, B, C], [A, D, C], {D: B}),
        ([A, B], [D, B], {D: A}),
        ([A, B], [A, D], {D: B}),
        ([A, B, C, D], [A, E, F, D], {E: B, F: C}),
        ([A, B, C], [A, D, E, C], {}),
        ([A, B, C, D], [C, D, A, E], {E: B}),
        ([A, B, C], [C, D, A], {}),
        ([A], [B], {B: A}),
        ([A], [A], {}),
        ([], [A], {}),
    ],
)
def test_a_slot_is_known_by_its_neighbours(old: list[Key], new: list[Key], slots: dict[Key, Key]) -> None:
    """Also when other texts were moved; where the numbers differ nobody can know."""
    assert replaced_slots(old, new) == slots


FRUIT = "Eat plenty of fresh fruit and vegetables."
HELP = "Your midwife helps you with feeding your baby."


def test_the_replaced_slot_comes_first() -> None:
    """In its place a text may differ much; elsewhere it must be alike; in no place may it be another matter."""
    changed = "Eat fresh fruit with your breakfast."
    old = [entry("The first text here"), entry(FRUIT), entry("The last text here")]
    first, last = old[0].key, old[2].key

    assert suggested(old, [first, Key("", changed), last]) == {changed: FRUIT}
    assert suggested(old, [first, last, Key("", HELP), Key("", changed)]) == {}
    assert suggested(old, [first, Key("", HELP), last]) == {}


def test_a_split_text_helps_both_parts() -> None:
    """The translator keeps in each what belongs there."""
    parts = ["Eat plenty of fresh fruit.", "Eat plenty of vegetables."]
    assert suggested([entry(FRUIT)], [Key("", part) for part in parts]) == dict.fromkeys(parts, FRUIT)


def test_a_text_that_moved_and_changed_is_found_by_its_rare_words() -> None:
    """Many texts share "your baby"; few share what a text is about."""
    rooms = ["warm", "big", "small", "bright", "high", "low", "blue", "green", "red", "old", "new", "quiet"]
    old = [entry(f"Your baby is with you in the {word} room.") for word in rooms]
    new = Key("", "Your baby is with you in the calm and quiet room.")
    assert suggested([*old, entry(HELP)], [entry(HELP).key, new]) == {new.text: old[-1].key.text}


def test_a_short_text_is_compared_by_its_letters() -> None:
    """One word is half of it."""
    new = [Key("", "Vitamine D"), Key("", "Bread")]
    assert suggested([entry("Vitamin D")], new) == {"Vitamine D": "Vitamin D"}


def test_living_texts_are_never_offered() -> None:
    """A text beside another says something else, or it would not be there."""
    old = entry(HELP)
    assert not suggested([old], [old.key, Key("", HELP.replace("feeding", "bathing"))])


def test_a_text_that_went_earlier_is_offered_too() -> None:
    """A page that was away for a month comes back mended."""
    changed = HELP.replace("feeding", "bathing")
    assert suggested([as_obsolete(entry(HELP))], [Key("", changed)]) == {changed: HELP}


def test_the_same_context_goes_first_and_another_only_if_it_is_alone() -> None:
    """Short texts differ with their role in some languages."""
    cell, item, heading = (entry("Cow's milk", context) for context in ("cell", "item", "heading"))
    new = Key("heading", "Cow milk")

    assert suggest([cell, heading, item], [new], [new]) == {new: heading}
    assert suggest([entry(FRUIT), cell, entry(HELP)], [new], [new]) == {new: cell}
    assert suggest([entry(FRUIT), cell, item], [new], [new]) == {new: cell}, "their translations are the same"
    assert suggest([cell], [new], [new]) == {new: cell}
    assert suggest([entry(FRUIT), cell, item._replace(strings=("other",))], [new], [new]) == {}


def test_the_replaced_slot_may_have_another_context() -> None:
    """Its place makes it the only one."""
    first, last = entry("The first text here"), entry("The last text here")
    cell, item = entry("Cow's milk", "cell"), entry("Cow's milk", "item")._replace(strings=("other",))
    new = Key("heading", "Cow milk")
    assert suggest([first, item, last, cell], [first.key, new, last.key], [new]) == {new: item}


def test_easy_read_and_standard_texts_do_not_share() -> None:
    """They are different languages to their readers."""
    new = Key("easy-read", HELP)
    assert not suggest([entry(HELP)], [new], [new])
    assert not suggest([entry(HELP, "easy-read")], [Key("", HELP)], [Key("", HELP)])
    assert "do not share" in str(same_meaning(read(entry(HELP), untranslated(new)), Key("", HELP), new, KNOWN))


def test_plural_and_unfinished_entries_are_not_offered() -> None:
    """There is nothing to start from."""
    new = Key("", "{count} pages here")
    plural = new_entry(Key("", "{count} page here"), "{count} pages here", [], [], 3)
    assert not suggest([plural, untranslated(Key("", "{count} pages are here"))], [new], [new])


def test_the_english_that_a_translation_was_made_for_counts_too() -> None:
    """A suggestion that a translator did not confirm still has yesterday's dose."""
    old = entry("Take three tablets with some water.", made_for=Key("", "Take two tablets with some water."))
    assert not suggested([old], [Key("", "Take three tablets with clean water.")])


def untranslated(key: Key) -> Entry:
    """Return an entry that nobody has translated."""
    return new_entry(key, "", ["A note"], ["a.md"], 1)


def test_same_meaning_carries_a_finished_translation_over() -> None:
    """The new text is finished, the old one keeps its entry, and the file is sound."""
    old, new = Key("", "Recieve care at home."), Key("", "Receive care at home.")
    for target in (untranslated(new), with_translation(untranslated(new), f"pl {old.text}", old)):
        for source in (entry(old.text), as_obsolete(entry(old.text))):
            changed = same_meaning(read(target, source), old, new, KNOWN)
            assert isinstance(changed, Catalogue)
            assert read(*changed.entries)[new].strings == (f"pl {old.text}",)
            assert not read(*changed.entries)[new].fuzzy
            assert "#|" not in format_catalogue(changed)
            assert [found.key for found in changed.entries] == [new, old]


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (untranslated(A), untranslated(B), '"a" has no finished translation'),
        (entry("a", made_for=C), untranslated(B), '"a" has no finished translation'),
        (entry("c"), untranslated(B), '"a" has no finished translation'),
        (entry("a"), untranslated(C), '"b" is not in the catalogue; run "python build.py update" first'),
        (entry("a"), as_obsolete(entry("b")), '"b" is not in the catalogue'),
        (entry("a"), entry("b"), '"b" has a translation of its own'),
        (entry("a"), entry("b", made_for=A), '"b" has a translation of its own'),
        (entry("a"), new_entry(B, "bs", [], [], 3), '"b" has plural forms'),
    ],
)
def test_same_meaning_says_why_it_cannot(source: Entry, target: Entry, reason: str) -> None:
    """And overwrites nobody's words."""
    assert str(same_meaning(read(source, target), A, B, KNOWN)).startswith(reason)


def test_same_meaning_refuses_another_dose() -> None:
    """Only a translator can see whether a translation still fits."""
    old, new = Key("", "Take 2 tablets."), Key("", "Take 3 tablets.")
    reason = 'the number "2" is now "3"; a translator has to look at it'
    assert same_meaning(read(entry(old.text), untranslated(new)), old, new, KNOWN) == reason


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("No, alcohol is safe.", "No alcohol is safe."),
        ("Do not **stop**. Take your tablets.", "Do not stop, take your tablets."),
        ("Do **not** eat raw eggs.", "Do not eat **raw** eggs."),
        ("Do not eat (raw) eggs.", "Do not eat raw eggs."),
    ],
)
def test_same_meaning_refuses_other_punctuation_beside_a_negation(was: str, now: str) -> None:
    """What is denied may be another thing; without one a comma may be mended."""
    old, new = Key("", was), Key("", now)
    assert "its commas, stops or stars stand elsewhere" in str(
        same_meaning(read(entry(was), untranslated(new)), old, new, KNOWN)
    )
    old, new = Key("", "Rest, and drink water."), Key("", "Rest and drink water.")
    assert isinstance(same_meaning(read(entry(old.text), untranslated(new)), old, new, KNOWN), Catalogue)


def test_same_meaning_refuses_other_letters_in_a_safety_text() -> None:
    """There a translator looks at every word; at punctuation nobody has to."""
    old, new = Key("", "Recieve care at home."), Key("", "Receive care at home.")
    catalogue = read(entry(old.text), untranslated(new))
    reason = 'it is a safety text, and the word "recieve" is now "receive"; a translator has to look at it'
    assert same_meaning(catalogue, old, new, KNOWN, critical=True) == reason
    stop = Key("", f"{old.text[:-1]}!")
    catalogue = read(entry(old.text), untranslated(stop))
    assert isinstance(same_meaning(catalogue, old, stop, KNOWN, critical=True), Catalogue)


@pytest.mark.parametrize(
    ("flags", "kept"),
    [
        ("#, fuzzy", ""),
        ("#,fuzzy", ""),
        ("#, fuzzy, max-length:40", "#, max-length:40"),
        ("#, no-wrap, fuzzy", "#, no-wrap"),
        ("#, no-wrap,fuzzy , max-length: 40", "#, no-wrap,max-length: 40"),
        ("#, no-wrap\n#, fuzzy", "#, no-wrap"),
        ("#, no-wrap", "#, no-wrap"),
    ],
)
def test_a_confirmed_entry_keeps_its_comments_and_other_flags(flags: str, kept: str) -> None:
    """Only what says that it is not finished goes."""
    lines = ["", "# ask Ewa", "#", "#. note", "#: a.md", *flags.split("\n"), '#| msgid ""', '#| "ol"', '#| "d"']
    lines += ['msgid ""', '"ne"', '"w"', 'msgstr "x"', '"y"']
    text = "\n".join([*HEADER, *lines, ""])
    problems: list[Problem] = []
    found = parse_catalogue("a.po", text, "pl", POLISH.plural_forms, problems)
    assert found, problems
    assert found.entries[0].made_for == Key("", "old")
    assert found.entries[0].fuzzy  # although a tool, or git, took no more than the flag away

    done = with_translation(found.entries[0], 'a "b"\n', None)
    comments = ["", "# ask Ewa", "#", "#. note", "#: a.md", *([kept] if kept else [])]
    assert done.lines == (*comments, 'msgid "new"', 'msgstr "a \\"b\\"\\n"')
    assert "fuzzy" not in done.flags


TEXT = st.text(st.sampled_from('ab \n\t"\\ż{}%#|~'), min_size=1).filter(lambda text: text == text.strip("\n"))


@given(TEXT, TEXT, TEXT, st.sampled_from(["", "cell", 'a "b"']))
def test_any_suggestion_is_read_back_as_it_was_meant(text: str, old: str, string: str, context: str) -> None:
    """Whatever signs are in the texts."""
    made_for = Key(context, old)
    found = read(with_translation(untranslated(Key(context, text)), string, made_for)).entries[0]

    assert (found.key, found.strings, found.fuzzy) == (Key(context, text), (string,), True)
    assert found.made_for == made_for
    assert as_obsolete(found).made_for == made_for
    assert with_translation(found, string, made_for).lines == found.lines
    assert not with_translation(found, string, None).fuzzy
