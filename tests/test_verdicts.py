"""What is known of pairs from earlier runs saves comparing them, and never shows what is wrong."""

import hashlib
import re
from pathlib import Path

import pytest
from conftest import POLISH, PROJECT, change, new_process, read_tree

from sitegen import pairs, translate, verdicts
from sitegen.known import FOLDER
from sitegen.memo import Memo
from sitegen.model import Language, Separators
from sitegen.pipeline import build
from sitegen.verdicts import SoundPairs

KNOWN = f"{FOLDER}/sound-pairs"


def use(monkeypatch: pytest.MonkeyPatch, sound: SoundPairs) -> None:
    """Have the generator know some pairs, and nothing of how pages stand."""
    monkeypatch.setattr("sitegen.chapters.MEMO", Memo())
    for module in ("translate", "chapters", "pipeline"):
        monkeypatch.setattr(f"sitegen.{module}.SOUND", sound)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a process that knows no pair."""
    use(monkeypatch, SoundPairs())
    translate._pair_faults.cache_clear()  # noqa: SLF001


def kept(root: Path) -> SoundPairs:
    """Return what a new process would know."""
    sound = SoundPairs()
    sound.load(root)
    return sound


@pytest.mark.usefixtures("fresh")
def test_a_pair_that_was_found_sound_is_not_compared_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is the same, byte for byte."""
    new_process()
    monkeypatch.setenv("SITEGEN_WORKERS", "1")  # what other processes compare is not seen here
    build(small, tmp_path / "first")
    use(monkeypatch, kept(small))
    translate._pair_faults.cache_clear()  # noqa: SLF001
    compared: list[str] = []
    judge = pairs.pair_faults

    def watched(english: str, *others: object) -> object:
        compared.append(english)
        return judge(english, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("sitegen.translate.pair_faults", watched)
    build(small, tmp_path / "second")

    assert read_tree(tmp_path / "second") == read_tree(tmp_path / "first")
    assert set(compared) == {"Movements: {week.movements} weeks, or 16–24 weeks"}  # which has faults


def test_another_letter_language_or_code_is_another_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the letters move from one side to the other."""
    sound = SoundPairs()
    arabic = Language("ar", "ar", "ar", "rtl", "Arab", "", "human")
    keys = {
        sound.key("ab", "c", POLISH),
        sound.key("a", "bc", POLISH),
        sound.key("ab", "d", POLISH),
        sound.key("ab", "c", arabic),
        sound.key("ab", "c", POLISH._replace(separators=Separators(".", ","))),
    }
    monkeypatch.setattr(verdicts, "_JUDGES", ("pairs.py",))
    assert len(keys | {SoundPairs().key("ab", "c", POLISH)}) == 6


@pytest.mark.usefixtures("fresh")
def test_a_harmed_record_is_none(small: Path, tmp_path: Path) -> None:
    """Whichever byte is flipped."""
    build(small, tmp_path / "site")
    path = small / KNOWN
    sound = path.read_bytes()
    assert kept(small)._known  # noqa: SLF001
    for place in range(0, len(sound), max(1, len(sound) // 200)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert not kept(small)._known  # noqa: SLF001
    cut = sound[32:-3]  # with its digest, as of another form
    for harmed in (b"", sound[:-3], sound[:31], hashlib.sha256(cut).digest() + cut):
        path.write_bytes(harmed)
        assert not kept(small)._known  # noqa: SLF001


def test_a_record_of_too_many_pairs_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With those that were found last; most of the others were edited away."""
    monkeypatch.setattr(verdicts, "_MOST", 3)
    sound = kept(tmp_path)
    old, new = [bytes([number]) * 16 for number in (1, 5, 3)], [bytes([number]) * 16 for number in (4, 2)]
    for keys in (old, new):
        sound.add(*keys)
        sound.save()
        assert all(kept(tmp_path).has(key) for key in keys)

    assert not any(kept(tmp_path).has(key) for key in old)


@pytest.mark.usefixtures("fresh")
def test_a_translation_that_goes_wrong_is_found_although_it_was_sound(small: Path, tmp_path: Path) -> None:
    """One number changed is another pair: the English stands in its place."""
    build(small, tmp_path / "site")
    assert "Po polsku: Less than 5 &lt; 6" in (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")
    change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: Less than 5 < 6", "Po polsku: Less than 5 < 7")
    build(small, tmp_path / "site")

    assert "5 &lt; 7" not in (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")


def test_all_the_code_that_judges_a_pair_is_in_its_digest() -> None:
    """What pairs.py imports of the generator, and what that imports."""
    waiting, found = ["pairs"], set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            text = (PROJECT / f"sitegen/{name}.py").read_text("utf-8")
            waiting += re.findall(r'^(?:from|.*import_module\(") ?sitegen\.(\w+)', text, re.MULTILINE)

    assert {f"{name}.py" for name in found} == set(verdicts._JUDGES)  # noqa: SLF001
