"""Counts the respondents of an analysis anew, the plain way, for the tables to be checked by."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA
from pipeline.report.places import (
    AREAS,
    GROUPS,
    MODEL,
    RESPONDENTS,
    THEMES,
    TOPICS,
    Place,
    Row,
    of_all,
)
from pipeline.store import AnalysisResult


def recounted(config: Config, result: AnalysisResult) -> Counter[Place]:
    """How many respondents stand in each place, hidden or not; those with nobody are left out.

    Who said nothing is not counted. It shares no code with what makes the tables.
    """
    areas, groups = {area.id for area in config.areas}, {group.id for group in config.groups}
    parts: dict[str, tuple[tuple[str, str], ...]] = {}
    for answer in result.answers:
        if not answer.emptyish and answer.respondent not in parts:
            area = answer.area if answer.area in areas else UNKNOWN_AREA
            group = answer.group if answer.group in groups else UNKNOWN_AREA
            parts[answer.respondent] = ((AREAS, area), (GROUPS, group))
    counts: Counter[Place] = Counter()
    for row, people in _raising(result).items():
        for person in people & parts.keys():
            counts[of_all(*row)] += 1
            for division, part in parts[person]:
                counts[Place(*row, division, part)] += 1
    return counts


def _raising(result: AnalysisResult) -> dict[Row, set[str]]:
    """Who raises what."""
    name = result.analysis.round
    author = {answer.id: answer.respondent for answer in result.answers}
    found: dict[Row, set[str]] = defaultdict(set)
    found[Row(name, RESPONDENTS, "")] = set(author.values())
    for code in result.codes:
        if code.assigned:
            found[Row(name, THEMES, code.theme)].add(author[code.answer])
        if code.model_assigned:
            found[Row(name, MODEL, code.theme)].add(author[code.answer])
    for item in result.assignments:
        if item.topic is not None:
            found[Row(name, TOPICS, item.topic)].add(author[item.answer])
    return found
