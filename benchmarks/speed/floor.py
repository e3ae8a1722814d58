"""What the steps of a build cost at least on this machine: `python benchmarks/speed/floor.py`.

Each is done as plainly as Python allows, with nothing of our own around it.  It is processor time, the least of several
tries, since other programs can only add to it; putting files on the disk is time on the clock.
"""

import hashlib
import os
import pickle
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import markdown
from corpus import PROJECT, write_project
from leaves import make_leaves
from results import SIZES, Size, table

from sitegen.catalogues import parse_catalogue
from sitegen.pipeline import build
from sitegen.project import Project

_PAGES, _LANGUAGES = 25, 2
_FILES = 400
_TRIES = 5
_LIBRARIES = "jinja2, markdown, babel.units, yaml"
_IMPORTS = ("jinja2", "markdown", "babel.units", "yaml", _LIBRARIES, "sitegen.cli")
_PROCESSORS = 2
_TEXT = re.compile(r"(?<=>)[^<>\n]+")


def used() -> float:
    """Return the processor seconds of this process and of those that it waited for."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def best(work: Callable[[], object], tries: int = _TRIES, clock: Callable[[], float] = used) -> float:
    """Return the shortest time that a piece of work takes, in milliseconds."""
    times = []
    for _ in range(tries):
        begun = clock()
        work()
        times.append(clock() - begun)
    return min(times) * 1000


def python(*words: str) -> float:
    """Return how long a fresh Python takes."""
    return best(lambda: subprocess.run((sys.executable, *words), check=True, cwd=PROJECT), 3 * _TRIES)


def starts() -> Iterator[tuple[str, float]]:
    """Give what comes before anything is read."""
    bare = python("-c", "pass")
    yield "start Python", bare
    for module in _IMPORTS:
        yield f"import {module}", python("-c", f"import {module}") - bare


def readings(project: Project) -> Iterator[tuple[str, float]]:
    """Give what reading costs: a page once, a catalogue for each language."""
    bodies = [(project.root / page.path).read_text("utf-8").split("---\n", 2)[2] for page in project.pages]
    library = markdown.Markdown(extensions=["tables", "def_list", "attr_list", "admonition"])
    yield "Markdown, a page", best(lambda: [library.reset().convert(body) for body in bodies]) / len(bodies)
    language = project.languages[1]
    path = max((project.root / "locales").rglob("*.po"), key=lambda path: path.stat().st_size)
    content, found = path.read_bytes(), path.name
    read = parse_catalogue(found, content, language.code, language.plural_forms, [])
    entries = {entry.key: entry.strings for entry in read.entries} if read else {}
    kept = pickle.dumps(entries)
    thousand = len(entries) / 1000
    again = best(lambda: parse_catalogue(found, content, language.code, language.plural_forms, []))
    yield "read 1,000 messages from PO", again / thousand
    yield "read 1,000 messages that were kept", best(lambda: pickle.loads(kept)) / thousand  # noqa: S301


def drawings(pages: list[str]) -> Iterator[tuple[str, float]]:
    """Give what a page of a language costs in memory."""
    cut = [_TEXT.split(page) for page in pages]
    texts = [_TEXT.findall(page) for page in pages]
    made = [page.encode() for page in pages]

    def fill() -> None:
        for frame, said in zip(cut, texts, strict=True):
            pieces = [*frame, ""] * 2
            pieces[::2], pieces[1::2] = [*frame, ""], [*map(escape, said), "", ""]
            "".join(pieces).encode()

    yield "fill a page", best(fill) / len(pages)
    yield "digest of a page", best(lambda: [hashlib.sha256(page) for page in made]) / len(pages)
    yield "deflate a page", best(lambda: [zlib.compress(page, 9) for page in made]) / len(pages)


def writings(page: bytes, folder: Path) -> Iterator[tuple[str, float]]:
    """Give what a file of the site costs."""
    new, linked = folder / "new", folder / "linked"
    for name in (new, linked):
        name.mkdir()

    def each(do: Callable[[Path, Path], object]) -> None:
        for number in range(_FILES):
            do(new / str(number), linked / str(number))

    yield "write a new file", best(lambda: each(lambda path, _: path.write_bytes(page)), 1) / _FILES
    yield "put a file on the disk", best(os.sync, 1, time.perf_counter) / _FILES
    yield "link a file", best(lambda: each(os.link), 1) / _FILES
    yield "look at a file", best(lambda: each(lambda path, _: path.stat())) / _FILES
    yield "read and compare a file", best(lambda: each(lambda path, _: path.read_bytes() == page)) / _FILES


def fork() -> None:
    """Start two workers and wait for them."""
    workers = []
    for _ in range(_PROCESSORS):
        number = os.fork()
        if not number:
            os._exit(0)
        workers.append(number)
    for worker in workers:
        os.waitpid(worker, 0)


def floor(cost: dict[str, float], size: Size) -> float:
    """Return the seconds below which a fresh build cannot come: English parsed once, two processors, no waste."""
    pages, languages = size
    messages = len({text for leaf in make_leaves(pages) for block in leaf.blocks for text in block.texts})
    before = cost["start Python"] + cost[f"import {_LIBRARIES}"] + cost["start two workers"]
    reading = pages * cost["Markdown, a page"] + languages * messages / 1000 * cost["read 1,000 messages from PO"]
    making = cost["fill a page"] + cost["digest of a page"] + cost["write a new file"]
    files = pages * (2 * languages - 1)  # each translated page stands beside the English once more
    return (before + (reading + files * making) / _PROCESSORS + files * cost["put a file on the disk"]) / 1000


def costs(place: Path | None = None) -> dict[str, float]:
    """Return what each step costs, in milliseconds, with files in a new folder at a place."""
    with tempfile.TemporaryDirectory(dir=place) as work:
        project = write_project(Path(work) / "corpus", _PAGES, _LANGUAGES)
        site = Path(work) / "site"
        build(project.root, site)
        pages = [path.read_text("utf-8") for path in sorted(site.glob("*/*/*/index.html"))]
        found = {**dict(starts()), **dict(readings(project)), **dict(drawings(pages))}
        found.update(writings(pages[0].encode(), Path(work)))
        return found | {"start two workers": best(fork)}


def floor_table(place: Path | None = None) -> str:
    """Return all of it as a table; files have to be on the disk on which builds were measured."""
    found = costs(place)
    rows = [(name, f"{cost:.3g} ms") for name, cost in found.items()]
    rows += [
        (f"fresh build of {size[0]:,} pages in {size[1]} languages, at least", f"{floor(found, size):.2f} s")
        for size in SIZES
    ]
    return table(("step", "cost"), rows)


if __name__ == "__main__":
    print(floor_table())
