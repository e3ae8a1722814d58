"""Languages with their plural rules, and what is the owner's: colour, logo, the foot of the pages."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.plurals import PLURALS
from conftest import PROJECT, change, wear

from sitegen.checks import languages_have_folders
from sitegen.cldr import plural_forms, say_amount, say_date
from sitegen.cli import main
from sitegen.languages import load_languages, plural_index
from sitegen.model import Language
from sitegen.pipeline import Options, build, read_project
from sitegen.problems import MEND, Problem, SiteError
from sitegen.project import load_project
from sitegen.settings import load_site

LANGUAGES = load_languages(PROJECT, [])
NUMBERS = (0, 1, 2, 3, 4, 5, 10, 11, 12, 14, 20, 21, 22, 99, 100, 101, 102, 103, 111, 112, 122, 200, 1000)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_languages_plural_rule_is_the_one_of_cldr(language: Language) -> None:
    """For whole numbers, with the categories in CLDR's order."""
    forms = plural_forms(language.code) or []

    assert [plural_index(language, number) for number in NUMBERS] == [forms[number] for number in NUMBERS]


def test_a_language_that_cldr_does_not_know_is_built(small: Path, tmp_path: Path) -> None:
    """Such as Romani: its dates stand in digits and its units as symbols, so that no English word is in its texts."""
    romani = "rom:\n  name: Romani\n  english_name: Romani\n  direction: ltr\n  script: Latn\n  origin: human\n"
    languages = small / "locales/languages.yaml"
    languages.write_text(f'{languages.read_text("utf-8")}{romani}  plural: "nplurals=2; plural=(n != 1);"\n', "utf-8")
    build(small, tmp_path / "site", Options(preview=True))

    assert 'content="rom_GB"' in (tmp_path / "site/rom/index.html").read_text("utf-8")
    assert say_date(dt.date(2026, 3, 1), "rom") == "01/03/2026"
    assert say_amount("0.5", "mass-milligram", "mg", "rom") == "0.5 mg"
    assert say_amount("0.5", "mass-milligram", "mg", "pl-GB") == "0,5 miligrama"  # as in Poland, not as if unknown


def test_arabic_is_not_taken_from_babels_table_of_headers() -> None:
    """There, 11 has form 5 and 100 has form 4; CLDR's order has them the other way round."""
    arabic = next(language for language in LANGUAGES if language.code == "ar")

    assert PLURALS["ar"][1] not in arabic.plural_forms
    assert [plural_index(arabic, number) for number in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ()),
        ("offline: off\n", ()),
        ("offline:\n  - index.md\n  - help/now.md\n", (("content/index.md", 11), ("content/help/now.md", 12))),
    ],
)
def test_the_pages_that_devices_keep_are_listed_or_off(
    written: str, kept: tuple[tuple[str, int], ...], small: Path
) -> None:
    """No word of it keeps nothing, as `off` does."""
    problems: list[Problem] = []
    write_offline(small, written)

    assert load_site(small, problems).offline == kept
    assert problems == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("offline: no\n", '10: "offline" names no page'),
        ("offline: []\n", '10: "offline" names no page; list paths such as get-help/index.md, or write "offline: off"'),
        ("offline:\n  help: now.md\n", '11: "offline" is not a list'),
        ("offline:\n  - page: help/now.md\n", '11: "offline" has an item of another kind'),
        ("offline:\n  - help/lost.md\n", '11: "offline" names content/help/lost.md, which is missing or a draft'),
        ("offline:\n  - index.md\n  - index.md\n", '12: "offline" names content/index.md twice; keep one'),
    ],
)
def test_a_mistake_in_the_list_is_told_by_its_line(written: str, told: str, small: Path) -> None:
    """Also a page that is not there."""
    write_offline(small, written)

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert f"content/site.yaml:{told}" in str(caught.value)


def write_offline(root: Path, written: str) -> None:
    """Put these lines in the place of the small site's list."""
    path = root / "content/site.yaml"
    path.write_text(path.read_text("utf-8").partition("offline:")[0] + written, "utf-8")


