"""From answers with subjects to a metric, its figures and its card."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.cluster import KMeans

from pipeline.config.model import TopicsConfig
from pipeline.records import Assignment, Token, Topic
from pipeline.registry import Entry
from pipeline.topics import Document, Metric, TopicModel, evaluate, topic_models, training
from pipeline.topics.evaluate import TopicFigures
from pipeline.topics.metric import centred
from pipeline.topics.training import Subjects

WORDS = {
    "koulut": ("koulu", "opettaja", "oppilas", "luokka"),
    "liikenne": ("bussi", "pysäkki", "juna", "aikataulu"),
    "puistot": ("puisto", "penkki", "nurmikko", "leikkipaikka"),
    "vanhukset": ("vanhus", "palvelutalo", "hoitaja", "rollaattori"),
}
NAMES = list(WORDS)
#: A topic model of its own, so that figures are had in no time.
QUICK = "quick"


class Quick(TopicModel):
    """Two topics by k-means; keeps what it was made with and given."""

    given: list[tuple[int, Metric | None, Sequence[Document]]] = []
    version = "1"

    def __init__(self, config: TopicsConfig, metric: Metric | None = None) -> None:
        super().__init__(config)
        self.metric = metric

    def points(self, documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        if self.metric is None:
            return centred(embeddings, [document.language for document in documents])
        return self.metric.points(documents, embeddings)

    def fit(
        self, documents: Sequence[Document], embeddings: np.ndarray
    ) -> tuple[list[Topic], list[Assignment]]:
        self.given.append((self.config.seed, self.metric, documents))
        points = self.points(documents, embeddings)
        labels = KMeans(2, n_init=3, random_state=self.config.seed).fit_predict(points)
        topics = [Topic(f"{i}", "", "", (), (), points[0], 1) for i in range(2)]
        return topics, [
            Assignment(item.id, str(label), 1.0)
            for item, label in zip(documents, labels, strict=True)
        ]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Quick]]:
    monkeypatch.setitem(topic_models._entries, QUICK, Entry(f"{__name__}:Quick"))
    monkeypatch.setattr(training, "_SUBSAMPLES", 2)
    Quick.given.clear()
    yield Quick
    Quick.given.clear()


def known(names: Sequence[str] = NAMES, each: int = 20, seed: int = 0) -> Subjects:
    """Answers by two writers: the embedding tells the writer loudly and the subject softly."""
    rng = np.random.default_rng(seed)
    documents, rows, subjects = [], [], []
    for number in range(each * len(names)):
        subject = names[number % len(names)]
        word = WORDS[subject][int(rng.integers(4))]
        vector = rng.normal(0, 0.2, 16)
        vector[NAMES.index(subject)] += 1
        vector[10] += 4 if number // len(names) % 2 else -4
        key = f"{subject} {seed} {number}"
        documents.append(Document(key, key, word, "fi", [Token(word, word, "NOUN")]))
        rows.append(vector / np.linalg.norm(vector))
        subjects.append(subject)
    return Subjects(documents, np.array(rows, np.float32), np.array(subjects))


def subject_of(document: Document) -> str:
    return document.key.split()[0]


def test_answers_without_a_subject_and_of_some_writers_are_left_out(tmp_path: Path) -> None:
    rows = [("a", "liikenne", "D1"), ("b", "empty", "D1"), ("c", "other", "D2"),
            ("d", "puistot", "D3"), ("e", "puistot", "D2")]  # fmt: skip
    file = tmp_path / "gold.jsonl"
    file.write_text(
        "\n".join(json.dumps(dict(zip(("text", "topic", "writer"), r, strict=True))) for r in rows)
    )
    assert training.read_subjects(file)["text"].tolist() == ["a", "d", "e"]
    assert training.read_subjects(file, ["D3"])["text"].tolist() == ["a", "e"]


def test_only_finnish_answers_teach() -> None:
    finnish = known()
    swedish = Document("x", "bänkar i parken", "Bänkar i parken", "sv", [])
    more = Subjects(
        [*finnish.documents, swedish],
        np.vstack([finnish.embeddings, finnish.embeddings[:1]]),
        np.append(finnish.subjects, "parker"),
    )
    metric = training.fit(more, "e5-test")
    assert metric.version == training.fit(finnish, "e5-test").version
    assert not metric.has_seen(swedish.key)


def test_the_metric_is_measured_against_doing_without(quick: type[Quick]) -> None:
    names = NAMES[:2]
    metric, judged = training.fit(known(names), "e5-test"), known(names, seed=1)
    ours, without = training.figures(QUICK, TopicsConfig(), judged, metric, plain=False)
    assert (ours.name, without.name) == ("with the metric", "without it")
    assert ours.ami is not None
    assert without.ami is not None
    assert ours.ami > 0.8 > 0.2 > without.ami
    assert None not in (ours.seeds, ours.subsamples, without.seeds, without.subsamples)


def test_five_seeds_of_the_model_with_that_name_are_measured(quick: type[Quick]) -> None:
    metric = training.fit(known(), "e5-test")
    training.figures(QUICK, TopicsConfig(seed=7), known(seed=1), metric, plain=False)
    whole = [(seed, one) for seed, one, documents in quick.given if len(documents) == 80]
    assert whole == [(seed, one) for one in (metric, None) for seed in range(1, 6)]
    assert len(quick.given) == 2 * (5 + 2)


def test_bertopic_as_it_comes_stands_beside_with_five_seeds(
    quick: type[Quick], monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[int] = []

    def plain(seed: int) -> evaluate.Cluster:
        seeds.append(seed)
        return lambda documents, _: np.zeros(len(documents), int)

    monkeypatch.setattr(evaluate, "plain_bertopic", plain)
    metric = training.fit(known(), "e5-test")
    *_, last = training.figures(QUICK, TopicsConfig(), known(seed=1), metric)
    assert (last.name, last.topics, last.subsamples) == ("plain BERTopic", 1, None)
    assert seeds == [1, 2, 3, 4, 5]


def test_new_subjects_are_judged_by_a_metric_that_never_saw_them(quick: type[Quick]) -> None:
    answers = known()
    found = training.figures_on_new_subjects(QUICK, TopicsConfig(), answers, answers, "e5-test")
    assert [judged for judged, _ in found] == [["koulut", "puistot"], ["liikenne", "vanhukset"]]
    assert all(len(figures) == 2 for _, figures in found)
    half = len(quick.given) // 2
    for (judged, _), calls in zip(found, (quick.given[:half], quick.given[half:]), strict=True):
        for _, metric, documents in calls:
            assert {subject_of(item) for item in documents} == set(judged)
            assert metric is None or not any(metric.has_seen(item.key) for item in documents)
        with_one = [metric for _, metric, _ in calls if metric]
        others = [item for item in answers.documents if subject_of(item) not in judged]
        assert all(metric.has_seen(item.key) for metric in with_one for item in others)


def some(name: str, ami: float) -> TopicFigures:
    return TopicFigures(name, 9, 0.04, ami, 0.5, 0.5, -0.4, 0.8, 0.3)


def test_a_card_tells_what_it_learnt_from_and_how_well_it_does() -> None:
    metric, answers = training.fit(known(), "e5-test"), known()
    judged = ("`reserve.jsonl`", known(seed=1, each=5), [some("with the metric", 0.315)])
    new = [(["koulut", "puistot"], [some("without it", 0.124)])]
    card = training.card(metric, answers, ["D3", "D4"], judged, new, shipped=True)
    finnish = sum(item.language == "fi" for item in answers.documents)
    assert "80 answers with a subject" in card
    assert f"the {finnish} in Finnish; 4 subjects:\n" + ", ".join(NAMES) in card
    assert "`e5-test`" in card
    assert "Writers D3, D4 were left out" in card
    assert "On `reserve.jsonl`, 20 answers" in card
    assert "| with the metric | 9 | 4 % | 0.315 |" in card
    assert "(koulut, puistot):\n\n| topics from" in card
    assert "| without it | 9 | 4 % | 0.124 |" in card
    assert card.index("0.315") < card.index("0.124")


def test_a_card_of_ones_own_answers_has_no_figures_and_does_not_call_them_shipped() -> None:
    metric, answers = training.fit(known(), "e5-test"), known()
    card = training.card(metric, answers, [], None, shipped=False)
    assert not any(word in card for word in ("## Figures", "shipped", "left out", "|"))
