"""Draws rounds whose topics are known, to see how well the next round's topics find them again.

`python -m tests.topics.planted` prints the figures of `pipeline.topics.passport`; it takes some
minutes. The metric is learnt from a third of the writers of the coded answers. The thresholds were
chosen on rounds of the second third; the figures are of rounds of the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.config.model import TopicsConfig
from pipeline.records import Lineage, Topic
from pipeline.topics.bertopic import BertopicModel
from pipeline.topics.keywords import telling_words
from pipeline.topics.metric import Metric, centred
from pipeline.topics.passport import Known, match
from pipeline.topics.training import NO_SUBJECT, Subjects, fit

GOLD = Path(__file__).parents[2] / "corpora/gold/themes.jsonl"
#: Answers in each round.
SIZES = (150, 300, 600)
SCENARIOS = 40
#: Groups and pairs of subjects in the first round; the others wait.
_GROUPS, _PAIRS = 8, 2
#: A subject counts among those of a found topic from this share of its answers on.
_SHARE = 0.25


@dataclass(frozen=True)
class Corpus(Subjects):
    """Answers with their subjects and writers."""

    writers: np.ndarray = field(repr=False, default_factory=lambda: np.empty(0, str))

    def of(self, rows: np.ndarray) -> Corpus:
        """Some of the rows, in their order."""
        documents = [self.documents[row] for row in rows.tolist()]
        return Corpus(documents, self.embeddings[rows], self.subjects[rows], self.writers[rows])

    def thirds(self) -> list[Corpus]:
        """Every third writer's answers."""
        names = sorted(set(self.writers.tolist()), key=lambda name: (len(name), name))
        return [
            self.of(np.flatnonzero(np.isin(self.writers, names[first::3]))) for first in range(3)
        ]


@dataclass(frozen=True)
class Side:
    """A round's topics with the subjects that are in each, the main one first."""

    topics: list[Topic]
    subjects: list[tuple[str, ...]]


def plan(names: Sequence[str], rng: np.random.Generator) -> list[list[tuple[str, ...]]]:
    """Groups of subjects, three rounds of them.

    From each round to the next two groups merge, a pair splits, one group vanishes and two or three
    appear.
    """
    waiting = rng.permutation(np.array(names)).tolist()
    groups = [tuple(waiting.pop() for _ in range(2 if i < _PAIRS else 1)) for i in range(_GROUPS)]
    rounds = [groups]
    for _ in SIZES[1:]:
        pairs = [group for group in groups if len(group) == 2]
        single = [group for group in groups if len(group) == 1]
        order = rng.permutation(len(single)).tolist()
        one, other, gone = (single[i] for i in order[:3])
        split = pairs[int(rng.integers(len(pairs)))]
        stay = [group for group in groups if group not in (one, other, gone, split)]
        new = [(waiting.pop(),) for _ in range(min(len(waiting), int(rng.integers(2, 4))))]
        groups = [*stay, one + other, *((name,) for name in split), *new]
        rounds.append(groups)
    return rounds


