"""The pages of the corpus: always the same for a number of pages, in no generator's own form."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from words import APPROACHES, DANGERS, HEADINGS, QUESTIONS, TASKS, TOPICS, cells, happens, paragraph, sentence

SECTIONS = (
    *("pregnancy", "screening", "labour", "birth", "after-birth"),
    *("feeding", "newborn", "wellbeing", "medicines", "support"),
)
BASE = "https://leaflets.example/"
SECTION_SIZE = 25
HOME = "index"
PICTURES = {
    "A blood pressure monitor": "blood-pressure.svg",
    "A breast pump": "breast-pump.svg",
    "A picture of a scan": "scan-picture.svg",
    "A thermometer": "thermometer.svg",
}
PICTURE_FOLDER = "pictures/health-icons"
CARDS = {
    "emergency": "Phone {contact.emergency} now if:",
    "urgent": "Phone your maternity unit now, day or night, if:",
    "non-urgent": "Ask your midwife if:",
    "do": "Do",
}
FACTS = {
    "contact": {
        "emergency": ("phone", "999"),
        "nhs_111": ("phone", "111"),
        "unit": ("phone", "01632 960101"),
        "hours": ("text", "at any time, day and night"),
    },
    "dose": {
        "folic_acid": ("amount", "400 microgram"),
        "vitamin_d_max": ("amount", "100 microgram"),
        "room_temperature": ("range", "16 to 20"),
    },
    "week": {
        "booking": ("number", "10"),
        "movements": ("range", "16 to 24"),
        "scan": ("weeks", "11+2 to 14+1"),
        "bag": ("number", "36"),
    },
}


class Block(NamedTuple):
    """One block of a page."""

    kind: str
    """paragraph, heading, list, steps, table (of three columns), picture, details, or a kind of card."""

    texts: tuple[str, ...]
    """Its texts in reading order; links name their page from the content's folder, facts are tokens."""


class Leaf(NamedTuple):
    """A page of the corpus."""

    path: str
    """Below the content's folder, without the ending."""

    title: str
    description: str
    order: int
    blocks: tuple[Block, ...]

    @property
    def section(self) -> str:
        """Return its folder; empty for the home page."""
        return self.path.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        """Tell whether it is the page of its folder."""
        return self.path.rpartition("/")[2] == HOME


def make_leaves(pages: int) -> list[Leaf]:
    """Return the pages of a corpus: the home page, the sections' own, and the others."""
    titles = _titles(pages)
    links = [(title.lower(), path) for path, title, _ in titles if not path.endswith(HOME)]
    return [_leaf(path, title, order, links) for path, title, order in titles]


def sections_of(pages: int) -> list[str]:
    """Return the folders of a corpus, each for some 25 pages."""
    rounds = range(1 + pages // (SECTION_SIZE * len(SECTIONS)))
    names = [name if not number else f"{name}-{number + 1}" for number in rounds for name in SECTIONS]
    return names[: max(1, round(pages / SECTION_SIZE))]


def _titles(pages: int) -> list[tuple[str, str, int]]:
    chance = Random("titles")
    sections = sections_of(pages)
    found = [(HOME, "Pregnancy, birth and your baby", 1)]
    found += [(f"{name}/{HOME}", name.replace("-", " ").capitalize(), 1) for name in sections]
    taken = {title for _, title, _ in found}
    for number in range(pages - len(found)):
        title = next(title for title in iter(lambda: _title(chance), "") if title not in taken)
        taken.add(title)
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-")
        found.append((f"{sections[number % len(sections)]}/{name}", title, number // len(sections) + 1))
    return found


def _title(chance: Random) -> str:
    topics = chance.sample(TOPICS, 2 if happens(chance, 0.5) else 1)
    return f"{chance.choice(APPROACHES)} {' and '.join(topics)}"


def _leaf(path: str, title: str, order: int, links: Sequence[tuple[str, str]]) -> Leaf:
    chance = Random(f"page {path}")
    return Leaf(path, title, sentence(chance), order, tuple(_blocks(chance, links)))


def _blocks(chance: Random, links: Sequence[tuple[str, str]]) -> Iterator[Block]:
    yield Block("paragraph", (paragraph(chance),))
    kinds = ("list", "steps", chance.choice(tuple(CARDS)), chance.choice(("table", "details")), "picture")
    for kind, heading in zip(kinds, chance.sample(HEADINGS, len(kinds)), strict=True):
        yield Block("heading", (heading,))
        yield Block("paragraph", (paragraph(chance),))
        yield _special(kind, chance)
    yield Block("heading", ("What to do next",))
    words, target = chance.choice(links) if links else ("home", HOME)
    yield Block("paragraph", (f"{sentence(chance)} Read more about [{words}]({target}.md).",))


def _special(kind: str, chance: Random) -> Block:
    """Return a block that is neither heading nor paragraph."""
    if kind == "picture":
        return Block(kind, (chance.choice(tuple(PICTURES)),))
    if kind == "details":
        return Block(kind, (chance.choice(QUESTIONS), paragraph(chance)))
    if kind == "table":
        rows = (cell for _ in range(3) for cell in (*cells(chance), "{contact.unit}"))
        return Block(kind, ("When", "What is looked at", "Phone", *rows))
    if kind in CARDS:
        said = TASKS if kind == "do" else DANGERS
        return Block(kind, (CARDS[kind], *chance.sample(said, 3)))
    return Block(kind, tuple(chance.sample(TASKS, 4)))
