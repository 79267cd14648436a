"""A person's word on topics beats the model's, in the round where it was said and in later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.ingest.emptyish import text_digest
from pipeline.records import Assignment, Lineage, Source, Topic, TopicAct, TopicDecision
from pipeline.topics.base import Document
from pipeline.topics.describe import described

CONFIRMED = "confirmed"


def apply_decisions(
    topics: Sequence[Topic],
    assignments: Sequence[Assignment],
    decisions: Sequence[TopicDecision],
    documents: Sequence[Document],
    points: np.ndarray,
    known: Sequence[Topic] = (),
) -> tuple[list[Topic], list[Assignment]]:
    """Topics and assignments with people's decisions replayed in the order they were made.

    A merged topic's answers belong to the other one from then on. A text that was moved goes where
    it was moved to. What was split off takes with it the answers that are nearer to the texts
    split off than to those that stayed. A topic that nobody is left in is gone.

    Args:
        documents: the assignments' answers, in their order.
        points: their places in the topic model's space, shape (len(documents), d).
        known: topics of earlier rounds and analyses: one of them may be what a decision moves to.
    """
    if not decisions:
        return list(topics), list(assignments)
    replay = _Replay(topics, assignments, documents, points, known)
    for decision in decisions:
        replay.apply(decision)
    return replay.result()


class _Replay:
    def __init__(
        self,
        topics: Sequence[Topic],
        assignments: Sequence[Assignment],
        documents: Sequence[Document],
        points: np.ndarray,
        known: Sequence[Topic],
    ) -> None:
        self.documents = documents
        self.topics = {topic.id: topic for topic in topics}
        self.assignments = list(assignments)
        self.keys = [text_digest(document.text) for document in documents]
        self.points = points
        self.known = {topic.id: topic for topic in known}
        self.changed: set[str] = set()

    def apply(self, decision: TopicDecision) -> None:
        act = {
            TopicAct.CONFIRM: self._confirm,
            TopicAct.RENAME: self._rename,
            TopicAct.MERGE: self._merge,
            TopicAct.MOVE: self._move,
            TopicAct.SPLIT: self._split,
        }[decision.act]
        act(decision)

    def result(self) -> tuple[list[Topic], list[Assignment]]:
        living = []
        for topic in self.topics.values():
            rows = [i for i, item in enumerate(self.assignments) if item.topic == topic.id]
            if not rows:
                continue
            if topic.id in self.changed:
                members = [self.documents[row] for row in rows]
                topic = described(topic, members, self.points[rows])
            living.append(replace(topic, size=len(rows)))
        alive = {topic.id for topic in living}
        tidy = [
            item if item.runner_up in alive else replace(item, runner_up=None)
            for item in self.assignments
        ]
        return sorted(living, key=lambda topic: (-topic.size, topic.id)), tidy

    def _confirm(self, decision: TopicDecision) -> None:
        if topic := self.topics.get(decision.topic):
            self.topics[topic.id] = replace(topic, status=CONFIRMED)

    def _rename(self, decision: TopicDecision) -> None:
        if topic := self.topics.get(decision.topic):
            self.topics[topic.id] = replace(topic, label=decision.label, status=CONFIRMED)

    def _merge(self, decision: TopicDecision) -> None:
        gone = self.topics.pop(decision.topic, None)
        if gone is None:
            return
        into = self.topics.get(decision.into)
        if into is None:
            # Only the topic that was merged away was found here: it goes by the other's name.
            self._open(decision.into, like=gone)
        else:
            sources = dict.fromkeys((*(into.lineage_from or (into.id,)), gone.id))
            self.topics[into.id] = replace(
                into,
                lineage=Lineage.MERGED,
                lineage_from=tuple(sources),
                status=CONFIRMED,
            )
        self._reassign([item.topic == gone.id for item in self.assignments], decision.into)
        for row, item in enumerate(self.assignments):
            if item.runner_up == gone.id:
                other = None if item.topic == decision.into else decision.into
                self.assignments[row] = replace(item, runner_up=other)

    def _move(self, decision: TopicDecision) -> None:
        moved = [key in decision.keys for key in self.keys]
        if any(moved) and (decision.into in self.topics or decision.into in self.known):
            self._open(decision.into)
            self._reassign(moved, decision.into, by_person=True)

    def _split(self, decision: TopicDecision) -> None:
        anchors = np.array([key in decision.keys for key in self.keys], bool)
        members = np.array([item.topic == decision.topic for item in self.assignments], bool)
        rest = members & ~anchors
        place = self._middle(anchors)
        if place is None and decision.into in self.known:
            place = self.known[decision.into].centroid.astype(float)
        topic = self.topics.get(decision.topic)
        if place is None or (topic is None and not anchors.any()):
            return
        moved = anchors.copy()
        if topic is not None and rest.any() and len(place) == self.points.shape[1]:
            middle = self._middle(rest)
            nearer = _cosines(self.points, place) > _cosines(self.points, middle)
            moved |= rest & nearer
        if not moved.any():
            return
        self._open(decision.into, like=topic, label=decision.label)
        self._reassign(moved.tolist(), decision.into)
        self._reassign(anchors.tolist(), decision.into, by_person=True)

    def _middle(self, rows: np.ndarray) -> np.ndarray | None:
        return self.points[rows].mean(axis=0) if rows.any() else None

    def _open(
        self,
        name: str,
        like: Topic | None = None,
        label: str = "",
    ) -> None:
        """See to it that a topic is there."""
        if name in self.topics:
            return
        model = self.known.get(name) or like
        if model is None:
            raise AssertionError(f"nothing is known of the topic {name}")
        split_off = like is not None and name not in self.known
        self.topics[name] = replace(
            model,
            id=name,
            label=label or model.label,
            status=CONFIRMED,
            lineage=Lineage.SPLIT if split_off else Lineage.CONTINUED,
            lineage_from=(like.id,) if like is not None and split_off else (name,),
        )

    def _reassign(self, rows: Sequence[bool], into: str, *, by_person: bool = False) -> None:
        for row, wanted in enumerate(rows):
            if not wanted:
                continue
            item = self.assignments[row]
            self.changed.update(filter(None, (item.topic, into)))
            other = item.topic if item.topic != into else item.runner_up
            self.assignments[row] = replace(
                item,
                topic=into,
                runner_up=other if other != into else None,
                probability=1.0 if by_person else item.probability,
                source=Source.PERSON if by_person else item.source,
            )


def _cosines(points: np.ndarray, place: np.ndarray | None) -> np.ndarray:
    if place is None:
        return np.full(len(points), -np.inf)
    return points @ place / max(float(np.linalg.norm(place)), 1e-12)