def draw(
    corpus: Corpus,
    rounds: Sequence[Sequence[tuple[str, ...]]],
    rng: np.random.Generator,
    sizes: Sequence[int] = SIZES,
) -> list[tuple[Corpus, np.ndarray]]:
    """Each round's answers and the number of the group of each; no answer is in two rounds."""
    left = {
        name: rng.permutation(np.flatnonzero(corpus.subjects == name)).tolist()
        for name in sorted(set(corpus.subjects.tolist()))
    }
    drawn = []
    for size, groups in zip(sizes, rounds, strict=True):
        # At least four answers a group: fewer are no topic (TopicsConfig.min_topic_size).
        shares = rng.dirichlet(np.full(len(groups), 3.0))
        counts = np.maximum(np.round(size * shares).astype(int), 4)
        rows, labels = [], []
        for number, (group, count) in enumerate(zip(groups, counts.tolist(), strict=True)):
            cut = rng.uniform(0.3, 0.7) if len(group) == 2 else 1.0
            for name, part in zip(group, (cut, 1 - cut), strict=False):
                # Some are left for the rounds to come.
                wanted = min(max(round(count * part), 2), 2 * len(left[name]) // 3)
                rows += [left[name].pop() for _ in range(wanted)]
                labels += [number] * wanted
        drawn.append((corpus.of(np.array(rows)), np.array(labels)))
    return drawn


def true_side(answers: Corpus, labels: np.ndarray, metric: Metric | None) -> Side:
    """The planted groups as a topic model would give them."""
    points = points_of(answers, metric)
    words = telling_words(answers.documents, labels.tolist())
    numbers = range(int(labels.max()) + 1)
    topics = [
        Topic(
            f"{number:02d}", "", "", tuple(words.get(number, ())), (),
            points[labels == number].mean(axis=0), int((labels == number).sum()),
        )
        for number in numbers
    ]  # fmt: skip
    subjects = [_subjects(answers.subjects[labels == number], 0.0) for number in numbers]
    return Side(topics, subjects)


def found_side(answers: Corpus, metric: Metric | None) -> Side:
    """What the default topic model finds."""
    topics, assignments = BertopicModel(TopicsConfig(), metric).fit(
        answers.documents, answers.embeddings
    )
    number = {topic.id: i for i, topic in enumerate(topics)}
    labels = np.array([number.get(item.topic or "", -1) for item in assignments])
    subjects = [_subjects(answers.subjects[labels == i], _SHARE) for i in range(len(topics))]
    return Side(topics, subjects)


def points_of(answers: Corpus, metric: Metric | None) -> np.ndarray:
    if metric is None:
        return centred(answers.embeddings, [item.language for item in answers.documents])
    return metric.points(answers.documents, answers.embeddings)


def _subjects(of_topic: np.ndarray, least: float) -> tuple[str, ...]:
    counts = Counter(of_topic.tolist())
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(n for i, n in enumerate(ordered) if not i or counts[n] >= least * len(of_topic))


@dataclass
class Tally:
    """Links and kinds that were counted over rounds."""

    right: int = 0
    said: int = 0
    true: int = 0
    shared: int = 0
    kinds: list[bool] = field(default_factory=list)
    gone: list[bool] = field(default_factory=list)

    def add(self, known: Side, found: Side, *, main: bool) -> None:
        """Match the topics of a round to those of the round before.

        Args:
            main: topics are truly the same when their main subject is; else when they share one.
        """
        old = [Known(t.id, t.keywords, t.centroid, t.size) for t in known.topics]
        passports = match(found.topics, old, new_id="new {}".format)
        gone = {item.id for item in old} - {name for one in passports for name in one.sources}
        said = np.array([[item.id in one.sources for item in old] for one in passports])
        shared = np.array([[bool({*a} & {*b}) for b in known.subjects] for a in found.subjects])
        same = np.array([[a[0] == b[0] for b in known.subjects] for a in found.subjects])
        true = same if main else shared
        self.right += int((said & true).sum())
        self.said += int(said.sum())
        self.true += int(true.sum())
        self.shared += int((said & shared).sum())
        self.kinds += [a.lineage is b for a, b in zip(passports, _kinds(true), strict=True)]
        self.gone += [
            (item.id in gone) != has
            for item, has in zip(old, np.any(true, axis=0).tolist(), strict=True)
        ]

    def row(self, name: str) -> str:
        precision, recall = self.right / max(self.said, 1), self.right / max(self.true, 1)
        return (
            f"| {name} | {precision:.3f} | {recall:.3f} | {self.shared / max(self.said, 1):.3f} "
            f"| {np.mean(self.kinds):.3f} | {np.mean(self.gone):.3f} | {self.true} |"
        )


def _kinds(true: np.ndarray) -> list[Lineage]:
    """Each found topic's lineage by the true links, shape (found, known)."""
    split = (true & (true.sum(axis=0) > 1)).any(axis=1)
    return [
        Lineage.NEW if count == 0 else Lineage.MERGED if count > 1
        else Lineage.SPLIT if parted else Lineage.CONTINUED
        for count, parted in zip(true.sum(axis=1).tolist(), split.tolist(), strict=True)
    ]  # fmt: skip


def tally(
    corpus: Corpus,
    metric: Metric | None,
    seeds: range,
    *,
    found: bool,
    sizes: Sequence[int] = SIZES,
) -> Tally:
    """Three rounds a seed; the true groups, or those that the topic model finds."""
    result = Tally()
    for seed in seeds:
        rng = np.random.default_rng(seed)
        rounds = draw(corpus, plan(sorted(set(corpus.subjects.tolist())), rng), rng, sizes)
        sides = [
            found_side(answers, metric) if found else true_side(answers, labels, metric)
            for answers, labels in rounds
        ]
        for known, new in pairwise(sides):
            result.add(known, new, main=found)
    return result


def read() -> Corpus:
    """The coded answers that have a subject."""
    from pipeline.cli.stages import documents_of, embeddings_of
    from pipeline.config import load_config

    frame = pd.read_json(GOLD, lines=True, dtype=False)
    frame = frame[~frame["topic"].isin(NO_SUBJECT)]
    config, texts = load_config(), frame["text"].tolist()
    embeddings = embeddings_of(config, texts)
    documents = documents_of(config, texts)
    return Corpus(
        documents, embeddings, frame["topic"].to_numpy(str), frame["writer"].to_numpy(str)
    )


def report(corpus: Corpus) -> None:
    """Print the figures on the last third of the writers."""
    learnt_from, chosen_on, judged_on = corpus.thirds()
    names = sorted(set(corpus.subjects.tolist()))
    half = learnt_from.of(np.flatnonzero(np.isin(learnt_from.subjects, names[::2])))
    metric, other = fit(learnt_from, ""), fit(half, "")
    seeds, few = range(5000, 5000 + SCENARIOS), range(5000, 5000 + SCENARIOS // 2)
    print(
        "| topics | precision | recall | of links share a subject | kinds | gone | links |",
        flush=True,
    )
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    print(tally(judged_on, metric, seeds, found=False).row("true groups"), flush=True)
    print(
        tally(chosen_on, metric, range(SCENARIOS), found=False).row("the same, chosen on"),
        flush=True,
    )
    print(
        tally(judged_on, other, seeds, found=False).row("metric saw half of the subjects"),
        flush=True,
    )
    print(tally(judged_on, None, seeds, found=False).row("no metric"), flush=True)
    print(
        tally(judged_on, metric, seeds, found=False, sizes=(60, 90, 120)).row("60 to 120 answers")
    )
    print(tally(judged_on, metric, few, found=True).row("found by the topic model"), flush=True)


if __name__ == "__main__":
    report(read())
