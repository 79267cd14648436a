"""An answer masked anew is masked in every table, and people's word on it goes on to hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.ingest.emptyish import text_digest
from pipeline.oversight import MaskedSpan, SpanAct, SpanDecision
from pipeline.records import (
    Act,
    Answer,
    CodeDecision,
    Evidence,
    ThemeCode,
    Token,
    TopicAct,
    TopicDecision,
)
from pipeline.store import AnalysisResult, Store
from pipeline.store.database import open_database
from pipeline.store.schema import metadata
from pipeline.store.texts import Change
from tests.store.test_store import result_of

WHEN = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)
OLD = "Soita [puhelin]. Raili Virtanen hoitaa penkit! Kiitos siitä."
NEW = "Soita [puhelin]. [nimi] hoitaa penkit! Kiitos siitä."
OTHER = "Penkit ovat rikki."
TOKENS = [
    Token("Raili", "Raili", "PROPN"), Token("Virtanen", "Virtanen", "PROPN"),
    Token("hoitaa", "hoitaa", "VERB"), Token("penkit", "penkki", "NOUN"),
]  # fmt: skip


def analysed(number: int = 1, first: str = OLD, second: str = OTHER) -> AnalysisResult:
    """An analysis in which the first answer is quoted wherever an answer can be."""
    result = result_of(number, (first, second))
    one = result.answers[0].id
    # The id is of the raw text: it is the same however the answer is masked.
    answers = [replace(result.answers[0], id="vastaus-1"), result.answers[1]]
    evidence = Evidence("Raili Virtanen hoitaa penkit!", ("virtanen", "penkki"), ("vastaus-1",))
    topic = replace(
        result.topics[0], label="Virtanen ja penkit", description=f"”{first}” ”{second}”",
        keywords=("virtanen", "penkki"), exemplars=("vastaus-1",), parent="Virtasten asiat",
    )  # fmt: skip
    mark = first.index("[puhelin]")
    return replace(
        result,
        answers=answers,
        topics=[topic],
        found=[topic],
        retired=[],
        assignments=[
            replace(item, answer="vastaus-1" if item.answer == one else item.answer)
            for item in result.assignments
        ],
        codes=[ThemeCode("vastaus-1", "reach", 0.9, True, 0.4, evidence)],
        spans=[MaskedSpan("vastaus-1", 1, mark, mark + 9, "PHONE", 0.7, "k")],
    )


def store_with(url: str, *results: AnalysisResult) -> Store:
    store = Store(url)
    store.add_tokens(
        "voikko", {OLD: ("fi", TOKENS), OTHER: ("fi", [Token("Penkit", "penkki", "NOUN")])}
    )
    store.add_embeddings("m", {OLD: np.ones(2, np.float32), OTHER: np.zeros(2, np.float32)})
    for result in results:
        store.write(result)
    return store


def everything_in(url: str) -> str:
    """All rows of all tables, in print."""
    with open_database(url).connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        )


def test_nothing_more_telling_of_the_answer_stays_in_any_table(store_url: str) -> None:
    store = store_with(store_url, analysed(1), analysed(2))
    assert "irtanen" in everything_in(store_url)
    assert store.change_texts({"vastaus-1": NEW, "nobody": "x"}) == 1
    kept = everything_in(store_url)
    assert "irtanen" not in kept
    assert "Raili" not in kept
    assert store.embeddings("m", [OLD]) == {}
    assert store.tokens("voikko", [OLD]) == {}
    assert store.change_texts({"vastaus-1": NEW}) == 0


def test_what_quotes_the_answer_quotes_it_as_it_is_now(store_url: str) -> None:
    store = store_with(store_url, analysed())
    store.change_texts({"vastaus-1": NEW})
    result = store.read("kysely")
    assert result.answers[0].text == NEW
    assert result.codes[0].evidence == Evidence(
        "[nimi] hoitaa penkit!", ("penkki",), ("vastaus-1",)
    )
    (topic,) = result.topics
    assert topic.description == f"”{NEW}” ”{OTHER}”"
    assert (topic.keywords, topic.label) == (("penkki",), "… ja penkit")
    assert [NEW[span.start : span.end] for span in result.spans] == ["[puhelin]"]
    assert set(store.embeddings("m", [OTHER])) == {OTHER}


def test_a_run_that_read_an_answer_before_it_was_masked_more_is_not_kept(store_url: str) -> None:
    store = store_with(store_url, analysed(1))
    store.change_texts({"vastaus-1": NEW})
    with pytest.raises(StoreError, match="masked words or forgotten answers"):
        store.write(analysed(2))
    assert store.read("kysely").analysis.id == "a1"
    assert "irtanen" not in everything_in(store_url)


def test_texts_that_do_not_follow_the_newest_decision_are_refused(store_url: str) -> None:
    store = store_with(store_url, analysed(1))
    made = SpanDecision(SpanAct.MASK, "Maija", WHEN, "kysely", "vastaus-1", "k", 1)
    store.add_span_decisions([made])
    with pytest.raises(StoreError, match="Run it again"):
        store.change_texts({"vastaus-1": NEW}, "kysely", [])
    assert store.read("kysely").answers[0].text == OLD
    assert store.change_texts({"vastaus-1": NEW}, "kysely", [made]) == 1


def test_a_later_analysis_of_texts_that_are_masked_more_is_kept(store_url: str) -> None:
    store = store_with(store_url, analysed(1))
    store.change_texts({"vastaus-1": NEW})
    later = analysed(2)
    quiet = replace(later.topics[0], description="", label="Penkit", keywords=(), parent="")
    store.write(
        replace(
            later,
            answers=[replace(later.answers[0], text=NEW), later.answers[1]],
            topics=[quiet], found=[quiet], codes=[], spans=[],
        )
    )  # fmt: skip
    assert "irtanen" not in everything_in(store_url)


def test_words_that_other_answers_say_too_stay_in_headings(store_url: str) -> None:
    second = "Virtanen on hyvä naapuri."
    store = store_with(store_url)
    store.add_tokens("voikko", {second: ("fi", [Token("Virtanen", "virtanen", "PROPN")])})
    store.write(analysed(second=second))
    store.change_texts({"vastaus-1": NEW})
    (topic,) = store.read("kysely").topics
    assert (topic.keywords, topic.label) == (("virtanen", "penkki"), "Virtanen ja penkit")


def said(text: str, answer: str = "vastaus-1", act: Act = Act.CODE) -> CodeDecision:
    return CodeDecision(act, "Maija", WHEN, "kysely", answer, text_digest(text), "reach")


def test_people_s_word_on_a_text_holds_for_the_text_as_it_is_now(store_url: str) -> None:
    store = store_with(store_url, analysed())
    store.add_decisions([said(OLD), said(OTHER, "muu"), said(OLD, act=Act.UNCODE)])
    keys = (text_digest(OTHER), text_digest(OLD))
    store.add_topic_decisions([
        TopicDecision(TopicAct.MOVE, "Maija", WHEN, "kysely", "T1", into="T1", keys=keys)
    ])  # fmt: skip
    store.change_texts({"vastaus-1": NEW})
    assert store.decisions({text_digest(OLD)}) == []
    held = store.decisions({text_digest(NEW)})
    assert [item.act for item in held] == [Act.CODE, Act.UNCODE]
    assert len(store.decisions()) == 3
    (moved,) = store.topic_decisions(["kysely"])
    assert moved.keys == (text_digest(OTHER), text_digest(NEW))


def test_where_another_answer_keeps_the_old_text_the_word_holds_for_both(store_url: str) -> None:
    store = store_with(store_url, analysed(second=OLD.upper()))
    store.add_decisions([said(OLD)])
    store.change_texts({"vastaus-1": NEW})
    for text in (OLD, NEW):
        assert [item.act for item in store.decisions({text_digest(text)})] == [Act.CODE]


def test_what_a_run_that_was_cut_short_left_in_the_caches_goes_with_the_next(
    store_url: str,
) -> None:
    store = store_with(store_url)
    left = "Tämän vastauksen ajo katkesi."
    store.add_tokens("voikko", {left: ("fi", [])})
    store.add_embeddings(
        "m", {left: np.ones(2, np.float32), "Koulutusteksti": np.ones(2, np.float32)}
    )
    store.write(analysed())
    assert store.tokens("voikko", [left]) == {}
    assert set(store.embeddings("m", [left, OLD, "Koulutusteksti"])) == {OLD, "Koulutusteksti"}


_TEXT = st.lists(st.sampled_from(["Raili", "Virtanen", "hoitaa", "penkit", "!", ","]), max_size=12)


@given(_TEXT, st.sets(st.integers(0, 11)), st.integers(0, 11), st.integers(1, 12))
def test_a_quote_moves_to_the_same_words_or_their_marks(
    words: list[str], masked: set[int], first: int, length: int
) -> None:
    quote = " ".join(words[first : first + length])
    new = ["[nimi]" if place in masked else word for place, word in enumerate(words)]
    change = Change(" ".join(words), " ".join(new))
    start = len(" ".join(words[:first])) + (first > 0)
    if not quote or start + len(quote) > len(change.old):
        return
    begins, ends = change.moved(start, start + len(quote))
    moved = change.new[begins:ends]
    gone = set(words) - set(new)
    assert not any(word in moved for word in gone)
    assert moved in change.new
    if not masked:
        assert moved == quote


def test_answers_with_one_text_each_keep_an_id_of_their_own() -> None:
    ids = {Answer.make_id(b"avain", "kysely", name, "Q1", OLD) for name in ("v1", "v2")}
    assert len(ids) == 2
