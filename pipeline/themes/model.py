"""The trained theme model: from a text and its embedding to codes with evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from pipeline.ingest.emptyish import is_emptyish, text_digest
from pipeline.records import Answer, Evidence, ThemeCode, Token
from pipeline.themes.evidence import explain
from pipeline.themes.features import Features
from pipeline.themes.kernel import near

#: Answers worked on at once: bounds the memory, whatever the size of a round.
_BATCH = 1_000


def key_of(text: str) -> int:
    """A number of 64 bits by which a model knows a text again that it learnt from."""
    return int(text_digest(text)[:16], 16)


@dataclass(frozen=True)
class CodedAnswers:
    """The n coded answers that the model learnt from.

    `keys` (n,) are their texts' keys (`key_of`). `codes` (n, t) is 1 where people raised a theme, 0
    where they did not, -1 where nobody looked. `unseen` (n, t) is the probability given by a model
    that had not seen the answer's writer (-1: nobody looked). `meaning` (n, dimension) and
    `vectors` (n, 300) are the dense parts of their rows.
    """

    ids: tuple[str, ...] = field(repr=False)
    keys: np.ndarray = field(repr=False)
    codes: np.ndarray = field(repr=False)
    unseen: np.ndarray = field(repr=False)
    meaning: np.ndarray = field(repr=False)
    vectors: np.ndarray = field(repr=False)

    @cached_property
    def dense(self) -> tuple[np.ndarray, np.ndarray]:
        """`meaning` and `vectors` as they are reckoned with."""
        return self.meaning.astype(np.float64), self.vectors.astype(np.float64)

    @cached_property
    def place(self) -> dict[int, int]:
        """The row of each text's key."""
        return {key: row for row, key in enumerate(self.keys.tolist())}


@dataclass(frozen=True)
class Weights:
    """Kernel ridge regression on all parts of an answer, for t themes: the coefficients of the n
    coded answers (n, t), and what they come to on pieces of words, words (buckets, t) and the bias
    (t,)."""

    answers: np.ndarray = field(repr=False)
    pieces: np.ndarray = field(repr=False)
    words: np.ndarray = field(repr=False)
    bias: np.ndarray = field(repr=False)


@dataclass(frozen=True)
class MeaningWeights:
    """The same on meaning alone: for other languages, whose words the coded answers lack."""

    answers: np.ndarray = field(repr=False)
    bias: np.ndarray = field(repr=False)


def platt(scores: np.ndarray, slope: np.ndarray | float, offset: np.ndarray | float) -> np.ndarray:
    """Probabilities of scores, to four decimals: how answers were batched must not show."""
    return (1 / (1 + np.exp(-(scores * slope + offset)))).round(4)


@dataclass(frozen=True)
class Calibration:
    """From scores to probabilities, sigmoid(slope · score + offset) (Platt 1999), and the
    probability from which a theme is coded; each of shape (t,)."""

    slopes: np.ndarray = field(repr=False)
    offsets: np.ndarray = field(repr=False)
    thresholds: np.ndarray = field(repr=False)

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Of the scores' shape (…, t)."""
        return platt(scores, self.slopes, self.offsets)


