"""A round that shows everything a table can: shown and hidden cells, quotes, a formula."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.report import ThemeTable, theme_table
from tests.report.sample import Said, analysis, people

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
