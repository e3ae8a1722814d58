"""Ways to smuggle a script into a page, each with what is to come of it, and a small site that holds those allowed."""

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from built_pages import BASE
from conftest import SMALL, change, wear

from sitegen.chapters import translate_all
from sitegen.entries import new_header
from sitegen.model import Key
from sitegen.project import catalogue_path, load_project
from sitegen.report import texts
from sitegen.reviews import Review, reviews_path
from sitegen.sign import sign

HIT = "window.__hit=true"
"""What each of them would do."""

WORDS = (
    f"""Q'"--></title></textarea></style></template></script><script>{HIT}</script><img src=x onerror={HIT}>"""
    f"""<svg onload={HIT}>' onfocus='{HIT}' autofocus x=" onmouseover="{HIT}"""
)
"""Words that break out of text, titles, templates, comments and attributes in quotes of either kind."""

PLAIN = "Quiet words"
IN_QUOTES = f"""Q'x" onmouseover="{HIT}" ' onfocus='{HIT}' y="""
"""Words for an attribute, without a tag: what a translator may write."""

SECTION = "vectors"
START = "---\ntitle: A page\ndescription: For one vector.\n---\n"
FIRST_LINE = START.count("\n") + 1


class Written(NamedTuple):
    """Something in a page's Markdown."""

    name: str
    text: str
    told: str = ""
    """What the author is told; nothing where it is shown as it was typed."""

    plain: str = "Words."
    """Of what is shown: the same without the vector."""


_HTML, _LIST = "HTML is not allowed", "attribute list belongs"
_ATTRIBUTE, _CODE, _REFERENCE = "is not allowed; use {#name}", "code is not allowed", "reference link is not allowed"
_CHARACTER, _LINK, _NOWHERE = "type the character itself", "is not allowed; write https://…", "leads nowhere"
_BRACE, _BACKSLASH = "is no fact; write", "has a backslash"
_CARD, _LINKED = '!!! urgent "Words"\n    Words', "[words](../help/now.md)"
_IMAGE = "![Words](../pictures/shapes/phone.svg)"
_INSIDE, _PICTURE = "stands inside a sentence", "does not lie in content/pictures"

