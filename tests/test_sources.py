"""Which files are read: plain ones of a sound size and name; all else is told and never opened."""

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PROJECT

from sitegen.cli import main
from sitegen.limits import BYTES, NAME_BYTES, OTHER_BYTES, PATH_BYTES
from sitegen.pipeline import build
from sitegen.problems import DONE, MEND, Problem, SiteError
from sitegen.sources import odd_files, read_file, read_source, source_files

FOLDERS = ("content/help", "content/pictures/shapes", "locales/pl/LC_MESSAGES", "templates/assets")
LINK = "this is a link, which could lead anywhere; put the file or folder itself here"
ODD = "this is no plain file; take it away, or put one in its place"
CLOSED = "this may not be read; change its permissions"
NOBODY = 65534


def link_to_file(path: Path) -> None:
    """Make a link to a file that a page must not show."""
    path.symlink_to("/etc/hostname")


def link_to_folder(path: Path) -> None:
    """Make a link to a folder that holds other files of that kind."""
    path.symlink_to(PROJECT / "content")


def link_to_itself(path: Path) -> None:
    """Make a link that leads round in a circle."""
    path.symlink_to(path.parent)


def link_to_nothing(path: Path) -> None:
    """Make a link whose end is missing."""
    path.symlink_to("missing")


def link_to_zeros(path: Path) -> None:
    """Make a link to a file without an end."""
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    """Make a pipe; who opens it waits for ever."""
    os.mkfifo(path)


def listener(path: Path) -> None:
    """Make a socket."""
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


KINDS: dict[Callable[[Path], None], str] = {
    link_to_file: LINK,
    link_to_folder: LINK,
    link_to_itself: LINK,
    link_to_nothing: LINK,
    link_to_zeros: LINK,
    pipe: ODD,
    listener: ODD,
}
NAMES = {
    "new\nline.md": r"content/help/new\nline.md",
    "bell\a.md": r"content/help/bell\x07.md",
    "over\u202eride.md": r"content/help/over\u202eride.md",
    os.fsdecode(b"caf\xe9.md"): r"content/help/caf\xe9.md",
    ".hidden.md": "content/help/.hidden.md",
    "-rf.md": "content/help/-rf.md",
    " a.md": "content/help/ a.md",
    "a.md ": "content/help/a.md ",
    "a.": "content/help/a.",
    "a:b.md": "content/help/a:b.md",
    "a?.svg": "content/help/a?.svg",
    "CON.md": "content/help/CON.md",
    "lpt1": "content/help/lpt1",
    "n" * NAME_BYTES + "x": f"content/help/{'n' * NAME_BYTES}x",
    "த" * 34: f"content/help/{'த' * 34}",
}
"""Names, and how a path with them is printed."""

TWINS = (
    ("feeding.svg", "Feeding.svg"),
    ("caf\u00e9.svg", "cafe\u0301.svg"),
    ("\ufb01rst.svg", "first.svg"),
    ("stra\u00dfe.svg", "STRASSE.svg"),
)
LITTER = (".DS_Store", "._now.md", ".#now.md", "#now.md#", "now.md~", ".now.md.swp", ".gitkeep", "Thumbs.db")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Give a project that has folders and nothing in them."""
    for folder in (*FOLDERS, "templates/styles"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_what_is_no_plain_file_is_told_and_is_no_source(bare: Path, folder: str, make: Callable[[Path], None]) -> None:
    """A link could publish any file of the machine."""
    make(bare / folder / "odd.svg")

    assert odd_files(bare) == [Problem(f"{folder}/odd.svg", 1, KINDS[make])]
    assert not source_files(bare, folder, "")
    problems: list[Problem] = []
    assert read_file(bare, f"{folder}/odd.svg", problems) is None
    assert problems == odd_files(bare)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_no_command_waits_for_odd_files_or_fails_on_them(
    small: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who opens a pipe waits for ever."""
    make(small / "content/help/odd.md")

    assert main(["--root", str(small), "--output", str(small.parent / "site")]) == MEND
    assert capsys.readouterr().err == f"content/help/odd.md:1: {KINDS[make]}\n1 problem; nothing was changed\n"


