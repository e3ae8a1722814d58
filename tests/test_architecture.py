"""The shape of the program, held by tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen

PACKAGE = Path(sitegen.__file__).parent
ORDER = re.findall(r"^(\w+) {2,}\S", sitegen.__doc__ or "", re.MULTILINE)
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")
LONGEST_MODULE = 260
LONGEST_FUNCTION = 40


def functions() -> Iterator[tuple[str, int]]:
    """Give each function of the package and its length in lines."""
    for path in sorted(PACKAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.stem}.{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_the_reading_order_names_every_module() -> None:
    """The package's docstring is its table of contents."""
    assert sorted(ORDER) == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_those_above_it(name: str) -> None:
    """The reading order is the import order too, also inside functions."""
    source = (PACKAGE / f"{name}.py").read_text("utf-8")
    imported = set(re.findall(r"^\s*(?:from|import) sitegen\.(\w+)", source, re.MULTILINE))

    assert imported <= set(ORDER[: ORDER.index(name)])
    assert "TYPE_CHECKING" not in source


def test_modules_and_functions_stay_short() -> None:
    """What does not fit on a screen or two is two things."""
    lengths = {path.stem: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.glob("*.py")}
    long_modules = {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}
    long_functions = {name: lines for name, lines in functions() if lines > LONGEST_FUNCTION}

    assert not long_modules
    assert not long_functions


def test_lock_files_have_hashes_and_no_addresses() -> None:
    """They pin the same packages everywhere and name no place to get them from."""
    root = PACKAGE.parent
    for path in (*root.glob("requirements*.lock"), root / "benchmarks/speed/requirements.lock"):
        text = path.read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)

        assert "://" not in text
        assert len(pinned) == len(re.findall(r"^[a-z0-9._-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE))
