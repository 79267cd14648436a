"""Topics that keep their ids: what became of each known topic in a new round."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Lineage, Topic
from pipeline.topics.passport import Known, Passport, match

#: Directions of subjects, and words of each.
WORDS = {
    "bussit": ("bussi", "pysäkki", "aikataulu", "vuoro"),
    "puistot": ("puisto", "penkki", "nurmikko", "leikkipaikka"),
    "koulut": ("koulu", "opettaja", "luokka", "oppilas"),
    "kirjastot": ("kirjasto", "kirja", "lehti", "lukusali"),
}


def centroid(*subjects: str, dimension: int = 8) -> np.ndarray:
    vector = np.zeros(dimension, np.float32)
    vector[[list(WORDS).index(subject) for subject in subjects]] = 1
    return vector / np.linalg.norm(vector)


def words(*subjects: str) -> tuple[str, ...]:
    share = 4 // len(subjects)
    return tuple(word for subject in subjects for word in WORDS[subject][:share])


def found(name: str, *subjects: str, size: int = 10, dimension: int = 8) -> Topic:
    middle = centroid(*subjects, dimension=dimension)
    return Topic(name, name, "", words(*subjects), (), middle, size)


def known(name: str, *subjects: str, size: int = 10) -> Known:
    return Known(name, words(*subjects), centroid(*subjects), size)


def matched(
    topics: Sequence[Topic], remembered: Sequence[Known]
) -> tuple[list[Passport], list[str]]:
    """The passports, and the known topics that nothing comes from."""
    passports = match(topics, remembered, new_id="new{}".format)
    sources = {source for passport in passports for source in passport.sources}
    return passports, sorted({item.id for item in remembered} - sources)


def test_a_topic_found_again_keeps_its_id() -> None:
    (one, other), gone = matched(
        [found("1", "koulut"), found("2", "bussit")], [known("A", "bussit"), known("B", "koulut")]
    )
    assert one == Passport("B", Lineage.CONTINUED, ("B",), 1.0)
    assert other == Passport("A", Lineage.CONTINUED, ("A",), 1.0)
    assert not gone


def test_another_subject_is_new_and_one_not_raised_is_gone() -> None:
    (one,), gone = matched([found("1", "koulut")], [known("A", "bussit")])
    assert one == Passport("new0", Lineage.NEW)
    assert gone == ["A"]


def test_the_nearest_of_two_similar_topics_continues() -> None:
    remembered = [known("A", "bussit", "puistot"), known("B", "bussit")]
    (one,), _ = matched([found("1", "bussit")], remembered)
    assert one.id == "B"


def test_two_topics_that_became_one_are_merged_under_the_nearer_one_s_id() -> None:
    middle = 2 * centroid("puistot") + centroid("bussit")
    topic = Topic("1", "", "", words("bussit", "puistot"), (), middle / np.linalg.norm(middle), 30)
    (one,), gone = matched([topic], [known("A", "bussit"), known("B", "puistot")])
    assert (one.id, one.lineage, one.sources) == ("B", Lineage.MERGED, ("B", "A"))
    assert 0 < one.score < 1
    assert not gone


def test_both_parts_of_a_split_say_so_and_one_keeps_the_id() -> None:
    middle = 2 * centroid("puistot") + centroid("bussit")
    remembered = [Known("A", words("bussit", "puistot"), middle / np.linalg.norm(middle), 30)]
    topics = [found("1", "bussit"), found("2", "puistot")]
    (one, other), gone = matched(topics, remembered)
    assert (one.id, one.lineage, one.sources) == ("new0", Lineage.SPLIT, ("A",))
    assert (other.id, other.lineage, other.sources) == ("A", Lineage.SPLIT, ("A",))
    assert one.score < other.score
    assert not gone


def test_a_subject_only_akin_to_one_that_continues_is_new() -> None:
    akin = centroid("bussit", "koulut")
    topics = [
        found("1", "bussit"),
        Topic("2", "", "", words("koulut"), (), akin, 10),
    ]
    (one, other), gone = matched(topics, [known("A", "bussit")])
    assert (one.id, one.lineage) == ("A", Lineage.CONTINUED)
    assert other.lineage is Lineage.NEW
    assert not gone


def test_a_topic_of_few_answers_is_not_taken_for_another_since_chance_shortened_it() -> None:
    """The mean of four answers is far from the subject's own direction, and known to be."""
    rng = np.random.default_rng(3)
    answers = centroid("bussit", dimension=200) + rng.normal(0, 0.1, (8, 200))
    answers /= np.linalg.norm(answers, axis=1, keepdims=True)
    few, others = answers[:4].mean(axis=0), answers[4:].mean(axis=0)
    (long,), _ = matched([Topic("1", "", "", (), (), few, 4)], [Known("A", (), others, 4)])
    unit = [middle / np.linalg.norm(middle) for middle in (few, others)]
    (short,), _ = matched([Topic("1", "", "", (), (), unit[0], 4)], [Known("A", (), unit[1], 4)])
    assert long.score > 1.2 * short.score


