"""What the store remembers of the rounds before one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from pipeline.config import Config, RoundConfig
from pipeline.records import Lineage, Topic, TopicDecision
from pipeline.store import Store
from pipeline.topics.lineage import Past

_NOWHERE = np.zeros(0, np.float32)


def past_of(
    config: Config, round_config: RoundConfig, store: Store, embedding: str | None = None
) -> Past:
    """What this round's topics are matched to and named after.

    Args:
        embedding: the version of the embedder in use: another one's centroids tell nothing here and
            are left out. None: they are all there, as remembered.
    """

    def of(name: str, topics: Sequence[Topic]) -> list[Topic]:
        newest = store.latest(name)
        if newest is None or embedding in (None, newest.versions.get("embedding")):
            return list(topics)
        return [replace(topic, centroid=_NOWHERE) for topic in topics]

    def shown(name: str) -> list[Topic]:
        topics = [one for one in store.topics(name) if one.lineage is not Lineage.RETIRED]
        return of(name, topics)

    def found(name: str) -> list[Topic]:
        return of(name, store.found_topics(name))

    before = _until(config, round_config)[:-1]
    other = round_config.comparable_with
    comparable = found(other) if other else []
    ids = {topic.id for topic in comparable}
    others = _last_seen(found(name) for name in before if name != other)
    return Past(
        comparable=comparable,
        others=[topic for topic in others if topic.id not in ids],
        own=found(round_config.id),
        gone=of(round_config.id, store.gone_topics(round_config.id)),
        shown=_last_seen(shown(name) for name in before),
        comparable_shown=shown(other) if other else [],
        taken=store.topic_ids(topic_prefix(round_config.id)),
    )


def topic_prefix(round_id: str) -> str:
    """The beginning of the ids of topics that were new in this round."""
    return f"{round_id}-T"


def topic_decisions_on(
    config: Config, round_config: RoundConfig, store: Store
) -> list[TopicDecision]:
    """What people have decided of topics in this round or an earlier one."""
    return store.topic_decisions(_until(config, round_config))


def in_time(config: Config) -> list[RoundConfig]:
    """The rounds in the order they closed."""
    return sorted(config.rounds, key=lambda item: (item.closes, item.opens, item.id))


def _until(config: Config, round_config: RoundConfig) -> list[str]:
    """The rounds that closed before this one, and this one."""
    rounds = [item.id for item in in_time(config)]
    return rounds[: rounds.index(round_config.id) + 1]


def _last_seen(rounds: Iterable[Sequence[Topic]]) -> list[Topic]:
    """Each topic as it was last seen, by id; without those that went into another one."""
    last: dict[str, Topic] = {}
    for topics in rounds:
        living = {topic.id for topic in topics}
        for topic in topics:
            last[topic.id] = topic
            if topic.lineage is Lineage.MERGED:
                # What went into another topic does not come back, or it would merge anew each time.
                for source in set(topic.lineage_from) - living:
                    last.pop(source, None)
    return [last[name] for name in sorted(last)]
