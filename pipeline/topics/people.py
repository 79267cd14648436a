"""A person's word on topics beats the model's, in the round where it was said and in later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.ingest.emptyish import text_digest
from pipeline.records import Assignment, Lineage, Source, Topic, TopicAct, TopicDecision
from pipeline.topics.base import Document
from pipeline.topics.describe import described
from pipeline.topics.keywords import telling_words

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Followed:
    """Topics and assignments after people's word, and how many decisions had a say in them."""

    topics: list[Topic] = field(repr=False)
    assignments: list[Assignment] = field(repr=False)
    decisions: int = 0


def follow(
    topics: Sequence[Topic],
    assignments: Sequence[Assignment],
    decisions: Sequence[TopicDecision],
    documents: Sequence[Document],
    points: np.ndarray,
    *,
    round_id: str,
    shown: Sequence[Topic] = (),
) -> Followed:
    """Replay people's decisions in the order they were made on the topics that the model found.

    A merged topic's answers, and every later decision on it, belong to the other one from then on.
    A text that was moved goes where it was moved to. What was split off takes with it the answers
    that are nearer to the texts split off than to those that stayed. A topic that nobody is left in
    is gone. A name holds in later rounds too; that somebody has confirmed a topic is said in the
    round where they did.

    Args:
        documents: the assignments' answers, in their order.
        points: their places in the topic model's space, shape (len(documents), d).
        shown: topics of the rounds before as people saw them last.
    """
    if not decisions:
        return Followed(_largest_first(topics), list(assignments))
    replay = _Replay(topics, assignments, documents, points, round_id, shown)
    acted = [replay.apply(decision) for decision in decisions]
    return Followed(*replay.result(), sum(acted))


