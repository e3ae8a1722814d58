"""The review build: every text by its state, for translators and editors."""

import shutil
from pathlib import Path

import html5lib
import pytest
from conftest import PROJECT, change, read_tree

from sitegen.cli import main
from sitegen.pipeline import Options, build, read_project
from sitegen.problems import DONE, SiteError

NAMES = ("content", "locales", "templates")
CATALOGUE = "locales/ar/LC_MESSAGES/pregnancy.po"
PAGE = "ar/pregnancy/vitamins/index.html"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real project with a text in each state on the Arabic page of vitamins."""
    root = tmp_path_factory.mktemp("review")
    for name in ("content", "locales", "templates"):
        shutil.copytree(PROJECT / name, root / name)
    catalogue = root / "locales/ar/LC_MESSAGES/pregnancy.po"
    change(catalogue, 'msgid "Folic acid"\nmsgstr "حمض الفوليك"', 'msgid "Folic acid"\nmsgstr ""')
    change(catalogue, 'msgctxt "heading"\nmsgid "Vitamin D"', '#, fuzzy\nmsgctxt "heading"\nmsgid "Vitamin D"')
    change(catalogue, 'retinol)"\nmsgstr "', 'retinol)"\nmsgstr "99 ')
    return root


@pytest.fixture(scope="module")
def review(project: Path) -> Path:
    """Give its review build."""
    build(project, project / "review", Options(("pl", "ar"), review=True))
    return project / "review"


def painted(html: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the painted texts: state, words, and what there is to say."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = []
    for element in tree.iter("span"):
        classes = (element.get("class") or "").split()
        if "app-review" not in classes or element.get("tabindex") != "0":
            continue
        note = element.find("span[@class='app-review__note']")
        assert note is not None
        rows = {row.findtext("b") or "": "".join(row.itertext()).strip() for row in note}
        words = "".join(element.itertext()).removesuffix("".join(note.itertext()))
        found.append((classes[1].removeprefix("app-review--"), words.strip(), rows))
    return found


def test_every_text_is_painted_by_its_state_with_its_source_and_entry(review: Path) -> None:
    """One that is not current stands in English, as on the page, and the note has the translation."""
    found = painted((review / "ar/pregnancy/vitamins/index.html").read_text("utf-8"))
    states = {words: (state, rows) for state, words, rows in found}

    assert states["Folic acid"][0] == "missing"
    state, rows = states["Vitamin D"]
    assert state == "fuzzy"
    assert "فيتامين د" in rows["translation"]
    assert "locales/ar/LC_MESSAGES/pregnancy.po:" in rows["entry"]
    state, rows = next(values for words, values in states.items() if "retinol" in words)
    assert state == "invalid"
    assert "take out 99" in rows["because"]
    assert sum(state == "current" for state, _, _ in found) > 20


def test_no_text_of_a_page_is_left_out(project: Path, review: Path) -> None:
    """Each text is painted once: in its block, or in the panel above the page."""
    for page in read_project(project).pages:
        html = (review / "pl" / page.address / "index.html").read_text("utf-8")
        sources = [rows["text"].partition(" ")[2] for _, _, rows in painted(html)]

        assert len([source for source in sources if source.startswith(page.path)]) == len(page.segments)


def test_no_device_keeps_a_review_build(review: Path) -> None:
    """Its worker deletes what an earlier one saved, and no page registers one."""
    assert "ADDRESSES" not in (review / "pl/service-worker.js").read_text("utf-8")
    assert "data-worker" not in (review / "pl/index.html").read_text("utf-8")


def test_a_review_build_asks_search_engines_to_stay_away(review: Path) -> None:
    """It is not for families, and has the whole of each language, released or not."""
    for name, content in read_tree(review).items():
        if name.endswith("vitamins/index.html"):
            assert b'<meta name="robots" content="noindex">' in content


def test_the_command_writes_beside_the_published_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A review build never takes the place of the site."""
    assert main(["build", "--review", "--language", "ar", "--root", str(project)]) == DONE

    assert "The site is in" in capsys.readouterr().out
    assert not (project / "site").exists()
    assert (project / "review/ar/index.html").is_file()


def test_a_published_page_has_nothing_of_the_review(built: Path) -> None:
    """Neither its style nor its notes."""
    tree = read_tree(built)

    assert not [name for name in tree if "review" in name.rpartition("/")[2]]
    assert not [name for name, content in tree.items() if b"app-review__note" in content]


def test_a_project_without_the_style_of_the_review_is_told(small: Path, tmp_path: Path) -> None:
    """By the name of the file, as any source that is missing."""
    with pytest.raises(SiteError) as raised:
        build(small, tmp_path / "review", Options(review=True))

    assert [problem.path for problem in raised.value.problems] == ["templates/review/review.css"]
