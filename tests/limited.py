"""Builds each site that is named with 5 seconds of processor and 1 GB of memory; a line of figures for each.

Run as a program: what the builds need is imported once, then each has a process of its own.
"""

import json
import os
import resource
import sys
import traceback
from pathlib import Path

from sitegen.cli import main

SECONDS = 5
MEMORY = 1_000_000_000
CRASHED = 70


def build(root: str) -> int:
    """Run the command on a site, with what it says in a file beside it; return its exit status."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Path(f"{root}.told").open("w", encoding="utf-8") as told:
        sys.stdout = sys.stderr = told
        try:
            return main(["build", "--root", root, "--output", f"{root}.site"])
        except BaseException:  # noqa: BLE001 - the traceback is what the test looks for
            traceback.print_exc()
            return CRASHED


if __name__ == "__main__":
    for site in sys.argv[1:]:
        child = os.fork()
        if not child:
            os._exit(build(site))
        _, status, used = os.wait4(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
