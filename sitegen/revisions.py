"""What git says of a project."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple


class Said(NamedTuple):
    """An answer of git."""

    is_good: bool
    printed: bytes
    complaint: str
    """The last line of what it complained of; empty where it said nothing."""


def ask_git(root: Path, *words: str) -> Said:
    """Return what git answers; what it would look for elsewhere counts for nothing, and no look changes its index.

    Git itself sets variables for hooks, which name the repository that was pushed to.
    """
    run: Any = import_module("subprocess").run  # its import takes as long as what a build without git does here
    others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(root), *words]
    try:
        done = run(command, capture_output=True, check=False, env=others | {"GIT_OPTIONAL_LOCKS": "0"})
    except OSError as error:
        return Said(is_good=False, printed=b"", complaint=f"git cannot be started: {error.strerror}")
    complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return Said(is_good=not done.returncode, printed=done.stdout, complaint=complaint[-1] if complaint else "")
