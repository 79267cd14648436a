"""What must agree with what in config.yaml, beyond the types of its keys."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from pipeline.config.model import AreaConfig, Config


def wrong(message: str, *path: str | int) -> PydanticCustomError:
    """An error of meaning at `path`, seen from the model that raises it."""
    return PydanticCustomError("meaning", "{message}", {"message": message, "path": path})


def check(config: Config) -> None:
    """Raises what `wrong` makes, for the first thing that does not agree."""
    for kind in ("areas", "groups", "questions", "rounds"):
        _unique_ids(getattr(config, kind), kind)
    _unique_ids(config.coding_frame.themes, "coding_frame", "themes")
    _districts_in_one_area(config.areas)
    _names_of_one_area(config.areas)
    themes = set(config.coding_frame.ids)
    for theme in config.thresholds:
        if theme not in themes:
            raise wrong(f"theme '{theme}' is not in the coding frame", "thresholds", theme)
    _rounds_agree(config)


def _unique_ids(items: list, *path: str) -> None:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.id in seen:
            raise wrong(f"the id '{item.id}' is used twice", *path, number, "id")
        seen.add(item.id)


def _districts_in_one_area(areas: list[AreaConfig]) -> None:
    placed = [
        (district, area.id, (a, d))
        for a, area in enumerate(areas)
        for d, district in enumerate(area.districts)
    ]
    for (one, first, _), (two, second, (a, d)) in combinations(placed, 2):
        if one.name.casefold() == two.name.casefold() and one.overlaps(two):
            where = f"both '{first}' and '{second}'" if first != second else f"'{first}' twice"
            raise wrong(
                f"district '{two.name}' is in {where} on the same days; "
                "give valid_from and valid_to so that they do not overlap",
                "areas", a, "districts", d, "name",
            )  # fmt: skip


def _names_of_one_area(areas: list[AreaConfig]) -> None:
    seen: dict[str, str] = {}
    for number, area in enumerate(areas):
        for name in (area.name.fi, area.name.en, *area.aliases):
            if seen.setdefault(name.casefold(), area.id) != area.id:
                other = seen[name.casefold()]
                raise wrong(f"'{name}' is a name of '{other}' too", "areas", number, "aliases")


def _rounds_agree(config: Config) -> None:
    areas = {area.id for area in config.areas}
    groups = {group.id for group in config.groups}
    rounds = {item.id: item for item in config.rounds}
    for r, item in enumerate(config.rounds):
        if item.group is not None and item.group not in groups:
            raise wrong(f"unknown group '{item.group}'", "rounds", r, "group")
        other = item.comparable_with
        if other is not None and (other not in rounds or other == item.id):
            raise wrong(f"unknown round '{other}'", "rounds", r, "comparable_with")
        if other is not None and rounds[other].opens >= item.opens:
            raise wrong(f"round '{other}' is not earlier", "rounds", r, "comparable_with")
        for s, source in enumerate(item.sources):
            if source.area is not None and source.area not in areas:
                known = ", ".join(sorted(areas))
                raise wrong(
                    f"unknown area '{source.area}'; known areas: {known}",
                    "rounds", r, "sources", s, "area",
                )  # fmt: skip
    for (_, one), (r, two) in combinations(enumerate(config.rounds), 2):
        if one.kind == two.kind and one.opens <= two.closes and two.opens <= one.closes:
            raise wrong(
                f"the dates overlap with round '{one.id}', which is a {one.kind} too",
                "rounds", r, "opens",
            )  # fmt: skip