MARKDOWN = (
    Written("a script", f"<script>{HIT}</script>", _HTML),
    Written("a script in a paragraph", f"Words <script>{HIT}</script> and words.", _HTML),
    Written("a picture with a handler", f"Words <img src=x onerror={HIT}> words.", _HTML),
    Written("a tag without an end", f"Words <img src=x onerror={HIT}", _HTML),
    Written("a tag over two lines", f"Words <img src=x\nonerror={HIT}> words.", _HTML),
    Written("a drawing with a handler", f"<svg/onload={HIT}>", _HTML),
    Written("MathML", f'<math><a xlink:href="javascript:{HIT}">x</a></math>', _HTML),
    Written("a block of HTML", f'<div markdown="1" onclick="{HIT}">\nWords\n</div>', _HTML),
    Written("a frame", '<iframe srcdoc="x"></iframe>', _HTML),
    Written("a base", '<base href="https://elsewhere.example/">', _HTML),
    Written("a form", "<form action=https://elsewhere.example/><input name=a></form>", _HTML),
    Written("style", "<style>p { display: none }</style>", _HTML),
    Written("the end of the main part", "</main></body></html>", _HTML),
    Written("a way on", '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">', _HTML),
    Written("a comment", f"<!-- x --><script>{HIT}</script>", _HTML),
    Written("a comment without an end", "Words <!-- and words", _HTML),
    Written("an instruction", f"<?x {HIT} ?>", _HTML),
    Written("character data", f"<![CDATA[<script>{HIT}</script>]]>", _HTML),
    Written("a hole of our own", '<block n="0">x</block>', _HTML),
    Written("a script in a heading", f"## Words <script>{HIT}</script>", _HTML),
    Written("a script in an item", f"- <script>{HIT}</script>", _HTML),
    Written("a script in a nested item", f"- words\n    - <svg onload={HIT}>", _HTML),
    Written("a script in a numbered item", f"1. <script>{HIT}</script>", _HTML),
    Written("a script in a quotation", f"> <script>{HIT}</script>", _HTML),
    Written("a script in a heading cell", f"| <script>{HIT}</script> | b |\n| --- | --- |\n| 1 | 2 |", _HTML),
    Written("a script in a cell", f"| a | b |\n| --- | --- |\n| 1 | <img src=x onerror={HIT}> |", _HTML),
    Written("a script in a term", f"Word<script>{HIT}</script>\n:   Meaning", _HTML),
    Written("a script in a meaning", f"Word\n:   Meaning<script>{HIT}</script>", _HTML),
    Written("a script in a card's heading", f'!!! urgent "<script>{HIT}</script>"\n    Words', _HTML),
    Written("a script in a card", f'!!! inset ""\n    <script>{HIT}</script>', _HTML),
    Written("a script in details", f'??? "<img src=x onerror={HIT}>"\n    Words', _HTML),
    Written("a script in bold text", f"**<script>{HIT}</script>**", _HTML),
    Written("a script in a link's words", f"[<img src=x onerror={HIT}>](../help/now.md)", _HTML),
    Written("a script in a description", f"![<script>{HIT}</script>](../pictures/shapes/phone.svg)", _HTML),
    Written("a script in a footnote", f"Words[^1]\n\n[^1]: <script>{HIT}</script>", _HTML),
    Written("a script in an abbreviation", f"NHS\n\n*[NHS]: <script>{HIT}</script>", _HTML),
    Written("a card of another class", f'!!! urgent onclick "Words"\n    {HIT}', "there is no block"),
    Written("fenced code", f"```\n<script>{HIT}</script>\n```", _CODE),
    Written("fenced code with attributes", f"``` {{ .x onclick={HIT} }}\nwords\n```", _CODE),
    Written("code in a sentence", f"Words `<script>{HIT}</script>` words", _CODE),
    Written("indented code", f"    <script>{HIT}</script>", "becomes code"),
    Written("a handler on a paragraph", f'Words\n{{: onclick="{HIT}" }}', _ATTRIBUTE),
    Written("style on a paragraph", 'Words\n{: style="display: none" }', _ATTRIBUTE),
    Written("a list in two brackets", "Words\n{{.words}", _ATTRIBUTE),
    Written("a hidden paragraph", "Words\n{: hidden }", _ATTRIBUTE),
    Written("an address for a paragraph", "Words\n{: href=https://elsewhere.example/ }", _ATTRIBUTE),
    Written("a handler on a heading", f"## Words {{ onclick={HIT} }}", _ATTRIBUTE),
    Written("a handler after an id", f"## Words {{#words onclick={HIT}}}", _ATTRIBUTE),
    Written("an id with a quotation mark", '## Words {#a"onclick=x}', _ATTRIBUTE),
    Written("a handler on an item", f"- words\n{{: onclick={HIT} }}", _ATTRIBUTE),
    Written("a handler on a cell", f"| a {{ onclick={HIT} }} | b |\n| --- | --- |\n| 1 | 2 |", _ATTRIBUTE),
    Written("a handler on a term", f"Word {{ onclick={HIT} }}\n:   Meaning", _ATTRIBUTE),
    Written("a handler in a sentence", f"Words {{: onclick={HIT} }} words", _LIST),
    Written("a handler on emphasis", f"*words*{{: onclick={HIT} }}", _LIST),
    Written("a handler on a link", f"[words](../help/now.md){{: onclick={HIT} }}", _LIST),
    Written("another address for a phone link", "[999](../help/now.md){: href=tel:0900123 }", _LIST),
    Written("a handler on a picture", f"![x](../pictures/shapes/phone.svg){{: onerror={HIT} }}", _LIST),
    Written(
        "style from a table's columns", "| a | b |\n| --: | --- |\n| 1 | 2 |", "columns of a table cannot be aligned"
    ),
    Written("style from an empty column", "| a |  |\n| --- | :-: |\n| 1 | 2 |", "columns of a table cannot be aligned"),
    Written("an id of the page's frame", "## Words {#main}", 'every page has an id "main" already'),
    Written("an automatic address", f"<javascript:{HIT}>", _HTML),
    Written("an automatic web address", "<https://elsewhere.example/>", _HTML),
    Written("an automatic mail address", "<a@elsewhere.example>", _HTML),
    Written("a script as an address", f"[words](javascript:{HIT})", _LINK),
    Written("a script in capitals", f"[words](JaVaScRiPt:{HIT})", _NOWHERE),
    Written("a script after a space", f"[words]( javascript:{HIT})", _LINK),
    Written("a script after a hard space", f"[words](\u00a0javascript:{HIT})", _LINK),
    Written("a script with a tab", f"[words](java\tscript:{HIT})", _NOWHERE),
    Written("a script over two lines", f"[words](java\nscript:{HIT})", _NOWHERE),
    Written("a script in brackets", f"[words](<javascript:{HIT}>)", _HTML),
    Written("a script by character codes", f"[words](&#106;avascript:{HIT})", _CHARACTER),
    Written("a script by a name of a character", f"[words](javascript&colon;{HIT})", _CHARACTER),
    Written("a script with a long s", f"[words](javaſcript:{HIT})", _NOWHERE),
    Written("a script with a soft hyphen", f"[words](java\u00adscript:{HIT})", _NOWHERE),
    Written("a script with a backslash", f"[words](\\javascript:{HIT})", _BACKSLASH),
    Written("a script that looks like a host", f"[words](javascript://elsewhere.example/%0a{HIT})", _LINK),
    Written("Visual Basic", f"[words](vbscript:{HIT})", _NOWHERE),
    Written("data as an address", "[words](data:text/html;base64,PHNjcmlwdD4=)", _LINK),
    Written("a file", "[words](file:///etc/passwd)", _LINK),
    Written("a phone number of its own", "[words](tel:0900123)", _LINK),
    Written("another host", "[words](//elsewhere.example/)", _LINK),
    Written("another host with backslashes", r"[words](/\\elsewhere.example/)", _BACKSLASH),
    Written("a host without encryption", "[words](http://elsewhere.example/)", _LINK),
    Written("a quotation mark in an address", f'[words](https://elsewhere.example/"onclick="{HIT})', _LINK),
    Written("an apostrophe in an address", f"[words](https://elsewhere.example/'onclick='{HIT})", _LINK),
    Written("a quotation mark in a fragment", f'[words](#"onclick="{HIT})', "leads to a heading that"),
    Written("a link whose bracket is open", f'[words](javascript:{HIT} "" ()', "close each bracket"),
    Written("a picture whose bracket is open", f'![words](javascript:{HIT} "" ()', _INSIDE),
    Written("a reference", f"[words][one]\n\n[one]: javascript:{HIT}", _REFERENCE),
    Written("a reference with a title", f'[one]\n\n[one]: https://elsewhere.example/ "{HIT}"', _REFERENCE),
    Written("a picture by reference", f"![words][one]\n\n[one]: javascript:{HIT}", _REFERENCE),
    Written("a picture of a script", f"![words](javascript:{HIT})", _PICTURE),
    Written("a picture of data", "![words](data:image/svg+xml;base64,PHN2Zz4=)", _PICTURE),
    Written("a picture from elsewhere", "![words](https://elsewhere.example/a.svg)", _PICTURE),
    Written("a picture in a link", "[![x](../pictures/shapes/phone.svg)](https://elsewhere.example/)", _INSIDE),
    Written("a script by character code", f"&lt;script&gt;{HIT}&lt;/script&gt;", _CHARACTER),
    Written("a script by numbers", f"&#60;script&#x3e;{HIT}", _CHARACTER),
    Written("an override of direction", "Words \u202etxet", "invisible character U+202E"),
    Written("a placeholder of the library", "\x02wzxhzdk:0\x03", "invisible character U+0002"),
    Written("a placeholder of our own", "\ue1000\ue102", "invisible character U+E100"),
    Written("quotation marks", f"Words \" onclick=\"{HIT}\" and ' onclick='{HIT}'"),
    Written("escaped brackets", f"\\<script>{HIT}\\</script>"),
    Written("letters that look like brackets", f"＜script＞{HIT}＜/script＞ ‹script›"),
    Written("a tag of another letter", f"<ſcript>{HIT}</ſcript>"),
    Written("a tag after a space", f"< script>{HIT}< /script> and 5 < 6"),
    Written("a tag with a joiner", f"<\u200bscript>{HIT}"),
    Written("half a character code", f"&ltscript>{HIT}", "does not keep all of this text"),
    Written("fenced code by tildes", f"~~~ {{ .x onclick={HIT} }}\nwords\n~~~", _BRACE),
    Written("what follows a card's heading", f'!!! urgent "Words" onclick="{HIT}"\n    Words', plain=_CARD),
    Written("quotation marks in a card's heading", f'!!! urgent "a" onclick="{HIT}"\n    Words', plain=_CARD),
    Written("quotation marks in a description", f'![x" onerror="{HIT}](../pictures/shapes/phone.svg)', plain=_IMAGE),
    Written("a title of a link", f"[words](../help/now.md \"x' onclick='{HIT}\")", plain=_LINKED),
    Written("a title of a picture", f"![x](../pictures/shapes/phone.svg \"x' onerror='{HIT}\")", plain=_IMAGE),
    Written("a list that is none", f"[words](../help/now.md){{onclick={HIT}}}", _BRACE),
    Written("the templates' own language", "{{ policy }} {% include 'x' %} ${x} {{ 7*7 }}", _BRACE),
    Written("a mark of our own", f'data-mark="0" href="{{1}}" onclick="{HIT}"', _BRACE),
    Written("a note to translators", f"<!-- note: <script>{HIT}</script> -->\nWords with a note."),
    Written("an abbreviation with quotation marks", f'*[NHS]: " onclick="{HIT}'),
    Written(
        "names of the page's frame",
        "## Main\n\n## Emergency\n\n## Top\n\n## Site search\n\n## Reading size large",
        plain="## One\n\n## Two\n\n## Three\n\n## Four\n\n## Five",
    ),
)


