"""Texts with known labels, to measure topics against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import InputError


def read_labelled(
    file: Path, text: str, labels: str | None, sample: int | None
) -> tuple[list[str], list[str] | None]:
    """Texts and their labels; see `read_frame`.

    Args:
        text, labels: the columns' names; None: there are no labels.
        sample: so many rows at most, drawn by lot.
    """
    frame = read_frame(file, [text, *([labels] if labels else [])])
    if sample is not None and sample < len(frame):
        frame = frame.sample(sample, random_state=1)
    known = None if labels is None else frame[labels].astype(str).tolist()
    return frame[text].tolist(), known


def read_frame(file: Path, columns: Sequence[str]) -> pd.DataFrame:
    """A table from CSV, TSV (also as .bz2) or JSON Lines.

    Rows without a text are left out.

    Args:
        columns: those that it must have, the text's first.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    kind = file.suffix.removesuffix(".bz2") if file.suffix != ".bz2" else Path(file.stem).suffix
    try:
        if kind in (".jsonl", ".ndjson"):
            frame = pd.read_json(file, lines=True, dtype=False)
        else:
            frame = pd.read_csv(file, sep="\t" if kind == ".tsv" else ",", dtype=str)
    except (OSError, ValueError, pd.errors.ParserError) as error:
        raise InputError(f"{file} cannot be read: {error}") from None
    for column in columns:
        if column not in frame:
            raise InputError(
                f"{file} has no column {column}. Its columns: {', '.join(map(str, frame))}."
            )
    text = columns[0]
    frame[text] = frame[text].fillna("").astype(str)
    return frame[frame[text].str.strip() != ""]
