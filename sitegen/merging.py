"""Putting a site together from parts that were built apart, one or more languages each."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from sitegen.hosting import BUILD, MANIFEST, manifest, record_text
from sitegen.languages import load_languages
from sitegen.problems import UsageError
from sitegen.publish import Staging, is_ours


def merge(root: Path, output: Path, parts: Sequence[Path]) -> tuple[str, ...]:
    """Put the parts of a site together and return its languages; the output changes only when all of them fit.

    Parts fit where they were built from the same revision with the same versions, and the files that they share are
    equal.  A part whose files are not those of its manifest was harmed on its way.
    """
    records = [_record(part) for part in parts]
    first = {**records[0], "languages": None}
    for part, record in zip(parts, records, strict=True):
        if {**record, "languages": None} != first:
            raise UsageError(f'"{part}" was not built from the same sources as "{parts[0]}"; build all parts anew')
    there = {code for record in records for code in record["languages"]}
    languages = [language.code for language in load_languages(root, []) if language.code in there]
    with Staging(output) as staging:
        known: dict[str, str] = {}
        for part in parts:
            for name, digest in _listed(part).items():
                if known.setdefault(name, digest) != digest:
                    raise UsageError(f'"{name}" is not the same in all parts; build all parts anew')
                if not (staging.folder / name).exists():
                    staging.write(name, _content(part, name, digest))
        content = record_text({**records[0], "languages": languages})
        staging.write(BUILD, content)
        known[BUILD] = hashlib.sha256(content).hexdigest()
        staging.write(MANIFEST, manifest(known))
        staging.commit()
    return tuple(languages)


def _record(part: Path) -> dict[str, list[str]]:
    if not is_ours(part) or not (part / BUILD).is_file() or not (part / MANIFEST).is_file():
        raise UsageError(f'"{part}" is no site that build.py made; name folders that `build --language` wrote')
    record: dict[str, list[str]] = json.loads((part / BUILD).read_text("utf-8"))
    return record


def _listed(part: Path) -> dict[str, str]:
    """Return the digests of a part's files, but of what each build says of itself."""
    rows = (row.split("  ", 1) for row in (part / MANIFEST).read_text("utf-8").splitlines())
    return {name: digest for digest, name in rows if name != BUILD}


def _content(part: Path, name: str, digest: str) -> bytes:
    path = part / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise UsageError(f'"{path}" is not what was built; fetch or build that part anew')
    return content
