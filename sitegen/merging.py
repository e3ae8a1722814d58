"""Putting a site together from parts that were built apart, one or more languages each."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.disk import entries
from sitegen.hosting import BUILD, MANIFEST, manifest, record_text
from sitegen.languages import load_languages
from sitegen.patterns import pattern
from sitegen.problems import UsageError
from sitegen.publish import MARKER, Staging, is_ours

_ROW = pattern(r"([0-9a-f]{64})  (\S(?:.*\S)?)")
_ANEW = "fetch or build that part anew"


def merge(root: Path, output: Path, parts: Sequence[Path]) -> tuple[str, ...]:
    """Put the parts of a site together and return its languages; the output changes only when all of them fit.

    Parts fit where they were built from the same sources with the same versions, the files that they share are equal,
    and no language is missing to which pages lead.  A part whose files are not those of its manifest was harmed on its
    way.
    """
    records = [_record(part) for part in parts]
    first = {**records[0], "languages": None}
    for part, record in zip(parts, records, strict=True):
        if {**record, "languages": None} != first:
            raise UsageError(
                f'"{part}" was not built from the same sources, in the same way, as "{parts[0]}"; build all parts anew'
            )
    listed = [_listed(part) for part in parts]
    languages = _languages(root, parts, records, listed)
    with Staging(output) as staging:
        known: dict[str, str] = {}
        for part, files in zip(parts, listed, strict=True):
            for name, digest in files.items():
                if known.setdefault(name, digest) != digest:
                    raise UsageError(f'"{name}" is not the same in all parts; build all parts anew')
                content = _content(part, name, digest)
                if not (staging.folder / name).exists():
                    staging.write(name, content)
        content = record_text({**records[0], "languages": languages})
        staging.write(BUILD, content)
        known[BUILD] = hashlib.sha256(content).hexdigest()
        staging.write(MANIFEST, manifest(known))
        staging.commit()
    return tuple(languages)


def _record(part: Path) -> dict[str, Any]:
    if not is_ours(part) or not (part / BUILD).is_file() or not (part / MANIFEST).is_file():
        raise UsageError(f'"{part}" is no site that build.py made; name folders that `build --language` wrote')
    try:
        record = json.loads((part / BUILD).read_bytes())
    except (ValueError, RecursionError):
        record = None
    named = [record.get(key) for key in ("languages", "released")] if isinstance(record, dict) else [None]
    if not all(isinstance(codes, list) and all(isinstance(code, str) for code in codes) for codes in named):
        raise UsageError(f'"{part / BUILD}" is not what was built; {_ANEW}')
    return dict(record)


def _listed(part: Path) -> dict[str, str]:
    """Return the digests of a part's files, which must be all that it has, but of what each build says of itself."""
    path, listed = part / MANIFEST, {}
    for row in path.read_text("utf-8", "replace").splitlines():
        found = _ROW.fullmatch(row)
        if not found or found[2] in listed:
            raise UsageError(f'"{path}" has a row that no build writes, {row!r}; {_ANEW}')
        listed[found[2]] = found[1]
    there = {name for name, entry in entries(part) if not entry.is_dir(follow_symlinks=False)} - {MANIFEST, MARKER}
    # A name that leads out of the part, or that the system reads otherwise, is none of those that it has.
    if lost := sorted(listed.keys() - there):
        raise UsageError(f'"{part}" has no file "{lost[0]}", which its {MANIFEST} names; {_ANEW}')
    if others := sorted(there - listed.keys()):
        raise UsageError(f'"{part / others[0]}" is not in "{path}"; {_ANEW}')
    _content(part, BUILD, listed.pop(BUILD, ""))
    return listed


def _languages(
    root: Path, parts: Sequence[Path], records: Sequence[Mapping[str, Any]], listed: Sequence[Mapping[str, str]]
) -> list[str]:
    """Return the languages of the site in the project's order; each must be there to which pages lead."""
    known = [language.code for language in load_languages(root, [])]
    there = {code for record in records for code in record["languages"]}
    for part, record, files in zip(parts, records, listed, strict=True):
        for code in record["languages"]:
            if code not in known or f"{code}/index.html" not in files:
                raise UsageError(f'"{part / BUILD}" names the language "{code}", which is not there; {_ANEW}')
            if code not in record["released"] and not record.get("review"):
                raise UsageError(f'"{part}" has the language "{code}", which is not released; build it without it')
    if missing := [code for code in (known[0], *records[0]["released"]) if code not in there]:
        raise UsageError(f'no part has the language "{missing[0]}", to which pages lead; name all parts')
    return [code for code in known if code in there]


def _content(part: Path, name: str, digest: str) -> bytes:
    path = part / name
    content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise UsageError(f'"{path}" is not what was built; {_ANEW}')
    return content
