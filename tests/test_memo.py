"""What was made is kept under all that it was made from, and nothing that was harmed is believed."""

from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import change, new_process
from hypothesis import given
from hypothesis import strategies as st

from sitegen import made_from
from sitegen.made_from import digest, key_of
from sitegen.memo import MEMO, Memo
from sitegen.problems import Problem
from sitegen.project import load_project
from sitegen.workers import spread


class Maker:
    """Makes values and counts how often."""

    def __init__(self, *problems: Problem) -> None:
        self.times = 0
        self._problems = problems

    def __call__(self, problems: list[Problem]) -> tuple[int]:
        self.times += 1
        problems += self._problems
        return (self.times,)


def test_the_same_source_is_read_once() -> None:
    """Another is not the same, nor is one that only looks alike when its parts are joined."""
    kept, make = Memo(), Maker()
    for source in (("a", "bc"), ("a", "bc"), ("ab", "c"), ("a", b"bc"), ("a", "b", "c")):
        kept.recall(source, make, [])

    assert make.times == len([("a", "bc"), ("ab", "c"), ("a", b"bc"), ("a", "b", "c")])


@given(st.lists(st.text() | st.binary(), max_size=5))
def test_a_digest_tells_of_texts_and_not_of_objects(parts: list[str | bytes]) -> None:
    """The same texts have the same digest in another process, where other objects say them."""
    others = [part.encode().decode() if isinstance(part, str) else bytes(bytearray(part)) for part in parts]
    same = {text: text for text in parts}
    assert digest(*parts) == digest(*others) == digest(*(same[part] for part in parts))


