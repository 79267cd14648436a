"""A small training set with made-up embeddings: real answers, quick to learn from."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from pipeline.themes.gold import SHIPPED, CodedAnswer, read_coded
from pipeline.themes.train import Trained, train

THEMES = ["reach", "visibility", "openness", "impact", "dialogue", "data_use"]


def answers_by(*writers: str) -> list[CodedAnswer]:
    """The shipped coded answers of these writers."""
    return [answer for answer in read_coded(SHIPPED, THEMES) if answer.writer in writers]


def embeddings_of(answers: Sequence[CodedAnswer]) -> np.ndarray:
    """Vectors that know the codes a little: what an embedding is to a theme."""
    rng = np.random.default_rng(5)
    codes = np.array([[theme in a.themes for theme in THEMES] for a in answers], float)
    noisy = codes + rng.normal(scale=1.2, size=codes.shape)
    vectors = np.hstack([noisy, rng.normal(size=(len(answers), 10))])
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def lines(answers: Sequence[CodedAnswer]) -> str:
    """The answers as JSON Lines."""
    records = (
        {"id": a.id, "text": a.text, "themes": sorted(a.themes), "question": a.question}
        for a in answers
    )
    return "".join(json.dumps(record) + "\n" for record in records)


def trained_on(answers: Sequence[CodedAnswer], themes: Sequence[str] = THEMES) -> Trained:
    """A model of these answers, taken for Finnish."""
    return train(answers, embeddings_of(answers), ["fi"] * len(answers), "e", themes)
