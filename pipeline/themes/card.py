"""The model card that is written beside a trained theme model."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.themes.evaluate import Evaluation, Slice, table
from pipeline.themes.gold import CodedAnswer
from pipeline.themes.model import ThemeModel
from pipeline.themes.train import Trained

#: A slice with fewer answers says nothing sure.
_FEWEST = 50


def model_card(
    answers: Sequence[CodedAnswer],
    trained: Trained,
    figures: Evaluation,
    reserve: Evaluation | None,
    left_out: Sequence[str],
    *,
    people: int = 0,
    shipped: bool = True,
) -> str:
    """The card as Markdown: data, figures, thresholds, weaknesses. No dates, no machine names.

    Args:
        figures: of the out-of-fold predictions, with slices.
        reserve: of the final model, on answers by other writers; None: not measured.
        left_out: writers whose answers were kept from training.
        people: how many of the answers people coded in the store.
        shipped: whether the others are the shipped ones.
    """
    model = trained.model
    lines = [
        *about(model),
        "",
        "## Data",
        *_data(answers, left_out, people, shipped),
        "",
        "## Figures",
        "Each answer was coded by a model, a calibration and thresholds that had not seen its",
        "writer (leave one writer out; means and word frequencies, which know nothing of codes,",
        "are of all answers).",
        *(["Invented answers are cleaner than life: expect less on real ones."] if shipped else []),
        "Code a sample of your own to know: `kerropois code sample`.",
        "",
        "Intervals come from drawing writers, not answers.",
        "",
        *table(figures),
        *_reserve(reserve),
        "",
        "## Thresholds",
        "| theme | in Finnish | in other languages |",
        "|---|---|---|",
        *(
            f"| {theme} | {finnish:.3f} | {other:.3f} |"
            for theme, finnish, other in zip(
                model.themes,
                model.calibration.thresholds,
                model.other_calibration.thresholds,
                strict=True,
            )
        ),
        "",
        "## Weaknesses",
        *_weaknesses(figures),
        "- Themes that are only implied are missed more often than named ones; words of a theme in",
        "  another sense can raise it wrongly.",
        "",
    ]
    return "\n".join(lines)


def about(model: ThemeModel) -> list[str]:
    """How the card begins: what the model is."""
    return [
        "# Theme model",
        "",
        "Codes open answers with the themes of the coding frame in `config.yaml`. Made by",
        "`kerropois train themes`, which also writes this card.",
        "",
        "## Model",
        "Kernel ridge regression, one a theme: an answer is coded by the coded answers it is like.",
        f"Alike means: near in meaning (`{model.embedding}`), near in words",
        f"(mean word vector of `{model.vectors}`), same pieces of words, same words and pairs of",
        "words. Answers in other languages than Finnish are coded by meaning alone. Platt",
        "calibration; a threshold a theme with the best F1 out of fold. A text that the model",
        "learnt from is coded as by a model that had not seen its writer. Evidence names coded",
        "answers by their id: the model holds no text as such, but vectors from which short",
        "answers can be worked out. Trained on residents' answers, it is kept as personal data.",
    ]


def _data(
    answers: Sequence[CodedAnswer], left_out: Sequence[str], people: int, shipped: bool
) -> list[str]:
    others = answers[: len(answers) - people]
    writers = len({answer.writer for answer in others})
    lines = [f"{len(others)} coded answers by {writers} writers."]
    if shipped:
        lines.append("They are the shipped ones, which are invented: `corpora/gold/README.md`.")
    if shipped and left_out:
        lines += [
            f"Writers {', '.join(left_out)} were left out: the demo rounds are made of their",
            "answers, so the demo shows what a city would get on answers that the model has not",
            "seen.",
        ]
    if people:
        lines.append(f"{people} more are residents' answers that people have coded here.")
    return lines


def _reserve(figures: Evaluation | None) -> list[str]:
    if figures is None:
        return []
    return [
        "",
        f"On `corpora/gold/reserve.jsonl` ({figures.answers} answers, made to be hard, by writers",
        f"whom it never saw): macro-F1 {figures.macro_f1}, exact sets {figures.exact_sets}.",
    ]


def _weaknesses(figures: Evaluation) -> list[str]:
    """The weakest theme, and the weakest slice of each kind that is surely under the whole."""
    weakest = min(figures.themes, key=lambda item: item.f1.value)
    lines = [f"- Weakest theme: {weakest.theme} (F1 {weakest.f1})."]
    for kind in dict.fromkeys(item.kind for item in figures.slices):
        low = [item for item in figures.slices if item.kind == kind and _under(item, figures)]
        if low:
            worst = min(low, key=lambda item: item.macro_f1.value)
            lines.append(
                f"- By {kind}, weakest: {worst.value} (macro-F1 {worst.macro_f1}, "
                f"{worst.answers} answers)."
            )
    few = [f"{item.kind} {item.value}" for item in figures.slices if item.answers < _FEWEST]
    if few:
        lines.append(f"- Too few answers to know: {', '.join(few)}.")
    return lines


def _under(item: Slice, figures: Evaluation) -> bool:
    return item.answers >= _FEWEST and item.macro_f1.high < figures.macro_f1.value
