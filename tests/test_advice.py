"""Advice: what a translator should look at once more, and who has."""

from pathlib import Path

import pytest
from conftest import PROJECT, change

from sitegen.accepted import Acceptances, Advised, advice_digest, open_advice, stale_accepted
from sitegen.advice import KINDS, advice, all_advice, load_accepted
from sitegen.chapters import translate_all
from sitegen.glossary import Glossary, load_glossary
from sitegen.languages import load_languages
from sitegen.model import Language, Segment
from sitegen.pipeline import read_project
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.summaries import Renditions

LANGUAGES = {language.code: language for language in load_languages(PROJECT, [])}
GLOSSARIES = {code: load_glossary(PROJECT, language, []) for code, language in LANGUAGES.items()}
OTHER = Language("de", "Deutsch", "German", "ltr", "Latn", "nplurals=2; plural=(n != 1);", "human")
ACCEPTED = "locales/ar/accepted.yaml"
TEXT = "You feel unwell."


def kinds(code: str, english: str, translation: str) -> list[str]:
    """Return the kinds of the advice on a translation, with the project's own glossary."""
    segment = Segment.of(english, "paragraph", 1)
    return [each.kind for each in advice(segment, translation, LANGUAGES[code], GLOSSARIES[code])]


def advised(root: Path) -> list[Advised]:
    """Return the advice on the Arabic of the small site."""
    project = read_project(root)
    glossary = load_glossary(root, LANGUAGES["ar"], [])
    return all_advice(project, translate_all(project), LANGUAGES["ar"], glossary)


def accept(root: Path, digest: str) -> None:
    """Write a file that accepts one advice."""
    item = f'accepted:\n  - kind: script\n    english: "{TEXT}"\n    by: Amal\n    digest: "{digest}"\n'
    (root / ACCEPTED).write_text(item, "utf-8")


@pytest.mark.parametrize(
    ("kind", "code", "english", "translation"),
    [
        ("same as English", "pl", "Back to the top", "Back to the top"),
        ("same as English", "ar", "Ask about RSV.", "Ask about RSV."),
        ("script", "ar", "Rest as much as you can.", "Rest as much as you can, راحة."),
        ("script", "ne", "Rest well", "ठीक Rest well please"),
        ("script", "pl", "Rest well", "Отдыхай"),
        ("length", "pl", "Drink water, rest and ask for help.", "Pij wodę."),
        ("length", "ne", "Drink some water and rest.", "पानी पिउनुहोस् र आराम गर्नुहोस् " * 4),
        ("negation", "pl", "Do not smoke.", "Pal papierosy."),
        ("negation", "pl", "You can’t fly.", "Możesz latać."),
        ("negation", "ar", "Do not smoke.", "دخني."),
        ("negation", "ar", "You have no pain.", "لديك ألم."),
        ("negation", "ne", "Do not smoke.", "चुरोट पिउनुहोस्।"),
        ("negation", "ne", "It is not new.", "यो नयाँ हो।"),
        ("unanswered word", "pl", "Eat before the test.", "Jedz w czasie badania."),
        ("unanswered word", "ar", "Eat after the test.", "كلي قبل الفحص."),
        ("unanswered word", "ne", "Wait until we come.", "पर्खनुहोस्।"),
        ("unanswered word", "pl", "Come straight away.", "Przyjdź."),
        ("unanswered word", "pl", "Take it 3 times a day.", "Przyjmuj 3 razy na tydzień."),
        ("unanswered word", "ro", "Come on Monday.", "Veniți marți."),
        ("unanswered word", "bg", "Wait at least 2 hours.", "Изчакайте до 2 часа."),
        ("unanswered word", "ur", "Take at most 2.", "کم از کم 2 لیں۔"),
        ("unanswered word", "fa", "Take it twice.", "سه بار مصرف کنید."),
        ("unanswered word", "sk", "Only a doctor may give it.", "Môže ho dať lekár."),
        ("order of numbers", "pl", "Take 1 tablet 3 times a day.", "Weź 3 tabletki 1 raz dziennie."),
        ("order of numbers", "ar", "2 cups, then 1 spoon", "ملعقة 1 ثم 2 كوب"),
        ("glossary", "pl", "Ask your midwife.", "Zapytaj lekarza."),
        ("glossary", "ar", "Your waters and your cords.", "المشيمة والحبل السري."),
        ("glossary", "ne", "Ask Thrive for help.", "थ्राइभसँग मद्दत माग्नुहोस्।"),
        ("end punctuation", "ar", "Are you well?", "هل أنت بخير?"),
        ("end punctuation", "ar", "Are you well?", "هل أنت بخير"),
        ("end punctuation", "ne", "You are well.", "तपाईं सन्चै हुनुहुन्छ."),
        ("end punctuation", "pl", "**You are well.**", "**Jest dobrze。**"),
        ("number in words", "pl", "Lesson 2 of {total}", "Lekcja druga z {total}"),
    ],
)
def test_a_translation_to_look_at_again_is_advised(kind: str, code: str, english: str, translation: str) -> None:
    """One reason each, and no other one beside it."""
    assert kinds(code, english, translation) == [kind]


