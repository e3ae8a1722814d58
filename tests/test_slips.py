"""Slips of the hand in pages, facts and settings: each is told by file and line, with what was written."""

from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.fields import parse_yaml
from sitegen.pipeline import build, read_project
from sitegen.problems import Problem, SiteError

PAGE = "content/lessons/two.md"
QUOTES = "cannot be read; put the value in double quotes:"


def told(root: Path) -> list[str]:
    """Return what is told of a project, line by line; nothing where it is sound."""
    try:
        read_project(root)
    except SiteError as error:
        return str(error).split("\n")
    return []


def end_with(root: Path, words: str) -> int:
    """Write a paragraph at the end of a page; return its line."""
    path = root / PAGE
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n{words}\n", "utf-8")
    return text.count("\n") + 3


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"[x](https://a.example/foo\_bar)", "https://a.example/foo_bar"),
        (r"[x](https://a.example/a\*b\*c)", "https://a.example/a*b*c"),
        ("[x](https://en.wikipedia.example/wiki/A_(b))", "https://en.wikipedia.example/wiki/A_(b)"),
    ],
)
def test_a_link_leads_to_the_address_that_was_written(written: str, address: str, small: Path, tmp_path: Path) -> None:
    """Exporters write a backslash before an underscore; brackets in pairs belong to an address."""
    end_with(small, written)
    build(small, tmp_path / "site")

    assert f'href="{address}"'.encode() in read_tree(tmp_path / "site")["en/lessons/two/index.html"]


@pytest.mark.parametrize("address", [r"..\pregnancy\booking.md", r"https://a.example\b"])
def test_a_backslash_in_an_address_is_told_as_it_was_written(address: str, small: Path) -> None:
    """A browser would make a slash of it, or nothing."""
    line = end_with(small, f"[x]({address})")

    assert told(small) == [f'{PAGE}:{line}: the link "{address}" has a backslash; write / in its place']


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("{ dose.folic_acid }", "write {dose.folic_acid}"),
        ("{Dose.folic_acid}", "write {dose.folic_acid}"),
        ("{dose.folic-acid}", "write {dose.folic_acid}"),
        ("{{dose.folic_acid}}", "write {dose.folic_acid}"),
        ("{dose.folic_acid", "write {dose.folic_acid}"),
        ("{folic_acid}", "write one as in {dose.folic_acid}"),
        ("{dose_folic_acid}", "write one as in {dose.folic_acid}"),
        ("{1}", "write one as in {dose.folic_acid}"),
    ],
)
@pytest.mark.parametrize("text", ["Take %s a day.", "- Take %s a day", '!!! inset "Take %s a day"\n    Words'])
def test_a_fact_that_is_mistyped_is_told(written: str, advice: str, text: str, small: Path) -> None:
    """Or families would read the braces and no dose."""
    line = end_with(small, text % written)

    (found,) = told(small)
    assert found.startswith(f'{PAGE}:{line}: "{written}" is no fact; {advice}')


@pytest.mark.parametrize("words", ["Take } two", "{dose.folic_acid}", "{dose"])
def test_titles_and_descriptions_have_no_braces(words: str, small: Path) -> None:
    """Lists of pages show them, and search engines do."""
    change(small / PAGE, "description: ", f'description: "{words}"\n# ')

    (found,) = told(small)
    assert found.endswith(f': the description "{words}" has a token; write it without')


