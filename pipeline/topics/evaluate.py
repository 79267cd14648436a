"""How good topics are: against labels, by their words, and by how much chance moves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED
from pipeline.topics.base import Document, TopicModel, topic_models
from pipeline.topics.keywords import content_lemmas, telling_words
from pipeline.topics.metric import Metric, centred

#: Labels of documents, -1 for none; shape (documents,).
Cluster = Callable[[Sequence[Document], np.ndarray], np.ndarray]
#: A way to find topics is measured with so many seeds.
_SEEDS = range(1, 6)
_SHARE = 0.8


@dataclass(frozen=True)
class TopicFigures:
    """Figures of one way to find topics; None where it was not measured.

    `ami`, `v_measure` and `ari` are against labels. `npmi` (Bouma 2009) and `diversity` (Dieng et
    al. 2020) are of each topic's ten most telling lemmas, `coherence` is the mean cosine of an
    answer to its topic's centroid. `seeds` and `subsamples` are mean ARIs: between seeds, and
    between the whole and four fifths of it on shared answers.
    """

    name: str
    topics: float
    unassigned: float
    ami: float | None
    v_measure: float | None
    ari: float | None
    npmi: float
    diversity: float
    coherence: float
    seeds: float | None = None
    subsamples: float | None = None


def labels_of(model: TopicModel) -> Cluster:
    """A topic model as a function to labels."""

    def cluster(documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        topics, assignments = model.fit(documents, embeddings)
        number = {topic.id: i for i, topic in enumerate(topics)}
        return np.array(
            [UNASSIGNED if a.topic is None else number[a.topic] for a in assignments], int
        )

    return cluster


def plain_bertopic(seed: int) -> Cluster:
    """BERTopic as it comes, on the same embeddings; the seed is UMAP's."""

    def cluster(documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from umap import UMAP

        reducer = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
        )
        model = BERTopic(embedding_model=BaseEmbedder(), umap_model=reducer, verbose=False)
        found, _ = model.fit_transform([item.text for item in documents], embeddings=embeddings)
        return np.asarray(found)

    return cluster


def compare(
    model: str,
    config: TopicsConfig,
    metrics: Mapping[str, Metric | None],
    documents: Sequence[Document],
    embeddings: np.ndarray,
    labels: Sequence[str] | None,
    subsamples: int,
    *,
    plain: bool = True,
) -> list[TopicFigures]:
    """The figures of a topic model with each metric, and of BERTopic as it comes: five seeds each.

    Args:
        model: its name in the registry.
        metrics: by the name that their figures get.
        labels, subsamples: as `measure` takes them; BERTopic is not tried on subsamples.
        plain: BERTopic as it comes is wanted.
    """
    seeded = [config.model_copy(update={"seed": seed}) for seed in _SEEDS]
    found = []
    for name, metric in metrics.items():
        ours = [labels_of(topic_models.create(model, one, metric)) for one in seeded]
        found.append(measure(name, ours, documents, embeddings, labels, subsamples))
    if plain:
        bare = [plain_bertopic(seed) for seed in _SEEDS]
        found.append(measure("plain BERTopic", bare, documents, embeddings, labels))
    return found


def measure(
    name: str,
    clusters: Sequence[Cluster],
    documents: Sequence[Document],
    embeddings: np.ndarray,
    labels: Sequence[str] | None,
    subsamples: int = 0,
) -> TopicFigures:
    """The figures of one way to find topics, the median over its seeds.

    Args:
        clusters: the same with other seeds.
        labels: one a document; None: there are none.
        subsamples: how many times to find topics in four fifths of the documents.
    """
    found = [cluster(documents, embeddings) for cluster in clusters]
    each = [_figures(name, one, documents, embeddings, labels) for one in found]
    middle: dict[str, Any] = {
        field: _median([getattr(one, field) for one in each])
        for field in TopicFigures.__dataclass_fields__
        if field not in ("name", "seeds", "subsamples")
    }
    pairs = [adjusted_rand_score(one, other) for one, other in combinations(found, 2)]
    return replace(
        each[0],
        **middle,
        seeds=float(np.mean(pairs)) if pairs else None,
        subsamples=_stability(clusters[0], found[0], documents, embeddings, subsamples),
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.median(known)) if known else None


