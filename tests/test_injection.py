"""Nothing that anybody writes runs on a page: vectors through each kind of source are refused, or shown as words.

What is shown is judged by a parser that is not ours here, and by Chromium in tests/browser/test_injection.py.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

import page_judges
import pytest
from allowed import short_name
from built_pages import LANGUAGES, BuiltPage, mended
from conftest import POLISH, PROJECT, change, polish_catalogue, read_tree
from hostile import renderings
from hypothesis import given, settings
from hypothesis import strategies as st
from injections import (
    BROKEN,
    CODES,
    COUNT,
    DRAWING,
    DRAWINGS,
    FIRST_LINE,
    IN_QUOTES,
    MARKDOWN,
    SECTION,
    SETTINGS,
    SNIPPETS,
    START,
    TRANSLATIONS,
    WORDS,
    Setting,
    add_section,
    english,
    plant,
)

from sitegen.catalogues import parse_catalogue
from sitegen.chapters import translate_all
from sitegen.documents import Cutter
from sitegen.entries import format_catalogue
from sitegen.environment import make_environment
from sitegen.inline import Inline
from sitegen.pages import Card, Picture
from sitegen.pairs import pair_faults
from sitegen.pictures import is_drawing
from sitegen.pipeline import Options, build, read_project
from sitegen.problems import Problem, SiteError
from sitegen.project import load_project
from sitegen.templates import load_templates
from sitegen.translate import Filling, fill, join_pieces, mark_said

JUDGES = (page_judges.only_allowed, page_judges.scripts_are_files, page_judges.nothing_from_elsewhere)


def problems_of(root: Path) -> list[Problem]:
    """Return what is told of a project."""
    with pytest.raises(SiteError) as caught:
        read_project(root)
    return list(caught.value.problems)


def test_markdown_that_would_run_is_refused_where_it_stands(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each of these by its own page and line, all in one run; none of the others."""
    folder = add_section(small)
    for number, written in enumerate(MARKDOWN):
        (folder / f"v{number}.md").write_text(f"{START}{written.text}\n", "utf-8")
    told: dict[str, list[Problem]] = {}
    for problem in problems_of(small):
        told.setdefault(problem.path, []).append(problem)

    for number, written in enumerate(MARKDOWN):
        found = told.pop(f"content/{SECTION}/v{number}.md", [])
        last = FIRST_LINE + written.text.count("\n")
        assert all(FIRST_LINE <= problem.line <= last for problem in found), written.name
        if written.told:
            assert any(written.told in problem.message for problem in found), f"{written.name}: {found}"
        else:
            assert not found, written.name
    assert not told
    assert f"{COUNT} ways" in (PROJECT / "SECURITY.md").read_text("utf-8")
    assert f"{COUNT} ways" in (PROJECT / "docs/reliability.md").read_text("utf-8")
    with capsys.disabled():
        print(
            f"\n{COUNT} vectors: {len(MARKDOWN)} in Markdown, {len(SETTINGS)} in settings, facts and front matter, ",
            end="",
        )
        print(f"{len(DRAWINGS)} in pictures, {len(TRANSLATIONS) + len(BROKEN)} in translations")


def test_settings_that_would_run_are_refused_where_they_stand(small: Path, tmp_path: Path) -> None:
    """Each by its file and line; a run takes one of each file, since a file may be refused as a whole."""
    for number, row in enumerate(zip_longest(*by_file(found for found in SETTINGS if found.told))):
        root = tmp_path / str(number)
        shutil.copytree(small, root)
        for setting in filter(None, row):
            change(root / setting.path, setting.old, setting.new)
        told = problems_of(root)
        for setting in filter(None, row):
            found = [problem for problem in told if setting.told in problem.message]
            first = (small / setting.path).read_text("utf-8").partition(setting.old)[0].count("\n") + 1
            if setting.path.endswith(".svg"):
                assert any(Path(setting.path).name in problem.message for problem in found), setting.name
            else:
                lines = range(first, first + setting.new.count("\n") + 1)
                assert any(problem.path == setting.path and problem.line in lines for problem in found), setting.name


