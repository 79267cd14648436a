"""Which of the metric's known subjects a topic is on: a general heading where one fits.

What few answers are about has no noun in common (lava, talkoot and makkara are all of events); the
metric's subjects, which many more answers taught, still tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.topics.metric import Metric, unit

#: A topic is on a subject when its middle's cosine with the subject's is this, and this share of
#: its answers is nearer to that subject than to any other; on a second subject too, when these are.
_FIRST, _FIRST_SHARE = 0.65, 0.35
_SECOND, _SECOND_SHARE = 0.5, 0.25
#: More words than this make no heading.
_MOST_WORDS = 3


def subject_headings(
    metric: Metric | None, points: np.ndarray, topic_of: np.ndarray, names: Mapping[str, str]
) -> list[str]:
    """A heading for each topic 0, 1, …; empty where the answers are on no known subject.

    Args:
        points: the answers' places as the metric gives them, shape (answers, d).
        topic_of: the topic of each answer, shape (answers,); less than 0 for none.
        names: heading by subject. A subject without one heads nothing.
    """
    topics = range(int(topic_of.max(initial=-1)) + 1)
    if metric is None or not names:
        return ["" for _ in topics]
    axes = metric.subject_axes(points)
    near = axes @ metric.middles.T.astype(float)
    nearest = near.argmax(axis=1)
    result = []
    for topic in topics:
        own = topic_of == topic
        cosines = unit(axes[own].mean(axis=0, keepdims=True))[0] @ metric.middles.T.astype(float)
        share = np.bincount(nearest[own], minlength=len(cosines)) / max(int(own.sum()), 1)
        first, second = np.argsort(-np.round(cosines, 9), kind="stable")[:2].tolist()
        found = []
        if cosines[first] >= _FIRST and share[first] >= _FIRST_SHARE:
            found.append(names.get(metric.names[first], ""))
            if cosines[second] >= _SECOND and share[second] >= _SECOND_SHARE:
                found.append(names.get(metric.names[second], ""))
        result.append(joined([name for name in found if name]))
    return result


def joined(headings: Sequence[str]) -> str:
    """Two headings as one, or the first alone if that makes a long one; empty for none."""
    words = [word for heading in headings for word in heading.split(" ja ")]
    if len(headings) < 2 or len(words) > _MOST_WORDS:
        return headings[0] if headings else ""
    words = [words[0], *(word[:1].lower() + word[1:] for word in words[1:])]
    return f"{', '.join(words[:-1])} ja {words[-1]}"