def _figures(
    name: str,
    found: np.ndarray,
    documents: Sequence[Document],
    embeddings: np.ndarray,
    labels: Sequence[str] | None,
) -> TopicFigures:
    telling = telling_words(documents, found.tolist())
    words = [telling[topic] for topic in sorted(telling)]

    def against(score: Callable[[Sequence[str], np.ndarray], float]) -> float | None:
        return None if labels is None else float(score(labels, found))

    return TopicFigures(
        name=name,
        topics=float(len(words)),
        unassigned=float((found == UNASSIGNED).mean()),
        ami=against(adjusted_mutual_info_score),
        v_measure=against(v_measure_score),
        ari=against(adjusted_rand_score),
        npmi=_npmi(words, documents),
        diversity=_diversity(words),
        coherence=_coherence(found, documents, embeddings),
    )


def _stability(
    cluster: Cluster,
    whole: np.ndarray,
    documents: Sequence[Document],
    embeddings: np.ndarray,
    times: int,
) -> float | None:
    rng = np.random.default_rng(1)
    scores = []
    for _ in range(times):
        rows = np.sort(rng.choice(len(documents), int(_SHARE * len(documents)), replace=False))
        part = cluster([documents[row] for row in rows], embeddings[rows])
        scores.append(adjusted_rand_score(whole[rows], part))
    return float(np.mean(scores)) if scores else None


def _npmi(words: Sequence[Sequence[str]], documents: Sequence[Document]) -> float:
    """Mean normalised pointwise mutual information of word pairs in the same answer."""
    holding: dict[str, set[int]] = {}
    wanted = {word for topic in words for word in topic}
    for row, document in enumerate(documents):
        for lemma in set(content_lemmas(document)) & wanted:
            holding.setdefault(lemma, set()).add(row)
    scores = []
    for topic in words:
        for one, other in combinations(topic, 2):
            both = len(holding[one] & holding[other]) / len(documents)
            apart = len(holding[one]) * len(holding[other]) / len(documents) ** 2
            scores.append(-1.0 if not both else np.log(both / apart) / -np.log(both + 1e-12))
    return float(np.mean(scores)) if scores else 0.0


def _diversity(words: Sequence[Sequence[str]]) -> float:
    """Distinct words of all topics' words."""
    every = [word for topic in words for word in topic]
    return len(set(every)) / len(every) if every else 0.0


def _coherence(found: np.ndarray, documents: Sequence[Document], embeddings: np.ndarray) -> float:
    points = centred(embeddings, [document.language for document in documents])
    cosines = []
    for topic in set(found.tolist()) - {UNASSIGNED}:
        members = points[found == topic]
        middle = members.mean(axis=0)
        cosines += (members @ middle / max(float(np.linalg.norm(middle)), 1e-12)).tolist()
    return float(np.mean(cosines)) if cosines else 0.0


def table(figures: Sequence[TopicFigures]) -> list[str]:
    """The lines of a Markdown table."""
    heads = (
        "topics from", "topics", "unassigned", "AMI", "V", "ARI", "NPMI", "diversity",
        "coherence", "ARI over seeds", "ARI over subsamples",
    )  # fmt: skip
    rows = [
        (
            item.name, f"{item.topics:.0f}", f"{100 * item.unassigned:.0f} %",
            *(
                "–" if value is None else f"{value:.3f}"
                for value in (
                    item.ami, item.v_measure, item.ari, item.npmi, item.diversity,
                    item.coherence, item.seeds, item.subsamples,
                )
            ),
        )
        for item in figures
    ]  # fmt: skip
    return [
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