@pytest.mark.parametrize(
    ("colour", "complaint"),
    [
        ('"#00703c"', ""),
        ('"#41b6e6"', 'white letters on the colour "#41b6e6" have a contrast of 2.32 to 1'),
        ('"#767676"', ""),
        ('"#777777"', 'white letters on the colour "#777777" have a contrast of 4.48 to 1'),
        ("blue", '"colour" is not a colour: "blue"'),
        ('"#05b;}"', '"colour" is not a colour: "#05b;}"'),
    ],
)
def test_white_letters_are_readable_on_the_owners_colour(colour: str, complaint: str, small: Path) -> None:
    """What is no colour, or too light, is told with its line."""
    change(small / "content/site.yaml", "sections:", f"colour: {colour}\nsections:")
    line = (small / "content/site.yaml").read_text("utf-8").split("\n").index(f"colour: {colour}") + 1
    problems: list[Problem] = []
    site = load_site(small, problems)

    assert site.colour == ("" if complaint else colour.strip('"'))
    assert [problem.line for problem in problems] == [line] * bool(complaint)
    assert complaint in "".join(problem.message for problem in problems)


def test_the_owners_logo_stands_before_the_name_of_the_site(small: Path, tmp_path: Path) -> None:
    """On every page, beside words that say the same, so it is undescribed; it needs no credit."""
    wear(small)
    (small / "content/pictures/owner").mkdir()
    shutil.copy(small / "content/pictures/shapes/phone.svg", small / "content/pictures/owner/logo.svg")
    change(small / "content/site.yaml", "sections:", "logo: pictures/owner/logo.svg\nsections:")
    build(small, tmp_path / "site")

    for page, top in [("index.html", "./"), ("en/index.html", "../"), ("en/help/now/index.html", "../../../")]:
        html = (tmp_path / "site" / page).read_text("utf-8")
        assert re.search(rf'<img [^>]*src="{re.escape(top)}pictures/owner/logo\.svg" alt="" width=', html), page
    assert (tmp_path / "site/pictures/owner/logo.svg").is_file()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("logo: pictures/owner/logo.svg\n", '"logo" names content/pictures/owner/logo.svg, which is missing'),
        ("logo: logo.svg\n", '"logo" names content/logo.svg, which does not lie in content/pictures'),
        ("footer_pages:\n  - help/lost.md\n", '"footer_pages" has content/help/lost.md, which is missing'),
        (
            "notice: Ring {phone.nobody} now\n",
            '"notice" is "Ring {phone.nobody} now", and would be shown so; take { and } away',
        ),
        ("security_contact: safe@example.org\nsecurity_until: 2027-11-24\n", "write https://… or mailto:… or tel:…"),
        ("security_contact: mailto:safe@example.org\n", '"security_contact" needs "security_until"'),
        ("security_contact: mailto:a@example.org\nsecurity_until: soon\n", '"security_until" is not a date'),
    ],
)
def test_a_mistake_in_what_the_owner_says_is_told(written: str, told: str, small: Path) -> None:
    """The logo, the pages that the foot of all pages leads to, and whom to tell of a weakness."""
    change(small / "content/site.yaml", "notice: Not checked yet.\n", "")
    change(small / "content/site.yaml", "sections:", f"{written}sections:")

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert told in str(caught.value)
    assert "content/site.yaml:" in str(caught.value)


def test_the_foot_of_every_page_leads_to_the_pages_that_the_owner_names(small: Path, tmp_path: Path) -> None:
    """Such as the accessibility statement, by its title in the language of the page."""
    wear(small)
    change(small / "content/site.yaml", "sections:", "footer_pages:\n  - lessons/two.md\nsections:")
    build(small, tmp_path / "site", Options(preview=True))

    for page in ("en/index.html", "en/lessons/one/index.html", "en/a-to-z/index.html"):
        foot = (tmp_path / "site" / page).read_text("utf-8").partition("<footer")[2]
        assert re.search(r'<a class="app-footer__link" href="[./]*lessons/two/">', foot), page


def test_the_emergency_strip_leads_to_the_numbers_of_maternity_units(small: Path, tmp_path: Path) -> None:
    """The page that says when to get help is long, and who needs a number has no time to look for it."""
    wear(small)
    change(small / "content/site.yaml", "help_page: help/now.md\n", "help_page: help/now.md#red\n")
    build(small, tmp_path / "site", Options(preview=True))

    for page in ("index.html", "en/index.html", "ar/lessons/one/index.html", "en/a-to-z/index.html", "en/404.html"):
        strip = (tmp_path / "site" / page).read_text("utf-8").partition('<section class="app-emergency"')[2]
        assert re.search(r'<a href="[^"]*/help/now/#red">', strip.partition("</section>")[0]), page


