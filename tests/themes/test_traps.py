"""The words of a theme in another sense are no theme: answers written as traps, 15 a theme."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pipeline import PROJECT_ROOT
from pipeline.config import load_config
from pipeline.embedding import create_embedder
from pipeline.themes import load_theme_model

TRAPS = PROJECT_ROOT / "corpora" / "gold" / "traps.jsonl"
#: Share of the traps that must raise no code.
ENOUGH = 0.9


@pytest.fixture(scope="module")
def traps() -> list[dict[str, str]]:
    return [json.loads(line) for line in TRAPS.read_text(encoding="utf-8").splitlines()]


def test_every_theme_has_as_many_different_traps(traps: list[dict[str, str]]) -> None:
    themes = [theme.id for theme in load_config(None).coding_frame.themes]
    assert Counter(trap["theme"] for trap in traps) == dict.fromkeys(themes, 15)
    assert len({trap["text"] for trap in traps}) == len(traps)


def test_the_shipped_model_falls_for_few_of_them(traps: list[dict[str, str]]) -> None:
    config = load_config(None)
    embedder = create_embedder(config)
    model = load_theme_model(config.path(config.models.themes), embedder.version)
    texts = [trap["text"] for trap in traps]
    coded = model.assigned(texts, embedder.encode(texts), ["fi"] * len(texts))
    assert (~coded.any(axis=1)).mean() >= ENOUGH
