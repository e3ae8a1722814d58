"""The same sources give the same site, whatever the machine is like; and what a build does to the machine."""

import hashlib
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from builds import CHANGING, PROJECT
from trees import Fresh, Tree, luck, put_sources, sources_of, tree_of

from sitegen.known import FOLDER

SHUFFLED = """
import os, random
_scandir, _listdir = os.scandir, os.listdir
class Shuffled(list):
    __enter__ = lambda self: iter(self)
    __exit__ = close = lambda self, *_: None
def shuffled(names):
    return random.sample(names, len(names))
os.scandir = lambda *words: Shuffled(shuffled(list(_scandir(*words))))
os.listdir = lambda *words: shuffled(_listdir(*words))
"""
"""A `sitecustomize` that gives the files of a folder in another order each time."""

WITNESS = """
import json, os, runpy, sys
file = int(sys.argv[1])
def hear(event, words):
    os.write(file, (json.dumps([event, *map(str, words)]) + "\\n").encode())
sys.argv = sys.argv[2:]
sys.path.insert(0, os.path.dirname(sys.argv[0]))
sys.addaudithook(hear)
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a program, and has it and all processes that it forks write what Python tells of them to a file."""

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "webbrowser.")
STARTING = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
Setting = dict[str, str]
VARIED: dict[str, tuple[str, ...]] = {
    "PYTHONHASHSEED": ("0", "1", "42", "random"),
    "SITEGEN_WORKERS": ("1", "2", "4", "8"),
    "TZ": ("UTC", "Pacific/Kiritimati", "America/St_Johns"),
    "LC_ALL": ("C", "C.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", ""),
    "LANG": ("C", "de_DE.UTF-8"),
    "PYTHONUTF8": ("0", "1"),
    "PYTHONCOERCECLOCALE": ("0", "1"),
    "umask": ("022", "077", "002"),
    "working folder": ("/", ".", ".."),
    "project": ("plain", "a b", "a#b", "ünï—מ", "a%20b", "a'b\"c"),
    "order of files": ("as they are", "shuffled"),
}


def settings(number: int) -> list[Setting]:
    """Return settings in which each thing has each of its values about as often as the others."""
    chance = random.Random(number)  # noqa: S311 - each run tries the same
    columns = {name: [values[at % len(values)] for at in range(number)] for name, values in VARIED.items()}
    for column in columns.values():
        chance.shuffle(column)
    return [{name: column[at] for name, column in columns.items()} for at in range(number)]


def build_in(setting: Setting, root: Path, output: Path, customized: Path) -> None:
    """Build by the command as a person starts it, in some setting."""
    environment = os.environ | {name: value for name, value in setting.items() if name.isupper()}
    if setting["order of files"] == "shuffled":
        environment["PYTHONPATH"] = str(customized)
    command = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--output", str(output)]
    run = subprocess.run(
        command,
        env=environment,
        cwd=root / setting["working folder"],
        umask=int(setting["umask"], 8),
        check=False,
        capture_output=True,
    )
    assert (run.returncode, run.stderr) == (0, b""), f"{setting}: {run.stderr.decode('utf-8', 'replace')}"


def digest(tree: Tree) -> str:
    """Return a digest of the files of a tree and their paths; their rights are the umask's."""
    files = {path: hashlib.sha256(content).hexdigest() for path, (kind, content) in tree.items() if kind[0] == "-"}
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def rights(setting: Setting) -> set[str]:
    """Return the rights that new files and folders get."""
    mask = ~int(setting["umask"], 8)
    return {stat.filemode(stat.S_IFREG | 0o666 & mask), stat.filemode(stat.S_IFDIR | 0o777 & mask)}


def test_the_same_sources_give_the_same_site_in_any_setting(
    long: bool, small: Path, tmp_path: Path, fresh: Fresh, capsys: pytest.CaptureFixture[str]
) -> None:
    """In each an edit is built too, with the caches that another setting left.  With `--long` in 24."""
    (tmp_path / "customized").mkdir()
    (tmp_path / "customized/sitecustomize.py").write_text(SHUFFLED, "utf-8")
    sources = sources_of(small)
    edited = sources | {
        "content/lessons/two.md": sources["content/lessons/two.md"].replace(b"end", "İiIı end".encode())
    }
    expected = []
    for some in (sources, edited):
        put_sources(small, some)
        expected.append(digest(fresh(small, here=True).tree))
    found: Counter[str] = Counter()
    tried = settings(24) if long else luck().sample(settings(24), 2)
    for number, setting in enumerate(tried):
        root = tmp_path / str(number) / setting["project"]
        output = (root if number % 2 else root.parent) / "site"
        for some, here in ((sources, setting), (edited, tried[number - 1])):
            put_sources(root, some)
            build_in(here, root, output, tmp_path / "customized")
            tree = tree_of(output)
            assert digest(tree) == expected[some is edited], (setting, here)
            assert {kind for kind, _ in tree.values()} == rights(here), (setting, here)
        found[digest(tree)] += 1
        shutil.rmtree(root.parent)
    with capsys.disabled():
        print(f"\nbuilt in {len(tried)} settings: {len(found)} digest")

    assert len(found) == 1


def events_of(root: Path, output: Path) -> list[list[str]]:
    """Return what Python told of a build by the command and of all its processes: events with their words."""
    with tempfile.TemporaryFile() as told:
        command = [sys.executable, "-B", "-c", WITNESS, str(told.fileno()), str(PROJECT / "build.py")]
        words = ["--root", str(root), "--output", str(output)]
        subprocess.run([*command, *words], check=True, capture_output=True, pass_fds=[told.fileno()])
        told.seek(0)
        return [json.loads(line) for line in told]


def test_a_build_reads_each_source_once_and_needs_no_network(small: Path, tmp_path: Path) -> None:
    """It opens no socket, starts no program but git, and writes beside its output and into its caches alone.

    What is read once is of one version, even if it is saved while the site is built.
    """
    subprocess.run(["git", "init", "--quiet", str(small)], check=True)
    output = tmp_path / "out/site"
    events = events_of(small, output)
    opened = [words for event, *words in events if event == "open"]
    read = Counter(path for path, mode, _ in opened if mode not in {"w", "wb"})
    written = {
        path for path, mode, flags in opened if mode[:1] in {"w", "a", "x"} or int(flags) & (os.O_WRONLY | os.O_RDWR)
    }
    sources = sources_of(small)
    started = [words[1] for event, *words in events if event in STARTING]
    libraries = {words[1] for event, *words in events if event == "ctypes.dlsym"}

    assert {name: times for name in sources if (times := read[str(small / name)]) > 1} == {}
    assert sum(read[str(small / name)] for name in sources) > 40
    assert {event for event, *_ in events if event.startswith(NETWORK)} <= {"socket.gethostname"}
    assert [words for words in started if not words.startswith("['git', '-C', ")] == []
    assert libraries <= {"syncfs", "renameat2", "prctl", "malloc_trim"}
    changed = {word for event, *words in events if event in CHANGING for word in words[:2] if word[:1] == "/"}
    places = (str(output.parent), str(small / FOLDER), "/dev/null")
    assert {path for path in written | changed if not path.startswith(places) and not path.isdecimal()} == set()
