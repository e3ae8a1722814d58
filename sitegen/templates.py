"""The templates: their environment, their words in each language, and the messages in them."""

import datetime as dt
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from sitegen.entries import Catalogue
from sitegen.inline import Inline
from sitegen.languages import locale_of, plural_index
from sitegen.model import Key, Language
from sitegen.problems import Problem
from sitegen.qr import qr_code
from sitegen.sources import read_source, source_files
from sitegen.translate import ENGLISH_MARK, State, Text, Translation, form_faults

FOLDER = "templates"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load and run: only the site's own files.  Each page says it, for hosts that send no headers."""

_REMEMBERED = 32
"""So many results of each macro are kept: what is drawn for one page only must not fill the memory."""

_ENGLISH = "en"
_OTHER_PLURAL = "the plural of its English was changed; run build.py update, then translate it"
_NOTE = re.compile(r"\{#-?\s*note:\s*(.*?)\s*-?#\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
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


class _CompiledOnce(BytecodeCache):
    """Keeps what templates were compiled to, so that the environments of all languages share it."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002, Jinja gives it
        """Return what tells a template from the others; a digest of its whole path fails where that is not UTF-8."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class _Components(Template):
    """A template whose macros are drawn once for the same values.

    A macro gives the same for the same values, since it sees nothing of the page but what it is given.  So what pages
    share is drawn once a language.  Values that can change, such as lists, are drawn anew each time.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the template's macros; `ctx` is that of the template that imports them."""
        made = self._module is not None
        module = super()._get_default_module(ctx)
        if not made:
            for name, macro in list(vars(module).items()):
                if isinstance(macro, Macro):
                    setattr(module, name, _drawn_once(macro))
        return module


def _drawn_once(macro: Macro) -> Callable[..., str]:
    remembered = lru_cache(_REMEMBERED, typed=True)(macro)

    def draw(*values: Any, **named: Any) -> str:
        try:
            hash((values, *named.values()))
        except TypeError:
            return macro(*values, **named)
        return remembered(*values, **named)

    return draw


class _Environment(Environment):
    template_class = _Components


def make_environment(root: Path, templates: Mapping[str, str]) -> Environment:
    """Return the Jinja environment: everything is escaped, and a missing variable is an error."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name], str(root / FOLDER / name), None) if name in templates else None

    environment = _Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_CompiledOnce(),
    )
    environment.globals["policy"] = POLICY
    environment.filters["plain"] = str
    environment.filters["qr"] = qr_code
    environment.filters["lang"] = lambda text: Markup(ENGLISH_MARK if text.english else "")
    return environment


def speaking(environment: Environment, language: Language, words: "Words") -> Environment:
    """Return the environment for one language: its templates and macros find the language and its words as globals.

    So no macro needs the context of the page, and each is made once for a language, not once for a page.
    """
    own = environment.overlay()
    own.globals = {**environment.globals, "language": language, "t": words.t}
    return own


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
    """Return the messages of all templates in the order of files and lines."""
    environment = make_environment(root, templates)
    messages: list[Message] = []
    for file, source in templates.items():
        name = f"{FOLDER}/{file}"
        if not name.endswith(".html"):
            continue
        try:
            messages += _messages(name, source, environment.parse(source), problems)
        except TemplateSyntaxError as error:
            problems.append(Problem(name, error.lineno, _unreadable(error)))
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


class Words:
    """The templates' words in one language."""

    def __init__(self, language: Language, catalogue: Catalogue | None, inline: Inline) -> None:
        self._language = language
        self._catalogue = catalogue
        self._inline = inline
        self._found: dict[tuple[Key, str], Translation] = {}

    def t(self, text: str, plural: str = "", /, *, context: str = "", **values: object) -> Text:
        """Return interface words as plain text, in English where their translation is not current.

        A catalogue is text and never markup: what is between its braces is put in by name only, and the
        template escapes the result.  A date is said in the language that the words are in.
        """
        number = values.get("count")
        found = self.translation(Key(context, text), plural)
        if found.english or not found.entry:
            english = plural if isinstance(number, int) and number != 1 and plural else text
            return Text(_put_in(english, values, _ENGLISH), english=not self._language.is_source)
        index = plural_index(self._language, number) if isinstance(number, int) and plural else 0
        return Text(_put_in(found.entry.strings[index], values, self._language.code))

    def translation(self, key: Key, plural: str) -> Translation:
        """Return what interface words are in the language."""
        if (key, plural) not in self._found:
            self._found[key, plural] = self._translate(key, plural)
        return self._found[key, plural]

    def _translate(self, key: Key, plural: str) -> Translation:
        if self._language.is_source:
            return Translation(State.CURRENT, key.text)
        entry = self._catalogue.get(key) if self._catalogue else None
        if entry is None or not all(entry.strings):
            return Translation(State.MISSING, key.text, entry)
        if entry.fuzzy:
            return Translation(State.FUZZY, key.text, entry)
        if entry.plural != plural:
            return Translation(State.INVALID, key.text, entry, (_OTHER_PLURAL,))
        if faults := form_faults(key.text, plural, entry.strings, self._language, self._inline):
            return Translation(State.INVALID, key.text, entry, faults)
        return Translation(State.CURRENT, entry.strings[0], entry)


def _put_in(text: str, values: Mapping[str, object], code: str) -> str:
    def said(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        return format_date(value, "long", locale_of(code)) if isinstance(value, dt.date) else str(value)

    return _PLACEHOLDER.sub(said, text)


def render(environment: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Return a template's text."""
    return environment.get_template(name).render(values)
