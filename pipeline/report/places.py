"""Where a number of the published tables stands: the names by which the check calls them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.report.cells import CITY

#: How respondents are divided.
AREAS, GROUPS = "areas", "groups"
#: What is counted. The model's own word on themes is not printed, but changes tell of it.
RESPONDENTS, THEMES, TOPICS, MODEL = "respondents", "themes", "topics", "themes by the model"


class Row(NamedTuple):
    """A round's numbers of one thing: `row` is a theme's or topic's id, empty of respondents."""

    round: str
    table: str
    row: str


class Place(NamedTuple):
    """Where a number stands. That of everybody has CITY for its `part` and no `division`: it is
    the same in all."""

    round: str
    table: str
    row: str
    division: str
    part: str

    @property
    def where(self) -> Row:
        return Row(*self[:3])

    @property
    def base(self) -> Place:
        """The respondents among whom it counts."""
        return self._replace(table=RESPONDENTS, row="")

    @property
    def rest(self) -> Place:
        """Those of them whom it does not count."""
        return self._replace(table=f"not {self.table}")

    @property
    def everybody(self) -> Place:
        """The same of everybody."""
        return self._replace(division="", part=CITY)


def of_all(round_id: str, table: str, row: str = "") -> Place:
    """The place of a number of everybody."""
    return Place(round_id, table, row, "", CITY)
