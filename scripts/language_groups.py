"""Prints the released languages in groups, as JSON, for machines that build them side by side.

Each group is a word list for `build.py build --language`; the number of groups is the argument.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.chapters import translate_all  # noqa: E402
from sitegen.pipeline import read_project  # noqa: E402
from sitegen.safety import safety_gaps  # noqa: E402


def main() -> None:
    """Print groups of about equal size; no group is empty."""
    project = read_project(ROOT)
    renditions = translate_all(project)
    released = [each.code for each in project.languages if not safety_gaps(renditions, each)]
    number = min(int(sys.argv[1]), len(released))
    print(json.dumps([" ".join(released[start::number]) for start in range(number)]))


if __name__ == "__main__":
    main()
