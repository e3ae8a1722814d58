"""Sources and sites as values: read, written, built without any cache, and compared so that a person sees the fault."""

import contextlib
import difflib
import io
import os
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from builds import Builds, Run

from sitegen.cli import main
from sitegen.known import FOLDER

Tree = dict[str, tuple[str, bytes]]
"""What lies below a folder: by its path, the kind and rights of a file or folder as `ls` shows them, and its bytes."""

Sources = dict[str, bytes]
_SOURCES = ("content", "locales", "templates")


def tree_of(folder: Path) -> Tree:
    """Return all that lies below a folder, empty folders and links included."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content = path.read_bytes() if stat.S_ISREG(mode) else b""
        found[path.relative_to(folder).as_posix()] = (stat.filemode(mode), content)
    return found


def difference(made: Tree, expected: Tree, before: Tree | None = None) -> str:
    """Return which file is the first that is not as expected, how it differs, and how many are; empty where none is."""
    wrong = sorted(path for path in made.keys() | expected.keys() if made.get(path) != expected.get(path))
    if not wrong:
        return ""
    return (
        f"{len(wrong)} of {len(expected)} files are wrong; the first: {_fault(wrong[0], made, expected, before or {})}"
    )


def _fault(path: str, made: Tree, expected: Tree, before: Tree) -> str:
    if path not in made:
        return f"{path} is missing"
    if path not in expected:
        return f"{path} should be gone" if path in before else f"{path} should not be there"
    (kind, content), (other_kind, other) = made[path], expected[path]
    if kind != other_kind:
        return f"{path} is {kind}, not {other_kind}"
    if path in before and made[path] == before[path]:
        verdict = "has kept what it was before"
    elif path in before and expected[path] == before[path]:
        verdict = "has changed, but should not have"
    else:
        verdict = "is not what a fresh build makes"
    right, wrong = (text.decode("utf-8", "replace").splitlines() for text in (other, content))
    changes = list(difflib.unified_diff(right, wrong, "a fresh build", "this build", n=0, lineterm=""))
    return "\n".join([f"{path} {verdict}:", *(line[:300] for line in changes[:12])])


def luck() -> Random:
    """Return chances: other ones each time, but in CI always the same, so that nothing there depends on luck."""
    return Random(0 if os.environ.get("CI") else None)  # noqa: S311


def sources_of(root: Path) -> Sources:
    """Return a project's sources by their path."""
    paths = (path for name in _SOURCES for path in sorted((root / name).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def put_sources(root: Path, sources: Sources) -> None:
    """Make a project's sources these, each file at once, as good editors do; what is so already is not touched."""
    present = sources_of(root)
    for name in present.keys() - sources.keys():
        (root / name).unlink()
    for name, content in sources.items():
        if present.get(name) != content:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = root.parent / f"{path.name}.saved"
            beside.write_bytes(content)
            beside.replace(path)


def build_here(root: Path, output: Path, *words: str) -> Run:
    """Build by the command in this process, where all is in memory that earlier builds left, as `serve` does."""
    told, complaint = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complaint):
        status = main(["build", "--root", str(root), "--output", str(output), *words])
    return Run(status, told.getvalue(), complaint.getvalue(), 0)


@dataclass(frozen=True, slots=True)
class Made:
    """What a build with no caches makes of some sources."""

    status: int
    complaint: str
    tree: Tree
    """Empty where it refuses to build."""


class Fresh:
    """Builds of copies that have neither caches nor an earlier output; one for the same sources and words."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._made: dict[tuple[object, ...], Made] = {}

    def __call__(self, root: Path, *words: str, here: bool = False) -> Made:
        """Return what a build makes, in a process of its own or in this one."""
        sources = sources_of(root)
        key = (words, *sources.items())
        if key not in self._made:
            self._made[key] = self._make(sources, words, here=here)
        return self._made[key]

    def _make(self, sources: Sources, words: tuple[str, ...], *, here: bool) -> Made:
        with tempfile.TemporaryDirectory() as folder:
            root, output = Path(folder, "project"), Path(folder, "output")
            put_sources(root, sources)
            run = build_here(root, output, *words) if here else self._builds(root, output, *words)
            return Made(run.status, run.complaint, tree_of(output))


class TwoStates:
    """A project whose sources are turned from one state to another and back, and its published site."""

    def __init__(self, root: Path, output: Path, builds: Builds) -> None:
        self.root = root
        self.output = output
        self.seconds = 0.0
        self._builds = builds
        first = sources_of(root)
        self._sources = [_other(first), first]
        self._trees = []
        for sources in self._sources:
            put_sources(root, sources)
            made = Fresh(builds)(root)
            assert not made.complaint
            self._trees.append(made.tree)

    def settle(self) -> None:
        """Have the site that belongs to the sources published, whatever was done to any of them."""
        put_sources(self.root, self.sources)
        if tree_of(self.output) != self.new:
            self.forget()
            shutil.rmtree(self.output, ignore_errors=True)
            self.build()
            self.turn()
            self.build()

    def turn(self) -> None:
        """Edit the sources: they are in the other state now, and the output is not."""
        self._sources.reverse()
        self._trees.reverse()
        put_sources(self.root, self._sources[-1])

    @property
    def old(self) -> Tree:
        """Return the site of the other state."""
        return self._trees[0]

    @property
    def new(self) -> Tree:
        """Return the site of the state that the sources have now."""
        return self._trees[-1]

    @property
    def sources(self) -> Sources:
        """Return the sources as they are now."""
        return self._sources[-1]

    def build(self, *, told: object = "") -> None:
        """Build; the output must be right, and nothing may lie beside it."""
        begun = time.monotonic()
        run = self._builds(self.root, self.output)
        self.seconds = time.monotonic() - begun
        assert (run.status, run.complaint) == (0, ""), f"{told}: {run}"
        wrong = difference(tree_of(self.output), self.new, self.old)
        assert not wrong, f"{told}: {wrong}"
        self.assert_tidy(told)

    def assert_tidy(self, told: object = "") -> None:
        """Nothing of a build lies beside its output."""
        left = [path.name for path in self.output.parent.iterdir() if path.name.startswith(f".{self.output.name}.")]
        assert not left, told

    def forget(self) -> None:
        """Delete the caches, so that the next build is a full one."""
        delete(self.root / FOLDER)


def delete(path: Path) -> None:
    """Take away whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _other(sources: Sources) -> Sources:
    """Return the small site's sources with edits that reach few pages and all pages, and with another page."""
    lesson = sources["content/lessons/two.md"]
    return sources | {
        "content/lessons/two.md": lesson.replace(b"To know the end.", b"To know the very end."),
        "content/lessons/three.md": lesson.replace(b"order: 2", b"order: 3").replace(b"second", b"third"),
        "content/facts/dose.yaml": sources["content/facts/dose.yaml"].replace(b"400", b"500"),
        "content/help/index.md": sources["content/help/index.md"].replace(b"title: Help", b"title: All help"),
    }