@pytest.mark.parametrize(
    ("alt", "quoted"),
    [
        ("A **bold** heart", "**"),
        ("A dose of {dose.folic_acid}", "{dose.folic_acid}"),
        ("A [heart](one.md)", "["),
        (r"A \_heart", "\\"),
    ],
)
def test_the_description_of_a_picture_is_plain_words(alt: str, quoted: str, small: Path) -> None:
    """It is an attribute, where marks and tokens would be read out."""
    line = end_with(small, f"![{alt}](../pictures/shapes/phone.svg)")

    (found,) = told(small)
    assert found.startswith(f'{PAGE}:{line}: the description of a picture has "{quoted}"; write plain words')


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("[](one.md)", 'the link to "one.md" has no words'),
        ("See [ ](one.md) and [one](one.md)", 'the link to "one.md" has no words'),
        ("See [the page]()", 'the link "[the page]()" has no address'),
        ("See [one](one.md) and [the page](#)", 'the link "[the page](#)" has no address'),
    ],
)
def test_a_link_has_words_and_an_address(written: str, fault: str, small: Path) -> None:
    """Nobody can follow one without."""
    line = end_with(small, written)

    (found,) = told(small)
    assert found.startswith(f"{PAGE}:{line}: {fault}")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Phone 01234 567890 or 0800 1111.", ["01234 567890", "0800 1111"]),
        ("Phone **01234567890**.", ["01234567890"]),
        ("+44 (0)1634 830000, or (01634) 830000", ["+44 (0)1634 830000", "(01634) 830000"]),
        ("Call Samaritans on 116 123.", ["116 123"]),
        ("Text SHOUT to 85258 at once", ["85258"]),
        ("Phone 999, NHS 111 or {contact.unit}.", []),
        ("Call within 24 hours, from week 20 to 24, in 2026-2027, on 07-09-2026, at 0.5 mg, for 10 000 women.", []),
        ("Ring your unit at 09 30, or [phone](https://a.example/01234567890).", []),
    ],
)
def test_a_telephone_number_in_a_text_is_told(text: str, numbers: list[str], small: Path) -> None:
    """It would stay when the number changes, and be right by chance; other numbers are fine."""
    line = end_with(small, text)

    start = f"{PAGE}:{line}: the telephone number"
    quoted = {found.partition(" stands")[0] for found in told(small)}
    assert quoted == {f'{start} "{number}"' for number in numbers}


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        (
            "title: Feeding: how\ndescription: When: now",
            2,
            '"title: Feeding: how" cannot be read; put the value in double quotes: title: "Feeding: how"',
        ),
        (
            "title: A\ndescription: When: now",
            3,
            '"description: When: now" cannot be read; put the value in double quotes: description: "When: now"',
        ),
        (
            'title: "Feeding\ndescription: Words\norder: 1',
            2,
            '"title: "Feeding" opens a quotation mark and does not close it; write another one at its end',
        ),
        (
            'title: "Feeding\ndescription: "Words: all"',
            2,
            '"title: "Feeding" opens a quotation mark and does not close it; write another one at its end',
        ),
        (
            "title: 'Tis time\ndescription: Words",
            2,
            '"title: \'Tis time" cannot be read; put the value in double quotes: title: "\'Tis time"',
        ),
        (
            'title: "Feeding" your baby\ndescription: Words',
            2,
            f'"title: "Feeding" your baby" {QUOTES} title: "\'Feeding\' your baby"',
        ),
        ("title:Feeding\ndescription: Words", 2, '"title:Feeding" has no space after the colon; write one'),
        (
            "title: Feeding\norder 1\ndescription: Words",
            3,
            '"order 1" has no name and colon; write it as "name: value", or at the end of the line above',
        ),
        (
            "title: Feeding\n  description: Words",
            3,
            '"description: Words" begins at another place than the line above; begin both at the same place',
        ),
        (
            "title: Feeding\ndescription: Words\nsources:\n  - name: NHS: Feeding\n    url: https://a.example/",
            5,
            '"- name: NHS: Feeding" cannot be read; put the value in double quotes: name: "NHS: Feeding"',
        ),
        (
            "title: A\ndescription: B\naliases: [old",
            4,
            f'"aliases: [old" {QUOTES} aliases: "[old"',
        ),
        (
            "title: Test page # 5 zz\ndescription: Words",
            2,
            '"title: Test page # 5 zz" is cut off before the sign #; put the value in double quotes',
        ),
        (
            "title: A\ndescription: B\naliases:\n  - old # 5",
            5,
            '"- old # 5" is cut off before the sign #; put the value in double quotes',
        ),
    ],
)
def test_a_slip_in_front_matter_is_told_with_its_line_and_what_to_write(
    written: str, line: int, message: str, small: Path
) -> None:
    """Each in one run, in no words of YAML's, and nothing that only follows from it."""
    (small / PAGE).write_text(f"---\n{written}\n---\nWords.\n", "utf-8")

    found = told(small)
    assert f"{PAGE}:{line}: {message}" in found
    assert len(found) == written.count("Feeding: how") + 1


