"""Why the model codes a theme: the sentence, the words and the coded answers that speak for it.

All of it is computed from the model's own weights; no model writes a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.language.sentences import sentences
from pipeline.records import Evidence, Token
from pipeline.themes.features import piece_counts, word_counts

if TYPE_CHECKING:
    from pipeline.themes.model import ThemeModel

_LEMMAS = 3
#: Each sentence is left out once: of a whole letter the beginning will do.
_MOST_SENTENCES = 60
_NEAREST = 3
_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB", "ADV", "X"}


def explain(
    model: ThemeModel,
    asked: Iterable[tuple[int, int]],
    texts: Sequence[str],
    tokens: Sequence[Sequence[Token]],
    likeness: np.ndarray,
) -> dict[tuple[int, int], Evidence]:
    """The evidence of each code asked for, by (number of the answer, number of the theme).

    The sentence is the one without which the answer's words would speak least for the theme:
    occlusion (Zeiler and Fergus 2014) on the model's word part, since embeddings of cut answers are
    not at hand. The lemmas are those of the words that speak most for the theme.

    Args:
        likeness: of the answers to the coded answers, shape (answers, n).
    """
    asked = list(asked)
    rows = sorted({row for row, _ in asked})
    parts = {row: sentences(texts[row])[:_MOST_SENTENCES] or [""] for row in rows}
    words = {row: _content_words(tokens[row]) for row in rows}
    # Everything is scored in one go: an answer at a time would take minutes for a large round.
    variants: list[str] = []
    place = {}
    for row in rows:
        forms = [word.form for word in words[row]]
        place[row] = len(variants), len(variants) + len(parts[row])
        variants += _each_left_out(parts[row]) + forms
    scores = _word_scores(model, variants)
    return {
        (row, t): Evidence(
            parts[row][int(np.argmin(scores[slice(*place[row]), t]))],
            _lemmas(words[row], scores[place[row][1] :, t]),
            _nearest(model, t, likeness[row]),
        )
        for row, t in asked
    }


def _content_words(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.pos in _CONTENT and len(token.form) > 2]


def _each_left_out(parts: Sequence[str]) -> list[str]:
    return [" ".join([*parts[:i], *parts[i + 1 :]]) for i in range(len(parts))]


def _lemmas(words: Sequence[Token], weights: np.ndarray) -> tuple[str, ...]:
    """Best first; the weights of the words come first in `weights`."""
    weights = weights[: len(words)]
    order = [i for i in np.argsort(-weights, kind="stable") if weights[i] > 0]
    return tuple(dict.fromkeys(words[i].lemma for i in order))[:_LEMMAS]


def _nearest(model: ThemeModel, t: int, likeness: np.ndarray) -> tuple[str, ...]:
    """The ids of the most alike coded answers that raise the theme, nearest first."""
    raising = np.flatnonzero(model.coded.codes[:, t] == 1)
    order = np.argsort(-likeness[raising], kind="stable")[:_NEAREST]
    return tuple(model.coded.ids[raising[i]] for i in order)


def _word_scores(model: ThemeModel, texts: Sequence[str]) -> np.ndarray:
    """What words and pieces of words speak for each theme, shape (len(texts), t)."""
    if not texts:
        return np.zeros((0, len(model.themes)))
    pieces = model.features.pieces.rows(piece_counts(texts))
    words = model.features.words.rows(word_counts(texts))
    return pieces @ model.weights.pieces + words @ model.weights.words
