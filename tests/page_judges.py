"""What is judged on every page without a browser: each judge gives a line for each fault."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from allowed import not_allowed
from babel.core import get_global
from built_pages import BASE, DIRECTIONS, LANGUAGES, BuiltPage, Element, name, text_of, words

Judge = Callable[[BuiltPage], Iterator[str]]

UNICODE_NAMES = {
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Guru": "GURMUKHI",
    "Latn": "LATIN",
    "Taml": "TAMIL",
}
"""How the names of a script's letters begin."""

ENGLISH = {
    "about",
    "after",
    "also",
    "and",
    "are",
    "been",
    "before",
    "but",
    "can",
    "for",
    "from",
    "have",
    "how",
    "if",
    "is",
    "it",
    "may",
    "more",
    "must",
    "not",
    "of",
    "or",
    "our",
    "should",
    "that",
    "the",
    "their",
    "them",
    "there",
    "they",
    "this",
    "was",
    "what",
    "when",
    "which",
    "will",
    "with",
    "you",
    "your",
}
"""Words that English cannot do without and that few other languages have."""

VAGUE = {
    "en": ("click here", "find out more", "here", "learn more", "link", "more", "read more", "see more", "this page"),
    "pl": ("dowiedz się więcej", "kliknij tutaj", "link", "tutaj", "więcej"),
    "ar": ("اضغط هنا", "المزيد", "اقرأ المزيد", "هنا"),
    "ne": ("थप", "थप पढ्नुहोस्", "यहाँ", "यहाँ क्लिक गर्नुहोस्"),
}
"""Words that say nothing about where a link leads, when a screen reader lists the links of a page."""

NAMES = {"Bump, Birth and Beyond"}
"""Proper names, which need no mark of their language."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "for",
    "headers",
    "list",
)
FETCHED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction", "src"),
}
NOT_FETCHED = {"alternate", "canonical"}

RUN_OF_NUMBERS = re.compile(r"\d+(?: ?[–+/:−-] ?)\d+|\d+(?:[  ]\d+)+")
TELEPHONE = re.compile(r"tel:\+?[0-9]{3,15}")


def _start(element: Element) -> str:
    return f"<{name(element)}> “{text_of(element)[:60]}”"


@cache
def script_of(code: str) -> str:
    """Return how the names of a language's letters begin.

    >>> [script_of(code) for code in ("en", "ur", "pa", "bg")]
    ['LATIN', 'ARABIC', 'GURMUKHI', 'CYRILLIC']
    """
    return UNICODE_NAMES[get_global("likely_subtags")[code].split("_")[1]]


def one_h1(page: BuiltPage) -> Iterator[str]:
    """Find more or less than one h1 and one main, and headings without words."""
    for wanted in ("h1", "main"):
        if (count := len(page.all(wanted))) != 1:
            yield f"{count} {wanted}"
    yield from (f"empty {_start(heading)}" for heading in page.all(*HEADINGS) if not text_of(heading))


def heading_order(page: BuiltPage) -> Iterator[str]:
    """Find an h4 right after an h2, and a main part that does not start with its h1."""
    main = page.all("main")
    levels = [int(name(heading)[1]) for found in main for heading in found.iter() if name(heading) in HEADINGS]
    if levels and levels[0] != 1:
        yield f"the main part starts with an h{levels[0]}"
    yield from (f"an h{after} after an h{before}" for before, after in pairwise(levels) if after > before + 1)


def unique_ids(page: BuiltPage) -> Iterator[str]:
    """Find ids that stand twice."""
    yield from (f"id {found} stands {count} times" for found, count in page.ids.items() if count > 1)


def languages(page: BuiltPage) -> Iterator[str]:
    """Find parts that do not say their language or its direction; a bdi finds its own direction."""
    if (page.root.get("lang"), page.root.get("dir")) != (page.code, DIRECTIONS[page.code]):
        yield "the html element does not say language and direction"
    for element in page.elements:
        if code := element.get("lang"):
            if code not in LANGUAGES:
                yield f"unknown language {code} on {_start(element)}"
            elif name(element) != "bdi" and page.inherited(element, "dir") != DIRECTIONS[code]:
                yield f"the direction of {code} is not told on {_start(element)}"


def scripts_of_text(page: BuiltPage) -> Iterator[str]:
    """Find letters of another script than the language's own; names in Latin letters need no mark."""
    for element, text in page.texts:
        strange = scripts_in(text) - {"LATIN", ""}
        code = page.inherited(element, "lang") if strange else ""
        if strange and (strange := strange - {script_of(code)}):
            yield f"{', '.join(sorted(strange))} letters in a part marked {code}: “{text[:60]}”"


