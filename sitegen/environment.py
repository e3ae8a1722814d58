"""The environment of the templates, which draws them, and the messages in them.

It is imported when something has to be drawn: an edit of a page fills frames that are kept.
"""

import marshal
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.filters import do_urlencode
from jinja2.runtime import Context
from markupsafe import Markup

from sitegen.made_from import MadeFrom
from sitegen.memo import MEMO
from sitegen.model import Key, Language
from sitegen.patterns import pattern
from sitegen.problems import Problem, SiteError
from sitegen.slots import NO_MORE, Own, Slot, has_slot
from sitegen.templates import FOLDER, POLICY, DrawingError, Message
from sitegen.translate import ENGLISH_MARK, Text

_PASSING = ("default", "d", "lang")
"""Filters that pass on what they get, or look only at its language."""

_NOTE = pattern(r"\{#-?\s*note:\s*(.*?)\s*-?#\}", re.DOTALL)


class _Loader(BaseLoader):
    """Gives templates; what each is compiled to is kept from one run to the next, and shared by all languages."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates
        self._compiled: dict[str, CodeType] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Return a template for an environment."""
        if name not in self._templates:
            raise TemplateNotFound(name)
        if name not in self._compiled:
            source = self._templates[name]
            compiled = MEMO.recall(_code_from(name, source), partial(_code, environment, name, source), [])
            self._compiled[name] = marshal.loads(compiled)  # noqa: S302, what `_code` wrote
        return environment.template_class.from_code(environment, self._compiled[name], globals or {})


def _code_from(name: str, source: str) -> MadeFrom:
    return ("template", name, source)


def _code(environment: Environment, name: str, source: str | nodes.Template, _: list[Problem]) -> bytes:
    return marshal.dumps(environment.compile(source, name, f"{FOLDER}/{name}"))


class _Components(Template):
    """A template whose macros are made once a language: they see nothing of the page but what they are given."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """Return the template's macros; `ctx`, that of the template that imports them, has no globals of its own."""
        return self._module or super()._get_default_module()


class JinjaTemplates(Environment):
    """Templates that import one another some twenty times a page: so what was loaded once is found in one step."""

    template_class = _Components

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, Template] = {}

    def speaking(self, language: Language, t: Callable[..., Text]) -> "JinjaTemplates":
        """Return the environment for one language: its templates and macros find it and its words as globals.

        So no macro needs the context of the page, and each is made once for a language, not once for a page.
        """
        own = self.overlay()
        own.loaded = {}
        own.globals = {**self.globals, "language": language, "t": t}
        return own

    def draw(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a template's text."""
        with self._told():
            return self.get_template(name).render(values)

    def draw_macro(self, template: str, macro: str, values: Sequence[Any]) -> str:
        """Return what a macro of a template gives."""
        with self._told():
            found = getattr(self.get_template(template).module, macro, None)
            if found is None:
                message = f'there is no macro "{macro}" in it, and a page needs it; add it'
                raise SiteError([Problem(f"{FOLDER}/{template}", 1, message)])
            return str(found(*values))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have a mistake of a template told by its file and line."""
        try:
            yield
        except (TemplateError, DrawingError, TypeError) as error:
            raise SiteError([template_problem(error)]) from error

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Return a template."""
        if not isinstance(name, str):
            return name
        if name not in self.loaded:
            self.loaded[name] = super().get_template(name, parent, globals)
        return self.loaded[name]


def make_environment(templates: Mapping[str, str]) -> JinjaTemplates:
    """Return the Jinja environment: everything is escaped, and a missing variable is an error."""
    environment = JinjaTemplates(
        loader=_Loader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["policy"] = POLICY
    environment.filters = {
        name: found if name in _PASSING else _without_slots(found) for name, found in environment.filters.items()
    }
    environment.filters["plain"] = lambda text: text.plain if isinstance(text, Slot | Own) else str(text)
    environment.filters["urlencode"] = _encoded
    environment.filters["lang"] = lambda text: Markup(ENGLISH_MARK if text.english else "")
    return environment


def _without_slots(found: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses what a page puts in later: it would alter the slot, and leave the value."""

    @wraps(found)  # also what Jinja notes of filters that get the environment
    def refusing(*values: Any, **named: Any) -> Any:
        if any(map(has_slot, (*values, *named.values()))):
            raise DrawingError(NO_MORE)
        return found(*values, **named)

    return refusing


def _encoded(value: Any) -> str:
    if isinstance(value, Slot | Own):
        return value.encoded  # type: ignore[return-value]
    return str(_without_slots(do_urlencode)(value))


def template_problem(error: Exception) -> Problem:
    """Return a template's mistake with the file and line where Jinja met it."""
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"{FOLDER}/{error.name}", error.lineno, _unreadable(error))
    if isinstance(error, TemplateNotFound):
        return Problem(f"{FOLDER}/{error.name}", 1, "there is no such template, and a page needs it; add it")
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(f"{FOLDER}/")]
    path, line = (frames[-1].filename, frames[-1].lineno or 1) if frames else (FOLDER, 1)
    return Problem(path, line, f"the template fails: {error}; mend it")


def _unreadable(error: TemplateSyntaxError) -> str:
    return f"the template cannot be read: {(error.message or '').rstrip('.')}; mend it"


def template_messages(templates: Mapping[str, str], problems: list[Problem]) -> list[Message]:
    """Return the messages of all templates in the order of files and lines; on the way all are compiled."""
    environment = make_environment(templates)
    wanted = [(("messages", *file), partial(_read_template, environment, *file)) for file in templates.items()]
    found = MEMO.all_later(wanted, problems, large=True)
    for file in templates.items():
        MEMO.made_elsewhere(_code_from(*file))
    return [message for later in found for message in later()]


def _read_template(environment: Environment, name: str, source: str, problems: list[Problem]) -> tuple[Message, ...]:
    file = f"{FOLDER}/{name}"
    try:
        tree = environment.parse(source)
        messages = tuple(_messages(file, source, tree, problems)) if name.endswith(".html") else ()
        MEMO.recall(_code_from(name, source), partial(_code, environment, name, tree), [])
    except TemplateSyntaxError as error:
        problems.append(Problem(file, error.lineno, _unreadable(error)))
        return ()
    return messages


def _messages(name: str, source: str, tree: nodes.Template, problems: list[Problem]) -> Iterator[Message]:
    notes = {source.count("\n", 0, found.end()) + 1: found[1] for found in _NOTE.finditer(source)}
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name != "t":
            continue
        options = {option.key: option.value for option in call.kwargs}
        context = options.get("context")
        texts = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        if len(texts) != len(call.args) or len(texts) != 1 + ("count" in options):
            message = 't() needs its words as literals: t("Menu"), or t("{count} page", "{count} pages", count=number)'
            problems.append(Problem(name, call.lineno, message))
            continue
        text, plural, *_ = [*texts, ""]
        key = Key(context.value if isinstance(context, nodes.Const) else "", text)
        note = notes.get(call.lineno - 1, notes.get(call.lineno, ""))
        yield Message(key, plural, name, call.lineno, note)
