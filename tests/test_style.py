"""The check of style: English that an editor should look at once more."""

import datetime as dt
import re
from pathlib import Path

import pytest
from conftest import PROJECT, change
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.accepted import Acceptances, open_advice, stale_accepted
from sitegen.cli import main
from sitegen.documents import Cutter
from sitegen.easy_read import EASY_KINDS
from sitegen.inline import Inline
from sitegen.model import Segment
from sitegen.pages import Body, Page
from sitegen.problems import DONE, MEND, Problem
from sitegen.project import Project
from sitegen.readability import grade, syllables
from sitegen.style import ACCEPTED_FILE, KINDS, all_style, load_accepted_style, page_style
from sitegen.wording import STYLE_FILE, HardWord, load_wording, wording_of

TODAY = dt.date(2026, 11, 25)
NOWHERE = Path("/nowhere")
WORDING = load_wording(PROJECT, [])
CUTTER = Cutter(Inline())
DOT = "![](../pictures/dot.svg)"
RING = "![](../pictures/ring.svg)"
LONG = "You can ask the midwife about the care that you would like to have for you and your baby after the birth."

PIECES = ["\n\n", "# ", "## ", "- ", "!", "?", '"', "two ", "e.g. ", "NOT ", "[here](a.md)", DOT, "midwife ", "{a.b}"]
PIECES += ["(", ")", "    ", '!!! do "Do"\n    ', ": ", "|", "---", "é", ".", " "]


def page(text: str, *, easy: bool = False, title: str = "A page", due: dt.date | None = TODAY) -> Page:
    """Return a page with some Markdown."""
    heading = Segment.of(title, "title", 2, register="easy-read" if easy else "")
    description = Segment.of("What it is about.", "description", 3)
    document = CUTTER.cut("content/help/page.md", text, 5, [], "easy-read" if easy else "")
    return Page(
        path=f"content/help/page{'.easy' if easy else ''}.md",
        section="help",
        address="help/page/",
        kind="easy-read" if easy else "page",
        title=heading,
        description=description,
        order=1,
        reviewed=TODAY,
        review_due=due,
        sources=(),
        aliases=(),
        body=Body.of(document, heading, description),
    )


def told(made: Page) -> list[tuple[str, int]]:
    """Return the kinds and lines of the advice on a page."""
    return [(each.advice.kind, each.line) for each in page_style(NOWHERE, made, WORDING, TODAY)]


