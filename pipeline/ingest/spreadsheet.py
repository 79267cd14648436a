"""xlsx, xls and ods, read with calamine."""

from __future__ import annotations

from pathlib import Path

import python_calamine as calamine

from pipeline.errors import InputError
from pipeline.ingest.base import Cell, Grid


class SpreadsheetReader:
    """Reads the visible sheets of a workbook."""

    def read(self, path: Path) -> list[Grid]:
        try:
            workbook = calamine.CalamineWorkbook.from_path(str(path))
            return [
                self._grid(workbook.get_sheet_by_name(sheet.name), sheet.name)
                for sheet in workbook.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet
                and sheet.visible == calamine.SheetVisibleEnum.Visible
            ]
        except calamine.PasswordError:
            raise InputError(
                f"{path.name} is protected with a password. Open it in Excel, remove the "
                "password, and save it."
            ) from None
        except (calamine.CalamineError, OSError) as error:
            raise InputError(
                f"{path.name} is damaged or not a spreadsheet ({type(error).__name__}). Open it "
                "in Excel and save it anew as xlsx, or export it again from the survey tool."
            ) from None

    def _grid(self, sheet: calamine.CalamineSheet, name: str) -> Grid:
        rows: list[list[Cell]] = [
            [None if cell == "" else cell for cell in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        merged = [
            (top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
        return Grid(rows, list(range(1, len(rows) + 1)), name, tuple(sorted(merged)))