class _Replay:
    def __init__(
        self,
        topics: Sequence[Topic],
        assignments: Sequence[Assignment],
        documents: Sequence[Document],
        points: np.ndarray,
        round_id: str,
        shown: Sequence[Topic],
    ) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self.assignments = list(assignments)
        self.documents, self.points, self.round = documents, points, round_id
        self.shown = {topic.id: topic for topic in shown}
        self.keys = [text_digest(document.text) for document in documents]
        #: Merged topic → the one that it went into.
        self.gone: dict[str, str] = {}
        self.changed: set[str] = set()

    def apply(self, decision: TopicDecision) -> bool:
        """Whether the decision had anything to act on."""
        acts = {
            TopicAct.CONFIRM: self._confirm,
            TopicAct.RENAME: self._rename,
            TopicAct.MERGE: self._merge,
            TopicAct.MOVE: self._move,
            TopicAct.SPLIT: self._split,
        }
        now = replace(decision, topic=self._now(decision.topic), into=self._now(decision.into))
        return acts[decision.act](now)

    def result(self) -> tuple[list[Topic], list[Assignment]]:
        words = telling_words(self.documents, [item.topic for item in self.assignments])
        living = []
        for topic in self.topics.values():
            rows = [i for i, item in enumerate(self.assignments) if item.topic == topic.id]
            if not rows:
                continue
            if topic.id in self.changed:
                members = [self.documents[row] for row in rows]
                own = replace(topic, keywords=tuple(words.get(topic.id, ())))
                topic = described(own, members, self.points[rows])
            living.append(replace(topic, size=len(rows)))
        alive = {topic.id for topic in living}
        tidy = [
            item if item.runner_up in alive else replace(item, runner_up=None)
            for item in self.assignments
        ]
        return _largest_first(living), tidy

    def _now(self, name: str) -> str:
        while name in self.gone:
            name = self.gone[name]
        return name

    def _confirm(self, decision: TopicDecision) -> bool:
        topic = self.topics.get(decision.topic)
        if topic is None:
            return False
        self.topics[topic.id] = replace(topic, status=self._status(decision, topic))
        return True

    def _rename(self, decision: TopicDecision) -> bool:
        topic = self.topics.get(decision.topic)
        if topic is None:
            return False
        status = self._status(decision, topic)
        self.topics[topic.id] = replace(topic, label=decision.label, status=status)
        return True

    def _status(self, decision: TopicDecision, topic: Topic) -> str:
        """What is confirmed in one round is for people to look at in the next."""
        return CONFIRMED if decision.round == self.round else topic.status

    def _merge(self, decision: TopicDecision) -> bool:
        if decision.topic == decision.into:
            return False
        gone = self.topics.pop(decision.topic, None)
        self.gone[decision.topic] = decision.into
        if gone is None:
            return False
        into = self.topics.get(decision.into)
        if into is None:
            # Only the topic that was merged away was found here: it goes by the other's name.
            self._open(decision, gone)
        else:
            self.topics[into.id] = self._merged(into, gone, decision)
        self._reassign([item.topic == gone.id for item in self.assignments], decision.into)
        return True

    def _merged(self, into: Topic, gone: Topic, decision: TopicDecision) -> Topic:
        """Merged since the rounds before, unless it was one topic there already."""
        said_here = decision.round == self.round
        sources = [
            name if said_here or name in self.shown else self._now(name)
            for topic in (into, gone)
            for name in topic.lineage_from or (topic.id,)
        ]
        distinct = tuple(dict.fromkeys(sources))
        lineage = Lineage.MERGED if len(distinct) > 1 else into.lineage
        status = self._status(decision, into)
        return replace(into, lineage=lineage, lineage_from=distinct, status=status)

    def _move(self, decision: TopicDecision) -> bool:
        moved = [key in decision.keys for key in self.keys]
        model = self.topics.get(decision.into) or self.shown.get(decision.into)
        if model is None or not any(moved):
            return False
        self._open(decision, model)
        self._reassign(moved, decision.into, by_person=True)
        return True

    def _split(self, decision: TopicDecision) -> bool:
        topic = self.topics.get(decision.topic)
        part = self.shown.get(decision.into)
        if part is None and topic is not None:
            part = replace(
                topic,
                label=decision.label,
                lineage=Lineage.SPLIT,
                lineage_from=topic.lineage_from or (topic.id,),
            )
        anchors = np.array([key in decision.keys for key in self.keys], bool)
        members = np.array([item.topic == decision.topic for item in self.assignments], bool)
        moved = anchors | self._nearer_to(anchors, members & ~anchors, decision.into)
        if part is None or not moved.any():
            return False
        self._open(decision, part)
        self._reassign(moved.tolist(), decision.into)
        self._reassign(anchors.tolist(), decision.into, by_person=True)
        if topic is not None and decision.into not in self.shown:
            sources = topic.lineage_from or (topic.id,)
            self.topics[topic.id] = replace(topic, lineage=Lineage.SPLIT, lineage_from=sources)
        return True

    def _nearer_to(self, anchors: np.ndarray, rest: np.ndarray, part: str) -> np.ndarray:
        """Which of the rest are nearer to a part than to the middle of all the rest.

        The part is where the anchors are; without any, where it was in the rounds before.
        """
        place = self.points[anchors].mean(axis=0) if anchors.any() else None
        if place is None and part in self.shown:
            place = self.shown[part].centroid.astype(float)
        if place is None or not rest.any() or len(place) != self.points.shape[1]:
            return np.zeros_like(rest)
        middle = self.points[rest].mean(axis=0)
        return rest & (_cosines(self.points, place) > _cosines(self.points, middle))

    def _open(self, decision: TopicDecision, model: Topic) -> None:
        """See to it that the topic it goes into is there: as in rounds before, or as a model."""
        name = decision.into
        if name in self.topics:
            return
        if before := self.shown.get(name):
            model = replace(before, lineage=Lineage.CONTINUED, lineage_from=(name,), parent="")
        status = self._status(decision, replace(model, status="proposed"))
        self.topics[name] = replace(model, id=name, status=status, score=0.0)

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


def _largest_first(topics: Sequence[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-topic.size, topic.id))


def _cosines(points: np.ndarray, place: np.ndarray) -> np.ndarray:
    return points @ place / max(float(np.linalg.norm(place)), 1e-12)