@pytest.mark.parametrize(
    ("code", "english", "translation"),
    [
        ("pl", "Thrive", "Thrive"),
        ("pl", "{hospital.one}, Ashford", "{hospital.one}, Ashford"),
        ("pl", "GP", "GP"),
        ("ar", "Ask for Thrive.", "Thrive"),
        ("ar", "Say: “I do not understand.”", "قولي: «I do not understand.» (أنا غير فاهمة.)"),
        ("ar", "Ask your **midwives**.", "اسألي **القابلات** (midwives)."),
        ("ar", "Go without it.", "اذهبي وبدونه."),
        ("ar", "You have no pain.", "ليس لديكِ ألم."),
        ("ar", "Are you well?", "هل أنت بخير؟"),
        ("ne", "Do not wait.", "नपर्खनुहोस्।"),
        ("ne", "It does not hurt.", "दुख्दैन।"),
        ("ne", "Your labour ward is full.", "वार्ड भरिएको छ।"),
        ("pl", "Look after your baby.", "Dbaj o dziecko."),
        ("pl", "Phone now!", "Zadzwoń natychmiast!"),
        ("pl", "Come straight away.", "Przyjdź od razu."),
        ("pl", "Take no more than 2 a day.", "Bierz do 2 dziennie, nigdy za dużo."),
        ("ne", "Feed 8 times in 24 hours.", "24 घण्टामा 8 पटक खुवाउनुहोस्।"),
        ("bn", "1 in 9 babies", "9 জন বাচ্চার মধ্যে 1 জন"),
        ("pl", "Take 2 tablets at 5pm.", "O 17:00 weź 2 tabletki."),
        ("pl", "Take folic acid every day:", "Codziennie bierz kwas foliowy:"),
        ("pl", "Come at 5pm.", "Przyjdź o 17:00."),
        ("pl", "Wait here, please.", "Czekaj"),
    ],
)
def test_a_good_translation_has_no_advice(code: str, english: str, translation: str) -> None:
    """False alarms would teach people not to look."""
    assert kinds(code, english, translation) == []


def test_a_language_without_lists_is_judged_by_what_needs_none() -> None:
    """Script, marks, numbers and a wide limit of length; no denials, answers or terms."""
    segment = Segment.of("Do not wait until your midwife comes?", "paragraph", 1)

    assert [each.kind for each in advice(segment, "Warten Sie", OTHER, Glossary())] == ["length", "end punctuation"]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_each_glossary_reads_without_a_problem(code: str) -> None:
    """And none of its terms is empty."""
    problems: list[Problem] = []
    glossary = load_glossary(PROJECT, LANGUAGES[code], problems)

    assert problems == []
    assert len(glossary.terms) > 40
    assert glossary.denials
    assert len(glossary.answers) == 37


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_the_advice_on_the_real_catalogues_is_short_enough_to_read(
    code: str, real: Project, translated: Renditions
) -> None:
    """A list of hundreds is read by nobody."""
    found = all_advice(real, translated, LANGUAGES[code], GLOSSARIES[code])

    assert len(found) < 60
    assert {each.advice.kind for each in found} <= set(KINDS)


def test_a_translation_that_stands_for_another_text_too_is_advised(small: Path) -> None:
    """The text before it was pasted once more; texts that share most words can well have one translation."""
    page = small / "content/help/index.md"
    page.write_text(
        page.read_text("utf-8")
        + "\n\nPhone your midwife at once.\n\nPhone your midwife now, at once.\n\nYou can rest at home.\n",
        "utf-8",
    )
    po = small / "locales/ar/LC_MESSAGES/help.po"
    texts = ("Phone your midwife at once.", "Phone your midwife now, at once.", "You can rest at home.")
    entries = [f'\nmsgid "{text}"\nmsgstr "اتصلي بالقابلة الآن فورا."\n' for text in texts]
    po.write_text(po.read_text("utf-8") + "".join(entries), "utf-8")
    found = [each for each in advised(small) if each.advice.kind == "same as another"]

    assert [each.english for each in found] == ["You can rest at home."]
    assert '"Phone your midwife at once." has the same translation' in str(found[0].problem)


