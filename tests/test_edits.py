"""A build after an edit is, byte for byte and file for file, what a build makes that has neither caches nor output."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random, SystemRandom
from unittest.mock import patch

import pytest
from builds import Builds, Run
from conftest import PROJECT, SMALL, change, wear
from edits import BREAKING, GLOBAL, LOCAL, Edit
from trees import Fresh, Sources, Tree, build_here, difference, put_sources, sources_of, tree_of

WORKERS = ("", "1", "2", "3")
OTHER_COMMANDS = (("--preview",), ("--pseudo",), ("--keep-going",), ("--language", "pl"), ("--review",))


class Sitting:
    """A person who edits a project and builds it after each edit, into one output."""

    def __init__(self, number: int, folder: Path, builds: Builds) -> None:
        self.chance = Random(number)  # noqa: S311 - tests want the same again
        self.root = folder / "project"
        self.output = (self.root if number % 2 else folder) / "site"
        self.steps = self.refused = self.changed = self.kept = 0
        self.is_refused = False
        self._builds = builds
        self._fresh = Fresh(builds)
        self._done = [f"sequence {number}: these edits, each followed by a build:"]
        self._past: list[Sources] = []
        shutil.copytree(SMALL, self.root, ignore=shutil.ignore_patterns("expected", ".known"))

    def edit(self, *edits: Edit) -> None:
        """Make some edits, and then build."""
        self._past.append(sources_of(self.root))
        told = [
            f"{edit.__name__.replace('_', ' ')} ({what})" for edit in edits if (what := edit(self.root, self.chance))
        ]
        self._build("; ".join(told) or "nothing")

    def undo(self) -> None:
        """Bring the sources back that were there before the last edit, and build."""
        if self._past:
            put_sources(self.root, self._past.pop())
            self._build("undo")

    def break_and_mend(self, edit: Edit) -> None:
        """Make a mistake, find that nothing is built, and take it back."""
        refused = self.refused
        self.edit(edit)
        assert self.refused > refused, self._story("a mistake was built")
        self.undo()

    def another_command(self) -> None:
        """Build in another way into another output; the small site's own templates have none for review."""
        can_review = (self.root / "templates/review").is_dir()
        has_polish = "\npl:" in (self.root / "locales/languages.yaml").read_text("utf-8")
        possible = {"--review": can_review, "--language": has_polish}
        words = self.chance.choice([words for words in OTHER_COMMANDS if possible.get(words[0], True)])
        output = self.output.with_name("other")
        run = self._run(output, words, here=self.chance.random() < 1 / 2)
        self._done.append(f"{len(self._done)}. no edit, but a build with {' '.join(words)} into another output")
        expected = self._fresh(self.root, *words)
        assert (run.status, run.complaint) == (expected.status, expected.complaint), self._story("it ended otherwise")
        assert not (wrong := difference(tree_of(output), expected.tree)), self._story(wrong)
        shutil.rmtree(output, ignore_errors=True)

    def _build(self, told: str) -> None:
        here = self.chance.random() < 1 / 2
        place = "in the memory of earlier builds" if here else "in a process of its own"
        self._done.append(f"{len(self._done)}. {told}, built {place}")
        before = tree_of(self.output)
        run = self._run(self.output, (), here=here)
        expected = self._fresh(self.root, here=not here)
        after = tree_of(self.output)
        ended = f"it ended with {run.status} and {run.complaint!r}, a fresh build with {expected.status} and "
        assert (run.status, run.complaint) == (expected.status, expected.complaint), self._story(
            f"{ended}{expected.complaint!r}"
        )
        wrong = difference(after, before if expected.status else expected.tree, before)
        assert not wrong, self._story(wrong)
        self.steps += 1
        self.is_refused = bool(expected.status)
        self.refused += self.is_refused
        kept = sum(after[path] == before[path] for path in after.keys() & before.keys())
        self.kept += kept
        self.changed += len(after) - kept

    def _run(self, output: Path, words: tuple[str, ...], *, here: bool) -> Run:
        workers = self.chance.choice(WORKERS)
        if not here:
            return self._builds(self.root, output, *words, SITEGEN_WORKERS=workers)
        with patch.dict(os.environ, SITEGEN_WORKERS=workers):
            return build_here(self.root, output, *words)

    def _story(self, wrong: str) -> str:
        return "\n".join([*self._done, wrong, "(pytest --sequence runs one sequence again)"])


