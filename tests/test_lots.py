"""What was made together is taken apart again as it was."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.lots import Lot, Made, alone, files_of
from sitegen.making import Part

FILES = st.dictionaries(st.integers(0, 99), st.sampled_from(["0" * 64, "f" * 64]), max_size=3)


@given(st.lists(st.tuples(st.text("ab", max_size=3), FILES), min_size=1, max_size=6))
def test_a_lot_has_the_files_and_the_key_of_each_part(rows: list[tuple[str, dict[int, str]]]) -> None:
    """Also of parts without any."""
    made = {
        Part("en", str(place)): Made.of({f"en/{place}/{number}": digest for number, digest in files.items()})
        for place, (_, files) in enumerate(rows)
    }
    keys = {part: key for part, (key, _) in zip(made, rows, strict=True)}
    lot = Lot.of(keys, made)

    assert lot.key == rows[0][0]
    assert [*lot.each()] == [(part, keys[part], found) for part, found in made.items()]
    assert files_of({Part("en", "0"): lot}) == {
        path: digest for found in made.values() for path, digest in found.files().items()
    }
    assert len(lot.made.names()) == sum(len(files) for _, files in rows)


def test_a_part_alone_is_a_lot() -> None:
    """With a key, or with none for what is made each time."""
    part, made = Part("", "build.json"), Made.of({"build.json": "0" * 64})

    assert [*alone(part, made)[part].each()] == [(part, "", made)]
    assert alone(part, made, "key")[part].key == "key"
