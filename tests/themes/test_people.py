"""A person's code beats the model's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, Answer, CodeDecision, Origin, Source, ThemeCode
from pipeline.themes.gold import CodedAnswer
from pipeline.themes.people import apply_decisions, coded_answers, standing

KEYS = {"v1": "k1", "v2": "k2", "v3": "k1"}  # v3 says what v1 says
MODEL = [ThemeCode(answer, "reach", 0.2, False, -0.3) for answer in KEYS]


def says(
    act: Act, who: str = "Luokittelija 1", origin: Origin = Origin.CORRECTION, sample: str = ""
) -> CodeDecision:
    when = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
    return CodeDecision(act, who, when, "kysely", "v1", "k1", "reach", origin, sample)


def test_a_correction_holds_for_every_answer_with_the_same_text() -> None:
    codes = apply_decisions(MODEL, [says(Act.CODE)], KEYS)
    assert [code.assigned for code in codes] == [True, False, True]
    assert [code.source for code in codes] == [Source.PERSON, Source.MODEL, Source.PERSON]
    assert [code.model_assigned for code in codes] == [False, False, False]
    assert codes[0].coder == "Luokittelija 1"


def test_the_last_correction_counts() -> None:
    codes = apply_decisions(MODEL, [says(Act.CODE), says(Act.UNCODE, "Luokittelija 2")], KEYS)
    assert not codes[0].assigned
    assert codes[0].coder == "Luokittelija 2"


def test_blind_codes_count_when_all_coders_agree() -> None:
    agreed = [says(Act.CODE, who, Origin.BLIND, "otos") for who in ("B", "A")]
    codes = apply_decisions(MODEL, agreed, KEYS)
    assert (codes[0].assigned, codes[0].coder) == (True, "A, B")


def test_while_coders_disagree_the_model_s_code_stays() -> None:
    split = [says(Act.CODE, "A", Origin.BLIND), says(Act.UNCODE, "B", Origin.BLIND)]
    assert standing(split)["k1", "reach"].assigned is None
    assert apply_decisions(MODEL, split, KEYS) == MODEL


def test_a_settled_code_ends_the_disagreement() -> None:
    decisions = [
        says(Act.CODE, "A", Origin.BLIND, "otos"),
        says(Act.UNCODE, "B", Origin.BLIND, "otos"),
        says(Act.CODE, "A, B", Origin.SETTLED, "otos"),
    ]
    codes = apply_decisions(MODEL, decisions, KEYS)
    assert codes[0].assigned


def test_only_the_answer_that_was_drawn_is_a_sampled_one() -> None:
    codes = apply_decisions(MODEL, [says(Act.CODE, "A", Origin.BLIND, "otos")], KEYS)
    assert [code.sampled for code in codes] == [True, False, False]


def answer(name: str, text: str, respondent: str) -> Answer:
    return Answer(name, "kysely", respondent, "", "", "asukas", "Q1", None, text)


ANSWERS = [
    answer("v1", "Kukaan ei kuullut.", "r1"),
    answer("v2", "Penkit.", "r2"),
    answer("v3", "kukaan ei  kuullut.", "r3"),
]
TEXTS = {item.id: text_digest(item.text) for item in ANSWERS}
BOTH = [
    *(ThemeCode(name, "reach", 0.2, False, -0.3) for name in TEXTS),
    *(ThemeCode(name, "dialogue", 0.9, True, 0.4) for name in TEXTS),
]
FRAME = ["reach", "impact", "dialogue"]


def learnt(*decisions: CodeDecision) -> list[CodedAnswer]:
    made = [replace(item, key=TEXTS["v1"]) for item in decisions]
    return coded_answers(ANSWERS, apply_decisions(BOTH, made, TEXTS), made, FRAME)


def test_people_s_codes_become_coded_answers_once_a_text() -> None:
    (coded,) = learnt(says(Act.CODE))
    assert (coded.id, coded.writer, coded.group) == ("v1", "r1", "asukas")
    assert coded.themes == {"reach", "dialogue"}
    assert coded.considered == {"reach", "dialogue"}


def test_a_blind_coder_says_nothing_of_themes_that_are_not_coded() -> None:
    (coded,) = learnt(says(Act.CODE, origin=Origin.BLIND))
    assert coded.considered == {"reach"}


def test_what_coders_disagree_on_is_not_learnt() -> None:
    assert learnt(says(Act.CODE, "A", Origin.BLIND), says(Act.UNCODE, "B", Origin.BLIND)) == []


def test_decisions_can_be_applied_again_when_more_have_come() -> None:
    """A second coder's other opinion takes the first one's lone code back."""
    one = [says(Act.CODE, "A", Origin.BLIND, "otos")]
    both = [*one, says(Act.UNCODE, "B", Origin.BLIND, "otos")]
    again = apply_decisions(apply_decisions(MODEL, one, KEYS), both, KEYS)
    assert again == apply_decisions(MODEL, both, KEYS) == MODEL