def test_accepted_advice_is_not_listed_until_a_side_is_edited(small: Path) -> None:
    """Its item is then told as one to delete, by its line."""
    change_to = "You feel unwell, ب."
    po = small / "locales/ar/LC_MESSAGES/help.po"
    change(po, f'msgstr "بالعربية: {TEXT}"', f'msgstr "{change_to}"')
    found = advised(small)
    (mine,) = [each for each in found if each.english == TEXT and each.advice.kind == "script"]
    accept(small, advice_digest("script", TEXT, change_to))
    accepted = load_accepted(small, LANGUAGES["ar"], [])

    assert mine.problem in open_advice(found, Acceptances(ACCEPTED, {}))
    assert mine.problem not in open_advice(found, accepted)
    assert stale_accepted(found, accepted) == []

    change(po, change_to, "You feel so unwell, ب.")
    found = advised(small)
    assert [each.problem in open_advice(found, accepted) for each in found if each.english == TEXT] == [True]
    (stale,) = stale_accepted(found, accepted)
    assert str(stale).startswith(f"{ACCEPTED}:2: no text has this advice any more")


def test_advice_stands_at_the_line_of_its_catalogue(small: Path) -> None:
    """With its kind, the English and the digest to accept it by."""
    text = "Midwife"  # more words of English would be refused
    po = small / "locales/ar/LC_MESSAGES/help.po"
    change(po, f'msgstr "بالعربية: {text}"', f'msgstr "{text}"')
    line = po.read_text("utf-8").splitlines().index(f'msgid "{text}"') + 1
    (mine,) = [each.problem for each in advised(small) if each.english == text]

    assert mine.path == "locales/ar/LC_MESSAGES/help.po"
    assert abs(mine.line - line) <= 1
    assert mine.message.startswith(f'same as English: "{text}"')
    assert mine.message.endswith(f"[{advice_digest('same as English', text, text)}]")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("terms:\n  - term: cord\n", 2, '"translation" is missing'),
        ("terms:\n  - translation: x\n", 2, '"term" is missing'),
        ("terms:\n  - term: cord\n    keep: yes\n    translation: x\n", 2, "exclude each other"),
        ("terms:\n  - term: cord\n    trnslation: x\n", 3, 'write "translation"'),
        ("terms:\n  - term: cord\n    keep: yes\n  - term: Cord\n    keep: yes\n", 4, "is there twice"),
        ("terms:\n  - term: a: b\n    keep: yes\n", 2, 'in double quotes: term: "a: b"'),
        ("- term: cord\n", 1, "not a list"),
        ("denials: la (\n", 1, '"denials" cannot be understood'),
        ("denials: la n.t\n", 1, '"denials" cannot be understood: it has "."; use letters, * and _ only'),
        ("denials: la\nexceptions: (a*)*b\n", 2, '"exceptions" cannot be understood: it has "("'),
        ("answers:\n  - words: الآن\n", 2, '"english" is missing'),
        ("answers:\n  - english: now\n    words: '[الآن'\n", 3, '"words" cannot be understood'),
        ("answers:\n  - english: now\n    word: الآن\n", 3, 'write "words"'),
    ],
)
def test_a_mistake_in_a_glossary_is_told_by_file_and_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    """Nothing is guessed."""
    path = tmp_path / "locales/glossary/ar.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    problems: list[Problem] = []
    load_glossary(tmp_path, LANGUAGES["ar"], problems)

    assert ("locales/glossary/ar.yaml", line) in [(problem.path, problem.line) for problem in problems]
    assert words in "\n".join(map(str, problems))


def test_a_word_that_only_looks_like_a_denial_is_none(tmp_path: Path) -> None:
    """Also where two of them stand side by side."""
    path = tmp_path / "locales/glossary/sk.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("denials: ne* bez_toho\nexceptions: nemocnic* nech\n", "utf-8")
    glossary = load_glossary(tmp_path, LANGUAGES["sk"], [])

    for text, lost in (("Nech nemocnica počká", "not"), ("Nech nemocnica nečaká", ""), ("nech bez toho", "")):
        assert glossary.lost_denial("Do not wait.", text) == lost