class Setting(NamedTuple):
    """Something in a file that is not Markdown: what stands there, and what takes its place."""

    name: str
    path: str
    old: str
    new: str
    told: str = ""
    """What is told; nothing where the words are shown, which stand at the %s."""


_SITE, _LANGUAGES, _NOW = "content/site.yaml", "locales/languages.yaml", "content/help/now.md"
_CONTACT, _DOSE, _WEEK = (f"content/facts/{name}.yaml" for name in ("contact", "dose", "week"))
_PLACE, _SET = "content/facts/place.yaml", "content/pictures/shapes/credit.yaml"
_SHAPE, _LESSON = "content/pictures/shapes/phone.svg", "content/lessons/one.md"
_TITLE, _AWAY, _OWNER = "title: When to get help", "https://elsewhere.example/", "source_url: https://shapes.example/"

SETTINGS = (
    Setting("the site's title", _SITE, "title: Small site", "title: %s"),
    Setting("the publisher", _SITE, "publisher: A small publisher", "publisher: %s"),
    Setting("the notice", _SITE, "notice: Not checked yet.", "notice: %s"),
    Setting("a language's name", _LANGUAGES, "name: Polski", "name: %s"),
    Setting("a language's English name", _LANGUAGES, "english_name: Arabic", "english_name: %s"),
    Setting("a language's script", _LANGUAGES, "script: Arab", "script: %s"),
    Setting("a page's title", _NOW, _TITLE, "title: %s"),
    Setting("a page's description", _NOW, "description: Who to phone, and what to take.", "description: %s"),
    Setting("the name of a source", _NOW, '"A source: with a colon"', "%s"),
    Setting("the title of the home page", "content/index.md", "title: Welcome to all", "title: %s"),
    Setting("the title of a section", "content/lessons/index.md", "title: Lessons", "title: %s"),
    Setting("the title of a lesson", _LESSON, "title: The first lesson", "title: %s"),
    Setting("the title of easy read", "content/help/now.easy.md", _TITLE, "title: %s"),
    Setting("a fact that is a phrase", _CONTACT, "text: every day and night", "text: %s"),
    Setting("a fact that is a name", _PLACE, "name: St Mary's Hospital", "name: %s"),
    Setting("who owns a fact", _CONTACT, 'phone: "111"', 'phone: "111"\n  owner: %s\n  source: %s'),
    Setting("the name of a set of pictures", _SET, "name: Shapes", "name: %s"),
    Setting("the licence of a set", _SET, "licence: CC0 1.0", "licence: %s"),
    Setting("a script as an owner's page", _SET, _OWNER, f"source_url: javascript:{HIT}", '"source_url" is'),
    Setting("a script as a licence", _SET, "licence_url: https:", "licence_url: JavaScript:", '"licence_url" is'),
    Setting("an apostrophe in an owner's page", _SET, _OWNER, f"{_OWNER}'onclick='{HIT}", '"source_url" is'),
    Setting("a script as a source", _NOW, "url: https:", "url: javascript:", '"url" is'),
    Setting("data as a source", _NOW, "url: https:", "url: data:text/html,", '"url" is'),
    Setting("an apostrophe in a source", _NOW, "?a=1&b=2", f"'onclick='{HIT}", '"url" is'),
    Setting("a tag in an old address", _NOW, "- old-help", f"- old<script>{HIT}</script>", "is not an address"),
    Setting("an old address elsewhere", _NOW, "- old-help", "- //elsewhere.example/a", "is not an address"),
    Setting("rules of a server in an old address", _NOW, "- old-help", '- "a; } location / {"', "is not an address"),
    Setting("a kind of its own", _LESSON, "order: 1", "kind: ../base", "write one of: page"),
    Setting("a date with a tag", _NOW, "reviewed: 2026-11-24", "reviewed: <b>2026-11-24</b>", "is not a date"),
    Setting("a place with a tag", _NOW, "order: 1", "order: <b>1</b>", "is not a whole number"),
    Setting("an unknown field", _NOW, "order: 1", f'onclick: "{HIT}"', 'unknown key "onclick"'),
    Setting("a token in a title", _NOW, _TITLE, 'title: "{contact.unit}"', "has a token"),
    Setting("an escaped override", _NOW, _TITLE, r'title: "a\u202eb"', "character U+202E"),
    Setting("an escaped placeholder", _NOW, _TITLE, r'title: "\x02wzxhzdk:0\x03"', "character U+0002"),
    Setting("an escaped private character", _NOW, _TITLE, r'title: "\ue100"', "character U+E100"),
    Setting("half of a character", _NOW, _TITLE, r'title: "\ud800"', "character U+D800"),
    Setting("an escaped character in a name", _NOW, "order: 1", r'"or\0der": 1', "character U+0000"),
    Setting("a phone number with a tag", _CONTACT, '"999"', f'"999<script>{HIT}</script>"', '"phone" of'),
    Setting("a phone number with a quotation mark", _CONTACT, '"999"', "'9\"onclick=1'", '"phone" of'),
    Setting("a dose with a tag", _DOSE, "400 microgram", "400 <b>microgram</b>", '"amount" of'),
    Setting("a number with a tag", _WEEK, "number: 12.5", "number: <b>12.5</b>", '"number" of'),
    Setting("a range with a tag", _WEEK, "16 to 24", "16 to <b>24</b>", '"range" of'),
    Setting("weeks with a tag", _WEEK, "11+2 to", "<b>11+2</b> to", '"weeks" of'),
    Setting("a fact's name with a tag", _WEEK, "until:", '"<b>until</b>":', "name with other characters"),
    Setting("a script as the base", _SITE, "https://small.example/sub/", "javascript://x/", '"base" is'),
    Setting("an apostrophe in the base", _SITE, "/sub/", f"/'onclick='{HIT}/", '"base" is'),
    Setting("a tag in the base", _SITE, "/sub/", "/<b>/", '"base" is'),
    Setting("a script as the way out", _SITE, "help_page:", "exit_to: javascript:x\nhelp_page:", '"exit_to" is'),
    Setting("a tag in the way out", _SITE, "help_page:", f"exit_to: {_AWAY}<b>\nhelp_page:", '"exit_to" is'),
    Setting("a script as a contact", _SITE, "help_page:", "security_contact: data:x\nhelp_page:", "_contact"),
    Setting("a colour with rules", _SITE, "help_page:", 'colour: "#005eb8;}p{"\nhelp_page:', '"colour" is not'),
    Setting("a logo from elsewhere", _SITE, "title:", f"logo: {_AWAY}a.svg\ntitle:", "does not lie in"),
    Setting("a handler in a language's tag", _LANGUAGES, "pl:\n", "'pl\" onclick=\"x':\n", "is not a language tag"),
    Setting("a handler in a direction", _LANGUAGES, "direction: rtl", "direction: 'rtl\" o=\"x'", '"direction" is'),
    Setting("a plural rule that is code", _LANGUAGES, "(n != 1)", "(__import__('os'))", "cannot be read"),
    Setting("an unknown origin", _LANGUAGES, "origin: human", "origin: <b>human</b>", '"origin" is'),
    Setting("a script in a picture", _SHAPE, "<rect", f"<script>{HIT}</script><rect", "holds more than a drawing"),
)  # fmt: skip

