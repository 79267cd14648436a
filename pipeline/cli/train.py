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
    """Train a model from coded answers."""


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