def kinds(text: str, *, easy: bool = False) -> list[str]:
    """Return the kinds of the advice on some Markdown."""
    return [kind for kind, _ in told(page(text, easy=easy))]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("long sentence", LONG),
        ("long sentence", f"- {LONG}"),
        ("long sentence", f'!!! do "Do"\n    - {LONG}'),
        ("long sentence", f"Short one first. {LONG}"),
        ("word", "Utilising a pump is fine."),
        ("word", "Rest prior to the test."),
        ("word", "**Ensure** that you rest."),
        ("word", "Eat fruit, e.g. apples."),
        ("word", "Eat fruit (apples etc.)."),
        ("word", "[Purchase a cot](a.md)."),
        ("word", "## The perinatal team"),
        ("link words", "For more, click [here](a.md)."),
        ("link words", "[Click here for the form](a.md)."),
        ("link words", "[Read more](a.md)"),
        ("link words", "See [https://www.nhs.uk](https://www.nhs.uk)."),
        ("picture", "![Picture of a midwife](../pictures/dot.svg)"),
        ("picture", "![An image showing a cot](../pictures/dot.svg)"),
        ("heading", "## What to do next."),
        ("heading", "## One\n\n#### Too deep"),
        ("heading", "### Too deep at once"),
        ("number", "You have two scans."),
        ("number", "- between Six and 8 weeks"),
        ("exclamation mark", "Well done!"),
        ("capitals", "Do NOT wait."),
        ("capitals", "Ask the SCBU."),
        ("short form", "You don't need it."),
        ("short form", "You can’t wait."),
    ],
)
def test_english_to_look_at_again_is_told(kind: str, text: str) -> None:
    """One reason each, and no other one beside it."""
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "You can ask the midwife about the care that you would like. You can have it for you and your baby.",
        "| Town | Place |\n|---|---|\n| {a.b} | {c.d} |",
        'Some call it "utilise" here.',
        "Assisted birth\n:   Help with a tool.",
        "The antenatal and neonatal teams meet.",
        "Ask about etching, and via-ducts.",
        "Phone the [midwife booking line](a.md).",
        "![A midwife with a picture of a baby](../pictures/dot.svg)",
        f"{DOT} A picture beside its words needs no description.",
        "## What to do next",
        '!!! urgent "Phone {contact.emergency} now if:"\n    - you faint',
        "## Top\n\n### Below\n\n### Below again\n\n## Top again",
        "One of you can stay. Ask for one.",
        "Two scans are offered. One or two people may come, and 3 may not.",
        "Hold your baby two-handed.",
        "The NHS and your GP help. GPs are free.",
        "Female genital mutilation (FGM) is a crime. FGM hurts.",
        "It is called intensive care (a unit called NICU). A NICU is loud.",
        "You'll meet the baby's team. It's free.",
        "Say: {contact.emergency}.",
    ],
)
def test_plain_english_is_not_told(text: str) -> None:
    """False alarms would teach people not to look."""
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("long line", f"{DOT} Ask your doctor or midwife. A midwife looks after you in pregnancy and at the birth."),
        ("long line", f'!!! do "Do"\n    - {"rest " * 16}'),
        ("no picture", "You can rest."),
        ("no picture", "- you can rest"),
        ("same picture", f"{DOT} You can rest.\n\n{DOT} You can sleep."),
        ("hard word", f"{DOT} Ask for an interpreter."),
        ("hard word", f"{DOT} Ask for an interpreter.\n\n{RING} You can rest.\n\n{DOT} An interpreter is a person."),
        ("hard word", '!!! emergency "Phone now if:"\n    - you see the cord\n\n## Next\n\n## Then'),
        ("word", f"{DOT} Ensure that you rest."),
        ("too many pages", "\n\n".join(f"{(DOT, RING)[number % 2]} Rest {number}." for number in range(217))),
    ],
)
def test_easy_read_to_look_at_again_is_told(kind: str, text: str) -> None:
    """Its lines have a limit of their own, each has a picture, and hard words are explained nearby."""
    assert kinds(text, easy=True) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        f"{DOT} You can rest when your baby is asleep, and eat when you are hungry.",
        '!!! do "Do"\n    Rest when you can.\n\n    - sleep',
        f"{DOT} You can rest.\n\n{RING} You can sleep.\n\n{DOT} You can eat.",
        f"{DOT} You can rest.\n\n## Then\n\n{DOT} You can eat.",
        f"{DOT} At {{a.b}}, phone {{c.d}}.\n\n{DOT} At {{a.e}}, phone {{c.f}}.",
        f"{DOT} Ask for an interpreter.\n\n{RING} An interpreter is a person.",
        f"{DOT} Ask for an interpreter, a person who speaks both languages.",
        f"{DOT} Give some urine (wee).\n\n{RING} Your womb gets tight (contractions). A womb is inside.",
        f"{DOT} You can express milk. This means you take milk out.",
        f"{DOT} Neonatal care is care for new babies.\n\n{RING} You can rest.\n\n{DOT} It is neonatal.",
        f'!!! emergency "Phone now if:"\n    - you see the cord\n\n## Words\n\n{DOT} Rest.\n\n{RING} A cord is long.',
        "\n\n".join(f"{(DOT, RING)[number % 2]} Rest {number}." for number in range(216)),
    ],
)
def test_good_easy_read_is_not_told(text: str) -> None:
    """A row of phone numbers may have one picture; a hard word is explained before, beside or just below."""
    assert kinds(text, easy=True) == []


def test_standard_pages_need_no_pictures_and_explain_words_elsewhere() -> None:
    """What easy read asks for is asked of easy read alone."""
    assert set(kinds("Ask for an interpreter.")).isdisjoint(EASY_KINDS)


def test_a_hard_page_is_told_its_reading_grade() -> None:
    """A short one is not, since a few long words make its grade."""
    hard = "Your obstetrician recommends individual examinations. Complications necessitate hospital monitoring. "

    assert kinds(hard * 12) == ["reading grade"]
    assert kinds(hard) == []
    assert kinds("You can rest. You can eat a little food. " * 20) == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [(None, [("review date", 2)]), (TODAY - dt.timedelta(1), [("review date", 2)]), (TODAY, [])],
)
def test_a_review_date_that_is_missing_or_over_is_told(due: dt.date | None, expected: list[tuple[str, int]]) -> None:
    """On its day it is not over yet."""
    assert told(page("You can rest.", due=due)) == expected


def test_dates_and_spaces_are_told_by_their_line(tmp_path: Path) -> None:
    """Two spaces that end a line, or come after the mark of an item or a cell, mean something."""
    made = page("You  can rest.")
    (tmp_path / "content/help").mkdir(parents=True)
    front = "---\ntitle: A  page\nreview_due: 2026-11-25\n---\n"
    rows = "You  can rest.\nAnd eat.  \n-   an item\n:   a meaning\n| a  | b |\n"
    (tmp_path / made.path).write_text(front + rows, "utf-8")
    found = list(page_style(tmp_path, made, WORDING, TODAY + dt.timedelta(days=1)))

    assert [(each.advice.kind, each.line) for each in found] == [("review date", 3), ("spaces", 5)]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("phone asked times clothes 400 6-week", 1),
        ("baby midwife labour wanted changes movements being patient little", 2),
        ("pregnancy appointment idea medicine", 3),
        ("neonatal interpreter vaccination antenatal", 4),
    ],
)
def test_syllables_are_counted_by_letters(words: str, number: int) -> None:
    """A digit's word is not known here, and counts as one."""
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), number)


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """By hand: 6 words, 1 sentence, 7 syllables; facts, links and marks do not change it."""
    expected = 0.39 * 6 + 11.8 * 7 / 6 - 15.59

    assert grade(["The baby sat on the mat."]) == pytest.approx(expected)
    assert grade(["The [baby]({1}) **sat** on {place.the} mat."]) == pytest.approx(expected)
    assert grade([]) == 0


