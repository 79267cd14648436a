"""Show what the program sees in an export, before a round is run."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.config import SourceConfig, load_config


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="The sheet to read.")
@click.pass_obj
def inspect(config: str | None, file: Path, sheet: str | None) -> None:
    """Show which column of an export is what, as it would stand in config.yaml.

    Copy the lines under `columns:` of the round's source to change them.
    """
    from pipeline.ingest.intake import inspect_file
    from pipeline.ingest.reasons import in_words

    source = SourceConfig(file=str(file), sheet=sheet)
    table, mapping, notices = inspect_file(load_config(config), file, source)
    click.echo(f"# {len(table.rows)} rows under the header on row {table.header_number}")
    for notice in notices:
        click.echo(f"# {notice.detail}: {in_words(notice.code)}")
    click.echo("columns:")
    for line in mapping.lines():
        click.echo(f"  {line}")
