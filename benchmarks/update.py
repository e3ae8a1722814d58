"""How long bringing a catalogue up to date takes: `python benchmarks/update.py [--messages 8000] [--edited 200]`.

With `--babel 1000` Babel's own `Catalog.update` is timed too, with so many messages and a fortieth of them edited.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.catalogues import parse_catalogue  # noqa: E402
from sitegen.entries import Catalogue, format_catalogue, new_entry, new_header, with_translation  # noqa: E402
from sitegen.languages import load_languages  # noqa: E402
from sitegen.model import Key, Language  # noqa: E402
from sitegen.problems import Problem  # noqa: E402
from sitegen.update import Wanted, merge  # noqa: E402

LETTERS = "etaoinshrdlucmfwypvbgk"
WORDS = 6_000
PATH = "locales/pl/LC_MESSAGES/pregnancy.po"


def prose(messages: int, edited: int) -> tuple[list[str], list[str]]:
    """Return texts as they were and as they are: words as often as in prose, and in some texts one word another."""
    chance = random.Random(1)  # noqa: S311
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 10))) for _ in range(WORDS)]
    often = [1 / place for place in range(1, WORDS + 1)]
    old = [
        " ".join(chance.choices(words, often, k=chance.randint(5, 30))).capitalize() + "." for _ in range(2 * messages)
    ]
    old = list(dict.fromkeys(old))[:messages]
    new = list(old)
    for place in chance.sample(range(messages), edited):
        changed = new[place].split()
        changed[chance.randrange(1, len(changed) - 1)] = chance.choice(words)
        new[place] = " ".join(changed)
    return old, new


def translated(texts: list[str], language: Language) -> Catalogue:
    """Return a catalogue with every text translated, as read from its file."""
    entries = (with_translation(new_entry(Key("", text), "", [], ["a.md"], 1), f"pl {text}", None) for text in texts)
    made = Catalogue(PATH, {}, new_header(language.code, language.plural_forms), tuple(entries))
    problems: list[Problem] = []
    read = parse_catalogue(PATH, format_catalogue(made), language.code, language.plural_forms, problems)
    if read is None:
        raise ValueError(problems)
    return read


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def time_merge(messages: int, edited: int) -> float:
    """Print and return the seconds of our merge, and how many edited texts have a suggestion."""
    language = next(language for language in load_languages(ROOT, []) if language.code == "pl")
    old, new = prose(messages, edited)
    catalogue = translated(old, language)
    wanted = {Key("", text): Wanted("", [], {"a.md"}) for text in new}
    taken = seconds(lambda: merge(catalogue, PATH, language, wanted))
    fuzzy = sum(entry.fuzzy for entry in merge(catalogue, PATH, language, wanted).entries)
    print(f"merge: {messages:,} messages, {edited:,} edited: {taken:.2f} s, {fuzzy:,} suggestions")
    return taken


def time_babel(messages: int, edited: int) -> float:
    """Print and return the seconds of Babel's own update."""
    old, new = prose(messages, edited)
    catalogue, template = Catalog("pl"), Catalog()
    for text in old:
        catalogue.add(text, f"pl {text}")
    for text in new:
        template.add(text)
    taken = seconds(lambda: catalogue.update(template))
    print(f"Babel: {messages:,} messages, {edited:,} edited: {taken:.2f} s")
    return taken


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=8_000)
    parser.add_argument("--edited", type=int, default=200)
    parser.add_argument("--babel", type=int, default=0, metavar="MESSAGES")
    options = parser.parse_args()
    time_merge(options.messages, options.edited)
    if options.babel:
        edited = options.babel // 40
        ours, babel = time_merge(options.babel, edited), time_babel(options.babel, edited)
        print(f"Babel takes {babel / ours:,.0f} times as long")


if __name__ == "__main__":
    main()
