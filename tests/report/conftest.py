"""A round that shows everything a table can: shown and hidden cells, quotes, a formula."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.report import ThemeTable, theme_table
from pipeline.store import AnalysisResult
from tests.report.sample import Said, analysis, coded, people

FORMULA = "=SUMMA(1;2) toimii huonosti"


@pytest.fixture(scope="session")
def table(shipped_config: Config) -> ThemeTable:
    said = [
        *people("etelainen", 8, "reach"),
        *people("etelainen", 12),
        *people("itainen", 6, "reach", "openness"),
        *people("itainen", 14, "openness"),
        *people("pohjoinen", 3, "reach"),
        *people("pohjoinen", 17, "openness"),
        *people("keskusta", 10, "openness"),
        *people("keskusta", 10),
        *people("", 9, "openness"),
        *people("", 5, "reach"),
        Said("kaava", "etelainen", {"reach": 0.99}, FORMULA),
    ]
    return theme_table(shipped_config, analysis(said))


@pytest.fixture(scope="session")
def later(shipped_config: Config) -> ThemeTable:
    """The round a year later, with a coded sample in the city; fewer name openness."""
    return theme_table(shipped_config, later_analysis(), earlier_analysis())


def earlier_analysis(model: str = "themes-1") -> AnalysisResult:
    return analysis(_said(30, 0), model=model)


def later_analysis() -> AnalysisResult:
    return analysis(_said(9, 12), "2025-asukaskysely")


def _said(naming: int, drawn: int) -> list[Said]:
    """40 of each area; of those who name openness, and of the others, so many `drawn`."""
    said: list[Said] = []
    for area in ("etelainen", "itainen", "pohjoinen", "keskusta"):
        named, others = people(area, naming, "openness"), people(area, 40 - naming)
        said += [
            *coded(named[: drawn // 2], "openness"), *named[drawn // 2 :],
            *coded(others[: drawn // 2]), *others[drawn // 2 :],
        ]  # fmt: skip
    return said
