"""Advice, which never stops a build, and the advice that a person looked at and finds unfounded.

Who has looked accepts an advice in a file, with the digest that stands at its end. That holds for the texts that it was
given on; any edit of them brings the advice back, if its reason is still there.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.fields import parse_yaml
from sitegen.problems import Problem
from sitegen.sources import read_source


@dataclass(frozen=True, slots=True)
class Advice:
    """One reason to look at a text once more."""

    kind: str
    message: str
    """A sentence for who looks."""


@dataclass(frozen=True, slots=True)
class Advised:
    """One advice with its place."""

    path: str
    line: int
    advice: Advice
    english: str
    digest: str

    @property
    def problem(self) -> Problem:
        """Return it as a line to print."""
        message = f'{self.advice.kind}: "{self.english}": {self.advice.message} [{self.digest}]'
        return Problem(self.path, self.line, " ".join(message.split()))


@dataclass(frozen=True, slots=True)
class Accepted:
    """One advice that a person looked at and finds unfounded."""

    kind: str
    english: str
    by: str
    digest: str
    line: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acceptances:
    """A file of accepted advice."""

    path: str
    items: Mapping[str, Accepted]
    """By digest."""


def advice_digest(kind: str, english: str, other: str) -> str:
    """Return what an accepted advice is bound to: its kind, the English, and the translation or what is wrong in it."""
    return hashlib.sha256(json.dumps([kind, english, other], ensure_ascii=False).encode()).hexdigest()[:32]


def load_acceptances(
    root: Path, path: str, kinds: Sequence[str], problems: list[Problem], *, with_reasons: bool = False
) -> Acceptances:
    """Return a file's accepted advice; none where there is no file."""
    text = read_source(root, path, problems) if (root / path).is_file() else None
    fields = parse_yaml(path, text, problems) if text is not None else None
    if fields is None:
        return Acceptances(path, {})
    fields.only(("accepted",))
    items = {}
    for group in fields.groups("accepted"):
        group.only(("kind", "english", "by", "reason", "digest"))
        items[group.text("digest")] = Accepted(
            kind=group.choice("kind", kinds),
            english=group.text("english"),
            by=group.text("by"),
            digest=group.text("digest", ""),
            line=group.line,
            reason=group.text("reason", None if with_reasons else ""),
        )
    return Acceptances(path, items)


def open_advice(found: Sequence[Advised], accepted: Acceptances) -> list[Problem]:
    """Return the advice that nobody has accepted."""
    return [advised.problem for advised in found if advised.digest not in accepted.items]


def stale_accepted(found: Sequence[Advised], accepted: Acceptances) -> list[Problem]:
    """Return the accepted items that no advice has any more: a text was edited."""
    digests = {advised.digest for advised in found}
    message = 'no text has this advice any more ("{}": {}); delete the item'
    return [
        Problem(accepted.path, item.line, message.format(item.english, item.kind))
        for item in accepted.items.values()
        if item.digest not in digests
    ]
