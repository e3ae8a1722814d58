"""A frame filled in is, to the byte, what its template draws for the page alone; whatever else is asked of it fails."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from conftest import POLISH, PROJECT, change, new_process, read_tree, wear
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen import render, voice
from sitegen.chapters import translate_all
from sitegen.environment import JinjaTemplates, make_environment
from sitegen.frames import Frame, Frames, unaltered
from sitegen.inline import Inline
from sitegen.interface import Words
from sitegen.making import Making
from sitegen.memo import MEMO
from sitegen.pipeline import Options, build, read_project
from sitegen.places import SITE_ROOT, place_of
from sitegen.problems import SiteError
from sitegen.project import Project
from sitegen.slots import MOST, Own, slotted
from sitegen.summaries import Renditions
from sitegen.translate import Text

PLACE = place_of("birth/home/")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Co", "Cc")), max_size=20)
VALUES = WORDS | WORDS.map(Markup) | st.builds(Text, WORDS, st.booleans()) | st.integers()
TEMPLATE = """
<p{{ a | lang }} title="{{ a | plain }}">{{ a }}</p>
{% for x, y in rows %}<a href="?q={{ x | plain | urlencode }}">{{ y }}</a>{% endfor %}
{% if b %}<b>{{ b }}{{ a }}{{ b | urlencode }}</b>{% endif %}{% set c %}{{ a | urlencode }}%0A{{ b }}{% endset %}{{ c }}
"""
MISUSES = (
    "a | replace('<ul>' | safe, '<ol>' | safe)",
    "a | striptags",
    "a | forceescape",
    "a | safe",
    "a | int",
    "a | tojson",
    "a | wordwrap",
    "[a] | string",
    "(a, a) | join | upper",
    "a != 'x'",
    "a in ['x']",
    "a * 2",
    "a <= 'x'",
    "t('Hello {x}', x=a) | plain | urlencode",
    "t('Hello {x}', x=a) | plain | tojson",
    "a | upper",
    "a | length",
    "a ~ 'x'",
    "a == 'x'",
    "a[0]",
    "a | replace('x', 'y')",
    "a | truncate(3)",
    "'x' in a",
    "a + 'x'",
    "a | string",
    "a | join",
    "'%s' | format(a)",
)


def templates(text: str) -> JinjaTemplates:
    """Return an environment with one template."""
    return make_environment({"a.html": text})


@given(st.builds(Text, WORDS, st.booleans()), VALUES | st.none(), st.lists(st.tuples(VALUES, VALUES), max_size=4))
def test_a_filled_frame_is_what_the_template_draws(a: Text, b: Any, rows: list[tuple[Any, Any]]) -> None:
    """As it is, without markup and in an address; where there is none; in a list of any length."""
    template = templates(TEMPLATE).get_template("a.html")
    values = (Own(a), None if b is None else Own(b), tuple((Own(x), Own(y)) for x, y in rows))
    own: list[Own] = []
    slots = slotted(values, own)
    names = ("a", "b", "rows")

    alone = template.render(dict(zip(names, values, strict=True)))
    frame = Frame("a.html", template.render(dict(zip(names, slots, strict=True))).encode())
    assert frame.filled(own) == alone
    assert frame.file(own, PLACE) == alone.encode()


@pytest.mark.parametrize("misuse", MISUSES)
def test_a_template_that_asks_more_of_a_slot_fails(misuse: str) -> None:
    """It would be drawn for one page and shown on others; and the mistake is told as any of a template."""
    (slot,) = slotted((Own("x"),), [])
    drawing = templates("{{ " + misuse + " }}").speaking(POLISH, Words(POLISH, None, Inline()).t)

    with pytest.raises(SiteError):
        unaltered("a.html", drawing.draw("a.html", {"a": slot}))


@pytest.mark.parametrize(
    "misuse",
    [
        "{% filter upper %}{{ a }}{% endfilter %}",
        "{% set w %}{{ a }}{% endset %}{{ w | urlencode }}",
        "{% set w %}{{ a }}{% endset %}{{ w | upper }}",
        "{% for letter in a %}{{ letter }}{% endfor %}",
        "{% if a > 'x' %}{% endif %}",
        "{% set w %}{{ a }}{% endset %}{{ w.encode('unicode_escape').decode() }}",
    ],
)
def test_so_does_one_that_alters_what_a_slot_was_printed_into(misuse: str) -> None:
    """The slot's mark would come out as it is, or spelt in some other way."""
    (slot,) = slotted((Own("x"),), [])

    with pytest.raises(SiteError):
        unaltered("a.html", templates(misuse).draw("a.html", {"a": slot}))


