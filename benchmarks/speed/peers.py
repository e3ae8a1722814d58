"""What other generators get of the corpus: the same blocks in the same languages, and the frame of our pages.

They have no catalogues and no facts: each page is a Markdown file in each language, with the values written out.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from corpus import PROJECT, write
from leaves import FACTS, PICTURE_FOLDER
from words import Tongue, Translator

Say = Callable[[str], str]

_FRAME = Path(__file__).parent / "frame.html"
_SAY = re.compile(r"\[\[say (.*?)\]\]", re.DOTALL)
_FACT = re.compile(r"\{(\w+)\.(\w+)\}")


def speaker(tongue: Tongue) -> Say:
    """Return what puts a text into a language, with the values of its facts."""
    translator = Translator(tongue)
    return lambda text: _FACT.sub(lambda fact: translator(FACTS[fact[1]][fact[2]][1]), translator(text))


def frame(codes: Mapping[str, str], say: str) -> str:
    """Return the frame of a page in a generator's own code; `say` is its code that looks up the text KEY."""
    text = _SAY.sub(lambda found: say.replace("KEY", _key(found[1])), _FRAME.read_text("utf-8"))
    for mark, code in codes.items():
        text = text.replace(f"[[{mark}]]", code)
    if "[[" in text:
        raise ValueError(text[text.index("[[") :][:40])
    return text


def _key(text: str) -> str:
    return re.sub(r"\W+", "_", text.lower()).strip("_")


def interface(say: Say) -> dict[str, str]:
    """Return the words of the frame in a language."""
    return {_key(text): say(text) for text in _SAY.findall(_FRAME.read_text("utf-8"))}


def copy_assets(folder: Path) -> None:
    """Put our assets, style and pictures where a generator copies them from."""
    shutil.copytree(PROJECT / "templates/assets", folder / "assets")
    styles = sorted((PROJECT / "templates/styles").glob("*.css"))
    write(folder / "assets/site.css", "".join(style.read_text("utf-8") for style in styles))
    shutil.copytree(PROJECT / "content" / PICTURE_FOLDER, folder / PICTURE_FOLDER)
