"""Text at twice its size: nothing is cut off and nobody scrolls sideways, in any language."""

from collections.abc import Callable

import pytest
from conftest import STAND_INS
from playwright.sync_api import Page

from browser.conftest import BASE, DIRECTIONS, PSEUDO, Kinds

PARAGRAPH = "main :is(p, li, dd)"
SIZE = f"parseFloat(getComputedStyle(document.querySelector('{PARAGRAPH}')).fontSize)"
DOUBLE = "document.documentElement.style.fontSize = '200%'"
TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  const scrolls = element => {
    for (let box = element; box; box = box.parentElement)
      if (box !== document.documentElement && /auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const hidden = element => element.closest("svg") || !element.checkVisibility();
  const seen = [document.body, ...document.body.querySelectorAll("*")].filter(element => !hidden(element));
  const cut = seen.filter(element => element.textContent.trim())
    .filter(element => /hidden|clip/.test(getComputedStyle(element).overflowX))
    .filter(element => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
    .map(element => `cut off: ${element.outerHTML.slice(0, 120)}`);
  if (document.documentElement.scrollWidth <= width) return cut;
  return seen
    .filter(element => !scrolls(element))
    .filter(element => {
      const box = element.getBoundingClientRect();
      return box.right > width + 1 || box.left < -1;
    })
    .map(element => `too wide: ${element.outerHTML.slice(0, 120)}`)
    .concat(cut, [`the page is ${document.documentElement.scrollWidth} wide`]);
}
"""


@pytest.mark.parametrize(
    ("code", "width"), [*((code, 360) for code in DIRECTIONS), *((code, 640) for code in (*STAND_INS, *PSEUDO))]
)
def test_text_fits_and_twice_as_large_too(code: str, width: int, page: Page, kinds: Callable[[str], Kinds]) -> None:
    """On a small phone where the letters alone are larger, and at 640 pixels, as a browser's zoom would show it."""
    wide = {}
    for kind, address in kinds(code).items():
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(BASE + address)
        wide[kind, "at 320 pixels"] = page.evaluate(TOO_WIDE)
        page.set_viewport_size({"width": width, "height": 740})
        before = page.evaluate(SIZE)
        page.evaluate(DOUBLE)
        assert page.evaluate(SIZE) > 1.7 * before, f"{kind}: the text does not grow; its size is not in rem or em"
        wide[kind, "twice as large"] = page.evaluate(TOO_WIDE)

    assert {kind: elements for kind, elements in wide.items() if elements} == {}


def test_text_that_does_not_fit_would_be_found(page: Page) -> None:
    """A box of a fixed width, and one that hides what is too long."""
    page.goto(BASE + "en/")
    page.evaluate(
        """() => {
          const [wide, cut] = [document.createElement("p"), document.createElement("p")];
          wide.style.minInlineSize = "400px";
          Object.assign(cut.style, {inlineSize: "100px", overflowX: "hidden", whiteSpace: "nowrap"});
          wide.textContent = cut.textContent = "a sentence that is much longer than its box";
          document.querySelector("main").append(wide, cut);
        }"""
    )

    found = "\n".join(page.evaluate(TOO_WIDE))
    assert "too wide: <p style" in found
    assert "cut off: <p style" in found
