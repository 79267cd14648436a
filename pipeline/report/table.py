"""The theme table of one analysis: themes by areas and the whole city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.config import Config
from pipeline.ingest.emptyish import same_text_key
from pipeline.records import UNKNOWN_AREA, Answer
from pipeline.report.suppression import hidden_parts
from pipeline.store import AnalysisResult

#: The column of all respondents.
CITY = "*"
#: All areas together whose respondents are hidden.
_HIDDEN_AREAS = "?"


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer's words as they are, and the id under which the store has it."""

    answer: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Cell:
    """Respondents of one area who raise one theme. A hidden cell holds no numbers at all.

    `low` and `high` bound the share: the Wilson interval (Wilson 1927, JASA 22, 209–212).
    """

    respondents: int | None
    count: int | None
    share: float | None
    low: float | None
    high: float | None
    quotes: tuple[Quote, ...] = field(default=(), repr=False)

    @property
    def hidden(self) -> bool:
        return self.count is None


HIDDEN = Cell(None, None, None, None, None)


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


def theme_table(config: Config, result: AnalysisResult) -> ThemeTable:
    """Count respondents by theme and area, with small cells hidden.

    The base is every respondent who said something: who left all questions empty or wrote only
    "-" or "en osaa sanoa" is not in it. A respondent raises a theme when any of their answers
    does.
    """
    limit = config.suppression.min_respondents
    themes = tuple(theme.id for theme in config.coding_frame.themes)
    areas = (*(area.id for area in config.areas), UNKNOWN_AREA)
    area_of = _respondents(result.answers)
    raising = _raising(result, area_of)
    bases = {area: sum(known == area for known in area_of.values()) for area in areas}
    # Where nobody answered there is nobody to protect, unless the whole city is too few.
    answered = {area: base for area, base in bases.items() if base or len(area_of) < limit}
    everyone = dict.fromkeys(answered, len(area_of))
    hidden_areas, city_hidden = hidden_parts(answered, everyone, limit)
    # A reader can work out how many respondents the hidden areas have together: one part.
    most = _parts(answered, hidden_areas)
    cells: dict[tuple[str, str], Cell] = {}
    for theme in themes:
        who = raising[theme]
        counts = {area: sum(area_of[person] == area for person in who) for area in answered}
        hidden, total_hidden = hidden_parts(
            _parts(counts, hidden_areas), most, limit, {_HIDDEN_AREAS} & set(most)
        )
        for area in areas:
            if area not in hidden | hidden_areas:
                quotes = _quotes(result, theme, config.report.quotes, area, area_of)
                cells[theme, area] = _cell(counts.get(area, 0), bases[area], config, quotes)
            else:
                cells[theme, area] = HIDDEN
        if total_hidden or city_hidden:
            cells[theme, CITY] = HIDDEN
        else:
            quotes = _quotes(result, theme, config.report.quotes, None, area_of)
            cells[theme, CITY] = _cell(len(who), len(area_of), config, quotes)
    return ThemeTable(
        round=result.analysis.round,
        name=config.round(result.analysis.round).name.fi,
        themes=themes,
        areas=(*areas, CITY),
        respondents={
            **{area: None if area in hidden_areas else bases[area] for area in areas},
            CITY: None if city_hidden else len(area_of),
        },
        cells=cells,
        limit=limit,
    )


def _parts(counts: dict[str, int], hidden_areas: set[str]) -> dict[str, int]:
    """Counts by area, those of the hidden areas added up."""
    parts = {area: count for area, count in counts.items() if area not in hidden_areas}
    if hidden_areas:
        parts[_HIDDEN_AREAS] = sum(counts[area] for area in hidden_areas)
    return parts


def _respondents(answers: Iterable[Answer]) -> dict[str, str]:
    """Who said something → their area."""
    area_of: dict[str, str] = {}
    for answer in answers:
        if not answer.emptyish:
            area_of.setdefault(answer.respondent, answer.area)
    return area_of


def _raising(result: AnalysisResult, area_of: dict[str, str]) -> dict[str, set[str]]:
    """Theme → respondents who raise it."""
    respondent = {answer.id: answer.respondent for answer in result.answers}
    raising: dict[str, set[str]] = defaultdict(set)
    for code in result.codes:
        if code.assigned and respondent[code.answer] in area_of:
            raising[code.theme].add(respondent[code.answer])
    return raising


def _cell(count: int, base: int, config: Config, quotes: Sequence[Quote]) -> Cell:
    if not base:
        return Cell(0, 0, None, None, None)
    low, high = wilson(count, base, config.report.confidence)
    return Cell(base, count, count / base, low, high, tuple(quotes))


def wilson(count: int, base: int, confidence: float) -> tuple[float, float]:
    """The Wilson score interval of a share."""
    from scipy.stats import binomtest

    interval = binomtest(count, base).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)


def _quotes(
    result: AnalysisResult, theme: str, wanted: int, area: str | None, area_of: dict[str, str]
) -> list[Quote]:
    """The answers that raise the theme most clearly, each text and each respondent once."""
    answers = {answer.id: answer for answer in result.answers}
    codes = sorted(
        (code for code in result.codes if code.theme == theme and code.assigned),
        key=lambda code: (-code.probability, code.answer),
    )
    quotes: list[Quote] = []
    seen: set[str] = set()
    for code in codes:
        answer = answers[code.answer]
        keys = {answer.respondent, same_text_key(answer.text)}
        if len(quotes) < wanted and not keys & seen:
            if area is not None and area_of.get(answer.respondent) != area:
                continue
            quotes.append(Quote(answer.id, answer.text))
            seen |= keys
    return quotes
