"""No script that somebody wrote into a text runs in a browser, under the site's headers and without any policy."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import PROJECT, read_tree
from hostile import renderings
from injections import CODES, HIT, WORDS, plant
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.conftest import BASE, TYPES
from sitegen.environment import make_environment
from sitegen.pipeline import Options, build
from sitegen.templates import POLICY, load_templates

START = "<!DOCTYPE html><html lang=en><title>x</title><body>"
CONTROLS = {
    True: ("control/headers.html", f"{START}<p>{WORDS}"),
    False: (
        "control/policy.html",
        f"""<meta http-equiv="Content-Security-Policy" content="{POLICY}">{START}<p>{WORDS}""",
    ),
}
"""Pages that show hostile words as they are: under the headers they do not run, where no policy is heeded they do."""

WHAT_RAN = """
() => {
  const handlers = [...document.querySelectorAll("*")].filter((element) =>
    element.getAttributeNames().some((name) => name.startsWith("on") || name === "autofocus"));
  const scripts = [...document.scripts].filter((script) => !script.getAttribute("src"));
  return [...handlers, ...scripts].map((element) => element.outerHTML).concat(window.__hit ? ["it ran"] : []);
}
"""

Files = Mapping[str, bytes]
Open = Callable[..., Page]
"""Gives a page of a browser that sends the site's headers, or that heeds no policy at all."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Give the hostile site, and each template with hostile values, by path; nothing leads on by itself."""
    root = tmp_path_factory.mktemp("planted") / "hostile"
    plant(root, hostile=True)
    build(root, root / "site", Options(CODES, preview=True))
    templates = load_templates(PROJECT, [])
    made = renderings(make_environment(templates), templates)
    pages = {f"templates/{number}/{name}": html for number, (name, html) in enumerate(made)}
    whole = {path: html for path, html in pages.items() if "<!DOCTYPE" in html}
    parts = START + "\n".join(html for path, html in pages.items() if path not in whole)
    texts = {**whole, "templates/components.html": parts, **dict(CONTROLS.values())}
    tree = {**read_tree(root / "site"), **{path: text.encode() for path, text in texts.items()}}
    return {path: content.replace(b'content="0; url=', b'content="99; url=') for path, content in tree.items()}


def headers_of(files: Files) -> dict[str, str]:
    """Return the headers that the site's own file has for every address."""
    lines = files["_headers"].decode().split("/*\n")[1].split("\n/")[0].splitlines()
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.fixture
def open_page(browser: Browser, files: Files) -> Iterator[Open]:
    """Open pages that are answered from the files."""
    contexts: list[BrowserContext] = []
    headers = headers_of(files)
    assert "script-src 'self'" in headers["Content-Security-Policy"]

    def open_page(*, guarded: bool) -> Page:
        def answer(route: Route) -> None:
            path = unquote(urlsplit(route.request.url).path).lstrip("/")
            path = f"{path}index.html" if path.endswith("/") or not path else path
            kind = {"Content-Type": TYPES.get(Path(path).suffix, "application/octet-stream")}
            if route.request.url.startswith(BASE) and path in files:
                route.fulfill(body=files[path], headers=(headers if guarded else {}) | kind)
            else:
                route.fulfill(status=404, body="")

        context = browser.new_context(
            bypass_csp=not guarded, service_workers="block", viewport={"width": 320, "height": 640}
        )
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("guarded", [True, False], ids=["with the headers", "without a policy"])
def test_no_page_and_no_template_runs_hostile_words(guarded: bool, open_page: Open, files: Files, long: bool) -> None:
    """What Chromium makes of each has no script and no handler that somebody wrote; the headers are tried on some."""
    page = open_page(guarded=guarded)
    page.goto(BASE + CONTROLS[guarded][0])
    assert ("it ran" in page.evaluate(WHAT_RAN)) is not guarded
    pages = [path for path in files if path.endswith(".html") and not path.startswith("control/")]
    for path in pages if long or not guarded else pages[::6]:
        page.goto(BASE + path)
        assert page.evaluate(WHAT_RAN) == [], path


def test_the_search_shows_hostile_titles_as_words(open_page: Open) -> None:
    """Its script puts them into the page itself."""
    page = open_page(guarded=False)
    page.goto(f"{BASE}en/")
    page.fill("#site-search-words", "onmouseover")
    expect(page.locator(".app-search__panel .app-search__link").first).to_contain_text(f"<script>{HIT}</script>")

    assert page.evaluate(WHAT_RAN) == []
