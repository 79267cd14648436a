"""An answer as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.language.vectors import vectors_version
from pipeline.themes.features import (
    Features,
    Vocabulary,
    piece_counts,
    word_counts,
    word_vectors,
    words,
)
from tests.conftest import gold_answers


def test_words_are_lower_case_and_marks_of_feeling_count() -> None:
    assert words("Ei IKINÄ, lava-auto…  Miksi?!") == [
        "ei",
        "ikinä",
        "lava-auto",
        "…",
        "miksi",
        "?",
        "!",
    ]


def test_pairs_of_neighbours_are_counted_in_their_order() -> None:
    one, other = word_counts(["ei koskaan kuultu", "koskaan ei kuultu"])
    assert one.sum() == other.sum() == 5
    assert one.multiply(other).sum() == 3  # the words are shared, no pair is


def test_inflected_forms_share_most_of_their_pieces() -> None:
    one, form, other = piece_counts(["kokouksesta", "kokouksista", "bussipysäkki"])
    assert one.minimum(form).sum() > one.minimum(other).sum()


def test_common_words_weigh_little_in_the_mean_vector() -> None:
    noun, both = word_vectors(["pöytäkirja", "ja pöytäkirja"])
    cosine = noun @ both / np.linalg.norm(noun) / np.linalg.norm(both)
    assert cosine > 0.99
    assert np.linalg.norm(word_vectors(["ja"])) < 0.1 * np.linalg.norm(noun)


def test_a_typing_error_moves_a_text_less_than_another_word() -> None:
    right, typo, other = word_vectors(["päättäjät", "päättäjtä", "lumityöt"])
    assert right @ typo > right @ other


def test_a_text_without_words_has_no_vector() -> None:
    assert not word_vectors(["?!"]).any()


def test_only_what_two_texts_hold_is_kept() -> None:
    counts = word_counts(["kokous peruttu", "kokous siirretty", "lumi suli"])
    kept = Vocabulary.fit(counts)
    assert len(kept.buckets) == 1
    rows = kept.rows(counts)
    assert rows.toarray().ravel().tolist() == [1, 1, 0]


@pytest.fixture(scope="module")
def fitted() -> tuple[Features, list[str], np.ndarray]:
    texts = [answer["text"] for answer in gold_answers("D2")[:60]]
    embeddings = np.random.default_rng(2).normal(size=(60, 8)).astype(np.float32)
    return Features.fit(texts, embeddings), texts, embeddings


def test_rows_have_length_one_whatever_they_are_batched_with(fitted) -> None:  # type: ignore[no-untyped-def]
    features, texts, embeddings = fitted
    rows = features.rows(texts, embeddings)
    alone = features.rows(texts[7:8], embeddings[7:8])
    for part in ("meaning", "vectors"):
        whole = getattr(rows, part)
        assert np.allclose(np.linalg.norm(whole, axis=1), 1)
        assert np.array_equal(whole[7:8], getattr(alone, part))
    for part in ("pieces", "words"):
        assert (getattr(rows, part)[7] != getattr(alone, part)).nnz == 0
    assert len(rows) == 60


def test_the_vectors_name_their_version() -> None:
    assert vectors_version().startswith("fi_")
