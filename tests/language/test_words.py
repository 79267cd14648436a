"""Closed sets of words."""

from __future__ import annotations

import pytest

from pipeline.language.words import PRONOUNS, plural_only


@pytest.mark.parametrize(
    ("lemma", "used"),
    [
        ("vaali", "vaalit"),
        ("sisämarkkina", "sisämarkkinat"),
        ("Yhdysvalta", "Yhdysvallat"),
        ("avajainen", "avajaiset"),
        ("päättäjäinen", "päättäjäiset"),
        ("talo", "talo"),
        ("asukas", "asukas"),
    ],
)
def test_nouns_without_a_singular_are_plural(lemma: str, used: str) -> None:
    assert plural_only(lemma) == used


def test_what_may_have_a_singular_keeps_it_in_the_singular() -> None:
    assert plural_only("kasvo", plural=False) == "kasvo"
    assert plural_only("avajainen", plural=False) == "avajaiset"


def test_pronouns_that_look_like_nouns_have_their_lemma() -> None:
    assert PRONOUNS["jossakin"] == "jokin"
    assert PRONOUNS["häntä"] == "hän"
