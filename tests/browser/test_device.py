"""What stays on the reader's device, in a real browser: settings, language, the card for staff, sharing, saved copies.

Service workers need a real server: this one serves the built site below a folder, on this machine only, with the
Content-Security-Policy that the site is published with.  It can be down, or too slow.
"""

import datetime as dt
import functools
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from babel.dates import format_date
from conftest import PROJECT, change
from playwright.sync_api import Browser, BrowserContext, Page

from sitegen.pipeline import Options, build

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
FOLDER = "/sub/"
PHONE = {"width": 360, "height": 640}
PATIENCE = 15_000
HELD = 60
"""For how many seconds a request is held at most, so that no test leaves a thread behind."""

VITAMINS = "en/pregnancy/vitamins/"
KEPT = "get-help/when-to-get-help/"


class Host(ThreadingHTTPServer):
    """A web server whose site and whose health a test can change."""

    daemon_threads = True

    def __init__(self, site: Path) -> None:
        self.site = site
        self.down = False
        self.answers = threading.Event()
        """While it is not set, requests for pages wait."""

        self.answers.set()
        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))

    @property
    def address(self) -> str:
        """Return the address of the site."""
        return f"http://127.0.0.1:{self.server_port}{FOLDER}"


class Handler(SimpleHTTPRequestHandler):
    """Answers as a static host would."""

    server: Host

    def do_GET(self) -> None:
        """Answer, unless the server is down."""
        if self.server.down:
            self.close_connection = True
            return
        if self.path.endswith("/"):
            self.server.answers.wait(HELD)
        super().do_GET()

    def translate_path(self, path: str) -> str:
        """Return the file that an address stands for."""
        return str(self.server.site / unquote(urlsplit(path).path).removeprefix(FOLDER))

    def end_headers(self) -> None:
        """Add the policy to every answer, and let browsers keep it for a while, as hosts of static sites do."""
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def copy_of_project(folder: Path) -> Path:
    """Return a copy of the real project that a test may change."""
    for name in ("content", "locales", "templates"):
        shutil.copytree(PROJECT / name, folder / name)
    return folder


@pytest.fixture
def host(built: Path) -> Iterator[Host]:
    """Give a server of the site."""
    with Host(built) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def context(browser: Browser, host: Host) -> Iterator[BrowserContext]:
    """Give a phone; a request to another host, a script's error or a break of the policy fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(host.address) else wrong.append(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on(
        "console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield context
    context.close()
    assert not wrong


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give a tab of the phone."""
    return context.new_page()


def settings(page: Page) -> dict[str, str]:
    """Return what is set on the page."""
    return dict(page.evaluate("Object.assign({}, document.documentElement.dataset)"))


def choose(page: Page, *names: str) -> None:
    """Choose some reading settings in the panel of the header."""
    page.locator("[data-reading-fold] summary").click()
    for name in names:
        page.locator(f"#reading-{name}").check()


def test_reading_settings_are_kept_from_page_to_page(page: Page, host: Host) -> None:
    """In every language, on the page itself and after a reload."""
    page.goto(host.address + VITAMINS)
    before = page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")
    choose(page, "size-larger", "contrast-high", "spacing-wide", "font-plain")
    chosen = {"size": "larger", "contrast": "high", "spacing": "wide", "font": "plain"}

    assert settings(page) == chosen
    assert "remember" in page.locator("[data-reading-status]").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize") > before
    page.goto(f"{host.address}ar/{KEPT}")
    assert settings(page) == chosen
    page.goto(f"{host.address}ar/easier-to-read/")
    assert page.locator("#reading-size-larger").is_checked()


def test_the_reset_button_takes_all_settings_back(page: Page, host: Host) -> None:
    """And says so to a screen reader."""
    page.goto(host.address + VITAMINS)
    choose(page, "size-large", "contrast-high")
    page.get_by_role("button", name="Back to normal").click()

    assert settings(page) == {}
    assert page.get_by_role("status").filter(has_text="Everything is back to normal.").count() == 1
    assert page.locator("#reading-size-normal").is_checked()
    page.reload()
    assert settings(page) == {}


