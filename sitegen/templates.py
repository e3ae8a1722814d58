"""The templates: their environment, and the messages in them."""

import marshal
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

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
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from sitegen.made_from import MadeFrom
from sitegen.memo import MEMO
from sitegen.model import Key
from sitegen.problems import Problem
from sitegen.qr import qr_code
from sitegen.sources import read_source, source_files
from sitegen.translate import ENGLISH_MARK

FOLDER = "templates"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load and run: only the site's own files.  Each page says it, for hosts that send no headers."""

_REMEMBERED = 12
"""So many results of each macro are kept: what is drawn for one page only must not fill the memory."""

_NOTE = re.compile(r"\{#-?\s*note:\s*(.*?)\s*-?#\}", re.DOTALL)


class Message(NamedTuple):
    """One call of ``t`` in a template."""

    key: Key
    plural: str
    path: str
    line: int
    note: str


def load_templates(root: Path, problems: list[Problem]) -> dict[str, str]:
    """Return the templates by name, as they are now."""
    paths = [*source_files(root, FOLDER, ".html"), *source_files(root, FOLDER, ".js")]
    texts = {path: read_source(root, path, problems) for path in paths if not path.startswith(f"{FOLDER}/assets/")}
    return {path.removeprefix(f"{FOLDER}/"): text for path, text in texts.items() if text is not None}


class _Loader(BaseLoader):
    """Gives templates; what each is compiled to is kept from one run to the next, and shared by all languages."""

    def __init__(self, root: Path, templates: Mapping[str, str]) -> None:
        self._folder = root / FOLDER
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
            path, source = str(self._folder / name), self._templates[name]
            compiled = MEMO.recall(_code_from(path, source), partial(_code, environment, name, path, source), [])
            self._compiled[name] = marshal.loads(compiled)  # noqa: S302, what `_code` wrote
        return environment.template_class.from_code(environment, self._compiled[name], globals or {})


def _code_from(path: str, source: str) -> MadeFrom:
    return ("template", path, source)


def _code(environment: Environment, name: str, path: str, source: str | nodes.Template, _: list[Problem]) -> bytes:
    return marshal.dumps(environment.compile(source, name, path))


class _Components(Template):
    """A template whose macros are drawn once for the same values.

    A macro gives the same for the same values, since it sees nothing of the page but what it is given.  So what pages
    share is drawn once a language.  Values that can change, such as lists, are drawn anew each time.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """Return the template's macros; `ctx`, that of the template that imports them, has no globals of its own."""
        if self._module is not None:
            return self._module
        module = super()._get_default_module()
        for name, macro in list(vars(module).items()):
            if isinstance(macro, Macro):
                setattr(module, name, _drawn_once(macro))
        return module


def _drawn_once(macro: Macro) -> Callable[..., str]:
    remembered = lru_cache(_REMEMBERED, typed=True)(macro)

    def draw(*values: Any, **named: Any) -> str:
        try:
            return remembered(*values, **named)
        except TypeError:  # of a value that can change; or of the macro, which then tells it once more
            return macro(*values, **named)

    return draw


class Templates(Environment):
    """Templates that import one another some twenty times a page: so what was loaded once is found in one step."""

    template_class = _Components

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, Template] = {}

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


def make_environment(root: Path, templates: Mapping[str, str]) -> Templates:
    """Return the Jinja environment: everything is escaped, and a missing variable is an error."""
    environment = Templates(
        loader=_Loader(root, templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["policy"] = POLICY
    environment.filters["plain"] = str
    environment.filters["qr"] = lambda address: qr_code(str(address))
    environment.filters["lang"] = lambda text: Markup(ENGLISH_MARK if text.english else "")
    return environment


def template_problem(error: TemplateError, root: Path) -> Problem:
    """Return a template's mistake with the file and line where Jinja met it."""
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"{FOLDER}/{error.name}", error.lineno, _unreadable(error))
    folder = str(root / FOLDER)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(folder)]
    path = Path(frames[-1].filename).relative_to(root).as_posix() if frames else FOLDER
    return Problem(path, (frames[-1].lineno or 1) if frames else 1, f"the template fails: {error.message}; mend it")


def _unreadable(error: TemplateSyntaxError) -> str:
    return f"the template cannot be read: {(error.message or '').rstrip('.')}; mend it"


def template_messages(root: Path, templates: Mapping[str, str], problems: list[Problem]) -> list[Message]:
    """Return the messages of all templates in the order of files and lines; on the way all are compiled."""
    environment = make_environment(root, templates)
    files = [(name, str(root / FOLDER / name), source) for name, source in templates.items()]
    wanted = [(("messages", *file), partial(_read_template, environment, *file)) for file in files]
    found = MEMO.all_later(wanted, problems, large=True)
    for _, path, source in files:
        MEMO.made_elsewhere(_code_from(path, source))
    return [message for later in found for message in later()]


def _read_template(
    environment: Environment, name: str, path: str, source: str, problems: list[Problem]
) -> tuple[Message, ...]:
    file = f"{FOLDER}/{name}"
    try:
        tree = environment.parse(source)
        messages = tuple(_messages(file, source, tree, problems)) if name.endswith(".html") else ()
        MEMO.recall(_code_from(path, source), partial(_code, environment, name, path, tree), [])
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


def render(environment: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Return a template's text."""
    return environment.get_template(name).render(values)
