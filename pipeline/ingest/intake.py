"""A round's files → raw answers, rejects and notices; every row is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path

from pipeline.config import Config, RoundConfig, SourceConfig
from pipeline.errors import InputError
from pipeline.ingest.base import Grid, text_of
from pipeline.ingest.layout import Table, find_table
from pipeline.ingest.mapping import Mapping, propose_mapping
from pipeline.ingest.readers import read_file
from pipeline.ingest.rows import RowReader
from pipeline.records import RawAnswer, Reject


@dataclass(frozen=True)
class Notice:
    """Something a person should know of a file; the sentence is `reasons.NOTICES[code]`."""

    source: str
    code: str
    detail: str
    times: int = 1


@dataclass(frozen=True)
class SourceReport:
    """What became of one file's rows: `rows == answered + rejected`."""

    source: str
    sheet: str
    header_row: int
    rows: int
    answered: int
    rejected: int
    answers: int
    blank_cells: int
    mapping: Mapping


@dataclass(frozen=True)
class Intake:
    """Everything that a round's files gave."""

    answers: list[RawAnswer] = field(repr=False)
    rejects: list[Reject]
    notices: list[Notice]
    reports: list[SourceReport]

    def without(self, respondents: Collection[str]) -> Intake:
        """The same without the answers of these respondents; their rows stay counted."""
        kept = [answer for answer in self.answers if answer.respondent not in respondents]
        return replace(self, answers=kept)

    def counts(self) -> dict[str, int]:
        """Input rows, rows with an answer, rejected rows, answers and rejects over all files."""
        return {
            "rows": sum(report.rows for report in self.reports),
            "rows_answered": sum(report.answered for report in self.reports),
            "rows_rejected": sum(report.rejected for report in self.reports),
            "blank_cells": sum(report.blank_cells for report in self.reports),
            "answers": len(self.answers),
            "rejects": len(self.rejects),
        }


def source_files(config: Config, round_config: RoundConfig) -> list[tuple[SourceConfig, Path]]:
    """The files of a round, in the order of config.yaml and then of their names.

    A `*` does not find hidden files, nor the "~$" that Excel keeps beside a file that is open.
    """
    found = []
    for source in round_config.sources:
        path = config.path(source.file)
        if "*" in path.name:
            paths = sorted(path.parent.glob(path.name))
            paths = [path for path in paths if not path.name.startswith((".", "~$"))]
        else:
            paths = [path]
        found += [(source, path) for path in paths]
    return found


