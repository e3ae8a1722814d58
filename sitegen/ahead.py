"""What is read ahead of a build: pages and catalogues that were saved since the last one.

They are kept as always, so that the process that builds takes them while they are still the same.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath

from sitegen.content import read_pages
from sitegen.digests import DIGESTS
from sitegen.inline import Inline
from sitegen.memo import MEMO
from sitegen.settings import load_site
from sitegen.sources import source_files


def read_ahead(root: Path, saved: Sequence[str]) -> None:
    """Read those of the saved sources that take long, each given by its path in the project."""
    DIGESTS.load(root)
    MEMO.load(root)
    site, inline = load_site(root, []), Inline()
    for folder in {str(PurePosixPath(path).parent) for path in saved if path.endswith(".md")}:
        paths = [path for path in source_files(root, folder, ".md") if str(PurePosixPath(path).parent) == folder]
        read_pages(root, paths, site, inline, [])
    if catalogues := [path for path in saved if path.endswith(".po")]:
        project = import_module("sitegen.project")  # which takes some time to import
        for language in project.load_languages(root, []):
            for path in catalogues:
                if path.startswith(f"locales/{language.code}/"):
                    project.load_catalogue(root, path, language, [])
