"""A theme model's file, a safetensors one. Equal models, equal bytes."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.config.model import THEME_MODEL
from pipeline.errors import MissingPartError
from pipeline.files import replace_file
from pipeline.language.vectors import vectors_version
from pipeline.themes.features import Features, Vocabulary
from pipeline.themes.model import (
    Calibration,
    CodedAnswers,
    MeaningWeights,
    ThemeModel,
    Weights,
)

#: The key of what is no number, in the file's own description.
_FACTS = "facts"
#: Parts of the model that are arrays by name.
_PARTS = {
    "weights": Weights,
    "calibration": Calibration,
    "other_weights": MeaningWeights,
    "other_calibration": Calibration,
}
_TRAIN = "Train one with: kerropois train themes"


def save(model: ThemeModel, folder: Path, *, private: bool = False) -> None:
    """Write a model into a folder, which is made if need be: whole, or not at all.

    Args:
        private: nobody else may read it. Short answers can be worked out from the vectors of the
            answers that it learnt from.
    """
    from safetensors.numpy import save as to_bytes

    features, coded = model.features, model.coded
    arrays = {
        "meaning_mean": features.meaning_mean,
        "vector_mean": features.vector_mean,
        "piece_buckets": features.pieces.buckets,
        "piece_idf": features.pieces.idf,
        "word_buckets": features.words.buckets,
        "word_idf": features.words.idf,
        "keys": coded.keys,
        "codes": coded.codes,
        "unseen": coded.unseen,
        "meaning": coded.meaning,
        "vectors": coded.vectors,
    }
    for part in _PARTS:
        for name, array in vars(getattr(model, part)).items():
            arrays[f"{part}.{name}"] = array
    facts = {
        "themes": model.themes,
        "embedding": model.embedding,
        "vectors": model.vectors,
        "coded_ids": coded.ids,
    }
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    data = to_bytes(whole, metadata={_FACTS: json.dumps(facts)})
    replace_file(folder / THEME_MODEL, data, private=private)


def load(folder: Path, embedding: str | None = None) -> ThemeModel:
    """Read a model.

    Args:
        embedding: the version of the embedder that will be used with it; None: not to be used.

    Raises:
        MissingPartError: there is none, it is damaged, or it was trained on other embeddings or
            word vectors.
    """
    from safetensors import safe_open

    try:
        with safe_open(folder / THEME_MODEL, framework="numpy") as file:
            facts: dict[str, Any] = json.loads(file.metadata()[_FACTS])
            model = _model(facts, {name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
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
            tuple(facts["coded_ids"]), arrays["keys"], arrays["codes"], arrays["unseen"],
            arrays["meaning"], arrays["vectors"],
        ),
        **{
            part: kind(**{f.name: arrays[f"{part}.{f.name}"] for f in fields(kind)})
            for part, kind in _PARTS.items()
        },
    )  # fmt: skip
