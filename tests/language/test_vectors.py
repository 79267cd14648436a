"""Word vectors of spaCy's Finnish model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pipeline import engines
from pipeline.errors import MissingPartError
from pipeline.language.vectors import summed_vectors, vectors_version


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def test_a_text_is_the_sum_of_its_words_and_no_words_are_zeros() -> None:
    both, bus, park, none = summed_vectors([["bussi", "puisto"], ["bussi"], ["puisto"], []])
    assert both == pytest.approx(bus + park)
    assert not none.any()


def test_common_words_weigh_less_than_rare_ones() -> None:
    common, rare = np.linalg.norm(summed_vectors([["ja"], ["leikkipuisto"]]), axis=1)
    assert common < rare / 5


def test_a_misspelt_word_is_near_the_right_one() -> None:
    right, wrong, other = summed_vectors([["kirjasto"], ["kirjatso"], ["pysäköinti"]])
    assert cosine(right, wrong) > cosine(right, other)


@pytest.mark.parametrize("kind", [OSError, ImportError])
@pytest.mark.parametrize("use", [vectors_version, lambda: summed_vectors([["ennennäkemätönsana"]])])
def test_a_missing_model_is_told_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception], use: Callable[[], object]
) -> None:
    def missing(_: object) -> None:
        raise kind("not here")

    summed_vectors([["a"]])  # known from here on: it is the word itself that is looked up
    monkeypatch.setattr(engines, "spacy_fi", missing)
    with pytest.raises(MissingPartError, match="pip install spacy-fi-experimental-web-md"):
        use()
