"""How many processes work at once; without what they need to work, whose import takes longer than a short look."""

import os


def processors() -> int:
    """Return how many processes work at once: as SITEGEN_WORKERS says, or else one for each processor.

    One where the system cannot fork.
    """
    said = os.environ.get("SITEGEN_WORKERS", "")
    if not hasattr(os, "fork"):
        return 1
    if said.isdecimal() and int(said):
        return int(said)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
