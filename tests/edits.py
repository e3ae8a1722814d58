"""What people do to a project: each edit changes files by chance and says what it did, or nothing where it cannot."""

import contextlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from sitegen.cli import main

Edit = Callable[[Path, Random], str]

_PLAIN = re.compile(r"^ *[A-Z][\w ,]+\.$", re.MULTILINE)
_ENTRY = re.compile(r'(?:^(?:#|msgctxt).*\n)*^msgid "(?!"\n).*\n(?:msgid_plural.*\n)?(?:msgstr.*\n)+', re.MULTILINE)
_TRANSLATED = re.compile(r'^(msgstr ".+)"$', re.MULTILINE)
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 36"><rect width="{width}" height="36"/></svg>\n'
)


def page_files(root: Path) -> list[Path]:
    """Return the files of all pages, drafts too."""
    return [path for path in sorted((root / "content").rglob("*.md")) if "pictures" not in path.parts]


def _published(root: Path) -> list[Path]:
    return [path for path in page_files(root) if "\ndraft: yes" not in path.read_text("utf-8")]


def save(path: Path, text: str, chance: Random) -> None:
    """Write a file; now and then with the time that it had, as some tools that bring old versions back do."""
    times = path.stat() if path.exists() and chance.random() < 1 / 3 else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    if times:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _word(chance: Random) -> str:
    return "word" + "".join(chance.choices("abcdefgh", k=5))


def _put_in(path: Path, chance: Random, form: str | re.Pattern[str], new: str) -> str:
    """Replace one of the places that have a form; `new` may name its groups."""
    text = path.read_text("utf-8")
    found = list(re.finditer(form, text))
    if not found:
        return ""
    place = chance.choice(found)
    save(path, text[: place.start()] + place.expand(new) + text[place.end() :], chance)
    return f"in {path.name}, line {text.count(chr(10), 0, place.start()) + 1}"


def _somewhere(paths: list[Path], chance: Random, form: str | re.Pattern[str], new: str) -> str:
    """Replace one place in one of some files."""
    for path in chance.sample(paths, len(paths)):
        if told := _put_in(path, chance, form, new):
            return told
    return ""


def _in_page(root: Path, chance: Random, form: str | re.Pattern[str], new: str) -> str:
    return _somewhere(_published(root), chance, form, new)


def _in_site(root: Path, chance: Random, form: str, new: str) -> str:
    return _put_in(root / "content/site.yaml", chance, f"(?m){form}", new)


def _in_catalogue(root: Path, chance: Random, form: str | re.Pattern[str], new: str) -> str:
    return _somewhere(sorted((root / "locales").rglob("*.po")), chance, form, new)


# Edits that reach few pages.


def change_a_paragraph(root: Path, chance: Random) -> str:
    return _in_page(root, chance, re.compile(rf"({_PLAIN.pattern[:-3]})\.$", re.MULTILINE), rf"\1 {_word(chance)}.")


def add_a_paragraph(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"\s*\Z", f"\n\nMore about {_word(chance)}.\n")


def delete_a_paragraph(root: Path, chance: Random) -> str:
    return _in_page(root, chance, re.compile(rf"\n{_PLAIN.pattern[1:]}\n*\Z", re.MULTILINE), "\n")


