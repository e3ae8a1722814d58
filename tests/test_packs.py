"""Packs go out to translators and come back; nothing is lost and nothing wrong comes in."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import polib
import pytest
from conftest import SMALL, change, stand_ins
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.catalogues import parse_catalogue
from sitegen.cli import main
from sitegen.entries import Catalogue, Entry, format_catalogue, new_entry, new_header, with_translation
from sitegen.limits import PO_BYTES
from sitegen.model import Key, Language
from sitegen.packs import README, entry_faults, export_pack, exported_digest, unit_name
from sitegen.po_lines import one_line
from sitegen.problems import MEND, Problem, SiteError, UsageError
from sitegen.project import Project, load_project
from sitegen.returns import Imported, import_pack
from sitegen.translate import State
from sitegen.update import update_catalogues, write_whole
from sitegen.xliff import Part, Unit, format_xliff, parse_xliff

NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
PLURAL = '<p>{{ t("{count} page of ours", "{count} pages of ours", count=3) }}</p>\n'
Fill = Callable[[str, Callable[[str], str]], str]


def loaded(root: Path) -> Project:
    """Return a project that must be sound."""
    problems: list[Problem] = []
    project = load_project(root, problems)
    assert not problems
    return project


def language_of(project: Project, code: str) -> Language:
    return next(language for language in project.languages if language.code == code)


def parsed(text: str, language: Language) -> Catalogue:
    """Return a catalogue that must be sound."""
    problems: list[Problem] = []
    catalogue = parse_catalogue("a.po", text, language.code, language.plural_forms, problems)
    assert catalogue, problems
    return catalogue


def at(path: str, catalogue: Catalogue) -> Catalogue:
    """Return a catalogue as read from a place."""
    return Catalogue(
        path, catalogue.header, catalogue.header_lines, catalogue.entries, catalogue.tail, catalogue.newline
    )


def with_changes(project: Project, language: Language, changed: Mapping[str, str]) -> Project:
    """Return the project with changed catalogues, as read from their files."""
    own = {
        name: at(catalogue.path, parsed(changed[catalogue.path], language)) if catalogue.path in changed else catalogue
        for name, catalogue in project.catalogues[language.code].items()
    }
    return project._replace(catalogues={**project.catalogues, language.code: own})


def emptied(project: Project, language: Language, name: str) -> Project:
    """Return the project with a catalogue that has its texts and no translation."""
    catalogue = project.catalogues[language.code][name]
    live = [entry for entry in catalogue.entries if not entry.obsolete]
    entries = (new_entry(one.key, one.plural, one.notes, one.references, len(one.strings)) for one in live)
    text = format_catalogue(catalogue.with_entries(tuple(entries)))
    return with_changes(project, language, {catalogue.path: text})


def fill_po(text: str, words: Callable[[str], str]) -> str:
    """Translate a PO file with a library that is not ours."""
    catalogue = polib.pofile(text)
    for entry in catalogue:
        english = entry.msgid_plural or entry.msgid
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, words(english))
        else:
            entry.msgstr = words(english)
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
    return str(catalogue)


def fill_xliff(text: str, words: Callable[[str], str]) -> str:
    """Translate an XLIFF file with a library that is not ours, which writes prefixes of its own."""
    root = ET.fromstring(text)  # noqa: S314
    for unit in root.iter(f"{NAMESPACE}trans-unit"):
        target = unit.find(f"{NAMESPACE}target")
        assert target is not None
        target.text = words(unit.findtext(f"{NAMESPACE}source", ""))
        target.set("state", "translated")
        for element in (unit, target):
            element.attrib = dict(reversed(element.attrib.items()))
    return ET.tostring(root, encoding="unicode")


def returned(project: Project, language: Language, name: str, text: str, *, replace: bool = False) -> Imported:
    return import_pack(project, language, name, text.encode(), replace=replace)


SMALL_PROJECT = loaded(SMALL)
POLISH = language_of(SMALL_PROJECT, "pl")
HELP = "locales/pl/LC_MESSAGES/help.po"
FUZZY = "Po polsku: Care is free."
FILLS = pytest.mark.parametrize(("end", "fill"), [("po", fill_po), ("xlf", fill_xliff)])


def in_polish(english: str) -> str:
    """Return a translation that no check refuses."""
    return f"Po polsku: {english}"


def msgcat(text: str) -> str:
    """Return a PO file as gettext writes it."""
    tool = shutil.which("msgcat")
    assert tool, "msgcat is not installed; `make test` as root installs gettext"
    return subprocess.run([tool, "-"], input=text.encode(), capture_output=True, check=True, timeout=60).stdout.decode()


def texts_of(pack: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a pack that have texts."""
    return {name: text for name, text in pack.items() if name.endswith((".po", ".xlf"))}


def is_open(project: Project, language: Language, entry: Entry) -> bool:
    """Tell whether a live entry needs a translator."""
    unfit = bool(entry_faults(entry, language, project.inline))
    return not entry.obsolete and (entry.fuzzy or not all(entry.strings) or unfit)


