"""Tries to work out what the tables hide, as a reader of all of them could.

The attacker of statistical disclosure control (Hundepool et al. 2012, Statistical Disclosure
Control, chapter 4; Fischetti and Salazar 2001, Management Science 47, 1008–1027): every hidden
count is an unknown whole number, from nobody to the respondents of its part; what is published
gives equations, and these the least and the most that each can be. The answers counted anew say
which of them must not be known. The tables are safe when

- no count under the limit is shown, nor bounded tighter than 0 to the limit - 1 (or to all of a
  smaller part), be it by the final codes or by the model's word, which changes tell of;
- nobody can be certain that everyone of a part of under twice the limit is counted: that would be
  word of every single one. That all but a few are counted tells of nobody for certain. Who is in a
  part, say an area, is not told by the tables: all respondents may be.

What it does not know: how the program hides, and what that may tell of what is hidden; what a
reader knows of single respondents; an earlier analysis of the same round, if its tables were given
to somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import KerroPoisError
from pipeline.report.cells import CITY
from pipeline.report.intervals import ContradictionError, Equation, Interval, intervals
from pipeline.report.places import RESPONDENTS, Place, Row
from pipeline.report.published import Published, Sum, published
from pipeline.report.table import ThemeTable
from pipeline.report.topics import TopicTable

#: More respondents than any round has.
_MANY = 10_000_000
#: So many places a message names.
_NAMED = 10

_Unknown = tuple[Row, Place]


class DisclosureError(KerroPoisError):
    """Tables from which a small count could be worked out are not written."""

    prefix = "Not written"


@dataclass(frozen=True)
class Breach:
    """A number that is not to be known, and the least and the most that it can be."""

    place: Place
    low: int
    high: int

    def __str__(self) -> str:
        """Where it is, without any number."""
        where = [self.place.round, self.place.table, self.place.row, self.place.division]
        part = self.place.part or "unknown"
        return ", ".join([*filter(None, where), "all" if part == CITY else part])


def refuse_what_tells(
    themes: Sequence[ThemeTable], topics: Sequence[TopicTable], counts: Mapping[Place, int]
) -> None:
    """Check the tables that are published together, with those of earlier rounds.

    Args:
        counts: as `check` takes them.

    Raises:
        DisclosureError: a small count could be worked out, or a number is not what was counted.
    """
    try:
        breaches = check(themes, topics, counts)
    except ContradictionError:
        raise DisclosureError(
            "the tables contradict each other, or the answers. This is a fault of the program, "
            "not of your answers: report it."
        ) from None
    if breaches:
        named = "; ".join(map(str, breaches[:_NAMED]))
        more = f"; and {len(breaches) - _NAMED} more" if len(breaches) > _NAMED else ""
        raise DisclosureError(
            f"small counts could be worked out from the tables: {named}{more}. This is a fault of "
            "the program, not of your answers: report it."
        )


def check(
    themes: Sequence[ThemeTable], topics: Sequence[TopicTable], counts: Mapping[Place, int]
) -> list[Breach]:
    """What a reader of all these tables can work out and should not.

    Args:
        counts: the true numbers, of `recount.recounted`, for every round of the tables.

    Raises:
        ContradictionError: the tables contradict each other or the true numbers.
    """
    known = published(themes, topics)
    if any(counts.get(place, 0) != number for place, number in known.known.items()):
        raise ContradictionError
    found = attack(known).items()
    return [breach for row, numbers in found for breach in _judged(known, row, numbers, counts)]


def attack(known: Published) -> dict[Row, dict[Place, Interval]]:
    """The least and the most that each number can be, told or not, by rows.

    Each row is attacked with the respondents of its round. No other row tells more of those of
    hidden parts: what it counts in them can be spread over them at will.
    """
    found: dict[Row, dict[Place, Interval]] = {row: {} for row in known.places}
    bounds: dict[_Unknown, Interval] = {}
    equations: list[Equation[_Unknown]] = []
    for row, numbers in found.items():
        sums = _sums(known, row)
        named = (place for one in sums for place in (one.total, *one.parts))
        for place in dict.fromkeys((*known.places[row], *named)):
            if place in known.known:
                numbers[place] = (known.known[place], known.known[place])
            else:
                everyone = known.known.get(place.base.everybody, _MANY)
                most = known.known.get(place.base, everyone)
                bounds[row, place] = (known.least.get(place, 0), most)
        equations += _equations(known.known, row, sums)
    for (row, place), interval in intervals(bounds, equations, known.limit).items():
        found[row][place] = interval
    return found


def _sums(known: Published, row: Row) -> list[Sum]:
    """What must add up in a row, and in the respondents of parts of hidden size."""
    sums = list(known.sums.get(row, ()))
    if row.table != RESPONDENTS:
        sums += known.sums.get(Row(row.round, RESPONDENTS, ""), [])
        unsized = [place for place in known.places[row] if place.base not in known.known]
        sums += [Sum(place.base, (place, place.rest)) for place in unsized]
    return sums


def _equations(
    known: Mapping[Place, int], row: Row, sums: Sequence[Sum]
) -> Iterator[Equation[_Unknown]]:
    for one in sums:
        terms = {(row, place): 1 for place in one.parts if place not in known}
        rest = known.get(one.total, 0) - sum(known.get(place, 0) for place in one.parts)
        if one.total not in known:
            terms[row, one.total] = -1
        if terms:
            yield Equation(terms, rest)
        elif rest:
            raise ContradictionError


def _judged(
    known: Published, row: Row, found: Mapping[Place, Interval], counts: Mapping[Place, int]
) -> Iterator[Breach]:
    for place in known.places[row]:
        low, high = found[place]
        count, base = counts.get(place, 0), counts.get(place.base, 0)
        # Where nobody answered there is nobody to protect.
        if not base:
            continue
        if place.table == RESPONDENTS:
            tells = count < known.limit and _is_bounded(known, place, low, high, _MANY)
        elif count < known.limit:
            tells = _is_bounded(known, place, low, high, found[place.base][1])
        else:
            tells = count == base < 2 * known.limit and _is_everyone(found, place)
        if tells:
            yield Breach(place, low, high)


def _is_bounded(known: Published, place: Place, low: int, high: int, most: int) -> bool:
    """Whether a small count is known better than that it is small.

    Somebody is in each part of hidden size, and raises each topic that is listed: of these, that it
    is not 0 is no secret.
    """
    somebody = place if place.table == RESPONDENTS else place.everybody
    least = 1 if somebody in known.least and somebody not in known.known else 0
    return low > least or high < min(known.limit - 1, most)


def _is_everyone(found: Mapping[Place, Interval], place: Place) -> bool:
    """Whether it is certain that everyone of a part is counted."""
    if place.rest in found:
        return found[place.rest][1] == 0
    return found[place][0] == found[place.base][1]
