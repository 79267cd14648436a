"""The ids that a round's topics keep from earlier rounds, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from pipeline.records import Assignment, Lineage, Topic
from pipeline.topics.passport import Known, Passport, match

#: A topic that matches so well, and has not grown so many times, goes by its earlier heading.
_SURE, _GROWN = 0.5, 2


@dataclass(frozen=True)
class Past:
    """What is remembered when a round's topics are named.

    Attributes:
        earlier: the topics of the rounds before, each as it was last seen.
        comparable: ids of the comparable round's topics: they retire when nobody raises them.
        own: the topics of this round's analysis before, so that a second run renames nothing.
        taken: every id that was ever given in this round.
    """

    earlier: Sequence[Topic] = field(default=(), repr=False)
    comparable: Collection[str] = ()
    own: Sequence[Topic] = field(default=(), repr=False)
    taken: Collection[str] = ()


def carry_on(
    topics: Sequence[Topic], assignments: Sequence[Assignment], past: Past, prefix: str
) -> tuple[list[Topic], list[Assignment], list[Topic]]:
    """Topics under the ids that they keep, the assignments to them, and the retired topics.

    Args:
        topics: as a topic model found them.
        prefix: begins the ids of new topics.
    """
    passports = _passports(topics, past, prefix)
    new_id = {topic.id: passport.id for topic, passport in zip(topics, passports, strict=True)}
    named = [
        replace(
            topic, id=passport.id, lineage=passport.lineage, lineage_from=passport.sources,
            score=passport.score,
        )
        for topic, passport in zip(topics, passports, strict=True)
    ]  # fmt: skip
    moved = [
        replace(
            item,
            topic=None if item.topic is None else new_id[item.topic],
            runner_up=None if item.runner_up is None else new_id[item.runner_up],
        )
        for item in assignments
    ]
    return _labelled(named, past), moved, _retired(named, past)


def _labelled(named: Sequence[Topic], past: Past) -> list[Topic]:
    """A known topic goes by the heading that people know it by; no two by the same.

    Unless it may be another one after all, or has grown: a heading made of few answers gives way to
    one of twice as many. A name that a person gave is given anew later (`people`).
    """
    known = {topic.id: topic for topic in past.earlier}
    kept = {
        topic.id: known[topic.id].label
        for topic in named
        if topic.id in known
        and topic.lineage is not Lineage.MERGED
        and topic.score >= _SURE
        and topic.size < _GROWN * known[topic.id].size
    }
    taken = set(kept.values())
    result = []
    for topic in named:
        label = kept.get(topic.id) or _other_than(taken, topic)
        taken.add(label)
        result.append(replace(topic, label=label))
    return result


def _other_than(taken: Collection[str], topic: Topic) -> str:
    """The topic's heading, with a keyword more where another topic has it already."""
    said = topic.label.casefold()
    more = (f"{topic.label}: {word}" for word in topic.keywords if word not in said)
    numbered = (f"{topic.label} {number}" for number in count(2))
    return next(label for label in chain([topic.label], more, numbered) if label not in taken)


def related(rounds: Sequence[Sequence[Topic]], topic_id: str) -> set[str]:
    """Ids of a topic and of all that it came from or that came of it; empty if there is none.

    Args:
        rounds: the topics of each.
    """
    links = [(topic.id, source) for found in rounds for topic in found
             for source in (topic.id, *topic.lineage_from)]  # fmt: skip
    wanted = {one for link in links for one in link if one == topic_id}
    while more := {one for link in links if wanted & set(link) for one in link} - wanted:
        wanted |= more
    return wanted


def _passports(topics: Sequence[Topic], past: Past, prefix: str) -> list[Passport]:
    free = _free_ids(prefix, past)
    passports, _ = match(topics, [_known(topic) for topic in past.earlier], new_id=free.__getitem__)
    # What is new to the rounds before may have been named by this round's analysis before.
    fresh = [i for i, one in enumerate(passports) if one.id.startswith(prefix)]
    used = {passport.id for passport in passports} | {topic.id for topic in past.earlier}
    before = [_known(topic) for topic in past.own if topic.id not in used]
    again, _ = match([topics[i] for i in fresh], before, new_id=free.__getitem__)
    for i, found in zip(fresh, again, strict=True):
        passports[i] = replace(passports[i], id=found.id)
    return passports


def _free_ids(prefix: str, past: Past) -> list[str]:
    """Ids that no topic has had, enough for any number of new topics."""
    taken = {*past.taken, *(topic.id for topic in (*past.earlier, *past.own))}
    numbers = range(1, 1_000 + len(taken))
    return [name for name in (f"{prefix}{number:02d}" for number in numbers) if name not in taken]


def _known(topic: Topic) -> Known:
    return Known(topic.id, topic.keywords, topic.centroid, topic.size)


def _retired(named: Sequence[Topic], past: Past) -> list[Topic]:
    living = {topic.id for topic in named}
    living.update(source for topic in named for source in topic.lineage_from)
    return [
        replace(topic, size=0, lineage=Lineage.RETIRED, lineage_from=(topic.id,), score=0.0)
        for topic in past.earlier
        if topic.id in past.comparable and topic.id not in living
    ]
