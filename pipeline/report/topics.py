"""The topic table of one analysis: topics by areas and by groups, and since an earlier round."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.config import Config
from pipeline.records import Lineage, ThemeCode, Topic
from pipeline.report.cells import CITY, HIDDEN, Cell, Shown, shown_cells
from pipeline.report.quotes import Quote
from pipeline.report.respondents import Respondents, respondents
from pipeline.report.table import by_area, city_quotes
from pipeline.store import AnalysisResult
from pipeline.themes.change import Direction, change
from pipeline.themes.prevalence import counted

#: Characters of a quote that says something and fits in a cell of a wide table.
_SHORT = range(25, 161)


class Standing(StrEnum):
    """How common a topic is in one part of the respondents, against all the others."""

    MORE = "more common"
    LESS = "less common"
    SAME = "no clear difference"
    TOO_FEW = "too few"


_STANDINGS = {
    Direction.GROWN: Standing.MORE, Direction.SHRUNK: Standing.LESS,
    Direction.SAME: Standing.SAME, Direction.TOO_FEW: Standing.TOO_FEW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contrast:
    """The share in one part less the share among all the others, in [-1, 1], with its interval.

    Without numbers when nothing can be said.
    """

    standing: Standing
    difference: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Parts:
    """A topic's cells by area, or by group, CITY last; and what can be said of some of them."""

    cells: dict[str, Cell]
    contrasts: dict[str, Contrast]


@dataclass(frozen=True)
class TopicRow:
    """One topic, by areas and by groups.

    `lineage` is what became of it since the round compared with, None without one. `total` is the
    cell of all respondents, with the change since that round where the topic continues one of it,
    whose id is `continues`. Where it was merged of topics of that round, or split from one,
    `sources` are their headings, and there is no change: the topics are not the same. A topic whose
    total is hidden has no keywords and no quote: a few answers are behind them.
    """

    id: str
    label: str
    keywords: tuple[str, ...]
    areas: Parts
    groups: Parts
    quote: Quote | None = field(default=None, repr=False)
    lineage: Lineage | None = None
    sources: tuple[str, ...] = ()
    continues: str | None = None

    @property
    def total(self) -> Cell:
        return self.areas.cells[CITY]


@dataclass(frozen=True)
class Gone:
    """A topic of the earlier round that nobody raises now; `cell` is all respondents' of then."""

    id: str
    label: str
    cell: Cell


@dataclass(frozen=True)
class EarlierTopics:
    """The round compared with, and its topics that are gone: those that the analysis says retired.

    `related`: some topic of it lives on. Where none does, the rounds have nothing in common by
    which to say what is new or gone.
    """

    round: str
    name: str
    related: bool
    gone: tuple[Gone, ...]


@dataclass(frozen=True)
class TopicTable:
    """Topics from the largest; those whose total is hidden come last, in the alphabet's order.

    `respondents` are those of every area (None: hidden), `group_respondents` those of every group;
    CITY is last in both.
    """

    round: str
    name: str
    topics: tuple[TopicRow, ...]
    respondents: dict[str, int | None]
    group_respondents: dict[str, int | None]
    limit: int
    earlier: EarlierTopics | None = None


def topic_table(
    config: Config,
    result: AnalysisResult,
    earlier: AnalysisResult | None = None,
    placed: Collection[str] = (),
) -> TopicTable:
    """Count respondents by topic and area, and by topic and group, with small cells hidden.

    Respondents, base and what is hidden are those of `theme_table`: everybody who said something,
    each once a topic, no count under the limit or such that one could be worked out.

    Args:
        earlier: the newest analysis of the round that this one is comparable with, if there is one.
        placed: the answers that the round's theme table quotes with their area (`table.placed`).
    """
    now = _count(config, result)
    before = None if earlier is None else _count(config, earlier)
    compared = None if before is None else _compared(config, result, before)
    quoted = city_quotes(config, now.result, now.areas.cells, now.people, placed)
    rows = []
    for topic in result.topics:
        row = _row(config, now, topic, quoted.get(topic.id, ()))
        if before is not None and compared is not None and compared.related:
            row = _since(config, row, topic, before)
        rows.append(row)
    return TopicTable(
        round=result.analysis.round,
        name=config.round(result.analysis.round).name.fi,
        # A hidden count must not be told by the counts of its neighbours.
        topics=tuple(sorted(rows, key=lambda row: (-(row.total.count or 0), row.label))),
        respondents=now.areas.respondents,
        group_respondents=now.groups.respondents,
        limit=config.suppression.min_respondents,
        earlier=compared,
    )


