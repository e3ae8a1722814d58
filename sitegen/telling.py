"""Sentences and tables that commands print."""

from collections import Counter
from collections.abc import Sequence

from sitegen.model import Language
from sitegen.pipeline import Outcome
from sitegen.translate import State


def count(number: int, noun: str) -> str:
    """Return a number with its noun: 1 page, 1,200 pages."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summary(outcome: Outcome, seconds: float) -> str:
    """Return the closing line of a build: pages, languages, seconds, what fell back."""
    codes = ", ".join(language.code for language in outcome.languages)
    made = f"{count(outcome.pages, 'page')} in {count(len(outcome.languages), 'language')} ({codes})"
    parts = [f"{made} in {seconds:.1f} seconds."]
    fallen = {
        language.code: sum(number for state, number in outcome.states[language.code].items() if state != State.CURRENT)
        for language in outcome.languages
    }
    told = [f"{count(number, 'text')} in {code}" for code, number in fallen.items() if number]
    parts.append(f"In English because not current: {', '.join(told)}." if told else "Everything is current.")
    for code, gaps in outcome.withheld.items():
        parts.append(f"{not_released(code, gaps)} (--preview builds it).")
    if outcome.broken:
        paths = ", ".join(dict.fromkeys(problem.path for problem in outcome.broken))
        parts.append(f"Left out because broken: {paths}.")
    return " ".join(parts)


def not_released(code: str, gaps: int) -> str:
    """Return that a language is not in the site, and why."""
    return f"Not released: {code}, {count(gaps, 'safety text')} not current"


def unmarked(name: str, number: int) -> str:
    """Return that a tool may have dropped what was marked as unfinished, and what to do."""
    told = f"{count(number, 'unfinished text')} came back as {'it was' if number == 1 else 'they were'}"
    return (
        f"{name}: {told}, and the file marks none as unfinished, as from a tool that drops marks: not taken in; "
        "import it again with --finished if a person has read each and found it right"
    )


def states_table(counts: dict[str, Counter[State]], languages: Sequence[Language]) -> str:
    """Return a line for each language: how many texts are in each state."""
    width = max((len(language.english_name) for language in languages), default=0)
    rows = [f"{'':{width}}" + "".join(f"{state:>9}" for state in State)]
    for language in languages:
        states = counts[language.code]
        rows.append(f"{language.english_name:{width}}" + "".join(f"{states[state]:>9}" for state in State))
    return "\n".join(rows)
