"""Training a theme model, and how good it is on writers it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from pipeline.errors import InputError
from pipeline.progress import Progress, silent
from pipeline.themes.features import Features, ngram_counts
from pipeline.themes.gold import CodedAnswer, code_matrix
from pipeline.themes.model import CodedAnswers, ThemeModel

#: Inverse strength of the ridge penalty, chosen by leaving out one writer at a time.
_C = 4.0


@dataclass(frozen=True)
class Trained:
    """A model and its out-of-fold predictions: each answer coded by a model, a calibration and
    thresholds that never saw its writer. `probabilities` and `assigned` are (answers, themes)."""

    model: ThemeModel
    probabilities: np.ndarray = field(repr=False)
    assigned: np.ndarray = field(repr=False)


def train(
    answers: Sequence[CodedAnswer],
    embeddings: np.ndarray,
    embedding: str,
    themes: Sequence[str],
    progress: Progress = silent,
) -> Trained:
    """Train on coded answers and evaluate by leaving out one writer at a time.

    Args:
        embeddings: unit vectors, shape (len(answers), dimension).
        embedding: the version of the embedder that made them.

    Raises:
        InputError: too few coded answers for a theme.
    """
    codes = code_matrix(answers, themes)
    for theme, column in zip(themes, codes.T, strict=True):
        writers_of = {a.writer for a, coded in zip(answers, column, strict=True) if coded}
        if len(writers_of) < 2 or column.all():
            raise InputError(
                f"theme {theme}: to learn it, coded answers by at least two writers must raise it, "
                "and some answers must not."
            )
    counts = ngram_counts([answer.text for answer in answers])
    writers = np.array([answer.writer for answer in answers])
    names = sorted(set(writers.tolist()))
    scores = np.zeros(codes.shape)
    for done, writer in enumerate(names):
        out = writers == writer
        features, coefficients, intercepts = _fit(counts[~out], embeddings[~out], codes[~out])
        scores[out] = features.rows(counts[out], embeddings[out]) @ coefficients.T + intercepts
        progress(done + 1, len(names) + 1)
    probabilities, assigned = np.zeros(codes.shape), np.zeros(codes.shape, bool)
    for writer in names:
        out = writers == writer
        slopes, offsets, thresholds = _calibrate(scores[~out], codes[~out])
        probabilities[out] = _sigmoid(scores[out] * slopes + offsets)
        assigned[out] = probabilities[out] >= thresholds
    features, coefficients, intercepts = _fit(counts, embeddings, codes)
    slopes, offsets, thresholds = _calibrate(scores, codes)
    progress(len(names) + 1, len(names) + 1)
    coded = CodedAnswers(tuple(answer.id for answer in answers), codes, embeddings)
    model = ThemeModel(
        tuple(themes), embedding, features, coefficients.astype(np.float32), intercepts,
        slopes, offsets, thresholds, coded,
    )  # fmt: skip
    return Trained(model, probabilities, assigned)


def _fit(
    counts: sp.csr_matrix, embeddings: np.ndarray, codes: np.ndarray
) -> tuple[Features, np.ndarray, np.ndarray]:
    features = Features.fit(counts, embeddings)
    rows = features.rows(counts, embeddings)
    fitted = [LogisticRegression(C=_C, max_iter=500).fit(rows, column) for column in codes.T]
    return (
        features,
        np.vstack([model.coef_[0] for model in fitted]),
        np.array([model.intercept_[0] for model in fitted]),
    )


def _calibrate(scores: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Platt's slope and offset a theme, and the threshold with the best F1."""
    slopes, offsets, thresholds = [], [], []
    for score, code in zip(scores.T, codes.T, strict=True):
        platt = LogisticRegression(C=1e6).fit(score[:, None], code)
        slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        precision, recall, cuts = precision_recall_curve(code, _sigmoid(score * slope + offset))
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        slopes.append(slope)
        offsets.append(offset)
        thresholds.append(float(cuts[int(np.argmax(f1[:-1]))]))
    return np.array(slopes), np.array(offsets), np.array(thresholds)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
