"""Analyse rounds and write their tables."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipeline import PROJECT_ROOT
from pipeline.config import Config, find_config, load_config
from pipeline.errors import KerroPoisError

if TYPE_CHECKING:
    from pipeline.report import ThemeTable, TopicTable
    from pipeline.report.places import Place
    from pipeline.store import Store


@click.command()
@click.argument("rounds", nargs=-1, metavar="[ROUND …]")
@click.pass_obj
def run(config: str | None, rounds: tuple[str, ...]) -> None:
    """Analyse the rounds that are new or changed.

    Without a ROUND: every round of config.yaml whose files have come.
    """
    settings = load_config(config)
    _analyse(settings, find_config(config), _chosen(settings, rounds), named=bool(rounds))


@click.command()
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where to put results [default: data/demo in the project's folder]",
)  # fmt: skip
def demo(folder: Path | None) -> None:
    """Run on the shipped rounds and say where the tables are."""
    from pipeline.cli.forget import audit_export
    from pipeline.privacy.key import use_public_key

    path = PROJECT_ROOT / "config.yaml"
    settings = load_config(path)
    folder = (folder or settings.data / "demo").resolve()
    settings = settings.in_folder(folder)
    use_public_key(folder)
    rounds = _chosen(settings, ())
    _analyse(settings, path, rounds)
    files = _write_tables(settings, rounds, folder / "tables")
    audit_export(settings, rounds, files)
    click.echo(f"\nThe tables are in {folder / 'tables'}:")
    for file in files:
        click.echo(f"  {file.name}")


@click.command()
@click.argument("rounds", nargs=-1, required=True, metavar="ROUND …")
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; made when missing.",
)  # fmt: skip
@click.pass_obj
def export(config: str | None, rounds: tuple[str, ...], folder: Path) -> None:
    """Write the theme and topic tables of rounds as xlsx and CSV, small cells hidden."""
    from pipeline.cli.forget import audit_export

    settings = load_config(config)
    chosen = _chosen(settings, rounds)
    files = _write_tables(settings, chosen, folder)
    audit_export(settings, chosen, files)
    for file in files:
        click.echo(str(file))


def _chosen(config: Config, rounds: tuple[str, ...]) -> list[str]:
    """Earlier rounds first: later ones carry on their topics."""
    from flows.past import in_time

    named = {config.round(name).id for name in rounds}
    return [item.id for item in in_time(config) if item.id in named or not named]


def _analyse(config: Config, path: Path, rounds: list[str], named: bool = False) -> None:
    """Run the flow over each round; a round that fails does not stop the others.

    Args:
        named: the user asked for these rounds, so that a missing file is an error.
    """
    from pipeline.ingest.intake import source_files
    from pipeline.privacy.key import respondent_key
    from pipeline.store import Store

    store = Store(config.store_url)
    respondent_key(config.data, store)
    failed = []
    for name in rounds:
        try:
            files = [path for _, path in source_files(config, config.round(name))]
            if not named and not any(path.exists() for path in files):
                click.echo(f"{name}: no answers have come yet.")
            elif _is_unchanged(config, store, name):
                click.echo(f"{name}: unchanged.")
            else:
                click.echo(f"{name}: {_run_flow(config, path, name)}.")
        except KerroPoisError as error:
            click.echo(f"{name}: {error}", err=True)
            failed.append(name)
    if failed:
        raise KerroPoisError(f"not analysed: {', '.join(failed)}. The reasons are above.")


def _is_unchanged(config: Config, store: Store, name: str) -> bool:
    from flows.fingerprint import current_mark

    newest = store.latest(name)
    return newest is not None and newest.fingerprint == current_mark(
        config, config.round(name), store
    )


def _run_flow(config: Config, path: Path, name: str) -> str:
    from flows.environment import prepare_prefect

    prepare_prefect(config)
    if "flows.analyse_round" not in sys.modules:
        click.echo("Starting Prefect and loading the models, some 20 seconds …", err=True)
    from flows.analyse_round import Outcome, analyse_round

    folder = str(config.data) if config.store.url is None else None
    counts = cast(Outcome, analyse_round(name, str(path), folder)).counts
    return (
        f"{counts['answers']} answers from {counts['respondents']} respondents, "
        f"{counts['rows_rejected']} rows rejected"
    )


def _write_tables(config: Config, rounds: list[str], folder: Path) -> list[Path]:
    from xlsxwriter.exceptions import FileCreateError

    from pipeline.errors import InputError
    from pipeline.report.delimited import write_csv, write_topics_csv
    from pipeline.report.disclosure import refuse_what_tells
    from pipeline.report.workbook import write_workbook
    from pipeline.store import Store

    store = Store(config.store_url)
    # The tables of earlier rounds are out: what these say of them must not tell more.
    every = _with_earlier(config, store, rounds)
    known = [_tables(config, store, name) for name in every]
    tables, topics = [themes for themes, _, _ in known], [topics for _, topics, _ in known]
    refuse_what_tells(tables, topics, sum((counts for _, _, counts in known), Counter()))
    tables, topics = tables[: len(rounds)], topics[: len(rounds)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workbook = write_workbook(tables, config, folder / "teemataulukot.xlsx", topics)
        return [
            workbook,
            *write_csv(tables, config, folder),
            write_topics_csv(topics, config, folder),
        ]
    except (OSError, FileCreateError) as error:
        raise InputError(
            f"the tables cannot be written to {folder} ({error}). Close them if they are open in "
            "another program, or give another folder."
        ) from None


def _tables(
    config: Config, store: Store, name: str
) -> tuple[ThemeTable, TopicTable, Counter[Place]]:
    """A round's tables, compared with the newest analysis of the round that it names; and its
    respondents counted anew."""
    from pipeline.report import theme_table, topic_table
    from pipeline.report.recount import recounted
    from pipeline.report.table import placed

    result = store.read(name)
    other = _earlier(config, store, name)
    earlier = store.read(other) if other else None
    themes = theme_table(config, result, earlier)
    topics = topic_table(config, result, earlier, placed(themes.cells))
    return themes, topics, recounted(config, result)


def _earlier(config: Config, store: Store, name: str) -> str | None:
    """The round that it is compared with, if that one has been analysed."""
    other = config.round(name).comparable_with
    return other if other and store.latest(other) is not None else None


def _with_earlier(config: Config, store: Store, rounds: list[str]) -> list[str]:
    """The rounds, and those that they are compared with, and so on."""
    found = list(rounds)
    for name in found:
        other = _earlier(config, store, name)
        if other and other not in found:
            found.append(other)
    return found
