"""Train the models that are made here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from pipeline import PROJECT_ROOT
from pipeline.config import load_config
from pipeline.config.model import DEFAULT_METRIC
from pipeline.files import replace_file


@click.group()
def train() -> None:
    """Train a model: themes from coded answers, topics from answers with subjects, names from
    marked answers, stanza from a treebank."""


@train.command()
@click.option(
    "--gold",
    "gold",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Coded answers; may be repeated [default: the shipped ones].",
)
@click.option("--all", "everyone", is_flag=True, help="Learn from the demo's answers too.")
@click.option("--force", is_flag=True, help="Replace the model in place even if it is better.")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the model goes [default: config.yaml's models.themes; with people's codes, and "
    "that left as it is, the data folder].",
)
@click.pass_obj
def themes(
    config: str | None, gold: tuple[Path, ...], everyone: bool, force: bool, folder: Path | None
) -> None:
    """Train the theme model and write it with its model card.

    Learns from coded answers, and from what people have coded in the store. Keeps the model in
    place if that is better.
    """
    from flows.environment import prepare_prefect
    from pipeline.config import find_config
    from pipeline.themes.effect import effect_table
    from pipeline.themes.evaluate import table

    settings = load_config(config)
    prepare_prefect(settings)
    from flows.train_themes import Outcome, train_themes

    outcome = cast(
        Outcome,
        train_themes(
            str(find_config(config)),
            [str(path) for path in gold] or None,
            everyone,
            force,
            str(folder) if folder else None,
        ),
    )
    click.echo("\n".join(table(outcome.figures)))
    if outcome.effects:
        names = settings.coding_frame.names_fi
        click.echo("\n" + "\n".join(effect_table(outcome.effects, names)))
    if outcome.comparison:
        click.echo(
            f"\nThe model before: macro-F1 {outcome.comparison.old:.3f}; this one: "
            f"{outcome.comparison.new:.3f}, on the same {outcome.comparison.answers} answers."
        )
    click.echo(f"\n{outcome.version} in {outcome.folder}; its figures are in README.md there.")


@train.command()
@click.option(
    "--treebank",
    metavar="DIR",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder of a treebank in CoNLL-U, such as UD_Finnish-TDT.",
)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the model goes [default: config.yaml's models.stanza].",
)
@click.option("--quick", is_flag=True, help="A try in minutes; no model to use.")
@click.option("--tokenizer-steps", type=click.IntRange(min=1), help="[default: 1000]")
@click.option("--tagger-steps", type=click.IntRange(min=1), help="[default: 1500]")
@click.option("--lemmatizer-steps", type=click.IntRange(min=1), help="[default: 16000]")
@click.option("--seed", type=click.IntRange(min=0), help="[default: 1]")
@click.pass_obj
def stanza(
    config: str | None, treebank: Path, folder: Path | None, quick: bool, **lengths: int | None
) -> None:
    """Train a stanza model on a treebank and write it with its model card.

    Takes under an hour on two cores for UD_Finnish-TDT. Nothing is fetched.
    """
    from dataclasses import replace

    from pipeline.language.base import Options
    from pipeline.language.stanza_data import read_treebank
    from pipeline.language.stanza_training import QUICK, Settings
    from pipeline.language.stanza_training import train as fit
    from pipeline.progress import bar

    settings = load_config(config)
    target = folder or settings.path(settings.models.stanza)
    given = {name: value for name, value in lengths.items() if value is not None}
    chosen = replace(QUICK if quick else Settings(), **given)
    data = read_treebank(treebank)
    with bar("Training tokenizer, tagger and lemmatizer") as progress:
        fit(data, target, chosen, progress)
    # After training, which has found out whether stanza is here.
    from pipeline.language.stanza import StanzaLemmatizer
    from pipeline.language.stanza_card import evaluate, model_card

    with bar("Measuring"):
        lemmatizer = StanzaLemmatizer(Options(stanza=target))
        figures = evaluate(lemmatizer, data.dev)
    card = target / "README.md"
    replace_file(card, model_card(data, chosen, figures).encode(), private=False)
    click.echo(f"{lemmatizer.version} in {target}; its figures are in {card.name}.")


@train.command()
@click.option(
    "--gold",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Answers with columns text and topic [default: the shipped ones].",
)
@click.option("--all", "everyone", is_flag=True, help="Learn from the demo's answers too.")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the metric goes [default: config.yaml's topics.metric].",
)
@click.pass_obj
def topics(config: str | None, gold: Path | None, everyone: bool, folder: Path | None) -> None:
    """Learn what makes two answers alike in subject, and write it with its model card."""
    from flows.models import Models
    from pipeline.cli.stages import documents_of, embeddings_of
    from pipeline.progress import bar
    from pipeline.themes.gold import DEMO_WRITERS, RESERVE, SHIPPED
    from pipeline.topics import save_metric, training

    settings = load_config(config)
    target = folder or settings.path(settings.topics.metric or DEFAULT_METRIC)
    left_out = () if everyone or gold else DEMO_WRITERS
    embedding = Models.of(settings).embedder.version

    def subjects_of(file: Path, without: Sequence[str] = ()) -> training.Subjects:
        frame = training.read_subjects(file, without)
        texts = frame["text"].tolist()
        return training.Subjects(
            documents_of(settings, texts), embeddings_of(settings, texts), frame["topic"].to_numpy()
        )

    known = subjects_of(gold or SHIPPED, left_out)
    metric = training.fit(known, embedding)
    judged, new, name = None, [], settings.models.topics
    if not gold and RESERVE.exists():
        reserve = subjects_of(RESERVE)
        with bar("Measuring"):
            found = training.figures(name, settings.topics, reserve, metric)
            new = training.figures_on_new_subjects(name, settings.topics, known, reserve, embedding)
        judged = (f"`{RESERVE.relative_to(PROJECT_ROOT)}`", reserve, found)
    save_metric(metric, target)
    card = training.card(metric, known, left_out, judged, new, shipped=not gold)
    replace_file(target / "README.md", card.encode(), private=False)
    click.echo(f"{metric.version} in {target}; its figures are in README.md there.")


@train.command()
@click.option(
    "--gold",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Answers with their personal data marked [default: the shipped ones].",
)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the model goes [default: config.yaml's models.names].",
)
@click.pass_obj
def names(config: str | None, gold: Path | None, folder: Path | None) -> None:
    """Learn which words name people, and write the model with its card.

    Takes some ten minutes on two cores.
    """
    from pipeline.embedding.base import cache_folder
    from pipeline.embedding.e5_small import prepare
    from pipeline.privacy import Pseudonymiser
    from pipeline.privacy.card import card
    from pipeline.privacy.evaluate import evaluate
    from pipeline.privacy.gold import HELD_OUT, SHIPPED, read_gold, without_people
    from pipeline.privacy.tagger import save
    from pipeline.privacy.training import train as fit
    from pipeline.progress import bar

    settings = load_config(config)
    target = folder or settings.path(settings.models.names)
    encoder = prepare(cache_folder(settings))
    answers, clean = read_gold(gold or SHIPPED), without_people()
    with bar("Learning names") as progress:
        version = save(fit([*answers, *clean], encoder, progress=progress), target)
    judged = read_gold(HELD_OUT)
    found = Pseudonymiser(settings.with_names(target)).find([answer.text for answer in judged])
    name = f"`{HELD_OUT.relative_to(PROJECT_ROOT)}`, by writers of whom it learnt nothing"
    figures = [(name, evaluate(judged, found))]
    text = card(version, answers, len(clean), figures, shipped=not gold)
    replace_file(target / "README.md", text.encode(), private=False)
    click.echo(f"{version} in {target}; its figures are in README.md there.")
