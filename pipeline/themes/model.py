"""The trained theme model: from a text and its embedding to codes with evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import MissingPartError
from pipeline.records import Evidence, ThemeCode, Token
from pipeline.themes.features import Features, ngram_counts

_ARRAYS = "model.safetensors"
_FACTS = "model.json"
_LEMMAS = 3
_NEAREST = 3
_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB", "ADV", "X"}


@dataclass(frozen=True)
class CodedAnswers:
    """The coded answers that the model learnt from, as far as evidence needs them."""

    ids: tuple[str, ...]
    codes: np.ndarray = field(repr=False)
    embeddings: np.ndarray = field(repr=False)


@dataclass(frozen=True)
class ThemeModel:
    """One-versus-rest logistic regression, calibrated, with a threshold a theme.

    Shapes, for t themes and f features: `coefficients` (t, f), `intercepts`, `slopes`, `offsets`
    and `thresholds` (t,). A theme's probability is sigmoid(slope · score + offset) (Platt 1999).
    """

    themes: tuple[str, ...]
    embedding: str
    features: Features = field(repr=False)
    coefficients: np.ndarray = field(repr=False)
    intercepts: np.ndarray = field(repr=False)
    slopes: np.ndarray = field(repr=False)
    offsets: np.ndarray = field(repr=False)
    thresholds: np.ndarray = field(repr=False)
    coded: CodedAnswers = field(repr=False)

    @property
    def version(self) -> str:
        """Changes when any of the model's numbers does."""
        from hashlib import sha256

        numbers = (self.coefficients, self.intercepts, self.slopes, self.offsets, self.thresholds)
        return "themes-" + sha256(b"".join(array.tobytes() for array in numbers)).hexdigest()[:12]

    def probabilities(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (len(texts), number of themes)."""
        if not texts:
            return np.zeros((0, len(self.themes)))
        rows = self.features.rows(ngram_counts(texts), embeddings)
        scores = rows @ self.coefficients.T.astype(np.float64) + self.intercepts
        return 1 / (1 + np.exp(-(scores * self.slopes + self.offsets)))

    def code(
        self,
        ids: Sequence[str],
        texts: Sequence[str],
        tokens: Sequence[Sequence[Token]],
        embeddings: np.ndarray,
        silent: Sequence[bool],
    ) -> list[list[ThemeCode]]:
        """One code a theme for each answer, in the order of `themes`.

        Args:
            silent: whether the answer says nothing ("-", "en osaa sanoa"); such raise no theme.
        """
        probabilities = self.probabilities(texts, embeddings).round(4)
        return [
            [
                self._code(ids[i], theme, float(row[t]), tokens[i], embeddings[i], silent[i])
                for t, theme in enumerate(self.themes)
            ]
            for i, row in enumerate(probabilities)
        ]

    def _code(
        self,
        answer: str,
        theme: str,
        probability: float,
        tokens: Sequence[Token],
        embedding: np.ndarray,
        silent: bool,
    ) -> ThemeCode:
        t = self.themes.index(theme)
        margin = (0.0 if silent else probability) - float(self.thresholds[t])
        if silent:
            return ThemeCode(answer, theme, 0.0, False, margin)
        assigned = margin >= 0
        evidence = Evidence("", self._lemmas(t, tokens), self._nearest(t, embedding))
        return ThemeCode(
            answer, theme, probability, bool(assigned), margin, evidence if assigned else Evidence()
        )

    def _lemmas(self, t: int, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The lemmas of the words whose n-grams speak most for the theme, best first."""
        words = [token for token in tokens if token.pos in _CONTENT and len(token.form) > 2]
        if not words:
            return ()
        ngrams = self.coefficients[t, -len(self.features.idf) :]
        weights = self.features.word_weights([token.form for token in words], ngrams)
        order = [i for i in np.argsort(-weights, kind="stable") if weights[i] > 0]
        return tuple(dict.fromkeys(words[i].lemma for i in order))[:_LEMMAS]

    def _nearest(self, t: int, embedding: np.ndarray) -> tuple[str, ...]:
        """The ids of the nearest coded answers that raise the theme, nearest first."""
        raising = np.flatnonzero(self.coded.codes[:, t])
        centred = self.coded.embeddings[raising].astype(np.float32) - self.features.mean
        query = embedding - self.features.mean
        cosines = centred @ query / np.maximum(np.linalg.norm(centred, axis=1), 1e-9)
        order = np.argsort(-cosines, kind="stable")[:_NEAREST]
        return tuple(self.coded.ids[raising[i]] for i in order)

    def with_thresholds(self, thresholds: Mapping[str, float]) -> ThemeModel:
        """The same model with other thresholds for some themes."""
        values = [
            thresholds.get(theme, float(known))
            for theme, known in zip(self.themes, self.thresholds, strict=True)
        ]
        return replace(self, thresholds=np.array(values))

    # -- files ------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write the model: numbers as safetensors, the rest as JSON. Equal models, equal bytes."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        arrays = {
            "mean": self.features.mean.astype(np.float32),
            "idf": self.features.idf.astype(np.float32),
            "coefficients": self.coefficients.astype(np.float32),
            "intercepts": self.intercepts,
            "slopes": self.slopes,
            "offsets": self.offsets,
            "thresholds": self.thresholds,
            "coded_codes": self.coded.codes.astype(np.uint8),
            "coded_embeddings": self.coded.embeddings.astype(np.float16),
        }
        save_file(arrays, folder / _ARRAYS)
        facts = {
            "themes": self.themes,
            "embedding": self.embedding,
            "coded_ids": self.coded.ids,
        }
        (folder / _FACTS).write_text(json.dumps(facts, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedding: str) -> ThemeModel:
        """Read a model.

        Args:
            embedding: the version of the embedder that will be used with it.

        Raises:
            MissingPartError: there is none, it is damaged, or it was trained on another embedding.
        """
        from safetensors.numpy import load_file

        train = "Train one with: kerropois train themes"
        try:
            facts: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
            arrays = load_file(folder / _ARRAYS)
        except FileNotFoundError:
            raise MissingPartError(f"there is no theme model in {folder}. {train}") from None
        except Exception as error:  # the file's own reader has errors of several kinds
            raise MissingPartError(f"the theme model in {folder} is damaged. {train}") from error
        if facts["embedding"] != embedding:
            raise MissingPartError(
                f"the theme model in {folder} was trained on the embedding {facts['embedding']}, "
                f"and config.yaml uses {embedding}. {train}"
            )
        return cls(
            themes=tuple(facts["themes"]),
            embedding=facts["embedding"],
            features=Features(arrays["mean"], arrays["idf"]),
            coefficients=arrays["coefficients"],
            intercepts=arrays["intercepts"],
            slopes=arrays["slopes"],
            offsets=arrays["offsets"],
            thresholds=arrays["thresholds"],
            coded=CodedAnswers(
                tuple(facts["coded_ids"]), arrays["coded_codes"], arrays["coded_embeddings"]
            ),
        )