def test_centroids_of_another_dimension_leave_it_to_the_keywords() -> None:
    topics = [found("1", "bussit", dimension=16), found("2", "puistot", dimension=16)]
    remembered = [known("A", "puistot"), known("B", "koulut")]
    (one, other), gone = matched(topics, remembered)
    assert one.lineage is Lineage.NEW
    assert other == Passport("A", Lineage.CONTINUED, ("A",), 1.0)
    assert gone == ["B"]


def test_two_shared_keywords_of_ten_are_enough_where_there_is_nothing_else_and_one_is_not() -> None:
    old = Known("A", tuple("abcdefghij"), np.ones(4), 10)

    def lineage(keywords: str) -> Lineage:
        (one,), _ = matched([Topic("1", "", "", tuple(keywords), (), np.ones(8), 10)], [old])
        return one.lineage

    assert lineage("abklmnopqr") is Lineage.CONTINUED
    assert lineage("aklmnopqrs") is Lineage.NEW


@pytest.mark.parametrize("size", [0, 1, 2])
def test_nothing_and_next_to_nothing_do_no_harm(size: int) -> None:
    assert matched([], []) == ([], [])
    assert matched([], [known("A", "bussit")]) == ([], ["A"])
    (one,), _ = matched([found("1", "bussit")], [])
    assert one == Passport("new0", Lineage.NEW)
    blank = Topic("1", "", "", (), (), np.zeros(8), size)
    (one,), gone = matched([blank], [Known("A", (), np.zeros(8), size)])
    assert (one.lineage, gone) == (Lineage.NEW, ["A"])


def test_a_new_id_that_a_known_topic_has_is_passed_over() -> None:
    topics = [found("1", "koulut"), found("2", "puistot")]
    passports, _ = matched(topics, [known("new0", "bussit"), known("new2", "kirjastot")])
    assert [one.id for one in passports] == ["new1", "new3"]


topic_lists = st.lists(
    st.tuples(
        st.lists(st.integers(-3, 3), min_size=3, max_size=3),
        st.sets(st.sampled_from("abcdef"), max_size=4),
        st.integers(0, 40),
    ),
    max_size=6,
)


def made(parts: list) -> list[tuple[tuple[str, ...], np.ndarray, int]]:
    """Keywords, centroid (a mean of unit vectors is no longer than one) and size."""
    return [(tuple(sorted(w)), np.array(c, float) / 6, size) for c, w, size in parts]


@settings(max_examples=150, deadline=None)
@given(topic_lists, topic_lists, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_no_id_is_given_twice(
    new: list, old: list, random: Random
) -> None:
    topics = [Topic(f"t{i}", "", "", w, (), c, n) for i, (w, c, n) in enumerate(made(new))]
    remembered = [Known(f"k{i}", w, c, n) for i, (w, c, n) in enumerate(made(old))]
    passports, gone = matched(topics, remembered)
    ids = [one.id for one in passports]
    assert len(set(ids)) == len(ids) == len(topics)
    sources = {name for one in passports for name in one.sources}
    assert sources <= {item.id for item in remembered}
    assert all(0 <= one.score <= 1 for one in passports)
    assert all((one.lineage is Lineage.NEW) == (not one.sources) for one in passports)
    by_id = {topic.id: one for topic, one in zip(topics, passports, strict=True)}
    random.shuffle(topics)
    random.shuffle(remembered)
    again, gone_again = matched(topics, remembered)
    assert by_id == {topic.id: one for topic, one in zip(topics, again, strict=True)}
    assert gone == gone_again


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_the_same_topics_again_all_continue_under_their_ids(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    middles = rng.normal(0, 1, (count, 5))
    middles *= rng.uniform(0.3, 1, (count, 1)) / np.linalg.norm(middles, axis=1, keepdims=True)
    vocabulary = np.array(list("abcdefghij"))
    topics = [
        Topic(f"{i}", "", "", tuple(rng.choice(vocabulary, 3).tolist()), (), middle, 20)
        for i, middle in enumerate(middles)
    ]
    remembered = [Known(t.id, t.keywords, t.centroid, t.size) for t in topics]
    passports, gone = matched(topics, remembered)
    assert [one.id for one in passports] == [topic.id for topic in topics]
    assert {one.lineage for one in passports} == {Lineage.CONTINUED}
    assert not gone
