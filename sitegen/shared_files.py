"""The files that all languages share: language choice, sitemap, robots, old addresses, assets and pictures."""

from collections.abc import Iterator, Sequence
from html import escape

from sitegen.assets import asset_address
from sitegen.checks import alias_address
from sitegen.drawing import used_pictures
from sitegen.pictures import picture_output
from sitegen.places import place_of
from sitegen.project import INTERFACE, Project
from sitegen.render import LanguageSite
from sitegen.sharing import share_pictures
from sitegen.shown import logo_of
from sitegen.voice import emergency_strip

_MAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def shared_files(project: Project, sites: Sequence[LanguageSite]) -> Iterator[tuple[str, bytes]]:
    """Give each shared file, its path in the site and its bytes, for the sites of the released languages."""
    base = project.site.base
    yield "index.html", _chooser(sites, "./").encode()
    yield "404.html", _chooser(sites, project.site.top).encode()
    yield "sitemap.xml", b"".join([_MAP, *("".join(_mapped(site)).encode() for site in sites), b"</urlset>\n"])
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
    yield from _old_addresses(sites[0])
    for name, content in project.assets.items():
        yield asset_address(project.assets, name), content
    pictures = {path for page in project.pages for path in used_pictures(page)}
    for path in sorted(pictures.union(share_pictures(project), {project.site.logo} - {""})):
        yield picture_output(path), project.pictures[path].content


def _chooser(sites: Sequence[LanguageSite], top: str) -> str:
    """Return the page where a person chooses a language by its own name."""
    site = sites[0]
    project, source = site.project, site.language
    voice = site.voice
    help_page = site.renditions[source.code][project.site.help_page].page
    values = {
        "site": {
            "title": voice.text(project.site.title, INTERFACE),
            "publisher": project.site.publisher,
            "logo": logo_of(project, top),
        },
        "languages": [
            {
                "code": each.language.code,
                "name": each.language.name,
                "english_name": each.language.english_name,
                "dir": each.language.direction,
                "url": f"{top}{each.language.code}/",
                "t": each.voice.words.t,
            }
            for each in sites
        ],
        "emergency_strip": emergency_strip(
            voice, voice, f"{top}{source.code}/{help_page.address}", project.site.unit_numbers
        ),
        "graph_locale": site.device.graph_locale,
        "share_picture": site.device.picture,
        "asset": lambda name: top + asset_address(project.assets, name),
    }
    return voice.templates.draw("chooser.html", values)


def _mapped(site: LanguageSite) -> Iterator[str]:
    """Give what the sitemap has of a language: each page that is really there, with all its languages."""
    top = f"{escape(site.project.site.base)}{site.language.code}/"
    for rendition in site.here.values():
        if rendition.fallback != "whole":
            yield f"<url><loc>{top}{rendition.page.address}</loc>\n"
            for language, address in site.alternates(rendition.page):
                yield f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>\n'
            yield "</url>\n"


def _old_addresses(site: LanguageSite) -> Iterator[tuple[str, bytes]]:
    """Give a page for each old address at the root; it sends the reader to the content's own language."""
    code = site.language.code
    for rendition in site.renditions[code].values():
        for alias, _ in rendition.page.aliases:
            if alias.startswith("/"):
                address = alias_address(alias).lstrip("/")
                url = f"{place_of(address).language_root}{code}/{rendition.page.address}"
                yield f"{address}index.html", site.redirect(rendition, url).encode()
