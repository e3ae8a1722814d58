"""Builds the site: `python build.py --help` explains."""

import gc
import sys

from sitegen.known import look_first
from sitegen.streams import make_steady

NEW = 250_000
"""Python looks for garbage after so many new values: with its usual 700 that would take a fifteenth of an edit."""

if __name__ == "__main__":
    make_steady()
    gc.set_threshold(NEW)
    seen = look_first(sys.argv[1:])
    if seen.told:
        print(f"Nothing changed since the last build, so nothing was written. It made:\n{seen.told}")
        sys.exit()
    from sitegen.beside import Beside

    beside = Beside.begin(seen.root, seen.saved) if seen.sources else None
    from sitegen.cli import leave, main

    leave(main(seen=seen, beside=beside))
