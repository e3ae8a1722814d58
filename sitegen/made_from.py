"""What tells a value from any other: the digest of all that it was made from, and of the code that made it."""

import contextlib
import hashlib
import marshal
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from sitegen.digests import DIGESTS, look
from sitegen.known import CODE

LIBRARIES = ("jinja2", "markdown", "babel", "pyyaml", "segno")
"""What the site's bytes depend on besides the generator."""

_INSTALLED = ".dist-info"
_PLAIN = 2
"""The last form of marshal in which equal texts are equal bytes: later ones say which is the same object as another."""

MadeFrom = tuple[str | bytes, ...]
"""The source, and what else the making of a value depends on."""


@cache
def versions() -> dict[str, str]:
    """Return the version of each library, as the folder beside it is named that pip makes.

    importlib.metadata is asked only where there is no such folder: it imports what reads e-mail.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder or "."):
                if entry.name.endswith(_INSTALLED):
                    library, _, number = entry.name.removesuffix(_INSTALLED).partition("-")
                    found.setdefault(library.lower(), number)
    return {name: found.get(name) or import_module("importlib.metadata").version(name) for name in LIBRARIES}


@cache
def _code() -> tuple[bytes, ...]:
    places = sorted(entry.path for entry in os.scandir(CODE) if entry.name.endswith(".py"))
    return tuple(DIGESTS.of(place, look(place))[0] for place in places)


@cache
def generator() -> str:
    """Return what tells this generator, with all that it is run by, from any other."""
    return digest(*_code(), sys.version, unicodedata.unidata_version, *versions().values())


def sources_key() -> str:
    """Return what tells the sources that were read and this generator from any other, the same on every machine."""
    return digest(*_code(), *named(dict(sorted(DIGESTS.read.items()))))


def digest(*parts: str | bytes) -> str:
    """Return one digest of some texts, which also tells where each begins."""
    return hashlib.sha256(marshal.dumps(parts, _PLAIN)).hexdigest()


def named(texts: Mapping[str, str] | Mapping[str, bytes]) -> Iterator[str | bytes]:
    """Give each name and its text, in their order, for a digest."""
    for name, text in texts.items():
        yield name
        yield text


def key_of(made_from: MadeFrom) -> str:
    """Return what tells a value from any other: the digest of all that it was made from, and of the code."""
    return digest(generator(), *made_from)
