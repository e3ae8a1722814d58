"""A build takes over what is unchanged: files of which the bytes stay the same are not written."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, change, new_process, read_tree, wear

from sitegen import chapters, findable, making, memo
from sitegen.chapters import Chapter, translate_all
from sitegen.keys import Keys
from sitegen.known import write_record
from sitegen.ledger import Ledger
from sitegen.pages import Page
from sitegen.pipeline import Options, build
from sitegen.problems import SiteError
from sitegen.project import Project, load_project
from sitegen.renditions import Rendition, rendition_of
from sitegen.states import listing, states_of, umask
from sitegen.stock import Stock

OF_ALL = {"build.json", "manifest.sha256"}


def inodes(folder: Path) -> dict[str, int]:
    """Return each file's number on the disk, which is another one when it is written anew."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in files}


FreshTree = Callable[[Path], dict[str, bytes]]
Written = Callable[[Path, Path, Callable[[], None]], set[str]]


@pytest.fixture
def written(fresh_tree: FreshTree) -> Written:
    """Give what builds, edits and builds again and returns the files that were written: those that changed.

    What names the sources and all files changes with each edit, and is left out of what is returned.
    """

    def built_twice(root: Path, output: Path, edit: Callable[[], None]) -> set[str]:
        build(root, output)
        before, old = read_tree(output), inodes(output)
        edit()
        build(root, output)
        now, new = read_tree(output), inodes(output)
        found = {path for path in new if new[path] != old.get(path)}
        assert found == {path for path in now if now[path] != before.get(path)}
        assert fresh_tree(root) == now
        return found - OF_ALL

    return built_twice


def test_an_edited_page_is_written_in_each_language(small: Path, written: Written) -> None:
    """And nothing else: the service worker of the languages stays, since it does not keep the page."""
    found = written(
        small, small / "site", lambda: change(small / "content/lessons/two.md", "To know the end.", "The very end.")
    )

    assert {path.split("/", 1)[1] for path in found} == {
        "lessons/two/index.html",
        "lessons/two/side-by-side/index.html",
    }


def test_an_edited_title_is_written_wherever_it_shows(small: Path, written: Written) -> None:
    """In the list of its section, in the A to Z, at the lessons beside it."""
    found = written(small, small / "site", lambda: change(small / "content/lessons/two.md", "title: ", "title: Big "))

    assert {"en/lessons/index.html", "en/lessons/one/index.html", "en/a-to-z/index.html"} <= found


def test_a_page_that_only_has_another_name_is_found_by_it(small: Path, fresh_tree: FreshTree) -> None:
    """By the search and the words explained, although not a letter of the page changed."""
    wear(small)
    page = small / "content/lessons/extra.md"
    page.write_text("---\ntitle: Extra\ndescription: More.\norder: 9\n---\nSome words.\n", "utf-8")
    build(small, small / "site")
    page.rename(page.with_name("other.md"))
    build(small, small / "site")

    assert b"lessons/other/" in (small / "site/en/search.json").read_bytes()
    assert read_tree(small / "site") == fresh_tree(small)


