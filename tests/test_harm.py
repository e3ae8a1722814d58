"""Caches and outputs that somebody or something harmed: the next build makes the right site, and ends well."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from trees import TwoStates, delete

from sitegen.known import FOLDER

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
}


def caches(root: Path) -> list[Path]:
    """Return the files that a build left for the next."""
    return [path for path in sorted((root / FOLDER).rglob("*")) if path.is_file()]


def flips(root: Path, *, long: bool) -> Iterator[tuple[str, int, int]]:
    """Give places in caches, by name: every byte of small ones, and some of large ones."""
    chance = random.Random()  # noqa: S311
    for path in caches(root):
        size = path.stat().st_size
        most = 2500 if long else 1
        for place in range(size) if size <= most else sorted(chance.sample(range(size), most)):
            yield path.relative_to(root).as_posix(), place, chance.randrange(1, 256)


def test_a_cache_with_any_byte_flipped_gives_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an edit, so that there is something to build.  With `--long` every byte, up to 2,500 of each file."""
    count = 0
    for name, place, bits in flips(two_states.root, long=long):
        path = two_states.root / name
        if path.is_file() and place < path.stat().st_size:
            flip(place, bits)(path)
        two_states.turn()
        two_states.build(told=f"byte {place} of {name} flipped by {bits}")
        count += 1
    with capsys.disabled():
        print(f"\n{count} bytes of caches flipped: wrong sites 0")

    assert count


def test_a_cache_harmed_in_other_ways_gives_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the cache cannot be written again."""
    count = 0
    chance = random.Random()  # noqa: S311
    for what, harm in OF_CACHES.items() if long else chance.sample(list(OF_CACHES.items()), 3):
        names = [path.relative_to(two_states.root).as_posix() for path in caches(two_states.root)]
        for name in names if long else chance.sample(names, 1):
            path = two_states.root / name
            if path.is_file():
                harm(path)
            for number in range(3 if long else 1):
                two_states.turn()
                two_states.build(told=f"build {number + 1} after {name}: {what}")
            delete(path)
            count += 1
    with capsys.disabled():
        print(f"\n{count} caches harmed otherwise: wrong sites 0")


def test_caches_of_different_builds_give_the_right_site(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as a backup leaves, or a kill between writing two of them: one is older than the others."""
    count = 0
    for path in caches(two_states.root)[: None if long else 1]:
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


@pytest.mark.parametrize("harm", ["a file", "a link to itself", "not writable"])
def test_a_folder_of_caches_that_is_none_is_no_obstacle(harm: str, two_states: TwoStates) -> None:
    """The site is the same; only the next build takes as long as this one."""
    two_states.forget()
    folder = two_states.root / FOLDER
    if harm == "a file":
        folder.write_bytes(b"x")
    elif harm == "a link to itself":
        folder.symlink_to(folder.name)
    else:
        folder.mkdir()
        folder.chmod(0o500)
    two_states.turn()
    two_states.build(told=harm)
    two_states.forget()


def test_a_published_page_that_was_harmed_is_made_anew(
    long: bool, two_states: TwoStates, capsys: pytest.CaptureFixture[str]
) -> None:
    """Although no source of it changed, and whether or not its time tells of it."""
    count = 0
    chance = random.Random()  # noqa: S311
    for what, harm in OF_PAGES.items() if long else chance.sample(list(OF_PAGES.items()), 2):
        for _ in range(10 if long else 1):
            path = chance.choice(sorted(two_states.output.glob("*/**/index.html")))
            name = path.relative_to(two_states.output)
            harm(path)
            two_states.turn()
            two_states.build(told=f"{name}: {what}")
            count += 1
    with capsys.disabled():
        print(f"\n{count} published pages harmed: wrong sites 0")