@dataclass(frozen=True)
class ThemeModel:
    """One calibrated kernel ridge regression a theme; for Finnish, and on meaning alone for other
    languages."""

    themes: tuple[str, ...]
    embedding: str
    vectors: str
    features: Features = field(repr=False)
    weights: Weights = field(repr=False)
    calibration: Calibration = field(repr=False)
    other_weights: MeaningWeights = field(repr=False)
    other_calibration: Calibration = field(repr=False)
    coded: CodedAnswers = field(repr=False)

    @property
    def version(self) -> str:
        """Changes when anything does that a code depends on."""
        known = sha256(repr((self.themes, self.embedding, self.vectors)).encode())
        parts: tuple[Any, ...] = (
            self.features, self.features.pieces, self.features.words, self.weights,
            self.calibration, self.other_weights, self.other_calibration, self.coded,
        )  # fmt: skip
        for part in parts:
            for item in fields(part):
                value = getattr(part, item.name)
                if isinstance(value, np.ndarray):
                    known.update(np.ascontiguousarray(value).tobytes())
        known.update(repr(self.coded.ids).encode())
        return f"themes-{known.hexdigest()[:12]}"

    def probabilities(
        self, texts: Sequence[str], embeddings: np.ndarray, languages: Sequence[str]
    ) -> np.ndarray:
        """Calibrated probabilities, shape (len(texts), number of themes).

        A text that says nothing ("-", "en osaa sanoa") raises no theme: its probabilities are 0. A
        text that the model learnt from is judged as by a model that had not seen its writer: what
        people coded stays a measure of the model.

        Args:
            languages: ISO 639-1 codes of the texts.
        """
        return self.judge(texts, embeddings, languages)[0]

    def assigned(
        self, texts: Sequence[str], embeddings: np.ndarray, languages: Sequence[str]
    ) -> np.ndarray:
        """Whether each text raises each theme; arguments and shape as of `probabilities`."""
        return self.judge(texts, embeddings, languages)[1]

    def judge(
        self, texts: Sequence[str], embeddings: np.ndarray, languages: Sequence[str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """`probabilities` and `assigned` in one go."""
        parts = list(self._judge(texts, embeddings, languages))
        if not parts:
            return np.zeros((0, len(self.themes))), np.zeros((0, len(self.themes)), bool)
        probabilities = np.vstack([part.probabilities for part in parts])
        return probabilities, np.vstack([part.assigned for part in parts])

    def code(
        self,
        answers: Sequence[Answer],
        tokens: Sequence[Sequence[Token]],
        embeddings: np.ndarray,
    ) -> list[list[ThemeCode]]:
        """One code a theme for each answer, in the order of `themes`."""
        texts = [answer.text for answer in answers]
        result: list[list[ThemeCode]] = []
        for part in self._judge(texts, embeddings, [answer.language for answer in answers]):
            here = slice(part.start, part.start + len(part.probabilities))
            assigned = part.assigned
            why = explain(
                self, zip(*np.nonzero(assigned), strict=True), texts[here], tokens[here],
                part.likeness,
            )  # fmt: skip
            result += [
                [
                    ThemeCode(
                        answer.id, theme, float(part.probabilities[row, t]),
                        bool(assigned[row, t]), float(part.margins[row, t]),
                        why.get((row, t), Evidence()),
                    )
                    for t, theme in enumerate(self.themes)
                ]
                for row, answer in enumerate(answers[here])
            ]  # fmt: skip
        return result

    def _judge(
        self, texts: Sequence[str], embeddings: np.ndarray, languages: Sequence[str]
    ) -> Iterator[_Judged]:
        """A batch at a time."""
        for start in range(0, len(texts), _BATCH):
            here = slice(start, start + _BATCH)
            rows = self.features.rows(texts[here], embeddings[here])
            finnish = np.array([language == "fi" for language in languages[here]])
            learnt_meaning, learnt_vectors = self.coded.dense
            meaning = near(rows.meaning, learnt_meaning)
            words = near(rows.vectors, learnt_vectors)
            likeness = np.where(finnish[:, None], meaning + words, meaning)
            shared = rows.pieces @ self.weights.pieces + rows.words @ self.weights.words
            scores = (meaning + words) @ self.weights.answers + shared + self.weights.bias
            others = meaning @ self.other_weights.answers + self.other_weights.bias
            probabilities = np.where(
                finnish[:, None],
                self.calibration.probabilities(scores),
                self.other_calibration.probabilities(others),
            )
            unseen = self._unseen(texts[here])
            probabilities = np.where(unseen < 0, probabilities, unseen)
            probabilities[[is_emptyish(text) for text in texts[here]]] = 0
            thresholds = np.where(
                finnish[:, None], self.calibration.thresholds, self.other_calibration.thresholds
            )
            yield _Judged(start, probabilities, probabilities - thresholds, likeness)

    def _unseen(self, texts: Sequence[str]) -> np.ndarray:
        """`coded.unseen` of the texts that the model learnt from, -1 for others."""
        found = np.full((len(texts), len(self.themes)), -1.0)
        for i, text in enumerate(texts):
            row = self.coded.place.get(key_of(text))
            if row is not None:
                found[i] = self.coded.unseen[row].astype(np.float64).round(4)
        return found

    def with_thresholds(self, thresholds: Mapping[str, float]) -> ThemeModel:
        """The same model with other thresholds for some themes, in every language."""

        def changed(known: Calibration) -> Calibration:
            values = zip(self.themes, known.thresholds, strict=True)
            return replace(known, thresholds=np.array([thresholds.get(t, v) for t, v in values]))

        return replace(
            self,
            calibration=changed(self.calibration),
            other_calibration=changed(self.other_calibration),
        )


@dataclass(frozen=True)
class _Judged:
    """A batch of texts: the number of its first, probabilities and margins (texts, t), and how
    alike the texts are to the coded answers (texts, n)."""

    start: int
    probabilities: np.ndarray
    margins: np.ndarray
    likeness: np.ndarray

    @property
    def assigned(self) -> np.ndarray:
        """Over the threshold; what has no probability at all raises nothing, whatever that is."""
        return (self.margins >= 0) & (self.probabilities > 0)


def runner_up(codes: Sequence[ThemeCode]) -> ThemeCode | None:
    """Of one answer's codes: the theme nearest to its threshold among those not assigned."""
    return max(
        (code for code in codes if not code.assigned),
        key=lambda code: code.margin,
        default=None,
    )
