"""What people's codes changed in the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.records import Source, ThemeCode
from pipeline.themes.effect import effect_of_codes, effect_table
from tests.themes.made import answers_by, trained_on


def test_agreement_and_changed_codes_are_counted_apart() -> None:
    answers = answers_by("D1", "D2")
    model = trained_on(answers).model
    unseen = model.coded.unseen.copy()
    unseen[0, 0] = 1
    model = replace(model, coded=replace(model.coded, unseen=unseen))
    learnt = answers[0].id
    before = [
        # A person coded it where the model did not; the new one, not having seen it, does.
        ThemeCode(learnt, "reach", 0.2, True, -0.3, source=Source.PERSON),
        ThemeCode("v2", "reach", 0.2, False, -0.3),
        ThemeCode("v3", "reach", 0.9, True, 0.4),
        ThemeCode("v4", "reach", 0.9, True, 0.4),
    ]
    says = {
        learnt: np.zeros(6, bool), "v2": np.ones(6, bool), "v3": np.zeros(6, bool),
        "v4": np.ones(6, bool),
    }  # fmt: skip
    reach = effect_of_codes(before, says, model)[0]
    assert (reach.coded, reach.before, reach.after) == (1, 0, 1)
    assert (reach.added, reach.removed) == (1, 1)
    text = "\n".join(effect_table([reach], {"reach": "Tavoittavuus"}))
    assert "| Tavoittavuus | 1 | 0 | 1 | 1 | 1 |" in text
