"""What is printed leads back to the page, says what it is, and leaves nothing folded."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

ADDRESS = "https://bumpbirthandbeyond.example/"


@pytest.mark.parametrize("code", ["en", "pl", "ar", "ne"])
@pytest.mark.parametrize("path", ["", "pregnancy/appointments/", "pregnancy/movements/easy-read/"])
def test_the_code_at_the_foot_of_a_printed_page_is_its_address(
    code: str, path: str, built: Path, browser: Browser, tmp_path: Path
) -> None:
    """Read from the picture of the printed page, by a program that is not ours."""
    context = browser.new_context(service_workers="block", viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto((built / code / path / "index.html").as_uri())

    assert not page.locator(".app-paper").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".app-paper").is_visible()
    picture = tmp_path / "paper.png"
    page.screenshot(path=picture, full_page=True)
    context.close()
    read = subprocess.check_output(["zbarimg", "--quiet", "--raw", str(picture)], text=True, timeout=60)
    assert read.strip() == f"{ADDRESS}{code}/{path}"
