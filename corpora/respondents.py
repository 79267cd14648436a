"""The people of the demo rounds: coded answers put together into respondents by a fixed rule."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle, groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WRITERS = ("D3", "D4", "D10")
CAPACITIES = (2, 1, 3, 1, 4, 2)

Answer = dict[str, Any]


@dataclass
class Respondent:
    """One who answered: the coded answers put together, at most one to a question."""

    area: str
    district: str
    group: str
    capacity: int
    answers: dict[str, Answer] = field(default_factory=dict)
    number: int = 0
    moment: dt.datetime = dt.datetime.min

    @property
    def first_id(self) -> str:
        """The first answer's id: names the respondent wherever a hash is taken."""
        return min(str(answer["id"]) for answer in self.answers.values())

    @property
    def date(self) -> dt.date:
        """The earliest date of the answers."""
        return dt.date.fromisoformat(min(answer["date"] for answer in self.answers.values()))

    def takes(self, question: str) -> bool:
        """Whether an answer to `question` still fits in."""
        return len(self.answers) < self.capacity and question not in self.answers

    def place(self, areas: dict[str, str]) -> str:
        """The district where it is known, else the area's name."""
        return self.district or areas[self.area]

    def text(self, question: str) -> str:
        """What was answered to `question`, verbatim."""
        return str(self.answers[question]["text"]) if question in self.answers else ""


def number_from(*key: str) -> int:
    """A number that depends on the key alone."""
    return int.from_bytes(hashlib.sha256("|".join(key).encode()).digest()[:8], "big")


def read_answers() -> list[Answer]:
    """The coded answers of the demo's writers, in id order."""
    lines = (HERE / "gold" / "themes.jsonl").read_text(encoding="utf-8").split("\n")
    answers = [json.loads(line) for line in lines if line]
    return sorted((a for a in answers if a["writer"] in WRITERS), key=lambda a: a["id"])


def gather(answers: Iterable[Answer]) -> list[Respondent]:
    """Put one round's answers together into respondents of the same area, district and group.

    An answer goes to the first respondent who has room and has not answered the question yet;
    where there is none, a new one opens, with the next capacity of a fixed cycle.
    """
    capacities = cycle(CAPACITIES)
    respondents: list[Respondent] = []
    for answer in sorted(answers, key=lambda a: (a["area"], a["district"], a["group"], a["id"])):
        who = (answer["area"], answer["district"], answer["group"])
        alike = (r for r in respondents if (r.area, r.district, r.group) == who)
        home = next((r for r in alike if r.takes(answer["question"])), None)
        if home is None:
            home = Respondent(*who, capacity=next(capacities))
            respondents.append(home)
        home.answers[answer["question"]] = answer
    return respondents


def put_in_order(respondents: list[Respondent], hours: tuple[int, int]) -> list[Respondent]:
    """Sort and number the respondents, and give each a time of day between the hours."""
    first, last = hours
    ordered = sorted(respondents, key=lambda r: (r.date, r.first_id))
    for number, respondent in enumerate(ordered, start=1):
        respondent.number = number
    for date, same_day in groupby(ordered, key=lambda r: r.date):
        of_day = list(same_day)
        seconds = sorted(number_from(r.first_id, "time") % ((last - first) * 3600) for r in of_day)
        midnight = dt.datetime.combine(date, dt.time())
        for respondent, second in zip(of_day, seconds, strict=True):
            respondent.moment = midnight + dt.timedelta(hours=first, seconds=second)
    return ordered
