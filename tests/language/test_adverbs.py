"""Adverbs keep their case and lose their suffixes."""

from __future__ import annotations

import pytest

from pipeline import engines
from pipeline.errors import MissingPartError
from pipeline.language.adverbs import adverb_lemma
from pipeline.language.base import lemmatizers


@pytest.fixture(scope="module", autouse=True)
def _voikko() -> None:
    try:
        lemmatizers.create("voikko")
    except MissingPartError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("mukanaan", "mukana"),
        ("jälkeensä", "jälkeen"),
        ("isästäni", "isä"),
        ("kokonaan", "kokonaan"),
        ("vieläkin", "vielä"),
        ("siellähän", "siellä"),
        ("Kylläpä", "kyllä"),
        ("sittenkin", "sittenkin"),
        ("jopa", "jopa"),
        ("laajemmin", "laajasti"),
        ("helpoimmin", "helposti"),
        ("paremmin", "hyvin"),
        ("myöhemmin", "myöhemmin"),
        ("nuoret", "nuori"),
        ("nopeasti", None),
        ("kunnossa", None),
    ],
)
def test_a_suffix_is_taken_off(form: str, lemma: str | None) -> None:
    assert adverb_lemma(form, engines.analyses(form), engines.analyses) == lemma
