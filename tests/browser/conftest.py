"""What the browser tests share: the machine's own Chromium, the built site at its public address, its kinds of page.

Every request is answered from the built files.  One to any other place, an error and a breach of the page's own policy
fail the test in which they happen.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Route, sync_playwright

from sitegen.languages import load_languages
from sitegen.pipeline import Options, build
from sitegen.project import Project, load_project

BASE = "https://bumpbirthandbeyond.example/"
LANGUAGES = {language.code: language for language in load_languages(PROJECT, [])}
PSEUDO = {"en-XA": "ltr", "ar-XB": "rtl"}
"""Two languages that nobody speaks, whose texts are longer by two fifths."""

DIRECTIONS = {code: language.direction for code, language in LANGUAGES.items()} | PSEUDO
PHONE = {"width": 320, "height": 640}
TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
TELL_BREACHES = """
document.addEventListener("securitypolicyviolation", breach =>
  console.error(`the policy forbids ${breach.effectiveDirective} ${breach.blockedURI}`));
"""

Visit = Callable[..., Page]
"""Opens a page in a browser of its own; takes what `new_context` takes; `watched=False` where errors are meant."""

Kinds = Mapping[str, str]
"""A page's path below the site for each kind of page."""


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real site with the two pseudo-languages."""
    output = tmp_path_factory.mktemp("pseudo") / "site"
    build(PROJECT, output, Options(pseudo=True))
    return output


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Give the machine's Chromium, the one without windows where there is one; without any the test fails."""
    programs = map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))
    path = os.environ.get("CHROMIUM") or next(filter(None, programs), None)
    assert path, "no Chromium is installed; `make test` as root installs it, or name one in CHROMIUM"
    with sync_playwright() as playwright:
        # A browser's own windows, which nobody sees, would take a fifth of the time.
        own = "PreloadTopChromeWebUI,WebUITabStrip,WebUIToolbar,InitialWebUI,WebUIReloadButton,WebUIOmniboxPopup"
        arguments = [
            "--disable-gpu",
            "--disable-software-rasterizer",
            "--disable-background-networking",
            "--disable-component-update",
            f"--disable-features={own}",
        ]
        browser = playwright.chromium.launch(
            executable_path=path, args=arguments, chromium_sandbox=os.getuid() != 0, timeout=60_000
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, built: Path) -> Iterator[Visit]:
    """Open pages that see only the built site, and fail on other requests, errors and breaches of the policy."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def answer(route: Route) -> None:
        url = route.request.url
        path = built / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not url.startswith(BASE) or not path.is_file():
            wrong.append(f"asked for {url}")
            route.abort()
        else:
            route.fulfill(body=path.read_bytes(), content_type=TYPES.get(path.suffix, "application/octet-stream"))

    def failed(error: Error) -> None:
        wrong.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    def open_page(*, watched: bool = True, **options: Any) -> Page:
        # Each first visit would have a worker fetch two dozen pages; tests/browser/test_device.py tries that.
        usual = {"viewport": PHONE, "reduced_motion": "reduce", "service_workers": "block"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        context.route("**/*", answer)
        context.add_init_script(TELL_BREACHES)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if watched:
            page.on("pageerror", failed)
            page.on("console", said)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def page(visit: Visit) -> Page:
    """Give a small phone's page."""
    return visit()


@pytest.fixture(scope="package")
def project() -> Project:
    """Give the sources of the site."""
    return load_project(PROJECT, [])


@pytest.fixture(scope="package")
def kinds(built: Path, project: Project) -> Callable[[str], Kinds]:
    """Give the kinds of page that a language's site really has, found in the built files; new kinds come by themselves.

    A page of the content is of its front matter's kind.  Any other is of the kind that its address says, less that
    of the page that it belongs to: `pregnancy/vitamins/print/` is of the kind `print/`.  Addresses that only send the
    reader on are none.  Of each kind it is the largest.
    """
    content = {page.address: page for page in project.pages}

    def kind(address: str, text: str) -> str:
        if address == project_help(project):
            return "emergency page"
        if page := content.get(address):
            return f"{page.kind} with a table" if "<table" in text else page.kind
        above = max((found for found in content if address.startswith(found)), key=len)
        return address.removeprefix(above)

    def kinds_of(code: str) -> Kinds:
        found = {"chooser": ""} if code == project.languages[0].code else {}
        for path in sorted((built / code).rglob("*.html"), key=lambda path: (-path.stat().st_size, path)):
            text = path.read_text("utf-8")
            if 'http-equiv="refresh"' not in text:
                address = path.relative_to(built / code).as_posix().removesuffix("index.html")
                found.setdefault(kind(address, text), f"{code}/{address}")
        return found

    return kinds_of


def project_help(project: Project) -> str:
    """Return the address of the page that says when and where to get help."""
    return next(page.address for page in project.pages if page.path == project.site.help_page)