def every_kind_of_edit(sitting: Sitting) -> None:
    """Make each kind of edit that reaches few pages, five at a time, and some that reach all, one at a time."""
    chance = sitting.chance
    local = chance.sample(LOCAL, len(LOCAL))
    sitting.edit()
    for start in range(0, len(local), 5):
        sitting.edit(*local[start : start + 5])
        if sitting.is_refused:  # as where a page that others link to was withdrawn: all later builds would be, too
            sitting.undo()
    sitting.undo()
    for edit in chance.sample(GLOBAL, 3):
        sitting.edit(edit)
    sitting.undo()
    sitting.break_and_mend(chance.choice(BREAKING))
    sitting.another_command()


def five_edits(sitting: Sitting) -> None:
    """Make about five edits of any kind."""
    chance = sitting.chance
    sitting.edit()
    for _ in range(5):
        match chance.randrange(10):
            case 0:
                sitting.undo()
            case 1:
                sitting.break_and_mend(chance.choice(BREAKING))
            case 2:
                sitting.another_command()
                sitting.edit(chance.choice(LOCAL))
            case 3 | 4 | 5:
                sitting.edit(chance.choice(GLOBAL))
            case _:
                sitting.edit(chance.choice(LOCAL))


def test_a_build_after_any_edit_is_that_of_a_fresh_build(
    long: bool,
    builds: Builds,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also after many, after an undo, in whichever process, and with caches that other commands left.

    What a build refuses, a fresh one refuses in the same words, and the output stays.  With `--long` 200 sequences,
    every fourth with the real templates.
    """
    one = request.config.getoption("--sequence")
    quick = 0 if os.environ.get("CI") else SystemRandom().randrange(1_000_000)
    numbers = [one] if one is not None else range(200) if long else [quick]
    steps = refused = changed = kept = 0
    for number in numbers:
        sitting = Sitting(number, tmp_path / str(number), builds)
        if long and number % 4 == 0:
            wear(sitting.root)
        (five_edits if long else every_kind_of_edit)(sitting)
        steps, refused = steps + sitting.steps, refused + sitting.refused
        changed, kept = changed + sitting.changed, kept + sitting.kept
        shutil.rmtree(tmp_path / str(number))
    with capsys.disabled():
        print(
            f"\n{len(numbers)} sequences of edits, {steps} builds, {refused} of them refused: different from a fresh "
            f"build 0; files changed {changed}, kept {kept}"
        )

    assert steps > 2 * refused
    assert kept > changed or one is not None  # of one sequence that is named, all edits may concern every page


def test_a_change_of_the_generator_is_a_change_of_every_page(small: Path, tmp_path: Path, fresh: Fresh) -> None:
    """What was made by other code is not taken for what this code makes."""
    code = tmp_path / "code"
    shutil.copytree(PROJECT / "sitegen", code / "sitegen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "build.py", code)
    page = small / "content/help/now.md"
    for row, cell in (
        ("| Where | Phone |", " When |"),
        ("| --- | --- |", " --- |"),
        ("{contact.unit} |", " |"),
        ("— |", " |"),
    ):
        change(page, row, row + cell)
    output = tmp_path / "output"

    def build() -> Tree:
        command = [sys.executable, str(code / "build.py"), "--root", str(small), "--output", str(output)]
        subprocess.run(command, check=True, capture_output=True)
        return tree_of(output)

    assert not difference(build(), fresh(small, here=True).tree)
    found = [path for path in (code / "sitegen").glob("*.py") if '"app-stacked"' in path.read_text("utf-8")]
    for path in found:
        change(path, '"app-stacked"', '"app-otherwise"')
    before, after = tree_of(output), build()
    pages = [path for path, (_, content) in before.items() if path.endswith(".html") and b'"app-stacked"' in content]

    assert found
    assert pages
    assert [
        path for path in pages if after[path][1] != before[path][1].replace(b'"app-stacked"', b'"app-otherwise"')
    ] == []
