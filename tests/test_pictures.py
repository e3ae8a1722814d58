"""The credits of pictures."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from built_pages import BuiltPage
from conftest import change

from sitegen.pictures import Credit, PictureFile, load_credits
from sitegen.problems import Problem

CREDIT = "content/pictures/shapes/credit.yaml"
ADDRESSES = "licence_url: https://creativecommons.org/publicdomain/zero/1.0/\nsource_url: https://shapes.example/\n"


def credits_of(root: Path) -> tuple[Mapping[str, Credit], list[str]]:
    """Return the credits and what is wrong with them."""
    problems: list[Problem] = []
    found = load_credits(root, problems)
    return found, [problem.message for problem in problems]


def test_pictures_of_others_need_addresses(small: Path) -> None:
    """Without them nobody could see what the licence asks for."""
    change(small / CREDIT, ADDRESSES, "own: no\n")
    _, told = credits_of(small)

    assert [message.partition(" is missing")[0] for message in told] == ['"licence_url"', '"source_url"']


def test_pictures_of_our_own_need_no_addresses(small: Path) -> None:
    """There is no other place to lead to."""
    change(small / CREDIT, ADDRESSES, "own: yes\n")

    assert credits_of(small) == ({"content/pictures/shapes": Credit("Shapes", "1.0", "CC0 1.0", "", "")}, [])


def test_every_set_is_credited_where_it_is_used_and_only_there(pages: dict[str, BuiltPage]) -> None:
    """Others with links to them and to their licence, our own without."""
    credit = {
        "openmoji": ">OpenMoji</a>, <a href=",
        "health-icons": ">Health Icons</a>, <a href=",
        "own": ">Drawings made for this site, licensed as",
    }
    for path, page in pages.items():
        for folder, said in credit.items():
            assert (f"/pictures/{folder}/" in page.content) == (said in page.content), (path, folder)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b'<svg viewBox="0 0 72 36">', (72, 36)),
        (b'<svg\n  id="a" viewBox="-1 0 72.4 36.0"/>', (72, 36)),
        (b'<svg viewBox="0 0 1.2.3 4">', (0, 0)),
        (b'<svg viewBox="0 0 . .">', (0, 0)),
        (b'<svg viewBox="0 0 ' + b"9" * 400 + b' 9">', (0, 0)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x48\0\0\0\x24", (72, 36)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", (0, 0)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff", (0, 0)),
    ],
    ids=repr,
)
def test_a_picture_says_how_large_it_is_or_does_not(content: bytes, size: tuple[int, int]) -> None:
    """What is cut off, or no number, is no size; the check of pictures tells it."""
    assert PictureFile(content).size == size
