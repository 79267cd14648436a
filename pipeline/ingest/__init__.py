"""Survey exports in, raw answers and counted rejects out.

A file becomes a `Grid` (readers), the grid a `Table` with one header (layout), the columns get
their roles (mapping), and the rows become answers or rejects (rows).
"""

from pipeline.ingest.intake import Intake, SourceReport, read_round

__all__ = ["Intake", "SourceReport", "read_round"]