@pytest.mark.parametrize("of", ["sys.version", "unicodedata.unidata_version", "versions", "_code"])
def test_another_generator_makes_another_value(of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python, library or line of code may make something else of the same source."""
    made_from.generator.cache_clear()
    before = key_of(("a source",))
    with monkeypatch.context() as patch:
        new = {"versions": lambda: {"markdown": "0"}, "_code": lambda: (b"other",)}.get(of, "0")
        patch.setattr(f"sitegen.made_from.{of}", new)
        made_from.generator.cache_clear()
        assert key_of(("a source",)) != before
    made_from.generator.cache_clear()
    assert key_of(("a source",)) == before


def test_what_has_problems_is_read_each_time() -> None:
    """So that they are told each time."""
    kept, problems, make = Memo(), list[Problem](), Maker(Problem("a.md", 1, "is wrong"))
    for _ in range(2):
        kept.recall(("a",), make, problems)

    assert make.times == len(problems) == 2


def test_what_may_have_problems_is_made_before_it_is_asked_for() -> None:
    """They would come too late; a value that is kept has none, and is not even read."""
    kept, problems = Memo(), list[Problem]()
    wanted = [(("a",), Maker(Problem("a.md", 1, "is wrong"))), (("b",), Maker())]
    faulty, sound = kept.all_later(wanted, problems)

    assert [problem.path for problem in problems] == ["a.md"]
    assert (faulty.key, bool(sound.key)) == ("", True)
    assert (faulty(), sound()) == ((1,), (1,))


def test_many_values_are_made_on_all_processors_and_their_problems_told_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one process tells them; what another process made is taken from its file, or from its hands."""
    monkeypatch.setenv("SITEGEN_WORKERS", "3")
    for folder in (tmp_path, None):
        kept, problems = Memo(), list[Problem]()
        if folder:
            kept.load(folder)
        makers = [Maker(*[Problem("a.md", number, "is wrong")] * (number % 5 == 1)) for number in range(40)]
        found = kept.all_later([((str(number),), maker) for number, maker in enumerate(makers)], problems, large=True)

        assert [problem.line for problem in problems] == [number for number in range(40) if number % 5 == 1]
        assert [later() for later in found] == [(1,)] * 40
        assert sum(maker.times for maker in makers) < 20


def test_a_large_value_is_not_held(tmp_path: Path) -> None:
    """It is read again; where it cannot be kept on the disk, it is not made again."""
    for folder, same in ((tmp_path, False), (None, True)):
        kept, make = Memo(), Maker()
        if folder:
            kept.load(folder)
        first, second = (kept.recall(("a",), make, [], large=True) for _ in range(2))

        assert (first == second, first is second, make.times) == (True, same, 1)


def stored(root: Path) -> Path:
    """Keep one value for a project and return the file."""
    kept = Memo()
    kept.load(root)
    kept.recall(("a",), Maker(), [])
    (path,) = (root / ".known/made").iterdir()
    return path


def times_made(root: Path) -> int:
    """Return how often a next run has to make the value."""
    kept, make = Memo(), Maker()
    kept.load(root)
    assert kept.recall(("a",), make, []) == (1,)
    return make.times


def test_the_next_run_has_what_this_one_made(tmp_path: Path) -> None:
    """From a file of the project."""
    stored(tmp_path)

    assert times_made(tmp_path) == 0


def test_the_versions_of_libraries_are_those_that_are_installed() -> None:
    """As Python itself tells them."""
    assert made_from.versions() == {name: version(name) for name in made_from.LIBRARIES}


def test_another_generator_makes_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or another version of what it is made of."""
    stored(tmp_path)
    monkeypatch.setattr(made_from, "generator", lambda: "another")

    assert times_made(tmp_path) == 1


def test_no_harmed_byte_is_believed(tmp_path: Path) -> None:
    """Each is turned in turn; a file that was cut counts as none, too."""
    path = stored(tmp_path)
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert times_made(tmp_path) == 1, place
    for end in (0, 1, 31, 32, len(content) - 1):
        path.write_bytes(content[:end])
        assert times_made(tmp_path) == 1, end

    assert path.read_bytes() == content


class Counted:
    """Makes one of several values and tells which it made."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def __call__(self, number: int) -> tuple[int]:
        self.made.append(number)
        return (number,)


def each(tmp_path: Path, *names: str) -> tuple[list[int], list[tuple[int]]]:
    """Return which of some values that stand together another process makes, and all of them."""
    kept, make = Memo(), Counted()
    kept.load(tmp_path)
    found = kept.recall_each(("section",), [(name,) for name in names], make)
    return make.made, [value() for value in found]


def test_of_values_that_stand_together_only_the_new_are_made(tmp_path: Path) -> None:
    """They share one file, in which none stays that is not asked for any more."""
    assert each(tmp_path, "a", "b", "c") == ([0, 1, 2], [(0,), (1,), (2,)])
    assert each(tmp_path, "a", "b", "c") == ([], [(0,), (1,), (2,)])
    assert each(tmp_path, "c", "x", "a") == ([1], [(2,), (1,), (0,)])
    assert each(tmp_path, "b") == ([0], [(0,)])
    assert each(tmp_path, "c") == ([0], [(0,)])
    assert len(list((tmp_path / ".known/made").iterdir())) == 1


def test_values_that_stand_together_are_made_anew_where_their_file_is_harmed(tmp_path: Path) -> None:
    """Whichever byte of it; without a folder they are kept in memory."""
    each(tmp_path, "a", "b")
    (path,) = (tmp_path / ".known/made").iterdir()
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert each(tmp_path, "a", "b") == ([0, 1], [(0,), (1,)]), place

    kept, make = Memo(), Counted()
    for _ in range(2):
        assert [value() for value in kept.recall_each(("section",), [("a",), ("b",)], make)] == [(0,), (1,)]
    assert make.made == [0, 1]


def memo_of(root: Path) -> Memo:
    """Return the memory of another process."""
    kept = Memo()
    kept.load(root)
    return kept


def test_a_value_under_a_name_is_the_one_that_was_put_there_last(tmp_path: Path) -> None:
    """By whichever process, in one file; in memory where there is no folder."""
    for alone in (None, Memo()):
        one, other = alone or memo_of(tmp_path), alone or memo_of(tmp_path)
        assert one.under(("index",)) is None
        one.put(("index",), "a")
        assert other.under(("index",)) == "a"
        other.put(("index",), "b")
        assert one.under(("index",)) == "b"
        assert one.under(("another",)) is None
    assert len(list((tmp_path / ".known/made").iterdir())) == 1


def test_a_value_under_a_name_is_not_believed_that_was_harmed_or_put_there_by_another_generator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever byte of it."""
    memo_of(tmp_path).put(("index",), "a")
    (path,) = (tmp_path / ".known/made").iterdir()
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert memo_of(tmp_path).under(("index",)) is None, place
    path.write_bytes(content)
    assert memo_of(tmp_path).under(("index",)) == "a"
    monkeypatch.setattr(made_from, "generator", lambda: "another")

    assert memo_of(tmp_path).under(("index",)) is None


def test_a_value_under_a_name_stays_in_memory_while_the_disk_takes_none(tmp_path: Path) -> None:
    """And not longer, since another process can put one there then."""
    one = memo_of(tmp_path)
    folder = tmp_path / ".known/made"
    folder.rmdir()
    one.put(("index",), "a")
    assert one.under(("index",)) == "a"
    folder.mkdir()
    one.put(("index",), "b")
    memo_of(tmp_path).put(("index",), "c")

    assert one.under(("index",)) == "c"


def test_values_that_stand_together_are_found_that_another_process_has_made_since(tmp_path: Path) -> None:
    """Each looks at the disk, whatever was there when it began."""
    make = Counted()
    for kept in (memo_of(tmp_path), memo_of(tmp_path)):
        kept.recall_each(("section",), [("a",)], make)

    assert make.made == [0]


def test_a_value_is_taken_that_another_process_has_made_since(tmp_path: Path) -> None:
    """Though there was none yet when this one looked what there is."""
    here, other, make = Memo(), Memo(), Maker()
    here.load(tmp_path)
    other.load(tmp_path)
    other.recall(("a",), make, [])

    assert here.recall(("a",), make, []) == (1,)
    assert make.times == 1


def test_what_is_made_ahead_is_waited_for_once(tmp_path: Path) -> None:
    """Not by the next run, which has nobody to wait for."""
    waited: list[str] = []
    kept = Memo()
    kept.load(tmp_path, lambda: waited.append("for it"))
    for _ in range(2):
        kept.catch_up()
    kept.load(tmp_path)
    kept.catch_up()

    assert waited == ["for it"]


def test_what_several_processes_amend_at_once_has_what_each_of_them_added(tmp_path: Path) -> None:
    """None takes away what another has just put there."""
    MEMO.load(tmp_path)

    def with_one_more(new: object, found: object) -> object:
        return frozenset([new]) | (found if isinstance(found, frozenset) else frozenset())

    def added(number: int) -> None:
        for each in range(20):
            MEMO.amend(("numbers",), partial(with_one_more, (number, each)))

    list(spread(range(4), added, 4, lambda _: 100))

    assert MEMO.under(("numbers",)) == {(number, each) for number in range(4) for each in range(20)}


def test_a_value_under_a_name_comes_back_from_what_was_put_aside(tmp_path: Path) -> None:
    """As any other does."""
    memo_of(tmp_path).put(("index",), "a")
    (tmp_path / ".known/made").rename(tmp_path / ".known/made-before")

    assert memo_of(tmp_path).under(("index",)) == "a"


def test_what_is_asked_for_stays_and_what_is_not_goes_where_there_is_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However old it is: an edit asks for nearly all that the first build made."""
    monkeypatch.setattr("sitegen.kept._FEW", 2)
    always = Maker()
    found: list[int] = []
    for number in range(60):
        kept = Memo()
        kept.load(tmp_path)
        kept.recall(("always",), always, [])
        kept.recall((str(number),), Maker(), [])
        kept.tidy()
        found.append(len(list((tmp_path / ".known").glob("*/*"))))

    assert always.times == 1
    assert 11 < max(found) <= 22


def test_a_catalogue_is_read_once_more_where_what_was_kept_of_it_is_harmed(small: Path) -> None:
    """The build does not hold its file; one that was saved meanwhile would not be what the rest was made from."""
    new_process()
    MEMO.load(small)
    projects = [load_project(small, []) for _ in range(2)]
    polish = next(language for language in projects[0].languages if language.code == "pl")
    for kept in (small / ".known/made").iterdir():
        kept.write_bytes(b"harmed")

    found = projects[0].catalogue(polish, "help")
    assert found
    assert found.entries

    for kept in (small / ".known/made").iterdir():
        kept.write_bytes(b"harmed")
    change(small / "locales/pl/LC_MESSAGES/help.po", 'msgid ""', '# more\nmsgid ""')
    with pytest.raises(OSError, match=r"help\.po was saved while the site was built; build once more"):
        projects[1].catalogue(polish, "help")


def test_what_does_not_fit_in_kept_front_matter_is_told_each_time(small: Path) -> None:
    """Each edit of the text below it tells it once more, in groups of fields too, with its line."""
    page = small / "content/help/now.md"
    change(page, "order: 1", "order: first")
    change(page, "https://source.example", "ftp://source.example")
    told: list[list[Problem]] = []
    for _ in range(3):
        MEMO.load(small)
        problems: list[Problem] = []
        load_project(small, problems)
        told.append(sorted(problems))
        change(page, "is **not", "is, is **not")

    assert [problem.line for problem in told[0]] == [4, 9]
    assert told[0] == told[1] == told[2]