def test_a_value_is_asked_for_only_where_it_is_printed() -> None:
    """So that a template need not have the components that it does not show."""
    asked: list[str] = []

    def say(name: str) -> str:
        asked.append(name)
        return name

    own: list[Own] = []
    slots = slotted(tuple(Own(partial(say, name)) for name in "abc"), own)
    frame = Frame("a.html", templates("{{ values[1] }}").get_template("a.html").render(values=slots).encode())

    assert frame.filled(own) == "b"
    assert asked == ["b"]


def test_what_has_no_mark_left_is_as_if_it_were_the_same_on_all_pages() -> None:
    """Nobody has so many sources; if somebody has, the page is right all the same."""
    own: list[Own] = []
    values = tuple(Own(str(number)) for number in range(MOST + 5))
    html = templates("{% for value in values %}{{ value }} {% endfor %}").get_template("a.html").render

    assert len({*slotted(values, own)}) == MOST + 5
    assert Frame("a.html", html(values=slotted(values, own := [])).encode()).filled(own) == html(values=values)


def drawn_alone(values: tuple[Any, ...], _: list[Own]) -> tuple[Any, ...]:
    """Leave values as they are, in the place of `slotted`."""
    return values


def pages_of(project: Project, renditions: Renditions, codes: set[str]) -> dict[str, bytes]:
    """Return every file of a project's pages in some languages."""
    making = Making(project, renditions, project.languages)
    languages = [language for language in project.languages if language.code in codes]
    parts = [part for lot in making.lots(languages) for part in lot if part.name.endswith(".md")]
    return dict(file for part in parts for file in making.files(part))


