"""What people's codes changed in the model."""

from __future__ import annotations

import numpy as np

from pipeline.records import Source, ThemeCode
from pipeline.themes.effect import effect_of_codes, effect_table


def test_agreement_and_changed_codes_are_counted_apart() -> None:
    before = [
        # A person coded it where the model did not; the new model does.
        ThemeCode("v1", "reach", 0.2, True, -0.3, source=Source.PERSON),
        ThemeCode("v2", "reach", 0.2, False, -0.3),
        ThemeCode("v3", "reach", 0.9, True, 0.4),
        ThemeCode("v4", "reach", 0.9, True, 0.4),
    ]
    after = {name: np.array([said]) for name, said in
             (("v1", True), ("v2", True), ("v3", False), ("v4", True))}  # fmt: skip
    (reach,) = effect_of_codes(before, after, ["reach"])
    assert (reach.coded, reach.before, reach.after) == (1, 0, 1)
    assert (reach.added, reach.removed) == (1, 1)
    text = "\n".join(effect_table([reach], {"reach": "Tavoittavuus"}))
    assert "| Tavoittavuus | 1 | 0 | 1 | 1 | 1 |" in text
