"""The results as Markdown: what we take divided by what others take, beside what it should be at most."""

import math
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from processes import Run
from scenarios import Rehearsal

Size = tuple[int, int]
"""How many pages, and in how many languages."""

SMALL, MANY_LANGUAGES, MIDDLE, LARGE = (50, 4), (50, 12), (250, 12), (1000, 12)
SIZES = (SMALL, MANY_LANGUAGES, MIDDLE, LARGE)

NAMES = {
    "fresh": "fresh build",
    "unchanged": "nothing changed",
    "text": "one English page edited",
    "title": "its title edited",
    "translation": "one catalogue entry edited",
    "memory": "peak memory",
    "save": "save to output in `serve`",
}


class Target(NamedTuple):
    """What we may take at most, as a part of what another generator takes."""

    what: str
    size: Size
    peer: str
    ratio: float


TARGETS = (
    Target("fresh", SMALL, "hugo", 2.0),
    Target("fresh", SMALL, "pelican", 0.45),
    Target("fresh", MIDDLE, "hugo", 0.75),
    Target("fresh", MIDDLE, "pelican", 0.25),
    Target("fresh", LARGE, "hugo", 0.6),
    Target("unchanged", SMALL, "hugo", 0.5),
    Target("unchanged", MIDDLE, "hugo", 0.05),
    Target("unchanged", LARGE, "hugo", 0.015),
    Target("text", SMALL, "hugo", 1.0),
    Target("text", MIDDLE, "hugo", 0.12),
    Target("text", LARGE, "hugo", 0.06),
    Target("translation", SMALL, "hugo", 0.8),
    Target("translation", MIDDLE, "hugo", 0.10),
    Target("translation", LARGE, "hugo", 0.05),
    Target("memory", MIDDLE, "hugo", 0.45),
    Target("memory", LARGE, "hugo", 0.2),
    Target("save", MIDDLE, "hugo", 0.5),
)
GROWTH = ((SMALL, MANY_LANGUAGES, 0.85), (MANY_LANGUAGES, MIDDLE, 1.0), (MIDDLE, LARGE, 1.0))
"""Between which sizes the processor time of a fresh build may grow how much: 1 is as much as the size."""

MEGA = 1_000_000


@dataclass
class Measured:
    """What was measured of one generator with one size."""

    rehearsal: Rehearsal
    runs: dict[str, list[Run]] = field(default_factory=dict)
    saves: list[float] = field(default_factory=list)

    def take(self, times: dict[str, Run]) -> None:
        """Add a round."""
        for scenario, run in times.items():
            self.runs.setdefault(scenario, []).append(run)

    def value(self, what: str) -> float | None:
        """Return the median seconds of a scenario, or the memory; None for what was not measured."""
        if what == "memory":
            return self.rehearsal.memory
        found = self.saves if what == "save" else [run.wall for run in self.runs.get(what, ())]
        return statistics.median(found) if found else None

    @property
    def others(self) -> list[float]:
        """Return how many processors other programs used in each run."""
        return [run.others for runs in self.runs.values() for run in runs]

    def cpu(self, scenario: str) -> float:
        """Return the median processor seconds of a scenario."""
        return statistics.median(run.cpu for run in self.runs[scenario])

    def said(self, what: str) -> str:
        """Return the seconds of a scenario, with the processor's in brackets."""
        value = self.value(what)
        cpu = f" ({self.cpu(what):.3g})" if what in self.runs else ""
        return "–" if value is None else f"{value:.3g}{cpu}"


Results = dict[Size, dict[str, Measured]]


def ratio(results: Results, what: str, size: Size, peer: str) -> float | None:
    """Return what we take divided by what another takes."""
    measured = results.get(size, {})
    if "ours" not in measured or peer not in measured:
        return None
    ours, theirs = measured["ours"].value(what), measured[peer].value(what)
    return ours / theirs if ours and theirs else None


