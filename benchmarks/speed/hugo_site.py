"""The corpus as a site of Hugo."""

from collections.abc import Sequence
from pathlib import Path

from corpus import quoted, write
from forms import Form, body
from leaves import BASE, HOME, PICTURE_FOLDER, Leaf
from peers import copy_assets, frame, interface, speaker
from words import Tongue


def _card(kind: str, title: str, lines: list[str]) -> list[str]:
    return [f"> [!{kind.replace('-', '')}] {title}", *(f"> {line}" for line in lines)]


_FORM = Form(link="", pictures=f"/{PICTURE_FOLDER}", card=_card)
_FRAME = {
    "each language": "{{ range $page.AllTranslations }}",
    "each section": "{{ range site.Sections }}",
    "each page": "{{ range $page.RegularPages }}",
    "if section": "{{ if not $page.IsHome }}",
    "end each": "{{ end }}",
    "end if": "{{ end }}",
    "its code": "{{ .Language.Lang }}",
    "its name": "{{ .Language.Label }}",
    "its direction": "{{ .Language.Direction }}",
    "its address": "{{ .RelPermalink }}",
    "its title": "{{ .Title }}",
    "current language": '{{ if eq .Language.Lang $page.Language.Lang }} aria-current="true"{{ end }}',
    "current section": '{{ if eq . $page.CurrentSection }} aria-current="true"{{ end }}',
    "section address": "{{ .CurrentSection.RelPermalink }}",
    "section title": "{{ .CurrentSection.Title }}",
    "code": "{{ .Language.Lang }}",
    "direction": "{{ .Language.Direction }}",
    "address": "{{ .RelPermalink }}",
    "title": "{{ .Title }}",
    "encoded title": "{{ .Title }}",
    "description": "{{ .Description }}",
    "body": "{{ .Content }}",
}
_QUOTE = """{{ if eq .Type "alert" }}<div class="nhsuk-card nhsuk-card--care nhsuk-card--care--{{ .AlertType }}">
<div class="nhsuk-card__heading-container"><h2 class="nhsuk-card__heading">{{ .AlertTitle }}</h2>
<span class="nhsuk-card--care__arrow" aria-hidden="true"></span></div>
<div class="nhsuk-card__content">{{ .Text }}</div></div>
{{ else }}<blockquote>{{ .Text }}</blockquote>
{{ end }}"""


def hugo_path(leaf: Leaf, tongue: Tongue) -> str:
    """Return where Hugo has a page in a language."""
    path = f"{leaf.path.removesuffix(HOME)}_{HOME}" if leaf.is_index else leaf.path
    return f"content/{tongue.code}/{path}.md"


def write_hugo(root: Path, leaves: Sequence[Leaf], tongues: Sequence[Tongue]) -> None:
    """Write a corpus as a site of Hugo into a new folder."""
    settings = [
        f'baseURL = "{BASE}"',
        'title = "Leaflets"',
        'defaultContentLanguage = "en"',
        "defaultContentLanguageInSubdir = true",
        'disableKinds = ["taxonomy", "term", "rss"]',
    ]
    for weight, tongue in enumerate(tongues, 1):
        say = speaker(tongue)
        settings += [f"[languages.{tongue.code}]", f"label = {quoted(tongue.name)}"]
        settings += [f"weight = {weight}", f'contentDir = "content/{tongue.code}"', f'direction = "{tongue.direction}"']
        said = (f"{key} = {quoted(text)}\n" for key, text in interface(say).items())
        write(root / f"i18n/{tongue.code}.toml", "".join(said))
        for leaf in leaves:
            front = f"title: {say(leaf.title)}\ndescription: {quoted(say(leaf.description))}\nweight: {leaf.order}"
            write(root / hugo_path(leaf, tongue), f"---\n{front}\n---{body(leaf, _FORM, say)}")
    write(root / "hugo.toml", "\n".join([*settings, ""]))
    write(root / "layouts/all.html", "{{ $page := . }}" + frame(_FRAME, '{{ i18n "KEY" }}'))
    write(root / "layouts/_markup/render-blockquote.html", _QUOTE)
    copy_assets(root / "static")
