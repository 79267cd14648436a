"""Embeddings: real vectors of the packaged model, the same bytes whatever stands beside a text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.embedding import Embedder, create_embedder
from pipeline.errors import MissingPartError

TEXTS = [
    "Penkkejä tarvitaan lisää Vesijärven rantaan.",
    "Rannalle pitäisi saada istuimia.",
    "We need more benches by the lake.",
    "Bussit kulkevat iltaisin aivan liian harvoin.",
    "Kaupunginhallitus ei vastannut pöydän aloitteeseen, vaikka siitä on jo puoli vuotta. Kuka "
    "päättää, mitä aloitteille tapahtuu, ja missä siitä kerrotaan asukkaille?",
    "-",
    "",
]


@pytest.fixture(scope="module")
def embedder(shipped_config: Config) -> Embedder:
    return create_embedder(shipped_config)


@pytest.fixture(scope="module")
def vectors(embedder: Embedder) -> np.ndarray:
    return embedder.encode(TEXTS)


def test_vectors_are_unit_length_and_of_the_stated_dimension(
    embedder: Embedder, vectors: np.ndarray
) -> None:
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_like_meanings_lie_closer_in_and_across_languages(vectors: np.ndarray) -> None:
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > cosines[0, 3]
    assert cosines[0, 2] > cosines[3, 2]


@settings(max_examples=15)
@given(st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=20))
def test_a_text_has_the_same_bytes_in_any_company_and_order(
    embedder: Embedder, vectors: np.ndarray, chosen: list[int]
) -> None:
    assert np.array_equal(embedder.encode([TEXTS[i] for i in chosen]), vectors[chosen])


def test_composed_and_decomposed_letters_are_one(embedder: Embedder) -> None:
    one, two = embedder.encode(["Kyl\u00e4talo", "Kyla\u0308talo"])
    assert np.array_equal(one, two)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_progress_reaches_the_end(embedder: Embedder) -> None:
    steps: list[tuple[int, int]] = []
    embedder.encode(TEXTS[:3], lambda done, total: steps.append((done, total)))
    assert steps[-1] == (3, 3)


def test_a_hub_model_is_not_fetched_unless_allowed(shipped_config: Config) -> None:
    models = shipped_config.models.model_copy(update={"embedding": "intfloat/e5-base"})
    with pytest.raises(MissingPartError, match="allow_network"):
        create_embedder(shipped_config.model_copy(update={"models": models}))


@pytest.mark.slow
def test_the_packaged_model_is_converted_once_and_damage_is_noticed(tmp_path: Path) -> None:
    from pipeline.embedding.e5_small import is_whole, prepare

    folder = prepare(tmp_path)
    made = (folder / "model.safetensors").stat().st_mtime_ns
    assert prepare(tmp_path) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == made
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    assert not is_whole(folder)
    assert is_whole(prepare(tmp_path))
