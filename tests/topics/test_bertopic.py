"""The default topic model on small hand-made answers."""

from __future__ import annotations

import random

import numpy as np
import pytest

from pipeline.config.model import TopicsConfig
from pipeline.errors import ConfigError
from pipeline.records import Assignment, Token, Topic
from pipeline.topics import Document, TopicModel, topic_models
from pipeline.topics.metric import centred

_SUBJECTS = ("bussi", "puisto", "kirjasto")
_MORE = ("aikataulu", "penkki", "hylly", "ilta", "lapsi", "vanhus", "talvi")
_DIMENSION = 16


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return topic_models.create("bertopic", TopicsConfig())


def answer(number: int, subject: int, emptyish: bool = False) -> Document:
    word, other = _SUBJECTS[subject], _MORE[number % len(_MORE)]
    text = f"{word} ja {other} {number}"
    tokens = [Token(word, word, "NOUN"), Token(other, other, "NOUN")]
    return Document(f"a{number}", text, text, "fi", tokens, emptyish)


def answers(n: int) -> tuple[list[Document], np.ndarray]:
    """Answers on three subjects in turn, each near its subject's direction."""
    noise = np.random.default_rng(7).normal(0, 0.05, (n, _DIMENSION))
    vectors = np.eye(3, _DIMENSION)[np.arange(n) % 3] + noise
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return [answer(i, i % 3) for i in range(n)], (vectors / norms).astype(np.float32)


def in_words(topics: list[Topic], assignments: list[Assignment]) -> tuple[list, list]:
    """All of a result but the order of its assignments."""
    return (
        [
            (t.id, t.label, t.description, t.keywords, t.exemplars, t.size, t.centroid.tobytes())
            for t in topics
        ],
        sorted((a.answer, a.topic, a.probability, a.runner_up) for a in assignments),
    )


@pytest.mark.parametrize("n", [0, 1, 3, 7, 8, 12, 30])
def test_any_number_of_answers_will_do(model: TopicModel, n: int) -> None:
    documents, vectors = answers(n)
    topics, assignments = model.fit(documents, vectors)
    assert [item.answer for item in assignments] == [document.id for document in documents]
    assert len(topics) <= max(1, round(1.6 * n ** (1 / 3)))
    assert (len(topics) > 0) == (n > 0)
    ids = {topic.id for topic in topics}
    assert {item.topic for item in assignments} - {None} == ids
    for topic in topics:
        assert topic.size == sum(item.topic == topic.id for item in assignments)
        assert set(topic.exemplars) <= {document.id for document in documents}
        assert topic.centroid.shape == (_DIMENSION,)
    assert len({topic.label for topic in topics}) == len(topics)


