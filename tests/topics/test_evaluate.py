"""How good topics are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.records import UNASSIGNED, Token
from pipeline.topics import Document
from pipeline.topics.evaluate import TopicFigures, measure, table

WORDS = ("bussi", "puisto", "kirjasto")


def documents(each: int = 10) -> tuple[list[Document], np.ndarray, list[str]]:
    """Answers on three subjects, each with a word of its subject and one of its own."""
    made, labels = [], []
    for i in range(3 * each):
        subject = WORDS[i % 3]
        words = (subject, f"{subject}asia", f"sana{i}")
        tokens = [Token(word, word, "NOUN") for word in words]
        made.append(Document(str(i), str(i), " ".join(words), "fi", tokens))
        labels.append(subject)
    noise = np.random.default_rng(1).normal(0, 0.05, (len(made), 8))
    return made, np.eye(3, 8)[np.arange(len(made)) % 3] + noise, labels


def by_subject(items: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
    return np.array([WORDS.index(item.text.split()[0]) for item in items])


def at_random(items: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
    return np.random.default_rng(len(items)).integers(0, 3, len(items))


def figures(cluster, **more) -> TopicFigures:  # type: ignore[no-untyped-def]
    items, embeddings, labels = documents()
    return measure("x", [cluster], items, embeddings, labels, **more)


def test_topics_that_are_the_labels_are_perfect() -> None:
    found = figures(by_subject, subsamples=3)
    assert (found.topics, found.unassigned) == (3, 0)
    assert found.ami == found.v_measure == found.ari == found.subsamples == pytest.approx(1)
    assert found.diversity == 1


def test_topics_at_random_are_worse_in_every_way() -> None:
    good, bad = figures(by_subject, subsamples=3), figures(at_random, subsamples=3)
    for name in ("ami", "v_measure", "ari", "npmi", "diversity", "coherence", "subsamples"):
        assert getattr(bad, name) < getattr(good, name), name


def test_words_that_keep_company_have_a_high_npmi() -> None:
    items, embeddings, labels = documents()
    pairs = [Document(d.id, d.key, d.text, "fi", d.tokens[:2]) for d in items]
    assert measure("x", [by_subject], pairs, embeddings, labels).npmi == pytest.approx(1)


def test_the_unassigned_are_counted_and_are_no_topic() -> None:
    def half(items: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        return np.where(np.arange(len(items)) % 2, UNASSIGNED, by_subject(items, embeddings))

    found = figures(half)
    assert (found.topics, found.unassigned) == (3, 0.5)


def test_seeds_are_compared_and_without_labels_nothing_is_against_them() -> None:
    items, embeddings, _ = documents()
    found = measure("x", [by_subject, by_subject, at_random], items, embeddings, None)
    assert found.ami is None
    assert found.seeds is not None
    assert found.seeds < 1
    assert "| x | 3 | 0 % | – |" in "\n".join(table([found]))
