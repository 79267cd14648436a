"""Forget a round or a respondent for good; read the audit log."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.config import Config, load_config
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.oversight import AuditEntry
    from pipeline.store import Store
    from pipeline.store.people import Traces


@click.command()
@click.option("--round", "round_id", metavar="ROUND", help="Forget the whole round.")
@click.option("--respondent", metavar="ID", help="Forget what one respondent answered.")
@click.option("--by", "who", required=True, metavar="NAME", help="Who decides this.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(
    config: str | None, round_id: str | None, respondent: str | None, who: str, yes: bool
) -> None:
    """Delete a round's or a respondent's answers and all that was made of them, for good.

    A later run over the same export leaves them out. The export itself is yours to mend.
    """
    from pipeline.oversight import AuditAct, AuditEntry
    from pipeline.store import Store

    if bool(round_id) == bool(respondent):
        raise click.UsageError("give either --round ROUND or --respondent ID.")
    settings = load_config(config)
    store = Store(settings.store_url)
    traces = store.traces_of(round_id=round_id or "", respondent=respondent or "")
    files = _files(settings, store, traces, whole_round=bool(round_id))
    _tell(traces, files)
    if not yes:
        click.confirm("Delete them for good?", abort=True, err=True)
    # The files go first: if one cannot, the store still knows what to look for the next time.
    for file in files:
        _delete(file)
    summaries = _delete_summaries(settings, traces.round)
    details = {
        "round": traces.round, "answers": len(traces.answers),
        "respondents": len(traces.respondents), "files": [file.name for file in files],
        "summaries": summaries,
    }  # fmt: skip
    subject = respondent or traces.round
    entry = AuditEntry(AuditAct.FORGOT, who, datetime.now(UTC), subject, details)
    out = store.forget(traces, entry, whole_round=bool(round_id))
    click.echo(f"Forgotten: {len(traces.answers)} answers of {traces.round}.")
    if not out:
        click.echo(
            "Another program is reading the store: deleted text stays in its file until "
            "`kerropois forget` or a run that masks more is done while nobody reads it.",
            err=True,
        )
    _tell_what_is_left(settings, traces)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@click.pass_obj
def audit(config: str | None, as_json: bool) -> None:
    """Show who ran, exported, looked, masked, unmasked and forgot what, and when."""
    from pipeline.store import Store

    for entry in Store(load_config(config).store_url).audit():
        if as_json:
            record = asdict(entry) | {"when": entry.when.isoformat()}
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            details = ", ".join(f"{name} {value}" for name, value in entry.details.items())
            when = entry.when.astimezone().strftime("%Y-%m-%d %H:%M")
            click.echo(f"{when}  {entry.who}  {entry.act} {entry.subject}  ({details})")


def audit_export(config: Config, rounds: Sequence[str], files: Sequence[Path]) -> None:
    """Write down that tables have left the store, and where to."""
    from pipeline.oversight import AuditAct, AuditEntry
    from pipeline.store import Store
    from pipeline.store.audit import login_name

    store, when = Store(config.store_url), datetime.now(UTC)
    details = {"rounds": list(rounds), "files": [str(file.resolve()) for file in files]}
    store.add_audit(AuditEntry(AuditAct.EXPORTED, login_name(), when, ", ".join(rounds), details))


def _files(config: Config, store: Store, traces: Traces, *, whole_round: bool) -> list[Path]:
    """The files in the data folder that hold the answers: by what is in them, and by the log."""
    from pipeline.ingest.intake import source_files
    from pipeline.privacy.key import FILE
    from pipeline.privacy.traces import files_that_hold

    exports = [path for item in config.rounds for _, path in source_files(config, item)]
    databases = [*config.data.glob("*.sqlite*"), *_prefect(config).glob("*.db*")]
    kept = [*exports, *databases, config.data / FILE]
    ids = traces.answers | (frozenset() if whole_round else traces.respondents)
    found = files_that_hold(config.data, ids, traces.quotes, but=kept)
    if whole_round:
        found += _exported(config, store.audit(), traces.round)
    return sorted(set(found))


def _exported(config: Config, log: Sequence[AuditEntry], round_id: str) -> list[Path]:
    """The tables of a round that were written into the data folder and are still there."""
    from pipeline.oversight import AuditAct

    written = [
        Path(file)
        for entry in log
        if entry.act is AuditAct.EXPORTED and round_id in entry.details["rounds"]
        for file in entry.details["files"]
    ]
    inside = config.data.resolve()
    return [file for file in written if file.is_relative_to(inside) and file.is_file()]


def _tell(traces: Traces, files: Sequence[Path]) -> None:
    click.echo(
        f"{traces.round}: {len(traces.answers)} answers of {len(traces.respondents)} respondents, "
        "and all that was made of them.",
        err=True,
    )
    for file in files:
        click.echo(f"  holds them, and goes too: {file}", err=True)


def _tell_what_is_left(config: Config, traces: Traces) -> None:
    from pipeline.ingest.intake import source_files

    known = [item for item in config.rounds if item.id == traces.round]
    exports = [str(path) for item in known for _, path in source_files(config, item)]
    places = [*exports, "backups", "tables that were written outside the data folder"]
    click.echo(f"Not touched, and yours to mend: {', '.join(places)}.")


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{file} cannot be deleted ({error.strerror}). Close it if it is open in another "
            "program, and try again. Nothing has been forgotten in the store yet."
        ) from None


def _prefect(config: Config) -> Path:
    return Path(os.environ.get("PREFECT_HOME") or config.data / "prefect")


def _delete_summaries(config: Config, round_id: str) -> int:
    from pipeline.store.artifacts import delete_artifacts

    key = f"kooste-{round_id.lower()}"
    if "PREFECT_API_URL" in os.environ:
        click.echo(f"Prefect's own server keeps the summary {key}: delete it there.", err=True)
    return delete_artifacts(_prefect(config) / "prefect.db", key)
