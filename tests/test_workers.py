"""Work spread over processes comes back whole, with its errors, and leaves no process behind."""

import os
import signal
import time
from pathlib import Path

import pytest

from sitegen.problems import Problem, SiteError
from sitegen.processors import processors
from sitegen.workers import spread, wait_for_all

PIECES = list(range(100))


def running(number: int) -> bool:
    """Tell whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_every_piece_is_done_once_by_any_number_of_processes(workers: int) -> None:
    """By more than one where there are more."""
    done = list(spread(PIECES, lambda piece: (piece * piece, os.getpid()), workers))

    assert sorted(square for square, _ in done) == [piece * piece for piece in PIECES]
    assert len({process for _, process in done}) == workers


@pytest.mark.parametrize("workers", [2, 3, 7])
def test_pieces_without_weight_are_done_wherever_they_stand(workers: int) -> None:
    """Before all others, between them and behind them."""
    weightless = {0, 1, 50, 98, 99}
    done = list(spread(PIECES, lambda piece: piece, workers, lambda piece: piece not in weightless))

    assert sorted(done) == PIECES


@pytest.mark.parametrize("workers", [2, 3, 7])
def test_each_process_has_neighbours_and_as_much_to_do_as_the_others(workers: int) -> None:
    """Pages of a language need the same, and one with its English beside it is twice the work."""
    found: dict[int, list[int]] = {}
    for piece, process in spread(PIECES, lambda piece: (piece, os.getpid()), workers, lambda piece: 1 + piece % 2):
        found.setdefault(process, []).append(piece)
    shares = [sorted(pieces) for pieces in found.values()]
    work = [sum(1 + piece % 2 for piece in pieces) for pieces in shares]

    assert all(pieces == list(range(pieces[0], pieces[-1] + 1)) for pieces in shares)
    assert max(work) - min(work) <= 2


def test_a_process_that_gave_its_results_ends_while_this_one_goes_on() -> None:
    """Nobody waits until it has given its memory back, before it matters that none is left."""
    (other,) = set(spread(PIECES, lambda _: os.getpid(), 2)) - {os.getpid()}
    assert Path(f"/proc/{other}").exists()
    wait_for_all()

    assert not Path(f"/proc/{other}").exists()


def test_little_work_is_done_without_another_process() -> None:
    """Making one takes longer."""
    assert set(spread([1, 2, 3], lambda _: os.getpid(), 4)) == {os.getpid()}


@pytest.mark.parametrize("error", [SiteError([Problem("a.md", 3, "is wrong")]), OSError(28, "No space left", "x")])
def test_an_error_in_another_process_is_told_as_if_it_were_in_this_one(error: Exception) -> None:
    """With all that it says."""

    def work(piece: int) -> int:
        if piece == PIECES[-1]:  # another process has it
            raise error
        return piece

    with pytest.raises(type(error)) as raised:
        list(spread(PIECES, work, 2))
    assert str(raised.value) == str(error)
    assert getattr(raised.value, "problems", ()) == getattr(error, "problems", ())


def test_a_process_that_is_killed_ends_the_work_with_an_error() -> None:
    """It never counts as done."""
    parent = os.getpid()

    def work(piece: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece

    with pytest.raises(OSError, match="ended from outside"):
        list(spread(PIECES, work, 3))


def test_a_mistake_of_the_program_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """By the process that met it, so that it can be found."""
    parent = os.getpid()

    def work(piece: int) -> float:
        return piece if os.getpid() == parent else 1 / 0

    with pytest.raises(OSError, match="ended from outside"):
        list(spread(PIECES, work, 2))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_no_process_stays_when_the_work_is_given_up() -> None:
    """As by Ctrl-C, or by an error in the parent."""
    parent = os.getpid()

    def work(piece: int) -> int:
        if os.getpid() != parent:
            time.sleep(60)
        return piece

    before = children()
    found = spread(PIECES, work, 3)
    next(found)
    numbers = children() - before
    found.close()  # type: ignore[attr-defined]

    assert len(numbers) >= len(["two", "processes"])
    assert not any(map(running, numbers))


def children() -> set[int]:
    """Return the processes that this one has begun."""
    return {int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and is_child(path)}


def is_child(process: Path) -> bool:
    """Tell whether a process is a child of this one."""
    try:
        return int((process / "stat").read_text("utf-8").rpartition(")")[2].split()[1]) == os.getpid()
    except FileNotFoundError:
        return False


def test_processes_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """So that none writes into the next build's folders."""
    parent = os.fork()
    if not parent:
        own = os.getpid()

        def work(piece: int) -> int:
            (tmp_path / str(os.getpid())).touch()
            time.sleep(0 if os.getpid() == own else 60)
            return piece

        list(spread(PIECES, work, 3))
        os._exit(0)
    while len(numbers := [int(path.name) for path in tmp_path.iterdir()]) < 3:
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    until = time.monotonic() + 10
    while any(map(running, numbers)) and time.monotonic() < until:
        time.sleep(0.01)

    assert not any(map(running, numbers))


def test_the_number_of_processes_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nonsense counts as nothing said."""
    own = processors()
    for said, wanted in (("3", 3), ("0", own), ("many", own), ("", own)):
        monkeypatch.setenv("SITEGEN_WORKERS", said)
        assert processors() == wanted


@pytest.mark.parametrize("workers", [1, 3])
def test_each_process_says_when_its_share_is_done(workers: int, tmp_path: Path) -> None:
    """Once, after all of its pieces."""

    def work(piece: int) -> int:
        (tmp_path / f"{os.getpid()}").write_text(str(piece), "utf-8")
        return piece

    def end() -> None:
        (tmp_path / f"{os.getpid()}").rename(tmp_path / f"done {os.getpid()}")

    assert sorted(spread(PIECES, work, workers, end=end)) == sorted(PIECES)
    assert [path.name.startswith("done ") for path in tmp_path.iterdir()] == [True] * workers
