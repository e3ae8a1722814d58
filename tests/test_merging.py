"""A site that is put together from languages that were built apart."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, SMALL, change, read_tree

from sitegen.cli import main
from sitegen.pipeline import Options, build
from sitegen.problems import DONE, USAGE


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the small site in two parts: two languages and one."""
    root = tmp_path_factory.mktemp("both")
    shutil.copytree(SMALL, root / "small", ignore=shutil.ignore_patterns("expected", ".known"))
    for name, codes in {"part 1": ("pl",), "part 2": ("en", "ar")}.items():
        build(root / "small", root / "parts" / name, Options(codes))
    return root / "parts"


@pytest.fixture
def parts(both: Path, tmp_path: Path) -> list[Path]:
    """Give the parts, which a test may change."""
    shutil.copytree(both, tmp_path, symlinks=True, dirs_exist_ok=True)
    return [tmp_path / "part 1", tmp_path / "part 2"]


def merge(root: Path, output: Path, parts: list[Path]) -> int:
    """Put parts together with the command, and return its exit status."""
    return main(["build", "--root", str(root), "--output", str(output), "--merge", *map(str, parts)])


def test_parts_put_together_are_byte_for_byte_the_site_of_one_build(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In whatever order they come, and into an output that is already there."""
    build(small, tmp_path / "whole")
    for order in (parts, parts[::-1]):
        assert merge(small, tmp_path / "site", order) == DONE
        assert read_tree(tmp_path / "site") == read_tree(tmp_path / "whole")
    assert "3 languages (en, pl, ar) put together." in capsys.readouterr().out


def test_parts_of_different_sources_are_not_put_together(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their lists and their pictures would not be those of one site; the output stays."""
    merge(small, tmp_path / "site", parts)
    before = read_tree(tmp_path / "site")
    edits = [
        ("content/site.yaml", "title: Small site", "title: Another site"),
        ("content/help/now.md", "You feel unwell.", "You feel very unwell."),
        ("locales/pl/LC_MESSAGES/help.po", "Po polsku: you bleed a lot", "Po polsku: you bleed"),
    ]
    for path, old, new in edits:
        change(small / path, old, new)
        build(small, parts[0], Options(("pl",)))
        assert merge(small, tmp_path / "site", parts) == USAGE
        assert 'was not built from the same sources, in the same way, as "' in capsys.readouterr().err
        assert read_tree(tmp_path / "site") == before
        change(small / path, new, old)


def test_a_part_for_reviewers_is_not_put_together_with_one_for_families(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its texts are painted, and languages that are not released are among its own."""
    for name in ("review", "components/review.html"):
        copy = shutil.copytree if name == "review" else shutil.copy
        copy(PROJECT / "templates" / name, small / "templates" / name)
    build(small, parts[0], Options(("pl",)))
    build(small, parts[1], Options(("en", "ar"), review=True))

    assert merge(small, tmp_path / "site", parts) == USAGE
    assert f'"{parts[1]}" was not built from the same sources, in the same way, as "' in capsys.readouterr().err


def test_a_part_that_was_harmed_on_its_way_is_told(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is cut off or lost."""
    page = parts[0] / "pl/help/now/index.html"
    page.write_bytes(page.read_bytes()[:-5])
    assert merge(small, tmp_path / "site", parts) == USAGE
    assert 'pl/help/now/index.html" is not what was built' in capsys.readouterr().err
    page.unlink()
    assert merge(small, tmp_path / "site", parts) == USAGE
    assert 'part 1" has no file "pl/help/now/index.html", which its manifest.sha256 names' in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def rewrite(part: Path, edit: Callable[[list[bytes]], list[bytes]]) -> None:
    """Write a part's manifest with other rows."""
    path = part / "manifest.sha256"
    path.write_bytes(b"".join(edit(path.read_bytes().splitlines(keepends=True))))


def record(part: Path, content: bytes) -> None:
    """Write what a part says of itself, with the digest of that in its manifest, as no harm by chance would."""
    (part / "build.json").write_bytes(content)
    row = f"{hashlib.sha256(content).hexdigest()}  build.json\n".encode()
    rewrite(part, lambda rows: [row if b"  build.json" in old else old for old in rows])


def stray(part: Path, name: str) -> None:
    """Have a row for a file that lies elsewhere."""
    (part.parent / "evil").write_bytes(b"evil")
    name = name.replace("HERE", str(part.parent))
    rewrite(part, lambda rows: [*rows, f"{hashlib.sha256(b'evil').hexdigest()}  {name}\n".encode()])


def link_to_a_copy(page: Path) -> None:
    """Have a link in the place of a page, to the same page outside of the part."""
    page.rename(page.parents[3] / "page.html")
    page.symlink_to(page.parents[3] / "page.html")


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a manifest that was cut": (lambda part: rewrite(part, lambda rows: rows[:20]), 'is not in "'),
    "an empty manifest": (lambda part: rewrite(part, lambda _: []), 'is not in "'),
    "a row lost": (lambda part: rewrite(part, lambda rows: rows[:-1]), 'is not in "'),
    "a row twice": (lambda part: rewrite(part, lambda rows: [*rows, rows[0]]), "has a row that no build writes"),
    "no UTF-8": (lambda part: rewrite(part, lambda rows: [*rows, b"\xff\xfe\n"]), "has a row that no build writes"),
    "a name that leads out": (lambda part: stray(part, "../evil"), 'has no file "../evil"'),
    "a whole path": (lambda part: stray(part, "HERE/evil"), "has no file "),
    "a roundabout name": (lambda part: stray(part, "pl/../../evil"), "has no file "),
    "a file without a row": (lambda part: (part / "more.html").write_bytes(b"x"), 'more.html" is not in "'),
    "a link": (lambda part: (part / "more.html").symlink_to("index.html"), 'more.html" is not in "'),
    "a link for a page": (lambda part: link_to_a_copy(next(part.glob("*/help/index.html"))), "is not what was built"),
    "a harmed record": (lambda part: (part / "build.json").write_bytes(b"\xff"), 'build.json" is not what was built'),
    "a record of nothing": (lambda part: record(part, b"[]"), 'build.json" is not what was built'),
    "a record of a number": (
        lambda part: record(part, b'{"languages": 5, "released": []}'),
        'build.json" is not what was built',
    ),
}


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("harm", HARMS)
def test_a_manifest_or_a_record_that_was_harmed_is_told(
    harm: str, which: int, small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is published with less than was built, nor with more, nor with what lies elsewhere."""
    act, words = HARMS[harm]
    act(parts[which])

    assert merge(small, tmp_path / "site", parts) == USAGE
    assert words in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_language_that_a_part_names_and_has_not_is_told(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the project does not know it."""
    sound = json.loads((parts[0] / "build.json").read_text("utf-8"))
    for code in ("ar", "xx"):
        record(parts[0], json.dumps(sound | {"languages": ["pl", code]}).encode())
        assert merge(small, tmp_path / "site", parts) == USAGE
        assert f'build.json" names the language "{code}", which is not there' in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_language_that_is_not_released_is_not_put_in(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A preview of it is for those who work on it."""
    change(small / "locales/pl/LC_MESSAGES/help.po", 'msgstr "Po polsku: you bleed a lot"', 'msgstr ""')
    build(small, parts[0], Options(("pl",), preview=True))
    build(small, parts[1], Options(("en", "ar")))

    assert merge(small, tmp_path / "site", parts) == USAGE
    assert f'"{parts[0]}" has the language "pl", which is not released; build it without it' in capsys.readouterr().err


@pytest.mark.parametrize(("lost", "code"), [(1, "en"), (0, "pl")])
def test_a_part_that_was_left_out_is_told(
    lost: int, code: str, small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every page leads to the English and to all languages that are released."""
    shutil.rmtree(parts.pop(lost))

    assert merge(small, tmp_path / "site", parts) == USAGE
    assert f'no part has the language "{code}", to which pages lead; name all parts' in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_what_is_no_part_is_told(
    small: Path, parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as an empty folder."""
    (tmp_path / "empty").mkdir()

    assert merge(small, tmp_path / "site", [*parts, tmp_path / "empty"]) == USAGE
    assert 'empty" is no site that build.py made' in capsys.readouterr().err
