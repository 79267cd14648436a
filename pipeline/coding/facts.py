"""What the program must know of a sheet when it comes back from people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.ingest.base import Grid, text_of

#: Texts at the head of columns, as people see them.
NUMBER, QUESTION, ANSWER = "Nro", "Kysymys", "Vastaus"
NO_THEME, NOTE, ID = "Ei teemaa", "Huomio", "Tunniste"
_MARK = "kerropois"
_THEME = "theme:"


class Kind(StrEnum):
    """What a sheet is for."""

    CODING = "luokittelu"
    DISAGREEMENTS = "erimielisyydet"


@dataclass(frozen=True)
class Facts:
    """Which sample and whose codes a sheet holds.

    `themes`: theme id → the header of its column, in the order of the columns. The sheet keeps the
    headers, so that a theme renamed in config.yaml meanwhile does no harm. A coding sheet has one
    coder.
    """

    kind: Kind
    round: str
    analysis: str
    sample: str
    coders: tuple[str, ...]
    themes: dict[str, str]

    def pairs(self) -> list[tuple[str, str]]:
        """The facts as (key, value), to be written in two columns."""
        return [
            (_MARK, self.kind.value),
            ("round", self.round),
            ("analysis", self.analysis),
            ("sample", self.sample),
            *(("coder", name) for name in self.coders),
            *((_THEME + theme, header) for theme, header in self.themes.items()),
        ]


def theme_headers(config: Config) -> dict[str, str]:
    """Theme id → the header of its column.

    Raises:
        ConfigError: two columns would have the same header.
    """
    headers = config.coding_frame.names_fi
    taken = {name.casefold() for name in (NUMBER, QUESTION, ANSWER, NO_THEME, NOTE, ID)}
    for theme, header in headers.items():
        if header.casefold() in taken:
            raise ConfigError(
                f"coding_frame: the Finnish name of theme '{theme}' heads another column of the "
                "coding sheet too. Give it a name of its own."
            )
        taken.add(header.casefold())
    return headers


def find_facts(grids: Sequence[Grid]) -> Facts | None:
    """The facts that `pairs` gave, wherever they stand; None when the file has none.

    Somebody may have answered with the name of this program: a mark without facts is none.
    """
    for grid in grids:
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row[:-1]):
                if cell == _MARK and (facts := _facts(list(_pairs(grid, number, column)))):
                    return facts
    return None


def _pairs(grid: Grid, number: int, column: int) -> Iterator[tuple[str, str]]:
    for row in grid.rows[number:]:
        pair = [text_of(cell) for cell in row[column : column + 2]]
        # Rows of a text file may be shorter than the one with the mark.
        if len(pair) < 2 or not pair[0]:
            return
        yield pair[0], pair[1]


def _facts(pairs: list[tuple[str, str]]) -> Facts | None:
    one = dict(pairs)
    try:
        return Facts(
            kind=Kind(one[_MARK]),
            round=one["round"],
            analysis=one["analysis"],
            sample=one["sample"],
            coders=tuple(value for key, value in pairs if key == "coder"),
            themes={
                key.removeprefix(_THEME): value for key, value in pairs if key.startswith(_THEME)
            },
        )
    except (KeyError, ValueError):
        return None