_START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
DRAWINGS: dict[str, str | bytes] = {
    "a script": f"{_START}><script>{HIT}</script></svg>",
    "a script by another name": f'{_START} xmlns:x="http://www.w3.org/2000/svg"><x:script>{HIT}</x:script></svg>',
    "a script of HTML": f'{_START} xmlns:h="http://www.w3.org/1999/xhtml"><h:script>{HIT}</h:script></svg>',
    "a script in another encoding": f"{_START}><script>{HIT}</script></svg>".encode("utf-16"),
    "a handler": f'{_START} onload="{HIT}"/>',
    "a handler after a line end": f'{_START}\nonload\n=\n"{HIT}"/>',
    "a link": f'{_START}><a href="java&#115;cript:{HIT}"><path d="M0 0"/></a></svg>',
    "HTML": f'{_START}><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>',
    "a change of an address": f'{_START}><path d="M0 0"><set attributeName="href" to="javascript:x"/></path></svg>',
    "style": f"{_START}><style>@import '{_AWAY}a.css';</style></svg>",
    "style from elsewhere": f"{_START} style=\"background: image-set('{_AWAY}a.png' 1x)\"/>",
    "another file": f'{_START}><use href="{_AWAY}a.svg#b"/></svg>',
    "another file in the old way": f'{_START} xmlns:l="http://www.w3.org/1999/xlink"><use l:href="a.svg#b"/></svg>',
    "a picture": f'{_START}><image href="data:image/png;base64,AAAA"/></svg>',
    "a pattern from elsewhere": f'{_START}><path fill="URL({_AWAY}a.svg#b)"/></svg>',
    "another base": f'{_START} xml:base="{_AWAY}"><path fill="url(#a)"/></svg>',
    "an entity": f'<!DOCTYPE svg [<!ENTITY x "<script>{HIT}</script>">]>{_START}>&x;</svg>',
    "a style sheet": f'<?xml-stylesheet href="{_AWAY}a.css"?>{_START}/>',
    "text": f"{_START}><text>Words</text></svg>",
    "half a file": f"{_START}>",
}
"""Pictures that are more than drawings."""

