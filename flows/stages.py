"""The stages as Prefect tasks: thin, over the plain functions of `pipeline`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.utilities.annotations import quote

from flows.models import Models
from flows.past import topic_prefix
from pipeline.config import Config, RoundConfig
from pipeline.errors import ConfigError, InputError, MissingPartError
from pipeline.ingest import Intake, read_round
from pipeline.ingest.emptyish import same_text_key, text_digest
from pipeline.oversight import SpanDecision
from pipeline.privacy.base import without_marks
from pipeline.privacy.pseudonymise import Pseudonymised, pseudonymise
from pipeline.privacy.review import Review
from pipeline.progress import Progress, silent
from pipeline.records import (
    Answer,
    Assignment,
    CodeDecision,
    ThemeCode,
    Token,
    Topic,
    TopicAct,
    TopicDecision,
)
from pipeline.store import AnalysisResult, Store
from pipeline.themes.people import apply_decisions
from pipeline.topics import Document
from pipeline.topics import people as topic_people
from pipeline.topics.lineage import Past, carry_on, with_distinct_headings
from pipeline.topics.people import Followed

T = TypeVar("T")


def whole(value: T) -> T:
    """Hand a large value to a task as it is: Prefect would walk through every part of it."""
    return quote(value)  # type: ignore[return-value]


def _may_pass(task: Any, run: Any, state: State) -> bool:
    """Whether trying again may help: not when the input or the installation is what is wrong."""
    error = state.result(raise_on_failure=False)
    return not isinstance(error, ConfigError | InputError | MissingPartError)


# No result or parameter is kept by Prefect: answers live in the store and nowhere else.
stage = task(cache_policy=NO_CACHE, persist_result=False, log_prints=False)
_retried = task(
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=5,
    retry_condition_fn=_may_pass,
)


@dataclass
class Batch:
    """A round's answers with what the stages have added to them so far."""

    answers: list[Answer] = field(repr=False)
    tokens: list[list[Token]] = field(default_factory=list, repr=False)
    embeddings: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)), repr=False)


@_retried
def read_answers(config: Config, round_config: RoundConfig, key: bytes) -> Intake:
    """Read the round's files."""
    return read_round(config, round_config, key)


@stage
def mask_personal_data(
    intake: Intake,
    models: Models,
    key: bytes,
    decisions: list[SpanDecision],
    store: Store,
    round_id: str,
) -> tuple[Batch, Pseudonymised]:
    """Raw answers in, pseudonymised ones out; the store keeps none that is masked less."""
    done = pseudonymise(intake.answers, models.pseudonymiser, key, Review(decisions, key))
    texts = {answer.id: answer.text for answer in done.answers}
    store.change_texts(texts, round_id, decisions)
    return Batch(done.answers), done


@stage
def add_language(batch: Batch, models: Models, store: Store) -> Batch:
    """The language and tokens of each answer; texts met before come from the store."""
    texts = sorted({answer.text for answer in batch.answers})
    known = store.tokens(models.language.version, texts)
    new = [text for text in texts if text not in known]
    own_words = [without_marks(text) for text in new]
    languages = models.language.detect(own_words)
    found = zip(languages, models.language.lemmatize(own_words, languages), strict=True)
    fresh = dict(zip(new, found, strict=True))
    store.add_tokens(models.language.version, fresh)
    known.update(fresh)
    answers = [replace(answer, language=known[answer.text][0]) for answer in batch.answers]
    return Batch(answers, [known[answer.text][1] for answer in answers])


@stage
def embed(batch: Batch, models: Models, store: Store, progress: Progress = silent) -> Batch:
    """The vector of each answer; texts met before come from the store."""
    texts = [answer.text for answer in batch.answers]
    return Batch(batch.answers, batch.tokens, embed_texts(texts, models, store, progress))


def embed_texts(
    texts: Sequence[str], models: Models, store: Store, progress: Progress = silent
) -> np.ndarray:
    """Shape (len(texts), dimension); each text is embedded once in the store's life."""
    model = models.embedder
    known = store.embeddings(model.version, sorted(set(texts)))
    new = sorted(set(texts) - set(known))
    if new:
        fresh = dict(zip(new, model.encode(new, progress), strict=True))
        store.add_embeddings(model.version, fresh)
        known.update(fresh)
    if not texts:
        return np.zeros((0, model.dimension), np.float32)
    return np.stack([known[text] for text in texts])


@stage
def find_topics(batch: Batch, models: Models) -> tuple[list[Topic], list[Assignment]]:
    """What the answers are about."""
    return models.topics.fit(_documents(batch), batch.embeddings)


def _documents(batch: Batch) -> list[Document]:
    return [
        Document(
            answer.id, same_text_key(answer.text), answer.text, answer.language, tokens,
            answer.emptyish,
        )
        for answer, tokens in zip(batch.answers, batch.tokens, strict=True)
    ]  # fmt: skip


@stage
def keep_identity(
    topics: list[Topic], assignments: list[Assignment], past: Past, round_id: str
) -> tuple[list[Topic], list[Assignment]]:
    """The topics under the ids they keep from earlier rounds."""
    return carry_on(topics, assignments, past, topic_prefix(round_id))


@stage
def follow_people(
    topics: list[Topic],
    assignments: list[Assignment],
    decisions: list[TopicDecision],
    batch: Batch,
    models: Models,
    past: Past,
    round_id: str,
) -> Followed:
    """The topics as people have corrected them, in this round or an earlier one."""
    documents = _documents(batch)
    points = models.topics.points(documents, batch.embeddings) if decisions else np.zeros((0, 0))
    followed = topic_people.follow(
        topics, assignments, decisions, documents, points, round_id=round_id, shown=past.shown
    )
    named = {item.topic for item in decisions if item.act is TopicAct.RENAME}
    named |= {item.into for item in decisions if item.act is TopicAct.SPLIT}
    return replace(followed, topics=with_distinct_headings(followed.topics, named))


@stage
def code_themes(batch: Batch, models: Models, decisions: list[CodeDecision]) -> list[ThemeCode]:
    """Which themes the answers raise: the model's word, and a person's where there is one."""
    codes = models.themes.code(batch.answers, batch.tokens, batch.embeddings)
    keys = {answer.id: text_digest(answer.text) for answer in batch.answers}
    return apply_decisions([code for row in codes for code in row], decisions, keys)


@_retried
def save(result: AnalysisResult, store: Store) -> None:
    """Write the analysis, whole or not at all."""
    store.write(result)
