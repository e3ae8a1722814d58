"""Our macros give the HTML that nhsuk-frontend publishes for the same component, but for listed differences."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import html5lib
import pytest
from conftest import PROJECT
from html5lib.constants import namespaces
from markupsafe import Markup

from sitegen.drawing import ticked
from sitegen.environment import make_environment
from sitegen.inline import Inline
from sitegen.interface import Words
from sitegen.languages import load_languages
from sitegen.templates import load_templates
from sitegen.translate import Text

FIXTURES = PROJECT / "tests/data/nhsuk-fixtures"
ENGLISH = load_languages(PROJECT, [])[0]
ESSENTIAL = (
    "alt",
    "aria-current",
    "aria-hidden",
    "aria-label",
    "focusable",
    "href",
    "id",
    "rel",
    "role",
    "src",
    "viewBox",
)
"""The attributes that are compared besides class; `lang` and `dir` are ours, and sizes of pictures too."""


class Difference(NamedTuple):
    """Something that our markup has otherwise."""

    component: str
    theirs: str
    """A pattern in the fixture's structure."""

    ours: str
    reason: str


DIFFERENCES = [
    Difference(
        "card",
        r'span\[role=text\]\((span\.nhsuk-u-visually-hidden\("[^"]*"\)) ("[^"]*")\)',
        r"\1 span(\2)",
        'ARIA knows no role "text"; the heading may be in another language than the words before it',
    ),
    Difference("card", '"Non-urgent advice:"', '"Not urgent:"', "plain words"),
    Difference("card", '"Urgent advice:"', '"Urgent:"', "plain words"),
    Difference("card", '"Immediate action required:"', '"Emergency:"', "plain words"),
    Difference("card", r"^(div\.nhsuk-card\.nhsuk-card--clickable.*)$", r"li.nhsuk-card-group__item(\1)", "in a group"),
    Difference(
        "warning-callout",
        r'(h3\.nhsuk-card__heading)\(("[^"]*")\)',
        r'\1(span.nhsuk-u-visually-hidden("Important:") span(\2))',
        "the author writes the heading, so that the box says its meaning itself",
    ),
    Difference(
        "do-dont-list",
        r"li\(svg[^ ]*\.nhsuk-icon\S* \S* \S* \S*\(path\) ",
        "li(",
        "Python-Markdown draws the items; the style sheet draws the icons",
    ),
    Difference("pagination", r"\[role=navigation\]", "", "nav has that role, and the HTML checker warns of it"),
    Difference("contents-list", r"\[role=navigation\]", "", "nav has that role, and the HTML checker warns of it"),
    Difference("pagination", "=Pagination", "=Lessons", "says what it leads through"),
    Difference(
        "pagination",
        r'"(Previous|Next)" span\.nhsuk-u-visually-hidden\("page"\)',
        r'"\1 lesson"',
        "all of it is seen, and is one text for translators",
    ),
    Difference("pagination", '"Blaenorol"', '"Previous lesson"', "the words come from our catalogues"),
    Difference("pagination", '"Nesaf"', '"Next lesson"', "the words come from our catalogues"),
    Difference(
        "contents-list",
        r"li\.nhsuk-contents-list__item\[aria-current=page\]\(span\.nhsuk-contents-list__current\(",
        "li.nhsuk-contents-list__item(a.nhsuk-contents-list__link[href=#](",
        "it lists the parts of one page, none of which is the current one",
    ),
    Difference(
        "contents-list",
        r'h2\.nhsuk-u-visually-hidden\("Contents"\)',
        'h2.app-contents-heading.nhsuk-heading-m("On this page")',
        "seen by everybody, in plain words",
    ),
    Difference("contents-list", "=Pages in this guide", "=On this page", "it lists the parts of one page"),
    Difference("breadcrumb", "=Breadcrumb", "=Where you are", "plain words"),
    Difference("breadcrumb", '"Back to"', '"Back to:"', "a name follows in any language, whatever its grammar"),
    Difference("skip-link", "#maincontent", "#main", "our main part's id"),
]

Context = dict[str, Any]


def macro(file: str, name: str) -> Callable[..., str]:
    """Return a macro, which speaks English."""
    values = {"t": Words(ENGLISH, None, Inline()).t, "language": ENGLISH}
    environment = make_environment(load_templates(PROJECT, []))
    module = environment.get_template(f"components/{file}.html").make_module(values)
    found: Callable[..., str] = getattr(module, name)
    return found


