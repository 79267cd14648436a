"""Small analyses made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.records import Analysis, Answer, Source, ThemeCode
from pipeline.store import AnalysisResult

ROUND = "2024-asukaskysely"
THEMES = ("reach", "visibility", "openness", "impact", "dialogue", "data_use")
AREAS = ("etelainen", "itainen", "pohjoinen", "keskusta")


@dataclass(frozen=True)
class Said:
    """One answer: who said it, where, and the themes it raises with the model's probabilities.

    `coded` are the themes that people find in it, None where they have not coded it; with `drawn`
    it was in a random sample.
    """

    respondent: str
    area: str
    themes: dict[str, float] = field(default_factory=dict)
    text: str = ""
    emptyish: bool = False
    coded: frozenset[str] | None = None
    drawn: bool = False


def people(area: str, count: int, *themes: str) -> list[Said]:
    """So many respondents of an area, each with one answer that raises these themes."""
    label = f"{area}-{'-'.join(themes) or 'muu'}"
    return [Said(f"{label}-{i}", area, dict.fromkeys(themes, 0.9)) for i in range(count)]


def coded(said: Iterable[Said], *themes: str, drawn: bool = True) -> list[Said]:
    """The same answers after people have coded them all with these themes."""
    return [replace(item, coded=frozenset(themes), drawn=drawn) for item in said]


def analysis(
    said: Iterable[Said], round_id: str = ROUND, model: str = "themes-1"
) -> AnalysisResult:
    answers, codes = [], []
    for number, item in enumerate(said):
        answer = Answer(
            id=f"a{number}", round=round_id, respondent=item.respondent, area=item.area,
            district="", group="asukas", question="Q1", date=None,
            text=item.text or f"Vastaus numero {number}.", emptyish=item.emptyish,
        )  # fmt: skip
        answers.append(answer)
        for theme in THEMES:
            probability = item.themes.get(theme, 0.1)
            assigned = theme in item.themes
            code = ThemeCode(answer.id, theme, probability, assigned, 0.4 if assigned else -0.4)
            if item.coded is not None:
                code = replace(
                    code, assigned=theme in item.coded, source=Source.PERSON, sampled=item.drawn
                )
            codes.append(code)
    record = Analysis("analyysi", round_id, "", "", {"themes": model}, {}, {})
    return AnalysisResult(record, answers, [], [], [], codes)
