"""From codes of answers to words on respondents: who raises what, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.records import Answer, Source
from pipeline.store import AnalysisResult
from pipeline.themes.prevalence import Prevalence, prevalence


@dataclass(frozen=True, eq=False)
class Words:
    """What is said of one theme, a boolean a respondent; see `themes.prevalence.prevalence`."""

    model: np.ndarray
    final: np.ndarray
    known: np.ndarray
    sampled: np.ndarray

    def prevalence(self, who: np.ndarray, confidence: float) -> Prevalence:
        """The share among the respondents in the mask `who`."""
        return prevalence(
            self.model[who], self.final[who], self.known[who], self.sampled[who], confidence
        )


@dataclass(frozen=True, eq=False)
class Respondents:
    """Everybody who said something: a respondent who left all questions empty or wrote only "-"
    or "en osaa sanoa" is not among them. `ids`, `areas` and `groups` are in the same order."""

    ids: tuple[str, ...] = field(repr=False)
    areas: np.ndarray = field(repr=False)
    groups: np.ndarray = field(repr=False)
    words: dict[str, Words] = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)


def respondents(result: AnalysisResult, themes: tuple[str, ...]) -> Respondents:
    """The respondents of an analysis and what is said of each theme.

    A respondent raises a theme when any of their answers does. People have settled it when they
    say that one answer does, or when they have coded all; a sampled respondent is one whose
    answers were all drawn and coded.
    """
    first: dict[str, Answer] = {}
    for answer in result.answers:
        if not answer.emptyish:
            first.setdefault(answer.respondent, answer)
    place = {person: number for number, person in enumerate(first)}
    said = np.zeros(len(place), dtype=int)
    row: dict[str, tuple[int, bool]] = {}
    for answer in result.answers:
        if answer.respondent in place:
            row[answer.id] = (place[answer.respondent], not answer.emptyish)
            said[place[answer.respondent]] += not answer.emptyish
    counts = {theme: np.zeros((5, len(place)), dtype=int) for theme in themes}
    for code in result.codes:
        if code.theme in counts and code.answer in row:
            person, counts_as_said = row[code.answer]
            by_person = code.source is Source.PERSON
            counts[code.theme][:, person] += (
                code.model_assigned,
                code.assigned,
                code.assigned and by_person,
                counts_as_said and by_person,
                counts_as_said and by_person and code.sampled,
            )
    return Respondents(
        tuple(first),
        np.array([answer.area for answer in first.values()], dtype=object),
        np.array([answer.group for answer in first.values()], dtype=object),
        {theme: _words(counts[theme], said) for theme in themes},
    )


def _words(counts: np.ndarray, said: np.ndarray) -> Words:
    model, final, by_people, coded, drawn = counts
    return Words(model > 0, final > 0, (by_people > 0) | (coded == said), drawn == said)
