"""The pages that each language has besides the content's: the A to Z, and the page for a missing address."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from sitegen.places import Place, place_of
from sitegen.render import A_TO_Z, LanguageSite

_LETTERS = str.maketrans("łŁđĐøØıŞ", "lLdDoOiS")
"""Letters that Unicode does not take apart into a base letter and a mark."""


def own_pages(site: LanguageSite) -> Iterator[tuple[str, bytes]]:
    """Give each of these pages: its path below the site and its bytes."""
    code = site.language.code
    yield f"{code}/{A_TO_Z}index.html", _a_to_z(site)
    yield f"{code}/404.html", _not_found(site)


def _a_to_z(site: LanguageSite) -> bytes:
    pages = [found for found in site.here.values() if found.page.kind in {"page", "lesson", "section"}]
    pages.sort(key=lambda found: (sort_key(found.title.text), found.page.address))
    letters = [
        {"letter": letter, "pages": [site.listed_page(found) for found in group]}
        for letter, group in groupby(pages, key=lambda found: sort_key(found.title.text)[:1].upper())
    ]
    return site.whole("a-to-z.html", site.listed_in_search(A_TO_Z), {"letters": letters}, place_of(A_TO_Z))


def _not_found(site: LanguageSite) -> bytes:
    """Return the page for a missing address; it is served at any depth, so its links begin at the top of the host."""
    top = site.project.site.top
    place = Place(f"{top}{site.language.code}/", top, "")
    return site.whole("not-found.html", site.shown(), {"navigation": site.sections}, place)


def sort_key(title: str) -> str:
    """Return a title as lists sort it: small, without marks on Latin letters, without the Arabic article."""
    folded = unicodedata.normalize("NFD", title.translate(_LETTERS)).casefold()
    bare = "".join(letter for letter in folded if not "\u0300" <= letter <= "\u036f")
    return bare.lstrip("\"'„“«¿ ").removeprefix("ال")
