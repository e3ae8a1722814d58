"""Patterns that are compiled when they are first used: a run uses half of them, and compiling takes a while."""

import re
from typing import Any, AnyStr, Generic, cast


class _Pattern(Generic[AnyStr]):
    """Becomes what `re.compile` makes of a pattern, method by method."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)  # so that it is asked for once
        return found


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` does, later."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
