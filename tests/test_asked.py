"""Words that people search for and that their page does not have."""

import json
from pathlib import Path

import pytest
from conftest import PROJECT, entries_of, new_process, read_tree

from sitegen.asked import load_asked
from sitegen.pipeline import Options, build, read_project
from sitegen.problems import SiteError

WORDS = "help/now:\n  en: fever, fits\n  pl: gorączka\nlessons/two:\n  pl: położna\n"


def entries(site: Path, code: str) -> dict[str, dict[str, dict[str, int]]]:
    """Return where each word of a language's index stands."""
    return entries_of(json.loads((site / code / "search.json").read_text("utf-8"))["index"])


def write(root: Path, text: str) -> None:
    (root / "locales/search.yaml").write_text(text, "utf-8")


def test_a_page_is_found_by_words_that_people_ask_for_it(small: Path, tmp_path: Path) -> None:
    """In their language, and in English in each; they count as its headings do, and stand on no page."""
    (small / "templates/assets/search.js").write_text("", "utf-8")
    write(small, WORDS)
    build(small, tmp_path / "site", Options(preview=True))

    polish, english = entries(tmp_path / "site", "pl"), entries(tmp_path / "site", "en")
    assert "goraczka" in polish
    assert "goraczka" not in english
    assert list(polish["fever"]) == list(english["fever"]) == ["1"]
    assert "gorączka" not in (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")


def test_the_words_of_the_help_page_are_words_of_emergencies(small: Path, tmp_path: Path) -> None:
    """So that it comes first for them."""
    (small / "templates/assets/search.js").write_text("", "utf-8")
    write(small, WORDS)
    build(small, tmp_path / "site", Options(preview=True))

    urgent = json.loads((tmp_path / "site/pl/search.json").read_text("utf-8"))["urgent"]
    assert {"fever", "fits", "goraczka"} <= set(urgent)
    assert "polozna" not in urgent


def test_a_page_about_loss_without_words_of_its_own_is_told(small: Path) -> None:
    """Nobody would find it: the search leads only those there who type one."""
    page = small / "content/help/now.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\nloss: yes\n", 1), "utf-8")
    with pytest.raises(SiteError, match=r'now\.md:\d+: "loss" keeps .* add "help/now:" there'):
        read_project(small)

    write(small, "help/now:\n  en: grief\n")
    assert read_project(small).pages


def test_an_edit_of_the_words_makes_the_site_that_a_fresh_build_makes(small: Path, tmp_path: Path) -> None:
    """Added, changed and taken away."""
    (small / "templates/assets/search.js").write_text("", "utf-8")
    for text in (WORDS, WORDS.replace("gorączka", "drgawki"), "{}\n"):
        write(small, text)
        new_process()
        build(small, tmp_path / "site", Options(preview=True))
        new_process()
        build(small, tmp_path / "fresh", Options(preview=True))
        assert read_tree(tmp_path / "site") == read_tree(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("help/now:\n  en: fever\nhelp/lost:\n  en: fits\n", 'locales/search.yaml:3: there is no page "help/lost"; '),
        ("help/now:\n  xx: fever\n", 'locales/search.yaml:2: unknown key "xx"; '),
        ("help/now: fever\n", 'locales/search.yaml:1: "help/now" needs indented "name: value" lines below it'),
    ],
)
def test_a_mistake_in_the_words_is_told_by_its_line(text: str, told: str, small: Path) -> None:
    """Not by an index that lacks them."""
    write(small, text)

    with pytest.raises(SiteError) as caught:
        read_project(small)
    assert told in str(caught.value)


def test_each_language_of_the_site_has_words_for_the_help_page() -> None:
    """Fever and suicide are searched for in every language, and no page calls them so."""
    project = read_project(PROJECT)
    asked = load_asked(PROJECT, project.languages, project.pages, [])

    english = asked["en"][project.site.help_page]
    assert [code for code, words in asked.items() if words[project.site.help_page] == english] == ["en"]
