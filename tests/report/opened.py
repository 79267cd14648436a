"""Tables with cells opened that should be hidden, and what they were made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.config import Config
from pipeline.report import Cell, ThemeTable, TopicTable, theme_table, topic_table
from pipeline.report.places import Place
from pipeline.report.recount import recounted
from pipeline.report.table import placed
from pipeline.store import AnalysisResult
from pipeline.themes.prevalence import counted


def tables(
    config: Config, now: AnalysisResult, then: AnalysisResult | None = None
) -> tuple[ThemeTable, TopicTable, Counter[Place]]:
    """A round's tables and true numbers."""
    themes = theme_table(config, now, then)
    return themes, topic_table(config, now, then, placed(themes.cells)), recounted(config, now)


def with_cell(table: ThemeTable, theme: str, area: str, cell: Cell) -> ThemeTable:
    return replace(table, cells={**table.cells, (theme, area): cell})


def shown(count: int, respondents: int) -> Cell:
    return Cell.of(counted(count, respondents))
