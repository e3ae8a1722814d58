"""Golden sites: small projects that must build to exactly what is expected."""

import shutil
from pathlib import Path

import pytest
from conftest import SITES, SMALL, but_sources, change, read_tree, wear

from sitegen.pipeline import Options, build, read_project
from sitegen.problems import SiteError

GOLDEN = sorted(path.parent for path in SITES.glob("*/expected"))
BROKEN = sorted(path.parent for path in SITES.glob("*/expected.txt"))


@pytest.mark.parametrize("site", GOLDEN, ids=lambda path: path.name)
def test_build_makes_exactly_the_expected_files(site: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """No file is missing, none is left over, and every byte is as expected."""
    build(site, tmp_path / "site")

    made = but_sources(read_tree(tmp_path / "site"))
    del made[".gitignore"]
    if request.config.getoption("--accept"):
        shutil.rmtree(site / "expected")
        for path, content in made.items():
            (site / "expected" / path).parent.mkdir(parents=True, exist_ok=True)
            (site / "expected" / path).write_bytes(content)
    assert made == read_tree(site / "expected")


@pytest.mark.parametrize("site", BROKEN, ids=lambda path: path.name)
def test_every_mistake_is_told_in_one_run(site: Path, request: pytest.FixtureRequest) -> None:
    """Each line names the file and line, quotes what is wrong, and says what to do."""
    with pytest.raises(SiteError) as caught:
        read_project(site)

    told = f"{caught.value}\n"
    if request.config.getoption("--accept"):
        (site / "expected.txt").write_text(told, "utf-8")
    assert told == (site / "expected.txt").read_text("utf-8")


def test_a_mistake_leaves_the_built_site_as_it_was(small: Path, tmp_path: Path) -> None:
    """Nothing is written unless everything could be made."""
    output = tmp_path / "site"
    build(small, output)
    before = read_tree(output)
    change(small / "content/help/now.md", "](#red)", "](#blue)")

    with pytest.raises(SiteError, match=r"leads to a heading that content/help/now\.md does not have"):
        build(small, output)
    assert read_tree(output) == before
    assert not list(tmp_path.glob(".site.*"))


def test_a_mistake_in_a_template_is_told_by_file_and_line(small: Path, tmp_path: Path) -> None:
    """A variable that does not exist is not an empty place on the page."""
    change(small / "templates/page.html", "page.easy_read_url", "page.easy_reed_url")

    with pytest.raises(SiteError, match=r"^templates/page.html:4: the template fails: .*easy_reed_url"):
        build(small, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_changed_paragraph_stands_in_english_until_it_is_translated_again(small: Path, tmp_path: Path) -> None:
    """The old translation vanishes at once, the rest of the page stays translated, and undoing gives the same bytes."""
    output = tmp_path / "site"
    page = "pl/help/now/index.html"
    build(small, output)
    before = read_tree(output)
    change(small / "content/help/now.md", "You feel unwell.", "You feel very unwell.")

    build(small, output)
    after = (output / page).read_text("utf-8")
    assert '<p lang="en" dir="ltr">You feel very unwell.</p>' in after
    assert "You feel unwell." not in after
    assert after.count('lang="en"') == before[page].decode().count('lang="en"') + 1
    assert "Po polsku: you bleed a lot" in after

    change(small / "content/help/now.md", "You feel very unwell.", "You feel unwell.")
    build(small, output)
    assert read_tree(output) == before


def test_rewrapping_a_paragraph_keeps_its_translation(small: Path, tmp_path: Path) -> None:
    """How lines are broken is not part of a text."""
    build(small, tmp_path / "site")
    before = read_tree(tmp_path / "site")
    change(small / "content/help/now.md", "It is **not** too late.", "It is\n**not**   too\nlate.")

    build(small, tmp_path / "site")
    assert but_sources(read_tree(tmp_path / "site")) == but_sources(before)


def test_a_page_that_goes_away_is_gone_in_every_language(small: Path, tmp_path: Path) -> None:
    """No file of it is left, nor its place in lists and the sitemap."""
    output = tmp_path / "site"
    build(small, output)
    (small / "content/lessons/two.md").unlink()

    build(small, output)
    assert not [path for path, content in read_tree(output).items() if "two" in path or b"lessons/two" in content]


def test_a_changed_fact_changes_every_page_and_reopens_no_translation(small: Path, tmp_path: Path) -> None:
    """A fact is not part of a text."""
    change(small / "content/facts/dose.yaml", "400 microgram", "0.5 milligram")
    outcome = build(small, tmp_path / "site")

    assert "Take 0,5 miligrama until" in (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")
    assert outcome.states == build(SMALL, tmp_path / "other").states


def test_building_one_language_leaves_no_other_behind(small: Path, tmp_path: Path) -> None:
    """Languages that are there are as the sources are now: their facts, their English, their style sheet."""
    output = tmp_path / "site"
    wear(small)
    build(small, output)
    change(small / "content/facts/dose.yaml", "400 microgram", "500 microgram")
    change(small / "content/help/now.md", "You feel unwell.", "You feel very unwell.")
    change(small / "templates/styles/20-site.css", ":root", "a{color:red}:root")

    outcome = build(small, output, Options(("pl",)))
    assert [language.code for language in outcome.languages] == ["en", "pl", "ar"]
    assert "You feel very unwell." in (output / "ar/help/now/index.html").read_text("utf-8")
    build(small, tmp_path / "fresh")
    assert read_tree(output) == read_tree(tmp_path / "fresh")


def test_building_one_language_writes_nothing_of_others_that_are_current(small: Path, tmp_path: Path) -> None:
    """And adds none that is not there."""
    output = tmp_path / "site"
    build(small, output, Options(("pl", "ar")))
    before = {path: path.stat().st_ino for path in (output / "ar").rglob("*.html")}
    change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: you bleed a lot", "Po polsku: you bleed")

    build(small, output, Options(("pl",)))
    assert before == {path: path.stat().st_ino for path in (output / "ar").rglob("*.html")}
    assert not (output / "en").exists()
    assert "Po polsku: you bleed" in (output / "pl/help/now/index.html").read_text("utf-8")


def test_a_broken_catalogue_stops_the_build_but_not_with_keep_going(small: Path, tmp_path: Path) -> None:
    """Then its section stands in English in that language, and all else is as before."""
    output = tmp_path / "site"
    build(small, output)
    before = read_tree(output)
    broken = small / "locales/ar/LC_MESSAGES/lessons.po"
    change(broken, 'msgstr "بالعربية: To know the start."', 'msgstr "بالعربية: To know the start.')

    with pytest.raises(SiteError, match=r"lessons\.po:\d+: text is not closed"):
        build(small, output)
    assert read_tree(output) == before

    outcome = build(small, output, Options(keep_going=True))
    after = read_tree(output)
    assert [problem.path for problem in outcome.broken] == ["locales/ar/LC_MESSAGES/lessons.po"]
    page = after["ar/lessons/one/index.html"].decode()
    assert '<main lang="en" dir="ltr">' in page
    assert "To know the start." in page
    assert "بالعربية: You feel unwell." in after["ar/help/now/index.html"].decode()
    for path in ("pl/help/now/index.html", "en/help/now/index.html", "pl/help/now/easy-read/index.html"):
        assert after[path] == before[path]
