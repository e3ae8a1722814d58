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


def leave(page: Page) -> None:
    """Follow the button, and go back."""
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(f"{ELSEWHERE}**")
    page.go_back()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_button_leads_away_and_back_does_not_return(code: str, page: Page) -> None:
    """The way back leads to what was read before."""
    page.goto(f"{BASE}{code}/")
    page.goto(f"{BASE}{code}/{PAGE}")
    leave(page)

    assert page.url == f"{BASE}{code}/"


def test_what_stands_beside_and_below_the_button_can_be_touched_and_seen(page: Page) -> None:
    """The number beside it is rung, and a heading that is jumped to is not behind it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{BASE}en/{PAGE}")
    number = page.locator("main a[href='tel:999']").first
    top = number.evaluate("link => link.getBoundingClientRect().top + scrollY")
    page.evaluate(f"scrollTo(0, {top} - 20)")
    assert number.evaluate(
        """link => {
            const {x, y, width, height} = link.getBoundingClientRect();
            return document.elementFromPoint(x + width / 2, y + height / 2) === link;
        }"""
    )

    page.set_viewport_size({"width": 360, "height": 640})
    for heading in ("if-you-cannot-speak", "who-can-help"):
        page.goto(f"{BASE}en/{PAGE}#{heading}")
        button, place = (page.locator(found).bounding_box() for found in ("[data-quick-exit]", f"#{heading}"))
        assert button
        assert place
        assert place["y"] >= button["y"] + button["height"]


@pytest.mark.parametrize("used", ["another language", "English beside it", "no English beside it", "the skip link"])
def test_back_leads_to_no_other_form_of_the_page(used: str, page: Page) -> None:
    """Nor to a place on it: each would be a step of the way back."""
    page.goto(f"{BASE}ar/")
    page.goto(f"{BASE}ar/{PAGE}{'side-by-side/' if used.startswith('no') else ''}")
    if used == "another language":
        page.locator(".app-languages summary").click()
        page.locator(".app-languages a[hreflang=pl]").click()
        page.wait_for_url(f"{BASE}pl/{PAGE}")
    elif used == "the skip link":
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{BASE}ar/{PAGE}#main")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('[data-quick-exit]')")
    else:
        page.locator("a[data-swap]").click()
        page.wait_for_url(f"{BASE}ar/{PAGE}{'' if used.startswith('no') else 'side-by-side/'}")
    leave(page)

    assert page.url == f"{BASE}ar/"


def test_another_form_of_the_page_still_opens_in_a_tab_of_its_own(page: Page) -> None:
    """As a browser's own keys have it."""
    page.goto(f"{BASE}ar/{PAGE}")
    with page.context.expect_page() as opened:
        page.locator("a[data-swap]").click(modifiers=["Control"])

    opened.value.wait_for_url(f"{BASE}ar/{PAGE}side-by-side/")
    assert page.url == f"{BASE}ar/{PAGE}"


def test_the_escape_key_does_the_same(page: Page) -> None:
    """A hand on the keyboard is quicker than one on the mouse."""
    page.goto(f"{BASE}en/{PAGE}")
    page.keyboard.press("Escape")

    page.wait_for_url(f"{ELSEWHERE}**")


def test_the_escape_key_first_closes_the_list_of_the_search(page: Page) -> None:
    """Who only wants it closed stays; the second press leaves."""
    page.goto(f"{BASE}en/{PAGE}")
    page.locator("#site-search input").fill("midwife")
    page.locator("#site-search section").wait_for()
    page.keyboard.press("Escape")
    page.locator("#site-search section").wait_for(state="hidden")
    assert page.locator("h1").is_visible()

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