@pytest.mark.parametrize("everything", [True, False], ids=["all", "open"])
@pytest.mark.parametrize("size", ["small", "real"])
def test_everything_exported_and_imported_changes_nothing(size: str, everything: bool, real: Project) -> None:
    """In both formats, as exported and as saved by other programs; unchanged unfinished texts are no news."""
    project = real if size == "real" else SMALL_PROJECT
    rounds = 0
    for language in stand_ins(project)[1:2] if size == "real" else project.languages[1:]:
        updated = with_changes(project, language, update_catalogues(project, [language]))
        files = texts_of(export_pack(updated, language, everything=everything))
        assert not everything or len(files) == 2 * len(project.catalogues[language.code])
        for name, text in files.items():
            saved = [text]
            if name.endswith(".po"):
                saved += [str(polib.pofile(text)), msgcat(text), str(polib.pofile(msgcat(text)))]
            else:
                saved.append(ET.tostring(ET.fromstring(text)).decode())  # noqa: S314
            for content in saved:
                assert returned(updated, language, "x", content) == Imported({}, (), 0), name
                rounds += 1
    assert rounds or (size, everything) == ("real", False)  # where all is translated nothing is open


def test_only_what_is_open_goes_out() -> None:
    """What is missing, fuzzy or cannot be shown; nothing at all where nothing is."""
    files = export_pack(SMALL_PROJECT, POLISH)
    exported = [entry for name, text in files.items() if name.endswith(".po") for entry in parsed(text, POLISH).entries]
    live = (entry for one in SMALL_PROJECT.catalogues["pl"].values() for entry in one.entries)
    wanted = [entry for entry in live if is_open(SMALL_PROJECT, POLISH, entry)]

    assert {State.MISSING, State.FUZZY, State.INVALID} == {
        State.MISSING if not all(one.strings) else State.FUZZY if one.fuzzy else State.INVALID for one in wanted
    }
    assert {(one.key, one.strings, one.references, one.made_for) for one in exported} == {
        (one.key, one.strings, one.references, one.made_for) for one in wanted
    }
    notes = {one.key: one.notes for one in exported}
    assert all(notes[one.key][: len(one.notes)] == one.notes for one in wanted)
    assert "Polish" in files[README]
    assert not export_pack(SMALL_PROJECT, language_of(SMALL_PROJECT, "ar"))
    with pytest.raises(UsageError):
        export_pack(SMALL_PROJECT, SMALL_PROJECT.languages[0])
    with pytest.raises(UsageError):
        returned(SMALL_PROJECT, SMALL_PROJECT.languages[0], "x", files["pl-help.po"])


def test_english_of_today_goes_out_before_an_update_too(small: Path) -> None:
    """It comes in when the catalogue has it."""
    change(small / "content/help/now.md", "Do not wait.", "Do not wait at all, please.")
    project = loaded(small)
    text = export_pack(project, POLISH)["pl-help.po"]
    assert 'msgid "Do not wait at all, please."' in text
    filled = fill_po(text, lambda english: f"Po {english}")
    assert "run build.py update" in str(returned(project, POLISH, "x.po", filled).rejected)

    write_whole(project, update_catalogues(project, [POLISH]))
    result = returned(loaded(small), POLISH, "x.po", filled)
    assert not result.rejected
    assert 'msgid "Do not wait at all, please."\nmsgstr "Po Do not wait at all, please."' in result.changed[HELP]


WORDS = st.text(
    st.sampled_from("aż\"'&\\ \nאبـ𝒜🤰\u200f\u0301"),  # no semicolon: "&a;" is a character code, which is refused
    min_size=1,
    max_size=12,
).map(lambda text: f"Po {text} x")


@FILLS
@settings(max_examples=15, deadline=None)
@given(words=WORDS)
def test_what_is_filled_in_comes_back_exactly(end: str, fill: Fill, words: str) -> None:
    """All that was open is finished then; no other entry, comment or line differs."""
    files = export_pack(SMALL_PROJECT, POLISH)
    for name, text in files.items():
        if name.endswith(end):
            result = returned(SMALL_PROJECT, POLISH, "any name", fill(text, lambda english: f"{words} {english}"))
            assert not result.rejected
            ((path, changed),) = result.changed.items()
            before = SMALL_PROJECT.catalogues["pl"][Path(path).stem]
            after = parsed(changed, POLISH)
            opened = [one for one in before.entries if is_open(SMALL_PROJECT, POLISH, one)]
            assert result.taken == len(opened)
            for old, new in zip(before.entries, after.entries, strict=True):
                if old in opened:
                    assert new.strings == (f"{words} {new.key.text}",)
                    assert not new.fuzzy
                    assert not any("#|" in line for line in new.lines)
                    assert (new.notes, new.references) == (old.notes, old.references)
                else:
                    assert new.lines == old.lines


@FILLS
def test_the_real_project_comes_back_from_empty(end: str, fill: Fill, real: Project) -> None:
    """What the real translations say survives a whole round in each format."""
    for language in stand_ins(real)[1:2]:
        updated = with_changes(real, language, update_catalogues(real, [language]))
        bare = updated
        for name in updated.catalogues[language.code]:
            bare = emptied(bare, language, name)
        pack = export_pack(bare, language)
        for name, catalogue in updated.catalogues[language.code].items():
            said = {one.key.text: one.strings[0] for one in catalogue.entries if not one.obsolete and not one.fuzzy}
            result = returned(bare, language, "x", fill(pack[f"{language.code}-{name}.{end}"], said.__getitem__))
            sound = {one.key.text: one.strings[0] for one in parsed(result.changed[catalogue.path], language).entries}
            assert sound == said
            assert not result.rejected


