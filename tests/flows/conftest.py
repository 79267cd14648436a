"""A real Prefect server for the flows of one test session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.environment import prepare_prefect
from pipeline.config import Config


@pytest.fixture(scope="session", autouse=True)
def prefect(tmp_path_factory: pytest.TempPathFactory, shipped_config: Config) -> Iterator[Path]:
    """The folder of Prefect's own files."""
    folder = tmp_path_factory.mktemp("prefect")
    prepare_prefect(shipped_config.in_folder(folder))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield folder
