"""All flows of these tests run on the one real Prefect server."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def server(prefect: Path) -> None:
    """Started before the first flow is imported."""
