"""From codes of answers to words on respondents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.records import Source
from pipeline.report.respondents import respondents
from pipeline.store import AnalysisResult
from tests.report.sample import Said, analysis, coded

NO: dict[str, float] = {}
YES = {"reach": 0.9}


def one(*said: Said) -> dict[str, bool]:
    """What is said of reach and the only respondent."""
    (word,) = [respondents(analysis(said), ("reach",)).words["reach"]]
    return {name: bool(getattr(word, name)[0]) for name in ("model", "final", "known", "sampled")}


def test_any_answer_is_enough_for_the_model_and_in_the_end() -> None:
    assert one(Said("v", "", NO), Said("v", "", YES)) == {
        "model": True, "final": True, "known": False, "sampled": False,
    }  # fmt: skip


def test_the_model_s_word_stays_its_own_when_people_say_otherwise() -> None:
    assert one(*coded([Said("v", "", YES), Said("v", "", NO)])) == {
        "model": True, "final": False, "known": True, "sampled": True,
    }  # fmt: skip
    assert one(*coded([Said("v", "", NO)], "reach"))["model"] is False


def test_a_respondent_with_only_some_answers_drawn_is_not_sampled() -> None:
    drawn, other = coded([Said("v", "", NO)]), Said("v", "", NO)
    assert one(*drawn, other) == {
        "model": False, "final": False, "known": False, "sampled": False,
    }  # fmt: skip


def test_a_person_s_yes_to_one_answer_settles_the_respondent() -> None:
    found = one(*coded([Said("v", "", NO)], "reach", drawn=False), Said("v", "", NO))
    assert (found["final"], found["known"], found["sampled"]) == (True, True, False)


def test_corrections_outside_the_sample_are_known_and_not_sampled() -> None:
    found = one(*coded([Said("v", "", YES)], drawn=False))
    assert (found["final"], found["known"], found["sampled"]) == (False, True, False)


def test_an_answer_that_says_nothing_need_not_be_coded() -> None:
    empty = Said("v", "", NO, "-", emptyish=True)
    assert one(*coded([Said("v", "", YES)]), empty)["sampled"]
    (drawn,) = coded([empty])
    half = one(*coded([Said("v", "", YES)]), drawn, Said("v", "", NO))
    assert not half["sampled"]
    silent = analysis([empty])
    assert len(respondents(silent, ("reach",))) == 0


def test_coders_who_disagree_on_one_theme_have_coded_the_others() -> None:
    result = analysis(coded([Said("v", "", {})], "reach"))
    codes = [
        replace(code, source=Source.MODEL, sampled=False) if code.theme == "impact" else code
        for code in result.codes
    ]
    split = AnalysisResult(result.analysis, result.answers, [], [], [], codes)
    words = respondents(split, ("reach", "impact")).words
    assert words["reach"].sampled.all()
    assert not words["impact"].sampled.any()
    assert not words["impact"].known.any()


def test_everybody_stands_once_in_the_order_of_the_answers() -> None:
    said = [Said("b", "itainen"), Said("a", "keskusta", YES), Said("b", "keskusta", YES)]
    people = respondents(analysis(said), ("reach",))
    assert people.ids == ("b", "a")
    assert people.areas.tolist() == ["itainen", "keskusta"]
    assert people.groups.tolist() == ["asukas", "asukas"]
    assert np.array_equal(people.words["reach"].final, [True, True])
