"""A source that nobody touched is not read again, and no change of one is missed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import change, new_process, read_tree

from sitegen import digests, sources
from sitegen.digests import DIGESTS, Digests, look
from sitegen.known import FOLDER
from sitegen.pipeline import build
from sitegen.sources import find_file

RECORD = f"{FOLDER}/sources.digests"
PAGE, CATALOGUE = "content/lessons/two.md", "locales/pl/LC_MESSAGES/help.po"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the files that are read, in their order."""
    found: list[str] = []
    read = digests.read

    def watched(place: str) -> bytes:
        found.append(place.rpartition("/")[2])
        return read(place)

    monkeypatch.setattr(digests, "read", watched)
    monkeypatch.setattr(sources, "read", watched)
    return found


@pytest.fixture
def old(small: Path) -> Path:
    """Give the small project, whose files were saved long ago, in a process that knows nothing of it."""
    new_process()
    time.sleep(0.15)
    return small


def test_an_edit_of_a_page_reads_no_other_page_and_no_catalogue(old: Path, opened: list[str]) -> None:
    """And one of a catalogue no page; the site is that of a fresh build."""
    build(old, old / "site")
    for path, before, after in (
        (PAGE, "To know", "To see"),
        (CATALOGUE, "Po polsku: you bleed a lot", "Po polsku: you bleed"),
    ):
        change(old / path, before, after)
        time.sleep(0.15)
        new_process()
        opened.clear()
        build(old, old / "site")

        read = [name for name in opened if name.endswith((".md", ".po"))]
        assert read == [path.rpartition("/")[2]]
    build(old, old.parent / "fresh")
    assert read_tree(old / "site") == read_tree(old.parent / "fresh")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Give a file that was saved just now."""
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    return path


def run_on(path: Path) -> Digests:
    """Return what a run knows that has read nothing yet."""
    run = Digests()
    run.load(path.parent)
    return run


def look_at(path: Path, run: Digests | None = None) -> bytes:
    """Return the digest of a file, in a run that keeps what it learns; in a new one where none is given."""
    run = run or run_on(path)
    found, _ = run.of(str(path), look(str(path)))
    run.save()
    return found


def kept_of(path: Path, opened: list[str]) -> bool:
    """Tell whether another run knows a file without reading it."""
    found = run_on(path)
    opened.clear()
    found.of(str(path), look(str(path)))
    return not opened


def _with_its_time(path: Path, content: bytes) -> None:
    times = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _in_its_place(path: Path, content: bytes) -> None:
    times = path.stat()
    other = path.with_name("other")
    other.write_bytes(content)
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("save", [Path.write_bytes, _with_its_time, _in_its_place])
def test_a_file_that_was_changed_is_read(save: Callable[[Path, bytes], object], page: Path, opened: list[str]) -> None:
    """Although it is as long as before, and although somebody set its time back."""
    time.sleep(0.15)
    run = run_on(page)
    first = look_at(page, run)
    assert kept_of(page, opened)
    save(page, b"two")

    assert not kept_of(page, opened)
    assert look_at(page, run) != first


def test_a_file_that_was_saved_just_before_it_was_read_is_read_again(page: Path, opened: list[str]) -> None:
    """Another save could have given it the same time."""
    look_at(page)

    assert not kept_of(page, opened)
    time.sleep(0.15)
    look_at(page)
    assert kept_of(page, opened)


def test_a_file_that_is_saved_while_it_is_read_is_read_again(
    page: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    """What was read is kept for how the file was when it was looked at."""
    time.sleep(0.15)
    read = digests.read

    def slow(place: str) -> bytes:
        content = read(place)
        page.write_bytes(b"two")
        return content

    with monkeypatch.context() as patched:
        patched.setattr(digests, "read", slow)
        look_at(page)

    assert not kept_of(page, opened)


def test_a_record_that_was_harmed_is_none(page: Path) -> None:
    """Whichever byte of it is flipped."""
    time.sleep(0.15)
    digest = look_at(page)
    record = page.parent / RECORD
    sound = record.read_bytes()
    for place in range(len(sound)):
        record.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert run_on(page).of(str(page), look(str(page))) == (digest, b"one")


def test_what_is_no_longer_asked_for_is_forgotten(tmp_path: Path) -> None:
    """So the record does not grow with each file that is renamed."""
    sizes = []
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_bytes(b"one")
        time.sleep(0.15)
        look_at(tmp_path / name)
        sizes.append((tmp_path / RECORD).stat().st_size)

    assert len(set(sizes)) == 1


def _saved(path: Path) -> None:
    change(path, "To know", "To see")


def _a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _a_link(path: Path) -> None:
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


@pytest.mark.parametrize("act", [_saved, Path.unlink, _a_pipe, _a_link])
def test_a_source_that_is_other_by_now_ends_the_build(act: Callable[[Path], object], old: Path) -> None:
    """Whoever asks for the bytes of a file gets those whose digest was taken; nothing is followed or waited for."""
    DIGESTS.load(old)
    find_file(old, PAGE, [])
    file = find_file(old, PAGE, [])
    assert file
    assert b"To know" in file.content()
    act(old / PAGE)

    with pytest.raises(OSError, match=r"two\.md was saved while the site was built; build once more"):
        file.content()
