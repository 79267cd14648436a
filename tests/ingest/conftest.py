"""Small exports, and a round that reads them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.config import Config, RoundConfig, SourceConfig
from pipeline.config.model import ColumnsConfig, IngestConfig, Names
from pipeline.ingest import Intake, read_round

KEY = b"avain vain kokeisiin"
Q1 = "Mikä kumppanuuspöytien toiminnassa on onnistunut?"
Q2 = "Mitä kumppanuuspöytien toiminnassa pitäisi kehittää?"

PATH = "Laavun polku pitäisi sorastaa ennen syksyn sateita."
MEETINGS = "Pöydän kokouksista ei kuule mistään, ellei satu tuntemaan jotakuta."
BENCHES = "Äänestimme penkkien paikoista, ja pari niistä tuli juuri sinne."

#: The plainest export: one open question, three answers.
HEADER = ("Alue", "Vastaajaryhmä", Q2)
ROWS = (
    ("Laune", "Asukas", PATH),
    ("Nastola", "Yhteisö", MEETINGS),
    ("Mukkula", "Päättäjä", BENCHES),
)
TABLE = (HEADER, *ROWS)


def csv_text(rows: Sequence[Sequence[Any]], delimiter: str = ";", end: str = "\r\n") -> str:
    """The rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> Path:
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Vastaukset") -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)
    return path


def round_with(*sources: SourceConfig, **fields: Any) -> RoundConfig:
    """A round of spring 2024 with these files."""
    plain: dict[str, Any] = {
        "id": "kysely",
        "name": Names(fi="Asukaskysely", en="Residents' survey"),
        "kind": "survey",
        "opens": dt.date(2024, 2, 19),
        "closes": dt.date(2024, 3, 10),
        "sources": list(sources),
    }
    return RoundConfig(**(plain | fields))


TakeIn = Callable[..., Intake]


def reader_of(config: Config) -> TakeIn:
    """A function that reads files (a path may hold `*`) as one round of `config`."""

    def take_in(
        *paths: Path,
        columns: dict[str, Any] | None = None,
        max_file_mb: int = 50,
        round_fields: dict[str, Any] | None = None,
        **source: Any,
    ) -> Intake:
        limited = config.model_copy(update={"ingest": IngestConfig(max_file_mb=max_file_mb)})
        sources = [
            SourceConfig(file=str(path), columns=ColumnsConfig(**(columns or {})), **source)
            for path in paths
        ]
        return read_round(limited, round_with(*sources, **(round_fields or {})), KEY)

    return take_in


@pytest.fixture(scope="session")
def take_in(shipped_config: Config) -> TakeIn:
    return reader_of(shipped_config)


def texts(intake: Intake) -> list[str]:
    return [answer.text for answer in intake.answers]


def reject_codes(intake: Intake) -> dict[str, int]:
    return dict(Counter(reject.code for reject in intake.rejects))


def notice_codes(intake: Intake) -> set[str]:
    return {notice.code for notice in intake.notices}


def rows_add_up(intake: Intake) -> bool:
    """Whether every input row is an answer's or a reject's, and is counted as such."""
    for report in intake.reports:
        answered = {a.row for a in intake.answers if a.source == report.source}
        rejected = {r.row for r in intake.rejects if r.source == report.source} - answered
        counted = (len(answered), len(rejected), len(answered | rejected))
        if counted != (report.answered, report.rejected, report.rows):
            return False
    return True
