"""Coded answers as JSON Lines: id, writer, text, themes, and what else is known of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """An answer with the themes that people coded in it.

    `writer` is whose hand it is in: evaluation leaves out one writer at a time.
    """

    id: str
    writer: str
    text: str = field(repr=False)
    themes: frozenset[str]
    question: str = ""
    group: str = ""


def read_coded(path: Path, themes: Sequence[str]) -> list[CodedAnswer]:
    """Read coded answers.

    Raises:
        InputError: the file is missing, or a line is not a coded answer; the message names the
            line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from None
    answers = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record["text"], str) or not isinstance(record["themes"], list):
                raise TypeError
            answer = CodedAnswer(
                id=str(record["id"]),
                writer=str(record.get("writer") or str(record["id"]).split("-")[0]),
                text=record["text"],
                themes=frozenset(record["themes"]),
                question=record.get("question", ""),
                group=record.get("group", ""),
            )
            unknown = sorted(answer.themes - set(themes), key=str)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f'{path}, line {number}: expected {{"id": …, "text": …, "themes": […]}}.'
            ) from None
        if unknown:
            raise InputError(
                f"{path}, line {number}: theme {', '.join(map(str, unknown))} is not in the coding "
                f"frame ({', '.join(themes)})."
            )
        answers.append(answer)
    if not answers:
        raise InputError(f"{path} holds no coded answers.")
    return answers


def code_matrix(answers: Sequence[CodedAnswer], themes: Sequence[str]) -> np.ndarray:
    """1 where an answer raises a theme, shape (answers, themes)."""
    return np.array([[theme in a.themes for theme in themes] for a in answers], dtype=np.int8)
