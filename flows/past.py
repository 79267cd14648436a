"""What the store remembers of the rounds before one."""

from __future__ import annotations

from pipeline.config import Config, RoundConfig
from pipeline.records import Lineage, Topic, TopicDecision
from pipeline.store import Store
from pipeline.topics.lineage import Past


def past_of(config: Config, round_config: RoundConfig, store: Store) -> Past:
    """What this round's topics are matched to."""
    other = round_config.comparable_with
    named = {item.into for item in topic_decisions_on(config, round_config, store)}
    return Past(
        earlier=earlier_topics(config, round_config, store),
        comparable={topic.id for topic in _living(store, other)} if other else (),
        own=_living(store, round_config.id),
        taken=store.topic_ids(topic_prefix(round_config.id)) | named,
    )


def topic_prefix(round_id: str) -> str:
    """The beginning of the ids of topics that were new in this round."""
    return f"{round_id}-T"


def earlier_topics(config: Config, round_config: RoundConfig, store: Store) -> list[Topic]:
    """The topics of the rounds that closed before this one, each as it was last seen, by id."""
    last: dict[str, Topic] = {}
    for item in in_time(config):
        if item.id == round_config.id:
            break
        for topic in _living(store, item.id):
            last[topic.id] = topic
            if topic.lineage is Lineage.MERGED:
                # What went into another topic does not come back, or it would merge anew each time.
                for source in topic.lineage_from:
                    if source != topic.id:
                        last.pop(source, None)
    return [last[name] for name in sorted(last)]


def topic_decisions_on(
    config: Config, round_config: RoundConfig, store: Store
) -> list[TopicDecision]:
    """What people have decided of topics in this round or an earlier one."""
    rounds = [item.id for item in in_time(config)]
    return store.topic_decisions(rounds[: rounds.index(round_config.id) + 1])


def _living(store: Store, round_id: str) -> list[Topic]:
    return [topic for topic in store.topics(round_id) if topic.lineage is not Lineage.RETIRED]


def in_time(config: Config) -> list[RoundConfig]:
    """The rounds in the order they closed."""
    return sorted(config.rounds, key=lambda item: (item.closes, item.opens, item.id))