TEXT = st.text(
    st.sampled_from("ab\"'&<>]\\\n\t אب𝒜🤰\u200f\u2067;")
    | st.characters(codec="utf-8", categories=["L", "N", "P", "S", "M"]),
    min_size=1,
).filter(lambda text: bool(text.strip()) and text == text.strip("\n"))


@settings(max_examples=200, deadline=None)
@given(context=st.just("") | TEXT, english=TEXT, translation=TEXT)
def test_any_text_and_context_survives_in_both_formats(context: str, english: str, translation: str) -> None:
    """Quotation marks, ampersands, new lines, tabs, right-to-left and astral characters."""
    key = Key(context, english)
    unit = Unit(unit_name(key), english, translation, "translated", context=context)
    text = format_xliff(Part("a.po", "pl", (unit,)))
    problems: list[Problem] = []
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), ET.tostring(ET.fromstring(text))):  # noqa: S314
        (part,) = parse_xliff("a.xlf", content, problems)
        (found,) = part.units
        assert (found.name, found.source, found.target) == (unit.name, english, translation)
    contexts = [one.text for one in ET.fromstring(text).iter(f"{NAMESPACE}context")]  # noqa: S314
    assert contexts == [context] * bool(context)

    entry = with_translation(new_entry(key, "", (), (), 1), translation, None)
    header = new_header("pl", POLISH.plural_forms)
    (read,) = parsed(str(polib.pofile(format_catalogue(Catalogue("", {}, header, (entry,))))), POLISH).entries
    assert (read.key, read.strings) == (key, (translation,))


def test_gettext_finds_no_fault_in_exported_files(tmp_path: Path, plural: Project, real: Project) -> None:
    """Headers, formats and plurals are as it wants them."""
    tool = shutil.which("msgfmt")
    assert tool, "msgfmt is not installed; `make test` as root installs gettext"
    for project in (real, plural):
        some = stand_ins(project) if project is not plural else project.languages[1:]
        files = (item for one in some for item in export_pack(project, one, everything=True).items())
        for name, text in files:
            if name.endswith(".po"):
                path = tmp_path / name
                path.write_text(text, "utf-8", newline="")
                subprocess.run([tool, "-c", "-o", "/dev/null", str(path)], check=True, timeout=60)


@pytest.fixture
def plural(small: Path) -> Project:
    """Give the small project with a text that has plural forms."""
    page = small / "templates/page.html"
    page.write_text(page.read_text("utf-8") + PLURAL, "utf-8")
    project = loaded(small)
    write_whole(project, update_catalogues(project, [POLISH]))
    return loaded(small)


@FILLS
def test_plural_forms_come_back_complete_or_not_at_all(end: str, fill: Fill, plural: Project) -> None:
    """Each form is a unit of its own in XLIFF; one that says its number in words may leave it out."""
    text = export_pack(plural, POLISH)[f"pl-interface.{end}"]
    result = returned(plural, POLISH, "x", fill(text, lambda english: english.replace("{count} ", "Po ")))
    (changed,) = result.changed.values()
    forms = ("Po page of ours",) + ("Po pages of ours",) * 2 if end == "xlf" else ("Po pages of ours",) * 3
    entry = parsed(changed, POLISH)[Key("", "{count} page of ours")]
    assert (entry.strings, entry.plural, result.taken) == (forms, "{count} pages of ours", 1)
    assert returned(with_changes(plural, POLISH, result.changed), POLISH, "x", text).taken == 0

    filled = fill(text, lambda english: english)
    empty = filled.replace('msgstr[1] "{count} pages of ours"', 'msgstr[1] ""')
    empty = empty.replace("{count} pages of ours</ns0:target>", "</ns0:target>", 1)
    (problem,) = returned(plural, POLISH, "x", empty).rejected
    assert "its plural form [1] is empty" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "count", "reason"),
    [
        (r"\[([12])\]\"", lambda found: f'[{3 - int(found[1])}]"', 0, "once each and in this order; mend the ids"),
        ('state="translated"', 'state="needs-translation"', 1, "it is still marked as unfinished"),
    ],
    ids=["changed places", "one is not finished"],
)
def test_plural_forms_that_are_not_as_they_went_out_are_refused(
    old: str, new: str | Callable[[re.Match[str]], str], count: int, reason: str, plural: Project
) -> None:
    """They are made from the same English, so nothing else would tell; a family would read it with some numbers."""
    text = fill_xliff(export_pack(plural, POLISH)["pl-interface.xlf"], lambda english: english)
    altered = re.sub(old, new, text, count=count)
    assert altered != text
    result = returned(plural, POLISH, "x", altered)

    assert result.taken == 0
    assert reason in result.rejected[0].message


def test_plural_forms_of_another_english_are_refused(plural: Project) -> None:
    """Whether the file or the catalogue is the older one."""
    text = fill_po(export_pack(plural, POLISH)["pl-interface.po"], lambda english: english)
    (problem,) = returned(plural, POLISH, "x", text.replace("pages of ours", "sheets of ours")).rejected
    assert "interface has no such English text today" in problem.message

    change(plural.root / "templates/page.html", '"{count} pages of ours"', '"{count} sheets of ours"')
    (problem,) = returned(loaded(plural.root), POLISH, "x", text.replace("pages of ours", "sheets of ours")).rejected
    assert "the catalogue does not have it yet; run build.py update" in problem.message


