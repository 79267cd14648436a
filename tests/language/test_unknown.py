"""Words that no dictionary has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.unknown import base_form, infinitive


@pytest.mark.parametrize(
    ("form", "features", "base"),
    [
        ("Spiegelin", {"Case": "Gen"}, "Spiegel"),
        ("Giovannin", {"Case": "Gen"}, "Giovanni"),
        ("Arduinolla", {"Case": "Ade"}, "Arduino"),
        ("Kalymnokselle", {"Case": "All"}, "Kalymnos"),
        ("Hypatiaa", {"Case": "Par"}, "Hypatia"),
        ("EU:ssa", {"Case": "Ine"}, "EU"),
        ("tweeteillä", {"Case": "Ade", "Number": "Plur"}, "tweet"),
        ("lahtelaisuuden", {"Case": "Gen"}, "lahtelaisuus"),
        ("Arduino", {"Case": "Nom"}, "Arduino"),
        ("Arduino", {}, "Arduino"),
    ],
)
def test_a_word_loses_the_ending_of_its_case(
    form: str, features: dict[str, str], base: str
) -> None:
    assert base_form(form, features) == base


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("twiittaillut", "twiittailla"),
        ("googlannut", "googlata"),
        ("filtteröity", "filtteröidä"),
        ("twiittasi", "twiitata"),
        ("bloggasivat", "blogata"),
        ("treenaantuvat", "treenaantua"),
        ("klompsuttaen", "klompsuttaa"),
    ],
)
def test_a_new_verb_gets_an_infinitive(form: str, verb: str) -> None:
    assert infinitive(form) == verb


@given(st.text(max_size=12), st.sampled_from(["Gen", "Par", "Ine", "Ill", "Nom", ""]))
def test_nothing_is_left_without_a_base_form(form: str, case: str) -> None:
    assert bool(base_form(form, {"Case": case})) == bool(form)
    assert bool(infinitive(form)) == bool(form)
