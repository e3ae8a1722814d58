"""Built pages as a parser that is not ours reads them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from html5lib.constants import namespaces
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.languages import load_languages

LANGUAGES = {language.code: language for language in load_languages(Path(__file__).resolve().parent.parent, [])}
DIRECTIONS = {code: language.direction for code, language in LANGUAGES.items()}
PREFIX, SVG = (f"{{{namespaces[kind]}}}" for kind in ("html", "svg"))
BASE = "https://bumpbirthandbeyond.example/"

Element = Any
"""An element of xml.etree, or one of html5lib's, which have no type."""


class BuiltPage:
    """A page as a browser would read it."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.content = content.decode()

    @cached_property
    def root(self) -> Element:
        """Return the root element."""
        found = LexborHTMLParser(self.content).root
        assert found
        return tree_of(found)

    @cached_property
    def elements(self) -> list[Element]:
        """Return all elements in their order."""
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def ids(self) -> Counter[str]:
        """Return how often each id stands."""
        return Counter(element.get("id") for element in self.elements if element.get("id"))

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """Return the element around each element."""
        return {child: element for element in self.elements for child in element}

    @property
    def url(self) -> str:
        """Return its address on the site."""
        return BASE + self.path.removesuffix("index.html")

    @property
    def code(self) -> str:
        """Return its language's code; what lies above the languages is in English."""
        code = self.path.partition("/")[0]
        return code if code in LANGUAGES else "en"

    @property
    def redirects(self) -> bool:
        """Say whether it only sends the reader on."""
        return 'http-equiv="refresh"' in self.content

    @property
    def in_english(self) -> bool:
        """Say whether it is a page of another language that stands in English as a whole."""
        return '<main class="nhsuk-main-wrapper" id="main" lang="en"' in self.content

    def all(self, *names: str) -> list[Element]:
        """Return the elements of these names."""
        tags = {PREFIX + name for name in names}
        return [element for element in self.elements if element.tag in tags]

    def upwards(self, element: Element) -> Iterator[Element]:
        """Give an element and those around it."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def inherited(self, element: Element, attribute: str) -> str:
        """Return an attribute's value as the nearest element with it has it."""
        return next((value for around in self.upwards(element) if (value := around.get(attribute))), "")

    @cached_property
    def texts(self) -> list[tuple[Element, str]]:
        """Return each piece of text that a person reads or hears, with the element it stands in."""
        found: list[tuple[Element, str]] = []
        for element in self.elements:
            if name(element) in {"script", "style"}:
                continue
            pieces = [element.text, *(child.tail for child in element)]
            pieces += [element.get(attribute) for attribute in ("alt", "aria-label", "title", "placeholder")]
            if name(element) == "meta" and (element.get("name") or element.get("property")) in SPOKEN_META:
                pieces.append(element.get("content"))
            found += [(element, piece) for piece in pieces if piece and piece.strip()]
        return found


def mended(html: str) -> list[str]:
    """Return what a parser has to mend in a page; html5lib tells it, and takes eight times as long."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [code for _, code, _ in parser.errors]


def tree_of(node: LexborNode) -> Element:
    """Return an element with all that stands in it; what a template holds stands in the template.

    Lexbor's own elements are made anew each time somebody asks for one.
    """
    root = ET.Element(PREFIX + str(node.tag), _attributes(node))
    open_now = [(node, root, PREFIX)]
    while open_now:
        node, element, kind = open_now.pop()
        child = node.template_fragments()[0].child if element.tag == f"{PREFIX}template" else node.child
        last: Element = None
        while child:
            if child.is_element_node:
                inner = SVG if child.tag == "svg" else kind
                last = ET.SubElement(element, inner + str(child.tag), _attributes(child))
                open_now.append((child, last, inner))
            elif child.is_comment_node:
                element.append(last := ET.Comment(child.comment_content))
            elif last is None:
                element.text = (element.text or "") + (child.text_content or "")
            else:
                last.tail = (last.tail or "") + (child.text_content or "")
            child = child.next
    return root


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


SPOKEN_META = {"description", "og:title", "og:description"}


def name(element: Element) -> str:
    """Return an element's name as its tag says it; parts of pictures are named with their namespace."""
    return str(element.tag).removeprefix(PREFIX)


def text_of(element: Element) -> str:
    """Return all text of an element, with what its pictures say."""
    said = [around.get("alt") or around.get("aria-label") or "" for around in element.iter()]
    return " ".join(" ".join([*element.itertext(), *said]).split())


def words(values: str | None) -> Sequence[str]:
    """Return the words of an attribute that is a list."""
    return (values or "").split()