def markup(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - a fixture's


def care_card(context: Context) -> str:
    heading = context["heading"]
    title, level = (heading, 2) if isinstance(heading, str) else (heading["text"], heading["level"])
    return macro("care-card", "care_card")(context["variant"], title, markup(context["body"]), "", "none", level)


def card(context: Context) -> str:
    if "variant" in context:
        return care_card(context)
    return macro("link-card", "link_card")(context["heading"]["text"], Text(context["description"]), context["href"])


def listed(context: Context) -> str:
    items = Markup("").join(Markup("<li>{}</li>\n").format(item["text"]) for item in context["items"])
    kind = "do" if context["icon"] == "tick" else "dont"
    body = ticked(kind, f"<ul>\n{items}</ul>")
    return macro("callout", "callout")(kind, context["heading"]["text"], body, "")


def link(context: Context | None) -> Context | None:
    return {"title": context["label"], "url": context["href"]} if context else None


def breadcrumb(context: Context) -> str:
    items = [{"title": item["text"], "url": item["href"]} for item in context["items"]]
    return macro("breadcrumb", "breadcrumb_trail")(items[0]["url"], items[1:])


DRAW: dict[str, Callable[[Context], str]] = {
    "action-link": lambda its: macro("action-link", "action_link")(its["text"], its["href"]),
    "breadcrumb": breadcrumb,
    "card": card,
    "contents-list": lambda its: macro("contents-list", "contents_list")(
        [{"text": item["text"], "id": item["href"][1:], "lang": ""} for item in its["items"]], "none"
    ),
    "details": lambda its: macro("details", "details")(its["summary"]["text"], markup(its["html"]), ""),
    "do-dont-list": listed,
    "images": lambda its: macro("picture", "picture")(its["src"], its["alt"], 1, 1, "", None, ""),
    "inset-text": lambda its: macro("callout", "callout")("inset", None, markup(its["html"]), ""),
    "pagination": lambda its: macro("pagination", "pagination")(
        link(its.get("previous")), link(its.get("next")), "none"
    ),
    "skip-link": lambda _: macro("skip-link", "skip_link")(),
    "summary-list": lambda its: macro("summary-list", "summary_list")(
        [(row["key"], row["value"]) for row in its["rows"]]
    ),
    "warning-callout": lambda its: macro("callout", "callout")(
        "important",
        its["heading"]["text"],
        markup(its["html"]),
        "",
    ),
}


def fixtures() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each fixture with the name of its component."""
    for path in sorted(FIXTURES.glob("*.json")):
        for fixture in json.loads(path.read_text("utf-8"))["fixtures"]:
            yield path.stem, fixture


def structure(html: str) -> str:
    """Return HTML as nested names with classes, essential attributes and texts, in their order."""
    return " ".join(_parts(html5lib.parseFragment(html)))


def _parts(element: Any) -> Iterator[str]:
    yield from _words(element.text)
    for child in element:
        yield _outline(child)
        yield from _words(child.tail)


def _outline(element: Any) -> str:
    tag = element.tag
    for name in ("html", "svg"):
        tag = tag.removeprefix(f"{{{namespaces[name]}}}")
    classes = "".join(f".{name}" for name in element.get("class", "").split())
    attributes = "".join(f"[{name}={element.get(name)}]" for name in ESSENTIAL if element.get(name) is not None)
    inside = " ".join(_parts(element))
    return f"{tag}{classes}{attributes}" + (f"({inside})" if inside else "")


def _words(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield f'"{" ".join(text.split())}"'


def expected(component: str, fixture: Context) -> tuple[str, set[Difference]]:
    """Return the fixture's structure with our differences, and which of them it has."""
    found, used = structure(fixture["html"]), set()
    for difference in DIFFERENCES:
        if difference.component == component:
            found, count = re.subn(difference.theirs, difference.ours, found)
            used |= {difference} if count else set()
    return found, used


@pytest.mark.parametrize(
    ("component", "fixture"), [pytest.param(*found, id=f"{found[0]}: {found[1]['name']}") for found in fixtures()]
)
def test_a_macro_gives_the_published_structure(component: str, fixture: Context) -> None:
    """Tags, classes, essential attributes and the order of the texts."""
    context = fixture["context"] | {"body": fixture.get("callBlock", "")}

    assert structure(DRAW[component](context)) == expected(component, fixture)[0]


def test_every_difference_is_one() -> None:
    """A difference that nhsuk-frontend no longer has, or that we gave up, leaves the list."""
    used = set().union(*(expected(component, fixture)[1] for component, fixture in fixtures()))

    assert [difference for difference in DIFFERENCES if difference not in used] == []


def test_every_word_of_a_component_is_translatable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands in a template as it is would be English in every language."""
    monkeypatch.setattr(Words, "t", lambda _, text: f"«{text}»")
    for component, fixture in fixtures():
        context = fixture["context"] | {"body": fixture.get("callBlock", "")}
        said = re.findall(r'"([^"]*)"|aria-label=([^]]*)', structure(DRAW[component](context)))
        given = structure(fixture["html"]) + "".join(re.findall(r'"([^"]*)"', json.dumps(context)))
        own = {text or label for text, label in said if (text or label) not in given}
        assert {words for words in own if not re.fullmatch("«.*»", words)} == set(), component


def test_the_language_list_says_where_a_page_is_in_english() -> None:
    """Beside the language's own name, outside the link, in the language of the page; the current one is marked."""
    arabic = {"code": "ar", "name": "العربية", "dir": "rtl", "url": "../ar/", "current": False, "in_english": True}
    polish = {"code": "pl", "name": "Polski", "dir": "ltr", "url": "./", "current": True, "in_english": False}

    assert structure(macro("language-list", "language_list")([arabic, polish])).partition("ul")[2] == (
        '.app-languages__list(li.app-languages__item(a.app-languages__link[href=../ar/]("العربية")'
        ' span.app-hint("In English"))'
        ' li.app-languages__item(a.app-languages__link[aria-current=true][href=./]("Polski")))))'
    )
