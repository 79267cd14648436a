"""Ridge regression on likeness: leaving a group out equals training without it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.themes.features import Features
from pipeline.themes.kernel import kernel, near, ridge
from tests.conftest import gold_answers


@given(st.integers(0, 10_000), st.integers(2, 5))
def test_a_group_left_out_is_predicted_as_by_training_without_it(seed: int, parts: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(24, 4))
    gram = points @ points.T + 1
    targets = rng.choice([-1.0, 1.0], size=(24, 2))
    folds = rng.integers(0, parts, 24)
    groups = [np.flatnonzero(folds == fold) for fold in np.unique(folds)]
    coefficients, left_out = ridge(gram, targets, 0.6, groups)
    assert np.allclose(coefficients, np.linalg.solve(gram + 0.6 * np.eye(24), targets))
    for out in groups:
        rest = np.setdiff1d(np.arange(24), out)
        if len(rest):
            again = np.linalg.solve(
                gram[np.ix_(rest, rest)] + 0.6 * np.eye(len(rest)), targets[rest]
            )
            assert np.allclose(left_out[out], gram[np.ix_(out, rest)] @ again)


def test_an_answer_is_most_like_itself_and_then_like_its_kind() -> None:
    texts = [answer["text"] for answer in gold_answers("D1")[:40]]
    texts += ["Penkkejä puistoon lisää.", "Puistoon tarvitaan lisää penkkejä!"]
    rng = np.random.default_rng(1)
    embeddings = rng.normal(size=(len(texts), 8)).astype(np.float32)
    embeddings[-1] = embeddings[-2]
    rows = Features.fit(texts, embeddings).rows(texts, embeddings)
    gram = kernel(rows, rows)
    assert np.allclose(gram, gram.T)
    assert (np.argmax(gram, axis=1) == np.arange(len(texts))).all()
    assert np.argsort(-gram[-1])[1] == len(texts) - 2
    assert np.allclose(np.diag(near(rows.meaning, rows.meaning)), 1)
