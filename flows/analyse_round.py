"""From a round's export files to an analysis in the store."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from flows import stages
from flows.fingerprint import (
    config_hash,
    current_mark,
    decisions_on,
    fingerprint,
    with_decisions,
    with_past,
    with_people,
)
from flows.models import Models
from flows.past import past_of, topic_decisions_on
from flows.plainly import told_plainly
from flows.stages import whole
from flows.summary import counts_of, health_of, summary_in_finnish, tell_intake
from pipeline.config import Config, RoundConfig, load_config
from pipeline.errors import InputError
from pipeline.oversight import AuditAct, AuditEntry
from pipeline.privacy.key import respondent_key
from pipeline.privacy.review import to_look_at
from pipeline.progress import Progress, bar
from pipeline.records import Analysis, digest
from pipeline.store import AnalysisResult, Store
from pipeline.store.audit import login_name
from pipeline.topics.lineage import retired


@dataclass(frozen=True)
class Outcome:
    """What a run over a round did: `changed` is False when there was nothing to do."""

    round: str
    changed: bool
    counts: dict[str, int]


@flow(name="analyse-round", flow_run_name="{round_id}", persist_result=False)
@told_plainly
def analyse_round(
    round_id: str, config_path: str | None = None, data_dir: str | None = None
) -> Outcome:
    """Analyse one round, unless nothing changed since its newest analysis.

    Args:
        config_path: config.yaml; None for the usual places.
        data_dir: a data folder to use in place of the configured one.

    Raises:
        KerroPoisError: the configuration, the input or the installation has to be mended first.
    """
    config = load_config(config_path)
    if data_dir is not None:
        config = config.in_folder(Path(data_dir))
    return _analyse_if_changed(config, config.round(round_id))


def _analyse_if_changed(config: Config, round_config: RoundConfig) -> Outcome:
    log = get_run_logger()
    store = Store(config.store_url)
    _refuse_forgotten(round_config, store)
    newest = store.latest(round_config.id)
    if newest is not None and newest.fingerprint == current_mark(config, round_config, store):
        log.info("unchanged: the same answers, settings and models as in the newest analysis.")
        return Outcome(round_config.id, False, newest.counts)
    result = _analyse(config, round_config, store, newest)
    with _timed("store"):
        stages.save(whole(result), whole(store))
    _audit(result, store)
    summary = summary_in_finnish(config, result)
    create_markdown_artifact(markdown=summary, key=f"kooste-{round_config.id.lower()}")
    log.info(
        "done: %d answers, %d topics, %d theme codes.",
        len(result.answers), len(result.topics), sum(code.assigned for code in result.codes),
    )  # fmt: skip
    return Outcome(round_config.id, True, result.analysis.counts)


def _analyse(
    config: Config, round_config: RoundConfig, store: Store, newest: Analysis | None
) -> AnalysisResult:
    log, models = get_run_logger(), Models.of(config)
    mark = fingerprint(config, round_config)
    key = respondent_key(config.data, store)
    with _timed("read"):
        everything = stages.read_answers(whole(config), round_config, whole(key))
    tell_intake(everything, get_run_logger())
    forgotten = store.forgotten(round_config.id)
    intake = everything.without(forgotten)
    on_words = store.span_decisions(round_config.id)
    with _timed("pseudonymise"):
        batch, masked = stages.mask_personal_data(
            whole(intake), whole(models), whole(key), whole(on_words), whole(store),
            round_config.id,
        )  # fmt: skip
    with _timed("language"):
        batch = stages.add_language(whole(batch), whole(models), whole(store))
    with _timed("embed") as progress:
        batch = stages.embed(whole(batch), whole(models), whole(store), whole(progress))
    with _timed("topics"):
        found, assignments = stages.find_topics(whole(batch), whole(models))
        past = past_of(config, round_config, store, models.embedder.version)
        found, assignments = stages.keep_identity(
            whole(found), whole(assignments), whole(past), round_config.id
        )
        said = topic_decisions_on(config, round_config, store)
        people = stages.follow_people(
            whole(found), whole(assignments), whole(said), whole(batch), whole(models),
            whole(past), round_config.id,
        )  # fmt: skip
        if said:
            log.info("%d of %d decisions on topics followed here.", people.decisions, len(said))
    decisions = decisions_on([answer.text for answer in batch.answers], store)
    with _timed("themes"):
        codes = stages.code_themes(whole(batch), whole(models), whole(decisions))
    mark = with_people(with_decisions(mark, decisions), on_words, forgotten)
    mark = with_past(mark, past_of(config, round_config, store), said)
    analysis = Analysis(
        # An earlier state may come back: the id tells it from the analysis made of it then.
        id=digest(round_config.id, mark, newest.id if newest else ""),
        round=round_config.id,
        fingerprint=mark,
        config_hash=config_hash(config, round_config),
        versions=models.versions(),
        counts=counts_of(intake, batch.answers, people.topics),
        health={
            **health_of(intake, batch.answers, masked.counts, people.assignments),
            "forgotten": len(everything.answers) - len(intake.answers),
            "to_review": len(to_look_at(masked.spans, config.privacy.review_below)),
        },
    )
    return AnalysisResult(
        analysis,
        batch.answers,
        intake.rejects,
        people.topics,
        people.assignments,
        codes,
        found,
        retired(people.topics, past),
        masked.spans,
    )


def _refuse_forgotten(round_config: RoundConfig, store: Store) -> None:
    if "" in store.forgotten(round_config.id):
        raise InputError(
            f"the round {round_config.id} was forgotten, and is not read again. Take it out of "
            "config.yaml. To begin anew with other answers, give it another id."
        )


def _audit(result: AnalysisResult, store: Store) -> None:
    done = result.analysis
    details = {"analysis": done.id, "answers": len(result.answers)}
    store.add_audit(AuditEntry(AuditAct.RAN, login_name(), datetime.now(UTC), done.round, details))


@contextmanager
def _timed(stage: str) -> Iterator[Progress]:
    """A bar on the terminal while a stage runs, and a line in the log when it is done."""
    started = time.perf_counter()
    with bar(stage) as progress:
        yield progress
    get_run_logger().info("%s: %.1f s", stage, time.perf_counter() - started)
