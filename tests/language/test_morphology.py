"""From Voikko's analyses to a lemma and a part of speech."""

from __future__ import annotations

from pipeline.language.morphology import token_from
from pipeline.records import Token


def test_a_form_without_an_analysis_is_its_own_lemma() -> None:
    assert token_from("Höpsinkeinen", []) == Token("Höpsinkeinen", "Höpsinkeinen", "X")
    assert token_from("höpsÄkkä", []) == Token("höpsÄkkä", "höpsäkkä", "X")


def test_a_mark_needs_no_analysis() -> None:
    assert token_from("!", []) == Token("!", "!", "PUNCT")


def test_the_first_analysis_counts() -> None:
    analyses = [
        {"BASEFORM": "puisto", "CLASS": "nimisana"},
        {"BASEFORM": "puistaa", "CLASS": "teonsana"},
    ]
    assert token_from("puistossa", analyses) == Token("puistossa", "puisto", "NOUN")


def test_a_participle_of_an_agent_goes_last() -> None:
    analyses = [
        {"BASEFORM": "tapahtuma", "CLASS": "laatusana", "PARTICIPLE": "agent"},
        {"BASEFORM": "tapahtuma", "CLASS": "nimisana"},
    ]
    assert token_from("tapahtumaa", analyses).pos == "NOUN"


def test_a_lower_case_form_is_a_name_only_when_it_can_be_nothing_else() -> None:
    name = {"BASEFORM": "Aamu", "CLASS": "etunimi"}
    noun = {"BASEFORM": "aamu", "CLASS": "nimisana"}
    assert token_from("aamulla", [name, noun]) == Token("aamulla", "aamu", "NOUN")
    assert token_from("aamulla", [name]) == Token("aamulla", "Aamu", "PROPN")
    assert token_from("Aamulla", [name, noun]) == Token("Aamulla", "Aamu", "PROPN")


def test_other_participles_stand_under_their_verb() -> None:
    analysis = {
        "BASEFORM": "korjattu", "CLASS": "laatusana", "PARTICIPLE": "past_passive",
        "FSTOUTPUT": "[Lt][Xp]korjata[X]korja[Rt][Ll]tt[Ny]ut",
    }  # fmt: skip
    assert token_from("korjatut", [analysis]) == Token("korjatut", "korjata", "VERB")


def test_adverbs_in_sti_stay_as_they_are() -> None:
    analysis = {"BASEFORM": "nopea", "CLASS": "laatusana", "SIJAMUOTO": "kerrontosti"}
    assert token_from("Nopeasti", [analysis]) == Token("Nopeasti", "nopeasti", "ADV")


def test_seams_of_compounds_are_taken_out() -> None:
    analysis = {"BASEFORM": "kumppanuus=pöytä", "CLASS": "nimisana"}
    assert token_from("kumppanuuspöydässä", [analysis]).lemma == "kumppanuuspöytä"


def test_an_unknown_class_of_words_is_x() -> None:
    assert token_from("jokin", [{"BASEFORM": "jokin", "CLASS": "uusi_luokka"}]).pos == "X"
