"""Answers on three topics, to make topic tables of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.records import Analysis, Answer, Assignment, Lineage, Source, Topic
from pipeline.report.topics import TopicRow, TopicTable
from pipeline.store import AnalysisResult
from tests.report.sample import ROUND

LATER = "2025-asukaskysely"
BUSES, PARKS, LAMPS = "T-bussit", "T-puistot", "T-valot"
LABELS = {
    BUSES: "Bussivuorot ja pysäkit", PARKS: "Puistot ja leikkipaikat", LAMPS: "Katuvalot",
}  # fmt: skip
KEYWORDS = {
    BUSES: ("bussi", "vuoro", "pysäkki"), PARKS: ("puisto", "keinu"), LAMPS: ("katuvalo", "pimeä"),
}  # fmt: skip
WORDS = {
    BUSES: "Iltavuoro lakkautettiin, eikä Nastolaan pääse enää kuuden jälkeen.",
    PARKS: "Leikkipuiston keinut ovat olleet rikki koko kesän.",
    LAMPS: "Koulutie on pimeä, kun joka toinen lamppu on sammunut.",
    None: "Enpä tiedä, kunhan jotain tehtäisiin.",
}


@dataclass(frozen=True)
class Told:
    """One answer and its topic."""

    respondent: str
    area: str
    topic: str | None
    group: str = "asukas"
    text: str = ""
    emptyish: bool = False
    probability: float = 0.8


def some(count: int, area: str, topic: str | None, group: str = "asukas") -> list[Told]:
    """So many respondents with one answer each."""
    return [Told(f"{area}-{group}-{topic}-{n}", area, topic, group) for n in range(count)]


def topic(name: str, lineage: Lineage = Lineage.NEW, *sources: str) -> Topic:
    return Topic(
        name, LABELS.get(name, name), "", KEYWORDS.get(name, (name,)), (), np.zeros(2), 0,
        lineage=lineage, lineage_from=sources,
    )  # fmt: skip


def carried(name: str, *sources: str) -> Topic:
    """A topic that continues one of the earlier round: itself, unless another is given."""
    return topic(name, Lineage.CONTINUED, *(sources or (name,)))


def analysed(
    told: Iterable[Told],
    *topics: Topic,
    round_id: str = ROUND,
    source: Source = Source.MODEL,
    retired: Iterable[str] = (),
) -> AnalysisResult:
    answers, assignments = [], []
    for number, item in enumerate(told):
        answers.append(Answer(
            id=f"{round_id}-{number}", round=round_id, respondent=item.respondent, area=item.area,
            district="", group=item.group, question="Q4", date=None,
            text=item.text or f"{WORDS.get(item.topic, 'Muuta.')} ({number})",
            emptyish=item.emptyish,
        ))  # fmt: skip
        assignments.append(Assignment(answers[-1].id, item.topic, item.probability, source=source))
    listed = list(topics or [topic(name) for name in (LAMPS, BUSES, PARKS)])
    return AnalysisResult(
        Analysis("analyysi", round_id, "", "", {}, {}, {}), answers, [], listed, assignments, [],
        retired=[topic(name, Lineage.RETIRED, name) for name in retired],
    )  # fmt: skip


def row(table: TopicTable, name: str) -> TopicRow:
    return next(one for one in table.topics if one.id == name)
