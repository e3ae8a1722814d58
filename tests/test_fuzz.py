"""Random sources: whatever is in them, the result is a sound project or problems by file and line."""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built_pages import BuiltPage, mended
from conftest import SMALL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.content import load_page
from sitegen.facts import load_facts
from sitegen.inline import Inline
from sitegen.languages import load_languages
from sitegen.pictures import load_credits
from sitegen.pipeline import build
from sitegen.problems import Problem, SiteError
from sitegen.settings import load_site
from sitegen.wording import load_wording

PIECES = (
    "[", "]", "](", ")", "(", "![", "](#red)", "](../help/now.md)", "](https://a.example/?b=1&c)", "][", "]: ", "*",
    "**", "***", "_", "`", "\\", "\\*", "\\[", "<", ">", "<b>", "</b>", "<!--", "-->", "<![CDATA[", "&", "&#8238;",
    "&amp;", "{", "}", "{#a}", "{.a}", "{: #a .b}", "{: a=b }", "{dose.folic_acid}", "{contact.emergency}", "{no.fact}",
    "|", "\\|", "| --- |", "!!!", "???", '"', "'", "://", "a@b.example", "999", "16–24", "٩٩٩", "é", "e\u0301", "\u0301",  # noqa: E501
    "\u200d", "\u2066", "\u202e", "\u00a0", "\u2028", "\x00", "\ufeff", "\ue000", "klzzwxh:0001", "\t", "  ", "  \n",
    "\n", "\r", ":", "#", "-", "+", "1.", "word", "Take milk", "![](../pictures/shapes/phone.svg) ", "~", "=", "---",
    "...", "%", "@", "?",
)  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join)
LINE = TEXT.map(lambda text: " ".join(text.split("\n")))
MARK = st.sampled_from(
    ["- ", "* ", "1. ", "> ", "## ", "# ", ":   ", "", "!!! urgent", '!!! inset ""\n    ', '??? "', '!!! do "Do"\n    ']
)
ROWS = st.lists(st.lists(LINE, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |"), min_size=1, max_size=4)
TABLE = st.tuples(ROWS, st.integers(0, 4)).map(
    lambda drawn: "\n".join([drawn[0][0], "|" + " --- |" * drawn[1], *drawn[0][1:]])
)
ATTRIBUTES = st.tuples(LINE, LINE).map(lambda pair: f"{pair[0]}\n{{: {pair[1]} }}")
LEAF = st.one_of(LINE, st.tuples(MARK, LINE).map("".join), TABLE, ATTRIBUTES, st.just("<!-- critical -->"))
MEANING = st.tuples(LINE, LINE).map(lambda pair: f"{pair[0]}\n:   {pair[1]}")


def within(mark: str, blocks: list[str], gap: str) -> str:
    """Return blocks that stand in a list, quote or card."""
    return mark + "\n    ".join(gap.join(blocks).split("\n"))


BLOCK = st.recursive(
    LEAF | MEANING,
    lambda inner: st.builds(within, MARK, st.lists(inner, max_size=3), st.sampled_from(["\n", "\n\n"])),
    max_leaves=12,
)
BODY = st.lists(BLOCK, max_size=6).map("\n\n".join)

KEY = st.sampled_from(
    [
        "title", "description", "order", "reviewed", "sources", "aliases", "draft", "kind", "base", "sections",
        "folder", "pl", "name", "plural", "origin", "direction", "words", "word", "phone", "amount", "verified", "own",
        "licence", "offline", "no", "~", "? a", "&a", "*a", "!!str a", "<<", "[a]", "{a: b}", '"\\ud800"', "- a", "",
    ],
)  # fmt: skip
PLAIN = st.sampled_from(
    ["null", "~", "no", "[]", "{}", "[a, {b: c}]", "{a: [b]}", "&a b", "*a", "!!int a", "|", ">-", '"\\UFFFFFFFF"',
     '"\\x00"', "'it''s'", "2026-02-30", "2026-11-24", "999", "400 microgram", "nplurals=2; plural=(n != 1);",
     "nplurals=1; plural=(n%0);", "source", "ltr", "https://a.example/", "../..", "---", "...", "%YAML 1.1", "@", "`"],
)  # fmt: skip
VALUE = st.one_of(PLAIN, PLAIN, LINE, LINE.map(lambda text: f'"{text}"'), TEXT.map(lambda text: f"|\n      {text}"))


def indented(lines: list[str]) -> str:
    """Return lines as a group below a key."""
    return "".join(f"\n  {line}" for text in lines for line in text.split("\n"))


FIELD = st.recursive(
    st.tuples(KEY, VALUE).map(": ".join),
    lambda inner: st.one_of(
        st.tuples(KEY, st.lists(inner, max_size=3).map(indented)).map(":".join),
        st.tuples(KEY, st.lists(inner.map(lambda text: f"- {text}"), max_size=3).map(indented)).map(":".join),
    ),
    max_leaves=6,
)
EDIT = st.tuples(st.floats(0, 0.999), st.sampled_from(["value", "value", "more", "less"]), VALUE)
YAML = st.one_of(st.lists(EDIT, min_size=1, max_size=4), st.lists(FIELD, max_size=6).map("\n".join), TEXT)


def made(text: str, drawn: str | list[tuple[float, str, str]]) -> str:
    """Return what was drawn: a whole file, or a sound one with some lines edited."""
    if isinstance(drawn, str):
        return drawn
    lines = text.split("\n")
    for place, kind, words in drawn:
        at = int(place * len(lines))
        line = lines[at] if lines else ""
        edited = {"value": [f"{line.partition(': ')[0]}: {words}"], "more": [line, words], "less": []}
        lines[at : at + 1] = edited[kind]
    return "\n".join(lines)


QUOTED = TEXT.map(lambda text: '"' + text.replace("\n", "\\n") + '"')
PO_LINE = st.tuples(
    st.sampled_from(
        ["msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[0] ", "", "#~ msgid ", "#| msgid ", "#, "]
    ),
    QUOTED | LINE,
).map("".join)
PO = st.lists(PO_LINE | st.sampled_from(["", "#, fuzzy", "#. note", "#: a.md"]), max_size=12).map("\n".join)

FRONT = "title: Two\ndescription: The second.\norder: 2"
PAGE = "content/lessons/two.md"
CATALOGUE = "locales/pl/LC_MESSAGES/lessons.po"
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """Give a copy of the small site for all examples."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SMALL, Path(folder) / "small", ignore=shutil.ignore_patterns("expected", ".known"))
        yield Path(folder) / "small"


@contextlib.contextmanager
def written(root: Path, path: str, text: str) -> Iterator[int]:
    """Write a file for a while; give the number of its lines."""
    before = (root / path).read_bytes()
    content = text.encode("utf-8", "surrogatepass")
    (root / path).write_bytes(content)
    yield len(re.split(b"\r\n|\r|\n", content))
    (root / path).write_bytes(before)


def judge(problems: list[Problem], path: str, lines: int) -> None:
    """Each problem is one line that says where and what to do."""
    for problem in problems:
        assert problem.path == path, problem
        assert 1 <= problem.line <= lines, problem
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", str(problem)), problem


def page(front: str, body: str) -> str:
    """Return a page."""
    return f"---\n{front}\n---\n{body}"


@SETTINGS
@given(body=BODY)
def test_any_body_of_a_page_is_cut_or_told(root: Path, body: str) -> None:
    """Marks, blocks, tables, attributes and meanings in each other."""
    problems: list[Problem] = []
    with written(root, PAGE, page(FRONT, body)) as lines:
        load_page(root, PAGE, load_site(root, []), Inline(), problems)

    judge(problems, PAGE, lines)


@SETTINGS
@given(drawn=YAML)
def test_any_front_matter_is_read_or_told(root: Path, drawn: str | list[tuple[float, str, str]]) -> None:
    """No value runs, is followed or is guessed."""
    problems: list[Problem] = []
    front = (root / "content/help/now.md").read_text("utf-8").split("---\n")[1]
    with written(root, PAGE, page(made(front, drawn), "Words.")) as lines:
        load_page(root, PAGE, load_site(root, []), Inline(), problems)

    judge(problems, PAGE, lines)


READERS: dict[str, Callable[[Path, list[Problem]], object]] = {
    "content/site.yaml": load_site,
    "locales/languages.yaml": load_languages,
    "content/facts/dose.yaml": load_facts,
    "content/pictures/shapes/credit.yaml": load_credits,
    "content/style.yaml": load_wording,
}


@pytest.mark.parametrize("path", READERS)
@SETTINGS
@given(drawn=YAML)
def test_any_settings_or_facts_are_read_or_told(
    root: Path, path: str, drawn: str | list[tuple[float, str, str]]
) -> None:
    """Every file of YAML has one reader, which types each value."""
    (root / path).touch()
    problems: list[Problem] = []
    with written(root, path, made((root / path).read_text("utf-8"), drawn)) as lines:
        READERS[path](root, problems)

    judge(problems, path, lines)


@SETTINGS
@given(text=PO)
def test_any_catalogue_is_read_or_told(root: Path, text: str) -> None:
    """What is not understood is never guessed."""
    language = load_languages(root, [])[1]
    content = (root / CATALOGUE).read_text("utf-8") + "\n" + text
    problems: list[Problem] = []
    read = parse_catalogue(CATALOGUE, content, language.code, language.plural_forms, problems)

    assert (read is None) == bool(problems)
    judge(problems, CATALOGUE, content.count("\n") + 1)


@settings(SETTINGS, max_examples=SETTINGS.max_examples // 10)
@given(body=BODY, value=LINE, said=TEXT)
def test_any_sources_make_a_sound_site_or_are_told(root: Path, body: str, value: str, said: str) -> None:
    """A page that is built is well-formed, with one main part, whatever its translation is."""
    words = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    catalogue = re.sub(r'(?m)^msgstr ".+"$', lambda _: f'msgstr "{words}"', (root / CATALOGUE).read_text("utf-8"))
    title = value.replace("\\", "").replace('"', "").strip() or "Two"
    front = f'title: "{title}"\ndescription: "{title}"'
    output = root.parent / "site"
    with written(root, PAGE, page(front, body)), written(root, CATALOGUE, catalogue):
        told = faults(lambda: build(root, output))

    assert {problem.path for problem in told} <= {PAGE, CATALOGUE}
    for path in [] if told else output.glob("*/lessons/two/index.html"):
        made = BuiltPage(path.name, path.read_bytes())
        assert not mended(made.content)
        assert len([element for element in made.elements if element.tag.endswith("}main")]) == 1


def faults(run: Callable[[], object]) -> tuple[Problem, ...]:
    """Return what is told of the sources."""
    try:
        run()
    except SiteError as error:
        return error.problems
    return ()
