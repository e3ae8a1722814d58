"""Live preview in a browser: a page loads again by itself after a save, and tells of a mistake."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, change, free_port, wear
from playwright.sync_api import Browser, Page, expect

from browser.conftest import TELL_BREACHES


@pytest.fixture
def page(small: Path, browser: Browser) -> Iterator[Page]:
    """Open a page of the small site, with the real templates, in a preview; a breach of its policy fails the test."""
    wear(small)
    port = free_port()
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(small), "--port", str(port)]
    told: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, browser.new_context() as context:
        assert server.stdout
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        page = context.new_page()
        page.add_init_script(TELL_BREACHES)
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        with page.expect_websocket():
            page.goto(f"http://127.0.0.1:{port}/pl/help/now/")
        page.wait_for_timeout(300)  # until the browser has told that it waits
        yield page
        server.terminate()
    assert [text for text in told if "policy" in text or "Error" in text] == []


def test_a_save_is_on_the_screen_by_itself_and_so_is_a_mistake(page: Page, small: Path) -> None:
    """The page stays where it was read; when the mistake is mended its words go."""
    source = small / "content/help/now.md"
    change(source, "Do not wait.", "Do not wait at all.")
    expect(page.get_by_text("Do not wait at all.")).to_be_visible(timeout=30_000)

    change(source, "](#red)", "](#blue)")
    expect(page.get_by_role("alert")).to_contain_text("content/help/now.md:", timeout=30_000)
    expect(page.get_by_text("Do not wait at all.")).to_be_visible()

    change(source, "](#blue)", "](#red)")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=30_000)
