"""The Nu HTML checker, the one that the W3C runs, finds nothing on any page."""

import json
import re
import subprocess
from pathlib import Path

from conftest import PROJECT

OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html")
JAVA = ("-XX:+UseSerialGC", "-Xss4m")
"""One thread looks for garbage, since other tests run meanwhile; the checker needs a larger stack than is usual."""

OWN = r"(\.{1,2}/|/(?!/))"
ACCEPTED = {
    rf"violates Content Security Policy \(meta tag\): .* “{OWN}[^”]*” blocked": (
        "the checker reads files, which have no 'self'; tests/browser/test_policy.py judges the policy"
    ),
    r"document appears to be written in (Macedonian|Russian|Persian|Urdu|Hindi|Marathi|Dutch) but": (
        "the checker guesses by letters, and takes near languages for each other"
    ),
    "The “list” role is unnecessary": (
        "nhsuk-frontend's own markup: VoiceOver calls a list without bullets a list only where the role says so"
    ),
}
"""Patterns of warnings that are right as they are, and why."""


def messages(folder: Path) -> list[str]:
    """Return what the checker says of all HTML files below a folder."""
    jars = list((PROJECT / ".venv").glob("vnu-*.jar"))
    assert jars, "the HTML checker is not there; `sh scripts/setup test` fetches it"
    command = ["java", *JAVA, "-jar", str(max(jars)), *OPTIONS, str(folder)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    base = f"file:{folder}"
    return [
        f"{message['url'].removeprefix(base)}:{message.get('lastLine', 1)}: {message['message']}"
        for message in json.loads(run.stdout)["messages"]
    ]


def test_every_page_is_without_errors_and_warnings(built: Path) -> None:
    """In every language, redirects and the page for a missing address too."""
    found = [message for message in messages(built) if not any(re.search(pattern, message) for pattern in ACCEPTED)]

    assert found == []


def test_a_faulty_page_is_found(tmp_path: Path) -> None:
    """In a folder below too: an error and a warning."""
    page = tmp_path / "en/index.html"
    page.parent.mkdir()
    text = '<!DOCTYPE html><html lang="en"><title>Fault</title><ul><p>not an item</p></ul><section>bare</section>'
    page.write_text(text, "utf-8")
    found = messages(tmp_path)

    assert [message for message in found if re.match(r"/en/index\.html:1: Element “p” not allowed", message)]
    assert [message for message in found if "Section lacks heading" in message]
