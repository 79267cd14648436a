"""What people's codes changed in the model that learnt from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Source, ThemeCode


@dataclass(frozen=True)
class Effect:
    """One theme before and after training with people's codes.

    `coded`: answers that people coded for it; with how many of them the model agreed `before` and
    does `after`, neither having seen the answer's writer. `added` and `removed`:
    answers that nobody coded, to which the new model gives the theme or from which it takes it.
    """

    theme: str
    coded: int
    before: int
    after: int
    added: int
    removed: int


def effect_of_codes(
    before: Sequence[ThemeCode], after: Mapping[str, np.ndarray], themes: Sequence[str]
) -> list[Effect]:
    """Compare the codes of analyses with the new model's.

    Args:
        before: codes of the newest analyses, people's among them.
        after: answer id → whether the new model gives it each of `themes`.
    """
    result = []
    for t, theme in enumerate(themes):
        of_theme = [(code, bool(after[code.answer][t])) for code in before if code.theme == theme]
        people = [(code, now) for code, now in of_theme if code.source is Source.PERSON]
        others = [(code, now) for code, now in of_theme if code.source is not Source.PERSON]
        result.append(
            Effect(
                theme,
                coded=len(people),
                before=sum(code.model_assigned == code.assigned for code, _ in people),
                after=sum(now == code.assigned for code, now in people),
                added=sum(now and not code.assigned for code, now in others),
                removed=sum(code.assigned and not now for code, now in others),
            )
        )
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
        "| Ohjelma on nyt samaa mieltä | Muut vastaukset: teema lisättiin "
        "| Muut vastaukset: teema poistettiin |",
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
