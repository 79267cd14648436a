"""What stands for a topic: its middle and its most central answers, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.records import Topic
from pipeline.topics.base import Document

_EXEMPLARS = 3


def described(topic: Topic, members: Sequence[Document], points: np.ndarray) -> Topic:
    """The topic with the centroid, exemplars and description that its members give it.

    Args:
        points: the members' places, shape (len(members), d). Of equal texts one stands for all.
    """
    centroid = points.mean(axis=0)
    first: dict[str, int] = {}
    for row in np.argsort(-(points @ centroid), kind="stable").tolist():
        first.setdefault(members[row].key, row)
    central = [members[row] for row in list(first.values())[:_EXEMPLARS]]
    return replace(
        topic,
        centroid=centroid.astype(np.float32),
        exemplars=tuple(document.id for document in central),
        description=" ".join(f"”{document.text}”" for document in central),
    )