@pytest.mark.parametrize("n", [12, 30])
def test_each_subject_becomes_a_topic_of_its_own(model: TopicModel, n: int) -> None:
    documents, vectors = answers(n)
    topics, assignments = model.fit(documents, vectors)
    assert [topic.id for topic in topics] == ["01", "02", "03"]
    assert [topic.size for topic in topics] == [n // 3] * 3
    for start, subject in enumerate(_SUBJECTS):
        (found,) = {item.topic for item in assignments[start::3]}
        (topic,) = [topic for topic in topics if topic.id == found]
        assert subject in topic.keywords
        assert not set(topic.keywords) & (set(_SUBJECTS) - {subject})


def test_probabilities_say_how_clear_a_topic_is(model: TopicModel) -> None:
    _, assignments = model.fit(*answers(30))
    assert all(0.9 < item.probability <= 1 for item in assignments)
    assert all(item.runner_up not in (None, item.topic) for item in assignments)


def test_a_topic_is_described_by_its_own_answers(model: TopicModel) -> None:
    documents, vectors = answers(30)
    topics, _ = model.fit(documents, vectors)
    texts = {document.id: document.text for document in documents}
    for topic in topics:
        assert len(topic.exemplars) == 3
        assert all(f"”{texts[name]}”" in topic.description for name in topic.exemplars)


@pytest.mark.parametrize("n", [8, 30])
def test_the_order_of_the_answers_does_not_matter(model: TopicModel, n: int) -> None:
    documents, vectors = answers(n)
    places = list(range(n))
    random.Random(1).shuffle(places)
    turned = model.fit([documents[i] for i in places], vectors[places])
    assert in_words(*turned) == in_words(*model.fit(documents, vectors))


def test_equal_answers_get_equal_topics_and_all_are_counted(model: TopicModel) -> None:
    documents, vectors = answers(30)
    copies = [
        Document(f"kopio{i}", documents[4].key, documents[4].text, "fi", documents[4].tokens)
        for i in range(5)
    ]
    topics, assignments = model.fit(
        [*documents, *copies], np.vstack([vectors, *[vectors[4:5]] * 5])
    )
    mine = assignments[4]
    for copy in assignments[30:]:
        assert (copy.topic, copy.probability, copy.runner_up) == (
            mine.topic, mine.probability, mine.runner_up,
        )  # fmt: skip
    assert sum(topic.size for topic in topics) == 35
    assert {topic.size for topic in topics if topic.id == mine.topic} == {15}


def test_a_text_said_many_times_does_not_make_topics_of_its_own(model: TopicModel) -> None:
    documents, vectors = answers(30)
    copies = [
        Document(f"kopio{i}", documents[4].key, documents[4].text, "fi", documents[4].tokens)
        for i in range(40)
    ]
    topics, _ = model.fit([*documents, *copies], np.vstack([vectors, *[vectors[4:5]] * 40]))
    assert len(topics) == 3


def test_the_largest_topic_comes_first_with_copies_counted(model: TopicModel) -> None:
    documents, vectors = answers(30)
    last = model.fit(documents, vectors)[0][-1].exemplars[0]
    row = next(i for i, document in enumerate(documents) if document.id == last)
    copies = [
        Document(f"kopio{i}", documents[row].key, documents[row].text, "fi", documents[row].tokens)
        for i in range(9)
    ]
    turned = np.vstack([vectors, *[vectors[row : row + 1]] * 9])
    topics, _ = model.fit([*documents, *copies], turned)
    assert [topic.size for topic in topics] == [19, 10, 10]


@pytest.mark.parametrize("n", [1, 12])
def test_answers_without_content_words_are_no_hindrance(model: TopicModel, n: int) -> None:
    tokens = [Token("joo", "joo", "INTJ")]
    documents = [Document(f"a{i}", f"joo {i}", f"Joo {i}", "fi", tokens) for i in range(n)]
    _, assignments = model.fit(documents, answers(n)[1])
    assert len(assignments) == n


def test_a_document_in_print_does_not_show_its_text() -> None:
    assert "kirjasto" not in repr(answer(2, 2))


def test_emptyish_answers_belong_to_no_topic_and_change_none(model: TopicModel) -> None:
    documents, vectors = answers(30)
    empty = [answer(100 + i, i % 3, emptyish=True) for i in range(4)]
    topics, assignments = model.fit([*documents, *empty], np.vstack([vectors, vectors[:4]]))
    expected, known = model.fit(documents, vectors)
    assert in_words(topics, assignments[:30]) == in_words(expected, known)
    assert assignments[30:] == [Assignment(item.id, None, 0.0) for item in empty]


def test_only_emptyish_answers_give_no_topic(model: TopicModel) -> None:
    empty = [answer(i, 0, emptyish=True) for i in range(3)]
    topics, assignments = model.fit(empty, np.eye(3, _DIMENSION, dtype=np.float32))
    assert topics == []
    assert [item.topic for item in assignments] == [None] * 3


def test_languages_are_centred_each_on_its_own_mean() -> None:
    shift = np.zeros(_DIMENSION)
    shift[-1] = 3
    finnish, swedish = answers(15)[1], answers(15)[1] + shift
    points = centred(np.vstack([finnish, swedish]), ["fi"] * 15 + ["sv"] * 15)
    assert points[:15] == pytest.approx(points[15:], abs=1e-6)
    assert np.linalg.norm(points, axis=1) == pytest.approx(np.ones(30))


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="Known: bertopic"):
        topic_models.create("lda", TopicsConfig())


def test_a_phrase_stays_one_keyword(model: TopicModel) -> None:
    documents, vectors = answers(30)
    phrase = Token("Kerro Pois", "Kerro Pois!", "PROPN")
    for document in documents[::3]:
        document.tokens[0] = phrase
    topics, _ = model.fit(documents, vectors)
    assert sum("kerro pois!" in topic.keywords for topic in topics) == 1
    assert not any({"kerro", "pois!"} & set(topic.keywords) for topic in topics)
    assert not any("_" in word or "\u2060" in word for t in topics for word in t.keywords)
