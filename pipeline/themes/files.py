"""A theme model's files: numbers as safetensors, the rest as JSON. Equal models, equal bytes."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import MissingPartError
from pipeline.themes.features import Features, Vocabulary, vectors_version
from pipeline.themes.model import (
    Calibration,
    CodedAnswers,
    MeaningWeights,
    ThemeModel,
    Weights,
)

_ARRAYS = "model.safetensors"
_FACTS = "model.json"
#: Parts of the model that are arrays by name.
_PARTS = {
    "weights": Weights,
    "calibration": Calibration,
    "other_weights": MeaningWeights,
    "other_calibration": Calibration,
}
_TRAIN = "Train one with: kerropois train themes"


def save(model: ThemeModel, folder: Path) -> None:
    """Write a model into a folder, which is made if need be."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    features, coded = model.features, model.coded
    arrays = {
        "meaning_mean": features.meaning_mean,
        "vector_mean": features.vector_mean,
        "piece_buckets": features.pieces.buckets,
        "piece_idf": features.pieces.idf,
        "word_buckets": features.words.buckets,
        "word_idf": features.words.idf,
        "codes": coded.codes,
        "unseen": coded.unseen,
        "meaning": coded.meaning,
        "vectors": coded.vectors,
    }
    for part in _PARTS:
        for name, array in vars(getattr(model, part)).items():
            arrays[f"{part}.{name}"] = array
    save_file({name: np.ascontiguousarray(a) for name, a in arrays.items()}, folder / _ARRAYS)
    (folder / _ARRAYS).chmod(0o644)
    facts = {
        "themes": model.themes,
        "embedding": model.embedding,
        "vectors": model.vectors,
        "coded_ids": coded.ids,
    }
    (folder / _FACTS).write_text(json.dumps(facts) + "\n", encoding="utf-8")


def load(folder: Path, embedding: str | None = None) -> ThemeModel:
    """Read a model.

    Args:
        embedding: the version of the embedder that will be used with it; None: not to be used.

    Raises:
        MissingPartError: there is none, it is damaged, or it was trained on other embeddings or
            word vectors.
    """
    from safetensors.numpy import load_file

    try:
        facts: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        model = _model(facts, load_file(folder / _ARRAYS))
    except FileNotFoundError:
        raise MissingPartError(f"there is no theme model in {folder}. {_TRAIN}") from None
    except Exception as error:  # the file's own reader has errors of several kinds
        raise MissingPartError(f"the theme model in {folder} is damaged. {_TRAIN}") from error
    if embedding is not None:
        _check(folder, "embedding", model.embedding, embedding)
        _check(folder, "word vectors", model.vectors, vectors_version())
    return model


def _check(folder: Path, part: str, trained_on: str, used: str) -> None:
    if trained_on != used:
        raise MissingPartError(
            f"the theme model in {folder} was trained on the {part} {trained_on}, and {used} is "
            f"used here. {_TRAIN}"
        )


def _model(facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> ThemeModel:
    return ThemeModel(
        themes=tuple(facts["themes"]),
        embedding=facts["embedding"],
        vectors=facts["vectors"],
        features=Features(
            arrays["meaning_mean"],
            arrays["vector_mean"],
            Vocabulary(arrays["piece_buckets"], arrays["piece_idf"]),
            Vocabulary(arrays["word_buckets"], arrays["word_idf"]),
        ),
        coded=CodedAnswers(
            tuple(facts["coded_ids"]), arrays["codes"], arrays["unseen"], arrays["meaning"],
            arrays["vectors"],
        ),
        **{
            part: kind(**{f.name: arrays[f"{part}.{f.name}"] for f in fields(kind)})
            for part, kind in _PARTS.items()
        },
    )  # fmt: skip
