"""Training a theme model, and how good it is on writers it has not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from threadpoolctl import threadpool_limits

from pipeline.errors import InputError
from pipeline.ingest.emptyish import is_emptyish
from pipeline.language.vectors import vectors_version
from pipeline.progress import Progress, silent
from pipeline.themes.features import Features, Rows
from pipeline.themes.gold import CodedAnswer, code_matrix
from pipeline.themes.kernel import kernel, near, ridge
from pipeline.themes.model import (
    Calibration,
    CodedAnswers,
    MeaningWeights,
    ThemeModel,
    Weights,
    key_of,
    platt,
)

#: The ridge penalty, chosen by leaving out one writer at a time.
PENALTY = 0.6
#: A theme is calibrated on answers in other languages when so many of them raise it.
_FEW = 20
#: Where there are more writers, several are left out together.
_MOST_FOLDS = 50
#: Three kernels are in memory at a time, 5 GB for so many answers; time grows with the third power.
MOST_ANSWERS = 15_000


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
    languages: Sequence[str],
    embedding: str,
    themes: Sequence[str],
    progress: Progress = silent,
) -> Trained:
    """Train on coded answers and evaluate by leaving out one writer at a time.

    One thread does the sums, so that the number of cores cannot show in the model's bytes.

    Args:
        embeddings: unit vectors, shape (len(answers), dimension).
        languages: ISO 639-1 codes of the answers.
        embedding: the version of the embedder that made them.

    Raises:
        InputError: too few coded answers for a theme, or too many in all.
    """
    codes = code_matrix(answers, themes)
    folds = _folds(answers)
    _check(answers, codes, themes, folds)
    finnish = np.array([language == "fi" for language in languages])
    texts = [answer.text for answer in answers]
    with threadpool_limits(1):
        features = Features.fit(texts, embeddings)
        rows = _as_kept(features.rows(texts, embeddings))
        progress(1, 3)
        main = _learn(kernel(rows, rows), codes, folds, finnish)
        progress(2, 3)
        other = _learn(near(rows.meaning, rows.meaning) + 1, codes, folds, ~finnish)
        progress(3, 3)
    probabilities = np.where(finnish[:, None], main.probabilities, other.probabilities)
    assigned = np.where(finnish[:, None], main.assigned, other.assigned)
    silent = [is_emptyish(text) for text in texts]  # such are never judged
    probabilities[silent], assigned[silent] = 0, False
    model = ThemeModel(
        themes=tuple(themes),
        embedding=embedding,
        vectors=vectors_version(),
        features=features,
        weights=Weights(
            main.coefficients.astype(np.float32),
            (rows.pieces.T @ main.coefficients).astype(np.float32),
            (rows.words.T @ main.coefficients).astype(np.float32),
            main.coefficients.sum(axis=0),
        ),
        calibration=main.calibration,
        other_weights=MeaningWeights(
            other.coefficients.astype(np.float32), other.coefficients.sum(axis=0)
        ),
        other_calibration=other.calibration,
        coded=CodedAnswers(
            tuple(answer.id for answer in answers),
            np.array([key_of(text) for text in texts], np.uint64),
            codes,
            np.where(codes < 0, -1, probabilities).astype(np.float32),
            rows.meaning.astype(np.float16),
            rows.vectors.astype(np.float16),
        ),
    )
    return Trained(model, probabilities, assigned)


def _as_kept(rows: Rows) -> Rows:
    """The rows as the model's file will hold them: what is learnt fits what will be used."""
    return Rows(
        rows.meaning.astype(np.float16).astype(np.float64),
        rows.vectors.astype(np.float16).astype(np.float64),
        rows.pieces,
        rows.words,
    )


def _folds(answers: Sequence[CodedAnswer]) -> np.ndarray:
    """A number for each answer; answers by one writer have the same. Shape (answers,)."""
    number = {name: i % _MOST_FOLDS for i, name in enumerate(sorted({a.writer for a in answers}))}
    return np.array([number[answer.writer] for answer in answers])


