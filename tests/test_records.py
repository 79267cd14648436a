"""The records that travel between the rooms: ids that last, texts that do not leak."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Answer, RawAnswer, Span, digest

_SECRET = "Soittakaa minulle, olen kerrostalon kolmannesta kerroksesta."


def raw(text: str) -> RawAnswer:
    return RawAnswer(
        "kysely", "v1", "itainen", "", "asukas", "Q1", dt.date(2024, 2, 20), text, "k.csv", 2, "E"
    )


def answer(text: str) -> Answer:
    return Answer("a1", "kysely", "v1", "itainen", "", "asukas", "Q1", None, text)


@pytest.mark.parametrize("record", [raw(_SECRET), answer(_SECRET)])
def test_a_record_in_print_does_not_show_its_text(record: object) -> None:
    for shown in (repr(record), str(record), f"{record}", repr([record]), repr({"a": record})):
        assert _SECRET not in shown
        assert "text=" not in shown


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        answer("Lisää penkkejä.").text = "Muuta"  # type: ignore[misc]


def test_an_error_about_a_record_does_not_show_its_text() -> None:
    with pytest.raises(TypeError) as caught:
        raw(_SECRET) + raw(_SECRET)  # type: ignore[operator]
    assert _SECRET not in str(caught.value)


def test_the_names_of_an_answers_fields_are_the_contract() -> None:
    assert [field.name for field in fields(Answer)] == [
        "id", "round", "respondent", "area", "district", "group", "question", "date", "text",
        "language", "duplicate_of", "emptyish",
    ]  # fmt: skip


def test_an_answers_id_is_the_same_in_every_run() -> None:
    known = Answer.make_id(b"avain", "2024-asukaskysely", "v1", "Q1", "Lisää penkkejä.")
    assert known == "011a547693cc22f7e1347c9e"
    assert known != Answer.make_id(b"toinen", "2024-asukaskysely", "v1", "Q1", "Lisää penkkejä.")
    assert known != digest("2024-asukaskysely", "v1", "Q1", "Lisää penkkejä.")


@given(st.lists(st.text("abc ä", max_size=4), min_size=1, max_size=4))
def test_an_id_has_twenty_four_characters_and_changes_with_every_part(parts: list[str]) -> None:
    assert len(digest(*parts)) == 24
    assert int(digest(*parts), 16) >= 0
    assert digest(*parts) == digest(*parts)
    for place in range(len(parts)):
        other = [*parts]
        other[place] += "x"
        assert digest(*other) != digest(*parts)
    assert digest(*parts, "") != digest(*parts)


def test_parts_of_an_id_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert len(digest("ab", size=8)) == 16


def test_spans_are_equal_when_all_of_them_is() -> None:
    assert Span(0, 4, "PERSON") == Span(0, 4, "PERSON", 1.0)
    assert Span(0, 4, "PERSON") != Span(0, 4, "PERSON", 0.7)
