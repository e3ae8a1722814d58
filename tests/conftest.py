"""What the tests share."""

import gc
import hashlib
import json
import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builds import Builds
from built_pages import BuiltPage
from hypothesis import settings
from trees import Fresh, TwoStates

from sitegen.catalogues import parse_catalogue
from sitegen.chapters import translate_all
from sitegen.entries import Catalogue
from sitegen.languages import load_languages
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.pipeline import build, read_project
from sitegen.problems import Problem
from sitegen.project import Project
from sitegen.summaries import Renditions

# On a developer's machine properties look for new examples each time; in CI the same sources give the same result.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
settings.register_profile("long", max_examples=2_000)

PROJECT = Path(__file__).resolve().parent.parent
SITES = Path(__file__).parent / "sites"
SMALL = SITES / "all-kinds"
STAND_INS = ("pl", "ar", "pa")
OF_THE_REAL_PROJECT = frozenset(("real", "translated", "built", "pages"))
"""The fixtures that take seconds to make; tests that share them run in one process."""

POLISH = next(language for language in load_languages(PROJECT, []) if language.code == "pl")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --accept` takes new output as expected; look at the difference before committing it."""
    parser.addoption("--accept", action="store_true", help="take new output as expected")
    parser.addoption("--long", action="store_true", help="try all cases of what is otherwise sampled")
    parser.addoption("--real", choices=("only", "none"), help="only, or none, of the tests of the real project")
    parser.addoption("--files", choices=("odd", "even"), help="only the tests of every other file")
    parser.addoption("--sequence", type=int, help="the number of the one sequence of edits to try", metavar="NUMBER")


def pytest_configure(config: pytest.Config) -> None:
    """With `--long` properties look at twenty times as many examples, new ones each time.

    Garbage is looked for as seldom as in a build: else it takes a twentieth of the time of tests.
    """
    gc.set_threshold(250_000)
    if config.getoption("--long"):
        settings.load_profile("long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Part the tests of the real project from the others, and those into two, where that is asked for."""
    part, files = config.getoption("--real"), config.getoption("--files")
    kept = [item for item in items if not part or _is_of_the_real_project(item) == (part == "only")]
    if files:
        paths = {*sorted({item.path for item in kept})[("odd", "even").index(files) :: 2]}
        kept = [item for item in kept if item.path in paths]
    config.hook.pytest_deselected(items=[*{*items}.difference(kept)])
    items[:] = kept


def _is_of_the_real_project(item: pytest.Item) -> bool:
    return not OF_THE_REAL_PROJECT.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Say whether all cases are to be tried."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a copy of the small site that a test may change."""
    root = tmp_path / "small"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("expected", ".known"))
    return root


@pytest.fixture(scope="session")
def real() -> Project:
    """Give the real project, read and judged once."""
    return read_project(PROJECT)


@pytest.fixture(scope="session")
def translated(real: Project) -> Renditions:
    """Give its pages in all languages."""
    return translate_all(real)


@pytest.fixture(scope="session")
def builds() -> Iterator[Builds]:
    """Give what starts builds in processes of their own."""
    with Builds() as server:
        yield server


@pytest.fixture(scope="session")
def others() -> Iterator[Builds]:
    """Give what starts other builds at the same time."""
    with Builds() as server:
        yield server


@pytest.fixture
def fresh(builds: Builds) -> Fresh:
    """Give what a build without caches makes of sources."""
    return Fresh(builds)


@pytest.fixture(scope="session")
def fresh_tree(builds: Builds) -> Callable[[Path], dict[str, bytes]]:
    """Give what makes the files of a build without caches from a project's sources; once for the same ones."""
    fresh = Fresh(builds)
    return lambda root: {path: content for path, (kind, content) in fresh(root).tree.items() if kind.startswith("-")}


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory, builds: Builds) -> TwoStates:
    """Give the small site in two states; see `two_states`."""
    folder = tmp_path_factory.mktemp("states")
    shutil.copytree(SMALL, folder / "project", ignore=shutil.ignore_patterns("expected", ".known"))
    return TwoStates(folder / "project", folder / "project/site", builds)


@pytest.fixture
def two_states(states: TwoStates) -> TwoStates:
    """Give the small site in two states, one of them built."""
    states.settle()
    return states


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real site, built once."""
    output = tmp_path_factory.mktemp("built") / "site"
    build(PROJECT, output)
    return output


@pytest.fixture(scope="session")
def pages(built: Path) -> dict[str, BuiltPage]:
    """Give every HTML page of the real site by its path; each is parsed when it is first looked into."""
    tree = read_tree(built)
    return {path: BuiltPage(path, content) for path, content in tree.items() if path.endswith(".html")}


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def polish_catalogue(entries: str) -> Catalogue:
    """Return a sound catalogue with some entries."""
    header = (
        'msgid ""\nmsgstr ""\n"Language: pl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {POLISH.plural_forms}\\n"\n\n'
    )
    problems: list[Problem] = []
    catalogue = parse_catalogue("a.po", header + entries, "pl", POLISH.plural_forms, problems)
    assert catalogue
    assert not problems
    return catalogue


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def but_sources(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Return a site without the digest of its sources, which every letter of them and of the generator changes."""
    record = json.loads(tree["build.json"])
    assert len(record.pop("sources")) == len(hashlib.sha256().hexdigest())
    rows = tree["manifest.sha256"].splitlines(keepends=True)
    others = b"".join(row for row in rows if not row.endswith(b"  build.json\n"))
    return tree | {"build.json": json.dumps(record, indent=2).encode() + b"\n", "manifest.sha256": others}


def entries_of(index: dict[str, str]) -> dict[str, dict[str, dict[str, int]]]:
    """Return where each word of an index stands, as MiniSearch writes it: by field, on which page and how often."""
    numbers = {sign: str(number) for number, sign in enumerate(index["signs"])}
    lines = index["places"].split(" ")
    return {
        word: {
            str(field): {numbers[sign]: times for sign, times in Counter(signs).items()}
            for field, signs in enumerate(line.split("!"))
            if signs
        }
        for word, line in zip(index["words"].split(" "), lines, strict=True)
        if word
    }


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file; the text must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def new_process() -> None:
    """Forget what earlier builds left in this process's memory; what is kept in a project's folder stays."""
    for _ in range(2):
        MEMO.forget()


def wear(root: Path) -> None:
    """Give the small site the templates of the real one."""
    shutil.rmtree(root / "templates")
    shutil.copytree(PROJECT / "templates", root / "templates")


def stand_ins(project: Project) -> list[Language]:
    """Return three languages for all: a Latin one, one from right to left, one with vowel signs; for long tests."""
    found = [language for language in project.languages if language.code in STAND_INS]
    assert len(found) == len(STAND_INS)
    return found
