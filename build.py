"""Builds the site: `python build.py --help` explains."""

import sys

from sitegen.known import told_before

if __name__ == "__main__":
    if told := told_before(sys.argv[1:]):
        print(f"Nothing changed since the last build, so nothing was written. It made:\n{told}")
        sys.exit()

    from sitegen.cli import leave, main

    leave(main())
