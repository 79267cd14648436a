"""Larger groups over many topics, so that a person can find the way among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.records import Topic
from pipeline.topics.base import Document
from pipeline.topics.headings import headings
from pipeline.topics.metric import unit
from pipeline.topics.subjects import joined

#: More topics than this stand in groups, some three to a group.
MOST_WITHOUT = 12
_TO_A_GROUP = 3


def with_parents(
    topics: Sequence[Topic],
    members: Sequence[Sequence[Document]],
    subjects: Sequence[str] | None = None,
) -> list[Topic]:
    """The topics with the headings of their groups; as they are when they are few.

    Groups by Ward's linkage of the topics' centroids (Ward 1963). A group goes by the subjects of
    its two largest topics, or by what its answers say.

    Args:
        members: each topic's documents.
        subjects: each topic's general heading; empty where there is none.
    """
    if len(topics) <= MOST_WITHOUT:
        return list(topics)
    from sklearn.cluster import AgglomerativeClustering

    centroids = unit(np.stack([topic.centroid for topic in topics]).astype(np.float64))
    model = AgglomerativeClustering(round(len(topics) / _TO_A_GROUP), linkage="ward")
    labels = model.fit_predict(centroids)
    groups = sorted(set(labels.tolist()), key=labels.tolist().index)
    together = [
        [document for own, label in zip(members, labels, strict=True) if label == group
         for document in own]
        for group in groups
    ]  # fmt: skip
    known = [_subject(topics, subjects, labels == group) for group in groups] if subjects else None
    name = dict(zip(groups, headings(together, subjects=known), strict=True))
    return [replace(topic, parent=name[label]) for topic, label in zip(topics, labels, strict=True)]


def _subject(topics: Sequence[Topic], subjects: Sequence[str], own: np.ndarray) -> str:
    rows = sorted(np.flatnonzero(own).tolist(), key=lambda row: (-topics[row].size, topics[row].id))
    found = list(dict.fromkeys(subjects[row] for row in rows))[:2]
    return joined(found) if all(found) else ""
