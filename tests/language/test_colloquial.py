"""Spoken spellings: rules propose, the dictionary decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.colloquial import MAX_COST, respell, spellings
from pipeline.language.spoken import AMBIGUOUS, SPELLINGS


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("kirjastos", "kirjastossa"),
        ("torilt", "torilta"),
        ("kertonu", "kertonut"),
        ("kuullukkaan", "kuullutkaan"),
        ("pitäs", "pitäisi"),
        ("voisko", "voisiko"),
        ("kuoppaset", "kuoppaiset"),
        ("tehä", "tehdä"),
        ("hirvee", "hirveä"),
        ("kauheesti", "kauheasti"),
        ("kivoi", "kivoja"),
        ("mettä", "metsä"),
        ("pittää", "pitää"),
        ("kengilä", "kengillä"),
        ("ilima", "ilma"),
        ("saant", "saanut"),
        ("kirjottelu", "kirjoittelu"),
        ("nouseppas", "nousepa"),
    ],
)
def test_the_rules_reach_the_standard_spelling(spoken: str, standard: str) -> None:
    assert respell(spoken, lambda spelling, _: spelling == standard) == standard


def test_the_cheapest_known_spelling_wins() -> None:
    prices = {spelling: cost for cost, spelling in spellings("hirvee")}
    dear = max(prices, key=lambda spelling: prices[spelling])
    assert respell("hirvee", lambda spelling, _: spelling in ("hirveä", dear)) == "hirveä"


def test_nothing_is_respelled_to_what_nobody_knows() -> None:
    assert respell("kirjastos", lambda *_: False) is None


@given(st.text(max_size=20))
def test_spellings_come_once_cheapest_first_and_never_the_form_itself(form: str) -> None:
    found = list(spellings(form))
    costs = [cost for cost, _ in found]
    words = [word for _, word in found]
    assert costs == sorted(costs)
    assert all(0 < cost <= MAX_COST for cost in costs)
    assert len(words) == len(set(words))
    assert form.lower() not in words


def test_a_spoken_form_is_either_clear_or_ambiguous() -> None:
    assert not set(SPELLINGS) & set(AMBIGUOUS)
    assert not set(SPELLINGS) & set(SPELLINGS.values())
