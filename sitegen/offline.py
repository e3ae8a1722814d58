"""Saved copies: a service worker for each language, which keeps some pages and all that they ask for."""

import hashlib
from collections.abc import Callable
from posixpath import join, normpath

from sitegen.device import EASIER_TO_READ, OFFLINE, STAFF_CARD, WORKER
from sitegen.patterns import pattern
from sitegen.project import Project
from sitegen.render import LanguageSite

_PARTS = pattern(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^":]+)"')
"""What a page asks for: style, scripts, icon and pictures; addresses that are absolute are for search engines."""


def worker_of(site: LanguageSite, read: Callable[[str], bytes]) -> tuple[str, bytes]:
    """Return a language's service worker, its path and its bytes; `read` gives the files of the language by path.

    Its version is made of all that it keeps, so that a device takes new copies exactly when one of them changed.
    Where the site keeps nothing, the worker deletes what earlier ones saved, and itself.
    """
    code = site.language.code
    kept = {f"{code}/{address}index.html": address for address in kept_addresses(site.project)}
    parts: dict[str, None] = {}
    digest = hashlib.sha256()
    for path in sorted(kept):
        content = read(path)
        digest.update(content)
        targets = _PARTS.findall(content.decode())
        parts |= dict.fromkeys(normpath(join(code, kept[path], target)) for target in targets)
    for picture in (part for part in parts if part.startswith("pictures/")):  # assets change their names
        digest.update(site.project.pictures[f"content/{picture}"].content)
    addresses = [*(address or "./" for address in kept.values()), *(f"../{part}" for part in parts)]
    values = {"addresses": addresses, "version": digest.hexdigest()[:10], "offline": OFFLINE, "secret": _secret(site)}
    template = WORKER if kept else "service-worker-off.js"
    return f"{code}/{WORKER}", site.voice.templates.draw(template, values).encode()


def _secret(site: LanguageSite) -> list[str]:
    """Return the addresses of the pages of which a device keeps no copy: who looks at it later must not find them."""
    return [page.address for page in site.project.pages if page.quick_exit]


def kept_addresses(project: Project) -> list[str]:
    """Return the addresses of the pages to keep, below a language's folder."""
    addresses = {page.path: page.address for page in project.pages}
    pages = [addresses[path] for path, _ in project.site.offline]
    return [*pages, STAFF_CARD, EASIER_TO_READ, OFFLINE] if pages else []
