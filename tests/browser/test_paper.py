"""What is printed leads back to the page, says what it is, and leaves nothing folded."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import BASE

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


@pytest.mark.parametrize(
    ("address", "part", "points"),
    [
        ("en/pregnancy/appointments/", ".prose p", 12),
        ("en/pregnancy/appointments/", ".prose td", 12),
        ("en/pregnancy/appointments/", ".prose h2", 16),
        ("en/pregnancy/appointments/", "h1", 22),
        ("en/pregnancy/movements/easy-read/", ".prose p", 15),
    ],
)
def test_print_follows_the_size_that_a_reader_chose(address: str, part: str, points: float, page: Page) -> None:
    """Who reads with letters half as large again needs them on paper too."""
    page.goto(BASE + address)
    page.emulate_media(media="print")
    size = f"parseFloat(getComputedStyle(document.querySelector('{part}')).fontSize) * 72 / 96"

    assert page.evaluate(size) == pytest.approx(points, abs=0.01)
    page.evaluate("document.documentElement.dataset.size = 'larger'")
    assert page.evaluate(size) == pytest.approx(1.5 * points, abs=0.01)


def test_a_question_and_its_answer_stay_together_on_paper(page: Page) -> None:
    """The question at the foot of a sheet would have lost its answer."""
    page.goto(BASE + "en/antenatal-education/first-hours/")
    page.emulate_media(media="print")
    style = "element => [getComputedStyle(element).breakInside, getComputedStyle(element).breakAfter]"

    assert page.locator("main details").first.evaluate(style)[0] == "avoid"
    assert page.locator("main summary").first.evaluate(style)[1] == "avoid"
