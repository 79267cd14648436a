"""How alike two answers are, and ridge regression on it with whole groups left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.linalg import cho_factor, cho_solve, lapack

from pipeline.themes.features import Rows


def near(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A Gaussian of the distance between unit rows, shape (len(a), len(b)).

    What is far away counts for little, so that an answer's neighbours decide and not the whole
    corpus.
    """
    return np.exp(2 * (a @ b.T - 1))


def kernel(a: Rows, b: Rows) -> np.ndarray:
    """Shape (len(a), len(b)): near in meaning, near in mean word vector, shared pieces of words,
    shared words, and 1 for a bias."""
    shared = (a.pieces @ b.pieces.T + a.words @ b.words.T).toarray()
    return near(a.meaning, b.meaning) + near(a.vectors, b.vectors) + shared + 1


def ridge(
    gram: np.ndarray, targets: np.ndarray, penalty: float, groups: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Kernel ridge regression, and its predictions with one group at a time left out.

    The latter are exact and need one factorization in all: with A the inverse of the penalised
    kernel, the residual of a left-out group g is A_gg⁻¹ (A y)_g (Rifkin and Lippert 2007, "Notes on
    regularized least squares", MIT-CSAIL-TR-2007-025; groups as in Pahikkala et al. 2006).

    Args:
        gram: kernel of the training rows, shape (n, n).
        targets: shape (n, t).
        groups: row numbers of each group; together they are all rows.

    Returns:
        Coefficients, and the left-out predictions, both of shape (n, t).
    """
    inverse = np.array(gram, order="F")  # LAPACK works in place on this order
    inverse[np.diag_indices_from(inverse)] += penalty
    inverse, _ = cho_factor(inverse, lower=True, overwrite_a=True, check_finite=False)
    inverse, _ = lapack.dpotri(inverse, lower=1, overwrite_c=1)
    for column in range(len(inverse)):  # mirrored in place: the whole would take as much again
        inverse[column, column + 1 :] = inverse[column + 1 :, column]
    coefficients = inverse @ targets
    left_out = np.empty_like(coefficients)
    for rows in groups:
        block = cho_factor(inverse[np.ix_(rows, rows)], lower=True)
        left_out[rows] = targets[rows] - cho_solve(block, coefficients[rows])
    return coefficients, left_out