def by_file(settings: Iterable[Setting]) -> list[list[Setting]]:
    """Return settings in a list for each file."""
    found: dict[str, list[Setting]] = {}
    for setting in settings:
        found.setdefault(setting.path, []).append(setting)
    return list(found.values())


def test_a_picture_is_a_drawing_and_no_more() -> None:
    """What is drawn with shapes, gradients and parts of itself is one."""
    passed = [name for name, text in DRAWINGS.items() if is_drawing(text if isinstance(text, bytes) else text.encode())]

    assert passed == []
    assert is_drawing(DRAWING.encode())


@pytest.mark.parametrize(("entries", "told"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_catalogue_that_hides_something_is_refused_as_a_whole(entries: str, told: str) -> None:
    """By its line."""
    text = format_catalogue(polish_catalogue("")) + entries
    problems: list[Problem] = []

    assert parse_catalogue("a.po", text, POLISH.code, POLISH.plural_forms, problems) is None
    assert any(told in problem.message and problem.line > text.count("\n") - 4 for problem in problems), problems


class Planted:
    """The hostile site, and the same with plain words."""

    def __init__(self, folder: Path) -> None:
        self.hostile, self.plain = (folder / name for name in ("hostile", "plain"))
        for root in (self.hostile, self.plain):
            plant(root, hostile=root is self.hostile)
            build(root, root / "site", Options(CODES, preview=True))

    def pages(self, root: Path) -> dict[str, BuiltPage]:
        """Return the pages of one of the two."""
        tree = read_tree(root / "site")
        return {path: BuiltPage(path, content) for path, content in tree.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Give the two sites."""
    return Planted(tmp_path_factory.mktemp("planted"))


def test_what_is_shown_adds_nothing_but_words_to_any_page(planted: Planted) -> None:
    """No element, attribute or address of another kind is there that is not on the same page with plain words."""
    plain = planted.pages(planted.plain)
    pages = planted.pages(planted.hostile)

    assert pages.keys() == plain.keys()
    for path, page in pages.items():
        assert [fault for judge in (*JUDGES, page_judges.unique_ids) for fault in judge(page)] == [], path
        assert list(skeleton(page)) == list(skeleton(plain[path])), path
    said = text_of_all(pages["ar/help/now/index.html"])
    assert WORDS in text_of_all(pages["en/help/now/index.html"])
    assert IN_QUOTES in said
    assert f"Translation: {WORDS}" in said


def skeleton(page: BuiltPage) -> Iterator[tuple[str, list[str]]]:
    """Give a page's elements with the names of their attributes.

    Words in quotation marks that a translation keeps are marked as English, which the hostile ones happen to be.
    """
    for element in page.elements:
        names = sorted(map(str, element.attrib))
        if not (short_name(element) == "span" and names == ["dir", "lang"]):
            yield short_name(element), names


def text_of_all(page: BuiltPage) -> str:
    """Return all text of a page and of its attributes."""
    values = (value for element in page.elements for value in element.attrib.values())
    return " ".join([*page.root.itertext(), *values])


def test_a_translation_that_adds_anything_leaves_the_english(planted: Planted) -> None:
    """All others are shown."""
    project = load_project(planted.hostile, [])
    rendition = translate_all(project)[CODES[1]][f"content/{SECTION}/translated.md"]
    pairs = zip(rendition.page.segments, rendition.translations, strict=True)
    shown = {segment.text: not translation.english for segment, translation in pairs}

    assert {each.name: shown[english(each)] for each in TRANSLATIONS} == {
        each.name: each.shown for each in TRANSLATIONS
    }


def test_files_for_programs_hold_the_words_as_data(planted: Planted) -> None:
    """The index of the search can be read, and nothing for servers or search engines came from a text."""
    hostile, plain = (read_tree(root / "site") for root in (planted.hostile, planted.plain))
    index = next(path for path in hostile if path.startswith("en/search."))

    assert WORDS in {row.get("title") for row in json.loads(hostile[index])["index"]["storedFields"].values()}
    for name in ("_headers", "_redirects", "nginx.conf", "staticwebapp.config.json", "robots.txt", "sitemap.xml"):
        assert hostile[name] == plain[name]


def test_the_review_build_shows_it_as_words_too(planted: Planted, tmp_path: Path) -> None:
    """Translators open it, with every text and what the checks say of it."""
    build(planted.hostile, tmp_path / "site", Options(CODES[1:], review=True))
    for path, content in read_tree(tmp_path / "site").items():
        if path.endswith(".html"):
            page = BuiltPage(path, content)
            assert [fault for judge in JUDGES for fault in judge(page)] == [], path


def test_every_template_escapes_every_value() -> None:
    """Hostile words in the place of each value, in each branch: the same parser finds nothing that is not allowed."""
    templates = load_templates(PROJECT, [])
    made = list(renderings(make_environment(templates), templates))

    assert {name for name, _ in made} == {name for name in templates if name.endswith(".html")}
    for name, html in made:
        start = "" if "<!DOCTYPE" in html else "<!DOCTYPE html><html lang=en><title>x</title><body>"
        faults = list(page_judges.only_allowed(BuiltPage(name, (start + html).encode())))
        # The picture of a shared link is taken on the machine of the site's makers, and brings its own style.
        assert [fault for fault in faults if name != "share-picture.html" or not fault.startswith("a style")] == [], (
            name
        )


def test_the_service_worker_gets_values_as_data() -> None:
    """Whatever a page's address is."""
    templates = load_templates(PROJECT, [])
    values = {"version": WORDS, "addresses": [WORDS], "offline": WORDS, "secret": [WORDS]}
    text = make_environment(templates).get_template("service-worker.js").render(values)
    lines = [line.partition(" = ")[2].rstrip(";") for line in text.splitlines() if "\\u003cscript" in line]

    assert WORDS not in text
    assert [json.loads(line) for line in lines if line[0] in '["'] == [WORDS, [WORDS], [WORDS]]


INLINE = Inline()
CUTTER = Cutter(INLINE)
ENGLISH = 'Say " dir=" or "help", [now]({1}) and **at once**, to {contact.unit}, 16–24 times.'


class Frame:
    """Draws blocks with nothing of their own."""

    def card(self, _: Card, title: Filling | None, body: str) -> str:
        """Return the heading and the body."""
        return f"<div>{title.html if title else ''}{body}</div>"

    def picture(self, _: Picture, __: Filling | None, text: Filling | None) -> str:
        """Return the words beside the picture."""
        return f"<p>{text.html if text else ''}</p>"


def html_of(text: str) -> str:
    """Return a text as pages show it, with a link and a fact that have attributes of their own."""
    fact = '<a class="phone" href="tel:999" dir="ltr">999</a>'
    return join_pieces(INLINE.render(text), lambda _: fact, lambda _: ' href="a/" hreflang="en"', isolate=True)


def faults_of(html: str) -> list[str]:
    """Return what must not be in a piece of a page, and what the parser has to mend there."""
    page = BuiltPage("en/index.html", f"<!DOCTYPE html><html lang=en><title>x</title><body>{html}".encode())
    return [*page_judges.only_allowed(page), *mended(page.content)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=12))
def test_markdown_of_any_parts_is_refused_or_made_of_what_is_allowed(parts: list[str]) -> None:
    """Also where the library finds something in it that nobody thought of."""
    problems: list[Problem] = []
    document = CUTTER.cut("a.md", "".join(parts), 1, problems)
    fillings = [Filling(segment.text, html_of(segment.text)) for segment in document.segments]

    assert problems or faults_of(fill(document.parts, fillings, Frame())) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(ENGLISH)), st.integers(0, 9), st.lists(st.sampled_from(SNIPPETS), max_size=4))
def test_a_translation_of_any_parts_is_not_shown_or_made_of_what_is_allowed(
    place: int, gone: int, parts: list[str]
) -> None:
    """With words that stay in English marked, and numbers put in their order."""
    translation = "".join([ENGLISH[:place], *parts, ENGLISH[place + gone :]])
    refused = any(True for _ in pair_faults(ENGLISH, translation, LANGUAGES["ar"], INLINE))

    assert refused or faults_of(f"<p>{mark_said(html_of(translation), ENGLISH)}</p>") == []
