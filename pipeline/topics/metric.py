"""How alike two answers are in subject: a metric learnt from answers whose subject is known.

Sentence embeddings also tell who wrote, how, and to which question. Where answers on one subject
differ, a direction says little of the subject, and weighs less here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from pipeline.config.model import TOPIC_METRIC
from pipeline.errors import InputError, MissingPartError
from pipeline.files import replace_file
from pipeline.language.vectors import summed_vectors, vectors_version
from pipeline.records import digest
from pipeline.topics.base import Document
from pipeline.topics.keywords import content_lemmas

#: How much the lemmas' and the nouns' vectors weigh beside the sentence embedding, and the known
#: subjects' directions beside all directions.
_WORDS, _SUBJECTS = 0.7, 0.6
_NOUNS = {"NOUN", "PROPN"}
#: What is added to the variance within subjects, in multiples of its mean: the more, the closer to
#: the plain cosine. For all directions, and for the subjects' own.
_SHRINK, _SHRINK_SUBJECTS = 3.0, 1.0
#: So few subjects, or answers a subject, teach nothing.
_FEWEST_SUBJECTS, _FEWEST_ANSWERS = 2, 10
#: Answers that are placed at once: memory for 50 000 is a matter of gigabytes.
_AT_ONCE = 4_096
#: A language's own mean is known from so many answers on.
_ENOUGH = 10
_TRAIN = "Train one with: kerropois train topics"
#: The arrays that change results, and all that a file holds.
_MAPS = ("meaning", "words", "subjects")
_ARRAYS = (*_MAPS, "middles", "seen")


@dataclass(frozen=True)
class Metric:
    """Linear maps after which the cosine tells how alike two answers are in subject.

    Attributes:
        embedding, vectors: versions of the sentence embedding and of the word vectors.
        meaning: shape (dimension, dimension), of the sentence embedding.
        words: shape (600, 600), of the mean vectors of content words and of nouns.
        subjects: shape (dimension + 600, subjects − 1), the known subjects' directions.
        names: the known subjects.
        middles: unit vectors, shape (subjects, subjects − 1): where each lies in its directions.
        seen: sorted, a number for the text of each answer that it learnt from.
    """

    embedding: str
    vectors: str
    meaning: np.ndarray = field(repr=False)
    words: np.ndarray = field(repr=False)
    subjects: np.ndarray = field(repr=False)
    seen: np.ndarray = field(repr=False)
    names: tuple[str, ...] = ()
    middles: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)), repr=False)

    @property
    def version(self) -> str:
        """Another one places answers otherwise; what was seen makes no difference to that."""
        arrays = [getattr(self, name) for name in _MAPS]
        data = b"".join(array.astype("<f2").tobytes() for array in arrays)
        said = f"{self.embedding} {self.vectors}".encode()
        return f"metric-{sha256(said + data).hexdigest()[:12]}"

    def has_seen(self, key: str) -> bool:
        """Whether it learnt from an answer with this `Document.key`.

        Of a million other texts some two are taken for one of eight thousand that it learnt from.
        """
        number = _number(key)
        place = int(np.searchsorted(self.seen, number))
        return place < len(self.seen) and int(self.seen[place]) == number

    def points(self, documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        """Unit vectors (float32), shape (len(documents), dimension + 600 + subjects − 1).

        They are seen from the middle of these documents: another batch has other points.

        Args:
            embeddings: shape (len(documents), dimension).
        """
        rows = _features(documents, embeddings)
        cut = len(self.meaning)
        meaning, words, subjects = (getattr(self, name).astype(float) for name in _MAPS)
        points = np.empty((len(rows), rows.shape[1] + subjects.shape[1]), np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            spread = np.hstack([some[:, :cut] @ meaning, some[:, cut:] @ words])
            whole = np.hstack([unit(spread), _SUBJECTS * unit(some @ subjects)])
            points[start : start + _AT_ONCE] = unit(whole)
        return points

    def subject_axes(self, points: np.ndarray) -> np.ndarray:
        """Unit vectors, shape (len(points), subjects − 1): these points in the known subjects'
        directions alone."""
        return unit(points[:, -self.subjects.shape[1] :].astype(np.float64))


def centred(embeddings: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Unit vectors after the mean is taken away, each language's own where it has ten answers.

    Languages lie apart in the embedding space; without this they become topics.
    """
    points = embeddings.astype(np.float64)
    codes = np.asarray(languages)
    overall = points.mean(axis=0)
    means = {
        code: points[codes == code].mean(axis=0)
        for code in sorted(set(languages))
        if (codes == code).sum() >= _ENOUGH
    }
    return unit(points - np.stack([means.get(code, overall) for code in languages]))


