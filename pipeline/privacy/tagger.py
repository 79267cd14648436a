"""Which words of an answer name a person: the sentence encoder, adapted to tell names.

The lower layers of multilingual-e5-small read the answer; low-rank matrices beside their weights
(Hu et al. 2021, LoRA, arXiv:2106.09685) and what dictionaries know of each word, added where the
word comes in, make them tell names from the same words otherwise used. Only the low-rank matrices
are kept in a file.
"""

from __future__ import annotations

import json
import math
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from pipeline.embedding.transformer import batches
from pipeline.errors import MissingPartError
from pipeline.files import replace_file
from pipeline.privacy.evidence import SIZE, Word, words

#: Layers of the encoder that are used, and the rank of the matrices beside their weights.
LAYERS, RANK, _SCALE = 8, 16, 2.0
#: Classes of a piece of a word: no name, the beginning of one, its continuation.
CLASSES = 3
_PROMPT = "query: "
#: Longer answers are read in parts of so many characters, each of which fits into the encoder.
_PART, _MOST_PIECES = 480, 512
_ROWS = 8
_BREAK = re.compile(r"(?s:.+)[.!?]\s+|(?s:.+)\s+")
_FILE = "model.safetensors"
_TRAIN = "Train one with: kerropois train names"


class LowRank(nn.Module):
    """A linear layer with a low-rank matrix beside its weights, at first zero."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        inner = torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features)
        self.inner = nn.Parameter(inner)
        self.outer = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.linear(rows) + (rows @ self.inner.T) @ self.outer.T * _SCALE

    def merged(self) -> nn.Linear:
        """The one linear layer that does the same."""
        with torch.no_grad():
            self.linear.weight += self.outer @ self.inner * _SCALE
        return self.linear


class NameEncoder(nn.Module):
    """Pieces of words in, shape (answers, pieces); scores of the CLASSES out, one row a piece.

    Args:
        encoder: a BERT model; its own weights stay as they are.
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.embeddings, size = encoder.embeddings, encoder.config.hidden_size
        self.layers = nn.ModuleList(encoder.encoder.layer[:LAYERS])
        self.requires_grad_(False)
        for owner, name in self._places():
            setattr(owner, name, LowRank(getattr(owner, name)))
        self.evidence = nn.Linear(SIZE, size, bias=False)
        nn.init.zeros_(self.evidence.weight)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(size + SIZE, CLASSES)

    def forward(
        self, pieces: torch.Tensor, mask: torch.Tensor, evidence: torch.Tensor
    ) -> torch.Tensor:
        hidden = self.embeddings(pieces) + self.evidence(evidence)
        unseen = (1 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in self.layers:
            hidden = layer(hidden, unseen)
        return self.head(torch.cat([self.dropout(hidden), evidence], dim=-1))

    def trained(self) -> dict[str, torch.Tensor]:
        """The weights that are not the encoder's own."""
        kept = {name for name, one in self.named_parameters() if one.requires_grad}
        return {name: one.detach() for name, one in self.state_dict().items() if name in kept}

    def merge(self) -> NameEncoder:
        """The same function with nothing beside the weights: as fast as the encoder."""
        for owner, name in self._places():
            setattr(owner, name, getattr(owner, name).merged())
        return self.eval()

    def _places(self) -> list[tuple[Any, str]]:
        layers: Any = self.layers
        return [
            place
            for layer in layers
            for place in (
                (layer.attention.self, "query"), (layer.attention.self, "key"),
                (layer.attention.self, "value"), (layer.attention.output, "dense"),
                (layer.intermediate, "dense"), (layer.output, "dense"),
            )
        ]  # fmt: skip


class Pieces:
    """The encoder's tokenizer, with what is known of the words that the pieces belong to.

    Args:
        encoder: the encoder's folder.
    """

    def __init__(self, encoder: Path) -> None:
        from transformers import AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(str(encoder), local_files_only=True)
        self.padding = int(self._tokenizer.pad_token_id)

    def of(self, texts: Sequence[str]) -> list[tuple[list[int], list[int], list[Word]]]:
        """Of each text the pieces' numbers, the place of each one's word among the words (-1:
        it is of none), and the words."""
        if not texts:
            return []
        # Length must not change here: places are those of the text as it is.
        known = [unicodedata.normalize("NFC", text) for text in texts]
        plain = [new if len(new) == len(text) else text
                 for new, text in zip(known, texts, strict=True)]  # fmt: skip
        found = self._tokenizer(
            [_PROMPT + text for text in plain],
            return_offsets_mapping=True,
            truncation=True,
            max_length=_MOST_PIECES,
        )
        rows = zip(found["input_ids"], found["offset_mapping"], words(plain), strict=True)
        return [(pieces, _word_of(offsets, own), own) for pieces, offsets, own in rows]

    def tensors(
        self, rows: Sequence[tuple[list[int], list[int], list[Word]]], length: int
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Pieces, mask and evidence of some texts, padded to `length` pieces."""
        pieces = torch.full((len(rows), length), self.padding)
        mask = torch.zeros(len(rows), length)
        evidence = torch.zeros(len(rows), length, SIZE)
        for row, (own, word_of, known) in enumerate(rows):
            pieces[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
            for place, word in enumerate(word_of):
                if word >= 0:
                    evidence[row, place] = torch.from_numpy(known[word].evidence)
        return pieces, mask, evidence


def _word_of(offsets: Sequence[tuple[int, int]], known: Sequence[Word]) -> list[int]:
    result, place = [], 0
    for first, last in offsets:
        start, end = first - len(_PROMPT), last - len(_PROMPT)
        while place < len(known) and known[place].end <= start:
            place += 1
        inside = place < len(known) and start < end and known[place].start < end
        result.append(place if inside else -1)
    return result


class NameTagger:
    """How surely each word names a person; the same for a text in any company."""

    def __init__(self, model: NameEncoder, pieces: Pieces) -> None:
        self._model = model.eval()
        self._pieces = pieces

    def tag(self, texts: Sequence[str]) -> list[list[tuple[Word, float, float]]]:
        """Of each text its words, each with the probability of being in a name, and of beginning
        one."""
        parts = [(i, start, end) for i, text in enumerate(texts) for start, end in in_parts(text)]
        result: list[list[tuple[Word, float, float]]] = [[] for _ in texts]
        tagged = self._tag([texts[i][start:end] for i, start, end in parts])
        for (i, start, _), found in zip(parts, tagged, strict=True):
            result[i] += [
                (replace(word, start=word.start + start, end=word.end + start), named, begins)
                for word, named, begins in found
            ]
        return result

    def _tag(self, texts: Sequence[str]) -> list[list[tuple[Word, float, float]]]:
        rows = self._pieces.of(texts)
        result: list[list[tuple[Word, float, float]]] = [[] for _ in texts]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            jobs = batches([len(pieces) for pieces, _, _ in rows])
            found = pool.map(lambda job: self._scores([rows[i] for i in job[1]], job[0]), jobs)
            for (_, places), scores in zip(jobs, found, strict=True):
                for place, one in zip(places, scores, strict=True):
                    result[place] = _of_words(rows[place], one)
        return result

    def _scores(
        self, rows: Sequence[tuple[list[int], list[int], list[Word]]], length: int
    ) -> np.ndarray:
        # One shape and one thread, as in `embedding.transformer`: the same bytes on every run.
        torch.set_num_threads(1)
        filled = [*rows, *[rows[0]] * (_ROWS - len(rows))]
        with torch.inference_mode():
            scores = self._model(*self._pieces.tensors(filled, length)).softmax(dim=-1)
        return scores.numpy()[: len(rows)]


def _of_words(
    row: tuple[list[int], list[int], list[Word]], scores: np.ndarray
) -> list[tuple[Word, float, float]]:
    _, word_of, known = row
    sums, counts = np.zeros((len(known), CLASSES)), np.zeros(len(known))
    first: dict[int, float] = {}
    for place, word in enumerate(word_of):
        if word >= 0:
            sums[word] += scores[place]
            counts[word] += 1
            first.setdefault(word, float(scores[place, 1]))
    named = np.where(counts > 0, 1 - sums[:, 0] / np.maximum(counts, 1), 0.0)
    return [(word, float(named[i]), first.get(i, 0.0)) for i, word in enumerate(known)]


def in_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a text begin and end: a sentence's end is better than a word's."""
    start = 0
    while len(text) - start > _PART:
        part = text[start : start + _PART]
        ends = [match.end() for match in _BREAK.finditer(part)] or [_PART]
        yield start, start + ends[-1]
        start += ends[-1]
    yield start, len(text)


def base(encoder: Path) -> NameEncoder:
    """The encoder before any training."""
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    return NameEncoder(
        AutoModel.from_pretrained(str(encoder), dtype=torch.float32, local_files_only=True)
    )


def save(model: NameEncoder, folder: Path) -> str:
    """Write what was trained; returns its version. Equal models, equal bytes."""
    from safetensors.torch import save as to_bytes

    found = {name: one.half().contiguous() for name, one in model.trained().items()}
    data = to_bytes(found, metadata={"facts": json.dumps({"layers": LAYERS, "rank": RANK})})
    replace_file(folder / _FILE, data, private=False)
    return version(folder)


def version(folder: Path) -> str:
    """Another trained model has another version."""
    return f"names-{sha256((folder / _FILE).read_bytes()).hexdigest()[:12]}"


def load(folder: Path, encoder: Path) -> NameTagger:
    """Read a trained model.

    Args:
        encoder: the folder of multilingual-e5-small.

    Raises:
        MissingPartError: there is none, or it is damaged.
    """
    from safetensors.torch import load as from_bytes

    model = base(encoder)
    try:
        found = from_bytes((folder / _FILE).read_bytes())
        if set(found) != set(model.trained()):
            raise ValueError("other layers")
        model.load_state_dict({name: one.float() for name, one in found.items()}, strict=False)
    except FileNotFoundError:
        raise MissingPartError(f"there is no model of names in {folder}. {_TRAIN}") from None
    except Exception as error:  # the file's own reader has errors of several kinds
        raise MissingPartError(f"the model of names in {folder} is damaged. {_TRAIN}") from error
    return NameTagger(model.merge(), Pieces(encoder))
