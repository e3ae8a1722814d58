"""The benchmark of speed still measures what it says: `make bench` itself takes too long for a test."""

import sys
from pathlib import Path

import pytest
from builders import Builder, Edit, make_builders
from conftest import PROJECT, read_tree
from leaves import make_leaves
from processes import Run, peak_memory, run
from results import MANY_LANGUAGES, MIDDLE, SMALL, Measured, exponent, put, ratios
from scenarios import Rehearsal, Written, new_word, rehearse

from sitegen.pipeline import build
from sitegen.translate import State

PAGES, LANGUAGES = 3, 2
HELD = 60_000_000


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Builder]:
    """Give a tiny corpus for each generator."""
    return {builder.name: builder for builder in make_builders(tmp_path_factory.mktemp("corpus"), PAGES, LANGUAGES)}


def test_a_corpus_builds_and_all_of_it_is_current_and_released(builders: dict[str, Builder], tmp_path: Path) -> None:
    """Else its builds would be quicker than real ones: what is not released or not current is less work."""
    outcome = build(builders["ours"].root, tmp_path / "site")

    assert [language.code for language in outcome.languages] == ["en", "pl"]
    assert outcome.pages == PAGES * LANGUAGES
    assert {state for states in outcome.states.values() for state in states} == {State.CURRENT}


def test_each_edit_reaches_the_site(builders: dict[str, Builder]) -> None:
    """The word stands where the benchmark looks for it; all edits are made at once here."""
    ours = builders["ours"]
    words = {scenario: new_word() for scenario in ours.edits}
    for scenario, edit in ours.edits.items():
        ours.put(words[scenario], edit)
    build(ours.root, ours.output)

    for scenario, edit in ours.edits.items():
        assert all(words[scenario] in path.read_text("utf-8") for path in edit.seen), scenario
    ours.clean()
    assert not ours.output.exists()
    assert not any(word in edit.path.read_text("utf-8") for word in words.values() for edit in ours.edits.values())


@pytest.mark.parametrize("name", ["hugo", "pelican"])
def test_others_get_the_same_pages_and_edits(builders: dict[str, Builder], name: str) -> None:
    """Each page is there in each language, whole, with the values of facts; what is edited is in them."""
    builder = builders[name]
    pages = {path: text.decode() for path, text in read_tree(builder.root / "content").items() if path.endswith(".md")}

    assert len([path for path in pages if "pictures" not in path]) == PAGES * LANGUAGES
    assert not [path for path, text in pages.items() if "{dose." in text or "{contact." in text]
    assert all(edit.passage in edit.path.read_text("utf-8") for edit in builder.edits.values())


def test_a_corpus_is_always_the_same_and_as_large_as_wanted() -> None:
    """The words of a page are about those of a leaflet: 420."""
    leaves = make_leaves(50)
    words = sum(len(text.split()) for leaf in leaves for block in leaf.blocks for text in block.texts)

    assert leaves == make_leaves(50)
    assert len({leaf.path for leaf in leaves}) == len(leaves) == 50
    assert len({leaf.section for leaf in leaves if leaf.section}) == 2
    assert 380 < words / len(leaves) < 460


def test_files_count_as_written_when_their_time_or_their_content_is_another_one(tmp_path: Path) -> None:
    """A file that was written again with the same content is written, yet not changed."""
    script = tmp_path / "write.py"
    script.write_text(
        "import os, pathlib\n"
        "site = pathlib.Path('site'); site.mkdir(exist_ok=True)\n"
        "for name in ('a', 'b'): (site / name).write_text(pathlib.Path('source').read_text() if name == 'a' else '')\n"
        "if not (site / 'c').exists(): (site / 'c').write_text('')\n"
    )
    source = tmp_path / "source"
    source.write_text("words")
    edits = {scenario: Edit(source, "words", (tmp_path / "site/a",)) for scenario in ("text", "title", "translation")}
    builder = Builder(
        "script",
        tmp_path,
        tmp_path / "site",
        (sys.executable, script),
        (),
        "",
        edits,
        {},
        frozenset(["source", "write.py"]),
    )

    assert rehearse(builder).written == {
        "unchanged": Written(2, 0),
        "text": Written(2, 1),
        "title": Written(2, 1),
        "translation": Written(2, 1),
    }


def test_memory_that_processes_share_counts_once(tmp_path: Path) -> None:
    """As that of workers which the generator forks."""
    share = f"import os, time; held = bytearray(os.urandom(1)) * {HELD}; os.fork(); time.sleep(0.5)"
    part = f"import os, time; os.fork(); held = bytearray(os.urandom(1)) * {HELD}; time.sleep(0.5)"

    assert HELD < peak_memory((sys.executable, "-c", share), tmp_path) < 1.8 * HELD
    assert peak_memory((sys.executable, "-c", part), tmp_path) > 2 * HELD


def test_a_program_that_fails_ends_the_benchmark_with_what_it_said(tmp_path: Path) -> None:
    """A build that stopped early would look quick."""
    with pytest.raises(SystemExit, match="no such page"):
        run((sys.executable, "-c", "raise SystemExit('no such page')"), tmp_path)


def measured(seconds: float, memory: int) -> Measured:
    """Return what a generator took that needs as long for everything."""
    made = Measured(Rehearsal(memory, 20_000, 100, 2_000_000, {"text": Written(9, 1)}))
    made.take(dict.fromkeys(("fresh", "unchanged", "text", "title", "translation"), Run(seconds, seconds, 0)))
    return made


def test_results_tell_what_is_met_and_what_is_missed() -> None:
    """On the limit is met."""
    results = {
        MANY_LANGUAGES: {"ours": measured(1, 1)},
        MIDDLE: {"ours": measured(3, 90), "hugo": measured(4, 100), "pelican": measured(12, 100)},
    }
    text = ratios(results)

    assert "| fresh build | 250 x 12 | 0.75, met (at most 0.75) | 0.25, met (at most 0.25) |" in text
    assert "| nothing changed | 250 x 12 | 0.75, **missed** (at most 0.05) | 0.25 |" in text
    assert "| peak memory | 250 x 12 | 0.9, **missed** (at most 0.45) | 0.9 |" in text
    assert "| 50 x 12 to 250 x 12 | 0.68, met (at most 1) | – | – |" in text
    assert exponent(results, SMALL, MIDDLE, "ours") is None


def test_figures_go_into_the_page_about_performance(tmp_path: Path) -> None:
    """Between the marks for them, in the place of older ones; all else stays."""
    page = tmp_path / "performance.md"
    page.write_bytes((PROJECT / "docs/performance.md").read_bytes())
    for name in ("results", "floor"):
        put(page, name, f"old {name}")
    old = page.read_text("utf-8")
    for name in ("results", "floor"):
        put(page, name, f"new {name}")

    assert old.count("old results\n") == old.count("old floor\n") == 1
    assert page.read_text("utf-8") == old.replace("old results\n", "new results\n").replace(
        "old floor\n", "new floor\n"
    )
    assert "## Where the time goes" in old
