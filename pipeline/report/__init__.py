"""Tables for decision-makers: counted on respondents, with intervals, small cells hidden."""

from pipeline.report.table import Cell, ThemeTable, theme_table
from pipeline.report.topics import TopicTable, topic_table

__all__ = ["Cell", "ThemeTable", "TopicTable", "theme_table", "topic_table"]
