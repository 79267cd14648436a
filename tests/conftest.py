"""What many tests need: a small real round, its configuration, and real databases."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline import PROJECT_ROOT
from pipeline.config import Config, load_config

# Shared machines stall now and then: a property test fails on what it finds, never on a time.
settings.register_profile(
    "kerropois", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("kerropois")

# The same ids in every folder: tests of the key itself take it away.
os.environ["KERROPOIS_KEY"] = "avain vain kokeisiin"

GOLD = PROJECT_ROOT / "corpora" / "gold" / "themes.jsonl"
SMALL_TREEBANK = PROJECT_ROOT / "tests" / "language" / "pikkupuupankki.conllu"
HEADER = ("Nro", "Vastausaika", "Alue", "Vastaajaryhmä", "Vastaus")


def gold_answers(*writers: str) -> list[dict]:
    """The coded answers of these writers, in order."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["writer"] in writers]


def write_round(path: Path, answers: list[dict]) -> None:
    """An export with a row an answer, as Finnish Excel writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for number, answer in enumerate(answers, start=1):
            year, month, day = answer["date"].split("-")
            place = answer["district"] or answer["area"]
            when = f"{int(day)}.{int(month)}.{year}"
            writer.writerow((number, when, place, answer["group"], answer["text"]))


def small_config(folder: Path) -> Path:
    """A config.yaml in `folder` with one round, `kysely`, whose answers are in kysely.csv."""
    shipped = (PROJECT_ROOT / "config.yaml").read_text(encoding="utf-8")
    before, rest = shipped.split("\nrounds:\n", 1)
    frame = rest[rest.index("# The coding frame") :]
    one = """
rounds:
  - id: kysely
    name: {fi: Asukaskysely, en: Residents' survey}
    kind: survey
    opens: 2024-02-01
    closes: 2025-12-31
    sources: [{file: kysely.csv}]
"""
    text = f"{before}\n{one}\n{frame}".replace(
        "themes: models/themes ", f"themes: {PROJECT_ROOT / 'models' / 'themes'} "
    )
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


_NEXT = """
  - id: kysely-2
    name: {fi: Uusi asukaskysely, en: New residents' survey}
    kind: survey
    opens: 2026-01-01
    closes: 2026-02-01
    comparable_with: kysely
    sources: [{file: kysely-2.csv}]
"""


def make_two_rounds(folder: Path) -> Path:
    """A config.yaml in `folder` with two comparable rounds, 90 real answers in each."""
    answers = gold_answers("D10")
    write_round(folder / "kysely.csv", answers[:90])
    write_round(folder / "kysely-2.csv", answers[90:180])
    path = small_config(folder)
    first = "    sources: [{file: kysely.csv}]\n"
    text = path.read_text(encoding="utf-8").replace(first, first + _NEXT.lstrip("\n"))
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def two_rounds(tmp_path: Path) -> Path:
    """The path of a config.yaml with two comparable rounds."""
    return make_two_rounds(tmp_path)


@pytest.fixture
def small_round(tmp_path: Path) -> Path:
    """The path of a config.yaml whose only round has sixty real answers."""
    write_round(tmp_path / "kysely.csv", gold_answers("D10")[:60])
    return small_config(tmp_path)


@pytest.fixture(scope="session")
def shipped_config() -> Config:
    return load_config(PROJECT_ROOT / "config.yaml")


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory, shipped_config: Config) -> Iterator[Path]:
    """A real Prefect server for all flows of the session; the folder of its files."""
    from flows.environment import prepare_prefect

    folder = tmp_path_factory.mktemp("prefect")
    prepare_prefect(shipped_config.in_folder(folder))
    from prefect.testing.utilities import prefect_test_harness

    with pytest.MonkeyPatch.context() as patch, prefect_test_harness(server_startup_timeout=120):
        # Its log keeps the first test's standard error, which is closed when that test ends.
        patch.setattr("logging.raiseExceptions", False)
        yield folder


@pytest.fixture(scope="session")
def small_stanza(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a stanza model that the command line trained on forty sentences."""
    pytest.importorskip("stanza")
    from pipeline.cli import main

    treebank, model = tmp_path_factory.mktemp("treebank"), tmp_path_factory.mktemp("stanza")
    shutil.copy(SMALL_TREEBANK, treebank / "fi_pikku-ud-train.conllu")
    steps = ("--tokenizer-steps", "60", "--tagger-steps", "40", "--lemmatizer-steps", "20")
    main(["train", "stanza", "--treebank", str(treebank), "--to", str(model), *steps])
    return model


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a Unix socket; skips where there is none."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs and os.environ.get("CI"):
        pytest.fail("PostgreSQL's server programs are not installed (Debian: postgresql)")
    if not programs:
        pytest.skip("PostgreSQL's server programs are not installed (Debian: postgresql)")
    programs_folder = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="kerropois-pg-"))
    # The server refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")

    def call(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs_folder / program), "-D", str(folder / "data")]
        subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    call("initdb", "-U", "kerropois", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://kerropois@/postgres?host={folder}"
    finally:
        call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """An empty database of its own."""
    import sqlalchemy as sa

    engine = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("DROP DATABASE IF EXISTS test WITH (FORCE)"))
        connection.execute(sa.text("CREATE DATABASE test"))
    yield postgresql_server.replace("/postgres?", "/test?")
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'kerropois.sqlite'}"
    return request.getfixturevalue("postgresql_url")
