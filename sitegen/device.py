"""What every page needs for what stays on the reader's device: settings, the card for staff, sharing, saved copies."""

from typing import Any, NamedTuple

from sitegen.cldr import locales_of
from sitegen.model import Language
from sitegen.places import LANGUAGE_ROOT
from sitegen.project import Project
from sitegen.sharing import SharePicture, share_picture

EASIER_TO_READ = "easier-to-read/"
STAFF_CARD = "staff-card/"
OFFLINE = "offline/"
WORKER = "service-worker.js"


class Device(NamedTuple):
    """What is the same for all pages of a language."""

    top: str
    """The absolute address of the language's home page."""

    keeps: bool
    """Devices keep copies of pages."""

    picture: SharePicture | None
    graph_locale: str
    date_locale: str

    def values(self) -> dict[str, Any]:
        """Return what the header, the footer and the head of every page say of it."""
        return {
            "easier_url": LANGUAGE_ROOT + EASIER_TO_READ,
            "staff_card_url": f"{LANGUAGE_ROOT}{STAFF_CARD}#card",
            "worker_url": LANGUAGE_ROOT + WORKER if self.keeps else None,
            "share_picture": self.picture,
            "graph_locale": self.graph_locale,
            "date_locale": self.date_locale,
        }


def device_of(project: Project, language: Language) -> Device:
    """Return what the pages of a language say of the reader's device."""
    locales = locales_of(language)
    return Device(
        top=f"{project.site.base}{language.code}/",
        keeps=bool(project.site.offline),
        picture=share_picture(project, language),
        graph_locale=locales.graph,
        date_locale=locales.dates,
    )