def test_a_heading_for_the_numbers_that_is_missing_is_told_with_its_line(small: Path) -> None:
    """Otherwise the strip of every page would lead to the top of a long page."""
    change(small / "content/site.yaml", "help_page: help/now.md\n", "help_page: help/now.md#blue\n")

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert 'content/site.yaml:5: "help_page" leads to the heading "#blue", which' in str(caught.value)


def test_a_page_of_a_section_of_lessons_may_be_none(small: Path, tmp_path: Path) -> None:
    """It is listed in the section, and not counted among the lessons."""
    wear(small)
    change(small / "content/lessons/two.md", "order: 2", "order: 2\nkind: page")
    build(small, tmp_path / "site")

    section = (tmp_path / "site/en/lessons/index.html").read_text("utf-8")
    first = (tmp_path / "site/en/lessons/one/index.html").read_text("utf-8")
    second = (tmp_path / "site/en/lessons/two/index.html").read_text("utf-8")
    assert "two/" in section
    assert "1 of 1" in re.sub("<[^>]*>", "", first)
    assert "2 of 2" not in re.sub("<[^>]*>", "", second)


@pytest.mark.parametrize("name", ["../..", "/etc", "a" * 300, "help/../help", "."])
def test_a_section_has_a_name_that_can_be_a_part_of_an_address(small: Path, name: str) -> None:
    """Its folder and its catalogues are named like it, and must not lie elsewhere."""
    change(small / "content/site.yaml", "  - folder: help", f"  - folder: {name}")
    problems: list[Problem] = []
    site = load_site(small, problems)

    message = f'"folder" is "{name}"; call it by up to 60 small letters, digits and hyphens'
    assert problems == [Problem("content/site.yaml", 7, message)]
    assert [section.name for section in site.sections] == ["lessons"]


@pytest.mark.parametrize("code", ["../../etc", "PL", "p" * 300])
def test_a_language_has_a_tag_that_can_name_a_folder(small: Path, code: str) -> None:
    """Nothing is looked for in another folder."""
    change(small / "locales/languages.yaml", "\npl:", f"\n{code}:")
    problems: list[Problem] = []

    assert [language.code for language in load_languages(small, problems)] == ["en", "ar"]
    assert any(problem.message.startswith(f'"{code}" is not a language tag') for problem in problems)


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", "en-gb:\n  name: English\n", None])
def test_a_faulty_list_of_languages_is_told_and_ends_in_no_traceback(
    text: str | None, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where what people search for is listed by language."""
    (small / "locales/search.yaml").write_text("help/now:\n  en: fever\n", "utf-8")
    path = small / "locales/languages.yaml"
    path.unlink() if text is None else path.write_text(text, "utf-8")

    assert main(["check", "--root", str(small)]) == MEND
    assert "locales/languages.yaml:1: " in capsys.readouterr().err


def test_a_plural_rule_that_divides_by_nothing_is_told(small: Path) -> None:
    """Gettext takes it for a rule."""
    change(small / "locales/languages.yaml", "nplurals=3; plural=(n==1", "nplurals=3; plural=(n%0 ? 0 : n==1")
    problems: list[Problem] = []
    load_languages(small, problems)

    assert [problem.path for problem in problems] == ["locales/languages.yaml"]
    assert "cannot be read" in problems[0].message


def test_no_address_is_that_of_another_but_for_capitals(small: Path) -> None:
    """On some hosts "/Help/" and "/help/" are one folder, and one page would be lost."""
    change(small / "content/help/now.md", "  - old-help", "  - Help/Later")
    (small / "content/help/later.md").rename(small / "content/help/Later.md")
    change(small / "content/help/index.md", "description:", "aliases:\n  - /zh-hans/old\ndescription:")
    problems: list[Problem] = []
    project = load_project(small, problems)
    chinese = project.languages[1]._replace(code="zh-Hans")
    problems += languages_have_folders(project._replace(languages=(*project.languages, chinese)))

    assert [(problem.path, problem.message.partition(";")[0]) for problem in sorted(problems)] == [
        ("content/help/Later.md", '"Later" cannot be a part of an address'),
        ("content/help/index.md", 'the alias "/zh-hans/old" starts like a folder of the site'),
        ("content/help/now.md", 'the alias "Help/Later" is not an address'),
    ]
