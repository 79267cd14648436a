"""What people wrote is never a formula, in any file that a spreadsheet program opens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.coding.sheet import coding_sheet
from pipeline.config import Config
from pipeline.report import theme_table, topic_table
from pipeline.report.delimited import write_csv, write_topics_csv
from pipeline.report.workbook import write_workbook
from tests.coding.made import sample_of
from tests.report.sample import Said, analysis, people
from tests.report.topics_made import Told, analysed, some, topic

_CALL = 'HYPERLINK("http://paha.example/";"Lue lisää")'
HOSTILE = [
    f"{start}{_CALL}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", '"=', "'=", "＝", "＋", "－", "＠")
]
#: What a spreadsheet program might take for a formula; a negative number is none.
_FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠](?!\d+,\d+$)")


def themes_of(config: Config) -> list:
    """A round whose clearest answers are hostile."""
    tables = []
    for number in range(0, len(HOSTILE), 3):
        said = [
            Said(f"paha{text}", "itainen", {"reach": 0.99}, text)
            for text in HOSTILE[number : number + 3]
        ]
        rest = [*people("itainen", 20), *people("itainen", 9, "reach")]
        tables.append(theme_table(config, analysis([*said, *rest])))
    return tables


def topics_of(config: Config) -> list:
    """A topic a hostile text: its heading, its keyword and its quote."""
    tables = []
    for text in HOSTILE:
        named = replace(topic("T-paha"), label=text, keywords=(text, "bussi"))
        told = [Told("paha", "itainen", "T-paha", text=text, probability=0.99)]
        told += [*some(12, "itainen", "T-paha"), *some(12, "keskusta", None)]
        tables.append(topic_table(config, analysed(told, named)))
    return tables


@pytest.fixture(scope="module")
def books(shipped_config: Config, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of workbook, full of hostile texts."""
    folder = tmp_path_factory.mktemp("kirjat")
    themes, topics = themes_of(shipped_config), topics_of(shipped_config)
    books = [
        write_workbook([table], shipped_config, folder / f"teemat-{number}.xlsx")
        for number, table in enumerate(themes)
    ]
    for number, table in enumerate(topics):
        path = folder / f"aiheet-{number}.xlsx"
        books.append(write_workbook(themes[:1], shipped_config, path, [table]))
    sheet = folder / "luokittelu.xlsx"
    answers = analysis(Said(f"p{text}", "itainen", {}, text) for text in HOSTILE).answers
    sheet.write_bytes(coding_sheet(sample_of(answers), "Aino", 1, shipped_config))
    return [*books, sheet]


def test_no_cell_of_a_workbook_is_a_formula(books: list[Path]) -> None:
    for path in books:
        cells = [
            cell for sheet in load_workbook(path).worksheets for row in sheet for cell in row
        ]  # fmt: skip
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        texts = "".join(str(cell.value) for cell in cells if cell.data_type == "s")
        assert "HYPERLINK" in texts
        with ZipFile(path) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/"):
                    written = parts.read(name)
                    assert b"<f>" not in written
                    assert b"hyperlink" not in written


def test_no_field_of_a_csv_file_is_a_formula(shipped_config: Config, tmp_path: Path) -> None:
    found = 0
    for number, table in enumerate(themes_of(shipped_config)):
        folder = tmp_path / f"teemat-{number}"
        folder.mkdir()
        for path in write_csv([table], shipped_config, folder):
            found += dangerous_and_hostile(path)
    for number, table in enumerate(topics_of(shipped_config)):
        folder = tmp_path / f"aiheet-{number}"
        folder.mkdir()
        found += dangerous_and_hostile(write_topics_csv([table], shipped_config, folder))
    assert found >= 2 * len(HOSTILE)


def dangerous_and_hostile(path: Path) -> int:
    """None of the fields is dangerous; how many hold a hostile text."""
    fields = list(fields_of(path))
    assert not [field for field in fields if _FORMULA.match(field)]
    return sum("HYPERLINK" in field for field in fields)


def fields_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            yield from row
