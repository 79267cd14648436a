"""Larger groups over many topics, so that a person can find the way among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.records import Topic
from pipeline.topics.base import Document
from pipeline.topics.headings import headings
from pipeline.topics.metric import unit

#: More topics than this stand in groups, some three to a group.
MOST_WITHOUT = 12
_TO_A_GROUP = 3


def with_parents(topics: Sequence[Topic], members: Sequence[Sequence[Document]]) -> list[Topic]:
    """The topics with the headings of their groups; as they are when they are few.

    Groups by Ward's linkage of the topics' centroids (Ward 1963).

    Args:
        members: each topic's documents.
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
    name = dict(zip(groups, headings(together), strict=True))
    return [replace(topic, parent=name[label]) for topic, label in zip(topics, labels, strict=True)]