def contrast(part: Cell, total: Cell, confidence: float = 0.95) -> Contrast | None:
    """How much more common a topic is in a part than among all the other respondents.

    Both shares have Wilson's interval (1927, JASA 22, 209–212), the difference Newcombe's hybrid
    score interval (1998, Statistics in Medicine 17, 873–890, method 10). It tells nothing that the
    two cells do not.

    Args:
        part, total: the topic's cells of a part of the respondents, and of all of them.

    Returns:
        None where a cell is hidden, or where the part or the others are nobody.
    """
    if part.count is None or total.count is None or not part.respondents:
        return None
    others = (total.respondents or 0) - part.respondents
    if not others:
        return None
    found = change(
        counted(part.count, part.respondents, confidence),
        counted(total.count - part.count, others, confidence),
        confidence,
    )
    return Contrast(_STANDINGS[found.direction], found.difference, found.low, found.high)


@dataclass(frozen=True)
class _Counted:
    """The topics of one analysis and what may be shown of them. `result` has them as codes."""

    result: AnalysisResult
    people: Respondents
    areas: Shown
    groups: Shown


def _count(config: Config, result: AnalysisResult) -> _Counted:
    """The topics by areas and by groups: a respondent raises one as they raise a theme.

    The word is always the model's, also where a person moved the answer: topics have no random
    sample, and what the model said before is not kept.
    """
    codes = [
        ThemeCode(item.answer, item.topic, max(item.probability, 1e-9), assigned=True)
        for item in result.assignments
        if item.topic is not None
    ]
    coded = replace(result, codes=codes)
    people = respondents(coded, tuple(topic.id for topic in result.topics))
    # Groups divide the respondents as areas do.
    by_group = shown_cells(config, people, people.groups, [group.id for group in config.groups])
    areas, groups = _hidden_alike(by_area(config, people), by_group)
    return _Counted(coded, people, areas, groups)


def _hidden_alike(areas: Shown, groups: Shown) -> tuple[Shown, Shown]:
    """Both with nothing where either hides the total: the other's parts would add up to it."""
    shown = (areas, groups)
    none_told = any(one.respondents[CITY] is None for one in shown)
    hidden = {
        topic for one in shown for (topic, part), cell in one.cells.items()
        if part == CITY and cell.hidden
    }  # fmt: skip

    def alike(one: Shown) -> Shown:
        return Shown(
            {part: None if none_told else base for part, base in one.respondents.items()},
            {at: HIDDEN if at[0] in hidden else cell for at, cell in one.cells.items()},
        )

    return alike(areas), alike(groups)


def _row(config: Config, now: _Counted, topic: Topic, quotes: tuple[Quote, ...]) -> TopicRow:
    areas, groups = (_parts(config, shown, topic.id) for shown in (now.areas, now.groups))
    quote = min(quotes, key=_awkwardness, default=None)
    keywords = () if areas.cells[CITY].hidden else topic.keywords
    return TopicRow(topic.id, topic.label, keywords, areas, groups, quote)


def _awkwardness(quote: Quote) -> tuple[bool, int]:
    """Alike for short quotes, so that the clearest comes first; longer and tiny ones have more."""
    length = len(quote.text)
    return length < _SHORT.start, max(0, length - _SHORT.stop)


def _parts(config: Config, shown: Shown, topic: str) -> Parts:
    cells = {part: shown.cells[topic, part] for part in shown.respondents}
    found = {
        part: contrast(cell, cells[CITY], config.report.confidence)
        for part, cell in cells.items()
        if part != CITY
    }
    return Parts(cells, {part: one for part, one in found.items() if one is not None})


def _since(config: Config, row: TopicRow, topic: Topic, before: _Counted) -> TopicRow:
    """The row with what became of the topic since the earlier round, as its lineage says."""
    labels = {known.id: known.label for known in before.result.topics}
    # People may have merged it with a topic that was not there then.
    sources = [name for name in topic.lineage_from if name in labels]
    if not sources:
        return replace(row, lineage=Lineage.NEW)
    if topic.lineage is not Lineage.CONTINUED:
        return replace(row, lineage=topic.lineage, sources=tuple(labels[name] for name in sources))
    total, then = row.total, before.areas.cells[sources[0], CITY]
    if not total.hidden:
        found = change(total.prevalence, then.prevalence, config.report.confidence)
        total = replace(total, change=found)
    areas = replace(row.areas, cells={**row.areas.cells, CITY: total})
    return replace(row, areas=areas, lineage=Lineage.CONTINUED, continues=sources[0])


def _compared(config: Config, result: AnalysisResult, before: _Counted) -> EarlierTopics:
    retired = {topic.id for topic in result.retired}
    then = before.result.topics
    gone = [
        Gone(topic.id, topic.label, before.areas.cells[topic.id, CITY])
        for topic in then if topic.id in retired
    ]  # fmt: skip
    gone.sort(key=lambda one: (-(one.cell.count or 0), one.label))
    related = len(gone) < len(then)
    name = before.result.analysis.round
    return EarlierTopics(name, config.round(name).name.fi, related, tuple(gone) if related else ())
