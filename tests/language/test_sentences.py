"""Sentences as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("En tiedä. Kysykää muilta!", ["En tiedä.", "Kysykää muilta!"]),
        ("mä en tiedä. sit toi tuli! no joo", ["mä en tiedä.", "sit toi tuli!", "no joo"]),
        ("Avoinna klo 17. huone 3. krs on tyhjä", ["Avoinna klo 17. huone 3. krs on tyhjä"]),
        ("Esim. Launeella 17.4. oli paja", ["Esim. Launeella 17.4. oli paja"]),
        ("penkit\nvalot\n\nroskikset", ["penkit", "valot", "roskikset"]),
        ("”Miksi ei?” Kysyin sitä kahdesti", ["”Miksi ei?”", "Kysyin sitä kahdesti"]),
        ("  ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet="aäA.!?… \n17”", max_size=60))
def test_nothing_is_lost_and_nothing_is_empty(text: str) -> None:
    parts = sentences(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part == part.strip() != "" for part in parts)