@pytest.mark.parametrize("words", ["Nie czekaj.\n", "\nNie czekaj.", " \n"])
def test_a_new_line_at_an_end_of_a_translation_is_refused(words: str) -> None:
    """The catalogue could not be read any more: gettext wants both sides alike."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    text = fill_xliff(
        export_pack(bare, POLISH)["pl-help.xlf"], lambda english: words if english == ENGLISH else in_polish(english)
    )
    (problem,) = returned(bare, POLISH, "x", text).rejected

    assert f'"{ENGLISH}" was not taken: it is blank, or begins or ends with a new line' in problem.message


def without_marks(text: str) -> str:
    """Return a file of a pack as a program leaves it that drops the notes by which an import knows the old words."""
    return re.sub(r"\n(#\. Exported as: |<(?:ns0:)?note>Exported as: ).*", "", text)


@FILLS
def test_plural_forms_that_are_not_whole_are_filled_without_marks_too(end: str, fill: Fill, plural: Project) -> None:
    """There is nothing finished that could be lost."""
    text = without_marks(fill(export_pack(plural, POLISH)[f"pl-interface.{end}"], lambda english: english))
    catalogue = plural.catalogues["pl"]["interface"]
    partly = format_catalogue(catalogue).replace('msgstr[0] ""', 'msgstr[0] "{count} strona"')
    result = returned(with_changes(plural, POLISH, {catalogue.path: partly}), POLISH, "x", text)
    assert (result.taken, result.rejected) == (1, ())


ENGLISH = "Do not wait."
BAD_WORDS = {
    "Nie czekaj 5 dni.": "the numbers differ",
    "Nie czekaj {1}.": "the token {1} is not in the English",
    "Nie <b>czekaj</b>.": "",
    "Nie czekaj\u200b.": "invisible character",
}


@FILLS
@pytest.mark.parametrize(("words", "reason"), BAD_WORDS.items(), ids=range(len(BAD_WORDS)))
def test_a_wrong_translation_is_refused_and_all_others_come_in(end: str, fill: Fill, words: str, reason: str) -> None:
    """With its line in the file that came back."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    text = fill(
        export_pack(bare, POLISH)[f"pl-help.{end}"],
        lambda english: words if english == ENGLISH else in_polish(english),
    )
    result = returned(bare, POLISH, "back", text)
    (problem,) = result.rejected
    assert problem.path == "back"
    assert reason in problem.message
    assert ENGLISH in "\n".join(text.split("\n")[problem.line - 1 : problem.line + 2])
    catalogue = parsed(result.changed[HELP], POLISH)
    assert {one.key.text for one in catalogue.entries if not all(one.strings)} == {ENGLISH}


@pytest.mark.parametrize(
    "sign", ["\t", "&#13;", "\x7f", "\u2028", "\u202e", "\ue000", "\ufeff", "\ufffe", "\uffff", "\x01"]
)
def test_no_character_that_a_catalogue_cannot_hold_comes_in(sign: str) -> None:
    """It is refused with its text, or as no XML at all."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    open_target = f'{ENGLISH}</source>\n<target state="needs-translation">'
    text = export_pack(bare, POLISH)["pl-help.xlf"].replace(open_target, f"{open_target}Nie{sign}czekaj.")
    result = returned(bare, POLISH, "x", text)
    assert (len(result.rejected), result.taken) == (1, 0)


@FILLS
def test_a_text_whose_english_changed_is_refused(end: str, fill: Fill, small: Path) -> None:
    """Whether the catalogues were brought up to date since or not."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    text = fill(export_pack(bare, POLISH)[f"pl-help.{end}"], in_polish)
    change(small / "content/help/now.md", ENGLISH, "Do not wait at all, please.")
    stale = emptied(loaded(small), POLISH, "help")
    write_whole(stale, update_catalogues(stale, [POLISH]))
    for project in (stale, loaded(small)):
        result = returned(project, POLISH, "x", text)
        (problem,) = result.rejected
        assert "it changed or went" in problem.message
        assert result.taken


def test_an_unfinished_text_is_left_alone_and_told_if_its_words_are_new() -> None:
    """A fuzzy mark, a review state, or a program's own proposal; the catalogue stays as it is."""
    files = export_pack(SMALL_PROJECT, POLISH)
    po = files["pl-help.po"]
    assert "#, fuzzy" in po
    changed = po.replace('msgstr "Po polsku: Care is free."', 'msgstr "Po nowemu"')
    (problem,) = returned(SMALL_PROJECT, POLISH, "x", changed).rejected
    assert "still marked as unfinished" in problem.message

    xliff = files["pl-help.xlf"].replace(">Po polsku: Care is free.</target>", ">Po nowemu</target>")
    (problem,) = returned(SMALL_PROJECT, POLISH, "x", xliff).rejected
    assert "still marked as unfinished" in problem.message