@pytest.mark.parametrize("path", ["content/site.yaml", "locales/languages.yaml", "content/facts/dose.yaml"])
@pytest.mark.parametrize("make", [link_to_file, pipe, Path.mkdir], ids=lambda make: make.__name__)
def test_a_file_that_every_build_needs_is_no_exception(small: Path, path: str, make: Callable[[Path], None]) -> None:
    """They are read by their names, without looking for them first."""
    (small / path).unlink()
    make(small / path)

    problems: list[Problem] = []
    assert read_source(small, path, problems) is None
    assert problems == [Problem(path, 1, LINK if make is link_to_file else ODD)]


@pytest.mark.parametrize("folder", ["content", "locales", "templates"])
def test_the_folders_of_sources_are_no_links_either(small: Path, folder: str) -> None:
    """The build reads nothing outside of the project."""
    (small / folder).rename(small / "elsewhere")
    (small / folder).symlink_to("elsewhere")

    assert odd_files(small) == [Problem(folder, 1, LINK)]
    assert not source_files(small, folder, "")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_that_not_every_computer_can_keep_is_told_on_one_line(bare: Path, name: str) -> None:
    """The path is printed so that nothing in it is hidden, and what is below it is not looked into."""
    (bare / "content/help" / name).write_text("Words.", "utf-8")
    (problem,) = odd_files(bare)

    assert problem.path == NAMES[name]
    assert problem.message.startswith("the name ")
    assert "; " in problem.message
    assert str(problem).isprintable()
    (bare / "content/help" / name).unlink()
    (bare / "content/help" / name.replace(".md", "")).mkdir()
    assert len(odd_files(bare)) == 1 or name == ".hidden.md"


