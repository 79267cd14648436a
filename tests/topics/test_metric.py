"""A metric learnt from answers whose subject is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import InputError, MissingPartError
from pipeline.records import Token
from pipeline.topics import load_metric, save_metric
from pipeline.topics.base import Document
from pipeline.topics.metric import Metric, learn, unit

WORDS = {
    "liikenne": ("bussi", "pysäkki", "juna", "aikataulu"),
    "puistot": ("puisto", "penkki", "nurmikko", "leikkipaikka"),
    "koulut": ("koulu", "opettaja", "oppilas", "luokka"),
}


def answers(count: int, seed: int = 0) -> tuple[list[Document], np.ndarray, list[str]]:
    """Answers by two writers: the embedding tells the writer loudly and the subject softly."""
    rng = np.random.default_rng(seed)
    documents, rows, subjects = [], [], []
    for i in range(count):
        subject = list(WORDS)[i % 3]
        word = WORDS[subject][int(rng.integers(4))]
        vector = rng.normal(0, 0.2, 16)
        vector[i % 3] += 1
        vector[10] += 4 if i % 2 else -4
        documents.append(Document(str(i), str(i), word, "fi", [Token(word, word, "NOUN")]))
        rows.append(vector / np.linalg.norm(vector))
        subjects.append(subject)
    return documents, np.array(rows, np.float32), subjects


def learnt(count: int = 90) -> Metric:
    return learn(*answers(count), "e5-test")


def gap(points: np.ndarray, labels: np.ndarray) -> float:
    """Mean cosine of answers with the same label over that of others."""
    cosines, same = points @ points.T, labels[:, None] == labels
    return float(cosines[same].mean() - cosines[~same].mean())


def test_answers_on_one_subject_come_near_and_those_of_one_writer_do_not() -> None:
    documents, embeddings, subjects = answers(60, seed=5)
    points = learnt().points(documents, embeddings)
    subject, writer = np.array(subjects), np.arange(60) % 2
    assert gap(embeddings, subject) < gap(embeddings, writer)
    assert gap(points, subject) > 3 * gap(points, writer)


def test_points_have_length_one_also_without_a_known_word() -> None:
    documents, embeddings, _ = answers(12)
    documents[0] = Document("x", "x", "…", "fi", [])
    points = learnt().points(documents, embeddings)
    assert np.linalg.norm(points, axis=1) == pytest.approx(np.ones(12))


def test_another_language_is_placed_by_its_embedding_alone() -> None:
    documents, embeddings, _ = answers(24)
    metric = learnt()
    swedish = [Document(d.id, d.key, d.text, "sv", d.tokens) for d in documents]
    wordless = [Document(d.id, d.key, d.text, "sv", []) for d in documents]
    assert (metric.points(swedish, embeddings) == metric.points(wordless, embeddings)).all()


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    metric = learnt()
    save_metric(metric, tmp_path)
    first = (tmp_path / "metric.safetensors").read_bytes()
    back = load_metric(tmp_path, "e5-test")
    assert back.version == metric.version
    assert (back.subjects == metric.subjects).all()
    assert (back.seen == metric.seen).all()
    save_metric(learnt(), tmp_path)
    assert (tmp_path / "metric.safetensors").read_bytes() == first


def test_another_metric_has_another_version() -> None:
    assert learnt(90).version != learnt(87).version


def test_it_knows_which_answers_it_learnt_from_but_not_what_they_say(tmp_path: Path) -> None:
    documents, embeddings, subjects = answers(90)
    keys = [f"pysäkille tarvitaan katos {i}" for i in range(90)]
    named = [replace(item, key=key) for item, key in zip(documents, keys, strict=True)]
    save_metric(learn(named, embeddings, subjects, "e5-test"), tmp_path)
    metric = load_metric(tmp_path, "e5-test")
    assert all(metric.has_seen(key) for key in keys)
    assert not any(metric.has_seen(f"{key}!") for key in keys)
    assert metric.seen.dtype == np.uint32
    assert (np.diff(metric.seen.astype(int)) > 0).all()
    assert "pysäkille".encode() not in (tmp_path / "metric.safetensors").read_bytes()


def test_what_was_seen_is_not_of_the_version() -> None:
    metric = learnt()
    assert replace(metric, seen=metric.seen[:1]).version == metric.version
    assert not replace(metric, seen=metric.seen[:0]).has_seen("0")


def test_rows_get_length_one_and_zeros_stay() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0.6, 0.8], [0.0, 0.0]]


def test_another_embedding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    save_metric(learnt(), tmp_path)
    with pytest.raises(MissingPartError, match=r"e5-test.*other-1.*kerropois train topics"):
        load_metric(tmp_path, "other-1")


@pytest.mark.parametrize("data", [None, b"no metric"])
def test_a_missing_or_damaged_one_is_told(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "metric.safetensors").write_bytes(data)
    with pytest.raises(MissingPartError, match="kerropois train topics"):
        load_metric(tmp_path, "e5-test")


def test_too_little_teaches_nothing() -> None:
    with pytest.raises(InputError, match="10 answers"):
        learnt(20)
