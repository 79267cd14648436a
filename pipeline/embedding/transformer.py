"""Embeddings by a sentence-transformers model, the same bytes on every run.

A matrix product's last bits depend on its shape and on the number of threads. So every batch has
the same number of rows, is padded to one of a few lengths, and runs on one thread; several
batches run side by side. On two cores this is as fast as the library's own batches.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import file_digest, sha256
from pathlib import Path

import numpy as np

from pipeline.embedding.base import Embedder
from pipeline.errors import MissingPartError
from pipeline.progress import Progress, silent

_ROWS = 8
_LENGTHS = 8  # token counts are rounded up to a multiple of this


class TransformerEmbedder(Embedder):
    """A model from a folder or, when allowed, from the hub.

    Args:
        source: a sentence-transformers folder or a hub name.
        name: what config.yaml calls it.

    Raises:
        MissingPartError: there is no such model, or its files are damaged.
    """

    def __init__(self, source: str, name: str, allow_network: bool = False) -> None:
        if not allow_network:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            self._model = SentenceTransformer(
                source,
                device="cpu",
                model_kwargs={"dtype": torch.float32},
                local_files_only=not allow_network,
            ).eval()
        except (OSError, ValueError) as error:
            raise MissingPartError(
                f"the embedding model '{name}' cannot be loaded ({type(error).__name__})."
            ) from error
        self._prompt = self._model.prompts.get("query") or ""
        self._max_length = self._model.max_seq_length or 512
        self.dimension = self._model.get_embedding_dimension() or 0
        self.version = f"{Path(name).name}-{_fingerprint(source)}"

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if not texts:
            return vectors
        tokens = self._model.tokenizer(
            [self._prompt + unicodedata.normalize("NFC", text) for text in texts],
            truncation=True,
            max_length=self._max_length,
        )["input_ids"]
        jobs = batches([len(ids) for ids in tokens])
        done = 0
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            results = pool.map(lambda job: self._encode([tokens[i] for i in job[1]], job[0]), jobs)
            for (_, rows), result in zip(jobs, results, strict=True):
                vectors[rows] = result
                done += len(rows)
                progress(done, len(texts))
        return vectors

    def _encode(self, tokens: list[list[int]], length: int) -> np.ndarray:
        import torch

        torch.set_num_threads(1)
        filled = tokens + [tokens[0]] * (_ROWS - len(tokens))
        features = self._model.tokenizer.pad(
            {"input_ids": filled}, padding="max_length", max_length=length, return_tensors="pt"
        )
        with torch.inference_mode():
            vectors = self._model(dict(features))["sentence_embedding"]
        return vectors.numpy()[: len(tokens)]


def batches(lengths: Sequence[int]) -> list[tuple[int, list[int]]]:
    """(padded length, row indices) of each batch, the longest first."""
    by_length: dict[int, list[int]] = {}
    for i, length in enumerate(lengths):
        by_length.setdefault(-(-length // _LENGTHS) * _LENGTHS, []).append(i)
    return [
        (length, rows[start : start + _ROWS])
        for length, rows in sorted(by_length.items(), reverse=True)
        for start in range(0, len(rows), _ROWS)
    ]


def _fingerprint(source: str) -> str:
    """Twelve characters that change with the model: of its name, or of its folder's weights."""
    weights = Path(source) / "model.safetensors"
    if not weights.exists():
        return sha256(source.encode()).hexdigest()[:12]
    with weights.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:12]