def test_every_page_of_the_real_site_is_as_if_drawn_alone(
    real: Project, translated: Renditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages, with the English beside them and without, in languages of both directions."""
    assert_drawn_alone(real, translated, monkeypatch)


def test_every_page_of_the_small_site_is_as_if_drawn_alone(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all is translated."""
    project = read_project(small)
    assert_drawn_alone(project, translate_all(project), monkeypatch)


def assert_drawn_alone(project: Project, renditions: Renditions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages from frames that they share are those that are drawn one by one."""
    framed = pages_of(project, renditions, {"en", "ar", "ur"})
    for module in (render, voice):
        monkeypatch.setattr(module, "slotted", drawn_alone)
    monkeypatch.setattr(Frames, "get", lambda _, template, __, draw: Frame(template, draw().encode()))
    monkeypatch.setattr(voice.Voice, "beside", lambda self, *texts: self.draw("beside", *map(Markup, texts)))
    alone = pages_of(project, renditions, {"en", "ar", "ur"})

    assert framed.keys() == alone.keys()
    assert [path for path, content in framed.items() if alone[path] != content] == []
    assert len(framed) > 20


def test_pages_that_differ_in_nothing_else_share_a_frame(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages of a section are drawn once, and once more with the English beside them."""
    wear(small)
    text = (small / "content/lessons/one.md").read_text("utf-8").replace("order: 1", "order: 3")
    (small / "content/lessons/three.md").write_text(text.replace("The first lesson", "The third lesson"), "utf-8")
    drawn: Counter[tuple[str, str]] = Counter()
    original = render.LanguageSite.drawn

    def count(site: render.LanguageSite, template: str, values: render.Values) -> str:
        drawn[site.language.code, template] += 1
        return original(site, template, values)

    monkeypatch.setattr(render.LanguageSite, "drawn", count)
    monkeypatch.setenv("SITEGEN_WORKERS", "1")
    build(small, small / "site", Options(preview=True))

    assert len(list((small / "site/ar/lessons").rglob("index.html"))) == 4 * 2  # three lessons and their section
    assert drawn["en", "lesson.html"] == 1
    assert drawn["ar", "lesson.html"] == 2 * 2  # alone and beside, and the third has a title that is not translated


@pytest.mark.parametrize("origin", ["human", "machine draft"])
def test_a_notice_stands_only_on_what_a_machine_made(origin: str, small: Path) -> None:
    """Who translated by hand and has not signed made no machine draft, and the page has no empty box."""
    wear(small)
    path = small / "locales/languages.yaml"
    path.write_text(re.sub(r"(?m)^  origin: (?!source).*", f"  origin: {origin}", path.read_text("utf-8")), "utf-8")
    change(small / "content/site.yaml", "notice: Not checked yet.\n", "")
    build(small, small / "site", Options(preview=True))

    assert ("app-notices" in (small / "site/ar/lessons/one/index.html").read_text("utf-8")) is (origin != "human")
    assert "app-notices" not in (small / "site/en/lessons/two/index.html").read_text("utf-8")


def test_an_edited_page_is_made_without_drawing_anything(small: Path) -> None:
    """What is around its texts was kept, also for the English in it that is not translated any more."""
    wear(small)
    run = [sys.executable, "-X", "importtime", str(PROJECT / "build.py"), "--preview", "--root", str(small)]
    subprocess.run(run, capture_output=True, check=True)
    change(small / "content/lessons/one.md", "To know the start.", "To know the very start.")
    imported = subprocess.run(run, capture_output=True, text=True, check=True).stderr

    assert "very start" in (small / "site/ar/lessons/one/index.html").read_text("utf-8")
    assert "sitegen.frames" in imported
    assert "jinja2" not in imported


def test_frames_are_drawn_anew_where_anything_else_changed(small: Path) -> None:
    """A word of the menu, a setting, a template."""
    wear(small)
    build(small, small / "site", Options(preview=True))
    for path, old, new in [
        ("templates/components/share.html", "app-share__list", "app-share__row"),
        ("content/site.yaml", "publisher: ", "publisher: New "),
        ("locales/ar/LC_MESSAGES/interface.po", 'msgid "A to Z"\nmsgstr "', 'msgid "A to Z"\nmsgstr "جديد '),
    ]:
        change(small / path, old, new)
        new_process()
        build(small, small / "site", Options(preview=True))
        fresh = small.with_name("fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(small, fresh, ignore=shutil.ignore_patterns("site", ".known"))
        build(fresh, fresh / "site", Options(preview=True))
        assert read_tree(small / "site") == read_tree(fresh / "site"), path


def test_an_address_of_the_site_in_a_filter_is_told_with_the_template(small: Path) -> None:
    """It would lead nowhere."""
    wear(small)
    change(small / "templates/easy-read.html", "{{ page.body }}", "{{ page.standard_url | urlencode }}{{ page.body }}")

    with pytest.raises(SiteError) as caught:
        build(small, small / "site", Options(preview=True))
    assert SITE_ROOT not in str(caught.value)
    (problem,) = caught.value.problems
    assert problem.path == "templates/easy-read.html"
    assert problem.message.startswith("an address of the site went through a filter")


@pytest.mark.parametrize(
    ("component", "old", "new"),
    [
        ("picture", "{{ src }}", "{{ src | urlencode }}"),
        ("beside", "{{ own }}", "{{ own | plain }}"),
        ("page-link", "{% macro page_list(", "{% macro other("),
        ("pagination", "{{ previous.title }}", "{{ previous.title | upper }}"),
    ],
)
def test_a_mistake_in_a_component_is_told_with_it(component: str, old: str, new: str, small: Path) -> None:
    """And with nothing but it, though a page or another component asked for it."""
    wear(small)
    change(small / f"templates/components/{component}.html", old, new)

    with pytest.raises(SiteError) as caught:
        build(small, small / "site", Options(preview=True))
    assert {problem.path for problem in caught.value.problems} == {f"templates/components/{component}.html"}


def test_a_page_of_no_content_is_filled_in_by_the_same_rules(small: Path) -> None:
    """The A to Z and its like."""
    wear(small)
    change(small / "templates/a-to-z.html", "{% block main %}", "{% block main %}{{ page.menu | upper }}")

    with pytest.raises(SiteError) as caught:
        build(small, small / "site", Options(preview=True))
    assert caught.value.problems[0].path == "templates/a-to-z.html"


def test_editing_a_page_that_others_list_adds_no_frame(small: Path) -> None:
    """A list of pages is a frame for any pages; so what is kept does not grow with each edit."""
    wear(small)
    kept = []
    for number in range(3):
        page = small / "content/lessons/one.md"
        page.write_text(
            re.sub("(?m)^description: .*$", f"description: About {number}.", page.read_text("utf-8")), "utf-8"
        )
        build(small, small / "site", Options(preview=True))
        MEMO.load(small)
        kept.append(len(cast("tuple[str, dict[str, bytes]]", MEMO.under(("frames", "en")))[1]))

    assert kept[0] == kept[1] == kept[2]


def test_a_component_that_is_not_there_is_told_by_its_name(small: Path) -> None:
    """Where a page shows it."""
    (small / "templates/components/main-menu.html").unlink()

    with pytest.raises(SiteError) as caught:
        build(small, small / "site", Options(preview=True))
    assert str(caught.value.problems[0]).startswith("templates/components/main-menu.html:1: there is no such template")


def test_a_misuse_of_a_slot_is_told_by_file_and_line(small: Path) -> None:
    """As any mistake of a template."""
    wear(small)
    change(small / "templates/page.html", "{{ page.body }}", "{{ page.body | upper }}")
    line = (small / "templates/page.html").read_text("utf-8").split("\n").index("{{ page.body | upper }}") + 1

    with pytest.raises(SiteError) as caught:
        build(small, small / "site", Options(preview=True))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/page.html", line)
    assert "| plain" in problem.message
