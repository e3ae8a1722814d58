"""What the computers that serve the site need: headers, redirects, security.txt, and a list of all that was built."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sitegen.checks import alias_address
from sitegen.made_from import sources_key, versions
from sitegen.model import Language
from sitegen.project import Project
from sitegen.render import LanguageSite
from sitegen.revisions import ask_git
from sitegen.templates import POLICY

MANIFEST = "manifest.sha256"
"""Every other file of the site with its SHA-256, as `sha256sum --check` reads it."""

BUILD = "build.json"
_YEAR = 31_536_000
_FOR_EVER = f"public, max-age={_YEAR}, immutable"
_ASK = "no-cache"

_FORBIDDEN = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Strict-Transport-Security": f"max-age={_YEAR}",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _FORBIDDEN),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What is sent with every file; `Cache-Control` besides."""

KEPT = "/assets/*"
"""Addresses that change with their bytes: browsers may keep these files for ever, and ask anew for all others."""


_NGINX = """\
# For nginx. Put this line into the `server` block whose `root` is the folder of this file, with the path of yours:
#     include /srv/site/nginx.conf;
charset utf-8;
charset_types text/css text/plain application/javascript application/json application/xml;
gzip on;
gzip_vary on;
gzip_min_length 500;
gzip_types text/css text/plain application/javascript application/json application/xml text/xml image/svg+xml;
server_tokens off;
index index.html;
absolute_redirect off;
"""


class Redirect(NamedTuple):
    """An old address of the site, and the one that took its place; both start and end with a slash."""

    old: str
    new: str


def hosting_files(project: Project, sites: Sequence[LanguageSite]) -> Iterator[tuple[str, bytes]]:
    """Give the settings for Netlify and Cloudflare, Azure and nginx, and security.txt, for the released languages."""
    redirects = list(_redirects(sites))
    codes = [site.language.code for site in sites]
    yield "_headers", _headers_file().encode()
    yield "_redirects", "".join(f"{each.old}  {each.new}  301\n" for each in redirects).encode()
    yield "staticwebapp.config.json", _azure(redirects).encode()
    yield "nginx.conf", "\n".join(_nginx(redirects, codes)).encode()
    if project.site.security_contact:
        yield ".well-known/security.txt", _security(project).encode()


def _redirects(sites: Sequence[LanguageSite]) -> Iterator[Redirect]:
    for number, site in enumerate(sites):
        code = site.language.code
        for rendition in site.here.values():
            for alias, _ in rendition.page.aliases:
                new = f"/{code}/{rendition.page.address}"
                if not alias.startswith("/"):
                    yield Redirect(f"/{code}/{alias_address(alias)}", new)
                elif number == 0:
                    yield Redirect(alias_address(alias), new)


def _headers_file() -> str:
    """Return what Netlify and Cloudflare Pages read; of two rules for an address both hold."""
    every = {**HEADERS, "Cache-Control": _ASK}
    lines = ["/*", *(f"  {name}: {value}" for name, value in every.items())]
    lines += [KEPT, "  ! Cache-Control", f"  Cache-Control: {_FOR_EVER}"]
    return "\n".join(lines) + "\n"


def _azure(redirects: Sequence[Redirect]) -> str:
    kept = {"route": KEPT, "headers": {"Cache-Control": _FOR_EVER}}
    moved = [{"route": each.old, "redirect": each.new, "statusCode": 301} for each in redirects]
    settings = {
        "globalHeaders": {**HEADERS, "Cache-Control": _ASK},
        "routes": [kept, *moved],
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
        "trailingSlash": "always",
    }
    return json.dumps(settings, indent=2) + "\n"


def _nginx(redirects: Sequence[Redirect], codes: Sequence[str]) -> Iterator[str]:
    """Give the lines of what nginx includes; its `location` loses all headers of the server where it adds one."""
    yield _NGINX
    yield from _added(_ASK)
    yield "location / { error_page 404 /404.html; }"
    for code in codes:
        yield f"location /{code}/ {{ error_page 404 /{code}/404.html; }}"
    yield "\n# These files change their names with their bytes."
    yield "location /assets/ {"
    yield from (f"    {line}" for line in _added(_FOR_EVER))
    yield "}\n\n# What is not for readers."
    yield 'location ~ "/\\.(?!well-known/)" { return 404; }'
    yield 'location ~ "^/(nginx\\.conf|_headers|_redirects|staticwebapp\\.config\\.json)$" { return 404; }\n'
    for each in redirects:
        yield f"location = {each.old} {{ return 301 {each.new}; }}"
    yield ""


def _added(cache: str) -> Iterator[str]:
    for name, value in {**HEADERS, "Cache-Control": cache}.items():
        yield f'add_header {name} "{value}" always;'


def _security(project: Project) -> str:
    site = project.site
    return (
        f"Contact: {site.security_contact}\nExpires: {site.security_until}T00:00:00.000Z\n"
        f"Preferred-Languages: en\nCanonical: {site.base}.well-known/security.txt\n"
    )


def build_record(
    project: Project, languages: Sequence[Language], released: Sequence[Language], *, review: bool = False
) -> bytes:
    """Return from what a site was built, as JSON: its languages, all that are released, the sources, and versions.

    Of a build for reviewers it says so, and `merge` puts it together with no other.

    Git's revision is there for people; the digest of the sources tells them apart also where something is not in git.
    It says no time, so that two builds are equal, unless SOURCE_DATE_EPOCH gives one.
    """
    record: dict[str, object] = {"languages": [language.code for language in languages]}
    record |= {"released": [language.code for language in released], **_revision(project.root)}
    record |= {"sources": sources_key(), "versions": versions()} | ({"review": True} if review else {})
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        record["source_date_epoch"] = int(epoch)
    return record_text(record)


def record_text(record: Mapping[str, object]) -> bytes:
    """Return what `build.json` says, as JSON."""
    return (json.dumps(record, indent=2) + "\n").encode()


@cache
def _revision(root: Path) -> dict[str, object]:
    """Return git's revision of a project, and whether its sources differ from it; nothing without git."""
    if not (root / ".git").exists():
        return {}
    head = ask_git(root, "rev-parse", "HEAD")
    changed = ask_git(root, "status", "--porcelain", "--", "content", "locales", "templates", "sitegen")
    if not head.is_good or not changed.is_good:
        return {}
    return {"revision": head.printed.decode().strip(), "changed": bool(changed.printed)}


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return the list of some files with their digests."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()
