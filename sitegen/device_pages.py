"""The pages for the reader's own device: reading settings, the card for staff, and what shows while offline."""

from collections.abc import Iterator
from typing import Any

from sitegen.device import EASIER_TO_READ, OFFLINE, STAFF_CARD
from sitegen.places import SITE_ROOT, place_of
from sitegen.render import LanguageSite, Values


def device_pages(site: LanguageSite) -> Iterator[tuple[str, bytes]]:
    """Give each of these pages: its path below the site and its bytes."""
    code = site.language.code
    yield f"{code}/{EASIER_TO_READ}index.html", _listed(site, EASIER_TO_READ, "easier-to-read.html", {})
    yield f"{code}/{STAFF_CARD}index.html", _listed(site, STAFF_CARD, "staff-card.html", _card(site))
    yield f"{code}/{OFFLINE}index.html", _offline(site)


def _listed(site: LanguageSite, address: str, template: str, more: dict[str, Any]) -> bytes:
    """Return a page that search engines may list."""
    return site.whole(template, site.listed_in_search(address), more, place_of(address))


def _card(site: LanguageSite) -> Values:
    """Return what the card says in English; in the content's own language the page lists the cards of the others."""
    others = [language for language in site.listed if not language.is_source]
    return {
        "english": site.english.words.t,
        "cards": [{"language": other, "url": f"{SITE_ROOT}{other.code}/{STAFF_CARD}#card"} for other in others],
    }


def _offline(site: LanguageSite) -> bytes:
    """Return the page that stands in for one that the device has not saved."""
    pages = [site.here[path] for path, _ in site.project.site.offline]
    kept = [site.listed_page(found) for found in pages if found.page.kind != "easy-read"]
    phones = [site.voice.fact(name) for name in ("contact.emergency", "contact.nhs_111")]
    return site.whole("offline.html", site.shown(), {"kept": kept, "phones": phones}, place_of(OFFLINE))