DRAWING = (
    f'<?xml version="1.0"?><!-- made by hand -->{_START} version="1.1" xmlns:l="http://www.w3.org/1999/xlink">'
    '<title>x</title><defs><linearGradient id="a"><stop offset="0"/></linearGradient><path id="b" d="M0 0h9"/></defs>'
    '<g fill="url(#a)"><use l:href="#b"/><use href="#b" style="stroke: url(\'#a\')"/></g></svg>'
)
"""One that is no more."""


class Translated(NamedTuple):
    """A Polish text for "Read [the page]({1}) and **stop**: <name>."; one that is not shown leaves the English."""

    name: str
    text: str
    shown: bool = False


_SAID = "Przeczytaj [stronę]({1}) i **stop**"

TRANSLATIONS = (
    Translated("a script", f"{_SAID}<script>{HIT}</script>"),
    Translated("a picture with a handler", f"{_SAID} <img src=x onerror={HIT}>"),
    Translated("a tag in the place of stars", "Przeczytaj [stronę]({1}) i <strong>stop</strong>"),
    Translated("a tag without an end", f"{_SAID} <svg onload={HIT} "),
    Translated("the end of a paragraph", f"{_SAID}</p></main>"),
    Translated("a comment", f"{_SAID}<!-- x"),
    Translated("a script by character code", f"{_SAID} &lt;script&gt;{HIT}&lt;/script&gt;"),
    Translated("a script by numbers", f"{_SAID} &#x3c;script&#62;"),
    Translated("an override by a number", f"{_SAID} &#8238;"),
    Translated("a link of its own", "Przeczytaj [stronę](https://elsewhere.example/) i **stop**"),
    Translated("one more link", f"{_SAID} [tu](https://elsewhere.example/)"),
    Translated("one more link to nowhere", f"{_SAID} [tu]()"),
    Translated("a script as an address", f"Przeczytaj [stronę](javascript:{HIT}) i **stop**"),
    Translated("a script in brackets", f"Przeczytaj [stronę](<javascript:{HIT}>) i **stop**"),
    Translated("a title of a link", f"Przeczytaj [stronę]({{1}} \"x' onclick='{HIT}\") i **stop**"),
    Translated("a link whose bracket is open", f'{_SAID} [tu](javascript:{HIT} "" ('),
    Translated("a reference", "Przeczytaj [stronę][1] i **stop**"),
    Translated("a picture", f"{_SAID} ![x](https://elsewhere.example/a.svg)"),
    Translated("a handler on a link", f"Przeczytaj [stronę]({{1}}){{: onclick={HIT} }} i **stop**"),
    Translated("fenced code", f"{_SAID} ``` {{ onclick={HIT} }}"),
    Translated("an address in words", f"{_SAID} javascript:{HIT}"),
    Translated("a host in words", f"{_SAID} www.elsewhere.example"),
    Translated("a mail address in words", f"{_SAID} a@elsewhere.example"),
    Translated("a phone number in words", f"{_SAID} tel:0900123"),
    Translated("another token", "Przeczytaj [stronę]({2}) i **stop**"),
    Translated("a lost token", "Przeczytaj stronę i **stop**"),
    Translated("half a token", "Przeczytaj [stronę]({1) i **stop**"),
    Translated("a fact of its own", f"{_SAID} {{contact.unit}}"),
    Translated("a fact that there is not", f"{_SAID} {{contact.none}}"),
    Translated("a link in a link", "Przeczytaj [[stronę]({1})]({1}) i **stop**"),
    Translated("a direction without an end", f"{_SAID} \u2067"),
    Translated("a space of no width", f"{_SAID} java\u200bscript"),
    Translated("a private character", f"{_SAID} \U000f0000"),
    Translated("quotation marks", f"{_SAID} {IN_QUOTES}", shown=True),
    Translated("signs of HTML", f"{_SAID} 《 a < b && c > d", shown=True),
    Translated("letters that look like brackets", f"{_SAID} ＜script＞{HIT}＜/script＞", shown=True),
    Translated("half a character code", f"{_SAID} &ltscript>{HIT}"),
    Translated("backslashes", f"{_SAID} \\<b\\> \\_ \\.", shown=True),
    Translated("the templates' own language", f"{_SAID} {{% include 'x' %}} {{{{ policy }}}}", shown=True),
)
"""Numbers are none of these: tests/test_pairs.py has the ways to change them."""

