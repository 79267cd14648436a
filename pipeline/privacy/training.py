"""From answers in which names are marked to a model that finds names, with its card."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from pipeline.privacy.evidence import Word
from pipeline.privacy.gold import MarkedAnswer
from pipeline.privacy.swaps import varied
from pipeline.privacy.tagger import CLASSES, NameEncoder, Pieces, base, in_parts
from pipeline.progress import Progress, silent
from pipeline.records import Span

_IGNORED = -100
#: Batches whose texts are sorted by length together.
_POOL = 16


@dataclass(frozen=True)
class Settings:
    """How long and how fast to learn."""

    epochs: int = 4
    rate: float = 8e-4
    batch: int = 16
    decay: float = 0.01
    warm: float = 0.1
    seed: int = 1


@dataclass(frozen=True)
class _Example:
    """A text's pieces, the place of each one's word, its words, and the class of each piece."""

    row: tuple[list[int], list[int], list[Word]]
    classes: list[int]


def train(
    answers: Sequence[MarkedAnswer],
    encoder: Path,
    settings: Settings | None = None,
    progress: Progress = silent,
) -> NameEncoder:
    """Learn from marked answers: cross-entropy over pieces of words, AdamW, a linear decay.

    In every epoch but the first the names are others and some texts in small letters.

    Args:
        encoder: the folder of multilingual-e5-small.
    """
    how = settings or Settings()
    torch.manual_seed(how.seed)
    chance = random.Random(how.seed)
    model, pieces = base(encoder).train(), Pieces(encoder)
    weights = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=how.rate, weight_decay=how.decay)
    parts = [part for answer in answers for part in _parts(answer)]
    steps = how.epochs * -(-len(parts) // how.batch)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (how.warm * steps), 1 - step / (steps + 1))
    )
    done = 0
    for epoch in range(how.epochs):
        current = [varied(part, chance) for part in parts] if epoch else parts
        for batch in _batches(_examples(current, pieces), how.batch, chance):
            loss = _loss(model, pieces, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            rate.step()
            done += len(batch)
            progress(done, how.epochs * len(parts))
    return model.eval()


def _loss(model: NameEncoder, pieces: Pieces, batch: Sequence[_Example]) -> torch.Tensor:
    length = max(len(one.classes) for one in batch)
    classes = torch.tensor([one.classes + [_IGNORED] * (length - len(one.classes))
                            for one in batch])  # fmt: skip
    # Half precision where the processor is fast at it; the weights stay whole.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(*pieces.tensors([one.row for one in batch], length))
    return nn.functional.cross_entropy(
        scores.float().view(-1, CLASSES), classes.view(-1), ignore_index=_IGNORED
    )


def _parts(answer: MarkedAnswer) -> list[MarkedAnswer]:
    """The answer in parts as the tagger reads it, each with its own names."""
    return [
        MarkedAnswer(
            answer.id,
            answer.text[start:end],
            tuple(Span(max(s.start, start) - start, min(s.end, end) - start, s.type)
                  for s in answer.spans if s.start < end and start < s.end),
        )
        for start, end in in_parts(answer.text)
    ]  # fmt: skip


def _examples(answers: Sequence[MarkedAnswer], pieces: Pieces) -> list[_Example]:
    rows = pieces.of([answer.text for answer in answers])
    return [_Example(row, _classes(row, answer)) for row, answer in zip(rows, answers, strict=True)]


def _classes(row: tuple[list[int], list[int], list[Word]], answer: MarkedAnswer) -> list[int]:
    """0 outside names, 1 on the first word of one, 2 on the others; pieces of no word are left
    out."""
    _, word_of, known = row
    people = [span for span in answer.spans if span.type == "PERSON"]
    of_word = []
    for word in known:
        name = next((s for s in people if word.start < s.end and s.start < word.end), None)
        of_word.append(0 if name is None else 1 if word.start <= name.start else 2)
    return [of_word[word] if word >= 0 else _IGNORED for word in word_of]


def _batches(examples: list[_Example], size: int, chance: random.Random) -> list[list[_Example]]:
    """Texts of like length together, in a random order."""
    order = list(examples)
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), size * _POOL):
        pool = sorted(order[start : start + size * _POOL], key=lambda one: len(one.classes))
        found += [pool[place : place + size] for place in range(0, len(pool), size)]
    chance.shuffle(found)
    return found