def learn(
    documents: Sequence[Document],
    embeddings: np.ndarray,
    subjects: Sequence[str],
    embedding: str,
) -> Metric:
    """A metric from Finnish answers whose subjects people told.

    All directions are scaled by the inverse root of the shrunk covariance within subjects (Hatch,
    Kajarekar and Stolcke 2006, within-class covariance normalization); the subjects' own are those
    of linear discriminant analysis (Fisher 1936; Rao 1948).

    Args:
        embeddings: shape (len(documents), dimension).
        subjects: one a document.
        embedding: the embedder's version.

    Raises:
        InputError: there is too little to learn from.
    """
    names, of_row = np.unique(np.asarray(subjects, dtype=str), return_inverse=True)
    if len(names) < _FEWEST_SUBJECTS or np.bincount(of_row).min() < _FEWEST_ANSWERS:
        raise InputError(
            f"to learn topics takes {_FEWEST_SUBJECTS} subjects or more, each with "
            f"{_FEWEST_ANSWERS} answers or more."
        )
    rows = _features(documents, embeddings)
    means = np.stack([rows[of_row == number].mean(axis=0) for number in range(len(names))])
    apart = rows - means[of_row]
    within = apart.T @ apart / len(rows)
    cut, size = embeddings.shape[1], float(np.trace(within)) / len(within)
    scaled = _inverse_root(within, _SHRINK_SUBJECTS * size)
    _, _, axes = np.linalg.svd((means - rows.mean(axis=0)) @ scaled, full_matrices=False)
    directions = (scaled @ axes[: len(names) - 1].T).astype(np.float16)
    placed = unit(rows @ directions.astype(float))
    middles = [placed[of_row == number].mean(axis=0) for number in range(len(names))]
    return Metric(
        embedding=embedding,
        vectors=vectors_version(),
        meaning=_inverse_root(within[:cut, :cut], _SHRINK * size).astype(np.float16),
        words=_inverse_root(within[cut:, cut:], _SHRINK * size).astype(np.float16),
        subjects=directions,
        seen=np.unique(np.array([_number(item.key) for item in documents], np.uint32)),
        names=tuple(names.tolist()),
        middles=unit(np.stack(middles)).astype(np.float16),
    )


def save(metric: Metric, folder: Path) -> None:
    """Write a metric into a folder. Equal metrics, equal bytes."""
    from safetensors.numpy import save as to_bytes

    arrays = {name: getattr(metric, name) for name in _ARRAYS}
    facts = {
        "embedding": metric.embedding, "vectors": metric.vectors, "names": list(metric.names)
    }  # fmt: skip
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    data = to_bytes(whole, metadata={"facts": json.dumps(facts)})
    replace_file(folder / TOPIC_METRIC, data, private=False)


def load(folder: Path, embedding: str) -> Metric:
    """Read a metric.

    Args:
        embedding: the version of the embedder that will be used with it.

    Raises:
        MissingPartError: there is none, it is damaged, or it was learnt on another embedding or
            other word vectors.
    """
    from safetensors import safe_open

    try:
        with safe_open(folder / TOPIC_METRIC, framework="numpy") as file:
            facts = json.loads(file.metadata()["facts"])
            arrays = {name: file.get_tensor(name) for name in _ARRAYS}
            metric = Metric(**{**facts, "names": tuple(facts["names"])}, **arrays)
    except FileNotFoundError:
        raise MissingPartError(f"there is no topic metric in {folder}. {_TRAIN}") from None
    except Exception as error:  # the file's own reader has errors of several kinds
        raise MissingPartError(f"the topic metric in {folder} is damaged. {_TRAIN}") from error
    for part, learnt, used in (
        ("embedding", metric.embedding, embedding),
        ("word vectors", metric.vectors, vectors_version()),
    ):
        if learnt != used:
            raise MissingPartError(
                f"the topic metric in {folder} was learnt on the {part} {learnt}, and {used} is "
                f"used here. {_TRAIN}, or do without: topics.metric: null in config.yaml"
            )
    return metric


def _features(documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
    """Shape (len(documents), dimension + 600): the sentence, its content words, its nouns.

    The word vectors are Finnish: other languages' answers have zeros there.
    """
    meaning = centred(embeddings, [document.language for document in documents])
    finnish = [document.language == "fi" for document in documents]
    parts = [meaning]
    for lemmas in (content_lemmas, _nouns):
        found = [lemmas(item) if own else [] for item, own in zip(documents, finnish, strict=True)]
        vectors = summed_vectors(found)
        some = vectors.any(axis=1)
        if some.any():
            vectors[some] = unit(vectors[some] - vectors[some].mean(axis=0))
        parts.append(_WORDS * vectors)
    return np.hstack(parts)


def _nouns(document: Document) -> list[str]:
    return [token.lemma.casefold() for token in document.tokens if token.pos in _NOUNS]


def _inverse_root(covariance: np.ndarray, added: float) -> np.ndarray:
    values, vectors = np.linalg.eigh(covariance)
    return (vectors / np.sqrt(np.maximum(values, 0) + added)) @ vectors.T


def _number(key: str) -> int:
    """Four bytes of its digest: a text at hand can be told by them, but none be had back."""
    return int(digest(key, size=4), 16)


def unit(rows: np.ndarray) -> np.ndarray:
    """Each row with length one; a row of zeros stays as it is."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
