"""What the pages of the site are made of: elements, the attributes of each, and where addresses may lead.

What is not in these tables is on no page, whoever wrote the text that it came from.  A new template may add to them.
"""

import re
from collections.abc import Iterator

from built_pages import Element, name
from html5lib.constants import namespaces

_EVERYWHERE = "class dir hidden id lang"
_ATTRIBUTES = {
    "a": "aria-current data-quick-exit data-reading-link data-swap href hreflang rel",
    "aside": "aria-label",
    "b": "",
    "bdi": "",
    "body": "",
    "br": "",
    "blockquote": "",
    "button": "data-reading-reset type",
    "dd": "",
    "details": "data-reading-fold data-share data-title data-url open",
    "div": "data-reading-place",
    "dl": "",
    "dt": "",
    "em": "",
    "fieldset": "",
    "figure": "",
    "footer": "",
    "form": "action data-home data-index data-library role",
    "h1": "",
    "h2": "",
    "h3": "",
    "h4": "",
    "h5": "",
    "h6": "",
    "head": "",
    "header": "",
    "hr": "",
    "html": "",
    "img": "alt height loading src width",
    "input": (
        "autocapitalize autocomplete checked data-setting enterkeyhint maxlength name placeholder spellcheck type value"
    ),
    "label": "for",
    "legend": "",
    "li": "data-share-copy data-share-send",
    "link": "as crossorigin href hreflang rel type",
    "main": "",
    "meta": "charset content http-equiv name property",
    "nav": "aria-label data-languages data-tools",
    "ol": "start",
    "p": "data-language data-part data-reading-status data-reason data-share-status data-try-again role",
    "script": "data-worker defer src",
    "section": "aria-label aria-labelledby",
    "span": "aria-hidden data-part tabindex",
    "strong": "",
    "summary": "",
    "table": "",
    "tbody": "",
    "td": "",
    "template": (
        "data-continue data-locale data-name data-reading-back data-reading-panel data-reading-saved "
        "data-reading-unsaved data-review-due data-saved-copy data-share-copied"
    ),
    "th": "scope",
    "thead": "",
    "title": "",
    "tr": "",
    "ul": "data-languages role",
    "svg svg": "aria-hidden fill focusable height stroke stroke-width viewBox width",
    "svg circle": "cx cy r",
    "svg ellipse": "cx cy rx ry",
    "svg path": "d stroke",
    "svg rect": "height rx width x y",
}
ALLOWED = {element: frozenset(f"{_EVERYWHERE} {own}".split()) for element, own in _ATTRIBUTES.items()}

VALUES = {
    ("a", "rel"): {"next", "noreferrer", "prev"},
    ("button", "type"): {"button", "submit"},
    ("input", "type"): {"radio", "search"},
    ("link", "rel"): {"alternate", "canonical", "icon", "preload", "stylesheet"},
    ("meta", "http-equiv"): {"Content-Security-Policy", "refresh"},
    ("meta", "name"): {"color-scheme", "description", "format-detection", "robots", "twitter:card", "viewport"},
}
"""The values of attributes that decide what a browser does."""

ADDRESSES = {"action", "data-home", "data-index", "data-library", "data-url", "data-worker", "href", "src"}
SCHEMES = {"", "https"}
"""Relative addresses have none."""

LINK_SCHEMES = SCHEMES | {"mailto", "sms", "tel"}
_REFRESH = re.compile(r"\s*0; url=")
_DROPPED = re.compile("[\t\n\r]")
_BEFORE = "".join(map(chr, range(33)))
"""Controls and the space: a browser takes them off both ends of an address, and tabs and line ends out of it."""


def not_allowed(element: Element) -> Iterator[str]:
    """Give what an element is or has that no page may have."""
    own = short_name(element)
    if own not in ALLOWED:
        yield f"a {own}"
        return
    for attribute, value in element.attrib.items():
        if attribute not in ALLOWED[own]:
            yield f"{attribute} on"
        elif value not in VALUES.get((own, attribute), {value}):
            yield f"{attribute}={value} on"
        elif attribute in ADDRESSES and (scheme := scheme_of(value)) not in (LINK_SCHEMES if own == "a" else SCHEMES):
            yield f"an address of the kind {scheme}: in {attribute} of"
    if element.get("http-equiv") == "refresh":
        target = _REFRESH.sub("", element.get("content") or "")
        if scheme_of(target) != "":
            yield f"a way on to {target}, by"


def short_name(element: Element) -> str:
    """Return an element's name; a part of a picture has `svg` before it."""
    return name(element).replace(f"{{{namespaces['svg']}}}", "svg ")


def scheme_of(address: str) -> str:
    r"""Return an address's scheme as a browser finds it; for another host without a scheme it is "//".

    >>> [scheme_of(address) for address in ("../a/", "#b", "HTTPS://a", " \tjava\nscript:x", "/\\a", "a/b:c")]
    ['', '', 'https', 'javascript', '//', '']
    """
    seen = _DROPPED.sub("", address.strip(_BEFORE)).replace("\\", "/")
    if seen.startswith("//"):
        return "//"
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", seen)
    return found[1].lower() if found else ""
