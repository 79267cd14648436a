"""What stands under the tables: which intervals hold the model's errors."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Config
from pipeline.report.cells import Cell
from pipeline.report.table import ThemeTable
from pipeline.report.text import area_heading
from pipeline.themes.prevalence import FEWEST_CODED, Method


def what_intervals_hold(config: Config, table: ThemeTable) -> str:
    """Whether the shares' intervals hold the model's errors, in which columns, and why."""
    columns = _columns(config, table, lambda cell: cell.method)
    if not columns:
        return (
            "Väli ei sisällä luokittelun virhettä: ihminen on luokitellut alle "
            f"{FEWEST_CODED} satunnaisesti poimitun vastaajan vastaukset."
        )
    if len(columns) == 1:
        ((heading, coded),) = columns.items()
        text = (
            f"Väli sisältää luokittelun virheen sarakkeessa {heading}, koska {coded} vastaajan "
            "vastaukset on luokitellut ihminen."
        )
    else:
        named = ", ".join(f"{heading} ({coded})" for heading, coded in columns.items())
        text = (
            "Väli sisältää luokittelun virheen sarakkeissa, joissa ihminen on luokitellut "
            f"tarpeeksi vastaajia: {named}."
        )
    if len(columns) < len(table.areas):
        text += " Muissa sarakkeissa väli ei sisällä luokittelun virhettä."
    return text


def what_changes_hold(config: Config, table: ThemeTable) -> str:
    """What the changes rest on, or why there are none."""
    if table.earlier is not None and not table.earlier.same_model:
        return (
            "Muutosta ei voi laskea: kierrokset on luokiteltu eri teemamalleilla. Kun kierros "
            f"{table.earlier.round} ajetaan uudelleen, muutos näkyy tässä."
        )
    columns = _columns(config, table, lambda cell: cell.change.method if cell.change else None)
    plain = (
        "sama ohjelma on lukenut molemmat kierrokset ja sen virheet kumoutuvat suurelta osin, "
        "mutta muutos voi näyttää todellista pienemmältä."
    )
    if not columns:
        return f"Muutoksen väli ei sisällä luokittelun virhettä: {plain}"
    where = "sarakkeessa" if len(columns) == 1 else "sarakkeissa"
    text = f"Muutoksen väli sisältää luokittelun virheen {where} {', '.join(columns)}."
    if len(columns) < len(table.areas):
        text += f" Muissa sarakkeissa ei: {plain}"
    return text


def _columns(
    config: Config, table: ThemeTable, method_of: Callable[[Cell], Method | None]
) -> dict[str, str]:
    """Heading → coded respondents, of the columns whose intervals hold the model's errors.

    Coders may have settled less of one theme than of another: "31–40", or only some themes.
    """
    columns: dict[str, str] = {}
    for area in table.areas:
        cells = [table.cells[theme, area] for theme in table.themes]
        known = [cell for cell in cells if method_of(cell) is not None]
        held = [cell for cell in known if method_of(cell) is Method.PPI]
        if held:
            coded = sorted({cell.coded or 0 for cell in held})
            shown = "–".join(str(number) for number in dict.fromkeys((coded[0], coded[-1])))
            some = "" if len(held) == len(known) else ", osassa teemoista"
            columns[area_heading(config, area)] = shown + some
    return columns