def exponent(results: Results, small: Size, large: Size, name: str) -> float | None:
    """Return how the processor time of a fresh build grows: 1 is as much as the number of pages in all languages."""
    if any(name not in results.get(size, {}) for size in (small, large)):
        return None
    times = results[large][name].cpu("fresh") / results[small][name].cpu("fresh")
    return math.log(times) / math.log(math.prod(large) / math.prod(small))


def ratios(results: Results) -> str:
    """Return the tables of what we take beside others, with what it should be at most."""
    return "\n\n".join((*_targets(results), *_growth(results)))


def figures(results: Results) -> str:
    """Return the tables of seconds and files."""
    return "\n\n".join(_figures(results))


def put(document: Path, name: str, text: str) -> None:
    """Put figures between the two marks that a document has for them."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, _, rest = document.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    document.write_text(f"{before}{begin}{text}\n{end}{after}", "utf-8")


def _targets(results: Results) -> Iterator[str]:
    yield "What we take divided by what the other takes; medians of wall time where nothing else is said."
    rows = []
    for what, name in NAMES.items():
        for size in SIZES:
            cells = [_cell(results, what, size, peer) for peer in ("hugo", "pelican")]
            if any(cells):
                rows.append((name, _said(size), *(cell or "–" for cell in cells)))
    yield table(("", "pages x languages", "ours / Hugo", "ours / Pelican"), rows)


def _cell(results: Results, what: str, size: Size, peer: str) -> str:
    found = ratio(results, what, size, peer)
    if found is None:
        return ""
    target = next((target.ratio for target in TARGETS if target[:3] == (what, size, peer)), None)
    return f"{found:.3g}{_verdict(found, target)}"


def _verdict(found: float, target: float | None) -> str:
    return "" if target is None else f", {'met' if found <= target else '**missed**'} (at most {target:g})"


def _growth(results: Results) -> Iterator[str]:
    yield "How the processor time of a fresh build grows with the pages in all languages: 1 is as much as they do."
    rows = []
    for small, large, most in GROWTH:
        found = {name: exponent(results, small, large, name) for name in ("ours", "hugo", "pelican")}
        ours = found.pop("ours")
        if ours is not None:
            others = (f"{other:.2f}" if other is not None else "–" for other in found.values())
            rows.append((f"{_said(small)} to {_said(large)}", f"{ours:.2f}{_verdict(ours, most)}", *others))
    yield table(("from, to", "ours", "Hugo", "Pelican"), rows)


def _figures(results: Results) -> Iterator[str]:
    yield "Seconds are medians, those of the processors in brackets; files are those that a build wrote."
    for size, measured in results.items():
        yield f"### {size[0]:,} pages in {size[1]} languages"
        yield table(("", *measured), [*_seconds(measured), *_sizes(measured), *_files(measured)])


def _seconds(measured: dict[str, Measured]) -> Iterator[tuple[str, ...]]:
    for what, name in NAMES.items():
        if what != "memory" and any(one.value(what) for one in measured.values()):
            yield (f"{name}, s", *(one.said(what) for one in measured.values()))


def _sizes(measured: dict[str, Measured]) -> Iterator[tuple[str, ...]]:
    rehearsals = [one.rehearsal for one in measured.values()]
    yield ("peak memory, MB", *(f"{one.memory / MEGA:.0f}" for one in rehearsals))
    yield ("size of a page, KB", *(f"{one.page_size / 1000:.1f}" for one in rehearsals))
    yield ("files of the site", *(f"{one.files:,}" for one in rehearsals))
    yield ("size of the site, MB", *(f"{one.size / MEGA:.1f}" for one in rehearsals))


def _files(measured: dict[str, Measured]) -> Iterator[tuple[str, ...]]:
    for scenario in next(iter(measured.values())).rehearsal.written:
        counts = (one.rehearsal.written[scenario] for one in measured.values())
        yield (f"files, {NAMES[scenario]}", *(f"{count.files:,}, {count.changed:,} changed" for count in counts))


def _said(size: Size) -> str:
    return f"{size[0]:,} x {size[1]}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))