def break_lines_elsewhere(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^([A-Z]\w+) (\w+)", r"\1\n\2")


def add_a_page(root: Path, chance: Random) -> str:
    name = f"content/{chance.choice(('help', 'lessons'))}/{_word(chance)}.md"
    if not (root / name).parent.is_dir():
        return ""
    text = f"---\ntitle: About {_word(chance)}\ndescription: New.\norder: {chance.randrange(9)}\n---\nNew words here.\n"
    save(root / name, text, chance)
    return name


def rename_a_page(root: Path, chance: Random) -> str:
    names = [path.name for path in page_files(root) if path.name != "index.md" and ".easy" not in path.name]
    old, new = chance.choice(names).removesuffix(".md"), _word(chance)
    for path in page_files(root):
        if path.name in {f"{old}.md", f"{old}.easy.md"}:
            path.rename(path.with_name(path.name.replace(old, new)))
    for path in (*page_files(root), root / "content/site.yaml"):
        text = path.read_text("utf-8")
        if (changed := re.sub(rf"\b{old}((?:\.easy)?\.md)\b", rf"{new}\1", text)) != text:
            save(path, changed, chance)
    return f"{old}.md to {new}.md"


def delete_a_page(root: Path, chance: Random) -> str:
    texts = "\n".join(path.read_text("utf-8") for path in (*page_files(root), root / "content/site.yaml"))
    named = {*re.findall(r"[\w-]+\.md", texts), "index.md"}
    free = [path for path in page_files(root) if path.name not in named and ".easy" not in path.name]
    if not free:
        return ""
    path = chance.choice(free)
    path.with_name(path.name.replace(".md", ".easy.md")).unlink(missing_ok=True)
    path.unlink()
    return path.name


def change_a_title(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^title: .*", rf"\g<0> {_word(chance)}")


def change_a_description(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^description: .*", f"description: About {_word(chance)}.")


def change_the_order(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^order: .*", f"order: {chance.randrange(9)}")


def publish_a_draft(root: Path, chance: Random) -> str:
    return _somewhere(page_files(root), chance, r"(?m)^draft: yes\n", "")


def withdraw_a_page(root: Path, chance: Random) -> str:
    """Take a page back, which is a mistake where others link to it."""
    lessons = [path for path in _published(root) if path.parent.name == "lessons" and path.name != "one.md"]
    return _somewhere(lessons, chance, r"(?m)^order: .*\n", r"\g<0>draft: yes\n")


def review_a_page(root: Path, chance: Random) -> str:
    date = f"20{chance.randrange(20, 27)}-01-02"
    return _in_page(root, chance, r"(?m)^reviewed: .*", f"reviewed: {date}")


def add_easy_read(root: Path, chance: Random) -> str:
    paths = [path.with_name(path.name.replace(".md", ".easy.md")) for path in _published(root)]
    free = [path for path in paths if ".easy.easy" not in path.name and "index" not in path.name and not path.exists()]
    if not free:
        return ""
    path = chance.choice(free)
    save(path, f"---\ntitle: Easy {_word(chance)}\ndescription: Easy.\n---\nEasy words.\n", chance)
    return path.name


def add_an_alias(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^aliases:\n", rf"\g<0>  - /old/{_word(chance)}\n") or _in_page(
        root, chance, r"(?m)^description: .*\n", rf"\g<0>aliases:\n  - {_word(chance)}\n"
    )


def remove_an_alias(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^  - /?old.*\n", "")


def add_a_picture(root: Path, chance: Random) -> str:
    name = f"pictures/shapes/{_word(chance)}.svg"
    save(root / "content" / name, _PICTURE.format(width=chance.randrange(10, 99)), chance)
    pages = [path for path in page_files(root) if path.parent.parent.name == "content"]
    return _somewhere(pages, chance, r"\s*\Z", f"\n\n![A shape](../{name})\n")


def remove_a_picture(root: Path, chance: Random) -> str:
    pages = [path for path in page_files(root) if ".easy" not in path.name]
    return _somewhere(pages, chance, r"\n!\[.*\n", "\n")


def redraw_a_picture(root: Path, chance: Random) -> str:
    pictures = sorted((root / "content/pictures").rglob("*.svg"))
    return _somewhere(pictures, chance, r'viewBox="0 0 \d+', f'viewBox="0 0 {chance.randrange(10, 99)}')


def change_a_credit(root: Path, chance: Random) -> str:
    credits_ = sorted((root / "content/pictures").rglob("credit.yaml"))
    return _somewhere(credits_, chance, r"(?m)^name: .*", f"name: {_word(chance).capitalize()}")


def change_a_fact(root: Path, chance: Random) -> str:
    facts = sorted((root / "content/facts").glob("*.yaml"))
    return _somewhere(facts, chance, r"(?m)(?<=(?:mount|umber): )\d+", str(chance.randrange(10, 900)))


def change_a_phrase_of_facts(root: Path, chance: Random) -> str:
    return _put_in(root / "content/facts/contact.yaml", chance, "(?m)(?<=text: ).*", f"every {_word(chance)}")


def change_a_phone_number(root: Path, chance: Random) -> str:
    number = f"01632 960{chance.randrange(100, 1000)}"
    return _put_in(root / "content/facts/contact.yaml", chance, r"(?<=phone: )0\d+ \d+", number)


def translate(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, _TRANSLATED, rf'\1 {_word(chance)}"')


def translate_what_is_open(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, r'(?m)^msgid ("[A-Z].+")\nmsgstr ""\n(?!")', r"msgid \1\nmsgstr \1\n")


def translate_wrongly(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, _TRANSLATED, rf'\1 {chance.randrange(100, 999)}"')


def mark_as_fuzzy(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, r"(?m)^#: (?:content|templates).*\n(?=msg)", r"\g<0>#, fuzzy\n")


def delete_an_entry(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, _ENTRY, "")


def delete_a_catalogue(root: Path, chance: Random) -> str:
    catalogues = sorted((root / "locales").rglob("*.po"))
    if not catalogues:
        return ""
    path = chance.choice(catalogues)
    path.unlink()
    return "/".join(path.parts[-3:])


def sign_a_page(root: Path, chance: Random) -> str:
    """Sign the home page, or delete the records; a page that is not translated whole cannot be signed."""
    path = root / "locales/pl/reviews.yaml"
    if path.exists():
        path.unlink()
        return "records deleted"
    if "\npl:" not in (root / "locales/languages.yaml").read_text("utf-8"):
        return ""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["sign", "--root", str(root), "pl", "index", "--translated-by", _word(chance), "--origin", "human"])
    return "index, in Polish" if path.exists() else ""


# Edits that reach all pages, or all of a kind.


def change_a_component(root: Path, chance: Random) -> str:
    components = sorted((root / "templates/components").glob("*.html"))
    return _somewhere(
        components, chance, r"<(?:p|a|section|figure|details|aside|div)\b", rf'\g<0> data-a="{_word(chance)}"'
    )


def change_a_template(root: Path, chance: Random) -> str:
    templates = [path for path in sorted((root / "templates").glob("*.html")) if path.name != "base.html"]
    return _somewhere(templates, chance, r"(?m)^\{% block main %\}", rf"\g<0>\n<!-- {_word(chance)} -->")


def change_the_base(root: Path, chance: Random) -> str:
    return _put_in(root / "templates/base.html", chance, "<body", f'<body data-b="{_word(chance)}"')


def change_a_style(root: Path, chance: Random) -> str:
    sheets = sorted((root / "templates").rglob("*.css"))
    return _somewhere(sheets, chance, r"\s*\Z", f"\n.{_word(chance)} {{ margin: 0 }}\n")


def add_interface_words(root: Path, chance: Random) -> str:
    return _put_in(
        root / "templates/base.html", chance, "</body>", f'<p>{{{{ t("Say {_word(chance)}") }}}}</p>\n</body>'
    )


def rename_the_site(root: Path, chance: Random) -> str:
    return _in_site(root, chance, "^title: .*", f"title: Site of {_word(chance)}")


def change_the_notice(root: Path, chance: Random) -> str:
    return _in_site(root, chance, "^notice: .*\n", "") or _in_site(
        root, chance, "^help_page", r"notice: Not yet.\n\g<0>"
    )


def move_the_site(root: Path, chance: Random) -> str:
    return _in_site(root, chance, "^base: .*", f"base: https://{_word(chance)}.example/")


def explain_words(root: Path, chance: Random) -> str:
    """Have a page's list of words explain them on other pages, or no more."""
    text = (root / "content/site.yaml").read_text("utf-8")
    page = re.search(r"(?m)^help_page: ([^#\n]*)", text)
    return _in_site(root, chance, "^words_pages:\n  - .*\n", "") or _in_site(
        root, chance, "^sections:", f"words_pages:\n  - {page[1] if page else ''}\n\\g<0>"
    )


def change_a_meaning(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?m)^:   .*", rf":   Somebody who knows {_word(chance)}.")


def mention_a_word(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"\s*\Z", f"\n\nAsk a midwife about {_word(chance)}.\n")


def keep_other_pages_offline(root: Path, chance: Random) -> str:
    return _in_site(root, chance, "^  - help/.*\n", "") or _in_site(
        root, chance, r"^  - index\.md\n", r"\g<0>  - help/index.md\n"
    )


def make_lessons_pages(root: Path, chance: Random) -> str:
    return _in_site(root, chance, "^    kind: lesson\n", "") or _in_site(
        root, chance, "^  - folder: lessons\n", r"\g<0>    kind: lesson\n"
    )


def rename_a_language(root: Path, chance: Random) -> str:
    return _put_in(root / "locales/languages.yaml", chance, r"(?m)(?<=^  name: ).*", _word(chance).capitalize())


def change_an_origin(root: Path, chance: Random) -> str:
    path = root / "locales/languages.yaml"
    return _put_in(path, chance, "origin: human", "origin: machine draft") or _put_in(
        path, chance, "origin: machine draft", "origin: human"
    )


def drop_a_language(root: Path, chance: Random) -> str:
    return _put_in(root / "locales/languages.yaml", chance, r"(?m)^(?!en)\w+:\n(?:  .*\n)+", "")


def save_without_a_change(root: Path, chance: Random) -> str:
    for path in root.glob("[clt]*/**/*"):
        if chance.random() < 1 / 2:
            path.touch()
    return "many files"


# Edits after which the project cannot be built.


def name_a_fact_that_is_not(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"\s*\Z", "\n\nTake {dose.nothing} each day.\n")


def link_to_nowhere(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"\s*\Z", "\n\nRead [more](nowhere.md).\n")


def misspell_a_field(root: Path, chance: Random) -> str:
    return _in_page(root, chance, "(?m)^title:", "titel:")


def leave_a_quote_open(root: Path, chance: Random) -> str:
    return _in_catalogue(root, chance, _TRANSLATED, r"\1")


def leave_a_tag_open(root: Path, chance: Random) -> str:
    return _put_in(root / "templates/page.html", chance, r"\{% endblock %\}", "")


def name_a_variable_that_is_not(root: Path, chance: Random) -> str:
    """Nothing tells of this before pages are made."""
    return _put_in(root / "templates/page.html", chance, r"\{% endblock %\}", r"{{ page.nothing }}\g<0>")


def lose_a_picture(root: Path, chance: Random) -> str:
    return _in_page(root, chance, r"(?<=pictures/shapes/)\w+\.svg", "lost.svg")


def save_as_latin_1(root: Path, chance: Random) -> str:
    path = chance.choice(page_files(root))
    path.write_bytes(path.read_bytes() + "\n\nCafé.\n".encode("latin-1"))
    return path.name


LOCAL: tuple[Edit, ...] = (
    change_a_paragraph, add_a_paragraph, delete_a_paragraph, break_lines_elsewhere, add_a_page, rename_a_page,
    delete_a_page, change_a_title, change_a_description, change_the_order, publish_a_draft, withdraw_a_page,
    review_a_page, add_easy_read, add_an_alias, remove_an_alias, add_a_picture, remove_a_picture,
    redraw_a_picture, change_a_credit, change_a_fact, change_a_phrase_of_facts, change_a_phone_number,
    translate, translate_what_is_open, translate_wrongly, mark_as_fuzzy, delete_an_entry, delete_a_catalogue,
    sign_a_page, change_a_meaning, mention_a_word,
)  # fmt: skip
GLOBAL: tuple[Edit, ...] = (
    change_a_component, change_a_template, change_the_base, change_a_style, add_interface_words, rename_the_site,
    change_the_notice, move_the_site, explain_words, keep_other_pages_offline, make_lessons_pages, rename_a_language,
    change_an_origin, drop_a_language, save_without_a_change,
)  # fmt: skip
BREAKING: tuple[Edit, ...] = (
    name_a_fact_that_is_not, link_to_nowhere, misspell_a_field, leave_a_quote_open, leave_a_tag_open,
    name_a_variable_that_is_not, lose_a_picture, save_as_latin_1,
)  # fmt: skip
