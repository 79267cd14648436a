"""People code answers blind: sheets out, sheets back in, disagreements settled."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.config import Config, load_config
from pipeline.errors import InputError
from pipeline.files import write_private

if TYPE_CHECKING:
    from pipeline.coding.agreement import Agreement
    from pipeline.coding.reading import CodedSheet
    from pipeline.store import Store

_file = click.Path(dir_okay=False, path_type=Path)
_LONGEST_NAME = 60


@click.group()
def code() -> None:
    """Let people code a random sample blind, and see how far they agree.

    First sample, then read, then settle. The method: docs/coding.md.
    """


@code.command()
@click.argument("size", metavar="N", type=click.IntRange(min=1))
@click.option("--round", "round_id", help="[default: the newest round that has been analysed]")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the sheets [default: coding/ROUND in the data folder]",
)  # fmt: skip
@click.option(
    "--coders", multiple=True, default=("Luokittelija 1", "Luokittelija 2"), show_default=True,
    help="A coder's name; once for each coder.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True,
    help="Another number draws another sample.",
)  # fmt: skip
@click.pass_obj
def sample(
    config: str | None,
    size: int,
    round_id: str | None,
    folder: Path | None,
    coders: tuple[str, ...],
    seed: int,
) -> None:
    """Draw about N answers and write a coding sheet for each coder.

    Respondents are drawn whole, in proportion to areas and groups, so that the sheets may hold a
    few more or fewer answers. Respondents coded in an earlier sample are not drawn again.
    """
    from pipeline.coding.sample import coded_before, draw
    from pipeline.coding.sheet import coding_sheet
    from pipeline.store import Store

    settings = load_config(config)
    store = Store(settings.store_url)
    name = _round(settings, store, round_id)
    files = _file_names(name, coders)
    result = store.read(name)
    before = coded_before(result.answers, store.decisions())
    drawn = draw(result.answers, result.analysis, size, seed, before)
    sheets = {
        file: coding_sheet(drawn, coder, number, settings)
        for number, (file, coder) in enumerate(files.items(), start=1)
    }
    folder = folder or settings.data / "coding" / name
    write_private(folder, sheets)
    click.echo(
        f"{name}, sample {drawn.id}: {len(drawn.answers)} answers from {drawn.respondents} "
        "respondents."
    )
    if before:
        click.echo(f"Left out: {len(before)} respondents of earlier samples.")
    for file in sheets:
        click.echo(f"  {folder / file}")
    click.echo("When they are filled in: kerropois code read SHEET SHEET …")


@code.command()
@click.argument("sheets", nargs=-1, required=True, type=_file, metavar="SHEET …")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.pass_obj
def read(config: str | None, sheets: tuple[Path, ...], as_json: bool) -> None:
    """Record what the coders coded, and print how far they agree.

    Give the sheets of all coders of one sample. Answers that they coded differently are written
    into a workbook beside the first sheet, for the coders to settle.
    """
    from pipeline.coding.agreement import compare, model_codes
    from pipeline.coding.disagreements import disagreement_sheet
    from pipeline.coding.reading import decisions_of, open_sheets, read_sheets
    from pipeline.records import Origin
    from pipeline.store import Store

    settings = load_config(config)
    themes = settings.coding_frame.ids
    opened = open_sheets(sheets, themes, settings.ingest.max_file_mb)
    facts = opened[0].facts
    store = Store(settings.store_url)
    result = store.read(facts.round)
    coded = read_sheets(opened, result.answers)
    figures = compare({one.coder: one.codes for one in coded}, model_codes(result.codes), themes)
    workbook = disagreement_sheet(coded, result.answers, settings)
    now = datetime.now(UTC)
    decisions = [
        decision
        for one in coded
        for decision in decisions_of(one.codes, one.coder, facts, result.answers, Origin.BLIND, now)
    ]
    new = store.add_decisions(decisions)
    _show(figures, coded, as_json)
    _tell_recorded(len(decisions), new, facts.round, as_json)
    if workbook is not None:
        path = sheets[0].parent / f"erimielisyydet-{facts.round}-{facts.sample}.xlsx"
        _write_disagreements(path, workbook, figures.disagreements, as_json)


@code.command()
@click.argument("sheet", type=_file)
@click.pass_obj
def settle(config: str | None, sheet: Path) -> None:
    """Record what coders settled in a workbook of disagreements."""
    from pipeline.coding.disagreements import open_settled, read_settled
    from pipeline.coding.reading import decisions_of
    from pipeline.records import Origin
    from pipeline.store import Store

    settings = load_config(config)
    table = open_settled(sheet, settings.coding_frame.ids, settings.ingest.max_file_mb)
    store = Store(settings.store_url)
    answers = store.read(table.facts.round).answers
    settled = read_settled(table, answers)
    decisions = decisions_of(
        settled.codes, settled.who, settled.facts, answers, Origin.SETTLED, datetime.now(UTC)
    )
    new = store.add_decisions(decisions)
    click.echo(f"{len(settled.codes)} answers settled, {settled.left} still open.")
    _tell_recorded(len(decisions), new, settled.facts.round)


def _round(config: Config, store: Store, wanted: str | None) -> str:
    if wanted is not None:
        return config.round(wanted).id
    analysed = [item for item in config.rounds if store.latest(item.id) is not None]
    if not analysed:
        raise InputError("no round has been analysed. Run: kerropois run")
    return max(analysed, key=lambda item: (item.closes, item.opens)).id


def _file_names(round_id: str, coders: Sequence[str]) -> dict[str, str]:
    """File name → coder."""
    files: dict[str, str] = {}
    for name in (" ".join(coder.split()) for coder in coders):
        short = re.sub(r"\W+", "-", name.casefold()).strip("-")
        if not short or max(len(name), len(short)) > _LONGEST_NAME:
            raise InputError(
                f"'{name[:_LONGEST_NAME]}' cannot name a coder. Give a name of 1 to "
                f"{_LONGEST_NAME} characters, with a letter or a digit."
            )
        file = f"luokittelu-{round_id}-{short}.xlsx"
        if file in files:
            raise InputError(
                f"the coders '{files[file]}' and '{name}' have too like names. Change one."
            )
        files[file] = name
    return files


def _write_disagreements(path: Path, workbook: bytes, count: int, as_json: bool) -> None:
    """A workbook that is there already stays: the coders may have begun to fill it in."""
    if path.exists() and path.read_bytes() != workbook:
        click.echo(
            f"{count} answers were coded differently. {path} is there already and was left as it "
            "is; move it away and read again for a new one.",
            err=as_json,
        )
        return
    write_private(path.parent, {path.name: workbook})
    click.echo(f"{count} answers were coded differently: {path}", err=as_json)
    click.echo(f"When they are settled: kerropois code settle {path}", err=as_json)


def _show(figures: Agreement, sheets: Sequence[CodedSheet], as_json: bool) -> None:
    from dataclasses import asdict

    from pipeline.coding.figures import tables

    facts = sheets[0].facts
    left = {sheet.coder: sheet.left for sheet in sheets}
    if as_json:
        head = {"round": facts.round, "sample": facts.sample, "not_coded": left}
        click.echo(json.dumps(head | asdict(figures), ensure_ascii=False))
        return
    click.echo(f"{facts.round}, sample {facts.sample}\n")
    click.echo("\n".join(tables(figures)) + "\n")
    for coder, count in left.items():
        if count:
            click.echo(f"{coder}: {count} answers not coded yet.")


def _tell_recorded(given: int, new: int, round_id: str, as_json: bool = False) -> None:
    known = f" ({given - new} were recorded before)" if new < given else ""
    click.echo(f"Recorded: {new} codes{known}.", err=as_json)
    if given:
        click.echo(f"The next `kerropois run {round_id}` uses them.", err=as_json)
