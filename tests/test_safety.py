"""The safety core: what a language needs before a family may see it."""

import re
from pathlib import Path

import pytest
from conftest import change, read_tree

from sitegen.cli import main
from sitegen.pipeline import Options, build
from sitegen.problems import DONE, MEND, SiteError
from sitegen.project import Project
from sitegen.report import texts
from sitegen.safety import safety_gaps
from sitegen.summaries import Renditions

HELP = "locales/pl/LC_MESSAGES/help.po"
CORE = re.compile(r"(?ms)^!!! (?:emergency|urgent) .*?(?=^!!! )")


def without(small: Path, english: str) -> None:
    """Take a Polish translation away."""
    path = small / HELP
    text = path.read_text("utf-8")
    changed = re.sub(rf'(msgid "{re.escape(english)}"\nmsgstr )".*"', r'\1""', text)
    assert changed != text
    path.write_text(changed, "utf-8")


@pytest.mark.parametrize(
    "english", ["you bleed a lot", "Do not wait.", "Phone {contact.emergency} now if:", "the number is {contact.unit}"]
)
def test_a_language_that_lacks_one_safety_text_is_not_released(english: str, small: Path, tmp_path: Path) -> None:
    """It is not built, in no list, in no sitemap, and the closing line can say so."""
    output = tmp_path / "site"
    without(small, english)
    outcome = build(small, output)
    files = read_tree(output)

    assert outcome.withheld == {"pl": 1}
    assert not [path for path in files if path.startswith("pl/")]
    assert not [path for path, content in files.items() if b"Polski" in content or b"/pl/" in content]


