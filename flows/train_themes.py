"""From coded answers, the shipped ones and people's own, to a theme model with its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from flows.models import Models
from flows.plainly import told_plainly
from flows.stages import embed_texts, stage, whole
from pipeline.config import Config, load_config
from pipeline.errors import InputError, MissingPartError
from pipeline.ingest.emptyish import text_digest
from pipeline.language.detect import detect_languages
from pipeline.progress import Progress, bar
from pipeline.store import AnalysisResult, Store
from pipeline.themes import ThemeModel, load_theme_model, save_theme_model
from pipeline.themes.card import model_card
from pipeline.themes.effect import Effect, effect_of_codes, effect_table
from pipeline.themes.evaluate import Evaluation, evaluate_answers
from pipeline.themes.gold import (
    DEMO_WRITERS,
    RESERVE,
    SHIPPED,
    CodedAnswer,
    read_coded,
)
from pipeline.themes.people import apply_decisions, coded_answers
from pipeline.themes.replacement import Comparison, compare
from pipeline.themes.train import Trained, train


@dataclass(frozen=True)
class Outcome:
    """What training gave. `comparison` is with the model that was in its place, if any.

    `people` is how many of the answers people coded here; `effects`, what that changed.
    """

    version: str
    folder: str
    answers: int
    people: int
    figures: Evaluation
    comparison: Comparison | None
    effects: list[Effect]


@flow(name="train-themes", persist_result=False)
@told_plainly
def train_themes(
    config_path: str | None = None,
    gold: list[str] | None = None,
    everyone: bool = False,
    force: bool = False,
    folder: str | None = None,
) -> Outcome:
    """Train the theme model, measure it, and put it in place unless the old one is better.

    Args:
        config_path: config.yaml; None for the usual places.
        gold: files of coded answers; None for the shipped one without the demo's writers.
        everyone: learn from the demo's answers too.
        force: replace a better model.
        folder: where the model goes; None for config.yaml's `models.themes`; or, if that is the
            default and the model learns from people's codes, the data folder.

    Raises:
        KerroPoisError: too little to learn from, or the model in place is better.
    """
    target = Path(folder) if folder else None
    files = [Path(name) for name in gold or []]
    return _train(load_config(config_path), files, everyone, force, target)


def _train(
    config: Config, gold: Sequence[Path], everyone: bool, force: bool, folder: Path | None
) -> Outcome:
    log, store, models = get_run_logger(), Store(config.store_url), Models.of(config)
    themes = config.coding_frame.ids
    left_out = () if everyone or gold else DEMO_WRITERS
    rounds, own = people_s_answers(config, store, themes)
    target = folder or config.theme_model_to_write(private=bool(own))
    answers = [*_shipped(gold, themes, left_out, own), *own]
    log.info("%d coded answers, %d of them coded by people here.", len(answers), len(own))
    texts = [answer.text for answer in answers]
    languages = detect_languages(texts)
    with bar("Embedding") as progress:
        embeddings = embed_texts(texts, models, store, progress)
    with bar("Training") as progress:
        trained = fit(
            whole(answers), whole(embeddings), languages, models.embedder.version, themes,
            whole(progress),
        )  # fmt: skip
    with bar("Measuring"):
        figures = evaluate_answers(
            answers, languages, themes, trained.assigned, trained.probabilities
        )
        reserve = reserve_figures(trained.model, models, store) if not gold else None
    in_use = folder or config.theme_model
    try:
        old = load_theme_model(in_use)
    except MissingPartError:
        comparison = None
    else:
        comparison = compare(old, trained.model, answers, embeddings, languages)
    if comparison and comparison.old_is_better and not force:
        raise InputError(
            f"the model in {in_use} is better: macro-F1 {comparison.old:.3f} against "
            f"{comparison.new:.3f} on the same {comparison.answers} answers. It was kept. To "
            "replace it all the same: kerropois train themes --force"
        )
    effects = effects_on(rounds, trained.model, models, store) if own else []
    save_theme_model(trained.model, target, private=bool(own))
    card = model_card(
        answers, trained, figures, reserve, left_out, people=len(own), shipped=not gold
    )
    (target / "README.md").write_text(card, encoding="utf-8")
    create_markdown_artifact(markdown=card, key="teemamalli")
    if effects:
        changed = "\n".join(effect_table(effects, config.coding_frame.names_fi))
        create_markdown_artifact(markdown=changed, key="korjaukset")
    log.info("%s: macro-F1 %s.", trained.model.version, figures.macro_f1)
    return Outcome(
        trained.model.version, str(target), len(answers), len(own), figures, comparison, effects
    )


@stage
def fit(
    answers: list[CodedAnswer],
    embeddings: np.ndarray,
    languages: list[str],
    version: str,
    themes: list[str],
    progress: Progress,
) -> Trained:
    """The training itself: see `pipeline.themes.train`."""
    return train(answers, embeddings, languages, version, themes, progress)


def _shipped(
    gold: Sequence[Path],
    themes: Sequence[str],
    left_out: Sequence[str],
    own: Sequence[CodedAnswer],
) -> list[CodedAnswer]:
    """The answers of the files, but for texts that people coded here.

    Of the shipped file only the themes that the frame has.
    """
    known = {text_digest(answer.text) for answer in own}
    return [
        answer
        for path in gold or [SHIPPED]
        for answer in read_coded(path, themes, drop_unknown=path.resolve() == SHIPPED)
        if answer.writer not in left_out and text_digest(answer.text) not in known
    ]


def people_s_answers(
    config: Config, store: Store, themes: Sequence[str]
) -> tuple[list[AnalysisResult], list[CodedAnswer]]:
    """The newest analysis of each round with what people have decided since, and the answers that
    they coded, each text once."""
    rounds: list[AnalysisResult] = []
    own: dict[str, CodedAnswer] = {}
    for item in config.rounds:
        if store.latest(item.id) is None:
            continue
        result = store.read(item.id)
        keys = {answer.id: text_digest(answer.text) for answer in result.answers}
        decisions = store.decisions(set(keys.values()))
        result = replace(result, codes=apply_decisions(result.codes, decisions, keys))
        rounds.append(result)
        for answer in coded_answers(result.answers, result.codes, decisions, themes):
            own.setdefault(text_digest(answer.text), answer)
    return rounds, list(own.values())


def reserve_figures(model: ThemeModel, models: Models, store: Store) -> Evaluation | None:
    """Figures on the shipped answers that no model learns from.

    None when they are not here, or say nothing of the model's themes.
    """
    answers = read_coded(RESERVE, model.themes, drop_unknown=True) if RESERVE.exists() else []
    if not answers:
        return None
    texts, languages = [a.text for a in answers], detect_languages([a.text for a in answers])
    embeddings = embed_texts(texts, models, store)
    probabilities, assigned = model.judge(texts, embeddings, languages)
    return evaluate_answers(answers, languages, model.themes, assigned, probabilities)


def effects_on(
    rounds: Sequence[AnalysisResult], model: ThemeModel, models: Models, store: Store
) -> list[Effect]:
    """What the new model says otherwise of the rounds that are in the store."""
    after: dict[str, np.ndarray] = {}
    for result in rounds:
        texts = [answer.text for answer in result.answers]
        languages = [answer.language for answer in result.answers]
        assigned = model.assigned(texts, embed_texts(texts, models, store), languages)
        after.update(zip((answer.id for answer in result.answers), assigned, strict=True))
    codes = [code for result in rounds for code in result.codes]
    return effect_of_codes(codes, after, model.themes)