def file_hash(path: Path) -> str:
    """SHA-256 of the file's bytes. Raises InputError when it is not there."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise InputError(
            f"there is no file {path}. Put it there, or mend its path in config.yaml."
        ) from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Name the file in it in config.yaml.") from None
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}). Check that you may open it."
        ) from None


def read_round(config: Config, round_config: RoundConfig, key: bytes) -> Intake:
    """Read all files of a round.

    Args:
        key: of the respondents' names (`privacy.key`).

    Raises:
        InputError: a file cannot be read as a table of answers, or the round has no file.
    """
    sources = source_files(config, round_config)
    if not sources:
        patterns = ", ".join(source.file for source in round_config.sources) or "none given"
        raise InputError(
            f"round {round_config.id} has no file of answers. Put the export where config.yaml "
            f"says it is (sources: {patterns})."
        )
    intake = Intake([], [], [], [])
    seen_sheets: set[tuple[str, str]] = set()
    seen_answers: set[tuple[str, str, str]] = set()
    for source, path in sources:
        content = file_hash(path)
        table, mapping, notices = inspect_file(config, path, source)
        # Two sources may read two sheets of one file.
        if (content, table.sheet) in seen_sheets:
            intake.notices.append(Notice(path.name, "same_file", table.sheet))
            continue
        seen_sheets.add((content, table.sheet))
        rows = RowReader(config, round_config, source, path, mapping, seen_answers, key)
        _read_rows(path, table, mapping, notices, rows, intake)
    return intake


def inspect_file(
    config: Config, path: Path, source: SourceConfig
) -> tuple[Table, Mapping, list[Notice]]:
    """The table that a file holds and its proposed mapping, without reading the answers."""
    grids = read_file(path, config.ingest.max_file_mb)
    return _choose_sheet(grids, config, source, path)


def _read_rows(
    path: Path,
    table: Table,
    mapping: Mapping,
    notices: list[Notice],
    rows: RowReader,
    intake: Intake,
) -> None:
    blank_cells = answered = answers = 0
    rejected: set[int] = set()
    for index, (row, number) in enumerate(zip(table.rows, table.numbers, strict=True)):
        result = rows.read(row, number, index, table)
        intake.answers.extend(result.answers)
        intake.rejects.extend(result.rejects)
        answers += len(result.answers)
        blank_cells += result.blank_cells
        if result.answers:
            answered += 1
        else:
            rejected.add(number)
    if table.header_rows > 1:
        notices.append(Notice(path.name, "two_headers", f"row {table.header_number}"))
    intake.notices.extend(notices)
    intake.notices.extend(
        Notice(path.name, code, detail, times)
        for (code, detail), times in sorted(rows.notices.items())
    )
    intake.notices.extend(_merge_notices(table, mapping, path.name))
    intake.reports.append(
        SourceReport(
            path.name, table.sheet, table.header_number, len(table.rows), answered,
            len(rejected), answers, blank_cells, mapping,
        )
    )  # fmt: skip


def _choose_sheet(
    grids: list[Grid], config: Config, source: SourceConfig, path: Path
) -> tuple[Table, Mapping, list[Notice]]:
    """The named sheet, else the first that holds a table of answers."""
    filled = [grid for grid in grids if any(any(map(text_of, row)) for row in grid.rows)]
    if not filled:
        raise InputError(f"{path.name} holds no rows. Export the answers again.")
    if source.sheet is not None:
        names = ", ".join(grid.sheet for grid in filled)
        filled = [grid for grid in filled if grid.sheet == source.sheet]
        if not filled:
            raise InputError(
                f"{path.name} has no visible sheet {source.sheet!r} with rows in it. Correct or "
                f"remove sheet in config.yaml. Its sheets are: {names or 'none, it is text'}."
            )
    tables, complaints = _tables(filled, config, source, path)
    if not tables:
        raise complaints[0]
    # The sheet that asks config.yaml's questions is the one with the answers.
    answering = [found for found in tables if _asks_known_questions(found, config)]
    if len(answering) > 1:
        names = ", ".join(repr(table.sheet) for table, _ in answering)
        raise InputError(
            f"{path.name} holds answers on several sheets ({names}). Give each a source of its own "
            "in config.yaml: the same file, with its sheet."
        )
    table, mapping = (answering or tables)[0]
    others = [grid.sheet for grid in filled if grid.sheet != table.sheet] if len(filled) > 1 else []
    return table, mapping, [Notice(path.name, "other_sheet", sheet) for sheet in others]


def _tables(
    grids: list[Grid], config: Config, source: SourceConfig, path: Path
) -> tuple[list[tuple[Table, Mapping]], list[InputError]]:
    tables, complaints = [], []
    for grid in grids:
        name = f"{path.name}, sheet {grid.sheet}" if len(grids) > 1 else path.name
        try:
            table = find_table(grid, name, source.header_row)
            tables.append((table, propose_mapping(table, config, source, name)))
        except InputError as error:
            complaints.append(error)
    return tables, complaints


def _asks_known_questions(found: tuple[Table, Mapping], config: Config) -> bool:
    known = {question.id for question in config.questions}
    _, mapping = found
    return mapping.text is not None or any(name in known for _, name in mapping.questions)


def _merge_notices(table: Table, mapping: Mapping, name: str) -> Iterator[Notice]:
    answers = set(mapping.answer_columns())
    counted = Counter(
        "merged_answer" if column in answers else "merged_cells" for _, column in table.merged
    )
    for code, times in sorted(counted.items()):
        first = min(n for n, c in table.merged if (c in answers) == (code == "merged_answer"))
        yield Notice(name, code, f"row {first}", times)
