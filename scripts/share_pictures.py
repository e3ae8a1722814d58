"""Makes the pictures that messaging apps show of a shared link, one a language, with the machine's Chromium.

They are committed, so that a build needs no browser; `build.py check` says when their words are no longer the site's.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROGRAMS = ("chromium", "chromium-headless-shell", "google-chrome")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.environment import make_environment  # noqa: E402
from sitegen.model import Language  # noqa: E402 # the package lies beside this folder
from sitegen.pipeline import read_project  # noqa: E402
from sitegen.project import Project  # noqa: E402
from sitegen.sharing import SHARE_FOLDER, WORDS_FILE, picture_path, share_words  # noqa: E402
from sitegen.templates import load_templates  # noqa: E402

LARGEST = 60_000
"""In bytes: what a messaging app surely loads on poor data."""


def main() -> None:
    """Make all pictures, and the file that says which words each shows."""
    project = read_project(ROOT)
    (ROOT / SHARE_FOLDER).mkdir(exist_ok=True)
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not path:
        sys.exit("no Chromium is installed; install it, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        # Grey edges of letters instead of coloured ones: fewer colours, smaller files.
        arguments = ["--disable-gpu", "--disable-lcd-text"]
        sandbox = os.getuid() != 0
        browser = playwright.chromium.launch(executable_path=path, args=arguments, chromium_sandbox=sandbox)
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        for language in project.languages:
            take(project, page, language)
        browser.close()
    (ROOT / WORDS_FILE).write_text(words_file(project), "utf-8")


def take(project: Project, page: Page, language: Language) -> None:
    """Write one language's picture."""
    title, tagline = share_words(project, language)
    template = make_environment(load_templates(ROOT, [])).get_template("share-picture.html")
    page.set_content(template.render(language=language, title=title, tagline=tagline))
    target = ROOT / picture_path(language)
    page.screenshot(path=target)
    size = target.stat().st_size
    print(f"{picture_path(language)}: {size} bytes")
    if size > LARGEST:
        sys.exit(f"that is more than {LARGEST} bytes; make the picture plainer")


def words_file(project: Project) -> str:
    """Return the words of each picture, as YAML."""
    lines = ["# The words that each picture shows. `make pictures` writes this file and the pictures."]
    for language in project.languages:
        title, tagline = (json.dumps(words, ensure_ascii=False) for words in share_words(project, language))
        lines += [f"{language.code}:", f"  title: {title}", f"  tagline: {tagline}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
