"""Caches and outputs that somebody or something harmed: the next build makes the right site, and ends well."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from trees import TwoStates, delete, luck

from sitegen.known import FOLDER

MOST, SOME = 1500, 10
Harm = Callable[[Path], object]


def flip(place: int, bits: int) -> Harm:
    """Return what flips some bits of one byte."""

    def harm(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[place] ^= bits
        path.write_bytes(content)

    return harm


def replace_by_folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)


def replace_by_loop(path: Path) -> None:
    """Put a link there that leads to itself, which nobody can read, not even root."""
    path.unlink()
    path.symlink_to(path.name)


def keeping_its_time(path: Path, content: bytes) -> None:
    times = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


OF_CACHES: dict[str, Harm] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut in the middle": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut by a byte": lambda path: os.truncate(path, max(path.stat().st_size - 1, 0)),
    "written twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "other words": lambda path: path.write_bytes(b"{}\n"),
    "deleted": lambda path: path.unlink(),
    "a folder": replace_by_folder,
    "a link to itself": replace_by_loop,
    "not readable": lambda path: path.chmod(0),
}

OF_PAGES: dict[str, Harm] = {
    "altered in the same time": lambda path: keeping_its_time(path, path.read_bytes().replace(b"e", b"a")),
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "deleted": lambda path: path.unlink(),
    "deleted with its folder": lambda path: shutil.rmtree(path.parent),
    "a folder": replace_by_folder,
    "a link to itself": replace_by_loop,
    "beside another": lambda path: path.with_name("other.html").write_bytes(b"x"),
    "not readable": lambda path: path.chmod(0),
    "in a folder of the owner's": lambda path: path.parent.chmod(0o700),
    "beside an empty folder": lambda path: (path.parent / "empty").mkdir(),
    "with another name for the same file": lambda path: path.with_name("other.html").hardlink_to(path),
}


def caches(root: Path) -> list[Path]:
    """Return the files that a build left for the next, but for the site before the last."""
    found = sorted((root / FOLDER).rglob("*"))
    return [path for path in found if path.is_file() and ".next" not in path.relative_to(root).as_posix()]


def harmed(two_states: TwoStates, what: str, *, builds: int) -> None:
    """Find the right site after an edit, and after some more: what was harmed may come back with a later one."""
    for number in range(builds):
        two_states.turn()
        two_states.build(told=f"build {number + 1} after {what}")


def places(root: Path, *, long: bool) -> list[tuple[str, int]]:
    """Return places in caches, by name: all of the smallest of each kind and some of the others, or two of any."""
    chance = luck()
    found: list[tuple[str, int]] = []
    whole: set[tuple[Path, str]] = set()
    for path in sorted(caches(root), key=lambda path: path.stat().st_size):
        size, kind = path.stat().st_size, (path.parent, path.suffix)
        some = range(size) if kind not in whole and size <= MOST else chance.sample(range(size), min(size, SOME))
        whole.add(kind)
        found += [(path.relative_to(root).as_posix(), place) for place in some]
    return found if long else chance.sample(found, 2)


def test_a_cache_with_any_byte_flipped_gives_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an edit, so that there is something to build.  With `--long` every byte of a small file of each kind."""
    count = 0
    for name, place in places(two_states.root, long=long):
        path = two_states.root / name
        if path.is_file() and place < path.stat().st_size:
            bits = 1 + (place + count) % 255
            flip(place, bits)(path)
            two_states.turn()
            two_states.build(told=f"byte {place} of {name} flipped by {bits}")
            count += 1
    with capsys.disabled():
        print(f"\n{count} bytes of caches flipped: wrong sites 0")

    assert count > 0


def test_a_cache_harmed_in_other_ways_gives_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the cache cannot be written again."""
    count = 0
    chance = luck()
    for what, harm in OF_CACHES.items() if long else chance.sample(list(OF_CACHES.items()), 2):
        names = [path.relative_to(two_states.root).as_posix() for path in caches(two_states.root)]
        for name in chance.sample(names, 12 if long else 1):
            path = two_states.root / name
            if path.is_file():
                harm(path)
            harmed(two_states, f"{name}: {what}", builds=3 if long else 1)
            delete(path)
            count += 1
    with capsys.disabled():
        print(f"\n{count} caches harmed otherwise: wrong sites 0")


def test_caches_of_different_builds_give_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as a backup leaves, or a kill between writing two of them: one is older than the others."""
    count = 0
    for path in luck().sample(caches(two_states.root), 12 if long else 1):
        older = path.read_bytes()
        two_states.turn()
        two_states.build()
        if path.is_file():
            path.write_bytes(older)
        two_states.turn()
        two_states.build(told=f"{path.name} of the build before")
        count += 1
    with capsys.disabled():
        print(f"\n{count} caches put back from an earlier build: wrong sites 0")


def test_a_folder_of_caches_that_is_none_is_no_obstacle(two_states: TwoStates) -> None:
    """The site is the same; only the next build takes as long as this one."""
    harms: list[Harm] = [
        lambda folder: folder.write_bytes(b"x"),
        lambda folder: folder.symlink_to(folder.name),
        lambda folder: folder.mkdir(mode=0o500),
    ]
    for number, harm in enumerate(harms):
        two_states.forget()
        harm(two_states.root / FOLDER)
        harmed(two_states, f"harm {number}", builds=1)
    two_states.forget()


@pytest.mark.parametrize("where", ["published", "before"])
def test_a_site_that_was_harmed_is_made_anew(
    where: str, long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """The published one, or the one before it that a build fills anew.

    Although no source of the page changed, and whether or not its time tells of it.
    """
    count = 0
    chance = luck()
    for _ in range(2):  # so that there is a site before the published one
        two_states.turn()
        two_states.build()
    for what, harm in OF_PAGES.items() if long else chance.sample(list(OF_PAGES.items()), 1):
        for _ in range(5 if long else 1):
            (spare,) = (two_states.root / FOLDER).glob("*.next")
            site = two_states.output if where == "published" else spare
            path = chance.choice(sorted(site.glob("*/**/index.html")))
            harm(path)
            harmed(two_states, f"{path.relative_to(site)}: {what}", builds=2)
            count += 1
    with capsys.disabled():
        print(f"\n{count} pages harmed ({where}): wrong sites 0")