def test_the_number_of_a_law_denies_nothing(tmp_path: Path) -> None:
    """As in "(No. 2)"; a sentence that ends in "no" does."""
    path = tmp_path / "locales/glossary/sk.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("denials: ne*\n", "utf-8")
    glossary = load_glossary(tmp_path, LANGUAGES["sk"], [])

    assert not glossary.lost_denial("The Regulations (No. 2) 2018.", "Predpisy č. 2")
    for english in ("You can say no. Ask 2 people.", "You can say no. 2 people help."):
        assert glossary.lost_denial(english, "Opýtajte sa 2 ľudí.") == "no"


def test_a_full_stop_in_english_words_of_time_is_a_full_stop(tmp_path: Path) -> None:
    """They are words, and no patterns; a line between them parts two."""
    path = tmp_path / "locales/glossary/pl.yaml"
    path.parent.mkdir(parents=True)
    path.write_text('answers:\n  - english: "n.w | at once"\n    words: teraz\n', "utf-8")
    glossary = load_glossary(tmp_path, LANGUAGES["pl"], [])

    assert not list(glossary.unanswered("Phone now.", "Zadzwoń."))
    assert list(glossary.unanswered("Phone at once.", "Zadzwoń.")) == ["at once"]


@pytest.mark.parametrize(
    ("code", "denial", "affirmation"),
    [
        ("pa", "ਸ਼ਰਾਬ ਨਾ ਪੀਓ", "ਸ਼ਰਾਬ ਪੀਓ"),
        ("bn", "মদ খাবেন না", "মদ খাবেন"),
        ("ta", "மது குடிக்க வேண்டாம்", "மது குடிக்கலாம்"),
    ],
)
def test_words_with_vowel_signs_are_whole(code: str, denial: str, affirmation: str, tmp_path: Path) -> None:
    """Vowel signs of Indian scripts are no letters for Python, and yet no gap between words."""
    words = {"pa": "ਨਾ", "bn": "না", "ta": "*வேண்டாம்*"}
    path = tmp_path / f"locales/glossary/{code}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f'denials: "{words[code]}"\n', "utf-8")
    language = Language(code, code, code, "ltr", "Latn", "", "human")
    glossary = load_glossary(tmp_path, language, [])

    assert glossary.lost_denial("Do not drink alcohol.", denial) == ""
    assert glossary.lost_denial("Do not drink alcohol.", affirmation) == "not"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("accepted:\n  - kind: sript\n    english: x\n    by: Amal\n    digest: d\n", 2, '"kind" is "sript"'),
        ("accepted:\n  - kind: script\n    english: x\n    digest: d\n", 2, '"by" is missing'),
        ("accepted:\n  - kind: script\n    english: x\n    by: Amal\n", 2, '"digest" is missing'),
        ("acepted:\n", 1, 'write "accepted"'),
        ("accepted: [\n", 1, "cannot be read"),
    ],
)
def test_a_mistake_in_accepted_advice_is_told_by_file_and_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    """A name must stand for each."""
    (tmp_path / "locales/ar").mkdir(parents=True)
    (tmp_path / ACCEPTED).write_text(text, "utf-8")
    problems: list[Problem] = []
    load_accepted(tmp_path, LANGUAGES["ar"], problems)

    assert [problem.line for problem in problems] == [line]
    assert words in str(problems[0])


def test_no_file_is_no_glossary_and_nothing_accepted(tmp_path: Path) -> None:
    """A new language starts without either."""
    problems: list[Problem] = []

    assert load_glossary(tmp_path, LANGUAGES["ar"], problems).terms == ()
    assert load_accepted(tmp_path, LANGUAGES["ar"], problems).items == {}
    assert problems == []


def test_a_short_heading_with_the_words_of_a_paragraph_is_told() -> None:
    """Two texts were mixed up: a short one may be longer in another language, but not ten times."""
    segment = Segment.of("How long you have", "heading", 1)
    mixed = (
        "Złóż skargę tak szybko, jak możesz. Może być na to termin, więc zapytaj, ile masz czasu, i nie czekaj z tym."
    )

    assert "length" in [each.kind for each in advice(segment, mixed, LANGUAGES["pl"], Glossary())]
    assert "length" not in [each.kind for each in advice(segment, "Ile masz na to czasu", LANGUAGES["pl"], Glossary())]
