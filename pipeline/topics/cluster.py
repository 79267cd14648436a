"""Spectral clustering by a consensus of subsamples, in BERTopic's shape of a cluster model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment
from scipy.sparse.linalg import eigsh
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from sklearn.neighbors import kneighbors_graph
from threadpoolctl import threadpool_limits

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED, digest
from pipeline.topics.metric import unit

#: Neighbours of an answer in the graph: a sixth of few answers, so many of many.
_NEIGHBOURS = 60
#: Subsamples that vote, and the share of the answers in each.
_SUBSAMPLES = 48
_SHARE = 0.8
#: Topics that suit people, in cube roots of the number of answers, and what a departure costs.
_SUITED, _DEPARTURE = 1.4, 0.3
#: An answer belongs to the topic that so many of its subsamples put it in; at most so many belong
#: to none.
_AGREED = 0.5
_MOST_UNASSIGNED = 0.1
#: So many neighbours vote where an answer joins topics that others made.
_VOTERS = 15
#: Of more answers than this a sample makes the topics, and the others join their neighbours'.
_MOST = 4_000


class ConsensusSpectral(ClusterMixin, BaseEstimator):
    """Spectral clustering (Ng, Jordan and Weiss 2001) with a vote over subsamples.

    The graph of nearest neighbours finds groups of any shape; k-means on the embedding itself finds
    balls. Each of several subsamples is clustered alone; the number of topics is the one on which
    they agree most (stability: Ben-Hur, Elisseeff and Guyon 2002; von Luxburg 2010), with a mild
    preference for as many as a person can keep in mind; and each answer goes where most of them put
    it (consensus: Strehl and Ghosh 2002). Whether an answer is in a subsample depends on its own
    key alone, so that no seed and no other answer decides.

    Args:
        keys: one a row; equal rows need not have equal keys.
    """

    def __init__(self, config: TopicsConfig, keys: Sequence[str]) -> None:
        self.config = config
        self.keys = keys

    def fit(self, points: np.ndarray, y: object = None) -> ConsensusSpectral:
        with threadpool_limits(1):  # the number of threads must not show
            self.labels_ = self._labels(np.asarray(points))
        return self

    def fit_predict(self, points: np.ndarray, y: object = None) -> np.ndarray:
        return self.fit(points).labels_

    def _labels(self, points: np.ndarray) -> np.ndarray:
        chance = _chance(self.keys, 0)
        rows = np.sort(np.argsort(chance, kind="stable")[:_MOST])
        sample = points[rows].astype(np.float64)
        low, high = topic_bounds(len(points), self.config)
        high = min(high, len(np.unique(sample, axis=0)))
        if high < 2:
            return np.zeros(len(points), int)
        votes = self._votes(sample, [self.keys[row] for row in rows], min(low, high), high)
        labels = np.full(len(points), UNASSIGNED)
        labels[rows] = decide(votes, self.config.min_topic_size)
        others = np.setdiff1d(np.arange(len(points)), rows)
        if len(others):
            labels[others] = _neighbours_labels(points[rows], labels[rows], points[others])
        return labels

    def _votes(self, points: np.ndarray, keys: Sequence[str], low: int, high: int) -> np.ndarray:
        """In how many subsamples each answer is in each topic, shape (answers, topics)."""
        numbers = range(low, high + 1)
        whole = _partitions(points, numbers, self.config.seed)
        chances = (_chance(keys, number) for number in range(1, _SUBSAMPLES + 1))
        samples = [np.flatnonzero(chance < _SHARE) for chance in chances]
        samples = [rows for rows in samples if len(rows) > high]
        runs = [_partitions(points[rows], numbers, self.config.seed) for rows in samples]
        agreement = {
            k: np.mean([
                adjusted_rand_score(whole[k][rows], run[k])
                for rows, run in zip(samples, runs, strict=True)
            ] or [0.0])
            for k in numbers
        }  # fmt: skip
        suited = _SUITED * len(points) ** (1 / 3)
        worth = {k: agreement[k] - _DEPARTURE * abs(np.log(k / suited)) for k in numbers}
        best = max(numbers, key=lambda k: (round(worth[k], 6), k))
        return _count(whole[best], samples, [run[best] for run in runs], best)


def decide(votes: np.ndarray, smallest: int) -> np.ndarray:
    """The topic of each answer; those on which the subsamples agree least belong to none.

    While a topic is too small the smallest is dissolved: its answers go to their next vote among
    the topics that stand. One topic always stands.

    Args:
        votes: shape (answers, topics).
        smallest: the fewest answers that make a topic.
    """
    sure = votes.max(axis=1) / np.maximum(votes.sum(axis=1), 1)
    order = np.argsort(sure, kind="stable")[: int(_MOST_UNASSIGNED * len(votes))]
    # These go first: taken out of topics that had been looked at, they would make them too small.
    belongs = np.ones(len(votes), bool)
    belongs[order[sure[order] < _AGREED]] = False
    standing = np.arange(votes.shape[1])
    while True:
        labels = np.where(belongs, standing[votes[:, standing].argmax(axis=1)], UNASSIGNED)
        sizes = (labels[:, None] == standing).sum(axis=0)
        if len(standing) == 1 or sizes.min() >= smallest:
            return labels
        standing = np.delete(standing, sizes.argmin())


def topic_bounds(n: int, config: TopicsConfig) -> tuple[int, int]:
    """The fewest and most topics that n answers may have; (1, 1) when they are too few for two."""
    root = n ** (1 / 3)
    high = min(config.max_topics, n // config.min_topic_size, round(1.6 * root))
    if high < 2:
        return 1, 1
    return min(high, max(config.min_topics, round(0.75 * root))), high


def _chance(keys: Sequence[str], number: int) -> np.ndarray:
    """A number in [0, 1) for each key, as good as random and always the same."""
    return np.array([int(digest(str(number), key, size=4), 16) / 2**32 for key in keys])


def _partitions(points: np.ndarray, numbers: range, seed: int) -> dict[int, np.ndarray]:
    """Labels by number of topics."""
    vectors = _eigenvectors(points, numbers.stop - 1)
    found = {}
    for k in numbers:
        found[k] = KMeans(k, n_init=5, random_state=seed).fit_predict(unit(vectors[:, :k]))
    return found


def _eigenvectors(points: np.ndarray, count: int) -> np.ndarray:
    """Of the normalised graph of nearest neighbours, the largest first; shape (n, count)."""
    neighbours = min(_NEIGHBOURS, max(2, len(points) // 6))
    graph = kneighbors_graph(points, neighbours, mode="distance", metric="cosine")
    graph.data = np.maximum(1 - graph.data, 1e-3)
    graph = (graph + graph.T) / 2
    scale = sp.diags(1 / np.sqrt(np.asarray(graph.sum(axis=1)).ravel()))
    normal = (scale @ graph @ scale).tocsr()
    if len(points) < 3 * count:
        values, vectors = np.linalg.eigh(normal.toarray())
    else:
        values, vectors = eigsh(normal, k=count, which="LA", v0=np.ones(len(points)))
    order = np.argsort(-values, kind="stable")[:count]
    return vectors[:, order]


def _count(
    whole: np.ndarray, samples: Sequence[np.ndarray], runs: Sequence[np.ndarray], topics: int
) -> np.ndarray:
    """Votes; each subsample's topics are matched to those that stand so far."""
    labels = whole
    for _ in range(3):
        votes = np.zeros((len(whole), topics))
        votes[np.arange(len(whole)), whole] += 0.5  # decides where no subsample has a say
        for rows, run in zip(samples, runs, strict=True):
            shared = np.zeros((topics, topics))
            np.add.at(shared, (run, labels[rows]), 1)
            _, matched = linear_sum_assignment(-shared)
            votes[rows, matched[run]] += 1
        labels = votes.argmax(axis=1)
    return votes


def _neighbours_labels(points: np.ndarray, labels: np.ndarray, others: np.ndarray) -> np.ndarray:
    from sklearn.neighbors import KNeighborsClassifier

    known = labels != UNASSIGNED
    model = KNeighborsClassifier(_VOTERS, metric="cosine", algorithm="brute")
    return model.fit(points[known], labels[known]).predict(others)
