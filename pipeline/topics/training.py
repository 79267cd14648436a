"""From answers whose subjects are known to a topic metric with its model card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.config.model import TopicsConfig
from pipeline.topics.base import Document
from pipeline.topics.evaluate import TopicFigures, compare, table
from pipeline.topics.labelled import read_frame
from pipeline.topics.metric import Metric, learn

#: What people call the subject of an answer that says nothing, or something of its own.
NO_SUBJECT = ("empty", "other")
_SUBSAMPLES = 20


@dataclass(frozen=True)
class Subjects:
    """Answers with the subject that people told, one row each in all three."""

    documents: Sequence[Document] = field(repr=False)
    embeddings: np.ndarray = field(repr=False)
    subjects: np.ndarray = field(repr=False)

    def where(self, rows: np.ndarray) -> Subjects:
        kept = [document for document, one in zip(self.documents, rows, strict=True) if one]
        return Subjects(kept, self.embeddings[rows], self.subjects[rows])


def read_subjects(file: Path, left_out: Sequence[str] = ()) -> pd.DataFrame:
    """Columns text and topic of the answers that have a subject.

    Args:
        left_out: writers whose answers are not wanted.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    frame = read_frame(file, ["text", "topic", *(["writer"] if left_out else [])])
    wanted = ~frame["topic"].isin(NO_SUBJECT)
    if left_out:
        wanted &= ~frame["writer"].isin(left_out)
    return frame[wanted]


def fit(known: Subjects, embedding: str) -> Metric:
    """A metric from the Finnish answers; see `metric.learn` for what it raises."""
    finnish = known.where(np.array([item.language == "fi" for item in known.documents], bool))
    return learn(finnish.documents, finnish.embeddings, finnish.subjects.tolist(), embedding)


def figures(
    model: str, config: TopicsConfig, known: Subjects, metric: Metric, *, plain: bool = True
) -> list[TopicFigures]:
    """How well subjects that people told are found: with the metric, without, and by BERTopic as
    it comes; see `evaluate.compare`."""
    ways = {"with the metric": metric, "without it": None}
    labels = known.subjects.tolist()
    return compare(
        model, config, ways, known.documents, known.embeddings, labels, _SUBSAMPLES, plain=plain
    )


def figures_on_new_subjects(
    model: str, config: TopicsConfig, learnt_from: Subjects, judged_on: Subjects, embedding: str
) -> list[tuple[Sequence[str], list[TopicFigures]]]:
    """The same where the metric had not seen the subjects: each half of them by the other half's.

    Returns:
        The judged half's subjects with the figures, twice.
    """
    names = sorted(set(learnt_from.subjects.tolist()))
    halves = names[::2], names[1::2]
    return [
        (
            judged,
            figures(
                model,
                config,
                judged_on.where(np.isin(judged_on.subjects, judged)),
                fit(learnt_from.where(np.isin(learnt_from.subjects, other)), embedding),
                plain=False,
            ),
        )
        for judged, other in (halves, halves[::-1])
    ]


def card(
    metric: Metric,
    known: Subjects,
    left_out: Sequence[str],
    judged: tuple[str, Subjects, list[TopicFigures]] | None,
    new: Sequence[tuple[Sequence[str], list[TopicFigures]]] = (),
    *,
    shipped: bool,
) -> str:
    """The model card, Markdown.

    Args:
        left_out: writers that it did not learn from.
        judged: a name of the answers that it was judged on, they, and the figures.
        new: figures on subjects that the metric had not seen.
        shipped: it learnt from the shipped answers.
    """
    names = sorted(set(known.subjects.tolist()))
    finnish = sum(item.language == "fi" for item in known.documents)
    lines = [
        "# Topic metric",
        "",
        "Tells how alike two answers are in subject, so that topics are found by what is said and",
        "less by who says it and how. Made by `kerropois train topics`, which also writes this",
        "card. It knows no topics: they are found in each round's answers.",
        "",
        "## Model",
        f"Linear maps of the sentence embedding (`{metric.embedding}`) and of the mean vectors of",
        f"content words and of nouns (`{metric.vectors}`): within-class covariance normalization,",
        "and the axes of linear discriminant analysis. Answers in other languages than Finnish are",
        "placed by their embedding alone. No answer is kept: only matrices, and four bytes of each",
        "text's digest, so that `kerropois evaluate topics` can tell what it has seen.",
        "",
        "## Data",
        f"{len(known.documents)} answers with a subject that people told, of which it learnt from",
        f"the {finnish} in Finnish; {len(names)} subjects:",
        ", ".join(names) + ".",
    ]
    if shipped:
        lines.append("They are the shipped ones, which are invented: `corpora/gold/README.md`.")
    if left_out:
        lines.append(
            f"Writers {', '.join(left_out)} were left out: the demo rounds are made of their "
            "answers."
        )
    if judged:
        name, on, found = judged
        lines += ["", "## Figures", f"On {name}, {len(on.documents)} answers by writers that it",
                  "never saw; the subjects are the same.", "", *table(found)]  # fmt: skip
    for subjects, found in new:
        lines += ["", "On the same writers' answers on subjects that the metric had not seen",
                  f"({', '.join(subjects)}):", "", *table(found)]  # fmt: skip
    return "\n".join(lines) + "\n"