def english_is_marked(page: BuiltPage) -> Iterator[str]:
    """Find English that a screen reader would read out as if it were another language."""
    for element, text in page.texts:
        code = page.inherited(element, "lang")
        if code != "en" and text.strip() not in NAMES and (is_english(text) or is_only_latin(text, script_of(code))):
            yield f"English is not marked: “{text.strip()[:60]}”"


@cache  # menus stand on every page
def is_english(text: str) -> bool:
    """Say whether a text is English: a quarter of its words, and at least two, are those of English alone.

    >>> is_english("Phone your maternity unit if you are worried"), is_english("Spis stron od A do Z")
    (True, False)
    """
    found = re.findall(r"[^\W\d_]+", text.lower())
    needed = [word for word in found if word in ENGLISH]
    return len(set(needed)) >= 2 and 4 * len(needed) >= len(found)


@cache
def is_only_latin(text: str, script: str) -> bool:
    """Say whether a text in a language of another script is three Latin words or more, and nothing else.

    >>> is_only_latin("Bump, Birth and Beyond", "ARABIC"), is_only_latin("موقع Bump, Birth and Beyond", "ARABIC")
    (True, False)
    """
    return script not in scripts_in(text) and len(re.findall(r"[A-Za-z]{2,}", text)) >= 3


@cache
def scripts_in(text: str) -> frozenset[str]:
    """Return the scripts of a text's letters, as their names begin; nothing for one that no language here has.

    >>> sorted(scripts_in("Zum Beispiel: مرحبا"))
    ['ARABIC', 'LATIN']
    """
    return frozenset(_script_of_letter(letter) for letter in set(text) if letter.isalpha())


@cache
def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in UNICODE_NAMES.values() if name.startswith(script)), "")


def pictures(page: BuiltPage) -> Iterator[str]:
    """Find pictures without an alt or without a size, and drawings that are neither named nor hidden."""
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"no alt: {image.get('src')}"
        if not all((image.get(side) or "").isdecimal() for side in ("width", "height")):
            yield f"no size: {image.get('src')}"
    for picture in page.elements:
        if str(picture.tag).endswith("}svg"):
            named = picture.get("aria-label") or picture.get("aria-labelledby")
            hidden = page.inherited(picture, "aria-hidden") == "true"
            if not (named and picture.get("role") == "img") and not hidden:
                yield "a drawing that is neither named nor hidden"


def link_texts(page: BuiltPage) -> Iterator[str]:
    """Find links and buttons that do not say where they lead."""
    for link in page.all("a", "button", "summary"):
        text = text_of(link) or " ".join(text_of(found) for found in _referred(page, link))
        code = page.inherited(link, "lang")
        if not text:
            yield f"a {name(link)} without words: {link.get('href')}"
        if text.casefold().strip(" .…>→") in VAGUE.get(code, ()):
            yield f"“{text}” does not say where it leads"
        if name(link) == "a" and not link.get("href"):
            yield f"a link without an address: “{text}”"


def references(page: BuiltPage) -> Iterator[str]:
    """Find ids that an attribute names and that are not on the page."""
    for element in page.elements:
        for attribute, value in element.attrib.items():
            for wanted in words(value) if attribute in REFERENCES else ():
                if wanted not in page.ids:
                    yield f"{attribute} names {wanted}, which is not on the page"


