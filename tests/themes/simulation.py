"""Draws rounds whose true shares are known, to see how often the intervals hold them.

`python -m tests.themes.simulation` prints the tables of docs/shares.md; it takes some minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from pipeline.themes.change import Change, change
from pipeline.themes.prevalence import Method, Prevalence, prevalence

#: (sensitivity, specificity) of the model.
MODELS = ((0.85, 0.97), (0.7, 0.95), (0.95, 0.9))


@dataclass(frozen=True)
class Setting:
    """A round of `respondents`, `coded` of them at random; a share `raising` raises the theme."""

    respondents: int
    coded: int
    raising: float
    sensitivity: float = 1.0
    specificity: float = 1.0

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Truth, model's word and sampled, each of shape (respondents,)."""
        truth = rng.random(self.respondents) < self.raising
        says = np.where(truth, self.sensitivity, 1 - self.specificity)
        model = rng.random(self.respondents) < says
        sampled = np.zeros(self.respondents, dtype=bool)
        # The order is random already: the first ones are as good as any.
        sampled[: self.coded] = True
        return truth, model, sampled


def estimate(
    truth: np.ndarray, model: np.ndarray, sampled: np.ndarray, corrected: np.ndarray | None = None
) -> Prevalence:
    """What the table would show; `corrected` respondents were settled outside the sample."""
    known = sampled if corrected is None else sampled | corrected
    return prevalence(model, np.where(known, truth, model), known, sampled)


def corrections(truth: np.ndarray, model: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Whom a coordinator corrects who reads much of what was coded, and mends errors only."""
    seen = rng.random(len(truth)) < np.where(model, 0.6, 0.1)
    return seen & (truth != model)


@dataclass(frozen=True)
class Found:
    """Coverage of the truth, mean width, and mean error of the share, over many rounds."""

    coverage: float
    width: float
    bias: float


def found(
    setting: Setting, rounds: int, seed: int, one: Callable[..., Prevalence] = estimate
) -> Found:
    rng = np.random.default_rng(seed)
    made = [one(*setting.draw(rng)) for _ in range(rounds)]
    low, high, share = (np.array([getattr(p, name) for p in made]) for name in _NAMES)
    held = (low <= setting.raising) & (setting.raising <= high)
    return Found(held.mean(), (high - low).mean(), share.mean() - setting.raising)


_NAMES = ("low", "high", "share")


def found_corrected(setting: Setting, rounds: int, seed: int) -> Found:
    """As `found`, with a coordinator's corrections besides the sample."""
    return found(setting, rounds, seed, corrected(seed))


def corrected(seed: int) -> Callable[..., Prevalence]:
    """`estimate` with a coordinator's corrections besides the sample."""
    rng = np.random.default_rng([seed, 1])

    def one(truth: np.ndarray, model: np.ndarray, sampled: np.ndarray) -> Prevalence:
        return estimate(truth, model, sampled, corrections(truth, model, rng) & ~sampled)

    return one


def changes(
    now: Setting,
    earlier: Setting,
    rounds: int,
    seed: int,
    one: Callable[..., Prevalence] = estimate,
) -> list[Change]:
    """Changes between drawn rounds; `one` makes the share of the later round alone."""
    rng = np.random.default_rng(seed)
    return [change(one(*now.draw(rng)), estimate(*earlier.draw(rng))) for _ in range(rounds)]


def people_alone(truth: np.ndarray, model: np.ndarray, sampled: np.ndarray) -> Prevalence:
    """What the coded sample would give without the model: its width is the one to beat."""
    del model
    return prevalence(*(truth[sampled],) * 2, *(np.ones(sampled.sum(), dtype=bool),) * 2)


def normal(truth: np.ndarray, model: np.ndarray, sampled: np.ndarray) -> Prevalence:
    """PPI++ with its normal interval (Angelopoulos, Duchi and Zrnic 2023), for comparison."""
    y, f, rest = (word.astype(float) for word in (truth[sampled], model[sampled], model[~sampled]))
    spread = np.var(model, ddof=1) * (1 + len(y) / len(rest))
    power = np.clip(np.mean((y - y.mean()) * (f - f.mean())) / spread, 0, 1) if spread else 0.0
    share = power * rest.mean() + np.mean(y - power * f)
    error = np.sqrt(power**2 * rest.var() / len(rest) + np.var(y - power * f) / len(y))
    return Prevalence(
        len(truth), 0, None, len(y), share, share - 1.96 * error, share + 1.96 * error, Method.PPI
    )


def grid(coded: int) -> Iterator[Setting]:
    for respondents, raising, model in product((40, 100, 400, 1500), (0.03, 0.1, 0.3, 0.6), MODELS):
        if coded < respondents:
            yield Setting(respondents, coded, raising, *model)


def _row(name: object, results: list[Found]) -> str:
    covers = np.array([result.coverage for result in results])
    width = np.mean([result.width for result in results])
    bias = np.max(np.abs([result.bias for result in results]))
    cells = (covers.min(), covers.mean(), covers.max())
    shown = " | ".join(f"{100 * value:.1f} %" for value in cells)
    return f"| {name} | {len(results)} | {shown} | {100 * width:.1f} | {100 * bias:.1f} |"


def _shares(rounds: int) -> None:
    import pipeline.themes.prevalence as module

    print("| coded | settings | coverage: least | mean | most | mean width | largest bias |")
    print("|---|---|---|---|---|---|---|")
    usual = module.FEWEST_CODED
    for coded in (15, 20, 30, 60, 150):
        module.FEWEST_CODED = coded
        settings = list(grid(coded))
        print(_row(coded, [found(s, rounds, 1) for s in settings]))
        print(_row(f"{coded}, corrected", [found_corrected(s, rounds, 1) for s in settings]))
        print(_row(f"{coded}, people alone", [found(s, rounds, 1, people_alone) for s in settings]))
        print(_row(f"{coded}, PPI++ normal", [found(s, rounds, 1, normal) for s in settings]))
    module.FEWEST_CODED = usual
    print(_row("0", [found(replace(s, coded=0), rounds, 1) for s in grid(15)]))
    perfect = product((40, 100, 400, 1500), (0,), (0.03, 0.1, 0.3, 0.6))
    print(_row("0, model without error", [found(Setting(*s), rounds, 1) for s in perfect]))


def _changes(rounds: int) -> None:
    print("\n| shares | coded | said to differ | mean difference | covers the change |")
    print("|---|---|---|---|---|")
    for now, earlier, coded in product((0.3, 0.5), (0.3,), (0, 60)):
        made: list[Change] = []
        for model in MODELS:
            both = (Setting(400, coded, share, *model) for share in (now, earlier))
            made += changes(*both, rounds, 1)
        names = ("low", "high", "difference")
        low, high, seen = (np.array([getattr(item, name) for item in made]) for name in names)
        differ = ((low > 0) | (high < 0)).mean()
        held = ((low <= now - earlier) & (now - earlier <= high)).mean()
        figures = f"{differ:.1%} | {100 * seen.mean():.1f} | {held:.1%}"
        print(f"| {earlier:.0%} → {now:.0%} | {coded} | {figures} |")


def main(rounds: int = 2000) -> None:
    """Print both tables."""
    _shares(rounds)
    _changes(rounds)


if __name__ == "__main__":
    main()
