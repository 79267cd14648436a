"""BERTopic with parts that work from a dozen answers on.

A learnt metric and a consensus of spectral clusterings in place of UMAP and HDBSCAN; c-TF-IDF
over lemmas of content words in place of inflected forms.

Source: Grootendorst 2022, BERTopic, arXiv:2203.05794.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED, Assignment, Topic
from pipeline.topics.base import Document, TopicModel
from pipeline.topics.cluster import ConsensusSpectral
from pipeline.topics.describe import described
from pipeline.topics.headings import headings
from pipeline.topics.hierarchy import with_parents
from pipeline.topics.keywords import content_lemmas
from pipeline.topics.metric import Metric, centred, unit
from pipeline.topics.subjects import subject_headings

_TEMPERATURE = 0.1
_KEYWORDS = 10
_FILLERS = ("–", "—")
#: In place of the blank in a phrase (Kerro Pois!): BERTopic joins documents by blanks.
_JOINER = "\u2060"


class BertopicModel(TopicModel):
    """The default topic model."""

    def __init__(self, config: TopicsConfig, metric: Metric | None = None) -> None:
        super().__init__(config)
        self.metric = metric
        known = f"-{metric.version}" if metric else ""
        self.version = f"bertopic-{version('bertopic')}-5{known}"

    def fit(
        self, documents: Sequence[Document], embeddings: np.ndarray
    ) -> tuple[list[Topic], list[Assignment]]:
        rows = _one_of_each(documents)
        if not rows:
            return [], [Assignment(document.id, None, 0.0) for document in documents]
        kept = [documents[row] for row in rows]
        points = self._places(kept, embeddings[rows])
        labels, words = self._cluster(kept, points)
        copies = Counter(document.key for document in documents)
        labels, words = _largest_first(labels, words, [copies[item.key] for item in kept])
        subjects = subject_headings(self.metric, points, labels, self.config.headings)
        topics = _topics(kept, points, labels, words, subjects)
        of_key = _assign(kept, points, labels, topics)
        assignments = [
            Assignment(document.id, *of_key.get(document.key, (None, 0.0, None)))
            for document in documents
        ]
        # A topic's size counts every answer, not one of each text.
        sizes = Counter(assignment.topic for assignment in assignments)
        return [replace(topic, size=sizes[topic.id]) for topic in topics], assignments

    def points(self, documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        rows = _one_of_each(documents)
        if not rows:
            return np.zeros((len(documents), 0))
        # Seen from the same middle as in `fit`: of one document a text.
        kept = [documents[row] for row in rows]
        places = self._places(kept, embeddings[rows])
        of_key = {item.key: place for item, place in zip(kept, places, strict=True)}
        nowhere = np.zeros(places.shape[1])
        return np.stack([
            nowhere if item.emptyish else of_key.get(item.key, nowhere) for item in documents
        ])  # fmt: skip

    def _places(self, documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        if self.metric is None:
            return centred(embeddings, [document.language for document in documents])
        return self.metric.points(documents, embeddings)

    def _cluster(
        self, documents: Sequence[Document], points: np.ndarray
    ) -> tuple[np.ndarray, dict[int, list[str]]]:
        """BERTopic's labels and each topic's lemmas, best first."""
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
        from sklearn.feature_extraction.text import CountVectorizer

        lemmas = [
            [lemma.replace(" ", _JOINER) for lemma in content_lemmas(document)]
            for document in documents
        ]
        model = BERTopic(
            embedding_model=BaseEmbedder(),
            umap_model=BaseDimensionalityReduction(),
            hdbscan_model=ConsensusSpectral(self.config, [item.key for item in documents]),
            vectorizer_model=CountVectorizer(
                tokenizer=str.split, token_pattern=None, lowercase=False
            ),
            ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
            top_n_words=_KEYWORDS,
            calculate_probabilities=False,
            verbose=False,
        )
        # BERTopic's count matrix needs a word in every document, and two different ones in all.
        few = len({word for words in lemmas for word in words}) < 2
        texts = [" ".join([*words, *_FILLERS] if few else words or _FILLERS) for words in lemmas]
        labels, _ = model.fit_transform(texts, embeddings=points)
        words = {
            topic: [
                word.replace(_JOINER, " ")
                for word, weight in model.get_topic(topic)
                if word and word not in _FILLERS
            ]
            for topic in set(labels) - {UNASSIGNED}
        }
        return np.asarray(labels), words


def _largest_first(
    labels: np.ndarray, words: dict[int, list[str]], copies: Sequence[int]
) -> tuple[np.ndarray, dict[int, list[str]]]:
    """Number the topics anew from the one with most answers, copies of a text counted."""
    sizes = {topic: sum(np.asarray(copies)[labels == topic].tolist()) for topic in words}
    number = {topic: i for i, topic in enumerate(sorted(words, key=lambda t: (-sizes[t], t)))}
    renumbered = [number.get(label, UNASSIGNED) for label in labels.tolist()]
    return np.array(renumbered), {number[topic]: found for topic, found in words.items()}


def _one_of_each(documents: Sequence[Document]) -> list[int]:
    """Rows of the first document of each text that says something, in an order of their own."""
    first: dict[str, int] = {}
    for row, document in enumerate(documents):
        if not document.emptyish and document.key:
            first.setdefault(document.key, row)
    return [first[key] for key in sorted(first)]


def _topics(
    documents: Sequence[Document],
    points: np.ndarray,
    labels: np.ndarray,
    words: dict[int, list[str]],
    subjects: Sequence[str],
) -> list[Topic]:
    numbers = sorted(set(labels.tolist()) - {UNASSIGNED})
    rows = [np.flatnonzero(labels == number) for number in numbers]
    members = [[documents[row] for row in own.tolist()] for own in rows]
    topics = []
    for number, own, those in zip(numbers, rows, members, strict=True):
        bare = Topic(f"{number + 1:02d}", "", "", tuple(words[number]), (), points[:0],
                     len(own))  # fmt: skip
        topics.append(described(bare, those, points[own]))
    centrality = [points[own] @ topic.centroid for own, topic in zip(rows, topics, strict=True)]
    labelled = headings(members, [each.tolist() for each in centrality], subjects)
    named = zip(topics, labelled, strict=True)
    return with_parents([replace(topic, label=label) for topic, label in named], members, subjects)


def _assign(
    documents: Sequence[Document], points: np.ndarray, labels: np.ndarray, topics: Sequence[Topic]
) -> dict[str, tuple[str | None, float, str | None]]:
    """Each text's topic, its probability, and the next best topic.

    The probability is a softmax over the cosines to the topics' centroids: how clearly the answer
    belongs to its own topic and to no other.
    """
    if not topics:
        return {document.key: (None, 0.0, None) for document in documents}
    centroids = np.stack([topic.centroid for topic in topics]).astype(np.float64)
    centroids = unit(centroids)
    scores = np.exp((points @ centroids.T) / _TEMPERATURE)
    scores /= scores.sum(axis=1, keepdims=True)
    result: dict[str, tuple[str | None, float, str | None]] = {}
    for document, label, row in zip(documents, labels, scores, strict=True):
        order = [int(i) for i in np.argsort(-row, kind="stable") if i != label]
        if label == UNASSIGNED:
            best = topics[order[0]].id
            result[document.key] = (None, round(1 - float(row.max()), 4), best)
        else:
            other = topics[order[0]].id if order else None
            result[document.key] = (topics[label].id, round(float(row[label]), 4), other)
    return result
