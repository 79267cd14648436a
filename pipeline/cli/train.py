"""Train the models that are made here."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import PROJECT_ROOT
from pipeline.config import load_config

#: The demo rounds are made of these writers' answers: the shipped model must not know them.
DEMO_WRITERS = ("D3", "D4", "D10")


@click.group()
def train() -> None:
    """Train a model: themes from coded answers, stanza from a treebank."""


@train.command()
@click.option(
    "--gold",
    type=click.Path(path_type=Path),
    default=PROJECT_ROOT / "corpora" / "gold" / "themes.jsonl",
    help="Coded answers [default: the shipped ones].",
)
@click.option("--all", "everyone", is_flag=True, help="Learn from the demo's answers too.")
@click.pass_obj
def themes(config: str | None, gold: Path, everyone: bool) -> None:
    """Train the theme model on coded answers and write it with its model card."""
    from flows.models import Models
    from pipeline.cli.stages import embeddings_of
    from pipeline.progress import bar
    from pipeline.themes.card import model_card
    from pipeline.themes.gold import read_coded
    from pipeline.themes.train import train as fit

    settings = load_config(config)
    frame = [theme.id for theme in settings.coding_frame.themes]
    left_out = () if everyone else DEMO_WRITERS
    answers = [answer for answer in read_coded(gold, frame) if answer.writer not in left_out]
    embeddings = embeddings_of(settings, [answer.text for answer in answers])
    with bar("Training, one writer left out at a time") as progress:
        trained = fit(answers, embeddings, Models.of(settings).embedder.version, frame, progress)
    folder = settings.path(settings.models.themes)
    trained.model.save(folder)
    card = folder / "README.md"
    card.write_text(model_card(answers, trained, left_out), encoding="utf-8")
    click.echo(f"{trained.model.version} in {folder}; its figures are in {card.name}.")


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
    card.write_text(model_card(data, chosen, figures), encoding="utf-8")
    click.echo(f"{lemmatizer.version} in {target}; its figures are in {card.name}.")
