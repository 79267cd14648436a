"""The theme tables as tidy CSV, the way Finnish Excel opens it: `;`, decimal comma, UTF-8 mark."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.config import Config
from pipeline.report.cells import Cell
from pipeline.report.table import ThemeTable
from pipeline.report.text import area_heading, harmless
from pipeline.report.words import direction_in_words, words_of

_TABLE = (
    "kierros", "teema", "teeman_nimi", "alue", "alueen_nimi", "vastaajia", "teeman_nostaneita",
    "osuus", "osuus_alaraja", "osuus_ylaraja", "naytetaan", "sanoin", "menetelma",
    "ihmisen_luokittelemia", "muutos", "muutos_alaraja", "muutos_ylaraja", "muutos_sanoin",
    "muutos_menetelma", "muutos_kierroksesta",
)  # fmt: skip
_QUOTES = ("kierros", "teema", "teeman_nimi", "alue", "alueen_nimi", "vastaus", "sitaatti")


def write_csv(tables: Sequence[ThemeTable], config: Config, folder: Path) -> list[Path]:
    """Write teemat.csv (a row a cell) and sitaatit.csv (a row a quote)."""
    names = config.coding_frame.names_fi
    numbers, quotes = [], []
    for table in tables:
        for (theme, area), cell in table.cells.items():
            where = (table.round, theme, names[theme], area, area_heading(config, area))
            base = table.respondents[area]
            numbers.append((*where, base, *_share(cell), *_change(table, cell)))
            quotes += [(*where, quote.answer, quote.text) for quote in cell.quotes]
    paths = [folder / "teemat.csv", folder / "sitaatit.csv"]
    _write(paths[0], _TABLE, numbers)
    _write(paths[1], _QUOTES, quotes)
    return paths


def _share(cell: Cell) -> tuple[object, ...]:
    """From `teeman_nostaneita` to `ihmisen_luokittelemia`."""
    shown = "ei" if cell.hidden else "kyllä"
    numbers = (cell.count, cell.share, cell.low, cell.high)
    return (*numbers, shown, words_of(cell), cell.method, cell.coded)


def _change(table: ThemeTable, cell: Cell) -> tuple[object, ...]:
    """From `muutos` to `muutos_kierroksesta`; without an earlier round, nothing."""
    if cell.change is None or table.earlier is None:
        return (None,) * 6
    change = cell.change
    return (
        change.difference, change.low, change.high, direction_in_words(change), change.method,
        table.earlier.round,
    )  # fmt: skip


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows([_shown(value) for value in row] for row in rows)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return harmless(str(value))