BROKEN = (
    ("an override of direction", 'msgid "a"\nmsgstr "b\u202ec"\n', "U+202E"),
    ("a placeholder of the library", 'msgid "a"\nmsgstr "\x02wzxhzdk:0\x03"\n', "U+0002"),
    ("a text that is not closed", f'msgid "a"\nmsgstr "<script>{HIT}\n', "not closed"),
    ("an escape that is none", 'msgid "a"\nmsgstr "\\x3cscript\\x3e"\n', "backslash"),
    ("an unknown flag", '#, raw-html\nmsgid "a"\nmsgstr "b"\n', "unknown flag"),
)
"""Catalogues that are refused as a whole: what stands below the header, and what is told."""

SNIPPETS = (
    f"<script>{HIT}</script>", f"<img src=x onerror={HIT}>", "<b", "</p>", "<", "> ", ">", "&", "&lt;", "&lt",
    "&#60;", '"', "'", "`", "```\n", "~~~\n", "*", "**", "_", "[", "]", "(", ")", "](", "[a](", "({1})", "{1}",
    "{2}", "{contact.unit}", "{", "}", "{: ", "{#a}", "{.b}", f" {{onclick={HIT}}}", f"\n{{: onclick={HIT} }}",
    "\n{.b #c}", "\\", "\\<", "\\[", "\n", "\n\n", "\n    ", "\t", "  \n", "- ", "\n- ", "1. ", "\n> ", "## ",
    "\n## ", "\n---\n", "| a | b |\n|--|--|\n| 1 | 2 |\n", "|a|\n|-:|\n|b|\n", " | ", "\n: ",
    '!!! urgent "a"\n    ', '!!! inset ""\n    ', '??? "b"\n    ', '"\n', "![",
    "![a](../pictures/shapes/phone.svg)", "https://a.example/", f"javascript:{HIT}", "//b", "#a", ' "t"', ' "" (',
    ") ", "a", "b c", "é", "ع", "16–24", "01632 960101", "<!-- note: x -->\n", "<!-- critical -->\n", "<!--", "-->",
    "<![CDATA[", "]]>", "<?", "<!x", '<block n="0">', "</block>", ' data-mark="0"', ' href="{1}"', " dir=",
    "<https://a.example>", "<a@b.example>", "[b]: x", "[^1]", "*[b]: c", "\u00a0", "\u200b", "\u200f", "\u2068",
    "\u2069", "wzxhzdk:0", "klzzwxh:0", "amp", "=", " onclick=x", "a@b.example",
)  # fmt: skip
"""Parts of texts that mean something to Markdown, to HTML or to us, for texts put together at random."""

