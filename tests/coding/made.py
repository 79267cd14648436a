"""Analyses of real answers, and sheets filled in as coders fill them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.coding.facts import Facts, Kind, theme_headers
from pipeline.coding.sample import Sample
from pipeline.config import Config
from pipeline.records import Analysis, Answer, ThemeCode
from pipeline.store import AnalysisResult
from tests.conftest import gold_answers

ROUND = "2024-asukaskysely"
THEMES = ("reach", "visibility", "openness", "impact", "dialogue", "data_use")
FORMULA = "=SUMMA(1;2) toimii huonosti"

Themes = Mapping[str, Collection[str]]


def gold_analysis(count: int = 60, round_id: str = ROUND) -> AnalysisResult:
    """Real answers; every third respondent wrote two, and every tenth one that says nothing.

    The model's codes are people's, but for a theme that it always sees in every fifth answer.
    """
    answers: list[Answer] = []
    codes = []
    for number, said in enumerate(gold_answers("D1", "D10")[:count]):
        respondent = f"r{number - (number % 3 == 1):03}"
        first = next((a for a in answers if a.respondent == respondent), None)
        text = "-" if number % 10 == 9 else said["text"]
        answer = Answer(
            id=Answer.make_id(b"avain", round_id, respondent, said["question"], said["text"]),
            round=round_id, respondent=respondent,
            area=first.area if first else said["area"],
            district="", group=first.group if first else said["group"],
            question=said["question"], date=None, text=text, emptyish=text == "-",
        )  # fmt: skip
        answers.append(answer)
        found = set(said["themes"]) | ({"impact"} if number % 5 == 0 else set())
        for theme in THEMES:
            on = theme in found
            codes.append(ThemeCode(answer.id, theme, 0.9 if on else 0.1, on, 0.4 if on else -0.4))
    analysis = Analysis(f"analyysi-{round_id}", round_id, "f", "c", {}, {}, {})
    return AnalysisResult(analysis, answers, [], [], [], codes)


def sample_of(answers: Collection[Answer]) -> Sample:
    """All these answers as a sample."""
    return Sample("otos", ROUND, "analyysi", 1, tuple(answers))


def facts_of(config: Config, *coders: str) -> Facts:
    return Facts(Kind.CODING, ROUND, "analyysi", "otos", coders, theme_headers(config))


def opened(data: bytes, path: Path) -> Workbook:
    path.write_bytes(data)
    return load_workbook(path)


def headers(sheet: Worksheet) -> dict[str, int]:
    """Header → 1-based column."""
    return {cell.value: cell.column for cell in sheet[1] if cell.value is not None}


def rows_by_id(sheet: Worksheet) -> dict[str, int]:
    """Answer id → 1-based row."""
    column = headers(sheet)["Tunniste"]
    return {sheet.cell(row, column).value: row for row in range(2, sheet.max_row + 1)}


def fill(path: Path, config: Config, codes: Themes, notes: Mapping[str, str] | None = None) -> None:
    """Mark the themes of answers in a coding sheet; no theme is an x under "Ei teemaa"."""
    book = load_workbook(path)
    sheet = book["Luokittelu"]
    places, rows, names = headers(sheet), rows_by_id(sheet), theme_headers(config)
    for answer, themes in codes.items():
        for header in [names[theme] for theme in themes] or ["Ei teemaa"]:
            sheet.cell(rows[answer], places[header]).value = "x"
    for answer, note in (notes or {}).items():
        sheet.cell(rows[answer], places["Huomio"]).value = note
    book.save(path)


def put(path: Path, row: int, header: str, value: object) -> None:
    """Write one cell of the first sheet."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(row, headers(sheet)[header]).value = value  # type: ignore[assignment]
    book.save(path)