def test_new_words_without_the_flag_are_finished_although_their_former_english_is_there(small: Path) -> None:
    """Some editors take away the flag alone; words that nobody touched are no news then."""
    change(small / "content/help/now.md", "Ask your midwife if:", "Ask your own midwife if:")
    project = loaded(small)
    write_whole(project, update_catalogues(project, [POLISH]))
    text = export_pack(loaded(small), POLISH)["pl-help.po"]
    former = '#, fuzzy\n#| msgid "Ask your midwife if:"\n'
    assert former in text
    bare = text.replace(former, former.removeprefix("#, fuzzy\n"))
    assert returned(loaded(small), POLISH, "x", bare) == Imported({}, (), 0)

    mended = bare.replace('"Po polsku: Ask your midwife if:"', '"Zapytaj swoją położną, jeśli:"')
    result = returned(loaded(small), POLISH, "x", mended)
    assert (result.taken, result.rejected) == (1, ())
    assert '#| msgid "Ask your midwife if:"' not in result.changed[HELP]


def without_flags(text: str) -> str:
    """Return a PO file as a tool writes it that knows neither flags nor former English."""
    return re.sub(r"(?m)^#[,|].*\n", "", text)


@pytest.mark.parametrize("keep", [lambda text: text, without_marks], ids=["marks", "no marks"])
def test_a_tool_that_drops_all_flags_finishes_nothing_that_nobody_touched(keep: Callable[[str], str]) -> None:
    """A former English's translation would be shown; what a person changed comes in, and the rest once it was read."""
    text = keep(export_pack(SMALL_PROJECT, POLISH)["pl-help.po"])
    bare = without_flags(text)
    assert bare != text

    back = returned(SMALL_PROJECT, POLISH, "x", bare)
    assert (back.changed, back.taken, back.unmarked) == ({}, 0, 1)
    mended = returned(SMALL_PROJECT, POLISH, "x", bare.replace(FUZZY, "Opieka jest darmowa."))
    assert (mended.taken, mended.unmarked) == (1, 0)
    read = import_pack(SMALL_PROJECT, POLISH, "x", bare.encode(), finished=True)
    assert (read.taken, read.unmarked) == (1, 0)
    (entry,) = [one for one in parsed(read.changed[HELP], POLISH).entries if one.key.text == "Care is free."]
    assert not entry.fuzzy


def test_a_file_that_still_marks_something_is_believed_in_what_it_does_not_mark() -> None:
    """Who finds a translation right as it is takes the mark away and leaves the words."""
    text = export_pack(SMALL_PROJECT, POLISH)["pl-help.po"]
    mine = 'msgctxt "paragraph"\nmsgid "Care is free."'
    one = text.replace(f"#, fuzzy\n{mine}", mine)
    assert one != text
    assert "#, fuzzy" in one
    result = returned(SMALL_PROJECT, POLISH, "x", one)

    assert (result.taken, result.rejected, result.unmarked) == (1, (), 0)