def _check(
    answers: Sequence[CodedAnswer], codes: np.ndarray, themes: Sequence[str], folds: np.ndarray
) -> None:
    if len(answers) > MOST_ANSWERS:
        raise InputError(
            f"{len(answers)} coded answers are more than the {MOST_ANSWERS} that can be learnt "
            "from at once. Leave some of the oldest out."
        )
    for theme, column in zip(themes, codes.T, strict=True):
        if min(len(set(folds[column == code])) for code in (0, 1)) < 2:
            raise InputError(
                f"theme {theme}: to learn it, coded answers by at least two writers must raise it, "
                "and answers by at least two must not."
            )


def _patterns(codes: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Themes that were looked for in the same answers: (theme numbers, row numbers)."""
    known = codes >= 0
    _, kinds = np.unique(known, axis=1, return_inverse=True)
    for kind in np.unique(kinds):
        themes = np.flatnonzero(kinds.ravel() == kind)
        yield themes, np.flatnonzero(known[:, themes[0]])


def _fit(gram: np.ndarray, codes: np.ndarray, folds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients, and scores with the answer's own fold left out; both (answers, themes)."""
    coefficients, scores = np.zeros(codes.shape), np.zeros(codes.shape)
    for themes, rows in _patterns(codes):
        part = np.ix_(rows, rows)
        groups = [np.flatnonzero(folds[rows] == fold) for fold in np.unique(folds[rows])]
        whole = len(rows) == len(gram)
        fitted, left_out = ridge(
            gram if whole else gram[part],
            2.0 * codes[np.ix_(rows, themes)] - 1,
            PENALTY,
            groups,
        )
        coefficients[np.ix_(rows, themes)] = fitted
        scores[np.ix_(rows, themes)] = left_out
    return coefficients, scores


@dataclass(frozen=True)
class _Learnt:
    """Coefficients of the coded answers, a calibration, and what they say out of fold; all but the
    calibration have the shape (answers, themes)."""

    coefficients: np.ndarray
    calibration: Calibration
    probabilities: np.ndarray
    assigned: np.ndarray


def _learn(gram: np.ndarray, codes: np.ndarray, folds: np.ndarray, own: np.ndarray) -> _Learnt:
    """Fit on all answers; calibrate on those that the result is for.

    Args:
        own: whether an answer is in the languages that the result is for, shape (answers,).
    """
    coefficients, scores = _fit(gram, codes, folds)
    probabilities, assigned = np.zeros(codes.shape), np.zeros(codes.shape, bool)
    for fold in np.unique(folds):
        out = folds == fold
        known = _calibrate(scores, codes, folds, own & ~out, ~out)
        probabilities[out] = known.probabilities(scores[out])
        assigned[out] = probabilities[out] >= known.thresholds
    everything = np.ones(len(own), bool)
    calibration = _calibrate(scores, codes, folds, own, everything)
    return _Learnt(coefficients, calibration, probabilities, assigned)


def _calibrate(
    scores: np.ndarray, codes: np.ndarray, folds: np.ndarray, rows: np.ndarray, more: np.ndarray
) -> Calibration:
    """Platt's slope and offset a theme, and the threshold with the best F1.

    Args:
        rows: the answers to calibrate on; where they are too few, `more` in their place.
    """
    slopes, offsets, thresholds = [], [], []
    for score, code in zip(scores.T, codes.T, strict=True):
        used = rows & (code >= 0)
        if (code[used] == 1).sum() < _FEW or len(set(folds[used & (code == 1)])) < 2:
            used = more & (code >= 0)
        fitted = LogisticRegression(C=1e3).fit(score[used][:, None], code[used])
        slope, offset = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
        probability = platt(score[used], slope, offset)
        precision, recall, cuts = precision_recall_curve(code[used], probability)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        slopes.append(slope)
        offsets.append(offset)
        thresholds.append(float(cuts[int(np.argmax(f1[:-1]))]))
    return Calibration(np.array(slopes), np.array(offsets), np.array(thresholds))
