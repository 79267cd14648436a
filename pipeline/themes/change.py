"""How the share of a theme has changed between two rounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipeline.themes.prevalence import Method, Prevalence, counted

#: With 30 respondents in each round a share near a third must change by some 22 percentage points
#: to be seen. "No difference" among fewer would be read as news, and is only a lack of answers.
FEWEST_RESPONDENTS = 30


class Direction(StrEnum):
    """What can be said of a change."""

    GROWN = "grown"
    SHRUNK = "shrunk"
    SAME = "no difference"
    TOO_FEW = "too few"
    OTHER_MODEL = "other model"


@dataclass(frozen=True, slots=True)
class Change:
    """The later share less the earlier one, in [-1, 1], with its interval.

    Without numbers when nothing can be said. `method` is that of both shares compared.
    """

    direction: Direction
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    method: Method | None = None


TOO_FEW = Change(Direction.TOO_FEW)
OTHER_MODEL = Change(Direction.OTHER_MODEL)


def change(now: Prevalence | None, earlier: Prevalence | None, confidence: float = 0.95) -> Change:
    """What became of a share since an earlier round of other respondents.

    Both must come from the same version of the theme model. Shares are compared only when they
    were made alike: where one of the two rounds has no coded sample, the plain shares of the final
    codes are, since the model's errors are then in both and mostly cancel.

    Args:
        now: the later share; None where it is not shown.
        earlier: likewise.
        confidence: that of the two shares' intervals.
    """
    if now is None or earlier is None:
        return TOO_FEW
    if min(now.respondents, earlier.respondents) < FEWEST_RESPONDENTS:
        return TOO_FEW
    if now.method is not earlier.method:
        now, earlier = (
            counted(share.count, share.respondents, confidence) for share in (now, earlier)
        )
    difference, low, high = _difference(now, earlier)
    direction = Direction.GROWN if low > 0 else Direction.SHRUNK if high < 0 else Direction.SAME
    return Change(direction, difference, low, high, now.method)


def _difference(now: Prevalence, earlier: Prevalence) -> tuple[float, float, float]:
    """The difference of independent shares, from their own intervals.

    Newcombe 1998, Statistics in Medicine 17, 873–890, method 10, which holds for any two intervals
    (MOVER, Zou and Donner 2008, Statistics in Medicine 27, 1693–1702).
    """
    difference = now.share - earlier.share
    below = np.hypot(now.share - now.low, earlier.high - earlier.share)
    above = np.hypot(now.high - now.share, earlier.share - earlier.low)
    return difference, float(difference - below), float(difference + above)
