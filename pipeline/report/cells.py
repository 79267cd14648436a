"""The cells of a theme table: shares where they may be shown, nothing where they may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA
from pipeline.report.quotes import Quote
from pipeline.report.respondents import Respondents
from pipeline.report.suppression import hidden_parts
from pipeline.themes.change import Change
from pipeline.themes.prevalence import Method, Prevalence

#: The column of all respondents.
CITY = "*"
#: All areas together whose respondents are hidden.
_HIDDEN_AREAS = "?"


@dataclass(frozen=True)
class Cell:
    """Respondents of one area who raise one theme. A hidden cell holds no numbers at all.

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
    """What may be shown of a round: respondents by area (None: hidden) and `cells[theme, area]`."""

    respondents: dict[str, int | None]
    cells: dict[tuple[str, str], Cell]


def shown_cells(config: Config, people: Respondents) -> Shown:
    """The cells of the themes by the areas, the unknown one and the city; small ones hidden."""
    limit = config.suppression.min_respondents
    areas = (*(area.id for area in config.areas), UNKNOWN_AREA)
    bases = {area: int(people.within(area).sum()) for area in areas}
    # Where nobody answered there is nobody to protect, unless the whole city is too few.
    answered = {area: base for area, base in bases.items() if base or len(people) < limit}
    everyone = dict.fromkeys(answered, len(people))
    hidden_areas, city_hidden = hidden_parts(answered, everyone, limit)
    suppression = _Suppression(people, answered, hidden_areas, limit)
    always = hidden_areas | ({CITY} if city_hidden else set())
    cells: dict[tuple[str, str], Cell] = {}
    for theme, words in people.words.items():
        hidden = suppression.columns(words.final, always)
        # A change can tell how many the model's word holds of: not where these are too few.
        unsaid = suppression.columns(words.model, hidden)
        for area in (*areas, CITY):
            cell = HIDDEN if area in hidden else _cell(config, people, theme, area)
            cells[theme, area] = replace(cell, model_count=None) if area in unsaid else cell
    return Shown(
        respondents={
            **{area: None if area in hidden_areas else bases[area] for area in areas},
            CITY: None if city_hidden else len(people),
        },
        cells=cells,
    )


@dataclass(frozen=True)
class _Suppression:
    """Finds the columns to hide. `answered`: respondents by area, where there are any;
    `hidden_areas`: those whose respondents are hidden."""

    people: Respondents
    answered: dict[str, int]
    hidden_areas: set[str]
    limit: int

    def columns(self, word: np.ndarray, already: set[str]) -> set[str]:
        """Those that must not tell of how many respondents `word` holds, with those hidden
        `already`."""
        counts = {area: int((word & self.people.within(area)).sum()) for area in self.answered}
        # A reader can work out how many respondents the hidden areas have together: one part.
        most = _parts(self.answered, self.hidden_areas)
        known = (already | {_HIDDEN_AREAS}) & set(most)
        parts, total = hidden_parts(_parts(counts, self.hidden_areas), most, self.limit, known)
        return already | (parts - {_HIDDEN_AREAS}) | ({CITY} if total else set())


def _cell(config: Config, people: Respondents, theme: str, area: str) -> Cell:
    who = people.within(None if area == CITY else area)
    if not who.any():
        return _NOBODY
    return Cell.of(people.words[theme].prevalence(who, config.report.confidence))


def _parts(counts: Mapping[str, int], hidden_areas: set[str]) -> dict[str, int]:
    """Counts by area, those of the hidden areas added up."""
    parts = {area: count for area, count in counts.items() if area not in hidden_areas}
    if hidden_areas:
        parts[_HIDDEN_AREAS] = sum(counts[area] for area in hidden_areas)
    return parts
