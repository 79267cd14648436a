"""The model card that is written beside a trained theme model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.themes.evaluate import evaluate, table
from pipeline.themes.gold import CodedAnswer, code_matrix
from pipeline.themes.train import Trained


def model_card(answers: Sequence[CodedAnswer], trained: Trained, left_out: Sequence[str]) -> str:
    """The card as Markdown: data, figures, thresholds, weaknesses. No dates, no machine names.

    Args:
        left_out: writers whose answers were kept from training.
    """
    model = trained.model
    gold = code_matrix(answers, model.themes)
    writers = Counter(answer.writer for answer in answers)
    lines = [
        "# Theme model",
        "",
        "Codes open answers with the themes of the coding frame in `config.yaml`. Made by",
        "`kerropois train themes`, which also writes this card.",
        "",
        "## Model",
        "One logistic regression a theme over the answer's sentence embedding",
        f"(`{model.embedding}`) and hashed character n-grams; Platt calibration; a threshold a",
        "theme with the best F1 out of fold. No text is stored in it: evidence names coded answers",
        "by their id in `corpora/gold`.",
        "",
        "## Data",
        f"{len(answers)} invented, coded answers of `corpora/gold/themes.jsonl` by writers "
        f"{', '.join(sorted(writers, key=_number))}.",
    ]
    if left_out:
        lines.append(
            f"Writers {', '.join(sorted(left_out, key=_number))} were left out: the demo rounds are"
            " made of their answers, so the demo shows what a city would get on answers that the"
            " model has not seen."
        )
    lines += [
        "",
        "## Figures",
        "Each answer was coded by a model, a calibration and thresholds that had not seen its",
        "writer (leave one writer out). The answers are invented and cleaner than life: expect",
        "less on real ones, and code a sample of your own to know.",
        "",
        *table(evaluate(gold, trained.assigned, trained.probabilities, model.themes)),
        "",
        "## By writer, question and length",
        "| slice | answers | macro-F1 | exact sets |",
        "|---|---|---|---|",
        *_slices(answers, gold, trained),
        "",
        "## Thresholds",
        "| theme | threshold |",
        "|---|---|",
        *(f"| {t} | {c:.3f} |" for t, c in zip(model.themes, model.thresholds, strict=True)),
        "",
        "## Weaknesses",
        "- Themes that are only implied are missed more often than named ones; words of a theme in",
        "  another sense can raise it wrongly. Writers D6 and D7 were made to show this.",
        "- Swedish and English answers rest on the embedding alone: few are in the data.",
        "",
    ]
    return "\n".join(lines)


def _slices(answers: Sequence[CodedAnswer], gold: np.ndarray, trained: Trained) -> list[str]:
    names = {
        "writer": [answer.writer for answer in answers],
        "question": [answer.question or "–" for answer in answers],
        "length": [_length(answer.text) for answer in answers],
    }
    lines = []
    for kind, values in names.items():
        for value in sorted(set(values), key=_number):
            rows = np.array([known == value for known in values])
            part = evaluate_lightly(gold[rows], trained.assigned[rows])
            lines.append(f"| {kind} {value} | {rows.sum()} | {part[0]:.2f} | {part[1]:.2f} |")
    return lines


def evaluate_lightly(gold: np.ndarray, assigned: np.ndarray) -> tuple[float, float]:
    """Macro-F1 and the share of exact sets, without intervals."""
    from sklearn.metrics import f1_score

    predicted = assigned.astype(np.int8)
    macro = float(f1_score(gold, predicted, average="macro", zero_division=0))
    return macro, float((gold == predicted).all(axis=1).mean())


def _length(text: str) -> str:
    words = len(text.split())
    return "1–5 words" if words <= 5 else "6–20 words" if words <= 20 else "over 20 words"


def _number(name: str) -> tuple[int, str]:
    digits = "".join(letter for letter in name.split()[0] if letter.isdigit())
    return int(digits or 0), name
