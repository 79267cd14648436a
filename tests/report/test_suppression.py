"""What is hidden so that no small count is shown or can be worked out."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.suppression import hidden_bases, hidden_parts


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int], int]:
    """Counts of up to four parts, the most that each is known to be, and the limit."""
    most = draw(st.lists(st.integers(0, 9), min_size=1, max_size=4))
    counts = [draw(st.integers(0, top)) for top in most]
    names = "abcd"[: len(most)]
    limit = draw(st.integers(1, 6))
    return dict(zip(names, counts, strict=True)), dict(zip(names, most, strict=True)), limit


@given(tables())
def test_no_part_under_the_limit_is_shown(table: tuple[dict, dict, int]) -> None:
    counts, most, limit = table
    hidden, total_hidden = hidden_parts(counts, most, limit)
    assert {part for part, count in counts.items() if count < limit} <= hidden
    assert total_hidden or sum(counts.values()) >= limit


@given(tables())
def test_a_reader_cannot_bound_a_small_hidden_part(table: tuple[dict, dict, int]) -> None:
    """A reader who knows the total and the shown parts tries every way to fill the hidden ones."""
    counts, most, limit = table
    hidden, total_hidden = hidden_parts(counts, most, limit)
    if total_hidden:
        assert hidden == set(counts)
        return
    parts = sorted(hidden)
    rest = sum(counts[part] for part in parts)
    ways = [way for way in product(*(range(most[part] + 1) for part in parts)) if sum(way) == rest]
    for place, part in enumerate(parts):
        if counts[part] < limit:
            possible = {way[place] for way in ways}
            assert possible >= set(range(min(limit - 1, most[part]) + 1))


@given(tables())
def test_nothing_is_hidden_when_no_part_is_small(table: tuple[dict, dict, int]) -> None:
    counts, most, limit = table
    enough = {part: count + limit for part, count in counts.items()}
    room = {part: top + 2 * limit for part, top in most.items()}
    assert hidden_parts(enough, room, limit) == (set(), False)


@given(tables())
def test_the_order_of_the_parts_does_not_matter(table: tuple[dict, dict, int]) -> None:
    counts, most, limit = table
    backwards = dict(reversed(counts.items()))
    assert hidden_parts(backwards, most, limit) == hidden_parts(counts, most, limit)


def test_the_smallest_shown_part_hides_a_lonely_small_one() -> None:
    counts = {"itä": 2, "länsi": 30, "etelä": 9}
    assert hidden_parts(counts, dict.fromkeys(counts, 100), 5) == ({"itä", "etelä"}, False)


def test_a_part_without_room_does_not_hide_another() -> None:
    """Where all nine of the nine in the south are counted, subtracting them tells the rest."""
    counts = {"itä": 2, "länsi": 30, "etelä": 9}
    most = {"itä": 20, "länsi": 100, "etelä": 9}
    assert hidden_parts(counts, most, 5) == ({"itä", "etelä", "länsi"}, False)


def test_the_total_is_hidden_when_nothing_else_can_help() -> None:
    assert hidden_parts({"itä": 2, "länsi": 9}, {"itä": 9, "länsi": 9}, 5)[1]
    assert hidden_parts({"itä": 2}, {"itä": 50}, 5) == ({"itä"}, True)


def test_a_total_under_the_limit_is_hidden_like_any_small_count() -> None:
    counts = dict.fromkeys(("itä", "länsi", "etelä", "pohjoinen"), 1)
    assert hidden_parts(counts, dict.fromkeys(counts, 50), 5) == (set(counts), True)


def test_a_part_that_is_hidden_already_hides_a_small_one_too() -> None:
    counts = {"itä": 2, "länsi": 30, "muut": 12}
    most = dict.fromkeys(counts, 100)
    assert hidden_parts(counts, most, 5, {"muut"}) == ({"itä", "muut"}, False)
    assert hidden_parts({"itä": 8, "muut": 12}, most, 5, {"muut"}) == ({"muut"}, False)


def test_everyone_of_a_few_is_hidden_and_all_but_one_is_not() -> None:
    most = {"itä": 7, "länsi": 30, "etelä": 30}
    assert hidden_parts({"itä": 6, "länsi": 12, "etelä": 9}, most, 5) == (set(), False)
    hidden = hidden_parts({"itä": 7, "länsi": 12, "etelä": 9}, most, 5)
    assert hidden == ({"itä", "etelä"}, False)


def test_everyone_of_many_is_shown() -> None:
    counts = {"itä": 10, "länsi": 12}
    assert hidden_parts(counts, {"itä": 10, "länsi": 30}, 5) == (set(), False)


def test_one_large_part_is_hidden_rather_than_two_small_ones() -> None:
    """The ten and the eleven have no room for the two; the thirty have."""
    counts = {"itä": 2, "etelä": 10, "pohjoinen": 11, "länsi": 20}
    most = {"itä": 30, "etelä": 10, "pohjoinen": 11, "länsi": 40}
    assert hidden_parts(counts, most, 5) == ({"itä", "länsi"}, False)


def test_hidden_counts_are_never_few_together() -> None:
    counts = {"itä": 2, "etelä": 2, "länsi": 20}
    assert hidden_parts(counts, dict.fromkeys(counts, 40), 5) == (set(counts), False)


def test_everyone_of_parts_of_unknown_size_is_hidden_with_another() -> None:
    counts, most = {"itä": 20, "muut": 12}, {"itä": 40, "muut": 12}
    assert hidden_parts(counts, most, 5, {"muut"}) == ({"muut"}, False)
    assert hidden_parts(counts, most, 5, {"muut"}, {"muut"}) == ({"itä", "muut"}, False)


_BASES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), min_size=1)


@given(_BASES, st.integers(1, 6))
def test_a_reader_cannot_bound_the_size_of_a_small_part(bases: dict[str, int], limit: int) -> None:
    """A reader knows that somebody is in each hidden part, and how many in all of them."""
    hidden, total_hidden = hidden_bases(bases, limit)
    assert {part for part, base in bases.items() if base < limit} <= hidden
    assert total_hidden == (sum(bases.values()) < limit)
    if hidden and not total_hidden:
        assert len(hidden) > 1
        assert sum(bases[part] for part in hidden) - (len(hidden) - 1) >= limit - 1
