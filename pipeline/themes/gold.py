"""Coded answers as JSON Lines: id, writer, text, themes, and what else is known of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from pipeline import PROJECT_ROOT
from pipeline.errors import InputError

SHIPPED = PROJECT_ROOT / "corpora" / "gold" / "themes.jsonl"
#: Answers that nothing that is shipped learns from.
RESERVE = SHIPPED.with_name("reserve.jsonl")
#: The demo rounds are made of these writers' answers: the shipped model must not know them.
DEMO_WRITERS = ("D3", "D4", "D10")


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """An answer with the themes that people coded in it.

    `writer` is whose hand it is in: evaluation leaves out one writer at a time. `considered` are
    the themes that the coder looked for: of any other nothing is known.
    """

    id: str
    writer: str
    text: str = field(repr=False)
    themes: frozenset[str]
    considered: frozenset[str]
    question: str = ""
    group: str = ""


def read_coded(
    path: Path, themes: Sequence[str], *, drop_unknown: bool = False, whole_frame: bool = False
) -> list[CodedAnswer]:
    """Read coded answers.

    A line may say which themes its coder looked for (`considered`). Where it does not, those are
    the themes that the file codes at all: so a file that was coded for one new theme says nothing
    of the others.

    Args:
        themes: the coding frame's.
        drop_unknown: leave out codes of themes that are not in the frame, in place of refusing;
            and answers of which nothing is known then.
        whole_frame: take the coders to have looked for every theme, where a line says nothing: to
            measure, when a theme may well be missing from the answers.

    Raises:
        InputError: the file is missing, or a line is not a coded answer; the message names the
            line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from None
    answers = [
        _coded_answer(path, number, line, frozenset(themes), drop_unknown)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not answers:
        raise InputError(f"{path} holds no coded answers.")
    coded = frozenset(themes if whole_frame else ())
    coded = coded.union(*(answer.themes for answer in answers))
    found = [
        answer if answer.considered else replace(answer, considered=coded) for answer in answers
    ]
    return [answer for answer in found if answer.considered] if drop_unknown else found


def _coded_answer(
    path: Path, number: int, line: str, frame: frozenset[str], drop_unknown: bool
) -> CodedAnswer:
    try:
        record = json.loads(line)
        said = frozenset(record["themes"])
        considered = frozenset(record.get("considered", ()))
        plain = (record["text"], record.get("question", ""), record.get("group", ""))
        if not all(isinstance(value, str) for value in plain) or isinstance(record["themes"], str):
            raise TypeError
        answer = CodedAnswer(
            id=str(record["id"]),
            writer=str(record.get("writer") or str(record["id"]).split("-")[0]),
            text=record["text"],
            themes=said & frame,
            considered=(considered | said) & frame if considered else frozenset(),
            question=record.get("question", "").strip(),
            group=record.get("group", "").strip(),
        )
        unknown = sorted((said | considered) - frame, key=str)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(
            f'{path}, line {number}: expected {{"id": …, "text": …, "themes": […]}}.'
        ) from None
    if unknown and not drop_unknown:
        raise InputError(
            f"{path}, line {number}: theme {', '.join(map(str, unknown))} is not in the coding "
            f"frame ({', '.join(sorted(frame))})."
        )
    return answer


def code_matrix(answers: Sequence[CodedAnswer], themes: Sequence[str]) -> np.ndarray:
    """1 where an answer raises a theme, 0 where it does not, -1 where nobody looked.

    Shape (answers, themes).
    """
    return np.array(
        [[-1 if t not in a.considered else t in a.themes for t in themes] for a in answers],
        dtype=np.int8,
    ).reshape(len(answers), len(themes))
