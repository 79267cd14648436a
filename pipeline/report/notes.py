"""What stands under the tables, on which intervals hold the model's errors, and beside topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.records import Lineage
from pipeline.report.cells import Cell
from pipeline.report.table import ThemeTable
from pipeline.report.text import HIDDEN_FI, area_heading, signed
from pipeline.report.topics import Contrast, Standing, TopicRow
from pipeline.report.words import direction_in_words
from pipeline.themes.prevalence import FEWEST_CODED, Method


def what_intervals_hold(config: Config, table: ThemeTable) -> str:
    """Whether the shares' intervals hold the model's errors, in which columns, and why."""
    columns = _columns(config, table, lambda cell: cell.method)
    held = [column for column in columns if column.held]
    if not held:
        return (
            "Väli ei sisällä luokittelun virhettä: ihminen on luokitellut alle "
            f"{FEWEST_CODED} satunnaisesti poimitun vastaajan vastaukset."
        )
    if len(held) == 1:
        (column,) = held
        partly = "" if column.whole else " osassa teemoista"
        text = (
            f"Väli sisältää luokittelun virheen sarakkeessa {column.heading}{partly}, koska "
            f"ihminen on luokitellut {column.answers}."
        )
    else:
        named = ", ".join(f"{column.heading} ({column.respondents})" for column in held)
        text = (
            "Väli sisältää luokittelun virheen sarakkeissa, joissa ihminen on luokitellut "
            f"tarpeeksi vastaajia: {named}."
        )
    if len(held) < len(columns):
        text += " Muissa sarakkeissa väli ei sisällä luokittelun virhettä."
    return text


def what_changes_hold(config: Config, table: ThemeTable) -> str:
    """What the changes rest on, or why there are none."""
    if table.earlier is not None and not table.earlier.same_model:
        return (
            "Muutosta ei voi laskea: kierrokset on luokiteltu eri teemamalleilla. Aja molemmat "
            "kierrokset uudelleen (kerropois run), niin muutos näkyy tässä."
        )
    columns = _columns(config, table, lambda cell: cell.change.method if cell.change else None)
    held = [column.heading for column in columns if column.held]
    plain = (
        "muutos on laskettu ohjelman omasta luokittelusta ilman ihmisten korjauksia, joten se voi "
        "poiketa osuuksien erosta. Ohjelman virheet ovat molemmilla kierroksilla samanlaisia ja "
        "kumoutuvat suurelta osin, mutta muutos voi näyttää todellista pienemmältä."
    )
    if not held:
        return f"Muutoksen väli ei sisällä luokittelun virhettä: {plain}"
    where = "sarakkeessa" if len(held) == 1 else "sarakkeissa"
    text = f"Muutoksen väli sisältää luokittelun virheen {where} {', '.join(held)}."
    if len(held) < len(columns):
        text += f" Muissa sarakkeissa ei: {plain}"
    return text


#: What became of a topic that the round compared with had and this one has not.
GONE_FI = "poistunut"
_STANDINGS = {
    Standing.MORE: "yleisempi",
    Standing.LESS: "harvinaisempi",
    Standing.SAME: "ei selvää eroa",
    Standing.TOO_FEW: "liian vähän vastauksia",
}


def standing_in_words(found: Contrast | None) -> str:
    """How common a topic is in a part, in a word or two; empty where nothing is compared."""
    return "" if found is None else _STANDINGS[found.standing]


def where_more_common(contrasts: Mapping[str, Contrast], headings: Mapping[str, str]) -> str:
    """The parts that differ, a line each: "Keskusta: yleisempi, +14"; or that none does."""
    lines = [
        f"{headings[part]}: {standing_in_words(found)}, {signed(found.difference)}"
        for part, found in contrasts.items()
        if found.standing in (Standing.MORE, Standing.LESS) and found.difference is not None
    ]
    compared = {found.standing for found in contrasts.values()}
    if lines or not compared:
        return "\n".join(lines) or "–"
    # The part that looks most different may be one that is too small to tell.
    known = [_STANDINGS[one] for one in (Standing.SAME, Standing.TOO_FEW) if one in compared]
    return ", osassa ".join(known)


def topic_change_in_words(row: TopicRow) -> str:
    """What became of a topic since the round compared with; empty without one."""
    if row.lineage is None:
        return ""
    if row.lineage is Lineage.NEW:
        return "uusi"
    if row.lineage is Lineage.MERGED:
        return f"yhdistynyt, aiemmin: {'; '.join(row.sources)}"
    if row.lineage is Lineage.SPLIT:
        return f"erotettu aiheesta: {'; '.join(row.sources)}"
    if row.total.change is None:
        return HIDDEN_FI
    return direction_in_words(row.total.change)


@dataclass(frozen=True)
class _Column:
    """A column that shows intervals: of `held` themes they hold the model's errors.

    `coded` are the respondents of their samples, one number a theme.
    """

    heading: str
    intervals: int
    held: int
    coded: frozenset[int]

    @property
    def whole(self) -> bool:
        return self.held == self.intervals

    @property
    def answers(self) -> str:
        """Whose answers people have coded: "31–40 vastaajan vastaukset", "kaikki vastaukset"."""
        if not self._numbers:
            return "kaikki vastaukset"
        some = ", joidenkin teemojen osalta kaikki" if self._some_all else ""
        return f"{self._numbers} vastaajan vastaukset{some}"

    @property
    def respondents(self) -> str:
        """The same, shorter: "31–40", "31, osassa teemoista", "kaikki vastaukset"."""
        some = [] if self.whole else ["osassa teemoista"]
        more = ["joidenkin teemojen kaikki vastaukset"] if self._numbers and self._some_all else []
        return ", ".join([self._numbers or "kaikki vastaukset", *more, *some])

    @property
    def _some_all(self) -> bool:
        """Whether an interval holds the errors without a large enough sample: people have then
        settled everybody, however they came to read them."""
        return min(self.coded) < FEWEST_CODED

    @property
    def _numbers(self) -> str:
        """Coders may have settled less of one theme than of another: "31–40"."""
        drawn = sorted(number for number in self.coded if number >= FEWEST_CODED)
        return "–".join(str(number) for number in dict.fromkeys((*drawn[:1], *drawn[-1:])))


def _columns(
    config: Config, table: ThemeTable, method_of: Callable[[Cell], Method | None]
) -> list[_Column]:
    """The columns that show an interval of which `method_of` tells the method."""
    columns = []
    for area in table.areas:
        cells = [table.cells[theme, area] for theme in table.themes]
        known = [cell for cell in cells if method_of(cell) is not None]
        held = [cell for cell in known if method_of(cell) is Method.PPI]
        coded = frozenset(cell.coded or 0 for cell in held)
        if known:
            columns.append(_Column(area_heading(config, area), len(known), len(held), coded))
    return columns
