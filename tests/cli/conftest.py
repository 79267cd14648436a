"""The command line: as people start it, in a process of its own, and quicker in this one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Kerropois = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def kerropois() -> Kerropois:
    """Runs `kerropois ARGUMENTS` with `given` on standard input."""
    program = Path(sys.executable).with_name("kerropois")

    def call(*arguments: object, given: str | bytes = "", cwd: Path | None = None):  # type: ignore[no-untyped-def]
        done = subprocess.run(
            [program, *map(str, arguments)],
            input=given if isinstance(given, bytes) else given.encode(),
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "NO_COLOR": "1"},
            timeout=600,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return call


@pytest.fixture
def kerropois_here(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Kerropois:
    """Like `kerropois`, without a process of its own: models are loaded once for all tests."""
    from pipeline.cli import main

    def call(*arguments: object, given: str | bytes = ""):  # type: ignore[no-untyped-def]
        data = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        capfdbinary.readouterr()
        code = 0
        try:
            main([*map(str, arguments)])
        except SystemExit as done:
            code = int(done.code or 0)
        out, err = capfdbinary.readouterr()
        return subprocess.CompletedProcess(arguments, code, out.decode(), err.decode())

    return call


def lines(*records: dict) -> str:
    """Records as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
