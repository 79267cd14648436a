"""People's word on words: replayed on raw answers, without the words being kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.oversight import MaskedSpan, SpanAct, SpanDecision
from pipeline.privacy import Pseudonymiser
from pipeline.privacy.pseudonymise import Pseudonymised, pseudonymise
from pipeline.privacy.review import Review, Words, find_words, mask_wanted, to_look_at, words_key
from pipeline.records import Answer, RawAnswer

KEY = b"avain vain kokeisiin"
WHEN = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)


def raw(text: str, respondent: str = "v1") -> RawAnswer:
    return RawAnswer(
        "kysely", respondent, "itainen", "Nastola", "asukas", "Q1", None, text, "k.csv", 2, "E"
    )


def name_of(text: str, respondent: str = "v1") -> str:
    return Answer.make_id(KEY, "kysely", respondent, "Q1", text)


def decided(act: SpanAct, words: str, answer: str = "", **more: Any) -> SpanDecision:
    said = Words.of(words).words
    return SpanDecision(
        act, "Maija", WHEN, "kysely", answer, words_key(KEY, said), len(said), **more
    )


def masked(pseudonymiser: Pseudonymiser, texts: list[str], *said: SpanDecision) -> Pseudonymised:
    answers = [raw(text, f"v{number}") for number, text in enumerate(texts, start=1)]
    return pseudonymise(answers, pseudonymiser, KEY, Review(said, KEY))


def texts_of(done: Pseudonymised) -> list[str]:
    return [answer.text for answer in done.answers]


def test_words_that_the_program_does_not_see_are_masked_where_a_person_says_so(
    pseudonymiser: Pseudonymiser,
) -> None:
    texts = ["Pihalla se kerhon sihteeri huutaa.", "Kerhon sihteeri on mukava."]
    said = decided(SpanAct.MASK, "KERHON SIHTEERI", name_of(texts[0], "v1"))
    done = masked(pseudonymiser, texts, said)
    assert texts_of(done) == ["Pihalla se [nimi] huutaa.", texts[1]]
    assert done.counts == {"PERSON": 1}


def test_words_masked_everywhere_are_masked_in_every_answer(pseudonymiser: Pseudonymiser) -> None:
    texts = ["Pihalla se kerhon sihteeri huutaa.", "Kerhon  sihteeri on mukava."]
    said = decided(SpanAct.MASK, "kerhon sihteeri", everywhere=True, type="PHONE")
    done = masked(pseudonymiser, texts, said)
    assert texts_of(done) == ["Pihalla se [puhelin] huutaa.", "[puhelin] on mukava."]


def test_a_mark_that_a_person_takes_off_stays_off(pseudonymiser: Pseudonymiser) -> None:
    text = "Soita 040 123 4567 tai aino@example.fi."
    said = decided(SpanAct.UNMASK, "040 123 4567", name_of(text))
    done = masked(pseudonymiser, [text], said)
    assert texts_of(done) == ["Soita 040 123 4567 tai [sähköposti]."]
    assert [span.number for span in done.spans] == [1]


def test_a_mark_that_is_taken_off_one_answer_stays_on_the_others(
    pseudonymiser: Pseudonymiser,
) -> None:
    texts = ["Soita 040 123 4567 illalla.", "Numero on 040 123 4567."]
    said = decided(SpanAct.UNMASK, "040 123 4567", name_of(texts[0], "v1"))
    assert texts_of(masked(pseudonymiser, texts, said)) == [texts[0], "Numero on [puhelin]."]
    everywhere = decided(SpanAct.UNMASK, "040 123 4567", everywhere=True)
    assert texts_of(masked(pseudonymiser, texts, everywhere)) == texts


def test_the_last_word_on_the_same_words_counts(pseudonymiser: Pseudonymiser) -> None:
    text = "Soita 040 123 4567 illalla."
    own = decided(SpanAct.UNMASK, "040 123 4567", name_of(text))
    everywhere = decided(SpanAct.MASK, "040 123 4567", everywhere=True, type="PHONE")
    assert texts_of(masked(pseudonymiser, [text], own, everywhere)) == ["Soita [puhelin] illalla."]
    assert texts_of(masked(pseudonymiser, [text], everywhere, own)) == [text]


def test_places_of_marks_are_those_of_the_masked_text(pseudonymiser: Pseudonymiser) -> None:
    texts = ["Soita 040 123 4567 tai aino@example.fi.", "-"]
    done = masked(pseudonymiser, texts)
    marks = [done.answers[0].text[span.start : span.end] for span in done.spans]
    assert marks == ["[puhelin]", "[sähköposti]"]
    assert {span.answer for span in done.spans} == {done.answers[0].id}


def test_an_answer_keeps_its_id_however_it_is_masked(pseudonymiser: Pseudonymiser) -> None:
    text = "Soita 040 123 4567 illalla."
    said = decided(SpanAct.UNMASK, "040 123 4567", name_of(text))
    before, after = masked(pseudonymiser, [text]), masked(pseudonymiser, [text], said)
    assert [a.id for a in before.answers] == [a.id for a in after.answers] == [name_of(text)]
    assert texts_of(before) != texts_of(after)


def test_words_in_the_marks_are_no_words_of_the_answer() -> None:
    text = "Soita [nimi 1] tai [puhelin], nimi on ovessa."
    assert Words.of(text).words == ("soita", "tai", "nimi", "on", "ovessa")
    said = decided(SpanAct.MASK, "nimi", "a1")
    assert mask_wanted("a1", text, Review([said], KEY)) == (
        "Soita [nimi 1] tai [puhelin], [nimi] on ovessa."
    )


def test_marks_that_the_program_is_sure_of_are_not_looked_at() -> None:
    spans = [MaskedSpan("a1", n, 0, 6, "PERSON", c, "k") for n, c in ((1, 0.7), (2, 0.8), (3, 1))]
    assert [span.number for span in to_look_at(spans, 0.8)] == [1]


_TEXT = st.lists(st.sampled_from(["Pekka", "pekka", "Äiti", "ja", "-", "12", "!"]), max_size=8)


@given(_TEXT.map(" ".join), st.integers(0, 7), st.integers(1, 3))
def test_words_are_found_again_by_their_digest_alone(text: str, first: int, length: int) -> None:
    words = Words.of(text)
    some = words.words[first : first + length]
    if not some:
        return
    found = find_words(text, words_key(KEY, some), KEY, 5)
    assert found is not None
    assert Words.of(found).words == some
    assert find_words(text, words_key(b"toinen", some), KEY, 5) is None
