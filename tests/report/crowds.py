"""Random rounds, small parts and lopsided counts among them, as answers that were coded."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pipeline.config import Config
from pipeline.records import Analysis, Answer, Assignment, Lineage, Source, ThemeCode
from pipeline.store import AnalysisResult
from tests.report.sample import AREAS, ROUND
from tests.report.topics_made import BUSES, PARKS, topic

THEMES = ("reach", "openness")
GROUPS = ("asukas", "yhteiso", "henkilosto", "")
#: How likely a respondent of a part raises something: hardly, sometimes, always.
_LIKELY = (0.0, 0.02, 0.1, 0.3, 0.6, 0.95, 1.0)


def with_two_themes(config: Config) -> Config:
    """The configuration with a shorter coding frame: every row has its say."""
    themes = [theme for theme in config.coding_frame.themes if theme.id in THEMES]
    frame = config.coding_frame.model_copy(update={"themes": themes})
    return config.model_copy(update={"coding_frame": frame})


def with_rounds(config: Config, names: Iterable[str]) -> Config:
    """The configuration with rounds of these names."""
    one = config.round(ROUND)
    rounds = [one.model_copy(update={"id": name}) for name in names]
    return config.model_copy(update={"rounds": rounds})


def random_round(chance: np.random.Generator, name: str, later: bool) -> AnalysisResult:
    """From 5 to 300 respondents with one or two answers; some are corrected by people."""
    people = int(np.exp(chance.uniform(np.log(5), np.log(300))))
    areas = chance.choice((*AREAS, ""), people, p=_shares(chance, len(AREAS) + 1))
    groups = chance.choice(GROUPS, people, p=_shares(chance, len(GROUPS)))
    likely = {
        (row, area): chance.choice(_LIKELY)
        for row in (*THEMES, BUSES, PARKS) for area in (*AREAS, "")
    }  # fmt: skip
    answers, codes, assignments = [], [], []
    corrected = chance.choice((0.0, 0.1, 0.5))
    for person, (area, group) in enumerate(zip(areas, groups, strict=True)):
        for number in range(chance.integers(1, 3)):
            answer = Answer(
                f"{name}-{person}-{number}", name, f"{name}-{person}", str(area), "", str(group),
                f"Q{number + 1}", None, f"Vastaus {person}, {number}.",
                emptyish=bool(chance.random() < 0.05),
            )  # fmt: skip
            answers.append(answer)
            for theme in THEMES:
                raised = chance.random() < likely[theme, str(area)]
                by_person = chance.random() < corrected
                agreed = not by_person or chance.random() < 0.7
                codes.append(ThemeCode(
                    answer.id, theme, float(chance.random()), raised == agreed,
                    0.4 if raised else -0.4,
                    source=Source.PERSON if by_person else Source.MODEL,
                    sampled=by_person and corrected == 0.5,
                ))  # fmt: skip
            said = [row for row in (BUSES, PARKS) if chance.random() < likely[row, str(area)]]
            assignments.append(Assignment(answer.id, said[0] if said else None, 0.8))
    raised = {item.topic for item in assignments}
    lineage = Lineage.CONTINUED if later else Lineage.NEW
    listed = [topic(one, lineage, one) for one in (BUSES, PARKS) if one in raised]
    gone = [topic(one, Lineage.RETIRED, one) for one in (BUSES, PARKS) if one not in raised]
    record = Analysis("analyysi", name, "", "", {"themes": "themes-1"}, {}, {})
    return AnalysisResult(record, answers, [], listed, assignments, codes, retired=gone)


def _shares(chance: np.random.Generator, parts: int) -> np.ndarray:
    return chance.dirichlet(np.full(parts, chance.choice((0.3, 1.0, 5.0))))