def test_a_command_says_what_came_back_unmarked_and_what_to_do(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many they are, and how they come in."""
    back = tmp_path / "back.po"
    back.write_text(without_flags(export_pack(loaded(small), POLISH)["pl-help.po"]), "utf-8")
    assert main(["import", "pl", str(back), "--root", str(small)]) == MEND
    told = capsys.readouterr().err
    assert "1 unfinished text came back as it was, and the file marks none as unfinished" in told
    assert "with --finished if a person has read each" in told
    main(["import", "pl", str(back), "--finished", "--root", str(small)])
    assert "1 text taken in" in capsys.readouterr().out


def test_words_in_a_target_whose_state_a_program_left_come_in() -> None:
    """But a copy of the English, or what a program says it proposed, does not."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    text = export_pack(bare, POLISH)["pl-help.xlf"]
    open_target = f'{ENGLISH}</source>\n<target state="needs-translation">'
    assert open_target in text
    for new, taken in (
        (f"{open_target}Nie czekaj.", 1),
        (f'{ENGLISH}</source>\n<target><mrk mtype="seg">Nie czekaj.</mrk>', 1),
        (f"{open_target}{ENGLISH}", 0),
        (f'{ENGLISH}</source>\n<target state="new" state-qualifier="mt-suggestion">Nie czekaj.', 0),
        (f'{ENGLISH}</source>\n<target state="translated">Nie <ph id="1">x</ph>czekaj.', 0),
        (f'{ENGLISH} Now.</source>\n<target state="translated">Nie czekaj.', 0),
    ):
        result = returned(bare, POLISH, "x", text.replace(open_target, new))
        assert (result.taken, len(result.rejected)) == (taken, 1 - taken), new
    twice = text.replace(open_target, f"{open_target}Nie czekaj.")
    begin = twice.index("<trans-unit")
    units = twice[begin : twice.index("</body>")]
    assert "stands twice" in str(returned(bare, POLISH, "x", twice.replace(units, units * 2)).rejected)
    emphasised = twice.replace("<note>", "<note><b>See</b> ")
    assert returned(bare, POLISH, "x", emphasised).changed == returned(bare, POLISH, "x", twice).changed
    other = twice.replace(
        "</target>\n", '</target>\n<alt-trans><source>A</source><target state="final">B</target></alt-trans>\n'
    )
    assert returned(bare, POLISH, "x", other).changed == returned(bare, POLISH, "x", twice).changed


def test_a_translator_sees_what_a_suggestion_was_made_for(small: Path) -> None:
    """The English of then, in both formats; confirmed without a change it is finished."""
    change(small / "content/help/now.md", "Ask your midwife if:", "Ask your own midwife if:")
    project = loaded(small)
    write_whole(project, update_catalogues(project, [POLISH]))
    files = export_pack(loaded(small), POLISH)
    assert '#| msgid "Ask your midwife if:"\nmsgid "Ask your own midwife if:"\n' in files["pl-help.po"]
    assert "<note>The translation was made for: Ask your midwife if:</note>" in files["pl-help.xlf"]

    confirmed = files["pl-help.xlf"].replace("needs-review-translation", "translated")
    changed = returned(loaded(small), POLISH, "x", confirmed).changed[HELP]
    assert '\nmsgid "Ask your own midwife if:"\nmsgstr "Po polsku: Ask your midwife if:"\n' in changed
    assert "#|" not in changed


def with_words(project: Project, words: str, *, fuzzy: bool = False, english: str = ENGLISH) -> Project:
    """Return the small project with other Polish words for a text."""
    catalogue = project.catalogues["pl"]["help"]
    key = next(one.key for one in catalogue.entries if one.key.text == english)
    new = with_translation(catalogue[key], words, key if fuzzy else None)
    entries = tuple(new if one is catalogue[key] else one for one in catalogue.entries)
    return with_changes(project, POLISH, {HELP: format_catalogue(catalogue.with_entries(entries))})


def offer_of(end: str, words: str, *, unmarked: bool = False) -> str:
    """Return the whole of the small project's help as exported, with other Polish words for a text."""
    text = export_pack(SMALL_PROJECT, POLISH, everything=True)[f"pl-help.{end}"]
    text = without_marks(text) if unmarked else text
    old = f"Po polsku: {ENGLISH}"
    assert text.count(old) == 1
    return text.replace(old, words)


ENDS = pytest.mark.parametrize("end", ["po", "xlf"])
OLD, NEWER, OFFERED = f"Po polsku: {ENGLISH}", "Nie czekaj wcale.", "Nie czekaj."


@ENDS
def test_an_old_pack_does_not_undo_newer_work(end: str) -> None:
    """The text is rejected with both words at hand, all else is taken; who wants it says so."""
    newer = with_words(SMALL_PROJECT, NEWER)
    text = offer_of(end, OFFERED)
    result = returned(newer, POLISH, "back", text)
    (problem,) = result.rejected
    assert result.changed == {}
    assert f'"{ENGLISH}" was not taken: the catalogue\'s translation was changed' in problem.message
    assert NEWER in problem.message
    assert "--replace" in problem.message
    assert OFFERED in "\n".join(text.split("\n")[problem.line - 1 : problem.line + 3])

    assert OFFERED in returned(newer, POLISH, "back", text, replace=True).changed[HELP]
    unchanged = returned(SMALL_PROJECT, POLISH, "back", text)
    assert (unchanged.taken, unchanged.rejected) == (1, ())
    same = returned(with_words(SMALL_PROJECT, OFFERED), POLISH, "back", text)
    assert same == Imported({}, (), 0)
    emptied_since = returned(emptied(SMALL_PROJECT, POLISH, "help"), POLISH, "back", text)
    assert (emptied_since.taken, emptied_since.rejected) == (1, ())


@ENDS
@pytest.mark.parametrize("replaced", [False, True])
def test_what_a_translator_did_not_touch_undoes_nothing(end: str, replaced: bool) -> None:
    """Neither newer words nor a newer mark that somebody has to look at it."""
    text = offer_of(end, OLD)
    for words, fuzzy in ((NEWER, False), (OLD, True), (NEWER, True)):
        newer = with_words(SMALL_PROJECT, words, fuzzy=fuzzy)
        assert returned(newer, POLISH, "back", text, replace=replaced) == Imported({}, (), 0)


@ENDS
def test_a_suggestion_that_was_finished_since_is_kept(end: str) -> None:
    """The words are as they were exported, but a person has confirmed them."""
    fuzzy = "Care is free."
    finished = with_words(SMALL_PROJECT, f"Po polsku: {fuzzy}", english=fuzzy)
    text = export_pack(SMALL_PROJECT, POLISH)[f"pl-help.{end}"].replace(f"Po polsku: {fuzzy}", "Opieka jest darmowa.")
    text = text.replace("needs-review-translation", "translated").replace("#, fuzzy\n", "")
    (problem, other) = sorted(returned(finished, POLISH, "back", text).rejected)
    assert "finished since this file was exported" in problem.message
    assert "the token {week.movements} is missing" in other.message
    assert returned(SMALL_PROJECT, POLISH, "back", text).taken == 1


@ENDS
def test_without_its_mark_a_text_replaces_nothing_finished(end: str) -> None:
    """A tool may drop notes: what is empty, fuzzy or cannot be shown is filled, and the same words are no news."""
    (problem,) = returned(SMALL_PROJECT, POLISH, "back", offer_of(end, OFFERED, unmarked=True)).rejected
    assert "does not say which translation" in problem.message
    assert OLD in problem.message
    taken = returned(SMALL_PROJECT, POLISH, "back", offer_of(end, OFFERED, unmarked=True), replace=True)
    assert OFFERED in taken.changed[HELP]
    assert returned(SMALL_PROJECT, POLISH, "back", offer_of(end, OLD, unmarked=True)) == Imported({}, (), 0)
    for project in (emptied(SMALL_PROJECT, POLISH, "help"), with_words(SMALL_PROJECT, NEWER, fuzzy=True)):
        assert OFFERED in returned(project, POLISH, "back", offer_of(end, OFFERED, unmarked=True)).changed[HELP]
    unfit = with_words(SMALL_PROJECT, "Nie czekaj 5 dni.")
    assert OFFERED in returned(unfit, POLISH, "back", offer_of(end, OFFERED, unmarked=True)).changed[HELP]


def target_of(words: str, attributes: str = "", unit: str = "") -> str:
    """Return the open texts in Polish with another target for the fuzzy one, and attributes for its unit."""
    text = export_pack(SMALL_PROJECT, POLISH)["pl-help.xlf"]
    before, old, after = text.partition(f'<target state="needs-review-translation">{FUZZY}')
    assert old
    head, begin, unit_id = before.rpartition("<trans-unit")
    return f"{head}{begin}{unit}{unit_id}<target{attributes}>{words}{after}"


@pytest.mark.parametrize("keep", [lambda text: text, without_marks], ids=["marks", "no marks"])
@pytest.mark.parametrize("state", ["", ' state="new"', ' state="needs-translation"'])
def test_a_state_that_a_tool_dropped_finishes_nothing_that_nobody_touched(
    state: str, keep: Callable[[str], str]
) -> None:
    """A former English's translation would be shown; other words, or a state that says so, are a person's."""
    assert returned(SMALL_PROJECT, POLISH, "x", keep(target_of(FUZZY, state))) == Imported({}, (), 0)
    assert returned(SMALL_PROJECT, POLISH, "x", keep(target_of("Opieka jest darmowa.", state))).taken == 1
    assert returned(SMALL_PROJECT, POLISH, "x", keep(target_of(FUZZY, ' state="final"'))).taken == 1
    assert returned(SMALL_PROJECT, POLISH, "x", keep(target_of(FUZZY, "", ' approved="yes"'))).taken == 1


@pytest.mark.parametrize("state", ["", ' state="new"', ' state="translated"', ' state="final"'])
def test_a_unit_that_is_not_approved_is_not_finished(state: str) -> None:
    """Its words are told where they are new."""
    (problem,) = returned(SMALL_PROJECT, POLISH, "x", target_of("Po nowemu", state, ' approved="no"')).rejected
    assert "still marked as unfinished" in problem.message
    assert returned(SMALL_PROJECT, POLISH, "x", target_of(FUZZY, state, ' approved="no"')) == Imported({}, (), 0)


def test_words_that_a_translator_deleted_are_left_out() -> None:
    """A tool that tracks changes keeps them in the file."""
    words = (
        'Opieka <mrk mtype="x-sdl-deleted">nie <mrk mtype="x-sdl-comment">jest</mrk> </mrk>'
        '<mrk mtype="x-sdl-added">jest darmowa</mrk>.'
    )
    result = returned(SMALL_PROJECT, POLISH, "x", target_of(words, ' state="translated"'))
    assert (result.taken, result.rejected) == (1, ())
    assert 'msgstr "Opieka jest darmowa."' in result.changed[HELP]


def tagged(end: str, tag: str) -> str:
    """Return a text with other words, in a file from a tool that writes another tag for the language."""
    text = offer_of(end, OFFERED)
    return text.replace("Language: pl", f"Language: {tag}").replace('target-language="pl"', f'target-language="{tag}"')


@ENDS
@pytest.mark.parametrize("tag", ["pl-PL", "pl_PL", "pl-pl", "PL"])
def test_a_territory_of_the_language_is_no_other_language(end: str, tag: str) -> None:
    """Tools write one of their own accord."""
    result = returned(SMALL_PROJECT, POLISH, "x", tagged(end, tag))
    assert (result.taken, result.rejected) == (1, ())


@ENDS
@pytest.mark.parametrize("tag", ["pl-US", "ar", "pl-Cyrl", "plx", "p", ""])
def test_another_language_is_refused_though_its_tag_is_longer(end: str, tag: str) -> None:
    """A script is another one, and a territory may be a language of its own on the site."""
    american = POLISH._replace(code="pl-US")
    project = SMALL_PROJECT._replace(languages=(*SMALL_PROJECT.languages, american))
    (problem,) = returned(project, POLISH, "x", tagged(end, tag)).rejected
    assert '"pl"' in problem.message or "Language: pl" in problem.message


@pytest.mark.parametrize("save", [lambda text: str(polib.pofile(text)), msgcat], ids=["polib", "msgcat"])
def test_marks_survive_other_programs(save: Callable[[str], str], real: Project) -> None:
    """On every text of the real project and language; long notes are broken into lines there."""
    for language in stand_ins(real)[1:2]:
        for name, text in export_pack(real, language, everything=True).items():
            if name.endswith(".po"):
                before, after = parsed(text, language), parsed(save(text), language)
                assert [exported_digest(one.notes) for one in after.entries] == [
                    exported_digest(one.notes) for one in before.entries
                ]
                assert all(exported_digest(one.notes) for one in after.entries)


UNFIT = "Movements: {week.movements} weeks, or 16–24 weeks"


@ENDS
def test_what_cannot_be_shown_goes_out_with_its_reason_and_comes_back_mended(end: str) -> None:
    """It is marked as unfinished, though in the catalogue it is not; mended it is finished."""
    text = export_pack(SMALL_PROJECT, POLISH)[f"pl-help.{end}"]
    if end == "po":
        (entry,) = [one for one in parsed(text, POLISH).entries if one.key.text == UNFIT]
        assert entry.fuzzy
        assert any(note.startswith("Cannot be shown: the token {week.movements} is missing") for note in entry.notes)
    else:
        (unit,) = [one for one in parse_xliff("x", text.encode(), [])[0].units if one.source == UNFIT]
        assert unit.state == "needs-review-translation"
        assert any(note.startswith("Cannot be shown: the token {week.movements} is missing") for note in unit.notes)

    mended = text.replace("Po polsku: Movements: weeks", "Po polsku: Movements: {week.movements} weeks")
    (problem,) = returned(SMALL_PROJECT, POLISH, "x", mended).rejected
    assert "still marked as unfinished" in problem.message
    confirmed = re.sub(r'#, fuzzy\n(msgid "Movements)', r"\1", mended)
    confirmed = re.sub(r"(Movements.*\n<target state=)\S+>", r'\1"translated">', confirmed)
    result = returned(SMALL_PROJECT, POLISH, "x", confirmed)
    assert (result.taken, result.rejected) == (1, ())
    assert f'msgid "{UNFIT}"\nmsgstr "Po polsku: {UNFIT}"' in result.changed[HELP]
    assert "Cannot be shown" not in result.changed[HELP]
    assert "Exported as" not in result.changed[HELP]

    as_it_was = confirmed.replace("Po polsku: Movements: {week.movements} weeks", "Po polsku: Movements: weeks")
    (problem,) = returned(SMALL_PROJECT, POLISH, "x", as_it_was).rejected
    assert "the token {week.movements} is missing" in problem.message


def test_each_text_says_where_it_stands(real: Project) -> None:
    """Page, headings and role, in both formats, for every text of every page of the real project."""
    language = real.languages[1]
    pack = export_pack(real, language, everything=True)
    for section, pages in real.sections.items():
        notes = {one.key: set(one.notes) for one in parsed(pack[f"{language.code}-{section}.po"], language).entries}
        (part,) = parse_xliff("x", pack[f"{language.code}-{section}.xlf"].encode(), [])
        units = {unit.name: set(unit.notes) for unit in part.units}
        for page, segment in ((one, segment) for one in pages for segment in one.segments):
            if segment.translatable:
                place = one_line(f"{' > '.join((page.title.text, *segment.trail))} · {segment.role}")
                assert place in notes[segment.key]
                assert place in units[unit_name(segment.key)]


def test_the_glossary_of_the_language_is_in_the_pack(small: Path) -> None:
    """The README tells of it where there is one; a broken one is told by its line."""
    assert "pl-glossary.csv" not in export_pack(SMALL_PROJECT, POLISH)
    assert "Glossary" not in export_pack(SMALL_PROJECT, POLISH)[README]
    path = small / "locales/glossary/pl.yaml"
    path.parent.mkdir()
    path.write_text('terms:\n  - term: "midwife"\n    translation: "położn"\n', "utf-8")
    pack = export_pack(loaded(small), POLISH)
    assert '"midwife","położn…",""' in pack["pl-glossary.csv"]
    assert "\nGlossary\n\npl-glossary.csv has" in pack[README]
    path.write_text("terms:\n  - term: x\n", "utf-8")
    with pytest.raises(SiteError, match=r"locales/glossary/pl\.yaml:2"):
        export_pack(loaded(small), POLISH)


BROKEN = {
    "nothing in it": '<xliff version="1.2"/>',
    "entities": '<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2"/>',
    "outside": '<?xml version="1.0"?>\n<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff/>',
    "cut off": '<xliff version="1.2">\n<file>',
    "undefined entity": '<xliff version="1.2">&a;</xliff>',
    "another format": "<html></html>",
    "XLIFF 2": '<xliff version="2.0"/>',
    "another language": '<xliff version="1.2"><file original="x" target-language="ar"/></xliff>',
    "another catalogue": '<xliff version="1.2"><file original="x" target-language="pl"/></xliff>',
    "long": "<" + "x" * PO_BYTES,
    "no header": 'msgid "a"\nmsgstr "b"\n',
    "no catalogue": "\n".join(new_header("pl", POLISH.plural_forms)) + "\n",
    "Arabic": "\n".join(new_header("ar", POLISH.plural_forms)) + "\n",
    "empty": "",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_or_foreign_file_is_one_problem(text: str) -> None:
    """It is told by the file's name, and changes nothing."""
    result = returned(SMALL_PROJECT, POLISH, "back", text)
    (problem,) = result.rejected
    assert (problem.path, result.taken, result.changed) == ("back", 0, {})
    other = import_pack(SMALL_PROJECT, POLISH, "back", b"<xliff>\xff")
    assert "UTF-8" in str(*other.rejected)


@FILLS
def test_a_text_that_no_library_should_see_is_refused(end: str, fill: Fill) -> None:
    """Python-Markdown would take minutes for it."""
    bare = emptied(SMALL_PROJECT, POLISH, "help")
    text = fill(export_pack(bare, POLISH)[f"pl-help.{end}"], lambda _: "[ " * 50_000)
    result = returned(bare, POLISH, "back", text)

    assert not result.changed
    assert all("the text has 1" in problem.message for problem in result.rejected)
    assert len(result.rejected) >= 1
