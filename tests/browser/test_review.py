"""The review build in a browser: what there is to say of a text is shown on hover and on focus, in both directions."""

from pathlib import Path

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser

from sitegen.pipeline import Options, build


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real site's review build."""
    output = tmp_path_factory.mktemp("review") / "site"
    build(PROJECT, output, Options(("pl", "ar"), review=True))
    return output


@pytest.mark.parametrize("code", ["pl", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pointing_at_a_text_or_reaching_it_by_keyboard_shows_its_source(
    code: str, width: int, review: Path, browser: Browser
) -> None:
    """The note stands inside the window and covers nothing that scrolls sideways; it goes when the text is left."""
    context = browser.new_context(service_workers="block", viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto((review / code / "pregnancy/vitamins/index.html").as_uri())
    texts = page.locator(".prose .app-review")
    first, second = texts.nth(0), texts.nth(1)
    notes = page.locator(".app-review__note:visible")

    assert notes.count() == 0
    first.hover()
    assert notes.count() == 1
    assert "content/pregnancy/vitamins.md:" in notes.inner_text()
    box = notes.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.mouse.move(0, 0)
    assert notes.count() == 0
    first.focus()
    page.keyboard.press("Tab")
    assert second.evaluate("element => element.contains(document.activeElement)") or first.evaluate(
        "element => element.contains(document.activeElement)"
    )
    assert notes.count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
