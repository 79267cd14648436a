"""Hides counts that could tell who said what, and others from which those could be worked out.

Hidden are counts under the limit (primary suppression), also 0, and a count of everyone where they
are few: "7 of 7" is word of every one of the seven. A count that all but a few are in is shown: of
nobody does it tell anything for certain. Others are hidden so that these cannot be worked out
(secondary suppression); `report.disclosure` tries to, from what is published alone. See Hundepool
et al. 2012, Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)

#: Of so many parts more every choice is tried; beyond, the smallest are hidden one after another.
_TRIED = 2


def hidden_parts(
    counts: Mapping[Part, int],
    most: Mapping[Part, int],
    limit: int,
    already: Collection[Part] = (),
    together: Collection[Part] = (),
) -> tuple[set[Part], bool]:
    """Which parts of a total to hide, and whether to hide the total too.

    A reader who subtracts the shown parts from the total learns the hidden ones' sum. As few parts
    more are hidden as leave every small hidden part anything from 0 to `limit` - 1, and no part of
    which it is certain that everyone is counted; and of them the smallest. Hidden parts all look
    alike, so that a reader cannot tell which are small. When no part is left to hide, the total is
    hidden; so is a total that may not be shown itself.

    Args:
        counts: respondents by part; the parts add up to the total.
        most: the most that a reader knows each part can be (say, its published respondents).
        already: parts that are hidden whatever their count.
        together: of these, parts that are several whose own sizes a reader does not know. That
            everyone is counted there would tell of the smallest of them.
    """
    hidden = {
        part for part, count in counts.items()
        if part in already or not _may_be_shown(count, most[part], limit)
    }  # fmt: skip
    if not hidden:
        return set(), False
    if not _may_be_shown(sum(counts.values()), sum(most.values()), limit):
        return set(counts), True
    return _widened(
        hidden, counts, lambda tried: _is_safe(counts, most, tried, limit, set(together))
    )


def hidden_bases(respondents: Mapping[Part, int], limit: int) -> tuple[set[Part], bool]:
    """Which parts' numbers of respondents to hide, and whether to hide that of all.

    As `hidden_parts`, but a reader knows that somebody is in each hidden part: a part with nobody
    is shown as such. And there is nothing to tell of who is in a part: all may be.

    Args:
        respondents: by part, none of them 0 unless all together are under the limit.
    """
    if sum(respondents.values()) < limit:
        return set(respondents), True
    hidden = {part for part, base in respondents.items() if base < limit}
    if not hidden:
        return set(), False

    def is_safe(tried: set[Part]) -> bool:
        others = len(tried) - 1
        return others > 0 and sum(respondents[part] for part in tried) - others >= limit - 1

    return _widened(hidden, respondents, is_safe)


def _may_be_shown(count: int, most: int, limit: int) -> bool:
    return count >= limit and not count == most < 2 * limit


def _is_safe(
    counts: Mapping[Part, int],
    most: Mapping[Part, int],
    hidden: set[Part],
    limit: int,
    together: set[Part],
) -> bool:
    """Whether a reader's bounds on the hidden parts leave open what they are hidden for.

    Nor is the hidden ones' sum under the limit, as it is no secret.
    """
    total = sum(counts[part] for part in hidden)
    room = sum(most[part] for part in hidden)
    if total < limit:
        return False
    for part in hidden:
        lowest = total - (room - most[part])
        if counts[part] < limit and lowest > 0:
            return False
        is_protected = part in together or most[part] < 2 * limit
        if is_protected and lowest == most[part]:
            return False
    return True


def _widened(
    hidden: set[Part], counts: Mapping[Part, int], is_safe: Callable[[set[Part]], bool]
) -> tuple[set[Part], bool]:
    """The hidden parts with as few more as make them safe; all and the total where none do."""
    order = sorted(set(counts) - hidden, key=lambda part: (counts[part], str(part)))
    for more in _choices(order, counts):
        if is_safe(hidden | set(more)):
            return hidden | set(more), False
    return set(counts), True


def _choices(order: Sequence[Part], counts: Mapping[Part, int]) -> Iterator[Sequence[Part]]:
    """What else to hide: first nothing, then the fewest parts, then the fewest respondents."""
    for number in range(min(_TRIED, len(order)) + 1):
        yield from sorted(
            combinations(order, number), key=lambda more: sum(counts[part] for part in more)
        )
    yield from (order[:number] for number in range(_TRIED + 1, len(order) + 1))