def test_a_setting_holds_for_the_page_where_storage_is_blocked(page: Page, host: Host) -> None:
    """The reader is told that it will not be remembered."""
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})")
    page.goto(host.address + VITAMINS)
    choose(page, "size-large")

    assert settings(page) == {"size": "large"}
    assert "for this page only" in page.locator("[data-reading-status]").inner_text()


def test_a_setting_that_another_version_stored_does_no_harm(page: Page, host: Host) -> None:
    """Whatever stands there, the page is readable and the panel works."""
    page.goto(host.address + VITAMINS)
    page.evaluate("localStorage.setItem('reading', '[not json')")
    page.reload()
    choose(page, "font-plain")

    assert settings(page) == {"font": "plain"}


def test_without_scripts_the_page_explains_and_shows_no_dead_controls(browser: Browser, host: Host) -> None:
    """How to make text bigger in the browser and on the phone; the header has a link to it."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(host.address + VITAMINS)
    page.locator("[data-reading-link]").click()

    assert page.url == f"{host.address}en/easier-to-read/"
    assert page.get_by_text("put two fingers on the screen").is_visible()
    controls = page.locator("main input, main button, .app-tools input, .app-tools button")
    assert controls.filter(visible=True).count() == 0
    assert page.locator("details[hidden]").filter(visible=True).count() == 0
    context.close()


@pytest.mark.parametrize("code", ["en-XA", "ar-XB", "ne"])
def test_the_largest_settings_need_no_sideways_scrolling(code: str, page: Page, host: Host) -> None:
    """On the smallest phone, with the panel open."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{host.address}{code}/{KEPT}")
    choose(page, "size-larger", "contrast-high", "spacing-wide", "font-plain")
    page.locator(".app-share summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_joined_letters_are_never_spaced_apart(page: Page, host: Host) -> None:
    """Wide spacing adds room between letters in Latin script only."""
    spacing = "getComputedStyle(document.querySelector('main p')).letterSpacing"
    page.goto(host.address + VITAMINS)
    choose(page, "spacing-wide")

    assert page.evaluate(spacing) != "normal"
    for code in ("ar", "ne"):
        page.goto(f"{host.address}{code}/pregnancy/vitamins/")
        assert page.evaluate(spacing) in {"normal", "0px"}


def test_the_language_that_was_picked_is_offered_first(page: Page, host: Host) -> None:
    """Where a person chooses one; nobody is sent anywhere."""
    page.goto(host.address)
    assert page.locator(".app-chooser__continue").count() == 0
    page.goto(host.address + VITAMINS)
    page.locator("[data-languages] summary").click()
    page.locator('[data-languages] details a[hreflang="ne"]').click()
    page.wait_for_url(f"{host.address}ne/pregnancy/vitamins/")
    page.goto(host.address)

    offers = page.locator("main a[hreflang]")
    assert page.url == host.address
    assert offers.first.get_attribute("href") == "./ne/"
    assert "नेपाली" in offers.first.inner_text()
    assert page.locator(".app-chooser__continue").count() == 1


def test_an_opened_list_of_languages_closes_for_whoever_goes_elsewhere(page: Page, host: Host) -> None:
    """It can lie over emergency numbers: Escape, a touch beside it and the tab key close it."""
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(f"{host.address}pl/pregnancy/")
    summary, details = (page.locator(f"[data-languages] {name}").first for name in ("summary", "details"))

    def leave_by_tab() -> None:
        for _ in range(page.locator("[data-languages] details a").count() + 1):
            page.keyboard.press("Tab")

    keys, mouse = page.keyboard, page.mouse
    ways: list[Callable[[], None]] = [lambda: keys.press("Escape"), lambda: mouse.click(5, 590), leave_by_tab]
    for leave in ways:
        summary.focus()
        page.keyboard.press("Enter")
        assert details.evaluate("list => list.open")
        leave()
        assert not details.evaluate("list => list.open")

    page.set_viewport_size({"width": 360, "height": 640})  # where it takes room, and closing it moves what is below
    summary.focus()
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('main').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))")
    assert details.evaluate("list => list.open")


