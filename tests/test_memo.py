"""What was read is kept under all that it was made from, and nothing that was harmed is believed."""

from pathlib import Path

import pytest

from sitegen import memo
from sitegen.memo import Memo
from sitegen.problems import Problem


class Maker:
    """Makes values and counts how often."""

    def __init__(self, *problems: Problem) -> None:
        self.times = 0
        self._problems = problems

    def __call__(self, problems: list[Problem]) -> tuple[int]:
        self.times += 1
        problems += self._problems
        return (self.times,)


def test_the_same_source_is_read_once() -> None:
    """Another is not the same, nor is one that only looks alike when its parts are joined."""
    kept, make = Memo(), Maker()
    for made_from in (("a", "bc"), ("a", "bc"), ("ab", "c"), ("a", b"bc"), ("a", "b", "c")):
        kept.recall(made_from, make, [])

    assert make.times == len([("a", "bc"), ("ab", "c"), ("a", "b", "c")])


def test_what_has_problems_is_read_each_time() -> None:
    """So that they are told each time."""
    kept, problems, make = Memo(), list[Problem](), Maker(Problem("a.md", 1, "is wrong"))
    for _ in range(2):
        kept.recall(("a",), make, problems)

    assert make.times == len(problems) == 2


def stored(root: Path) -> Path:
    """Keep one value for a project and return the file."""
    kept = Memo()
    kept.recall(("a",), Maker(), [])
    kept.save(root)
    (path,) = (root / ".known").iterdir()
    return path


def times_read(root: Path) -> int:
    """Return how often a next run has to read the source."""
    kept, make = Memo(), Maker()
    kept.load(root)
    assert kept.recall(("a",), make, []) == (1,)
    return make.times


def test_the_next_run_has_what_this_one_read(tmp_path: Path) -> None:
    """From a file of the project."""
    stored(tmp_path)

    assert times_read(tmp_path) == 0


def test_another_generator_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or another version of what it is made of."""
    stored(tmp_path)
    monkeypatch.setattr(memo, "generator", lambda: "another")

    assert times_read(tmp_path) == 1


def test_no_harmed_byte_is_believed(tmp_path: Path) -> None:
    """Each is turned in turn; a file that was cut counts as none, too."""
    path = stored(tmp_path)
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert times_read(tmp_path) == 1, place
    for end in (0, 1, 64, 65, len(content) - 1):
        path.write_bytes(content[:end])
        assert times_read(tmp_path) == 1, end


def test_what_is_not_used_is_forgotten(tmp_path: Path) -> None:
    """Or the file would grow with every edit."""
    first = stored(tmp_path).stat().st_size
    kept = Memo()
    kept.load(tmp_path)
    kept.recall(("b",), Maker(), [])
    kept.save(tmp_path)

    assert (tmp_path / ".known/read-sources").stat().st_size == first
    assert times_read(tmp_path) == 1
