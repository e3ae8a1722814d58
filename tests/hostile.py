"""Templates rendered with words that would run a script in the place of every value that they take."""

from collections.abc import Iterator, Mapping
from typing import Any

from injections import WORDS
from jinja2 import Environment, meta, nodes
from jinja2.runtime import Macro
from markupsafe import Markup

LANG = Markup(' lang="en" dir="ltr"')
IN_TAGS = {"lang": LANG, "text_lang": LANG, "level": 2}
"""What stands in a tag itself: the attributes of a language and the level of a heading, which no text gets into."""


class Hostile:
    """Hostile words as a value of any shape: text, number, record, list of two, function.

    It is equal to one word that templates compare with, and true or false, as it was told.
    """

    def __init__(self, equal: str, *, is_true: bool) -> None:
        self._equal = equal
        self._is_true = is_true
        self.lang = LANG

    def __str__(self) -> str:
        return WORDS

    def __getattr__(self, name: str) -> "Hostile":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> "Hostile":
        return self

    def __iter__(self) -> Iterator["Hostile"]:
        return iter((self, self))

    def __reversed__(self) -> Iterator["Hostile"]:
        return iter(self)

    def __call__(self, *_: object, **__: object) -> "Hostile":
        return self

    def __eq__(self, other: object) -> bool:
        return other == self._equal

    def __hash__(self) -> int:
        return hash(WORDS)

    def __bool__(self) -> bool:
        return self._is_true


def renderings(environment: Environment, templates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each page, and all macros of each component, by template; for each branch, once."""
    trees = {name: environment.parse(text) for name, text in templates.items() if name.endswith(".html")}
    names = set[str]().union(*map(meta.find_undeclared_variables, trees.values())) - environment.globals.keys()
    for template, tree in trees.items():
        made = {
            _made(environment, template, dict.fromkeys(names, value), value)
            for word in {"", *_compared(tree)}
            for value in (Hostile(word, is_true=True), Hostile(word, is_true=False))
        }
        yield from ((template, html) for html in sorted(made))


def _compared(tree: nodes.Template) -> Iterator[str]:
    """Give the words that a template compares values with."""
    for test in tree.find_all(nodes.Compare):
        yield from (constant.value for constant in test.find_all(nodes.Const) if isinstance(constant.value, str))


def _made(environment: Environment, template: str, values: dict[str, Any], value: Hostile) -> str:
    own = environment.overlay()
    own.globals = {**environment.globals, **values}  # macros see globals, and nothing else of a page
    if not template.startswith("components/"):
        return own.get_template(template).render()
    module = vars(own.get_template(template).make_module())
    macros = [macro for macro in module.values() if isinstance(macro, Macro)]
    return "".join(macro(*(IN_TAGS.get(name, value) for name in macro.arguments)) for macro in macros)
