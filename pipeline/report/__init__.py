"""Tables for decision-makers: counted on respondents, with intervals, small cells hidden."""

from pipeline.report.table import Cell, ThemeTable, theme_table

__all__ = ["Cell", "ThemeTable", "theme_table"]
