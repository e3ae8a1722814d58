"""Telling at once that nothing changed since the last build, without reading or importing what a build needs.

After a build a record says how the sources were when it began and how the files and folders of the site are: their
sizes, times and numbers on the disk.  While all of them are the same, the site is what a build would make; a folder
where a file was added has another time.  The record has its own digest; one that was harmed, or is of another form,
counts as none.  It does without pathlib, whose import takes longer than all that is done here.
"""

import hashlib
import marshal
import os
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sitegen.states import TICK, Listing, State, changed_at, joined, state_of, states, umask

FOLDER = ".known"
"""Where the records lie, below the project's folder; it may be deleted at any time."""

_FORM = 5
_MARSHAL = 4
"""How Python itself writes values, in the form that every one since 3.4 reads: a fifth of the time of JSON."""

_DIGEST = 64
_SOURCES = ("content", "locales", "templates")
CODE = os.path.dirname(os.path.abspath(__file__))
"""Where the generator lies."""

_MOST = 8
"""So many records of a kind are kept."""

Record = dict[str, Any]


class Seen(NamedTuple):
    """What a process saw before it imported what a build needs."""

    told: str = ""
    """What the last build with the same words told, if a build now would make the same site."""

    root: str = ""
    sources: State | None = None
    """How the sources of that folder were, if it looked."""

    saved: tuple[str, ...] = ()
    """The paths of those, in that folder, that are not as they were before the last build."""


def look_first(words: Sequence[str]) -> Seen:
    """Look whether a build with these words of the command line would make what the last one made.

    Nothing is told where something changed, or where the command is another than `build`.
    """
    seen = Seen()
    if words[:1] not in ([], ["build"]) and not words[0].startswith("-"):
        return seen
    try:
        root = _root(words)
        if record := read_record(_path(root, words)):
            then, now = record["sources"], sources(root)
            seen = Seen("", root, now, _saved(root, then, now))
            same = record["setting"] == _setting(root) and then == now
            told: str = record["told"] if same and is_as_recorded(record["output"], *record["site"]) else ""
            seen = seen._replace(told=told)
    except (OSError, ValueError, KeyError, TypeError):
        return seen
    return seen


def _saved(root: str, then: State, now: State) -> tuple[str, ...]:
    return tuple(os.path.relpath(path, root) for path, state in now.items() if then.get(path) != state)


def is_as_recorded(output: str, path: str, digest: str) -> bool:
    """Tell whether all files and folders of a site are as a record of that digest says; an older one counts as none."""
    site = read_record(path, digest)
    rows = [*site["files"].values(), site["folders"]] if site else []
    return bool(site) and joined(Listing(*row) for row in rows).is_so_in_soon(output)


def remember(words: Sequence[str], root: str, output: str, before: State, site: tuple[str, str], told: str) -> None:
    """Write the record of a build, if no source was saved meanwhile; its failure harms nothing.

    The sources were as `before` says when it began; `site` is the record of how the site was when it had ended, and
    that record's digest.
    """
    if os.path.isfile(os.path.join(root, ".git")):
        return  # a second work tree of a repository, whose revision stands elsewhere
    newest = max(map(changed_at, before.values()), default=0)
    if newest > time.time_ns() - TICK or before != sources(root):
        return  # a source was saved just now: the same times could mean something else
    record = {
        "setting": _setting(root),
        "sources": before,
        "output": output,
        "site": site,
        "told": told,
    }
    write_record(_path(root, words), record)


def read_record(path: str, wanted: str | None = None) -> Record:
    """Return a record as it was written, of one digest where that is wanted.

    An empty one where there is none, where it was harmed, or where another was written since.
    """
    try:
        with open(path, "rb", buffering=0) as file:
            whole = memoryview(file.read())  # of which no part is copied
        digest, content = str(whole[: _DIGEST + 1], "ascii"), whole[_DIGEST + 1 :]
        sound = f"{hashlib.sha256(content).hexdigest()}\n" == digest and wanted in {None, digest[:-1]}
        record: Record = marshal.loads(content) if sound else {}  # noqa: S302, what `write_record` wrote
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return record


def write_record(path: str, record: Record) -> str:
    """Write a record whole or not at all, and return its digest; nothing for one that cannot be written."""
    content = marshal.dumps(record, _MARSHAL)
    digest = hashlib.sha256(content).hexdigest()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(f"{path}.new", "wb") as file:
            file.write(digest.encode() + b"\n" + content)
        os.replace(f"{path}.new", path)
        _forget(os.path.dirname(path), os.path.splitext(path)[1])
    except OSError:
        return ""
    return digest


def rename_record(path: str, new: str) -> None:
    """Have a record under another name, in the place of what was there; its failure harms nothing."""
    try:
        os.replace(path, new)
        _forget(os.path.dirname(new), os.path.splitext(new)[1])
    except OSError:
        return


def _forget(folder: str, suffix: str) -> None:
    """Delete the oldest records of a kind where there are many, such as those of outputs that are long gone."""
    records = [entry for entry in os.scandir(folder) if entry.name.endswith(suffix)]
    for entry in sorted(records, key=lambda found: found.stat().st_mtime_ns)[:-_MOST]:
        os.unlink(entry.path)


def sources(root: str) -> State:
    """Return how everything is that a build reads: sources, the generator, the packages that it uses, the revision."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = os.path.join(sys.prefix, "lib", version, "site-packages")
    found = states([*(os.path.join(root, name) for name in _SOURCES), CODE])
    git = os.path.join(root, ".git")
    return found | {path: state_of(os.stat(path)) for path in [packages, *_git_files(git)] if os.path.exists(path)}


def _git_files(git: str) -> Iterable[str]:
    """Give the files that change when another revision is checked out or made, or when git tracks other files."""
    head = os.path.join(git, "HEAD")
    if os.path.isfile(head):
        with open(head, encoding="utf-8") as file:
            name = file.read().strip().removeprefix("ref: ")
        yield from (head, os.path.join(git, name), os.path.join(git, "packed-refs"), os.path.join(git, "index"))


def _setting(root: str) -> list[str]:
    return [str(_FORM), sys.version, root, os.getcwd(), os.environ.get("SOURCE_DATE_EPOCH", ""), str(umask())]


def _root(words: Sequence[str]) -> str:
    found = os.path.dirname(CODE)
    for place, word in enumerate(words):
        if word == "--root" and place + 1 < len(words):
            found = words[place + 1]
        elif word.startswith("--root="):
            found = word.removeprefix("--root=")
    return os.path.realpath(found)


def _path(root: str, words: Sequence[str]) -> str:
    key = hashlib.sha256("\0".join([os.getcwd(), *words]).encode("utf-8", "surrogateescape")).hexdigest()
    return os.path.join(root, FOLDER, f"{key[:16]}.told")
