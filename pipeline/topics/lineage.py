"""The ids that a round's topics keep from earlier rounds, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from pipeline.records import Assignment, Lineage, Topic
from pipeline.topics.passport import Known, Passport, match

#: A topic that matches so well, and has not grown so many times, goes by its earlier heading.
_SURE, _GROWN = 0.5, 2


@dataclass(frozen=True)
class Past:
    """What is remembered when a round's topics are named.

    The first three are topics as the model found them: people's word on them is said anew.

    Attributes:
        comparable: those of the round that this one is compared with.
        others: those of the other rounds before, each as it was last seen.
        own: those of this round's analysis before: their ids are theirs for good.
        gone: those of still earlier ones of it: an earlier state may come back.
        shown: the topics of the rounds before as people saw them last.
        comparable_shown: the same of the comparable round alone.
        taken: every id that the model ever gave in this round.
    """

    comparable: Sequence[Topic] = field(default=(), repr=False)
    others: Sequence[Topic] = field(default=(), repr=False)
    own: Sequence[Topic] = field(default=(), repr=False)
    gone: Sequence[Topic] = field(default=(), repr=False)
    shown: Sequence[Topic] = field(default=(), repr=False)
    comparable_shown: Sequence[Topic] = field(default=(), repr=False)
    taken: Collection[str] = ()


def carry_on(
    topics: Sequence[Topic], assignments: Sequence[Assignment], past: Past, prefix: str
) -> tuple[list[Topic], list[Assignment]]:
    """The topics under the ids and headings that they keep, and the assignments to them.

    Lineage is since the comparable round; of a topic that is not of it, since the other rounds.

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
    return _with_known_headings(named, past), moved


def retired(topics: Sequence[Topic], past: Past) -> list[Topic]:
    """The comparable round's topics that nobody raises now.

    Args:
        topics: this round's as people see them.
    """
    living = {topic.id for topic in topics}
    living.update(source for topic in topics for source in topic.lineage_from)
    return [
        replace(topic, size=0, lineage=Lineage.RETIRED, lineage_from=(topic.id,), score=0.0)
        for topic in past.comparable_shown
        if topic.id not in living
    ]


def with_distinct_headings(topics: Sequence[Topic], first: Collection[str] = ()) -> list[Topic]:
    """The topics in their order, no two with the same heading: a keyword more tells them apart.

    Args:
        first: ids of the topics whose headings stay as they are, a person's.
    """
    taken = {topic.label for topic in topics if topic.id in first}
    result = []
    for topic in topics:
        label = topic.label if topic.id in first else _other_than(taken, topic)
        taken.add(label)
        result.append(replace(topic, label=label))
    return result


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
    origins = _matched(topics, past.comparable)
    fresh = [i for i, one in enumerate(origins) if one.lineage is Lineage.NEW]
    for i, found in zip(fresh, _matched([topics[i] for i in fresh], past.others), strict=True):
        origins[i] = found
    before = _ids_before(topics, past)
    own = {topic.id for topic in (*past.own, *past.gone)}
    known = {topic.id for topic in (*past.comparable, *past.others)}
    used = set(filter(None, before))
    free = _free_ids(prefix, {*past.taken, *own, *known})
    result = []
    for origin, name in zip(origins, before, strict=True):
        if name is None:
            name = origin.id if origin.id in known - used else next(free)
            used.add(name)
        result.append(replace(origin, id=name))
    return result


def _ids_before(topics: Sequence[Topic], past: Past) -> list[str | None]:
    """The ids that this round's topics had in its earlier analyses."""
    before: list[str | None] = [None] * len(topics)
    for known in (past.own, past.gone):
        ids = {topic.id for topic in known} - set(before)
        free = [place for place, name in enumerate(before) if name is None]
        found = _matched([topics[place] for place in free], known)
        for place, one in zip(free, found, strict=True):
            before[place] = one.id if one.id in ids else None
    return before


def _matched(topics: Sequence[Topic], past: Sequence[Topic]) -> list[Passport]:
    """The topics' passports against some past ones; the id of a new one says nothing."""
    known = [Known(topic.id, topic.keywords, topic.centroid, topic.size) for topic in past]
    return match(topics, known, new_id="new {}".format)


def _free_ids(prefix: str, taken: Collection[str]) -> Iterator[str]:
    names = (f"{prefix}{number:02d}" for number in count(1))
    return (name for name in names if name not in taken)


def _with_known_headings(named: Sequence[Topic], past: Past) -> list[Topic]:
    """A known topic goes by the heading that people know it by.

    Unless it may be another one after all, or has grown: a heading made of few answers gives way to
    one of twice as many.
    """
    known = {topic.id: topic for topic in past.shown}
    kept = {
        topic.id: known[topic.id].label
        for topic in named
        if topic.id in known
        and topic.lineage is not Lineage.MERGED
        and topic.score >= _SURE
        and topic.size < _GROWN * known[topic.id].size
    }
    return [replace(topic, label=kept.get(topic.id, topic.label)) for topic in named]


def _other_than(taken: Collection[str], topic: Topic) -> str:
    """The topic's heading, with a keyword more where another topic has it already."""
    said = topic.label.casefold()
    more = (f"{topic.label}: {word}" for word in topic.keywords if word not in said)
    numbered = (f"{topic.label} {number}" for number in count(2))
    return next(label for label in chain([topic.label], more, numbered) if label not in taken)
