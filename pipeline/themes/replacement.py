"""Whether a newly trained model may take the place of the one that is in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.themes.evaluate import macro_f1
from pipeline.themes.gold import CodedAnswer, code_matrix
from pipeline.themes.model import ThemeModel
from pipeline.themes.train import Trained

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
    answers: Sequence[CodedAnswer],
    embeddings: np.ndarray,
    languages: Sequence[str],
    new: Trained,
) -> Comparison | None:
    """Measure both models on the new one's training answers, by the themes that both know.

    An answer that the old model learnt from is coded by the old one's own cross-validation; any
    other it has not seen. None when nothing can be compared.
    """
    themes = [theme for theme in new.model.themes if theme in old.themes]
    ours = np.array([new.model.themes.index(theme) for theme in themes], int)
    theirs = np.array([old.themes.index(theme) for theme in themes], int)
    place = {name: row for row, name in enumerate(old.coded.ids)}
    met = np.array([answer.id in place for answer in answers])
    usable = old.embedding == new.model.embedding and old.vectors == new.model.vectors
    kept = np.ones(len(answers), bool) if usable else met
    if not themes or not kept.any():
        return None
    said = np.zeros((len(answers), len(themes)), np.int8)
    rows = np.array([place[answer.id] for answer in answers if answer.id in place], int)
    said[met] = old.coded.unseen[np.ix_(rows, theirs)]
    if usable and not met.all():
        rest = [row for row, known in enumerate(met) if not known]
        assigned = old.assigned(
            [answers[row].text for row in rest], embeddings[rest], [languages[r] for r in rest]
        )
        said[rest] = assigned[:, theirs]
    gold = code_matrix(answers, themes)
    gold[said < 0] = -1
    return Comparison(
        int(kept.sum()),
        macro_f1(gold[kept], said[kept]),
        macro_f1(gold[kept], new.assigned[kept][:, ours]),
    )
