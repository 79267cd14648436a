"""The share of respondents who raise a theme, with an interval that says what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.special import betaincinv, ndtri

#: With fewer randomly drawn and coded respondents the correction adds as much noise as it takes
#: away error (docs/shares.md has the figures).
FEWEST_CODED = 30


class Method(StrEnum):
    """What an interval holds: chance among respondents, or the model's errors as well."""

    WILSON = "wilson"
    PPI = "ppi"


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How many of a group of respondents raise a theme.

    `count` is by the final codes, people's before the model's; `model_count` by the model's word
    alone, whatever people have said (None: it may not be told). `coded` respondents were drawn at
    random and coded by people whole. `share`, `low` and `high` are in [0, 1]; by `Method.PPI` the
    share is corrected for the model's errors and so need not be `count` / `respondents`.
    """

    respondents: int
    count: int
    model_count: int | None
    coded: int
    share: float
    low: float
    high: float
    method: Method


def prevalence(
    model: np.ndarray,
    final: np.ndarray,
    known: np.ndarray,
    sampled: np.ndarray,
    confidence: float = 0.95,
) -> Prevalence:
    """The share of respondents who raise a theme, and its interval.

    Respondents are taken as a sample of the people who could have answered. Without enough coded
    respondents, the share is that of the final codes and the interval Wilson's; the model's errors
    are not in it. With `FEWEST_CODED` or more, or when people have settled everybody, the share
    is prediction-powered (Angelopoulos et al. 2023, Science 382, 669–674), post-stratified by the
    model's word, which for a yes or no is double sampling (Tenenbein 1970, JASA 65, 1350–1361).

    Args:
        model: whether the model says that the respondent raises the theme; shape (r,), as all.
        final: the same after people's codes have replaced the model's.
        known: whether people have settled the matter, so that `final` is certain.
        sampled: whether the respondent was drawn at random among all, and is known.
        confidence: of the interval, between 0 and 1.

    Raises:
        ValueError: there are no respondents, or a sampled one is not known.
    """
    model, final, known, sampled = (
        np.asarray(word, dtype=bool) for word in (model, final, known, sampled)
    )
    if not len(model):
        raise ValueError("no respondents")
    if np.any(sampled & ~known):
        raise ValueError("a sampled respondent is not known")
    coded, count, model_count = (int(word.sum()) for word in (sampled, final, model))
    if coded < FEWEST_CODED and not known.all():
        found = counted(count, len(model), confidence)
        return replace(found, model_count=model_count, coded=coded)
    strata = [_stratum(word, model, final, known, sampled) for word in (True, False)]
    return _corrected(strata, count, coded, confidence)


def counted(count: int, respondents: int, confidence: float = 0.95) -> Prevalence:
    """A plain share with Wilson's interval, of codes that are all the model's own."""
    low, high = wilson(count, respondents, confidence)
    share = count / respondents
    return Prevalence(respondents, count, count, 0, share, low, high, Method.WILSON)


def wilson(count: float, base: int, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927, JASA 22, 209–212), also of a fractional count."""
    share = count / base
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    middle = (count + z2 / 2) / (base + z2)
    reach = np.sqrt(z2 * (count * (1 - share) + z2 / 4)) / (base + z2)
    # Rounding must not push a bound over the share or over the edge.
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def jeffreys(count: int, base: int, confidence: float = 0.95) -> tuple[float, float]:
    """The equal-tailed Jeffreys interval, which reaches the edge where nothing, or all, is seen.

    Brown, Cai and DasGupta 2001, Statistical Science 16, 101–133. No disagreement seen among 20 is
    not none: of 0 in 20 the upper bound is 12 %.
    """
    tails = np.array([1 - confidence, 1 + confidence]) / 2
    low, high = betaincinv(count + 0.5, base - count + 0.5, tails)
    share = count / base
    return min(share, float(low)), max(share, float(high))


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The respondents of whom the model says the same.

    `raising` counts the known ones who raise the theme, `hits` those of them who were drawn.
    """

    model: bool
    size: int
    known: int
    raising: int
    drawn: int
    hits: int

    def total(self) -> float:
        """Respondents who raise the theme: the known ones, and what the sample says of the rest.

        The sample was drawn among all, whoever was corrected besides. So its rate is the whole
        stratum's, and the rest has what the rate leaves over once the known ones are taken off:
        where people have mended the errors that they met, fewer are left. Never less than nobody
        nor more than everybody.
        """
        rate = self.hits / self.drawn if self.drawn else float(self.model)
        return self.raising + min(max(0.0, self.size * rate - self.raising), self.unknown)

    @property
    def unknown(self) -> int:
        return self.size - self.known

    def reach(self, confidence: float) -> tuple[float, float]:
        """How many respondents fewer, and more, there may be than `total`."""
        if not self.unknown:
            return 0.0, 0.0
        if self.drawn:
            rate = self.hits / self.drawn
            low, high = jeffreys(self.hits, self.drawn, confidence)
        else:
            rate, low, high = float(self.model), 0.0, 1.0
        # The finite population correction: of those who are coded nothing is uncertain.
        scale = self.size * np.sqrt(1 - self.drawn / self.size)
        rest = self.total() - self.raising
        return min((rate - low) * scale, rest), min((high - rate) * scale, self.unknown - rest)


def _stratum(
    word: bool, model: np.ndarray, final: np.ndarray, known: np.ndarray, sampled: np.ndarray
) -> _Stratum:
    members = model == word
    settled, drawn = members & known, members & sampled
    parts = (members, settled, settled & final, drawn, drawn & final)
    return _Stratum(word, *(int(part.sum()) for part in parts))


def _corrected(strata: list[_Stratum], count: int, coded: int, confidence: float) -> Prevalence:
    """The strata's sum; the distances to the bounds add up in squares (MOVER, Zou and Donner 2008,
    Statistics in Medicine 27, 1693–1702): Wilson's for chance among respondents, the strata's for
    the model's errors."""
    base = sum(stratum.size for stratum in strata)
    total = sum(stratum.total() for stratum in strata)
    share = total / base
    low, high = wilson(total, base, confidence)
    below, above = [share - low], [high - share]
    for stratum in strata:
        fewer, more = stratum.reach(confidence)
        below.append(fewer / base)
        above.append(more / base)
    model_count = sum(stratum.size for stratum in strata if stratum.model)
    return Prevalence(
        base, count, model_count, coded, share,
        max(0.0, share - float(np.linalg.norm(below))),
        min(1.0, share + float(np.linalg.norm(above))),
        Method.PPI,
    )  # fmt: skip
