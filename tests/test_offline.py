"""The service worker of each language."""

import json
import re
from pathlib import Path

import pytest
from conftest import change

from sitegen.pipeline import build


def worker(root: Path, output: Path, code: str = "pl") -> tuple[str, str, list[str]]:
    """Build, and return the version of a language's worker, its offline page, and what it keeps."""
    build(root, output)
    found = re.search(r"\[.*\]", (output / code / "service-worker.js").read_text("utf-8"))
    assert found
    version, page, addresses, _ = json.loads(found[0])
    return version, page, addresses


def test_a_worker_keeps_its_pages_and_all_that_they_ask_for(small: Path, tmp_path: Path) -> None:
    """Each is there, as seen from the language's folder."""
    _, page, addresses = worker(small, tmp_path / "site")
    files = [tmp_path / "site/pl" / address for address in addresses]

    assert page == "offline/"
    assert addresses[:5] == ["./", "help/now/", "staff-card/", "easier-to-read/", "offline/"]
    assert [file for file in files if not (file / "index.html" if file.is_dir() else file).is_file()] == []
    assert [address for address in addresses if re.fullmatch(r"\.\./assets/small\.\w+\.css", address)]


@pytest.mark.parametrize(
    ("path", "old", "new", "newer"),
    [
        ("content/help/now.md", "You feel unwell.", "You feel very unwell.", True),
        ("content/facts/dose.yaml", "400 microgram", "500 microgram", True),
        ("templates/assets/small.css", "}", " }", True),
        ("content/lessons/two.md", "title: ", "title: New ", False),
    ],
)
def test_a_worker_is_newer_exactly_when_something_that_it_keeps_changed(
    path: str, old: str, new: str, newer: bool, small: Path, tmp_path: Path
) -> None:
    """So that no phone loads all again for nothing, and none keeps old advice."""
    before, _, _ = worker(small, tmp_path / "before")
    change(small / path, old, new)
    after, _, _ = worker(small, tmp_path / "after")

    assert (after != before) == newer


def test_a_site_that_keeps_nothing_publishes_a_worker_that_removes_earlier_ones(small: Path, tmp_path: Path) -> None:
    """For each language; and no page starts one."""
    path = small / "content/site.yaml"
    path.write_text(path.read_text("utf-8").partition("offline:")[0] + "offline: off\n", "utf-8")
    build(small, tmp_path / "site")

    for code in ("en", "pl", "ar"):
        text = (tmp_path / f"site/{code}/service-worker.js").read_text("utf-8")
        assert text == (small / "templates/service-worker-off.js").read_text("utf-8").rstrip("\n")
        assert "service-worker" not in (tmp_path / f"site/{code}/help/now/index.html").read_text("utf-8")
