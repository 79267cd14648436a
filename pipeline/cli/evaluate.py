"""The field's metrics on coded data."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.config import Config, load_config
from pipeline.errors import MissingPartError

if TYPE_CHECKING:
    import numpy as np

    from pipeline.themes.gold import CodedAnswer


@click.group()
def evaluate() -> None:
    """How good a stage is on gold data."""


@evaluate.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--leave-one-writer-out",
    "cross",
    is_flag=True,
    help="Train on GOLD anew, each writer coded by a model that has not seen them.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.pass_obj
def themes(config: str | None, gold: Path, cross: bool, as_json: bool) -> None:
    """Codes of the trained model against people's in GOLD (JSON Lines with id, text, themes).

    As a whole, by theme, and by writer, question, group, language and length.
    """
    from pipeline.cli.stages import embeddings_of
    from pipeline.language.detect import detect_languages
    from pipeline.progress import bar
    from pipeline.themes.evaluate import evaluate_answers, table
    from pipeline.themes.gold import read_coded

    settings = load_config(config)
    frame = settings.coding_frame.ids
    answers = read_coded(gold, frame, whole_frame=True)
    texts = [answer.text for answer in answers]
    embeddings = embeddings_of(settings, texts)
    languages = detect_languages(texts)
    assigned, probabilities = (_cross_validated if cross else _by_the_model)(
        settings, answers, embeddings, languages
    )
    with bar("Drawing intervals"):
        figures = evaluate_answers(answers, languages, frame, assigned, probabilities)
    click.echo(json.dumps(asdict(figures)) if as_json else "\n".join(table(figures)))


def _by_the_model(
    settings: Config, answers: list[CodedAnswer], embeddings: np.ndarray, languages: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Codes and probabilities of the model in place, shape (answers, themes) of the frame."""
    from flows.models import Models

    model = Models.of(settings).themes
    texts = [answer.text for answer in answers]
    probabilities, assigned = model.judge(texts, embeddings, languages)
    ours = [model.themes.index(theme) for theme in settings.coding_frame.ids]
    return assigned[:, ours], probabilities[:, ours]


def _cross_validated(
    settings: Config, answers: list[CodedAnswer], embeddings: np.ndarray, languages: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The same of models that had not seen the answer's writer."""
    from flows.models import Models
    from pipeline.progress import bar
    from pipeline.themes.train import train

    frame = settings.coding_frame.ids
    with bar("Training, one writer left out at a time") as progress:
        version = Models.of(settings).embedder.version
        trained = train(answers, embeddings, languages, version, frame, progress)
    return trained.assigned, trained.probabilities


@evaluate.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--show", is_flag=True, help="Also what was missed or masked in vain: it is personal data."
)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.pass_obj
def pseudonyms(config: str | None, gold: Path, show: bool, as_json: bool) -> None:
    """Masked spans against people's in GOLD.

    GOLD is JSON Lines with id, text and spans, or an answer a line with marks in the text:
    <PERSON>Maija</PERSON> soitti.
    """
    from pipeline.privacy import Pseudonymiser
    from pipeline.privacy.evaluate import evaluate as compare
    from pipeline.privacy.evaluate import faults, table
    from pipeline.privacy.gold import read_gold
    from pipeline.progress import bar

    answers = read_gold(gold)
    with bar("Masking personal data"):
        found = Pseudonymiser(load_config(config)).find([answer.text for answer in answers])
    figures = compare(answers, found)
    shown = list(faults(answers, found)) if show else []
    if as_json:
        click.echo(json.dumps(asdict(figures) | ({"faults": shown} if show else {})))
    else:
        click.echo("\n".join([*table(figures), *("\t".join(fault) for fault in shown)]))


@evaluate.command()
@click.argument("treebank", type=click.Path(path_type=Path))
@click.option("--backend", "backends", multiple=True, help="Only this one; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.pass_obj
def lemmas(config: str | None, treebank: Path, backends: tuple[str, ...], as_json: bool) -> None:
    """Lemmas of all installed backends against TREEBANK (CoNLL-U), side by side.

    The words are given as the treebank cuts them. Accuracy in percent: case, compound marks and
    hyphens do not count, but for "strict".
    """
    from pipeline.language.base import Options, lemmatizers
    from pipeline.language.evaluate import bare_spacy_speed, compare, pos_table, table
    from pipeline.language.treebank import read_gold
    from pipeline.progress import bar

    options = Options.of(load_config(config))
    gold = read_gold(treebank)
    with bar("Lemmatizing") as progress:
        figures, missing = compare(gold, backends or tuple(lemmatizers), options, progress)
        bare = bare_spacy_speed(gold)
    if backends and missing:
        raise MissingPartError("\n".join(missing.values()))
    for name, problem in missing.items():
        click.echo(f"{name} is left out: {problem}", err=True)
    if as_json:
        click.echo(json.dumps({"backends": [asdict(one) for one in figures], "spacy alone": bare}))
        return
    sentences, words = len(gold), sum(map(len, gold))
    click.echo(f"{treebank.name}: {sentences} sentences, {words} words\n")
    click.echo("\n".join([*table(figures, bare), "", *pos_table(figures)]))


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--labels", metavar="COLUMN", help="The column of the known labels.")
@click.option("--text", "text_column", metavar="COLUMN", default="text", show_default=True)
@click.option("--sample", type=click.IntRange(min=2), help="Only so many answers, drawn by lot.")
@click.option("--subsamples", type=click.IntRange(min=0), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.pass_obj
def topics(
    config: str | None,
    file: Path,
    labels: str | None,
    text_column: str,
    sample: int | None,
    subsamples: int,
    as_json: bool,
) -> None:
    """Topics of FILE (CSV, TSV or JSON Lines) against labels, beside BERTopic as it comes.

    Both work on the same embeddings; the figures of both are the median of five seeds.
    """
    from flows.models import Models
    from pipeline.cli.stages import documents_of, embeddings_of
    from pipeline.progress import bar
    from pipeline.topics.evaluate import compare, table
    from pipeline.topics.labelled import read_labelled

    settings = load_config(config)
    texts, known = read_labelled(file, text_column, labels, sample)
    documents = documents_of(settings, texts)
    embeddings = embeddings_of(settings, texts)
    metric = Models.of(settings).topic_metric
    with bar("Finding topics, also by plain BERTopic"):
        figures = compare(
            settings.models.topics, settings.topics, {"this program": metric},
            documents, embeddings, known, subsamples,
        )  # fmt: skip
    if metric and (seen := sum(metric.has_seen(document.key) for document in documents)):
        click.echo(
            f"The topic metric learnt from {seen} of these {len(documents)} answers: the figures "
            "of this program flatter it.",
            err=True,
        )
    if as_json:
        click.echo(json.dumps([asdict(one) for one in figures]))
    else:
        name = Models.of(settings).embedder.version
        click.echo(f"{len(texts)} answers, {name}\n\n" + "\n".join(table(figures)))