COUNT = len(MARKDOWN) + len(SETTINGS) + len(DRAWINGS) + len(TRANSLATIONS) + len(BROKEN)


def add_section(root: Path) -> Path:
    """Give a project a section for vectors; return its folder."""
    folder = root / "content" / SECTION
    folder.mkdir()
    (folder / "index.md").write_text("---\ntitle: Vectors\ndescription: All of them.\n---\n", "utf-8")
    change(root / _SITE, "sections:", f"sections:\n  - folder: {SECTION}")
    return folder


PLURAL = ("{count} page of words", "{count} pages of words")
_PLURAL_CALL = f'<p>{{{{ t("{PLURAL[0]}", "{PLURAL[1]}", count=2) }}}}</p>'
CODES = ("en", "ar")
"""The languages that are built: the one of the content, and one whose numbers are put in order by markup."""


def plant(root: Path, *, hostile: bool) -> None:
    """Make a copy of the small site with every vector that is not refused; or with plain words in all these places.

    It wears the real templates, and every text has an Arabic translation, which in a hostile site would break out of
    an attribute.
    """
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("expected"))
    wear(root)
    shown = [written for written in MARKDOWN if not written.told]
    blocks = "\n\n".join(written.text if hostile else written.plain for written in shown)
    folder = add_section(root)
    (folder / "shown.md").write_text(f"{START}{blocks}\n", "utf-8")
    sentences = "\n\n".join(english(each).replace("{1}", "shown.md") for each in TRANSLATIONS)
    (folder / "translated.md").write_text(f"{START}{sentences}\n", "utf-8")
    for setting in SETTINGS:
        if not setting.told:
            change(root / setting.path, setting.old, setting.new.replace("%s", json.dumps(WORDS if hostile else PLAIN)))
    change(root / _SITE, "https://small.example/sub/", BASE)
    change(root / "templates/not-found.html", '<div class="prose">', f'<div class="prose">{_PLURAL_CALL}')
    (root / "locales/glossary").mkdir()
    terms = (
        f"terms:\n  - term: {json.dumps(WORDS)}\n    translation: {json.dumps(WORDS)}\n    note: {json.dumps(WORDS)}\n"
    )
    (root / "locales/glossary/ar.yaml").write_text(terms, "utf-8")
    _translate(root, hostile=hostile)
    _sign(root, WORDS if hostile else PLAIN)


