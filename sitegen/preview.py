"""The site as it is now, each file made when it is asked for, and made anew when what it is made from was saved.

What was saved last is read first, alone, so that the page that a writer looks at is there at once; then everything is
read and judged.  After a mistake the last good pages stay, and each of them tells what is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath

from sitegen.chapters import shown_elsewhere, translate_all
from sitegen.checks import alias_address, run_checks
from sitegen.content import load_page
from sitegen.content_pages import BESIDE
from sitegen.device import WORKER
from sitegen.inline import Inline
from sitegen.making import OWN, SHARED, Making, Part
from sitegen.memo import MEMO
from sitegen.model import Language
from sitegen.offline import worker_of
from sitegen.pages import Page
from sitegen.phrases import open_phrases
from sitegen.pipeline import read_project
from sitegen.problems import Problem, SiteError
from sitegen.project import Catalogues, Project, catalogue_path, load_catalogue
from sitegen.renditions import Rendition, Standing, rendition_of
from sitegen.safety import safety_gaps
from sitegen.search import INDEX, SCRIPT
from sitegen.summaries import Pages, Renditions

STYLE = "preview.css"
MOVED = 301
_BARE = b"<!DOCTYPE html><html lang=en><title>Preview</title><body></body></html>"
_STYLE = """
.preview-problems { padding: 1rem 1.5rem; border-block-end: .5rem solid #d5281b; background: #fff; color: #212b32;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.preview-problems code { font-weight: bold; }
"""
_SCRIPT = f'<link rel="stylesheet" href="/{STYLE}"><script src="/livereload.js?port={{port}}" defer></script>'


class Preview:
    """Answers for a project whose files are being edited."""

    def __init__(self, root: Path, codes: Sequence[str], port: int) -> None:
        """Take the project; only some languages where any are named."""
        self._root = root
        self._codes = codes
        self._port = port
        self._now: _Site | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the sources now; while there is something, the last good pages stay."""

        self.version = 0
        """Another number each time that pages may look otherwise."""

        self._shown: dict[str, int] = {}

    def read(self) -> None:
        """Read everything anew."""
        before = (self._now, self.problems)
        try:
            project = read_project(self._root)
            site = project.site._replace(base=f"http://127.0.0.1:{self._port}/", offline=())
            if self._now is None or not self._now.is_of(project):
                self._now = self._site(project._replace(site=site))
            self.problems = ()
        except SiteError as error:
            self.problems = error.problems
        MEMO.forget()
        self.version += (self._now, self.problems) != before

    def take(self, paths: Sequence[str]) -> None:
        """Read what was saved, if it is one file, and no more than its page or catalogue has to be made anew."""
        if len(paths) != 1 or self._now is None or self.problems:
            return
        problems: list[Problem] = []
        project = self._now.with_saved(self._root, paths[0], problems)
        if project and not problems and not run_checks(project):
            self._now = self._site(project)
            self.version += 1

    def is_old(self, address: str) -> bool:
        """Tell whether a browser shows an address as it is no more: it was saved while the browser loaded it."""
        return self._shown.get(address, self.version) != self.version

    def _site(self, project: Project) -> "_Site":
        return _Site(project, self._codes, self._now)

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Return the status, the path and the bytes for an address; for status `MOVED` the path is where to go."""
        path = address.lstrip("/")
        self._shown[address] = self.version
        if path == STYLE:
            return 200, path, _STYLE.encode()
        if self._now is None:
            return 500, "index.html", self._dressed(_BARE, self.problems)
        try:
            status, path, content = self._now.find(path + "index.html" if path.endswith("/") or not path else path)
            faults = self._now.making.budget.of_file(path, content)
        except SiteError as error:  # of a template
            return 500, "index.html", self._dressed(_BARE, error.problems)
        if status != MOVED and path.endswith(".html"):
            content = self._dressed(content, [*self.problems, *faults])
        return status, path, content

    def _dressed(self, page: bytes, problems: Sequence[Problem]) -> bytes:
        """Return a page that is loaded again after a save, and that tells what is wrong."""
        script = _SCRIPT.format(port=self._port).encode()
        head, end, rest = page.partition(b"</head>")
        start, body, main = (rest if end else head).partition(b"<body")
        attributes, close, main = main.partition(b">")
        told = "".join(_banner(problems)).encode()
        return b"".join([head + script + end if end else script, start, body, attributes, close, told, main])


def _banner(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield '<section class="preview-problems" role="alert" lang="en" dir="ltr">'
        yield "<strong>Mend this before the site is published. Below is the last good page.</strong><ul>"
        for problem in problems:
            yield f"<li><code>{escape(problem.path)}:{problem.line}</code> {escape(problem.message)}</li>"
        yield "</ul></section>"


class _Section:
    """The pages of a section in one language, as they stand after a save."""

    key = ""

    def __init__(self, found: Sequence[Rendition]) -> None:
        self._found = found
        self.pages = [rendition.page for rendition in found]
        self.section = self.pages[0].section

    def renditions(self) -> Sequence[Rendition]:
        """Return the pages."""
        return self._found

    def rendition(self, page: Page, _: Standing) -> Rendition:
        """Return one of them."""
        return self._found[self.pages.index(page)]


class _Site:
    """One state of the project, with the files that were made from it."""

    def __init__(self, project: Project, codes: Sequence[str], before: "_Site | None") -> None:
        self.project: Project = project
        self.phrases = {language.code: open_phrases(project, language) for language in project.languages}
        self.renditions: Renditions = before.renewed(self) if before else translate_all(project)
        asked = [language for language in project.languages if not codes or language.code in codes]
        gaps = {language.code for language in project.languages if safety_gaps(self.renditions, language)}
        released = [language for language in project.languages if language.code not in gaps]
        self.making: Making = Making(project, self.renditions, released, before=before.making if before else None)
        self._codes = {language.code for language in asked}
        self._pages = {page.address: page.path for page in project.pages}
        self._pages |= {alias_address(alias): page.path for page in project.pages for alias, _ in page.aliases}
        self._made: dict[Part, dict[str, bytes]] = {}

    def renewed(self, now: "_Site") -> Renditions:
        """Return the pages of another state in each language; those that are as they were are not translated again."""
        project = now.project
        return {
            language.code: Pages(
                [
                    _Section([self._rendition(now, page, language) for page in pages])
                    for pages in project.sections.values()
                ],
                shown_elsewhere(project),
            )
            for language in project.languages
        }

    def _rendition(self, now: "_Site", page: Page, language: Language) -> Rendition:
        project, phrases = now.project, now.phrases[language.code]
        pages: Mapping[str, Rendition] = self.renditions.get(language.code, {})
        known = pages.get(page.path)
        keys = [each.catalogue_key(language, page.section) for each in (project, self.project)]
        is_same = keys[0] == keys[1] and phrases == self.phrases.get(language.code)
        if known and known.page == page and is_same and language in self.project.languages:
            return known
        return rendition_of(page, language, project.catalogue(language, page.section), project.inline, phrases)

    def is_of(self, project: Project) -> bool:
        """Tell whether a project is the one that this is made from, but for the settings of a preview."""
        same = project._replace(site=self.project.site, inline=self.project.inline)
        return same == self.project and project.site._replace(base="", offline=()) == self.project.site._replace(
            base="", offline=()
        )

    def with_saved(self, root: Path, path: str, problems: list[Problem]) -> Project | None:
        """Return the project with one page or catalogue as it is on the disk now; None where more may have changed."""
        project = self.project
        for number, page in enumerate(project.pages):
            if page.path == path:
                found = load_page(root, path, project.site, Inline(), problems)
                if found is None or (found.title.text, found.order) != (page.title.text, page.order):
                    return None
                return project._replace(pages=(*project.pages[:number], found, *project.pages[number + 1 :]))
        for language in project.languages:
            name = PurePosixPath(path).stem
            own = project.catalogues.get(language.code)
            if path == catalogue_path(language, name) and isinstance(own, Catalogues) and name in own:
                catalogue = load_catalogue(root, path, language, problems)
                if catalogue is None:
                    return None
                catalogues = {**project.catalogues, language.code: own.with_one(name, catalogue)}
                return project._replace(catalogues=catalogues)
        return None

    def find(self, path: str) -> tuple[int, str, bytes]:
        """Return the status, the path and the bytes of a file; the page for a missing address where there is none."""
        code, _, below = path.partition("/")
        if path in (files := self._files(self._part(path))):
            return 200, path, files[path]
        if f"{path}/index.html" in self._files(self._part(f"{path}/index.html")):
            return MOVED, f"/{path}/", b""
        missing = f"{code}/404.html" if code in self._codes and below else "404.html"
        return 404, missing, self._files(self._part(missing))[missing]

    def _part(self, path: str) -> Part:
        """Return the part that a file is of, if it is of any."""
        code, _, name = path.partition("/")
        if code not in self._codes or not name:
            return Part("", SHARED)
        address = name.removesuffix("index.html").removesuffix(BESIDE)
        if name == WORKER or (name == INDEX and SCRIPT in self.project.assets):
            return Part(code, name)
        return Part(code, self._pages.get(address, OWN))

    def _files(self, part: Part) -> dict[str, bytes]:
        if part not in self._made:
            if part.name == WORKER:
                self._made[part] = dict([worker_of(self.making.site(part.code), lambda _: b"")])
            else:
                self._made[part] = dict(self.making.files(part))
        return self._made[part]
