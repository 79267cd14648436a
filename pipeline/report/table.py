"""The theme table of one analysis: themes by areas and the whole city."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA, Analysis
from pipeline.report.cells import CITY, HIDDEN, Cell, Shown, shown_cells
from pipeline.report.quotes import Quote, quotes
from pipeline.report.respondents import Respondents, respondents
from pipeline.store import AnalysisResult
from pipeline.themes.change import OTHER_MODEL, change

__all__ = ["CITY", "HIDDEN", "Cell", "Earlier", "Quote", "ThemeTable", "theme_table"]


@dataclass(frozen=True)
class Earlier:
    """The round that a table compares with. `same_model`: the same theme model coded both."""

    round: str
    name: str
    same_model: bool


@dataclass(frozen=True)
class ThemeTable:
    """`cells[theme, area]`; the areas are those of config.yaml, the unknown one and CITY."""

    round: str
    name: str
    themes: tuple[str, ...]
    areas: tuple[str, ...]
    respondents: dict[str, int | None]
    cells: dict[tuple[str, str], Cell]
    limit: int
    earlier: Earlier | None = None


def theme_table(
    config: Config, result: AnalysisResult, earlier: AnalysisResult | None = None
) -> ThemeTable:
    """Count respondents by theme and area, with small cells hidden.

    The base is every respondent who said something: who left all questions empty or wrote only
    "-" or "en osaa sanoa" is not in it. A respondent raises a theme when any of their answers
    does.

    Args:
        earlier: the newest analysis of the round that this one is comparable with; None: there is
            none, and the cells have no change.
    """
    themes = tuple(config.coding_frame.ids)
    people = respondents(result, themes)
    shown = by_area(config, people)
    cells = shown.cells
    compared = None
    if earlier is not None:
        compared = _compared(config, result.analysis, earlier.analysis)
        before = by_area(config, respondents(earlier, themes)).cells
        cells = _with_changes(config, cells, before, compared)
    return ThemeTable(
        round=result.analysis.round,
        name=config.round(result.analysis.round).name.fi,
        themes=themes,
        areas=tuple(shown.respondents),
        respondents=shown.respondents,
        cells=with_quotes(config, result, cells, people),
        limit=config.suppression.min_respondents,
        earlier=compared,
    )


def by_area(config: Config, people: Respondents) -> Shown:
    """The cells of the themes by the areas, the unknown one and the city."""
    return shown_cells(config, people, people.areas, [area.id for area in config.areas])


def _compared(config: Config, now: Analysis, earlier: Analysis) -> Earlier:
    same = now.versions.get("themes") == earlier.versions.get("themes")
    return Earlier(earlier.round, config.round(earlier.round).name.fi, same)


def with_quotes(
    config: Config,
    result: AnalysisResult,
    cells: Mapping[tuple[str, str], Cell],
    people: Respondents,
) -> dict[tuple[str, str], Cell]:
    """The cells with their quotes, those of the city as `city_quotes` chooses them."""
    area_of = _areas_of(cells, people)
    quoted = dict(cells)
    for (theme, area), cell in cells.items():
        if area != CITY and not cell.hidden:
            found = quotes(result, theme, config.report.quotes, {area}, area_of)
            quoted[theme, area] = replace(cell, quotes=found)
    everywhere = city_quotes(config, result, cells, people, placed(quoted))
    for theme, found in everywhere.items():
        quoted[theme, CITY] = replace(cells[theme, CITY], quotes=found)
    return quoted


def placed(cells: Mapping[tuple[str, str], Cell]) -> frozenset[str]:
    """The answers that are quoted with their area."""
    return frozenset(
        quote.answer for (_, area), cell in cells.items() if area != CITY for quote in cell.quotes
    )


def city_quotes(
    config: Config,
    result: AnalysisResult,
    cells: Mapping[tuple[str, str], Cell],
    people: Respondents,
    placed: Collection[str],
) -> dict[str, tuple[Quote, ...]]:
    """Quotes of the whole city for each theme that it shows.

    A quote of the city that no shown area has comes from a hidden one. Where several are hidden,
    that tells no more than their sum does, which a reader can work out; where one alone is, the
    city quotes nobody of it. Nor is an answer of a hidden area quoted where its area is known: that
    somebody there raises the theme would be, too.

    Args:
        placed: the answers of the round that are quoted with their area anywhere.
    """
    area_of = _areas_of(cells, people)
    everywhere = set(area_of.values())
    found = {}
    for (theme, area), cell in cells.items():
        if area != CITY or cell.hidden:
            continue
        hidden = {place for place in everywhere if cells[theme, place].hidden}
        areas = everywhere if len(hidden) > 1 else everywhere - hidden
        never = {
            answer.id for answer in result.answers
            if answer.id in placed and area_of[answer.respondent] in hidden
        }  # fmt: skip
        found[theme] = quotes(result, theme, config.report.quotes, areas, area_of, never)
    return found


def _areas_of(cells: Mapping[tuple[str, str], Cell], people: Respondents) -> dict[str, str]:
    """Respondent → area, as the table counts them."""
    known = {area for _, area in cells}
    return {
        person: area if area in known else UNKNOWN_AREA
        for person, area in zip(people.ids, people.areas, strict=True)
    }


def _with_changes(
    config: Config,
    now: Mapping[tuple[str, str], Cell],
    before: Mapping[tuple[str, str], Cell],
    earlier: Earlier,
) -> dict[tuple[str, str], Cell]:
    """The cells with what has changed, from cells that are shown in both rounds alone.

    From a share and its change a reader works out the earlier share: where that is hidden, there
    must be no change either. Nor one that tells a count of the model's that is too small.
    """
    changed: dict[tuple[str, str], Cell] = {}
    for place, cell in now.items():
        if cell.hidden:
            changed[place] = cell
        elif not earlier.same_model:
            changed[place] = replace(cell, change=OTHER_MODEL)
        else:
            found = change(cell.prevalence, before[place].prevalence, config.report.confidence)
            changed[place] = replace(cell, change=found)
    return changed