def test_a_printed_question_has_its_answer(page: Page, host: Host) -> None:
    """Also in a browser whose style sheets cannot open it; on the screen it is closed again."""
    page.goto(f"{host.address}en/antenatal-education/healthy-pregnancy/")
    still_closed = "document.querySelectorAll('main details:not([open])').length"
    closed = page.evaluate(still_closed)
    assert closed > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(still_closed) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(still_closed) == closed


@pytest.mark.parametrize("code", ["en", "pl", "ar-XB"])
def test_a_page_whose_review_is_overdue_says_so_where_it_begins(code: str, page: Page, host: Host) -> None:
    """The day after, by the clock of the device, and on paper too; until then nothing is said."""
    due = dt.date(2028, 11, 24)
    address = f"{host.address}{code}/{KEPT}"
    page.clock.set_fixed_time(f"{due}T12:00:00Z")
    page.goto(address)
    notice = page.locator(".app-overdue")
    assert notice.count() == 0

    page.clock.set_fixed_time(f"{due + dt.timedelta(days=1)}T12:00:00Z")
    page.goto(address)
    date = format_date(due, "long", {"en": "en_GB", "pl": "pl", "ar-XB": "ar"}[code])
    assert notice.is_visible()
    assert notice.inner_text().count(date) == 1
    top, heading = notice.bounding_box(), page.locator("h1").bounding_box()
    assert top
    assert heading
    assert top["y"] < heading["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.emulate_media(media="print")
    assert notice.is_visible()


@pytest.mark.parametrize("code", ["pl", "ar", "ne", "en-XA", "ar-XB"])
def test_the_card_for_staff_fills_one_phone_screen(code: str, page: Page, host: Host) -> None:
    """Both languages in sight at once, however long the words; English in letters that are read at arm's length."""
    page.goto(f"{host.address}{code}/")
    page.locator(".app-tools a[href*='staff-card']").click()
    card = page.locator("#card")
    box = card.bounding_box()

    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= PHONE["height"]
    assert card.get_by_text("I need an interpreter.").first.is_visible()
    size = page.evaluate("getComputedStyle(document.querySelector('.app-staff-card__need')).fontSize")
    assert float(size.removesuffix("px")) >= 32
    if code in {"en-XA", "ar-XB"}:  # where all words are translated
        assert page.locator(".app-staff-card__own").is_visible()


def test_the_card_for_staff_prints_on_half_a_page(page: Page, host: Host) -> None:
    """So that it can be folded and kept in the notes."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(f"{host.address}en-XA/staff-card/")
    box = page.locator("#card").bounding_box()

    assert box
    assert box["height"] < 1123 / 2


def test_the_english_card_page_leads_to_the_card_of_each_language(page: Page, host: Host) -> None:
    """Staff can ask a person to point to her language."""
    page.goto(f"{host.address}en/staff-card/")
    page.locator('main a[hreflang="ar"]').click()

    assert page.url == f"{host.address}ar/staff-card/#card"
    assert "My language is Arabic." in page.locator("#card").inner_text()


def test_a_page_is_shared_by_plain_links(page: Page, host: Host) -> None:
    """With its title and its public address, in three ways that need no script of anybody."""
    page.goto(f"{host.address}ar/{KEPT}")
    page.locator(".app-share summary").click()
    links = [str(link.get_attribute("href")) for link in page.locator(".app-share a").all()]
    title = page.locator("h1").inner_text()

    assert [link.partition("?")[0] for link in links] == ["sms:", "mailto:", "https://wa.me/"]
    for link, name in zip(links, ("body", "body", "text"), strict=True):
        words = parse_qs(link.partition("?")[2])[name][0]
        assert words == f"{title}\nhttps://bumpbirthandbeyond.example/ar/{KEPT}"


def test_the_link_of_a_page_can_be_copied(context: BrowserContext, page: Page, host: Host) -> None:
    """Where the browser lets scripts do so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(host.address + VITAMINS)
    page.locator(".app-share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://bumpbirthandbeyond.example/{VITAMINS}"


def eventually(page: Page, script: str, argument: object = None) -> None:
    """Wait until a script's promise holds; `wait_for_function` would take the promise itself for an answer."""
    last = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(script, argument):
        assert time.monotonic() < last, script
        time.sleep(0.1)


def visit(page: Page, address: str) -> None:
    """Open a page, and wait until the service worker has kept what it keeps."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    here = page.url.partition("#")[0]
    eventually(page, "address => caches.match(address).then(found => !!found)", here)


def unplug(context: BrowserContext, host: Host) -> None:
    """Take the network away, twice over."""
    host.down = True
    context.set_offline(offline=True)


@pytest.mark.parametrize("code", ["en", "pl", "ar-XB"])
def test_after_one_visit_help_is_there_without_a_network(
    code: str, context: BrowserContext, page: Page, host: Host
) -> None:
    """With its style and pictures, and with the date of the copy in the language of the words."""
    visit(page, f"{host.address}{code}/pregnancy/vitamins/")
    unplug(context, host)
    today = dt.datetime.now(dt.UTC).date()
    date = format_date(today, "long", {"en": "en_GB", "pl": "pl", "ar-XB": "ar"}[code])

    for address in ("", KEPT, f"{KEPT}easy-read/", "pregnancy/interpreter/", "staff-card/", "pregnancy/vitamins/"):
        page.goto(f"{host.address}{code}/{address}")
        notice = page.locator(".app-saved-copy")
        assert notice.inner_text().count(date) == 1, address
        assert page.locator('a[href="tel:999"]').first.is_visible()
        assert page.evaluate("document.styleSheets.length") == 1
        page.evaluate("Promise.all([...document.images].map(image => fetch(image.src))).then(all => all.length)")
    if code == "en":
        assert notice.inner_text() == f"This is a saved copy of {date}. You are offline."


def test_a_page_that_is_not_saved_gives_the_numbers_and_what_is_saved(
    context: BrowserContext, page: Page, host: Host
) -> None:
    """And a link to try again, which leads there once the network is back."""
    visit(page, f"{host.address}en/")
    unplug(context, host)
    page.goto(host.address + VITAMINS)

    assert page.locator("h1").inner_text() == "You are offline"
    assert page.locator('main a[href="tel:999"]').is_visible()
    assert page.locator(f'main a[href="../{KEPT}"]').is_visible()
    host.down = False
    context.set_offline(offline=False)
    page.get_by_role("link", name="Try to open the page again").click()
    page.wait_for_url(host.address + VITAMINS)
    assert page.locator(".app-saved-copy").count() == 0


def test_the_page_to_try_again_is_never_on_another_site(page: Page, host: Host) -> None:
    """Nobody can make our page link to theirs."""
    for wanted in ("https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example/"):
        page.goto(f"{host.address}en/offline/?page={wanted}")
        assert page.locator("[data-try-again]").is_hidden()


def test_a_slow_network_gives_the_saved_copy_and_says_why(page: Page, host: Host) -> None:
    """After three seconds, while the network has not answered; a page that has no copy is waited for."""
    visit(page, f"{host.address}en/")
    host.answers.clear()
    begun = time.monotonic()
    page.goto(f"{host.address}en/{KEPT}")

    assert "Your connection is slow" in page.locator(".app-saved-copy").inner_text()
    assert time.monotonic() - begun > 2.5
    threading.Timer(4, host.answers.set).start()
    page.goto(host.address + VITAMINS)
    assert page.locator("h1").inner_text() == "Vitamins in pregnancy"
    assert page.locator(".app-saved-copy").is_hidden()


def test_pages_come_fresh_from_the_network_while_there_is_one(
    built: Path, page: Page, host: Host, tmp_path: Path
) -> None:
    """A corrected page is shown at once, and the copies of the old version are deleted."""
    visit(page, f"{host.address}en/{KEPT}")
    before = page.evaluate("caches.keys()")
    root = copy_of_project(tmp_path / "changed")
    change(root / "content/get-help/when-to-get-help.md", "Trust yourself", "Really trust yourself")
    build(root, tmp_path / "site", Options(("en",)))
    host.site = tmp_path / "site"
    page.goto(f"{host.address}en/{KEPT}")

    assert page.get_by_text("Really trust yourself").is_visible()
    eventually(page, "old => caches.keys().then(now => now.every(name => !old.includes(name)))", before)
    assert host.site != built


def test_no_more_than_thirty_read_pages_are_kept(page: Page, host: Host) -> None:
    """The oldest goes first."""
    visit(page, f"{host.address}en/")
    names = [f"pregnancy/vitamins/?{number}" for number in range(2)]
    pages = sorted(path.parent.relative_to(host.site).as_posix() for path in (host.site / "en").rglob("index.html"))
    assert len(pages) > 30
    for name in (*(f"{path}/" for path in pages), *(f"en/{name}" for name in names)):
        page.goto(host.address + name)
    count = """async () => {
      const name = (await caches.keys()).find(name => name.includes("|read|"));
      return (await (await caches.open(name)).keys()).length;
    }"""
    eventually(page, f"({count})().then(length => length === 30)")


def test_one_language_keeps_nothing_of_another(page: Page, host: Host) -> None:
    """Each has its own worker, so that a phone keeps only the language that it reads."""
    visit(page, f"{host.address}pl/")
    urls = page.evaluate("""async () => {
      const stored = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()));
      return stored.flat().map(request => request.url);
    }""")

    assert f"{host.address}pl/{KEPT}" in urls
    assert all(url.startswith(tuple(host.address + part for part in ("pl/", "assets/", "pictures/"))) for url in urls)


def test_the_kill_switch_deletes_every_copy_and_the_worker(
    context: BrowserContext, page: Page, host: Host, tmp_path: Path
) -> None:
    """`offline: off` in site.yaml; after that, pages start no worker."""
    visit(page, f"{host.address}en/")
    root = copy_of_project(tmp_path / "off")
    settings_file = root / "content/site.yaml"
    text = settings_file.read_text("utf-8")
    settings_file.write_text(text.partition("offline:")[0] + "offline: off\n", "utf-8")
    build(root, tmp_path / "site", Options(("en",)))
    host.site = tmp_path / "site"
    page.goto(f"{host.address}en/{KEPT}")

    eventually(page, "caches.keys().then(names => names.length === 0)")
    eventually(page, "navigator.serviceWorker.getRegistrations().then(found => found.length === 0)")
    page.close()  # a worker stays while a page that it answered is open
    page = context.new_page()
    page.goto(f"{host.address}en/{KEPT}")
    assert page.evaluate("navigator.serviceWorker.controller === null")
    assert page.locator("script[data-worker]").count() == 0
    assert page.evaluate("caches.keys()") == []


def test_every_page_names_a_picture_of_its_language_for_messages(built: Path, page: Page, host: Host) -> None:
    """Large, light, and with its words as text."""
    for code in ("en", "pl", "ar", "ne"):
        page.goto(f"{host.address}{code}/{KEPT}")
        url = str(page.locator('meta[property="og:image"]').get_attribute("content"))
        picture = built / url.removeprefix("https://bumpbirthandbeyond.example/")
        assert picture.name == f"{code}.png"
        assert picture.stat().st_size < 60_000
        assert page.locator('meta[property="og:image:alt"]').get_attribute("content")
