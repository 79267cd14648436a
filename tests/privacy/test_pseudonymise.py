"""The union of all detectors, the marks, and the answers that come out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.privacy import Pseudonymiser
from pipeline.privacy.base import MARKS, PRIORITY, detectors
from pipeline.privacy.pseudonymise import pseudonymise, put_marks, unite
from pipeline.records import RawAnswer, Span

KEY = b"avain vain kokeisiin"
_MARK = re.compile(rf"\[(?:{'|'.join(MARKS.values())})(?: \d+)?\]")
_PERSONAL = [
    "131052-308T", "FI21 1234 5600 0007 85", "aino.esimerkki@example.fi", "040 123 4567",
    "Esimerkkikatu 5 B 12", "ABC-123", "@pihan_vaki", "Matti Virtanen", "Liisa Korhosen",
]  # fmt: skip
#: Finnish letters, marks, digits and an emoji, without the brackets of marks.
_PROSE = st.text("aeiknstläöAKMÄ .,!?-–\n09😀", max_size=25)
_SPLICED = st.lists(st.one_of(_PROSE, st.sampled_from(_PERSONAL)), max_size=7).map(" ".join)


def raw(text: str, respondent: str = "v1", question: str = "Q1") -> RawAnswer:
    return RawAnswer(
        "kysely", respondent, "itainen", "Nastola", "asukas", question, dt.date(2024, 2, 20),
        text, "kysely.csv", 2, "E",
    )  # fmt: skip


def cut(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = text[: span.start] + text[span.end :]
    return text


# -- what is masked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Soita 040 123 4567 illalla.", "Soita [puhelin] illalla."),
        ("Osoite on aino@example.fi.", "Osoite on [sähköposti]."),
        ("Tunnus on 131052-308T.", "Tunnus on [henkilötunnus]."),
        ("Tili on FI21 1234 5600 0007 85.", "Tili on [tilinumero]."),
        ("Asun talossa Esimerkkikatu 5.", "Asun talossa [osoite]."),
        ("Auto ABC-123 on tiellä.", "Auto [rekisterinumero] on tiellä."),
        ("Seuratkaa tiliä @pihan_vaki.", "Seuratkaa tiliä [käyttäjätunnus]."),
        ("Puhuin Matti Virtasen kanssa.", "Puhuin [nimi] kanssa."),
        ("Tapasin Matti Virtasen ja Liisa Korhosen.", "Tapasin [nimi 1] ja [nimi 2]."),
    ],
)
def test_each_kind_gets_its_mark(pseudonymiser: Pseudonymiser, text: str, masked: str) -> None:
    assert pseudonymiser.mask([text])[0][0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "Kerro Pois! on hyvä malli.",
        "Liipolassa, Launeella ja Kiveriössä on hyvä asua.",
        "Keskustan kumppanuuspöytä kokoontui, samoin Nastolan.",
        "Kadulla ajetaan vuosina 2023–2024 yhtä kovaa, penkki maksoi 350 euroa.",
    ],
)
def test_the_citys_own_names_and_plain_numbers_stay(
    pseudonymiser: Pseudonymiser, text: str
) -> None:
    assert pseudonymiser.mask([text]) == [(text, [])]


@pytest.mark.parametrize("name", ["Nieminen", "Niemisen", "Niemiselle", "Paavolaisen"])
def test_a_surname_made_of_a_districts_name_is_masked(
    pseudonymiser: Pseudonymiser, name: str
) -> None:
    """Niemi and Paavola are districts of config.yaml."""
    masked, spans = pseudonymiser.mask([f"Puhuin asiasta herra {name} luona."])[0]
    assert name not in masked
    assert [span.type for span in spans] == ["PERSON"]


def test_texts_without_anything_personal_and_no_texts_at_all_are_fine(
    pseudonymiser: Pseudonymiser,
) -> None:
    assert pseudonymiser.mask([]) == []
    assert pseudonymiser.mask(["", "-"]) == [("", []), ("-", [])]


def test_every_detector_that_cannot_run_is_named(pseudonymiser: Pseudonymiser) -> None:
    assert set(pseudonymiser.missing) <= set(detectors)
    assert {"emails", "phones", "ibans", "identity-codes"}.isdisjoint(pseudonymiser.missing)


# -- spans and marks ---------------------------------------------------------------------------


@settings(max_examples=60)
@given(text=_SPLICED)
def test_offsets_are_exact(pseudonymiser: Pseudonymiser, text: str) -> None:
    masked, spans = pseudonymiser.mask([text])[0]
    assert cut(text, spans) == _MARK.sub("", masked)
    assert len(_MARK.findall(masked)) == len(spans)


@settings(max_examples=60)
@given(text=_SPLICED)
def test_spans_are_disjoint_in_order_and_inside_the_text(
    pseudonymiser: Pseudonymiser, text: str
) -> None:
    (spans,) = pseudonymiser.find([text])
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.start < span.end <= len(text) for span in spans)


@settings(max_examples=60)
@given(text=_SPLICED)
def test_a_masked_text_has_no_code_account_or_email_left(
    pseudonymiser: Pseudonymiser, text: str
) -> None:
    masked = pseudonymiser.mask([text])[0][0]
    for name in ("identity-codes", "ibans", "emails"):
        assert detectors.create(name).find([masked]) == [[]]


def test_every_kind_has_a_mark_and_a_place_in_the_order() -> None:
    assert set(MARKS) == set(PRIORITY)


def test_overlapping_spans_become_one_of_the_more_telling_kind() -> None:
    spans = [Span(4, 9, "PERSON", 0.7), Span(0, 6, "EMAIL"), Span(12, 15, "PLATE")]
    assert unite(spans) == [Span(0, 9, "EMAIL"), Span(12, 15, "PLATE")]


def test_spans_that_only_touch_stay_apart() -> None:
    spans = [Span(0, 4, "PLATE"), Span(4, 8, "PLATE")]
    assert unite(reversed(spans)) == spans


_SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Span(start, start + length, kind),
        st.integers(0, 30), st.integers(1, 10), st.sampled_from(PRIORITY),
    )
)  # fmt: skip


@given(_SPANS)
def test_a_union_covers_exactly_what_its_spans_cover(spans: list[Span]) -> None:
    def covered(some: list[Span]) -> list[int]:
        return [place for span in some for place in range(span.start, span.end)]

    united = unite(spans)
    assert covered(united) == sorted(set(covered(spans)))
    assert unite(united) == united


def test_one_person_is_not_numbered_and_several_are_by_first_appearance() -> None:
    text = "Aino ja Eino, AINO vielä"
    spans = [Span(0, 4, "PERSON"), Span(8, 12, "PERSON"), Span(14, 18, "PERSON")]
    assert put_marks(text, spans) == "[nimi 1] ja [nimi 2], [nimi 1] vielä"
    assert put_marks(text, [spans[0], spans[2]]) == "[nimi] ja Eino, [nimi] vielä"


# -- answers -----------------------------------------------------------------------------------


def test_an_answer_keeps_everything_but_its_personal_data(pseudonymiser: Pseudonymiser) -> None:
    done = pseudonymise([raw("Soita 040 123 4567.")], pseudonymiser, KEY)
    (answer,) = done.answers
    assert answer.text == "Soita [puhelin]."
    assert done.counts == {"PHONE": 1}
    assert (answer.round, answer.respondent, answer.area) == ("kysely", "v1", "itainen")
    assert (answer.district, answer.group, answer.question) == ("Nastola", "asukas", "Q1")
    assert answer.date == dt.date(2024, 2, 20)


def test_an_answer_that_says_nothing_is_marked(pseudonymiser: Pseudonymiser) -> None:
    said = [raw(text, text) for text in ("-", "En osaa sanoa.", "Ei penkkejä.")]
    answers = pseudonymise(said, pseudonymiser, KEY).answers
    assert [answer.emptyish for answer in answers] == [True, True, False]


def test_an_exact_duplicate_points_to_the_first_of_its_kind(pseudonymiser: Pseudonymiser) -> None:
    texts = ("Lisää penkkejä.", "Valoja!", "lisää  penkkejä.", "Lisää penkkejä")
    answers = pseudonymise([raw(text, text) for text in texts], pseudonymiser, KEY).answers
    first = answers[0].id
    assert [answer.duplicate_of for answer in answers] == [None, None, first, None]


def test_answers_that_differ_in_a_name_only_keep_ids_of_their_own(
    pseudonymiser: Pseudonymiser,
) -> None:
    """A workshop's respondent may put several notes under one question."""
    notes = [raw("Soita 040 123 4567."), raw("Soita 050 123 4567."), raw("Soita 045 123 4567.")]
    answers = pseudonymise(notes, pseudonymiser, KEY).answers
    assert len({answer.id for answer in answers}) == 3
    assert [answer.duplicate_of for answer in answers] == [None, answers[0].id, answers[0].id]


def test_the_same_answers_get_the_same_ids_again(pseudonymiser: Pseudonymiser) -> None:
    items = [raw("Lisää penkkejä."), raw("Valoja!", question="Q2"), raw("Valoja!", "v2")]
    first, again = (pseudonymise(items, pseudonymiser, KEY) for _ in range(2))
    assert first == again
    assert len({answer.id for answer in first.answers}) == 3


def test_a_word_of_the_configuration_is_nobodys_name(shipped_config: Config) -> None:
    text = "Kysyin kaupassa Railia ja muita."
    privacy = shipped_config.privacy.model_copy(update={"not_names": ["Raili"]})
    config = shipped_config.model_copy(update={"privacy": privacy})
    assert Pseudonymiser(config).mask([text])[0][0] == text
    assert Pseudonymiser(shipped_config).mask([text])[0][0] == "Kysyin kaupassa [nimi] ja muita."
