"""The real site, every page, judged by a parser that is not ours."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from built_pages import BASE, LANGUAGES, PREFIX, BuiltPage
from conftest import PROJECT, read_tree

from sitegen.content import RESERVED
from sitegen.content_pages import BESIDE
from sitegen.pipeline import Options, build
from sitegen.places import ADDRESS, LANGUAGE_ROOT, SITE_ROOT
from sitegen.project import Project

MARK = re.compile(f"[{ADDRESS}{LANGUAGE_ROOT}{SITE_ROOT}]")


def content_pages(pages: dict[str, BuiltPage]) -> list[BuiltPage]:
    """Return the pages with a header and footer: all but redirects and the language choice."""
    return [page for page in pages.values() if "<footer" in page.content]


def test_every_language_has_every_page(pages: dict[str, BuiltPage]) -> None:
    """A page without a translation is there in English; each translated one has another with it beside."""
    folders = {code: {path.partition("/")[2] for path in pages if path.startswith(f"{code}/")} for code in LANGUAGES}

    assert len(folders["en"]) > 30
    for code in set(folders) - {"en"}:
        beside = {path for path in folders[code] if BESIDE in path}
        assert folders[code] - beside == folders["en"]
        whole = {path for path in folders[code] if pages[f"{code}/{path}"].in_english}
        own = {"a-to-z/", "easier-to-read/", "offline/", "staff-card/", "404.html"}  # these have none
        assert len(beside) == len(folders["en"]) - len(own) - len(whole)
        assert len(beside) > 25


def test_every_link_on_the_site_leads_to_a_page_and_a_heading(pages: dict[str, BuiltPage], built: Path) -> None:
    """In every language; what is relative stays below the site wherever it lies."""
    for page in pages.values():
        for element in page.all("a", "link", "img"):
            target = element.get("href") or element.get("src")
            address, _, fragment = urljoin(page.url, target).partition("#")
            if not address.startswith(BASE):
                continue
            path = unquote(urlsplit(address).path).lstrip("/")
            path += "index.html" if not path or path.endswith("/") else ""
            assert (built / path).is_file(), (page.path, target)
            assert not fragment or fragment in pages[path].ids, (page.path, target)


def test_no_mark_of_a_place_is_left_on_a_page(built: Path) -> None:
    """Each page is drawn with marks for the ways from it; a reader must never meet one, in any file."""
    texts = [path for path in built.rglob("*") if path.suffix in {".html", ".js", ".json", ".xml"}]
    assert len(texts) > 1_000
    assert [path for path in texts if MARK.search(path.read_text())] == []


def test_only_canonical_and_language_links_are_absolute(pages: dict[str, BuiltPage]) -> None:
    """So the same bytes work at a domain's root, in a subfolder, on any host; a 404 page works at any depth."""
    for page in pages.values():
        absolute = BASE if page.path.endswith("404.html") else (BASE, "/")
        for element in page.all("a", "img", "script", "link"):
            target = element.get("href") or element.get("src")
            if element.get("rel") not in {"canonical", "alternate"}:
                assert not target.startswith(absolute), (page.path, target)


def test_a_link_stays_in_the_readers_language(pages: dict[str, BuiltPage]) -> None:
    """Only the language list, marked as such, leads to another."""
    for page in content_pages(pages):
        code = page.path.split("/")[0]
        for link in page.all("a"):
            address = urljoin(page.url, link.get("href"))
            if address.startswith(BASE) and not link.get("hreflang"):
                folder = address.removeprefix(BASE).split("/")[0]
                assert folder.partition("#")[0] in {code, ""}, (page.path, address)


def test_hreflang_links_are_mutual_and_name_the_page_itself(pages: dict[str, BuiltPage]) -> None:
    """Each language version lists all of them and a default; pages that are in English as a whole list none."""
    found = {}
    for page in content_pages(pages):
        links = {link.get("hreflang"): link.get("href") for link in page.all("link") if link.get("rel") == "alternate"}
        if links:
            assert links[page.path.split("/")[0]] == page.url
            assert "x-default" in links
            found[page.url] = links
    for links in found.values():
        for code, url in links.items():
            assert code == "x-default" or found[url] == links