def test_a_word_is_found_with_its_endings_and_alone() -> None:
    """Not inside other words; the longest of several wins."""
    words = [HardWord(word, "x", "", easy=False) for word in ("use", "try", "stop", "per day", "per")]
    found = wording_of(words).plain.find("Used, tries, STOPPING, per day; reuse trying-out stopper person")

    assert [(written, word.word) for written, word in found] == [
        ("Used", "use"),
        ("tries", "try"),
        ("STOPPING", "stop"),
        ("per day", "per day"),
    ]


def test_the_real_content_has_no_open_advice_and_nothing_stale(real: Project) -> None:
    """What is found is accepted with a reason."""
    problems: list[Problem] = []
    accepted = load_accepted_style(PROJECT, problems)
    found = all_style(real, WORDING, TODAY)

    assert open_advice(found, accepted) == []
    assert stale_accepted(found, accepted) == []
    assert problems == []
    assert all(item.reason for item in accepted.items.values())


def test_the_style_file_reads_without_a_problem_and_leaves_explained_words_alone() -> None:
    """A word that the site explains is not one to replace."""
    problems: list[Problem] = []
    wording = load_wording(PROJECT, problems)
    text = (PROJECT / "content/get-help/words-explained.md").read_text("utf-8")
    terms = re.findall(r"^(\w[\w ]*)\n:", text, re.MULTILINE)

    assert problems == []
    assert len(terms) > 20
    assert 60 <= len(wording.plain.words) <= 150
    assert [term for term in terms if list(wording.plain.find(term))] == []
    assert [word.word for word in wording.plain.words if list(wording.plain.find(word.instead))] == []


def test_accepted_advice_is_not_listed_until_its_text_is_edited(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Advice never changes the exit status, and stands apart from problems."""
    text = small / "content/help/index.md"
    text.write_text(text.read_text("utf-8") + "\nYou don't wait.\n", "utf-8")
    line = len(text.read_text("utf-8").splitlines())
    assert main(["check", "--root", str(small), "--language", "en"]) == DONE
    out = capsys.readouterr().out
    found = re.search(
        rf'^  content/help/index\.md:{line}: short form: "You don\'t wait\.": .* \[(\w{{32}})\]', out, re.MULTILINE
    )
    assert found
    assert "English to look at once more (this never stops a build):\n" in out
    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    assert found[1] not in capsys.readouterr().out

    item = f'accepted:\n  - kind: short form\n    english: x\n    by: Ann\n    reason: y\n    digest: "{found[1]}"\n'
    (small / ACCEPTED_FILE).write_text(item, "utf-8")
    main(["check", "--root", str(small), "--language", "en"])
    assert found[1] not in capsys.readouterr().out

    change(text, "You don't wait.", "You don't wait now.")
    main(["check", "--root", str(small), "--language", "en"])
    out = capsys.readouterr().out
    assert "short form" in out
    assert f"  {ACCEPTED_FILE}:2: no text has this advice any more" in out


@pytest.mark.parametrize(
    ("file", "text", "line", "words"),
    [
        (STYLE_FILE, "words:\n  - word: use\n", 2, '"instead" is missing'),
        (STYLE_FILE, "words:\n  - word: '...'\n    instead: x\n", 2, "no word"),
        (STYLE_FILE, "words:\n  - word: a\n    instead: x\n  - word: A\n    instead: x\n", 4, "is there twice"),
        (STYLE_FILE, "wrds:\n", 1, 'write "words"'),
        (ACCEPTED_FILE, "accepted:\n  - kind: word\n    english: x\n    by: Ann\n    digest: d\n", 2, '"reason" is'),
        (
            ACCEPTED_FILE,
            "accepted:\n  - kind: wrd\n    english: x\n    by: A\n    reason: y\n    digest: d\n",
            2,
            "kind",
        ),
    ],
)
def test_a_mistake_in_the_editors_files_is_a_problem(
    file: str, text: str, line: int, words: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake there would silently hide advice."""
    (small / file).write_text(text, "utf-8")

    assert main(["check", "--root", str(small), "--language", "en"]) == MEND
    assert re.search(rf"^{re.escape(file)}:{line}: .*{re.escape(words)}", capsys.readouterr().out, re.MULTILINE)


def test_a_project_without_the_files_has_no_words_and_nothing_accepted(tmp_path: Path) -> None:
    """A new site starts without them."""
    problems: list[Problem] = []

    assert load_wording(tmp_path, problems) == wording_of(())
    assert load_accepted_style(tmp_path, problems) == Acceptances(ACCEPTED_FILE, {})
    assert problems == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25), st.booleans())
def test_any_markdown_is_judged_without_an_error(pieces: list[str], easy: bool) -> None:
    """Every advice has a known kind, a line and one row of text."""
    for each in page_style(NOWHERE, page("".join(pieces), easy=easy), WORDING, TODAY):
        assert each.advice.kind in KINDS
        assert each.line >= 1
        assert "\n" not in str(each.problem)
