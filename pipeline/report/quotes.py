"""Quotes for a theme: what respondents wrote, word for word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.ingest.emptyish import same_text_key
from pipeline.store import AnalysisResult


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer's words as they are, and the id under which the store has it."""

    answer: str
    text: str = field(repr=False)


def quotes(
    result: AnalysisResult,
    theme: str,
    wanted: int,
    areas: Collection[str],
    area_of: Mapping[str, str],
    never: Collection[str] = (),
) -> tuple[Quote, ...]:
    """The answers that raise the theme most clearly, each text and each respondent once.

    Args:
        areas: quote their respondents only.
        area_of: respondent → area, as the table counts them.
        never: answers that are not to be quoted.
    """
    answers = {answer.id: answer for answer in result.answers}
    codes = sorted(
        (code for code in result.codes if code.theme == theme and code.assigned),
        key=lambda code: (-code.probability, code.answer),
    )
    found: list[Quote] = []
    seen: set[str] = set()
    for code in codes:
        answer = answers[code.answer]
        keys = {answer.respondent, same_text_key(answer.text)}
        if len(found) < wanted and not keys & seen:
            if area_of.get(answer.respondent) not in areas or answer.id in never:
                continue
            found.append(Quote(answer.id, answer.text))
            seen |= keys
    return tuple(found)
