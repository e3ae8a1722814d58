"""Leaving a page at once, in a real browser."""

import pytest
from playwright.sync_api import Page, Route

from browser.conftest import BASE, Visit

ELSEWHERE = "https://www.bbc.co.uk/weather"
PAGE = "pregnancy/domestic-abuse/"


@pytest.fixture
def page(visit: Visit) -> Page:
    """Give a phone on which the other website answers."""
    page = visit()

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Weather</title>", content_type="text/html")

    page.route(f"{ELSEWHERE}**", answer)
    return page


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_button_leads_away_and_back_does_not_return(code: str, page: Page) -> None:
    """The way back leads to what was read before."""
    page.goto(f"{BASE}{code}/")
    page.goto(f"{BASE}{code}/{PAGE}")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(f"{ELSEWHERE}**")

    page.go_back()
    assert page.url == f"{BASE}{code}/"


def test_the_escape_key_does_the_same(page: Page) -> None:
    """A hand on the keyboard is quicker than one on the mouse."""
    page.goto(f"{BASE}en/{PAGE}")
    page.keyboard.press("Escape")

    page.wait_for_url(f"{ELSEWHERE}**")


def test_the_button_stays_in_sight_while_the_page_is_read(page: Page) -> None:
    """On a small phone, at the foot of the page too."""
    page.goto(f"{BASE}en/{PAGE}")
    page.locator(".app-page-foot").scroll_into_view_if_needed()

    assert page.locator("[data-quick-exit]").evaluate("link => link.getBoundingClientRect().top >= 0")


def test_other_pages_have_no_such_button(page: Page) -> None:
    """A red button everywhere would frighten."""
    page.goto(f"{BASE}en/pregnancy/vitamins/")

    assert page.locator("[data-quick-exit]").count() == 0
