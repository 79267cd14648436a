"""Parts of compounds, for search."""

from __future__ import annotations

import pytest

from pipeline.language.compounds import compound_parts


@pytest.mark.parametrize(
    ("lemma", "parts"),
    [
        ("kumppanuuspöytä", ("kumppanuus", "pöytä")),
        ("asukasilta", ("asukas", "ilta")),
        ("avaimenperä", ("avain", "perä")),
        ("asukastoiminta", ("asukas", "toiminta")),
        ("vaikuttavuusmittari", ("vaikuttavuus", "mittari")),
        ("Etelä-Suomi", ("etelä", "Suomi")),
        ("pöytä", ()),
        ("toiminta", ()),
        ("", ()),
    ],
)
def test_a_compound_has_the_base_forms_of_its_parts(lemma: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(lemma) == parts


def test_a_hyphen_parts_what_no_dictionary_has() -> None:
    assert compound_parts("zumba-xyzzy") == ("zumba", "xyzzy")
