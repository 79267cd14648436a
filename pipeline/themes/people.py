"""A person's code beats the model's, in every later analysis and for every answer alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, Answer, CodeDecision, Origin, Source, ThemeCode
from pipeline.themes.gold import CodedAnswer


@dataclass(frozen=True, slots=True)
class Standing:
    """What people say of one theme in one text: `assigned` is None while coders disagree."""

    assigned: bool | None
    coder: str


def standing(decisions: Iterable[CodeDecision]) -> dict[tuple[str, str], Standing]:
    """(text key, theme) → what stands, from decisions in the order they were made.

    The last correction or settled code counts. Without one, blind codes count where all coders
    agree; where they do not, nothing stands until they settle it.
    """
    seen: dict[tuple[str, str], Standing] = {}
    blind: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for decision in decisions:
        place = (decision.key, decision.theme)
        coded = decision.act is Act.CODE
        if decision.origin is Origin.BLIND:
            blind[place][decision.who] = coded
        else:
            seen[place] = Standing(coded, decision.who)
    for place, codes in blind.items():
        if place not in seen:
            agreed = set(codes.values())
            seen[place] = Standing(
                agreed.pop() if len(agreed) == 1 else None, ", ".join(sorted(codes))
            )
    return seen


def apply_decisions(
    codes: Sequence[ThemeCode], decisions: Sequence[CodeDecision], keys: Mapping[str, str]
) -> list[ThemeCode]:
    """The codes with people's in place of the model's.

    Args:
        keys: answer id → the key of its text (`ingest.emptyish.text_digest`).
    """
    stands = standing(decisions)
    drawn = {(item.answer, item.theme) for item in decisions if item.sample}
    result = []
    for code in codes:
        # What was applied before may stand no longer.
        plain = replace(
            code, assigned=code.model_assigned, source=Source.MODEL, coder="", sampled=False
        )
        known = stands.get((keys[code.answer], code.theme))
        if known is None or known.assigned is None:
            result.append(plain)
        else:
            result.append(
                replace(
                    plain,
                    assigned=known.assigned,
                    source=Source.PERSON,
                    coder=known.coder,
                    sampled=(code.answer, code.theme) in drawn,
                )
            )
    return result


def coded_answers(
    answers: Sequence[Answer],
    codes: Sequence[ThemeCode],
    decisions: Sequence[CodeDecision],
    themes: Sequence[str],
) -> list[CodedAnswer]:
    """The answers that people coded, as the model learns from them; equal texts once.

    Whoever corrects one theme has the answer's other themes in sight and lets them be: they count
    as coded too. A blind coder does not: only what stands of their codes counts.

    Args:
        codes: of these answers, people's codes applied.
        decisions: on their texts.
    """
    corrected = {item.key for item in decisions if item.origin is Origin.CORRECTION}
    split = {place for place, stands in standing(decisions).items() if stands.assigned is None}
    by_answer: dict[str, list[ThemeCode]] = defaultdict(list)
    for code in codes:
        if code.theme in themes:
            by_answer[code.answer].append(code)
    found: dict[str, CodedAnswer] = {}
    for answer in sorted(answers, key=lambda answer: answer.id):
        key = text_digest(answer.text)
        known = [
            code
            for code in by_answer[answer.id]
            if code.source is Source.PERSON or (key in corrected and (key, code.theme) not in split)
        ]
        if known:
            found.setdefault(
                key,
                CodedAnswer(
                    id=answer.id,
                    writer=answer.respondent,
                    text=answer.text,
                    themes=frozenset(code.theme for code in known if code.assigned),
                    considered=frozenset(code.theme for code in known),
                    question=answer.question,
                    group=answer.group,
                ),
            )
    return list(found.values())