@pytest.mark.parametrize(("length", "most"), [(100, 11), (15_000, 11), (60_000, 4), (90_000, 3)])
def test_of_a_long_file_several_slips_are_told_and_not_as_many_as_of_a_short_one(length: int, most: int) -> None:
    """Each has the file read once more, and PyYAML takes a second for the longest."""
    slips = [f"slip{number}: NHS: {number}" for number in range(12)]
    others = [f"name{number}: {'word ' * 100}" for number in range(length // 500)]
    problems: list[Problem] = []
    parse_yaml("a.yaml", "\n".join([*slips, *others]), problems)

    assert [problem.line for problem in problems] == [*range(1, 1 + most)]


@pytest.mark.parametrize("written", ['title: "Test page # 5"', "# title: A\ntitle: B#5", 'title: "A" # a remark'])
def test_a_remark_in_front_matter_is_none_of_its_values(written: str, small: Path) -> None:
    """Only what looks like a value and is cut off is told."""
    (small / PAGE).write_text(f"---\n{written}\ndescription: Words\n---\nWords.\n", "utf-8")

    assert told(small) == []


def test_front_matter_that_does_not_end_is_told_where_it_should(small: Path) -> None:
    """What stands below is judged as the page's text."""
    (small / PAGE).write_text("---\ntitle: A\ndescription: B\n\n## A heading\n\nSee [one](gone.md).\n", "utf-8")

    first, second = told(small)
    assert first == f'{PAGE}:3: the front matter does not end; write a line "---" below "description: B"'
    assert second.startswith(f'{PAGE}:7: the link "gone.md" leads nowhere')


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            "content/site.yaml",
            "notice: Not checked yet.",
            "notice: Note: not checked yet.",
            f'4: "notice: Note: not checked yet." {QUOTES} notice: "Note: not checked yet."',
        ),
        (
            "content/facts/contact.yaml",
            '  phone: "111"',
            '  phone: "111"\n  owner: NHS: 111',
            f'5: "owner: NHS: 111" {QUOTES} owner: "NHS: 111"',
        ),
        (
            "content/facts/dose.yaml",
            "400 microgram",
            "400 mcg",
            '2: "amount" of dose.folic_acid is "400 mcg"; write a number and one of: microgram, milligram',
        ),
        (
            "content/site.yaml",
            "title: Small site",
            "title: {Small site",
            f'1: "title: {{Small site" {QUOTES} title: "{{Small site"',
        ),
        (
            "content/site.yaml",
            "sections:",
            "sectons:",
            '1: "sections" is missing; add it, and below it "- folder: …" for each folder',
        ),
        (
            "content/site.yaml",
            "- folder: help",
            "- folder: Help",
            '7: "folder" is "Help"; write "help"',
        ),
        (
            "content/site.yaml",
            "- folder: help",
            "- folder: hlep",
            '7: there is no folder "content/hlep"; write "help"',
        ),
        (
            "content/facts/dose.yaml",
            "folic_acid:\n",
            "folic_acid: [\n",
            f'1: "folic_acid: [" {QUOTES} folic_acid: "["',
        ),
    ],
)
def test_a_slip_in_a_shared_file_is_told_without_what_follows_from_it(
    path: str, old: str, new: str, message: str, small: Path
) -> None:
    """Or hundreds of lines would have the editor add what is there, and delete translations."""
    change(small / path, old, new)

    found = told(small)
    assert any(line.startswith(f"{path}:{message}") for line in found), found
    assert [line for line in found if not line.startswith(path)] == []


def test_a_section_that_is_not_listed_is_told_by_its_pages_alone(small: Path) -> None:
    """Nobody is told to delete its translations."""
    change(small / "content/site.yaml", "  - folder: lessons\n    kind: lesson\n", "")

    found = told(small)
    assert found
    assert all('the section "lessons" is not in content/site.yaml' in line for line in found)


def test_a_section_that_is_listed_twice_is_told(small: Path) -> None:
    """It would stand in the menu twice."""
    change(small / "content/site.yaml", "offline:", "  - folder: help\noffline:")

    assert told(small) == ['content/site.yaml:10: the section "help" is listed twice; keep one']


def test_a_faulty_logo_is_told_with_its_line(small: Path) -> None:
    """Not with that of another setting."""
    change(small / "content/site.yaml", "sections:", "logo: logo.svg\nsections:")

    (found,) = told(small)
    assert found.startswith('content/site.yaml:6: "logo" names content/logo.svg, which does not lie in')


@pytest.mark.parametrize("written", ["{#My Id}", "{#my_id}", "{#Id}", "{#1st}"])
def test_the_id_of_a_heading_that_cannot_be_one_is_told_as_it_was_written(written: str, small: Path) -> None:
    """With what an id may be."""
    line = end_with(small, f"## A heading {written}")

    message = f'"{written}" is not allowed; use {{#name}}: small letters, digits and hyphens, no spaces'
    assert told(small) == [f"{PAGE}:{line}: {message}"]


