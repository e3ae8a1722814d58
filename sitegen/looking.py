"""A look at all files of the output and at the spare folder, by the process beside this one if there is one."""

from functools import cached_property

from sitegen.beside import Beside
from sitegen.stock import Stock

Record = tuple[str, str]
"""Where a record lies, and its digest."""


class Look:
    """Whether all files of the output are as its record says, and whether the spare folder is."""

    def __init__(self, beside: Beside | None, output: str, present: Record, spare: str, before: Record) -> None:
        """Begin; where nobody is beside this process, it looks itself when it has to know."""
        self._beside = beside
        self._asked = (output, *present, spare, *before)
        if beside:
            beside.look(self._asked)

    @cached_property
    def answer(self) -> tuple[bool, bool]:
        """The answer, as soon as it is there."""
        return self._beside.saw() if self._beside else look(*self._asked)


def look(output: str, site: str, digest: str, spare: str, before: str, digest_before: str) -> tuple[bool, bool]:
    """Look at the files now."""
    present, former = Stock.read(site, digest), Stock.read(before, digest_before) if spare else None
    return bool(present and present.has_all_in(output)), bool(former and former.is_in(spare))
