"""With the Tab key alone a person reaches every link, button and field in the order of the text, and sees where."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.conftest import BASE, Kinds

LISTEN = """
() => {
  const able = `a[href], button:enabled, select:enabled, textarea:enabled, input:enabled:not([type="hidden"]),
    details > summary:first-child, [contenteditable], iframe, audio[controls], video[controls], [tabindex="0"]`;
  const oneOfItsGroup = element => element.type !== "radio" || element ===
    (element.form || document).querySelector(`input[name="${element.name}"]:checked, input[name="${element.name}"]`);
  const line = (style, which) => {
    const [kind, width, colour] = ["Style", "Width", "Color"].map(part => style[which + part]);
    return kind === "none" || parseFloat(width) === 0 || /, 0\\)$/.test(colour) ? "" : kind + width + colour;
  };
  const lines = ["outline", "borderTop", "borderRight", "borderBottom", "borderLeft"];
  const painted = [null, "::before", "::after"];
  const look = element => [element, ...(element.labels || [])].flatMap(box => painted.map(part => {
    const style = getComputedStyle(box, part);
    const {boxShadow, backgroundColor, backgroundImage} = style;
    return [boxShadow, backgroundColor, backgroundImage, ...lines.map(which => line(style, which))].join();
  })).join();
  const name = element => element.outerHTML.slice(0, 100);
  const covered = element => ![...element.getClientRects()].some(box => {
    const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return hit && (element.contains(hit) || [...(element.labels || [])].some(label => label.contains(hit)));
  });

  const closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach(details => { details.open = true; });
  const stops = [...document.querySelectorAll(able)]
    .filter(element => element.checkVisibility() && oneOfItsGroup(element));
  const before = new Map(stops.map(element => [element, look(element)]));
  closed.forEach(details => { details.open = false; });

  window.faults = [];
  let next = 0;
  document.addEventListener("keyup", () => {
    const here = document.activeElement;
    const awaited = stops[next++];
    if (here !== awaited) faults.push(`reached ${name(here)} instead of ${awaited && name(awaited)}`);
    if (before.get(here) === look(here)) faults.push(`nothing shows the focus on ${name(here)}`);
    if (covered(here)) faults.push(`something covers ${name(here)}`);
    if (here.matches("summary")) here.parentElement.open = true;
  });
  return stops.length;
}
"""


def faults_on_the_way(page: Page) -> list[str]:
    """Press Tab from the page's start to its end, opening what can be opened, and return what was wrong on the way."""
    stops = page.evaluate(LISTEN)
    assert stops > 5
    for _ in range(stops):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate("faults")
    return found


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(
    code: str, visit: Callable[..., Page], kinds: Callable[[str], Kinds]
) -> None:
    """On every kind of page, with a phone's width, where things that stay in place would cover most."""
    page = visit(viewport={"width": 360, "height": 640})
    found = {}
    for kind, address in kinds(code).items():
        page.goto(BASE + address)
        found[kind] = faults_on_the_way(page)

    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_a_lost_focus_would_be_found(page: Page) -> None:
    """A link without any mark, one out of order and one under something else."""
    page.goto(BASE + "en/pregnancy/")
    page.evaluate(
        """() => {
          const [bare, early, under] = document.querySelectorAll("main a");
          for (const name of ["outline", "box-shadow", "background", "border", "transition"])
            bare.style.setProperty(name, "none", "important");
          early.tabIndex = 3;
          const lid = document.createElement("div");
          Object.assign(lid.style, {position: "absolute", inset: "0", background: "white"});
          under.parentElement.style.position = "relative";
          under.parentElement.append(lid);
        }"""
    )

    found = "\n".join(faults_on_the_way(page))
    assert "instead of" in found
    assert "nothing shows the focus on" in found
    assert "something covers" in found
