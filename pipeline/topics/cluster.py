"""Clustering for small corpora, in the shape BERTopic expects of a cluster model."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples, silhouette_score

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED

#: An answer this much nearer to another topic than to its own belongs to none (silhouette).
_MISFIT = -0.05
#: Silhouettes of larger corpora are taken from a sample.
_SAMPLE = 2_000


class SilhouetteKMeans(ClusterMixin, BaseEstimator):
    """k-means whose k has the best silhouette, from the cube root of n to twice that.

    Density clustering leaves everything unassigned under a hundred answers; k-means does not,
    and on principal components it gives the same bytes on every run. Answers that lie nearer to
    another cluster than their own, and clusters under `min_topic_size`, are unassigned.

    Silhouette: Rousseeuw 1987, J. Comput. Appl. Math. 20, 53–65.
    """

    def __init__(self, config: TopicsConfig) -> None:
        self.config = config

    def fit(self, points: np.ndarray, y: object = None) -> SilhouetteKMeans:
        labels = self._best(points)
        if len(set(labels)) > 1:
            labels[silhouette_samples(points, labels) < _MISFIT] = UNASSIGNED
        for label in set(labels) - {UNASSIGNED}:
            members = labels == label
            if members.sum() < min(self.config.min_topic_size, len(points)):
                labels[members] = UNASSIGNED
        self.labels_ = labels
        return self

    def fit_predict(self, points: np.ndarray, y: object = None) -> np.ndarray:
        return self.fit(points).labels_

    def _best(self, points: np.ndarray) -> np.ndarray:
        low, high = topic_bounds(len(points), self.config)
        high = min(high, len(np.unique(points, axis=0)))
        if high < 2:
            return np.zeros(len(points), int)
        best, best_score = np.zeros(len(points), int), -np.inf
        for k in range(min(low, high), high + 1):
            labels = KMeans(k, n_init=10, random_state=self.config.seed).fit_predict(points)
            sample = _SAMPLE if len(points) > _SAMPLE else None
            score = silhouette_score(
                points, labels, sample_size=sample, random_state=self.config.seed
            )
            if score > best_score + 1e-9:
                best, best_score = labels.astype(int), score
        return best


def topic_bounds(n: int, config: TopicsConfig) -> tuple[int, int]:
    """The fewest and most topics that n answers may have; (1, 1) when they are too few for two."""
    root = n ** (1 / 3)
    high = min(config.max_topics, n // config.min_topic_size, round(2 * root))
    if high < 2:
        return 1, 1
    return min(high, max(config.min_topics, round(root))), high
