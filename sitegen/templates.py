"""The templates as texts, and what is known of them without drawing any."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sitegen.model import Key, Language
from sitegen.problems import Problem
from sitegen.sources import read_source, source_files

FOLDER = "templates"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load and run: only the site's own files.  Each page says it, for hosts that send no headers."""


class DrawingError(Exception):
    """A template has a mistake that shows when it is drawn."""


class Templates(Protocol):
    """Draws templates; `environment` has what does, which is imported when something has to be drawn."""

    def speaking(self, language: Language, t: Callable[..., Any]) -> "Templates":
        """Return what draws them in a language: `t` says the words."""

    def draw(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a template's text."""

    def draw_macro(self, template: str, macro: str, values: Sequence[Any]) -> str:
        """Return what a macro of a template gives."""


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
