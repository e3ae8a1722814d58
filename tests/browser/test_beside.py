"""Side by side: a page with the English beside each text, for reading together."""

import pytest
from playwright.sync_api import Page

from browser.conftest import BASE, Visit

PATH = "pregnancy/appointments/"
WHERE = "[...document.querySelectorAll('.prose h2')].map(heading => heading.getBoundingClientRect().top)"


@pytest.mark.parametrize(("code", "start"), [("pl", "left"), ("ar", "right")])
def test_each_text_has_its_english_under_it_or_on_wide_screens_beside_it(code: str, start: str, page: Page) -> None:
    """The reader's language comes first in the direction of reading."""
    page.goto(f"{BASE}{code}/{PATH}side-by-side/")
    first = page.locator(".prose .app-beside").first
    own, english = first.locator(".app-beside__own"), first.locator(".app-beside__english")

    above, below = own.bounding_box(), english.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    page.set_viewport_size({"width": 1280, "height": 800})
    here, there = own.bounding_box(), english.bounding_box()
    assert here
    assert there
    assert (here["x"] < there["x"]) == (start == "left")
    assert abs(here["y"] - there["y"]) < here["height"]


def test_going_there_and_back_keeps_the_place(page: Page) -> None:
    """The text that was at the top of the window is there again, and the keyboard stands on the link."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{BASE}pl/{PATH}")
    page.evaluate("document.querySelectorAll('.prose h2')[2].scrollIntoView()")
    before = page.evaluate(WHERE)[2]
    page.locator("a[data-swap]").evaluate("link => link.click()")
    page.wait_for_url(f"**/{PATH}side-by-side/")
    page.wait_for_function("document.activeElement.matches('a[data-swap]')")

    assert abs(page.evaluate(WHERE)[2] - before) < 2
    page.locator("a[data-swap]").evaluate("link => link.click()")
    page.wait_for_url(f"**/pl/{PATH}")
    page.wait_for_function("document.activeElement.matches('a[data-swap]')")
    assert abs(page.evaluate(WHERE)[2] - before) < 2


def test_without_javascript_it_is_a_page_of_its_own(visit: Visit) -> None:
    """One link leads there, one back, and all texts stand there in both languages."""
    page = visit(java_script_enabled=False)
    page.goto(f"{BASE}ne/{PATH}")
    page.locator("a[data-swap]").click()

    assert page.url == f"{BASE}ne/{PATH}side-by-side/"
    own, english = page.locator(".prose .app-beside__own").count(), page.locator(".prose .app-beside__english").count()
    assert own == english > 20
    page.locator("a[data-swap]").click()
    assert page.url == f"{BASE}ne/{PATH}"


def test_english_pages_have_no_english_beside_them(page: Page) -> None:
    """There is nothing to compare."""
    page.goto(f"{BASE}en/{PATH}")

    assert page.locator("a[data-swap]").count() == 0