def test_the_emergency_numbers_are_on_every_page_before_the_main_part(pages: dict[str, BuiltPage]) -> None:
    """As links that a phone can dial."""
    for page in content_pages(pages):
        top = page.content.partition("<main")[0]
        assert 'href="tel:999"' in top, page.path
        assert 'href="tel:111"' in top, page.path


def test_a_machine_draft_is_said_so_on_the_page(pages: dict[str, BuiltPage]) -> None:
    """In the reader's language, on every page of theirs, and never on the English."""
    english = "This translation was made by a machine"
    for code, words in {"pl": "maszyn", "ar": "آلية", "ne": "मेसिन"}.items():
        notice = re.compile(rf'<p class="app-notice"[^>]*>[^<]*{words}')
        for page in content_pages(pages):
            mine = page.path.startswith(f"{code}/")
            assert bool(notice.search(page.content)) == mine, page.path
            assert english not in page.content, page.path


def test_each_language_has_the_same_structure(pages: dict[str, BuiltPage]) -> None:
    """Headings, cards, phone links, pictures and ids are those of the English page."""

    def structure(page: BuiltPage) -> list[tuple[str, str]]:
        main = page.all("main")[0]
        kept = [PREFIX + name for name in ("h1", "h2", "h3", "li", "td", "th", "img", "dt", "dd", "details")]
        return [(element.tag, element.get("id") or "") for element in main.iter() if element.tag in kept]

    for page in content_pages(pages):
        code, _, rest = page.path.partition("/")
        if code != "en" and not rest.startswith(("a-to-z/", "staff-card/")):
            assert structure(page) == structure(pages[f"en/{rest.replace(BESIDE, '')}"]), page.path


def test_a_long_page_begins_with_links_to_its_parts(pages: dict[str, BuiltPage]) -> None:
    """In each language, in their order; but nothing pushes an emergency card down."""
    found = 0
    for page in content_pages(pages):
        contents = [nav for nav in page.all("nav") if nav.get("class") == "nhsuk-contents-list"]
        prose = [element for element in page.all("div") if element.get("class") == "prose"]
        parts = [part.get("id") for part in prose[0] if part.tag == f"{PREFIX}h2"] if prose else []
        if contents:
            links = [link.get("href").removeprefix("#") for link in contents[0].iter(f"{PREFIX}a")]
            assert links == parts, page.path
            assert "nhsuk-card--care--emergency" not in page.content, page.path
            found += 1
    assert found > len(LANGUAGES) * 5


def test_the_first_cell_of_each_row_of_a_table_is_its_header(pages: dict[str, BuiltPage]) -> None:
    """Screen readers say it with each other cell: the hospital with its number."""
    rows = [
        list(row)
        for page in pages.values()
        for table in page.all("table")
        for row in list(table.iter(f"{PREFIX}tr"))[1:]
    ]
    for first, *others in rows:
        assert (first.tag, first.get("scope")) == (f"{PREFIX}th", "row")
        assert {other.tag for other in others} == {f"{PREFIX}td"}
    assert len(rows) > 10 * len(LANGUAGES)


def test_each_cell_of_a_wide_table_says_its_heading_too(pages: dict[str, BuiltPage]) -> None:
    """A small screen shows each row as a card, without the row of headings."""
    tables = [
        table for page in pages.values() for table in page.all("table") if len(next(table.iter(f"{PREFIX}tr"))) > 2
    ]
    for table in tables:
        headings = ["".join(heading.itertext()) for heading in next(table.iter(f"{PREFIX}tr"))]
        assert table.get("class") == "app-stacked"
        for row in list(table.iter(f"{PREFIX}tr"))[1:]:
            assert ["".join(cell[0].itertext()) for cell in row] == headings
    assert len(tables) > len(LANGUAGES)


