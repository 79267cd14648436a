"""The tables as tidy CSV, the way Finnish Excel opens it: `;`, decimal comma, UTF-8 mark."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.config import Config
from pipeline.report.cells import Cell
from pipeline.report.notes import GONE_FI, standing_in_words, topic_change_in_words
from pipeline.report.table import CITY, ThemeTable
from pipeline.report.text import area_heading, group_heading, harmless
from pipeline.report.topics import Contrast, TopicRow, TopicTable
from pipeline.report.words import direction_in_words, words_of

_TABLE = (
    "kierros", "teema", "teeman_nimi", "alue", "alueen_nimi", "vastaajia", "teeman_nostaneita",
    "osuus", "osuus_alaraja", "osuus_ylaraja", "naytetaan", "sanoin", "menetelma",
    "ihmisen_luokittelemia", "muutos", "muutos_alaraja", "muutos_ylaraja", "muutos_sanoin",
    "muutos_menetelma", "muutos_kierroksesta",
)  # fmt: skip
_TOPICS = (
    "kierros", "aihe", "aiheen_nimi", "jako", "osa", "osan_nimi", "vastaajia", "aiheen_nostaneita",
    "osuus", "osuus_alaraja", "osuus_ylaraja", "naytetaan", "sanoin", "muihin_verrattuna", "ero",
    "ero_alaraja", "ero_ylaraja", "muutos", "muutos_alaraja", "muutos_ylaraja", "muutos_sanoin",
    "muutos_kierroksesta", "avainsanat", "sitaatti", "sitaatin_vastaus",
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


def write_topics_csv(tables: Sequence[TopicTable], config: Config, folder: Path) -> Path:
    """Write aiheet.csv: for each topic a row of all respondents, one an area, one a group.

    What became of a topic, its keywords and its quote stand in the row of all respondents.
    """
    rows: list[dict[str, object]] = []
    for table in tables:
        for topic in table.topics:
            what = {"kierros": table.round, "aihe": topic.id, "aiheen_nimi": topic.label}
            rows.append({**what, **_everybody(config, table, topic)})
            for division, bases, parts, heading in (
                ("alue", table.respondents, topic.areas, area_heading),
                ("ryhmä", table.group_respondents, topic.groups, group_heading),
            ):
                rows += [
                    {
                        **what, "jako": division, "osa": part, "osan_nimi": heading(config, part),
                        **_numbers(base, parts.cells[part]), **_contrast(parts.contrasts.get(part)),
                    }
                    for part, base in bases.items() if part != CITY
                ]  # fmt: skip
        rows += _gone(table)
    path = folder / "aiheet.csv"
    _write(path, _TOPICS, ([row.get(name) for name in _TOPICS] for row in rows))
    return path


def _everybody(config: Config, table: TopicTable, topic: TopicRow) -> dict[str, object]:
    """From `jako` on, of all respondents."""
    row: dict[str, object] = {
        "jako": "kaikki", "osa": CITY, "osan_nimi": group_heading(config, CITY),
        **_numbers(table.respondents[CITY], topic.total),
        "avainsanat": ", ".join(topic.keywords),
    }  # fmt: skip
    if topic.quote is not None:
        row |= {"sitaatti": topic.quote.text, "sitaatin_vastaus": topic.quote.answer}
    if table.earlier is not None and topic.lineage is not None:
        row["muutos_sanoin"] = topic_change_in_words(topic)
        row["muutos_kierroksesta"] = table.earlier.round
    if found := topic.total.change:
        row |= {
            "muutos": found.difference, "muutos_alaraja": found.low, "muutos_ylaraja": found.high,
        }  # fmt: skip
    return row


def _numbers(base: int | None, cell: Cell) -> dict[str, object]:
    return {
        "vastaajia": base, "aiheen_nostaneita": cell.count, "osuus": cell.share,
        "osuus_alaraja": cell.low, "osuus_ylaraja": cell.high,
        "naytetaan": "ei" if cell.hidden else "kyllä", "sanoin": words_of(cell),
    }  # fmt: skip


def _contrast(found: Contrast | None) -> dict[str, object]:
    if found is None:
        return {}
    return {
        "muihin_verrattuna": standing_in_words(found), "ero": found.difference,
        "ero_alaraja": found.low, "ero_ylaraja": found.high,
    }  # fmt: skip


def _gone(table: TopicTable) -> list[dict[str, object]]:
    """The topics of the earlier round that nobody raises now."""
    if table.earlier is None:
        return []
    return [
        {
            "kierros": table.round, "aihe": gone.id, "aiheen_nimi": gone.label,
            "muutos_sanoin": GONE_FI, "muutos_kierroksesta": table.earlier.round,
        }
        for gone in table.earlier.gone
    ]  # fmt: skip


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