@pytest.mark.parametrize("place", ["site", "../elsewhere/site"])
def test_a_picture_with_other_bytes_is_all_that_is_written_besides_who_keeps_it(
    place: str, small: Path, written: Written
) -> None:
    """Pages do not change with it, so their languages are taken over as they are; their service workers name it."""
    wear(small)
    picture = small / "content/pictures/shapes/phone.svg"
    found = written(small, small / place, lambda: change(picture, "<svg ", "<!-- more --><svg "))

    workers = {f"{path.name}/service-worker.js" for path in (small / place).iterdir() if (path / "a-to-z").is_dir()}
    assert len(workers) > 1
    assert found == {"pictures/shapes/phone.svg", *workers}


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (("locales/pl/LC_MESSAGES/help.po", "Po polsku: you bleed a lot", "Po polsku: you bleed"), {"pl help"}),
        (("content/lessons/two.md", "To know the end.", "The very end."), {"en lessons", "pl lessons", "ar lessons"}),
    ],
)
def test_an_edit_looks_at_how_no_page_of_another_section_or_language_stands(
    edit: tuple[str, str, str], wanted: set[str], small: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Not of the English either where a translation was edited, nor for the menu and the search."""
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    wear(small)
    looked: list[str] = []
    look = chapters.Chapter.renditions

    def watched(chapter: chapters.Chapter) -> object:
        looked.append(f"{chapter.language.code} {chapter.section}")
        return look(chapter)

    new_process()
    build(small, small / "site")
    monkeypatch.setattr(chapters.Chapter, "renditions", watched)
    path, old, new = edit
    change(small / path, old, new)
    new_process()
    build(small, small / "site")

    assert set(looked) == wanted
    assert read_tree(small / "site") == fresh_tree(small)


def test_an_edit_of_a_page_looks_at_the_texts_of_no_other_page(
    small: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Neither to judge its translations nor for the search, although the pages of a section are kept together."""
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    wear(small)
    judged: list[str] = []
    searched: list[str] = []
    spoken_of = findable.spoken_of

    def judge(page: Page, *others: Any) -> Rendition:
        judged.append(page.path)
        return rendition_of(page, *others)

    def speak(project: Project, rendition: Rendition, *voices: Any) -> list[findable.Spoken]:
        searched.append(rendition.page.path)
        return spoken_of(project, rendition, *voices)

    new_process()
    build(small, small / "site")
    monkeypatch.setattr(chapters, "rendition_of", judge)
    monkeypatch.setattr(findable, "spoken_of", speak)
    change(small / "content/lessons/two.md", "To know the end.", "The very end.")
    new_process()
    build(small, small / "site")

    assert judged == searched == ["content/lessons/two.md"] * 3
    assert read_tree(small / "site") == fresh_tree(small)


def test_nothing_is_known_of_a_site_from_which_a_file_was_taken_at_once(
    small: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Between the end of a build and a look at what it made: the next build must not take it for complete."""
    save = Ledger.save

    def saved(ledger: Ledger, lots: Any) -> tuple[str, str]:
        (small / "site/en/lessons/two/index.html").unlink()
        return save(ledger, lots)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "save", saved)
        outcome = build(small, small / "site")
    assert outcome.published == ("", "")
    build(small, small / "site")

    assert read_tree(small / "site") == fresh_tree(small)


def test_a_section_is_judged_in_all_languages_before_the_next(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the texts of a page are taken back once, however many pages there are."""
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    judged: list[tuple[str, str]] = []
    judge = Chapter.judge

    def told(chapter: Chapter) -> Any:
        judged.append((chapter.section, chapter.language.code))
        return judge(chapter)

    monkeypatch.setattr(Chapter, "judge", told)
    translate_all(load_project(small, []))
    codes = ["en", "pl", "ar"]

    assert judged == [(section, code) for section in dict.fromkeys(section for section, _ in judged) for code in codes]


def share_picture(small: Path) -> None:
    """Give a project the real templates, and a picture for shared links."""
    wear(small)
    for path in ("en.png", "words.yaml"):
        target = small / "content/pictures/share" / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((PROJECT / "content/pictures/share" / path).read_bytes())


def test_the_words_of_a_shared_picture_are_those_of_the_home_page(small: Path, fresh_tree: FreshTree) -> None:
    """Every page says what its picture for shared links shows, which is the title of a page that it does not list."""
    share_picture(small)
    change(small / "content/site.yaml", "  - index.md\n", "")
    build(small, small / "site")
    change(small / "content/index.md", "title: ", "title: Another ")
    build(small, small / "site")

    assert read_tree(small / "site") == fresh_tree(small)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/help/now.md", "aliases:\n", "aliases:\n  - /long-ago\n"),
        ("content/help/now.md", "aliases:\n", "aliases:\n  - long-ago\n"),
        ("content/index.md", "title: ", "title: Another "),
        ("content/site.yaml", "title: ", "title: Another "),
        ("content/site.yaml", "publisher: ", "publisher: Another "),
        ("content/site.yaml", "https://small", "https://other"),
        ("locales/languages.yaml", "name: ", "name: Old "),
        ("templates/chooser.html", "<body", "<body class=new"),
        ("templates/redirect.html", "<title>", "<title>Away: "),
    ],
)
def test_what_all_languages_share_is_made_anew_with_what_it_shows(
    path: str, old: str, new: str, small: Path, fresh_tree: FreshTree
) -> None:
    """The choice of a language, old addresses, the sitemap and settings of hosts: all of them are one part."""
    share_picture(small)
    build(small, small / "site")
    change(small / path, old, new)
    build(small, small / "site")

    assert read_tree(small / "site") == fresh_tree(small)


def test_another_picture_under_the_same_name_and_of_the_same_size_is_copied(small: Path) -> None:
    """Pages are the same, but what lies beside them is not."""
    share_picture(small)
    build(small, small / "site")
    picture = small / "content/pictures/share/en.png"
    picture.write_bytes(picture.read_bytes() + b"more")
    build(small, small / "site")

    assert (small / "site/pictures/share/en.png").read_bytes() == picture.read_bytes()


