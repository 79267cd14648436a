"""Whether a newly trained model may take the place of the one that is in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.themes.evaluate import macro_f1
from pipeline.themes.gold import CodedAnswer, code_matrix
from pipeline.themes.model import ThemeModel

#: So much lower a macro-F1 is chance: a handful of answers coded otherwise.
_CHANCE = 0.005


@dataclass(frozen=True)
class Comparison:
    """Two models' macro-F1 on the same answers, none of which either had seen when coding it."""

    answers: int
    old: float
    new: float

    @property
    def old_is_better(self) -> bool:
        return self.old > self.new + _CHANCE


def compare(
    old: ThemeModel,
    new: ThemeModel,
    answers: Sequence[CodedAnswer],
    embeddings: np.ndarray,
    languages: Sequence[str],
) -> Comparison | None:
    """Measure both models on the same coded answers, by the themes that both know.

    An answer that a model learnt from is coded by that model's own cross-validation
    (`ThemeModel.probabilities`); any other it has not seen. None when they share no theme, or the
    old one works on other embeddings.
    """
    themes = [theme for theme in new.themes if theme in old.themes]
    if not themes or (old.embedding, old.vectors) != (new.embedding, new.vectors):
        return None
    gold = code_matrix(answers, themes)
    texts = [answer.text for answer in answers]
    figures = []
    for model in (old, new):
        columns = [model.themes.index(theme) for theme in themes]
        figures.append(macro_f1(gold, model.assigned(texts, embeddings, languages)[:, columns]))
    return Comparison(len(answers), *figures)
