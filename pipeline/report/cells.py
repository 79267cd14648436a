"""The cells of a table: shares where they may be shown, nothing where they may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA
from pipeline.report.quotes import Quote
from pipeline.report.respondents import Respondents, Words
from pipeline.report.suppression import hidden_bases, hidden_parts
from pipeline.themes.change import Change
from pipeline.themes.prevalence import Method, Prevalence

#: The column of all respondents.
CITY = "*"
#: All parts together whose respondents are hidden.
_HIDDEN_PARTS = "?"


@dataclass(frozen=True)
class Cell:
    """Respondents of one part who raise one theme. A hidden cell holds no numbers at all.

    `share`, `low`, `high`, `method`, `coded` and `model_count` are those of
    `themes.prevalence.Prevalence`; with no respondents there are none. `model_count` is also None
    where a change would tell it and it is too small. `change` is since the round compared with,
    None without one.
    """

    respondents: int | None
    count: int | None
    share: float | None
    low: float | None
    high: float | None
    method: Method | None = None
    coded: int | None = None
    model_count: int | None = None
    change: Change | None = None
    quotes: tuple[Quote, ...] = field(default=(), repr=False)

    @property
    def hidden(self) -> bool:
        return self.count is None

    @staticmethod
    def of(found: Prevalence) -> Cell:
        """The cell of a share that may be shown."""
        return Cell(
            found.respondents, found.count, found.share, found.low, found.high,
            found.method, found.coded, found.model_count,
        )  # fmt: skip

    @property
    def prevalence(self) -> Prevalence | None:
        """The share to compare with another; None when hidden or of no respondents."""
        if (
            self.respondents is None
            or self.count is None
            or self.share is None
            or self.low is None
            or self.high is None
            or self.method is None
        ):
            return None
        return Prevalence(
            self.respondents, self.count, self.model_count, self.coded or 0, self.share, self.low,
            self.high, self.method,
        )  # fmt: skip


HIDDEN = Cell(None, None, None, None, None)
_NOBODY = Cell(0, 0, None, None, None)


@dataclass(frozen=True)
class Shown:
    """What may be shown of a round: respondents by part (None: hidden) and `cells[theme, part]`."""

    respondents: dict[str, int | None]
    cells: dict[tuple[str, str], Cell]


def shown_cells(
    config: Config, people: Respondents, part_of: np.ndarray, known: Sequence[str]
) -> Shown:
    """The cells of the themes by the parts, the unknown one and CITY last; small ones hidden.

    Args:
        part_of: the part of each respondent, say their area or their group.
        known: ids of the parts. Who is in none of them is in the unknown one.
    """
    limit = config.suppression.min_respondents
    parts = (*known, UNKNOWN_AREA)
    part_of = np.where(np.isin(part_of, parts), part_of, UNKNOWN_AREA)
    bases = {part: int((part_of == part).sum()) for part in parts}
    # Where nobody answered there is nobody to protect, unless all together are too few.
    answered = {part: base for part, base in bases.items() if base or len(people) < limit}
    unsized, total_hidden = hidden_bases(answered, limit)
    suppression = _Suppression(part_of, answered, unsized, limit)
    always = unsized | ({CITY} if total_hidden else set())
    cells: dict[tuple[str, str], Cell] = {}
    for theme, words in people.words.items():
        hidden = suppression.columns(words.final, always)
        # A change can tell how many the model's word holds of: not where these are too few.
        unsaid = suppression.columns(words.model, hidden)
        for part in (*parts, CITY):
            who = np.ones(len(people), dtype=bool) if part == CITY else part_of == part
            cell = HIDDEN if part in hidden else _cell(config, words, who)
            cells[theme, part] = replace(cell, model_count=None) if part in unsaid else cell
    return Shown(
        respondents={
            **{part: None if part in unsized else bases[part] for part in parts},
            CITY: None if total_hidden else len(people),
        },
        cells=cells,
    )


@dataclass(frozen=True)
class _Suppression:
    """Finds the columns to hide. `answered`: respondents by part, where there are any;
    `unsized`: the parts whose respondents are hidden."""

    part_of: np.ndarray
    answered: dict[str, int]
    unsized: set[str]
    limit: int

    def columns(self, word: np.ndarray, already: set[str]) -> set[str]:
        """Those that must not tell of how many respondents `word` holds, with those hidden
        `already`."""
        counts = {part: int((word & (self.part_of == part)).sum()) for part in self.answered}
        # A reader can work out how many respondents the hidden parts have together: one part.
        most = _as_known(self.answered, self.unsized)
        known = (already | {_HIDDEN_PARTS}) & set(most)
        parts, total = hidden_parts(
            _as_known(counts, self.unsized), most, self.limit, known, {_HIDDEN_PARTS}
        )
        return already | (parts - {_HIDDEN_PARTS}) | ({CITY} if total else set())


def _cell(config: Config, words: Words, who: np.ndarray) -> Cell:
    return Cell.of(words.prevalence(who, config.report.confidence)) if who.any() else _NOBODY


def _as_known(counts: Mapping[str, int], unsized: set[str]) -> dict[str, int]:
    """Counts by part, those of the parts whose respondents are hidden added up."""
    parts = {part: count for part, count in counts.items() if part not in unsized}
    if unsized:
        parts[_HIDDEN_PARTS] = sum(counts[part] for part in unsized)
    return parts
