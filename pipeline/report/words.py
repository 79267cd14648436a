"""Shares and changes in Finnish words, never more exact than their intervals."""

from __future__ import annotations

from pipeline.report.cells import Cell
from pipeline.report.text import range_of, signed
from pipeline.themes.change import Change, Direction

#: A wider interval leaves room for no fraction, a still wider one for no words at all.
_FINE, _COARSE = 0.20, 0.50

#: The share up to which the words fit, and the words.
_FRACTIONS = (
    (0.035, "muutama sadasta"),
    (0.075, "noin joka kahdeskymmenes"),
    (0.133, "noin joka kymmenes"),
    (0.183, "noin joka kuudes"),
    (0.225, "noin viidennes"),
    (0.290, "noin neljännes"),
    (0.367, "noin kolmannes"),
    (0.450, "noin kaksi viidestä"),
    (0.550, "noin puolet"),
    (0.633, "noin kolme viidestä"),
    (0.708, "noin kaksi kolmesta"),
    (0.775, "noin kolme neljästä"),
    (0.850, "noin neljä viidestä"),
    (0.950, "noin yhdeksän kymmenestä"),
    (1.000, "lähes kaikki"),
)
#: Words that put the share on one side: (shares from, to; the interval within; the words).
_SIDES = (
    ((0.0, 0.05), (0.0, 0.05), "alle joka kahdeskymmenes"),
    ((0.075, 0.10), (0.0, 0.10), "alle joka kymmenes"),
    ((0.290, 1 / 3), (0.0, 1 / 3), "vajaa kolmannes"),
    ((1 / 3, 0.367), (1 / 3, 1.0), "runsas kolmannes"),
    ((0.430, 0.5), (0.0, 0.5), "vajaa puolet"),
    ((0.5, 0.570), (0.5, 1.0), "hieman yli puolet"),
    ((0.633, 2 / 3), (0.0, 2 / 3), "vajaat kaksi kolmasosaa"),
    ((2 / 3, 0.708), (2 / 3, 1.0), "runsaat kaksi kolmasosaa"),
    ((0.90, 0.95), (0.9, 1.0), "yli yhdeksän kymmenestä"),
)
#: Words for the side of a round share that a wide interval is on.
_BELOW = (
    (0.10, "alle joka kymmenes"),
    (0.20, "alle viidennes"),
    (0.25, "alle neljännes"),
    (1 / 3, "alle kolmannes"),
    (0.50, "alle puolet"),
)
_ABOVE = (
    (0.80, "yli neljä viidestä"),
    (0.75, "yli kolme neljästä"),
    (2 / 3, "yli kaksi kolmesta"),
    (0.50, "yli puolet"),
)
_DIRECTIONS = {
    Direction.GROWN: "kasvanut",
    Direction.SHRUNK: "vähentynyt",
    Direction.SAME: "ei selvää eroa",
    Direction.TOO_FEW: "liian vähän vastauksia",
    Direction.OTHER_MODEL: "eri teemamalli",
}


def share_in_words(share: float, low: float, high: float) -> str:
    """A share with its interval, as "noin kolmannes (31–42 %)".

    Words for one side ("vajaa puolet") are used only when the whole interval is on that side, and
    fractions only when it is narrow enough to mean them.

    Args:
        share, low, high: in [0, 1], low ≤ share ≤ high.
    """
    return f"{_words(share, low, high)} ({range_of(low, high)} %)"


def words_of(cell: Cell) -> str:
    """The share of a cell in words; nothing where there is no share to show."""
    if cell.share is None or cell.low is None or cell.high is None:
        return ""
    return share_in_words(cell.share, cell.low, cell.high)


def _words(share: float, low: float, high: float) -> str:
    if high - low > _COARSE:
        return "hyvin epävarma"
    place = next(i for i, (most, _) in enumerate(_FRACTIONS) if share <= most)
    if not _is_fine(place, low, high):
        return _coarsely(share, low, high)
    for (least, most), (bottom, top), words in _SIDES:
        if least <= share <= most and bottom <= low and high <= top:
            return words
    return _FRACTIONS[place][1]


def _is_fine(place: int, low: float, high: float) -> bool:
    """Whether the interval reaches no further than the next fractions but one.

    The words at both ends say no "noin" and leave less room.
    """
    last = len(_FRACTIONS) - 1
    reach = 1 if place in (0, last) else 2
    bottom = _FRACTIONS[place - reach - 1][0] if place > reach else 0.0
    top = _FRACTIONS[min(place + reach, last)][0]
    return high - low <= _FINE and bottom <= low and high <= top


def _coarsely(share: float, low: float, high: float) -> str:
    """On which side of a round share the whole interval is, or else where most of it is."""
    for top, words in _BELOW:
        if high <= top:
            return words
    for bottom, words in _ABOVE:
        if low >= bottom:
            return words
    if 0.4 <= share <= 0.6:
        return "suunnilleen puolet"
    return "luultavasti alle puolet" if share < 0.5 else "luultavasti yli puolet"


def direction_in_words(change: Change) -> str:
    """What became of a share, in a word or two."""
    return _DIRECTIONS[change.direction]


def points(change: Change) -> str:
    """The difference in percentage points and its interval, as "+12 (3–21)"; empty without."""
    if change.difference is None or change.low is None or change.high is None:
        return ""
    digits = _digits(change)
    return f"{signed(change.difference, digits)} ({range_of(change.low, change.high, digits)})"


def change_in_words(change: Change) -> str:
    """A change, as "kasvanut, +12 prosenttiyksikköä (3–21)"."""
    numbers = points(change)
    if not numbers:
        return direction_in_words(change)
    difference, interval = numbers.split(" ", 1)
    unit = "prosenttiyksikkö" if difference in ("+1", "−1") else "prosenttiyksikköä"
    return f"{direction_in_words(change)}, {difference} {unit} {interval}"


def _digits(change: Change) -> int:
    """Decimals: none, unless the bound nearest to no change would be rounded onto it."""
    if change.direction is Direction.SAME:
        return 0
    nearest = min(abs(100 * bound) for bound in (change.low or 0, change.high or 0))
    return next((digits for digits in range(3) if round(nearest, digits)), 3)
