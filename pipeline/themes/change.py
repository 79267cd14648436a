"""How the share of a theme has changed between two rounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipeline.themes.prevalence import Method, Prevalence, counted

#: With 30 respondents in each round a share near a third must change by some 25 percentage points
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

    Without numbers when nothing can be said. `method` is that of both shares compared; by
    `Method.WILSON` they are the model's own, and differ as the shares in the tables need not.
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
    were made alike: where not both are corrected for the model's errors, those of the model's own
    word are, since its errors are then in both and mostly cancel. People's codes are left out of
    them: what people mend in one round alone would look like a change.

    Args:
        now: the later share; None where it is not shown. Nor is a change by the model's word where
            its count may not be told.
        earlier: likewise.
        confidence: that of the two shares' intervals.
    """
    if now is None or earlier is None:
        return TOO_FEW
    if min(now.respondents, earlier.respondents) < FEWEST_RESPONDENTS:
        return TOO_FEW
    if now.method is earlier.method is Method.PPI:
        return _compared(now, earlier)
    if now.model_count is None or earlier.model_count is None:
        return TOO_FEW
    return _compared(
        counted(now.model_count, now.respondents, confidence),
        counted(earlier.model_count, earlier.respondents, confidence),
    )


def _compared(now: Prevalence, earlier: Prevalence) -> Change:
    """The change between shares that were made alike."""
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
