"""How quick a build is beside Hugo's and Pelican's: `make bench`, or `python benchmarks/speed/run.py --help`.

Each generator gets the same corpus and builds it in fresh processes, in turns.  The medians go to results.md, and with
all sizes to docs/performance.md.  Let nothing else run meanwhile: the results say how busy other programs were.
"""

import argparse
import os
import platform
import re
import sys
import tempfile
from pathlib import Path
from statistics import median

from builders import TOOLS, make_builders
from corpus import PROJECT
from floor import floor_table
from results import LARGE, MANY_LANGUAGES, SIZES, TARGETS, Measured, Results, Size, figures, put, ratios
from scenarios import SCENARIOS, rehearse, save_times, time_all

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
DOCUMENT = PROJECT / "docs/performance.md"
_BUSY = 0.2


def main() -> None:
    """Measure, print the results and write them."""
    options = _options()
    if not (TOOLS / "bin/pelican").exists():
        raise SystemExit("Hugo and Pelican are not installed; `make bench` installs them")
    results: Results = {}
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.work) as folder:
        for size in options.sizes:
            results[size] = _measure(Path(folder) / "x".join(map(str, size)), size, options)
    about = _about(results, options)
    text = "\n\n".join(("# How quick a build is", about, ratios(results), figures(results))) + "\n"
    print(text)
    options.output.write_text(text, "utf-8")
    if options.sizes == SIZES and options.output == RESULTS:
        put(DOCUMENT, "results", f"{about}\n\n{ratios(results)}")
        put(DOCUMENT, "floor", floor_table(options.work))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = "as 50x4, pages and languages; may be given several times (default: all that have targets)"
    parser.add_argument("--size", dest="sizes", action="append", type=_size, metavar="SIZE", help=sizes)
    parser.add_argument("--runs", type=int, default=5, help="of each scenario (default: 5)")
    parser.add_argument("--large-runs", type=int, default=3, help="with 1,000 pages (default: 3)")
    parser.add_argument("--output", type=Path, default=RESULTS, metavar="FILE", help="for the results")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the corpora go for the time (20 GB at most)")
    options = parser.parse_args()
    options.sizes = options.sizes or SIZES
    return options


def _size(text: str) -> Size:
    pages, languages = text.split("x")
    return int(pages), int(languages)


def _measure(folder: Path, size: Size, options: argparse.Namespace) -> dict[str, Measured]:
    """Return what each generator takes with a corpus of a size."""
    peers = {target.peer for target in TARGETS if target.size == size} or {"hugo", "pelican"}
    builders = [builder for builder in make_builders(folder, *size) if builder.name in peers | {"ours"}]
    measured = {builder.name: Measured(rehearse(builder)) for builder in builders}
    scenarios = SCENARIOS[:1] if size == MANY_LANGUAGES else SCENARIOS
    for number in range(options.large_runs if size == LARGE else options.runs):
        print(f"{size[0]:,} pages in {size[1]} languages: round {number + 1}", file=sys.stderr)
        turn = number % len(builders)
        for builder in builders[turn:] + builders[:turn]:
            measured[builder.name].take(time_all(builder, scenarios))
    for builder in builders:
        if builder.server and size not in {MANY_LANGUAGES, LARGE}:
            measured[builder.name].saves = save_times(builder, options.runs)
    return measured


def _about(results: Results, options: argparse.Namespace) -> str:
    lock = (HERE / "requirements.lock").read_text("utf-8")
    versions = {name: re.findall(rf"^{name}==([\d.]+)", lock, re.MULTILINE)[0] for name in ("hugo", "pelican")}
    others = median(share for measured in results.values() for one in measured.values() for share in one.others)
    verdict = "" if others < _BUSY else " **So these figures are not to be trusted: let nothing else run.**"
    return (
        f"Made by `make bench`: Hugo {versions['hugo']}, Pelican {versions['pelican']}, Python "
        f"{platform.python_version()}, {os.cpu_count()} processors; {options.runs} runs, {options.large_runs} with "
        f"1,000 pages. Other programs used {others:.2f} processors meanwhile (the median).{verdict}"
    )


if __name__ == "__main__":
    main()
