"""What people's codes changed in the model that learnt from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Source, ThemeCode
from pipeline.themes.model import ThemeModel


@dataclass(frozen=True)
class Effect:
    """One theme before and after training with people's codes.

    `coded`: answers that people coded for it; with how many of them the model agreed `before`, and
    `after` (by cross-validation: without having seen the answer's writer). `added` and `removed`:
    answers that nobody coded, to which the new model gives the theme or from which it takes it.
    """

    theme: str
    coded: int
    before: int
    after: int
    added: int
    removed: int


def effect_of_codes(
    before: Sequence[ThemeCode], after: Mapping[str, np.ndarray], model: ThemeModel
) -> list[Effect]:
    """Compare the codes of analyses with the new model's.

    Args:
        before: codes of the newest analyses, people's among them.
        after: answer id → the new model's codes in the order of its themes.
    """
    place = {name: row for row, name in enumerate(model.coded.ids)}
    result = []
    for t, theme in enumerate(model.themes):
        counts = dict.fromkeys(("coded", "before", "after", "added", "removed"), 0)
        for code in before:
            if code.theme != theme:
                continue
            if code.source is Source.PERSON:
                row = place.get(code.answer)
                said = after[code.answer][t] if row is None else model.coded.unseen[row, t] == 1
                counts["coded"] += 1
                counts["before"] += code.model_assigned == code.assigned
                counts["after"] += bool(said) == code.assigned
            else:
                counts["added"] += bool(after[code.answer][t]) and not code.assigned
                counts["removed"] += code.assigned and not after[code.answer][t]
        result.append(Effect(theme, **{name: int(value) for name, value in counts.items()}))
    return result


def effect_table(effects: Sequence[Effect], names: Mapping[str, str]) -> list[str]:
    """The lines of a Markdown table, in Finnish: coordinators read it.

    Args:
        names: theme id → its name.
    """
    return [
        "## Mitä ihmisten luokittelut muuttivat",
        "",
        "| Teema | Ihmisten luokittelemia vastauksia | Ohjelma oli samaa mieltä "
        "| Ohjelma on nyt samaa mieltä | Muut: teema tuli lisää | Muut: teema jäi pois |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {names[item.theme]} | {item.coded} | {item.before} | {item.after} | {item.added} "
            f"| {item.removed} |"
            for item in effects
        ),
        "",
        "Ihmisen luokittelu on aina voimassa. Taulukko kertoo, mitä ohjelma itse sanoisi samoista",
        "vastauksista, kun se ei ole oppinut saman vastaajan vastauksista.",
    ]
