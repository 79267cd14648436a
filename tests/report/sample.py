"""Small analyses made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Analysis, Answer, ThemeCode
from pipeline.store import AnalysisResult

ROUND = "2024-asukaskysely"
THEMES = ("reach", "visibility", "openness", "impact", "dialogue", "data_use")
AREAS = ("etelainen", "itainen", "pohjoinen", "keskusta")


@dataclass(frozen=True)
class Said:
    """One answer: who said it, where, and the themes it raises with their probabilities."""

    respondent: str
    area: str
    themes: dict[str, float] = field(default_factory=dict)
    text: str = ""
    emptyish: bool = False


def people(area: str, count: int, *themes: str) -> list[Said]:
    """So many respondents of an area, each with one answer that raises these themes."""
    label = f"{area}-{'-'.join(themes) or 'muu'}"
    return [Said(f"{label}-{i}", area, dict.fromkeys(themes, 0.9)) for i in range(count)]


def analysis(said: Iterable[Said], round_id: str = ROUND) -> AnalysisResult:
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
            codes.append(ThemeCode(answer.id, theme, probability, theme in item.themes))
    record = Analysis("analyysi", round_id, "", "", {}, {}, {})
    return AnalysisResult(record, answers, [], [], [], codes)
