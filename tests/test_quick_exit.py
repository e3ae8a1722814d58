"""A page that somebody must not be seen reading: left at once, and kept on no device."""

from pathlib import Path

import pytest
from conftest import change

from sitegen.pipeline import build, read_project
from sitegen.problems import SiteError

ELSEWHERE = "https://weather.example/"


@pytest.fixture
def secret(small: Path) -> Path:
    """Give the small site with a quick exit on the first lesson."""
    change(small / "content/site.yaml", "sections:", f"exit_to: {ELSEWHERE}\nsections:")
    change(small / "content/lessons/one.md", "title:", "quick_exit: yes\ntitle:")
    return small


def test_no_device_keeps_a_copy_of_it(secret: Path, tmp_path: Path) -> None:
    """The service worker of each language knows its address."""
    build(secret, tmp_path / "site")

    worker = (tmp_path / "site/pl/service-worker.js").read_text("utf-8")
    assert worker.rstrip().endswith('["lessons/one/"]];')


def test_a_quick_exit_leads_somewhere(secret: Path) -> None:
    """Without an address it is a mistake of the page."""
    change(secret / "content/site.yaml", f"exit_to: {ELSEWHERE}\n", "")

    with pytest.raises(SiteError, match=r'content/lessons/one\.md:2: "quick_exit" needs "exit_to"'):
        read_project(secret)


def test_it_cannot_be_among_the_pages_that_every_device_keeps(secret: Path) -> None:
    """Who looks at the device later would find it."""
    change(secret / "content/help/now.md", "title:", "quick_exit: yes\ntitle:")

    with pytest.raises(
        SiteError, match=r'content/site\.yaml:13: "offline" names content/help/now\.md, which no device'
    ):
        read_project(secret)


def test_the_address_is_that_of_a_secure_website(secret: Path) -> None:
    """Told with its line."""
    change(secret / "content/site.yaml", ELSEWHERE, "javascript:history.back()")

    with pytest.raises(SiteError, match=r'content/site\.yaml:\d+: "exit_to" is "javascript:history\.back\(\)"'):
        read_project(secret)
