"""From what a respondent or typist wrote to the ids of config.yaml."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.config import Config


def fold(text: str) -> str:
    """Case, punctuation and blanks do not tell names apart."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


class AreaMap:
    """Places → (area id, district), as the map stands on a day."""

    def __init__(self, config: Config) -> None:
        self._areas = {
            fold(name): area.id
            for area in config.areas
            for name in (area.id, area.name.fi, area.name.en, *area.aliases)
        }
        self._districts = [
            (fold(name), area.id, district)
            for area in config.areas
            for district in area.districts
            for name in (district.name, *district.aliases)
        ]

    def find(self, text: str, day: dt.date | None) -> tuple[str, str] | None:
        """The place's area id and district; ("", "") for no place, None for an unknown one.

        A district is looked for first, so that "Keskusta" names both. Several places in one cell
        ("Laune, Liipola") must lie in one area; otherwise the area is unknown, not guessed.
        """
        if not fold(text):
            return "", ""
        whole = self._place(fold(text), day)
        if whole:
            return whole
        parts = [self._place(fold(part), day) for part in re.split(r"[,;/()]", text)]
        known = [part for part in parts if part]
        return known[0] if len({area for area, _ in known}) == 1 else None

    def _place(self, place: str, day: dt.date | None) -> tuple[str, str] | None:
        for name, area, district in self._districts:
            if name == place and district.valid_on(day):
                return area, district.name
        return (self._areas[place], "") if place in self._areas else None


class GroupMap:
    """Names of respondent groups → ids."""

    def __init__(self, config: Config) -> None:
        self._groups = {
            fold(name): group.id
            for group in config.groups
            for name in (group.id, group.name.fi, group.name.en, *group.aliases)
        }

    def find(self, text: str) -> str | None:
        """The group's id; "" for an empty cell, None for an unknown group."""
        return self._groups.get(fold(text)) if fold(text) else ""
