"""Draws the respondents whose answers people code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np

from pipeline.errors import InputError
from pipeline.records import Analysis, Answer, CodeDecision, digest


@dataclass(frozen=True)
class Sample:
    """Answers drawn at random from one analysis, in the order of respondent, question and id."""

    id: str
    round: str
    analysis: str
    seed: int
    answers: tuple[Answer, ...] = field(repr=False)

    @property
    def respondents(self) -> int:
        return len({answer.respondent for answer in self.answers})

    def shuffled(self, coder: int) -> list[Answer]:
        """The answers in an order of this coder's own (`coder` is 1, 2, …).

        What tires or teaches one coder towards the end of a sheet then falls on other answers than
        with the next one.
        """
        order = np.random.default_rng([self.seed, coder]).permutation(len(self.answers))
        return [self.answers[place] for place in order]


def draw(
    answers: Iterable[Answer],
    analysis: Analysis,
    size: int,
    seed: int,
    before: Collection[str] = (),
) -> Sample:
    """Draw whole respondents until the sample has about `size` answers.

    Shares are counted on respondents, so that each comes with all answers that say something. The
    strata are area by group. Every respondent has the same chance; as some wrote more answers than
    others, the sample may hold a few more or fewer than `size`.

    Args:
        answers: those of `analysis`, in any order.
        seed: equal seeds draw equal samples.
        before: respondents who have been drawn and coded; with them left out, samples add up.

    Raises:
        InputError: there is nobody to draw.
    """
    strata = _strata(answers, set(before))
    everyone = sum(map(len, strata))
    if not everyone:
        raise InputError(
            f"round {analysis.round} has no answers left to draw: people have coded every "
            "respondent who said something."
            if before
            else f"round {analysis.round} has no answers that say something."
        )
    written = sum(len(said) for stratum in strata for said in stratum)
    wanted = min(everyone, max(1, round(size * everyone / written)))
    rng = np.random.default_rng(seed)
    counts = allocate([len(stratum) for stratum in strata], wanted, rng)
    drawn = [
        answer
        for stratum, count in zip(strata, counts, strict=True)
        for place in rng.choice(len(stratum), count, replace=False)
        for answer in stratum[place]
    ]
    return Sample(
        # Without `before` a second draw with equal numbers would have the first one's id.
        id=digest(analysis.id, str(size), str(seed), *sorted(before), size=6),
        round=analysis.round,
        analysis=analysis.id,
        seed=seed,
        answers=tuple(sorted(drawn, key=_place)),
    )


def allocate(sizes: Sequence[int], total: int, rng: np.random.Generator) -> list[int]:
    """How many to draw from each stratum: its exact share, rounded up or down.

    Systematic sampling on the cumulated sizes (Madow 1949, Annals of Mathematical Statistics 20):
    which shares are rounded up is drawn, so that a stratum of one person has the same chance per
    person as a large one. The largest remainders would never reach it.

    Args:
        sizes: people in each stratum.
        total: people to draw, at most all.
    """
    everyone = sum(sizes)
    start = int(rng.integers(everyone))
    bounds = [(reached * total + start) // everyone for reached in accumulate(sizes, initial=0)]
    return [after - before for before, after in pairwise(bounds)]


def coded_before(answers: Iterable[Answer], decisions: Iterable[CodeDecision]) -> frozenset[str]:
    """The respondents of whose answers some have been coded in a random sample."""
    drawn = {decision.answer for decision in decisions if decision.sample}
    return frozenset(answer.respondent for answer in answers if answer.id in drawn)


def _strata(answers: Iterable[Answer], before: set[str]) -> list[list[list[Answer]]]:
    """For each stratum its respondents, for each respondent the answers that say something."""
    people: dict[str, list[Answer]] = {}
    for answer in sorted(answers, key=_place):
        if not answer.emptyish and answer.respondent not in before:
            people.setdefault(answer.respondent, []).append(answer)
    strata: dict[tuple[str, str], list[list[Answer]]] = {}
    for said in people.values():
        strata.setdefault((said[0].area, said[0].group), []).append(said)
    return [strata[key] for key in sorted(strata)]


def _place(answer: Answer) -> tuple[str, str, str]:
    return (answer.respondent, answer.question, answer.id)