def test_the_sitemap_lists_each_translated_page_with_its_languages(built: Path) -> None:
    """Old addresses, 404 pages and pages that are in English as a whole are not in it."""
    sitemap = (built / "sitemap.xml").read_text("utf-8")
    locations = re.findall(r"<loc>(.*?)</loc>", sitemap)

    assert len(locations) == len(set(locations))
    assert f"{BASE}ar/pregnancy/vitamins/" in locations
    assert not [url for url in locations if "404" in url or "my-pregnancy" in url]
    assert f"Sitemap: {BASE}sitemap.xml" in (built / "robots.txt").read_text("utf-8")


def test_the_language_choice_needs_no_english_and_no_script(pages: dict[str, BuiltPage]) -> None:
    """Each language stands in its own script, marked as such."""
    links = {link.get("lang"): link for link in pages["index.html"].all("a") if link.get("lang")}

    assert set(links) == set(LANGUAGES)
    for code, language in LANGUAGES.items():
        assert "".join(links[code].itertext()) == language.name
        assert (links[code].get("href"), links[code].get("dir")) == (f"./{code}/", language.direction)


def test_the_same_sources_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """In another folder, at another time; of two languages built alone, too."""
    build(PROJECT, tmp_path / "another place", Options(("en", "ar")))
    made, known = read_tree(tmp_path / "another place"), read_tree(built)

    assert len(made) > 300
    assert {path for path in made if made[path] != known[path]} == {"build.json", "manifest.sha256"}


def test_a_missing_page_is_not_offered_for_sharing(pages: dict[str, BuiltPage]) -> None:
    """Its address is that of nothing."""
    assert "data-share-copy" in pages["pl/index.html"].content
    assert "data-share-copy" not in pages["pl/404.html"].content


def test_no_page_of_the_content_can_have_the_name_of_one_that_the_site_makes(
    pages: dict[str, BuiltPage], real: Project
) -> None:
    """Every page that is not the content's, nor an old address, has a reserved name."""
    content = {f"pl/{page.address}index.html" for page in real.pages}
    own = {path for path, page in pages.items() if path.startswith("pl/") and not page.redirects} - content
    names = {path.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2] for path in own}

    assert "staff-card" in names
    assert names <= set(RESERVED)


def test_a_page_with_its_english_beside_it_has_a_title_of_its_own(pages: dict[str, BuiltPage]) -> None:
    """It ends in the words of the link that led there; in English where the page's own title is not translated."""
    beside = [path for path in pages if path.endswith("/side-by-side/index.html")]
    assert len(beside) > 300
    for path in beside:
        alone = pages[path.replace("side-by-side/", "")].content
        (link,) = re.findall(r"data-swap>.*?<span[^>]*>(.*?)</span>", alone, re.DOTALL)
        (mark, title), (_, own) = (
            found for page in (alone, pages[path].content) for found in re.findall(r"<title([^>]*)>(.*?)</title>", page)
        )
        assert own == f"{title} - {'Show the English beside it' if 'en' in mark else link}", path


def test_an_easy_read_page_has_a_title_of_its_own(pages: dict[str, BuiltPage]) -> None:
    """Who follows the link to it, or has both open, can tell them apart."""
    titles = {path: re.findall(r"<title[^>]*>(.*?)</title>", page.content) for path, page in pages.items()}
    twins = [path for path in titles if path.endswith("/easy-read/index.html")]
    assert len(twins) > 100
    for path in twins:
        assert titles[path] != titles[path.replace("easy-read/", "")], path


def test_english_beside_other_blocks_is_marked_by_itself(small: Path, tmp_path: Path) -> None:
    """The element around it has blocks that may be translated, so that it cannot carry the language."""
    page = small / "content/help/now.md"
    page.write_text(f"{page.read_text('utf-8')}\n- Rest well\n    - Sleep long\n", "utf-8")
    build(small, tmp_path / "site")
    text = (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")

    assert '<li><span lang="en" dir="ltr">Rest well</span>' in text
    assert '<li lang="en" dir="ltr">Sleep long</li>' in text
