"""What is installed, what each stage will use, what is missing and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from pipeline import VERSION
from pipeline.config import Config, find_config, load_config
from pipeline.errors import KerroPoisError


@click.command()
@click.pass_obj
def prepare(config: str | None) -> None:
    """Convert the embedding model, once, and check it."""
    from pipeline.embedding.base import cache_folder, packaged_models
    from pipeline.progress import bar

    settings = load_config(config)
    name = settings.models.embedding
    if name in packaged_models:
        with bar("Preparing the embedding model"):
            folder = packaged_models.create(name, cache_folder(settings))
        click.echo(f"{name}: {folder}")
    else:
        click.echo(f"{name}: nothing to prepare.")


@click.command()
@click.pass_obj
def doctor(config: str | None) -> None:
    """Check the installation: backends, models, store, rounds."""
    from pipeline.progress import bar

    click.echo(f"kerropois {VERSION}, Python {sys.version.split()[0]}")
    settings = load_config(config)
    click.echo(f"configuration: {find_config(config)}")
    problems = 0
    with bar("Looking at what is installed"):
        checks = list(_checks(settings))
    for line, problem in checks:
        click.echo(line if not problem else f"{line}\n    {problem}", err=bool(problem))
        problems += bool(problem)
    click.echo("Everything that this configuration needs is here." if not problems else "")
    if problems:
        raise KerroPoisError(f"{problems} things need mending; how is said above.")


def _checks(config: Config) -> Iterator[tuple[str, str | None]]:
    """(what was looked at, what is wrong with it) for each stage."""
    yield from _lemmatizers(config)
    yield from _detectors(config)
    yield _embedding(config)
    yield _try("topic model", config.models.topics, lambda: _topics(config))
    yield _try("theme model", config.models.themes, lambda: _themes(config))
    yield _key(config)
    yield _try("store", _url(config), lambda: _store(config))
    yield from _rounds(config)


def _try(what: str, name: str, check: object) -> tuple[str, str | None]:
    try:
        check()  # type: ignore[operator]
    except KerroPoisError as error:
        return f"{what}: {name} – not usable", str(error)
    return f"{what}: {name}", None


def _lemmatizers(config: Config) -> Iterator[tuple[str, str | None]]:
    from pipeline.language.base import FALLBACK_ORDER, Options, lemmatizers

    wanted = config.models.lemmatizer
    # A check of what is here fetches nothing that the configuration does not use.
    fetch = config.models.allow_network and wanted == "stanza"
    options = replace(Options.of(config), allow_network=fetch)
    usable = [name for name in lemmatizers if lemmatizers.problem(name, options) is None]
    for name in lemmatizers:
        problem = lemmatizers.problem(name, options)
        yield f"lemmatizer {name}: {'ready' if problem is None else f'not here. {problem}'}", None
    chosen = next((n for n in FALLBACK_ORDER if n in usable), None) if wanted == "auto" else wanted
    problem = None if chosen in usable else "No lemmatizer that can be used is installed."
    yield f"lemmatizer in use: {chosen}", problem


def _detectors(config: Config) -> Iterator[tuple[str, str | None]]:
    from pipeline.embedding.base import cache_folder
    from pipeline.privacy.base import detectors, name_finders

    found = [(name, detectors.problem(name)) for name in detectors]
    trained = config.name_model, cache_folder(config)
    found.append(("names", name_finders.problem("trained", *trained)))
    for name, problem in found:
        state = "ready" if problem is None else f"not here: more will be missed. {problem}"
        yield f"personal data, {name}: {state}", None


def _embedding(config: Config) -> tuple[str, str | None]:
    from pipeline.embedding import create_embedder

    return _try("embedding", config.models.embedding, lambda: create_embedder(config))


def _topics(config: Config) -> object:
    from flows.models import Models

    return Models.of(config).topics


def _themes(config: Config) -> object:
    from flows.models import Models

    return Models.of(config).themes


def _key(config: Config) -> tuple[str, str | None]:
    from pipeline.privacy.key import where_from

    try:
        return f"key of the respondents' ids: {where_from(config.data)}", None
    except KerroPoisError as error:
        return "key of the respondents' ids: not usable", str(error)


def _store(config: Config) -> None:
    from pipeline.store import Store

    Store(config.store_url)


def _url(config: Config) -> str:
    from sqlalchemy import make_url

    return make_url(config.store_url).render_as_string(hide_password=True)


def _rounds(config: Config) -> Iterator[tuple[str, str | None]]:
    from pipeline.ingest.intake import source_files

    for item in config.rounds:
        files = [path.name for _, path in source_files(config, item)]
        yield f"round {item.id}: {', '.join(files) or 'no files yet'}", None
