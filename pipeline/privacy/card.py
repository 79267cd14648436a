"""The model card of the model of names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.privacy.evaluate import Evaluation, table
from pipeline.privacy.gold import MarkedAnswer
from pipeline.privacy.tagger import LAYERS, RANK


def card(
    version: str,
    learnt_from: Sequence[MarkedAnswer],
    clean: int,
    figures: Sequence[tuple[str, Evaluation]],
    *,
    shipped: bool,
) -> str:
    """The card, Markdown.

    Args:
        learnt_from: answers in which people are marked.
        clean: how many more answers it learnt from that name nobody.
        figures: what it was measured on, and how it did there.
        shipped: it learnt from the shipped answers.
    """
    people = sum(span.type == "PERSON" for answer in learnt_from for span in answer.spans)
    lines = [
        "# Names of people",
        "",
        "Tells which words of an answer name a person, so that they are masked. Made by",
        "`kerropois train names`, which also writes this card.",
        "",
        "## Model",
        f"`{version}`: the lower {LAYERS} layers of multilingual-e5-small (MIT) with",
        f"low-rank matrices (LoRA, rank {RANK}) beside their weights, and for each word what is",
        "known of it: its case and place, Voikko's classes of names and words, name lists, its",
        "frequency, and what spaCy takes it for. Only the low-rank matrices are in the file. In",
        "training, names were swapped for others and texts put in small letters, so that no name",
        "is learnt by heart.",
        "",
        "## Data",
        f"{len(learnt_from)} answers in which {people} names are marked, and {clean} more that",
        "name nobody.",
    ]
    if shipped:
        lines.append("All are invented: `corpora/personal/README.md`, `corpora/gold/README.md`.")
    lines += [
        "",
        "## Figures",
        "Of the whole pseudonymiser. A word in more than one sense (Pilvi, Lahti) is what most of",
        "these answers were written about: in everyday answers much less is masked in vain.",
    ]
    for name, found in figures:
        lines += ["", f"On {name}:", "", *table(found)]
    return "\n".join(lines) + "\n"