def test_a_path_that_is_too_long_is_told_once(bare: Path) -> None:
    """However deep the folders below it go."""
    folder = bare / "content/pictures"
    while len(str(folder.relative_to(bare))) < 2 * PATH_BYTES:
        folder /= "n" * (NAME_BYTES // 2)
    folder.mkdir(parents=True)
    (folder / "a.svg").write_text("<svg/>", "utf-8")

    (problem,) = odd_files(bare)
    assert "the whole path" in problem.message


@pytest.mark.parametrize(("one", "other"), TWINS, ids=ascii)
def test_names_that_are_one_file_on_other_computers_are_told(bare: Path, one: str, other: str) -> None:
    """Windows and Macs fold case, Macs fold how accents are written; git would then lose one of them."""
    for name in (one, other):
        (bare / "content/pictures/shapes" / name).write_text("<svg/>", "utf-8")
    first, second = sorted((one, other))

    message = f'Windows and Macs keep one file for this name and "{first}"; rename one of them'
    assert odd_files(bare) == [Problem(f"content/pictures/shapes/{second}", 1, message)]


def test_folders_are_twins_too(bare: Path) -> None:
    """Their pages would have one address."""
    (bare / "content/Help").mkdir()

    assert [problem.path for problem in odd_files(bare)] == ["content/help"]


@pytest.mark.parametrize("name", LITTER)
def test_what_systems_and_editors_leave_is_neither_told_nor_read(bare: Path, name: str) -> None:
    """An editor's link to nobody, with which Emacs keeps others out, does not stop a preview."""
    for folder in FOLDERS:
        if name == ".#now.md":
            (bare / folder / name).symlink_to("anna@desk.4711:1790000000")
        else:
            (bare / folder / name).write_bytes(b"\xff")

    assert not odd_files(bare)
    assert not [path for folder in FOLDERS for path in source_files(bare, folder, "") if path.endswith(name)]


def test_a_hidden_folder_is_passed_over(bare: Path) -> None:
    """An editor for Markdown keeps its settings, and notes, in one."""
    (bare / "content/.obsidian").mkdir()
    (bare / "content/.obsidian/note.md").write_text("Words.", "utf-8")

    assert not odd_files(bare)
    assert "content/.obsidian/note.md" not in source_files(bare, "content", ".md")


def test_what_lies_among_the_sources_of_this_project_is_sound() -> None:
    """The rules hold for the real site."""
    assert not odd_files(PROJECT)
    assert len(source_files(PROJECT, "content", ".md")) > 100


def sizes() -> Iterator[tuple[str, int]]:
    """Give a file of each kind with its cap."""
    folders = {".po": "locales/pl/LC_MESSAGES", ".css": "templates/styles", ".html": "templates", ".js": "templates"}
    for suffix, most in BYTES.items():
        yield f"{folders.get(suffix, 'content/pictures')}/help{suffix}", most
    yield "templates/assets/odd.woff2", OTHER_BYTES


@pytest.mark.parametrize(("path", "most"), list(sizes()))
def test_a_file_that_is_too_large_is_told_and_not_read(bare: Path, path: str, most: int) -> None:
    """Ten gigabytes on paper take no room on the disk, and would take all memory."""
    with (bare / path).open("wb") as file:
        file.truncate(most)
    problems: list[Problem] = []
    assert len(read_file(bare, path, problems) or b"") == most
    assert not problems

    with (bare / path).open("r+b") as file:
        file.truncate(10_000_000_000)
    message = f"the file has 10,000,000,000 bytes, more than {most:,}; make it smaller, or part it"
    assert read_file(bare, path, problems) is None
    assert problems == [Problem(path, 1, message)]


@pytest.mark.parametrize("path", [path for path, _ in sizes() if not path.endswith((".yaml", ".md"))])
def test_the_build_tells_files_that_are_too_large(small: Path, path: str) -> None:
    """Pictures, catalogues, templates, styles and assets among them."""
    (small / path).parent.mkdir(exist_ok=True)
    with (small / path).open("wb") as file:
        file.truncate(10_000_000_000)

    with pytest.raises(SiteError, match=rf"^{path}:1: the file has 10,000,000,000 bytes, more than "):
        build(small, small.parent / "site")


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """Give a folder for all, to somebody whom permissions keep out, as they do not root."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        os.seteuid(os.getuid())


def test_a_file_or_folder_that_may_not_be_read_is_told(as_nobody: Path) -> None:
    """It is not taken for one that is not there."""
    (as_nobody / "content/help").mkdir(parents=True)
    (as_nobody / "content/help/now.md").write_text("Words.", "utf-8")
    (as_nobody / "content/site.yaml").write_text("title: A site", "utf-8")
    (as_nobody / "content/help").chmod(0)
    (as_nobody / "content/site.yaml").chmod(0)
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    problems = odd_files(as_nobody)

    assert read_source(as_nobody, "content/site.yaml", problems) is None
    assert read_source(as_nobody, "content/help/now.md", problems) is None
    paths = ("content/help", "content/site.yaml", "content/help/now.md")
    assert problems == [Problem(path, 1, CLOSED) for path in paths]


def test_a_build_does_not_take_a_folder_that_may_not_be_read_for_a_machine_that_failed(
    as_nobody: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever may change the permissions can mend it."""
    for folder in ("content/help", "locales", "templates"):
        (as_nobody / folder).mkdir(parents=True)
    (as_nobody / "content/help").chmod(0)
    if os.getuid() == 0:
        os.seteuid(NOBODY)

    assert main(["--root", str(as_nobody)]) == MEND
    assert capsys.readouterr().err == f"content/help:1: {CLOSED}\n1 problem; nothing was changed\n"


def test_a_preview_tells_odd_files_that_come_while_it_runs(small: Path) -> None:
    """It reads the project by the same way as every build."""
    output = small.parent / "site"
    assert main(["--root", str(small), "--output", str(output)]) == DONE
    pipe(small / "content/help/odd.md")

    with pytest.raises(SiteError, match="no plain file"):
        build(small, output)