def test_an_edited_page_leaves_what_all_languages_share(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the sitemap of a large site, with all its languages, takes longer than making a page."""
    build(small, small / "site")
    change(small / "content/lessons/two.md", "To know the end.", "The very end.")
    monkeypatch.setattr(making, "shared_files", None)
    build(small, small / "site")


def test_an_edited_translation_is_written_in_its_language_only(small: Path, written: Written) -> None:
    """On the pages that show it."""
    found = written(
        small,
        small / "site",
        lambda: change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: Take", "Polsku: Take"),
    )

    assert {"pl/help/now/index.html", "pl/help/now/side-by-side/index.html"} <= found
    assert {path.split("/")[0] for path in found} == {"pl"}
    assert "pl/index.html" not in found


def test_languages_that_are_the_same_as_a_whole_are_taken_over_by_one_key(
    small: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Nothing is asked of their pages one by one; an English title changes all of them."""
    build(small, small / "site")
    asked: set[str] = set()
    of_section = Keys._of_section  # noqa: SLF001

    def tell(keys: Keys, code: str, section: str) -> str:
        asked.add(code)
        return of_section(keys, code, section)

    monkeypatch.setattr(Keys, "_of_section", tell)
    change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: Take", "Polsku: Take")
    build(small, small / "site")
    assert asked == {"pl"}

    change(small / "content/help/now.md", "title: When", "title: Now when")
    build(small, small / "site")
    assert asked == {"en", "pl", "ar"}
    assert read_tree(small / "site") == fresh_tree(small)


def test_an_edited_template_is_written_everywhere(small: Path, written: Written) -> None:
    """On every page."""
    found = written(small, small / "site", lambda: change(small / "templates/base.html", "<body>", "<body >"))

    assert {"en/index.html", "pl/lessons/two/index.html", "ar/404.html"} <= found


def test_a_file_that_somebody_changed_is_made_again(small: Path) -> None:
    """Also one that was deleted."""
    build(small, small / "site")
    made = read_tree(small / "site")
    (small / "site/en/index.html").write_text("harm", "utf-8")
    (small / "site/pl/index.html").unlink()
    (small / "site/pl/more.html").write_text("harm", "utf-8")
    build(small, small / "site")

    assert read_tree(small / "site") == made


@pytest.mark.parametrize("first", [Options(review=True), Options(pseudo=True), Options(codes=("pl",)), Options()])
def test_a_build_of_another_kind_into_the_same_folder_is_not_mixed_up(
    first: Options, small: Path, tmp_path: Path
) -> None:
    """The reviewed pages are no pages for families."""
    wear(small)
    build(small, small / "site", first)
    build(small, small / "site")
    build(small, tmp_path / "fresh")

    assert read_tree(small / "site") == read_tree(tmp_path / "fresh")


@pytest.mark.parametrize("form", [{}, {"form": 1}, {"form": 0, "umask": 18, "parts": [["en", "x"]], "files": []}])
def test_what_another_generator_wrote_down_counts_as_none(form: dict[str, object], small: Path) -> None:
    """It can be of any form."""
    for _ in range(2):  # so that there is a spare folder
        build(small, small / "site")
    before = read_tree(small / "site")
    (record,) = (small / ".known").glob("*.made")
    write_record(str(record), {"parts": [["en", "content/index.md", "key", {}]], "files": {"a": [1]}, **form})
    build(small, small / "site")

    assert read_tree(small / "site") == before


def test_a_mistake_costs_nothing_of_what_was_kept(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that it ends early uses little of that, but the one after it was mended needs it all."""
    monkeypatch.setattr("sitegen.kept._FEW", 1)
    monkeypatch.setattr("sitegen.kept._SPARE", 1)
    page = small / "content/lessons/two.md"
    build(small, small / "site")
    kept = {path.name for path in (small / ".known/made").iterdir()}
    memo.MEMO.forget()
    change(page, "title: ", "titel: ")
    with pytest.raises(SiteError):
        build(small, small / "site")

    assert {path.name for path in (small / ".known/made").iterdir()} >= kept


def _replaced(spare: Path) -> None:
    page = spare / "en/lessons/two/index.html"
    page.unlink()
    page.write_text("something else", "utf-8")


@pytest.mark.parametrize(
    "act",
    [
        lambda spare: (spare / "en/lessons/foreign.html").write_text("x", "utf-8"),
        lambda spare: (spare / "foreign.html").write_text("x", "utf-8"),
        lambda spare: (spare / "en/lessons/foreign").mkdir(),
        lambda spare: (spare / "en/lessons/link").symlink_to(spare.parent),
        lambda spare: (spare / "en/lessons").chmod(0o700),
        lambda spare: (spare / "en/lessons/two/index.html").unlink(),
        lambda spare: shutil.rmtree(spare / "en/lessons/two"),
        shutil.rmtree,
        _replaced,
    ],
    ids=["file", "file on top", "folder", "link", "rights", "lost", "folder lost", "all lost", "replaced"],
)
@pytest.mark.parametrize("times", [1, 3])
def test_whatever_happens_to_the_spare_folder_is_not_published(
    times: int, act: Callable[[Path], object], small: Path, fresh_tree: FreshTree
) -> None:
    """It becomes the site, that of a first build too; while nobody touched it, it is not even looked through."""
    for number in range(times):
        change(small / "content/lessons/two.md", "To know", f"{number} To know")
        build(small, small / "site")
    (spare,) = (small / ".known").glob("*.next")
    act(spare)
    change(small / "content/lessons/one.md", "title: ", "title: New ")
    build(small, small / "site")

    assert read_tree(small / "site") == fresh_tree(small)
    assert {path.stat().st_mode & 0o777 for path in (small / "site").rglob("*") if path.is_dir()} == {0o777 & ~umask()}


def test_times_of_whole_seconds_tell_nothing(tmp_path: Path) -> None:
    """Two changes can have the same one."""
    (tmp_path / "en").mkdir()
    for seconds, known in ((1_790_000_000, False), (1_790_000_000.5, True)):
        for folder in (tmp_path / "en", tmp_path):
            os.utime(folder, (seconds, seconds))
        stock = Stock({}, listing(states_of(str(tmp_path), ["", "en"])))
        assert stock.is_in(str(tmp_path)) is known


@pytest.mark.parametrize("times", [1, 3])
def test_a_spare_folder_that_nobody_touched_is_not_looked_through(
    times: int, small: Path, monkeypatch: pytest.MonkeyPatch, fresh_tree: FreshTree
) -> None:
    """Nor is the site: what is known of both is compared, which takes a quarter of the time."""
    for number in range(times):
        change(small / "content/lessons/two.md", "To know", f"{number} To know")
        build(small, small / "site")
    monkeypatch.setattr("sitegen.disk.plain_files", lambda _: pytest.fail("it was looked through"))
    change(small / "content/lessons/one.md", "title: ", "title: New ")
    build(small, small / "site")

    assert read_tree(small / "site") == fresh_tree(small)


def test_a_first_build_makes_a_twin_of_the_site_which_the_next_one_fills(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit then makes links for what is new to both only; what a build that was killed left of a twin goes."""
    twin = small / ".known" / f"{hashlib.sha256(bytes(small / 'site')).hexdigest()[:16]}.twin"
    (twin / "en/old").mkdir(parents=True)
    build(small, small / "site")
    (spare,) = (small / ".known").glob("*.next")
    assert not twin.exists()
    assert inodes(spare) == inodes(small / "site")

    linked: list[str] = []
    monkeypatch.setattr("sitegen.publish.link", lambda present, _: linked.append(present))
    change(small / "content/lessons/one.md", "title: ", "title: New ")
    build(small, small / "site")
    assert linked == []


def test_a_first_build_that_fails_leaves_no_twin(small: Path) -> None:
    """Nor a site."""
    change(small / "templates/page.html", "{{ page.body }}", "{{ page.nothing.at_all }}")
    with pytest.raises(SiteError):
        build(small, small / "site")
    assert not list((small / ".known").glob("*.twin"))
    assert not (small / "site").exists()


def imported(root: Path, *names: str) -> set[str]:
    """Return which of some modules a build imports."""
    code = f"import sys; from sitegen.cli import main; main(sys.argv[1:]); print(*sys.modules.keys() & {{*{names!r}}})"
    command = [sys.executable, "-c", code, "--root", str(root), "--output", str(root / "site")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)
    return set(done.stdout.split("\n")[-2].split())


def test_an_edited_translation_needs_no_yaml_and_no_encoder_of_codes(small: Path) -> None:
    """What was read from YAML, pages and CLDR's data is kept, as are codes: what reads them takes long to import."""
    wear(small)
    names = ("yaml", "segno", "email", "importlib.metadata", "babel", "markdown", "sitegen.documents")

    assert "yaml" in imported(small, *names)
    change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: you bleed", "Polsku: you bleed")
    assert imported(small, *names) == set()
    change(small / "content/help/now.md", "It is **not**", "Now it is **not**")
    assert imported(small, *names) == {"markdown", "sitegen.documents"}


def test_no_build_imports_what_makes_data_classes(small: Path) -> None:
    """It takes longer to import than a small edit to make, as does `inspect`, which Jinja has too where it draws."""
    wear(small)
    names = ("dataclasses", "inspect", "jinja2")

    assert imported(small, *names) == {"inspect", "jinja2"}
    change(small / "locales/ar/LC_MESSAGES/lessons.po", "بالعربية: To know", "بالعربية: to know")
    assert imported(small, *names) == set()
    change(small / "content/lessons/one.md", "To know the start.", "To know the very start.")
    assert imported(small, *names) == set()