def _referred(page: BuiltPage, element: Element) -> list[Element]:
    wanted = words(element.get("aria-labelledby"))
    return [found for found in page.elements if found.get("id") in wanted]


def only_allowed(page: BuiltPage) -> Iterator[str]:
    """Find elements, attributes and addresses that no template has: handlers, style, frames, scripts as addresses."""
    for element in page.elements:
        yield from (f"{fault} {_start(element)}" for fault in not_allowed(element))
    comments = (found for found in page.root.iter() if not isinstance(found.tag, str))
    yield from (f"a comment: {(found.text or '').strip()}" for found in comments)


def scripts_are_files(page: BuiltPage) -> Iterator[str]:
    """Find scripts in the page itself, and those that hold it up."""
    for script in page.all("script"):
        if not script.get("src"):
            yield "a script in the page itself"
        elif script.get("defer") is None:
            yield f"a script that holds up the page: {script.get('src')}"


def nothing_from_elsewhere(page: BuiltPage) -> Iterator[str]:
    """Find what another host would be asked for, and so learn that somebody reads the page."""
    for element in page.elements:
        if name(element) == "link" and element.get("rel") in NOT_FETCHED:
            continue
        for attribute in FETCHED.get(name(element), ()):
            for target in re.split(r",\s+", element.get(attribute) or ""):
                address = urljoin(page.url, target.split(" ")[0])
                if not address.startswith(BASE) and urlsplit(address).scheme != "data":
                    yield f"{attribute} of a {name(element)} asks {address}"


def telephone_links(page: BuiltPage) -> Iterator[str]:
    """Find numbers that a phone cannot dial, and links that dial another number than they show."""
    for link in page.all("a"):
        address = link.get("href") or ""
        if address.lower().startswith("tel"):
            shown = "".join(str(unicodedata.digit(sign)) for sign in text_of(link) if sign.isdigit())
            if not TELEPHONE.fullmatch(address):
                yield f"no number that can be dialled: {address}"
            elif shown and shown not in address and shown.lstrip("0") not in address:
                yield f"{_start(link)} dials {address}"


def numbers_in_right_to_left_text(page: BuiltPage) -> Iterator[str]:
    """Find phone numbers, ranges and times that run from right to left, where their parts change places."""
    for element, text in page.texts:
        found = RUN_OF_NUMBERS.findall(text)
        if not found or name(element) in {"title", "meta", "option", "bdi"} or _is_attribute(element, text):
            continue
        if page.inherited(element, "dir") == "rtl":
            yield from (f"“{run}” can change its order" for run in found)


def _is_attribute(element: Element, text: str) -> bool:
    return text in {
        value for key, value in element.attrib.items() if key in {"alt", "aria-label", "title", "placeholder"}
    }


def structure(page: BuiltPage) -> Iterator[str]:
    """Find lists that hold more than items, details without a summary, and jumps in the order of the Tab key."""
    allowed = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}
    for element in page.elements:
        children = [name(child) for child in element]
        for child in set(children) - allowed.get(name(element), set(children)) - {"script", "template"}:
            yield f"a {child} in a {name(element)}"
        if name(element) == "details" and children[:1] != ["summary"]:
            yield "details without a summary at their start"
        if int(element.get("tabindex") or 0) > 0:
            yield f"tabindex {element.get('tabindex')} on {_start(element)}"


ON_EVERY_FILE: tuple[Judge, ...] = (
    unique_ids,
    languages,
    scripts_of_text,
    english_is_marked,
    pictures,
    link_texts,
    references,
    only_allowed,
    scripts_are_files,
    nothing_from_elsewhere,
    telephone_links,
    numbers_in_right_to_left_text,
    structure,
)
ON_EVERY_PAGE: tuple[Judge, ...] = (one_h1, heading_order)
"""Asked of all but those that only send the reader on."""
