"""A person's code beats the model's, in every later analysis and for every answer alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.emptyish import same_text_key
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
        known = stands.get((keys[code.answer], code.theme))
        if known is None or known.assigned is None:
            result.append(code)
            continue
        result.append(
            replace(
                code,
                assigned=known.assigned,
                source=Source.PERSON,
                coder=known.coder,
                sampled=(code.answer, code.theme) in drawn,
            )
        )
    return result


def coded_answers(
    answers: Sequence[Answer], codes: Sequence[ThemeCode], themes: Sequence[str]
) -> list[CodedAnswer]:
    """The answers that people coded, as the model learns from them; equal texts once.

    Whoever changed one theme had the answer's other themes in sight and let them be: they count as
    the person's too.

    Args:
        codes: of these answers, people's codes applied.
    """
    by_answer: dict[str, list[ThemeCode]] = defaultdict(list)
    for code in codes:
        by_answer[code.answer].append(code)
    found: dict[str, CodedAnswer] = {}
    for answer in sorted(answers, key=lambda answer: answer.id):
        of_answer = by_answer[answer.id]
        if any(code.source is Source.PERSON for code in of_answer):
            found.setdefault(
                same_text_key(answer.text),
                CodedAnswer(
                    id=answer.id,
                    writer=answer.respondent,
                    text=answer.text,
                    themes=frozenset(code.theme for code in of_answer if code.assigned)
                    & frozenset(themes),
                    considered=frozenset(code.theme for code in of_answer) & frozenset(themes),
                    question=answer.question,
                    group=answer.group,
                ),
            )
    return list(found.values())
