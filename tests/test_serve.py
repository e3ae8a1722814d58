"""Live preview, as a writer uses it."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, change

PATIENCE = 30


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def read(small: Path) -> Iterator[Callable[[], str]]:
    """Serve the small site; give a function that reads one of its pages."""
    port = free_port()
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(small), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:

        def read_page() -> str:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/help/now/", timeout=5) as answer:
                    return str(answer.read().decode())
            except (urllib.error.URLError, ConnectionError):
                return ""

        yield read_page
        server.terminate()


def wait_for(words: str, read: Callable[[], str]) -> bool:
    """Tell whether a page has some words within the time that a person would wait."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in read():
            return True
        time.sleep(0.2)
    return False


def test_a_saved_change_is_shown_and_a_mistake_keeps_the_last_good_page(small: Path, read: Callable[[], str]) -> None:
    """And the preview recovers by itself when the mistake is mended."""
    page = small / "content/help/now.md"
    assert wait_for("Do not wait.", read)

    change(page, "Do not wait.", "Do not wait at all.")
    assert wait_for("Do not wait at all.", read)

    change(page, "](#red)", "](#blue)")
    change(page, "Do not wait at all.", "This is not shown.")
    time.sleep(2)
    assert "Do not wait at all." in read()

    change(page, "](#blue)", "](#red)")
    assert wait_for("This is not shown.", read)
