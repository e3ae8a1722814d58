"""The corpus as a site of Pelican, with its own kind of translations."""

import json
from collections.abc import Sequence
from pathlib import Path

from corpus import write
from forms import Form, body
from leaves import BASE, HOME, PICTURE_FOLDER, Leaf
from peers import Say, copy_assets, frame, interface, speaker
from words import Tongue


def _card(kind: str, title: str, lines: list[str]) -> list[str]:
    return [f'!!! {kind} "{title}"', *(f"    {line}" for line in lines)]


_FORM = Form(link="{filename}", pictures=f"/{PICTURE_FOLDER}", card=_card)
_FRAME = {
    "each language": "{% for its in languages %}",
    "each section": "{% for its in sections %}",
    "each page": "{% for its in pages_here %}",
    "if section": "{% if here %}",
    "end each": "{% endfor %}",
    "end if": "{% endif %}",
    "its code": "{{ its.lang }}",
    "its name": "{{ DATA.names[its.lang] }}",
    "its direction": "{{ DATA.directions[its.lang] }}",
    "its address": "/{{ its.url }}",
    "its title": "{{ its.title }}",
    "current language": '{% if its.lang == page.lang %} aria-current="true"{% endif %}',
    "current section": '{% if its.name == page.section %} aria-current="true"{% endif %}',
    "section address": "/{{ here.url }}",
    "section title": "{{ here.title }}",
    "code": "{{ page.lang }}",
    "direction": "{{ DATA.directions[page.lang] }}",
    "address": "/{{ page.url }}",
    "title": "{{ page.title }}",
    "encoded title": "{{ page.title | urlencode }}",
    "description": "{{ page.description }}",
    "body": "{{ page.content }}",
}

_BEGIN = (
    "{% set languages = [page] + page.translations %}{% set sections = DATA.sections[page.lang] %}"
    "{% set here = sections | selectattr('name', 'equalto', page.section) | first %}"
    "{% set pages_here = here.pages if here and page.slug == page.section else [] %}"
)
_SITEMAP = f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
{{% for page in pages %}}{{% for one in [page] + page.translations %}}<url><loc>{BASE}{{{{ one.url }}}}</loc>
{{% for other in [page] + page.translations %}}
<xhtml:link rel="alternate" hreflang="{{{{ other.lang }}}}" href="{BASE}{{{{ other.url }}}}"/>
{{% endfor %}}</url>
{{% endfor %}}{{% endfor %}}</urlset>
"""
_UNUSED = (
    *("archives", "article", "author", "authors", "base", "categories"),
    *("category", "index", "period_archives", "tag", "tags"),
)
_SETTINGS = """import json, pathlib
SITENAME, SITEURL, DEFAULT_LANG, TIMEZONE = "Leaflets", "", "en", "UTC"
PATH, PAGE_PATHS, ARTICLE_PATHS, STATIC_PATHS = "content", ["pages"], ["articles"], ["assets", "pictures"]
THEME = "theme"
PAGE_URL = PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DIRECT_TEMPLATES, SITEMAP_SAVE_AS = ["sitemap"], "sitemap.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
MARKDOWN = {
    "extension_configs": {"markdown.extensions." + name: {} for name in ("extra", "meta", "toc", "admonition")},
    "output_format": "html5",
}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER, CHECK_MODIFIED_METHOD, GZIP_CACHE = "reader", "mtime", False
JINJA_GLOBALS = {"DATA": json.loads(pathlib.Path(__file__).with_name("data.json").read_text("utf-8"))}
PLUGINS = []
"""


def pelican_path(leaf: Leaf, tongue: Tongue) -> str:
    """Return where Pelican has a page in a language."""
    return f"content/pages/{tongue.code}/{leaf.path}.md"


def write_pelican(root: Path, leaves: Sequence[Leaf], tongues: Sequence[Tongue]) -> None:
    """Write a corpus as a site of Pelican into a new folder."""
    words, sections = {}, {}
    for tongue in tongues:
        say = speaker(tongue)
        words[tongue.code] = interface(say)
        sections[tongue.code] = _sections(leaves, tongue, say)
        for leaf in leaves:
            front = {
                "Title": say(leaf.title),
                "Slug": _slug(leaf),
                "Lang": tongue.code,
                "Description": say(leaf.description),
                "Section": leaf.section,
                "Order": str(leaf.order),
            }
            lines = (f"{name}: {value}\n" for name, value in front.items())
            write(root / pelican_path(leaf, tongue), f"{''.join(lines)}{body(leaf, _FORM, say)}")
    names = {tongue.code: tongue.name for tongue in tongues}
    directions = {tongue.code: tongue.direction for tongue in tongues}
    data = {"words": words, "sections": sections, "names": names, "directions": directions}
    write(root / "data.json", json.dumps(data, ensure_ascii=False))
    write(root / "pelicanconf.py", _SETTINGS)
    write(root / "theme/templates/page.html", _BEGIN + frame(_FRAME, "{{ DATA.words[page.lang].KEY }}"))
    write(root / "theme/templates/sitemap.html", _SITEMAP)
    for name in _UNUSED:
        write(root / f"theme/templates/{name}.html", "")
    copy_assets(root / "content")


def _slug(leaf: Leaf) -> str:
    return leaf.path.removesuffix(f"/{HOME}")


def _sections(leaves: Sequence[Leaf], tongue: Tongue, say: Say) -> list[dict[str, object]]:
    """Return the sections of a language with their pages: Pelican knows none of its own."""

    def item(leaf: Leaf) -> dict[str, object]:
        return {"title": say(leaf.title), "url": f"{tongue.code}/{_slug(leaf)}/"}

    return [
        {
            **item(index),
            "name": index.section,
            "pages": [item(leaf) for leaf in leaves if leaf.section == index.section and leaf is not index],
        }
        for index in leaves
        if index.section and index.is_index
    ]
