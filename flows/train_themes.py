"""From coded answers, the shipped ones and people's own, to a theme model with its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.models import Models
from flows.stages import embed_texts, whole
from pipeline.config import Config, load_config
from pipeline.errors import InputError, KerroPoisError, MissingPartError
from pipeline.ingest.emptyish import text_digest
from pipeline.language.detect import detect_languages
from pipeline.progress import Progress, bar
from pipeline.store import AnalysisResult, Store
from pipeline.themes import ThemeModel, load_theme_model, save_theme_model
from pipeline.themes.card import model_card
from pipeline.themes.effect import Effect, effect_of_codes, effect_table
from pipeline.themes.evaluate import Evaluation, evaluate, kinds_of
from pipeline.themes.gold import DEMO_WRITERS, SHIPPED, CodedAnswer, code_matrix, read_coded
from pipeline.themes.people import apply_decisions, coded_answers
from pipeline.themes.replacement import Comparison, compare
from pipeline.themes.train import Trained, train

#: A writer with fewer answers is not shown alone in the model card.
_MANY = 50
_stage = task(cache_policy=NO_CACHE, persist_result=False, log_prints=False)


@dataclass(frozen=True)
class Outcome:
    """What training gave. `comparison` is with the model that was in its place, if any.

    `people` is how many of the answers people coded here; `effects`, what that changed.
    """

    version: str
    answers: int
    people: int
    figures: Evaluation
    comparison: Comparison | None
    effects: list[Effect]


@flow(name="train-themes", persist_result=False)
def train_themes(
    config_path: str | None = None,
    gold: list[str] | None = None,
    everyone: bool = False,
    force: bool = False,
    folder: str | None = None,
) -> Outcome | State:
    """Train the theme model, measure it, and put it in place unless the old one is better.

    Args:
        config_path: config.yaml; None for the usual places.
        gold: files of coded answers; None for the shipped one without the demo's writers.
        everyone: learn from the demo's answers too.
        force: replace a better model.
        folder: where the model goes; None for config.yaml's `models.themes`.

    Raises:
        KerroPoisError: too little to learn from, or the model in place is better.
    """
    try:
        config = load_config(config_path)
        target = Path(folder) if folder else config.path(config.models.themes)
        return _train(config, [Path(name) for name in gold or []], everyone, force, target)
    except KerroPoisError as error:
        # A failed state in place of an exception: people read a sentence, not a traceback.
        return Failed(message=str(error), data=error)


def _train(
    config: Config, gold: Sequence[Path], everyone: bool, force: bool, folder: Path
) -> Outcome:
    log, store, models = get_run_logger(), Store(config.store_url), Models.of(config)
    themes = [theme.id for theme in config.coding_frame.themes]
    left_out = () if everyone or gold else DEMO_WRITERS
    rounds = analysed_rounds(config, store)
    own = [answer for item in rounds for answer in coded_answers(item.answers, item.codes, themes)]
    answers = [*_shipped(gold, themes, left_out), *own]
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
        figures = figures_of(answers, languages, trained)
    comparison = compare_with(folder, answers, embeddings, languages, trained)
    if comparison and comparison.old_is_better and not force:
        raise InputError(
            f"the model in {folder} is better: macro-F1 {comparison.old:.3f} against "
            f"{comparison.new:.3f} on the same {comparison.answers} answers. It was kept. To "
            "replace it all the same: kerropois train themes --force"
        )
    effects = effects_on(rounds, trained.model, models, store) if own else []
    save_theme_model(trained.model, folder)
    card = model_card(answers, trained, figures, left_out)
    (folder / "README.md").write_text(card, encoding="utf-8")
    create_markdown_artifact(markdown=card, key="teemamalli")
    if effects:
        names = {theme.id: theme.name.fi for theme in config.coding_frame.themes}
        create_markdown_artifact(markdown="\n".join(effect_table(effects, names)), key="korjaukset")
    log.info("%s: macro-F1 %s.", trained.model.version, figures.macro_f1)
    return Outcome(trained.model.version, len(answers), len(own), figures, comparison, effects)


@_stage
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
    gold: Sequence[Path], themes: Sequence[str], left_out: Sequence[str]
) -> list[CodedAnswer]:
    """The answers of the files; of the shipped one, only the themes that the frame has."""
    return [
        answer
        for path in gold or [SHIPPED]
        for answer in read_coded(path, themes, drop_unknown=path.resolve() == SHIPPED)
        if answer.writer not in left_out
    ]


def analysed_rounds(config: Config, store: Store) -> list[AnalysisResult]:
    """The newest analysis of each round, with what people have decided since applied."""
    found = []
    for item in config.rounds:
        if store.latest(item.id) is not None:
            result = store.read(item.id)
            keys = {answer.id: text_digest(answer.text) for answer in result.answers}
            decisions = store.decisions(set(keys.values()))
            codes = apply_decisions(result.codes, decisions, keys)
            found.append(replace(result, codes=codes))
    return found


def figures_of(
    answers: Sequence[CodedAnswer], languages: Sequence[str], trained: Trained
) -> Evaluation:
    """How good the out-of-fold predictions are, as a whole and by writer, question and so on."""
    written = Counter(answer.writer for answer in answers)
    kinds = kinds_of(
        [a.writer if written[a.writer] >= _MANY else "others" for a in answers],
        [answer.question for answer in answers],
        [answer.group for answer in answers],
        languages,
        [answer.text for answer in answers],
    )
    themes = trained.model.themes
    gold = code_matrix(answers, themes)
    return evaluate(gold, trained.assigned, trained.probabilities, themes, kinds)


def compare_with(
    folder: Path,
    answers: Sequence[CodedAnswer],
    embeddings: np.ndarray,
    languages: Sequence[str],
    trained: Trained,
) -> Comparison | None:
    """The comparison with the model in the folder; None when there is no usable one."""
    try:
        old = load_theme_model(folder)
    except MissingPartError:
        return None
    return compare(old, answers, embeddings, languages, trained)


def effects_on(
    rounds: Sequence[AnalysisResult], model: ThemeModel, models: Models, store: Store
) -> list[Effect]:
    """What the new model says otherwise of the rounds that are in the store."""
    after: dict[str, np.ndarray] = {}
    for result in rounds:
        texts = [answer.text for answer in result.answers]
        languages = [answer.language for answer in result.answers]
        assigned = model.assigned(texts, embed_texts(texts, models, store), languages)
        for answer, row in zip(result.answers, assigned, strict=True):
            after[answer.id] = row & (not answer.emptyish)
    return effect_of_codes([code for result in rounds for code in result.codes], after, model)