def english(translated: Translated) -> str:
    """Return the English that a translation is for."""
    return f"Read [the page]({{1}}) and **stop**: {translated.name}."


def _translate(root: Path, *, hostile: bool) -> None:
    """Write the Arabic catalogues anew."""
    project = load_project(root, [])
    language = next(found for found in project.languages if found.code == CODES[1])
    own = {english(each): (each.text if hostile else _SAID * each.shown) for each in TRANSLATIONS}
    more = f" {IN_QUOTES}" * hostile
    entries: dict[str, dict[Key, str]] = {name: {} for name in project.catalogue_names}
    for message in project.messages:
        entries["interface"][message.key] = _strings([f"ع {message.key.text}{more}"] * (6 if message.plural else 1))
    for placed in texts(project, translate_all(project), language):
        if placed.path.startswith("content/") and placed.segment.translatable:
            text = own.get(placed.segment.text, f"ع {_quiet(placed.segment.text)}{more}")
            entries[placed.catalogue][placed.segment.key] = _strings([text])
    for name, found in entries.items():
        plural = {key: message.plural for message in project.messages if (key := message.key).text == PLURAL[0]}
        written = [_entry(key, plural.get(key, ""), strings) for key, strings in found.items()]
        header = "\n".join(new_header(language.code, language.plural_forms))
        (root / catalogue_path(language, name)).write_text("\n\n".join([header, *written, ""]), "utf-8")


def _quiet(text: str) -> str:
    """Return a text without what no translation may have."""
    return text.replace(WORDS, "ع").replace("<\u200b", "ع")


def _entry(key: Key, plural: str, strings: str) -> str:
    texts = {"msgctxt": key.context, "msgid": key.text, "msgid_plural": plural}
    lines = [f"{word} {json.dumps(text, ensure_ascii=False)}" for word, text in texts.items() if text]
    return "\n".join([*lines, strings])


def _strings(forms: Sequence[str]) -> str:
    names = [f"msgstr[{number}]" for number in range(len(forms))] if len(forms) > 1 else ["msgstr"]
    return "\n".join(f"{name} {json.dumps(form, ensure_ascii=False)}" for name, form in zip(names, forms, strict=True))


def _sign(root: Path, name: str) -> None:
    """Record who translated and checked a page."""
    project = load_project(root, [])
    language = next(found for found in project.languages if found.code == CODES[1])
    review = Review("human", name, name, dt.date(2026, 11, 24))
    signed = sign(project, translate_all(project), language, "help/now", review)
    (root / reviews_path(language)).write_text(signed.text, "utf-8")
