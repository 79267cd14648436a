"""The model that tells which words name a person."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.embedding.base import cache_folder
from pipeline.embedding.e5_small import prepare
from pipeline.errors import MissingPartError
from pipeline.privacy.tagger import NameTagger, base, in_parts, load, save

TEXTS = [
    "Kiitos Railille, joka vetää kerhoa.",
    "Valot puuttuvat.",
    "Naapurin poika Jimi ajaa mopolla yöllä, ja Jimin kaverit huutavat Mukkulan rannassa.",
    "",
    "🚲",
]


@pytest.fixture(scope="session")
def encoder(shipped_config: Config) -> Path:
    return prepare(cache_folder(shipped_config))


@pytest.fixture(scope="session")
def tagger(encoder: Path, shipped_config: Config) -> NameTagger:
    return load(shipped_config.name_model, encoder)


def probabilities(tagger: NameTagger, texts: list[str]) -> list[list[float]]:
    return [[named for _, named, _ in found] for found in tagger.tag(texts)]


def of(tagger: NameTagger, text: str, word: str) -> float:
    (found,) = tagger.tag([text])
    return next(named for one, named, _ in found if text[one.start : one.end] == word)


@pytest.mark.parametrize(
    ("person", "thing", "word"),
    [
        ("Pilvi soitti minulle ja kertoi kerhosta.", "Pilvi peitti auringon koko päivän.", "Pilvi"),
        ("Kysy Lahdelta, hän on liikuntapuolen paras mies.", "Muutin Lahdelta pois.", "Lahdelta"),
    ],
)
def test_one_word_is_a_name_in_one_answer_and_not_in_another(
    tagger: NameTagger, person: str, thing: str, word: str
) -> None:
    assert of(tagger, person, word) > of(tagger, thing, word)


def test_names_are_found_in_small_letters_too(tagger: NameTagger) -> None:
    assert of(tagger, "kiitos railille ku se vetää kerhoo", "railille") > 0.5
    assert of(tagger, "kiitos kerhosta ku se on ilmanen", "kerhosta") < 0.5


def test_a_text_is_tagged_alike_in_any_company_and_order(tagger: NameTagger) -> None:
    together = probabilities(tagger, TEXTS)
    assert probabilities(tagger, TEXTS[::-1])[::-1] == together
    assert [probabilities(tagger, [text])[0] for text in TEXTS] == together


def test_no_texts_have_no_words(tagger: NameTagger) -> None:
    assert tagger.tag([]) == []


def test_what_lies_far_into_a_long_answer_is_read_too(tagger: NameTagger) -> None:
    long = "Puisto on siisti ja valaistu. " * 60 + "Kiitos siitä kuuluu naapurilleni Railille."
    assert of(tagger, long, "Railille") > 0.5
    (found,) = tagger.tag([long])
    assert len(found) == len(long.split())


def test_it_comes_back_as_it_was_saved(encoder: Path, tmp_path: Path) -> None:
    torch.manual_seed(5)
    model = base(encoder)
    for parameter in model.trained().values():
        parameter += torch.randn_like(parameter) * 0.05
    version = save(model, tmp_path)
    first = (tmp_path / "model.safetensors").read_bytes()
    assert save(model, tmp_path) == version
    assert (tmp_path / "model.safetensors").read_bytes() == first
    assert len(first) < 4_000_000
    once, again = load(tmp_path, encoder), load(tmp_path, encoder)
    assert probabilities(once, TEXTS) == probabilities(again, TEXTS)


def test_merging_changes_nothing_but_the_speed(encoder: Path) -> None:
    torch.manual_seed(6)
    model = base(encoder).eval()
    for parameter in model.trained().values():
        parameter += torch.randn_like(parameter) * 0.02
    pieces = torch.randint(5, 5000, (2, 12))
    mask, evidence = torch.ones(2, 12), torch.rand(2, 12, 23)
    with torch.inference_mode():
        before = model(pieces, mask, evidence).numpy()
        after = model.merge()(pieces, mask, evidence).numpy()
    np.testing.assert_allclose(after, before, atol=1e-3)


def test_before_training_the_matrices_beside_the_weights_do_nothing(encoder: Path) -> None:
    trained = base(encoder).trained()
    outer = [one for name, one in trained.items() if name.endswith("outer")]
    assert len(outer) == 48
    assert not any(one.any() for one in outer)


@pytest.mark.parametrize("data", [None, b"", b"no model at all"])
def test_a_missing_or_damaged_one_is_told(
    encoder: Path, tmp_path: Path, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / "model.safetensors").write_bytes(data)
    with pytest.raises(MissingPartError, match="kerropois train names"):
        load(tmp_path, encoder)


@given(st.text(alphabet="ab .\n!", max_size=2_000))
def test_parts_are_the_whole_text_in_pieces_that_fit(text: str) -> None:
    parts = list(in_parts(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= 480 for start, end in parts)


def test_a_part_ends_with_a_sentence_where_it_can() -> None:
    text = "Puisto on siisti. " * 40
    assert all(text[:end].endswith(" ") for _, end in in_parts(text))
