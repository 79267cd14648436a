"""Verbs whose work is not built: they say so."""

from __future__ import annotations

import click

from pipeline.errors import NotYetError


@click.command()
def browse() -> None:
    """The topic browser for coordinators."""
    raise NotYetError("the topic browser. Read the tables instead: kerropois export ROUND --to DIR")


@click.command()
def serve() -> None:
    """The schedule: waits for rounds to close and files to arrive."""
    raise NotYetError("the schedule. Run by hand or by cron instead: kerropois run")