def test_a_check_says_that_a_build_would_leave_a_language_out(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who changes a warning learns it before the language has gone."""
    without(small, "Do not wait.")

    assert main(["check", "--root", str(small), "--language", "ar"]) == DONE
    assert "Not released" not in capsys.readouterr().out
    main(["check", "--root", str(small)])
    assert "Not released: pl, 1 safety text not current: a build leaves the language out." in capsys.readouterr().out


def test_a_page_in_english_as_a_whole_warns_in_the_readers_language(small: Path, tmp_path: Path) -> None:
    """The language is released since its warnings are translated; the page says who translated them, too."""
    path = small / HELP
    core = CORE.findall((small / "content/help/now.md").read_text("utf-8"))

    def kept(entry: re.Match[str]) -> str:
        return entry[0] if any(entry[1] in text for text in core) else f'msgid "{entry[1]}"\nmsgstr ""'

    path.write_text(re.sub(r'(?m)^msgid "(.+)"\nmsgstr ".+"$', kept, path.read_text("utf-8")), "utf-8")
    build(small, tmp_path / "site")
    html = (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")

    assert '<main lang="en" dir="ltr">' in html
    assert '<section class="card emergency" lang="pl" dir="ltr">' in html
    assert '<li lang="pl" dir="ltr">Po polsku: you bleed a lot</li>' in html
    assert '<p lang="pl" dir="ltr">Po polsku: Do not wait.</p>' in html
    assert "<p>You feel unwell.</p>" in html
    assert "Po polsku: You feel unwell." not in html


PHRASE = 'msgstr "Po polsku: every day and night"'


def test_a_phrase_that_changed_puts_its_own_block_into_english(small: Path, tmp_path: Path) -> None:
    """Old opening hours could send somebody to a closed door; one changed hour is no reason to take a language away."""
    change(small / "content/facts/contact.yaml", "every day and night", "every day from 9am to 5pm")

    assert build(small, tmp_path / "site").withheld == {}
    html = (tmp_path / "site/pl/help/now/index.html").read_text("utf-8")
    assert '<p lang="en" dir="ltr">They are open every day from 9am to 5pm.</p>' in html
    assert "every day and night" not in html
    assert "<li>Po polsku: wash your hands</li>" in html


def test_a_phrase_that_is_translated_brings_its_block_back(small: Path, tmp_path: Path) -> None:
    """What was kept of the pages does not outlive the phrase, nor the other way round."""
    path, output = small / "locales/pl/LC_MESSAGES/facts.po", tmp_path / "site"
    page = output / "pl/help/now/index.html"
    build(small, output)
    first = page.read_bytes()
    change(path, PHRASE, 'msgstr ""')
    build(small, output)
    assert '<p lang="en" dir="ltr">They are open every day and night.</p>' in page.read_text("utf-8")
    change(path, 'night"\nmsgstr ""\n', f'night"\n{PHRASE}\n')
    build(small, output)

    assert page.read_bytes() == first


def test_a_phrase_in_a_safety_text_holds_the_language_back(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told with the phrase to translate, not with the sentence, which is done."""
    change(small / "content/help/now.md", "    They are open {", "    <!-- critical -->\n    They are open {")
    assert build(small, tmp_path / "site").withheld == {}
    change(small / "locales/pl/LC_MESSAGES/facts.po", PHRASE, 'msgstr ""')

    assert build(small, tmp_path / "site").withheld == {"pl": 1}
    assert main(["check", "--release", "--root", str(small), "--language", "pl"]) == MEND
    assert (
        'the safety text "They are open {contact.hours}." is missing in Polish; the phrase "every day and night" of '
        "{contact.hours} in it is missing in Polish; translate it in locales/pl/LC_MESSAGES/facts.po:11"
    ) in capsys.readouterr().out


def test_an_author_can_mark_any_block_critical(small: Path, tmp_path: Path) -> None:
    """All texts of the block, up to the next empty line."""
    change(small / "content/help/now.md", "- Movements: {week", "<!-- critical -->\n- Movements: {week")

    assert build(small, tmp_path / "site").withheld == {"pl": 1}  # its Polish is invalid


def test_other_texts_do_not_hold_a_language_back(small: Path, tmp_path: Path) -> None:
    """They stand in English, marked, on a released page."""
    without(small, "You feel unwell.")

    assert build(small, tmp_path / "site").withheld == {}


def test_a_preview_has_the_language_but_no_list_names_it(small: Path, tmp_path: Path) -> None:
    """For those who work on it; search engines are told to stay away."""
    without(small, "you bleed a lot")
    build(small, tmp_path / "site", Options(preview=True))
    files = read_tree(tmp_path / "site")
    page = files["pl/help/now/index.html"].decode()

    assert '<meta name="robots" content="noindex">' in page
    assert '<li lang="en" dir="ltr">you bleed a lot</li>' in page
    listing = [path for path, content in files.items() if b'hreflang="pl"' in content or b"sub/pl/" in content]
    assert all(path.startswith("pl/") for path in listing)


def test_asking_for_a_language_that_is_not_released_says_what_is_missing(small: Path, tmp_path: Path) -> None:
    """By the place of the English, and where to translate it."""
    without(small, "you bleed a lot")

    with pytest.raises(
        SiteError, match=r'now\.md:\d+: the safety text "you bleed a lot" is missing in Polish; translate'
    ):
        build(small, tmp_path / "site", Options(("pl",)))


def test_every_language_of_the_real_site_is_released(real: Project, translated: Renditions) -> None:
    """All safety texts of the real content are current."""
    assert not [gap for language in real.languages for gap in safety_gaps(translated, language)]
    for language in real.languages:
        core = [text for text in texts(real, translated, language) if text.segment.critical]
        assert len(core) > 100


def test_release_waits_for_people(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fact and safety text that no person has checked is listed, by file and line."""
    assert main(["check", "--release", "--root", str(small), "--language", "ar"]) == MEND
    told = capsys.readouterr().out
    assert 'content/facts/dose.yaml:2: no person has checked dose.folic_acid ("400 microgram")' in told
    assert 'no person has checked the translation of the safety text "you bleed a lot"' in told

    for path in (small / "content/facts").glob("*.yaml"):
        text = path.read_text("utf-8").replace("  verified: null\n", "")
        path.write_text(re.sub(r"(?m)^(  \w+: .*)$", r"\1\n  verified: 2024-11-24", text), "utf-8")
    for page in ("help/now", "facts"):
        assert main(["sign", "ar", page, "--checked-by", "Amal", "--root", str(small)]) == DONE
    assert main(["check", "--release", "--root", str(small), "--language", "ar"]) == DONE
    capsys.readouterr()

    change(small / "locales/ar/LC_MESSAGES/facts.po", 'msgstr "بالعربية: every', 'msgstr "every')
    assert main(["check", "--release", "--root", str(small), "--language", "ar"]) == MEND
    assert "no person has checked the translation of the safety text" in capsys.readouterr().out


def test_the_phrases_are_checked_by_a_person_and_again_after_an_edit(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who says who translated them has not checked them; whatever pages name them."""
    check = ["check", "--release", "--root", str(small), "--language", "ar"]
    open_text = 'facts.po:{}: no person has checked the translation of the safety text "every day and night"'
    open_text = open_text.format(line_of(small, "every day and night"))
    for who, is_open in (("--translated-by", True), ("--checked-by", False)):
        assert main(["sign", "ar", "facts", who, "Amal", "--root", str(small)]) == DONE
        main(check)
        assert (open_text in capsys.readouterr().out) == is_open

    change(small / "locales/ar/LC_MESSAGES/facts.po", 'msgstr "بالعربية: every', 'msgstr "بالعربية: all')
    assert main(check) == MEND
    told = capsys.readouterr().out
    assert open_text in told
    assert '"facts" was changed since it was signed; check and sign it again' in told


def line_of(root: Path, english: str) -> int:
    """Return the line of a phrase in its Arabic catalogue."""
    lines = (root / "locales/ar/LC_MESSAGES/facts.po").read_text("utf-8").split("\n")
    return lines.index(f'msgid "{english}"') + 1


def test_the_emergency_strip_stands_in_english_until_all_its_words_are_current(small: Path, tmp_path: Path) -> None:
    """And is marked as English."""
    path = small / "locales/pl/LC_MESSAGES/interface.po"
    change(path, 'msgstr "Po polsku: Get help"', 'msgstr ""')
    build(small, tmp_path / "site")
    page = (tmp_path / "site/pl/index.html").read_text("utf-8")

    assert '<aside lang="en" dir="ltr"><a href="tel:999" dir="ltr">999</a>' in page
    assert "Get help</a></aside>" in page
    assert "<aside><a" in (tmp_path / "site/ar/index.html").read_text("utf-8")


@pytest.mark.parametrize("filtered", ["home_url | urlencode", "home_url | tojson"])
def test_an_address_that_a_filter_altered_fails_the_build(filtered: str, small: Path, tmp_path: Path) -> None:
    """Addresses are put in last, so templates must print them as they are: a link to nowhere would not be seen."""
    change(small / "templates/base.html", "</main>", f'<a href="{{{{ {filtered} }}}}">x</a></main>')

    with pytest.raises(SiteError, match="an address of the site went through a filter"):
        build(small, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_so_does_one_that_a_component_altered(small: Path, tmp_path: Path) -> None:
    """And it is told with the component."""
    change(small / "templates/components/language-list.html", "{{ item.url }}", "{{ item.url | urlencode }}")

    with pytest.raises(SiteError, match="an address of the site went through a filter") as caught:
        build(small, tmp_path / "site")
    assert caught.value.problems[0].path == "templates/components/language-list.html"


@pytest.mark.parametrize("template", ["base.html", "not-found.html"])
def test_a_page_without_the_emergency_strip_fails_the_build(template: str, small: Path, tmp_path: Path) -> None:
    """Before its main part, on every page of every language."""
    if template == "base.html":
        change(small / "templates/base.html", "{{ emergency_strip }}", "")
        change(small / "templates/base.html", "</main>", "</main>{{ emergency_strip }}")
    else:
        (small / "templates/not-found.html").write_text("<main>{{ t('Not found') }}</main>", "utf-8")

    with pytest.raises(SiteError, match="the emergency strip is missing before the main part"):
        build(small, tmp_path / "site")
    assert not (tmp_path / "site").exists()