@pytest.mark.parametrize("value", ["range: 24 to 16", "range: 16 to 16", "weeks: 14+1 to 11+2", "weeks: 11+2 to 11+1"])
def test_a_range_goes_from_the_smaller_to_the_larger(value: str, small: Path) -> None:
    """Whichever was mistyped, families must not read it."""
    (small / "content/facts/odd.yaml").write_text(f"odd:\n  {value}\n", "utf-8")
    form, _, given = value.partition(": ")

    message = f'"{form}" of odd.odd is "{given}"; write two that differ, the smaller one first'
    assert told(small) == [f"content/facts/odd.yaml:2: {message}"]


def test_nobody_has_checked_a_fact_on_a_day_that_is_still_to_come(small: Path) -> None:
    """A wrong year would have a fact count as checked."""
    change(small / "content/facts/dose.yaml", "400 microgram\n", "400 microgram\n  verified: 2999-01-01\n")

    (found,) = told(small)
    assert found.startswith('content/facts/dose.yaml:3: "verified" of dose.folic_acid is 2999-01-01, which is still')


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("content/help/new-page.MD", 'nothing reads a file of this name; call it "new-page.md"'),
        ("content/help/other.markdown", 'nothing reads a file of this name; call it "other.md"'),
        ("content/help/other.docx", "nothing reads a file of this kind; pages end in .md"),
        ("content/facts/zz.yml", 'nothing reads a file of this name; call it "zz.yaml"'),
        ("content/dose.yaml", "nothing reads this file; facts lie in content/facts"),
        ("content/pictures/shapes/heart.SVG", 'nothing reads a file of this name; call it "heart.svg"'),
        ("locales/pl/LC_MESSAGES/help.PO", 'nothing reads a file of this name; call it "help.po"'),
    ],
)
def test_a_file_that_nothing_reads_is_told(path: str, advice: str, small: Path) -> None:
    """Its author would wait for it to appear."""
    for twin in (small / path).parent.glob("help.po"):
        twin.unlink()
    (small / path).write_text("---\ntitle: A\n---\n", "utf-8")

    (found,) = told(small)
    assert found.startswith(f"{path}:1: {advice}")


def test_facts_in_a_file_that_nothing_reads_are_not_told_to_be_unknown(small: Path) -> None:
    """The one thing to do is to rename the file."""
    (small / "content/facts/contact.yaml").rename(small / "content/facts/contact.yml")

    assert told(small) == ['content/facts/contact.yml:1: nothing reads a file of this name; call it "contact.yaml"']


@pytest.mark.parametrize(
    ("name", "wanted"), [("My Heart (1)", "my-heart-1"), ("Heart", "heart"), ("my_heart", "my-heart"), ("hé", "h")]
)
def test_a_picture_has_a_name_that_can_be_an_address(name: str, wanted: str, small: Path) -> None:
    """Equal on every computer, with nothing that an address would change."""
    folder = small / "content/pictures/shapes"
    (folder / f"{name}.svg").write_bytes((folder / "phone.svg").read_bytes())

    message = f'a picture is named in small letters, digits and hyphens; call it "shapes/{wanted}.svg"'
    assert told(small) == [f"content/pictures/shapes/{name}.svg:1: {message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: Polski\n  english_name: Polish\n  direction: ltr", "rtl", '"direction" is "rtl", CLDR has pl as "ltr"'),
        (
            "name: العربية\n  english_name: Arabic\n  direction: rtl",
            "ltr",
            '"direction" is "ltr", CLDR has ar as "rtl"',
        ),
    ],
)
def test_a_language_is_written_in_the_direction_that_cldr_says(old: str, new: str, message: str, small: Path) -> None:
    """Or every page of it would be the wrong way round."""
    change(small / "locales/languages.yaml", old, f"{old[:-3]}{new}")

    (found,) = told(small)
    assert message in found


@pytest.mark.parametrize("words", ["`[]({7})`", r"[a \[](one.md) `[](7)`"])
def test_what_only_looks_like_a_link_without_words_is_none(words: str, small: Path) -> None:
    """Code is refused by itself."""
    end_with(small, words)

    assert not [found for found in told(small) if "has no words" in found]
