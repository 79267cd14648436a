"""Hides counts that could tell who said what, and others from which those could be worked out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)


def hidden_parts(
    counts: Mapping[Part, int],
    most: Mapping[Part, int],
    limit: int,
    already: Collection[Part] = (),
) -> tuple[set[Part], bool]:
    """Which parts of a total to hide, and whether to hide the total too.

    Parts under `limit` are hidden (primary suppression). A reader who subtracts the shown parts
    from the total learns the hidden ones' sum; so the smallest shown parts are hidden as well,
    until that sum leaves every hidden part anything from 0 to `limit` - 1 (secondary). Hidden
    parts all look alike, so that a reader cannot tell which are small. When no part is left to
    hide, the total is hidden; so is a total under `limit`.

    Args:
        counts: respondents by part; the parts add up to the total.
        most: the most that a reader knows each part can be (say, its published respondents).
        already: parts that are hidden whatever their count.
    """
    hidden = {part for part, count in counts.items() if count < limit or part in already}
    if not hidden:
        return set(), False
    if sum(counts.values()) < limit:
        return hidden, True
    order = sorted(set(counts) - hidden, key=lambda part: (counts[part], str(part)))
    while not _is_safe(counts, most, hidden, limit):
        if not order:
            return hidden, True
        hidden.add(order.pop(0))
    return hidden, False


def _is_safe(
    counts: Mapping[Part, int], most: Mapping[Part, int], hidden: set[Part], limit: int
) -> bool:
    """Whether a reader's bounds on every small hidden part are no tighter than 0 to limit - 1.

    Of a part that cannot be as much as limit - 1 to begin with, nothing more must come out.
    """
    total = sum(counts[part] for part in hidden)
    room = sum(most[part] for part in hidden)
    for part in hidden:
        if counts[part] < limit:
            lowest = total - (room - most[part])
            if lowest > 0 or total < min(limit - 1, most[part]):
                return False
    return True
