"""Detectors and the pseudonymiser, made once; skips what a machine has no library for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.config import Config
from pipeline.errors import MissingPartError
from pipeline.privacy import Pseudonymiser
from pipeline.privacy.base import Detector, detectors, name_finders

Finder = Callable[[str, str], list[str]]


@pytest.fixture(scope="session")
def pseudonymiser(shipped_config: Config) -> Pseudonymiser:
    return Pseudonymiser(shipped_config)


@pytest.fixture(scope="session")
def find() -> Finder:
    """The pieces of a text that the detector of a name finds."""
    made: dict[str, Detector] = {}

    def find(name: str, text: str) -> list[str]:
        if name not in made:
            try:
                registry = name_finders if name in name_finders else detectors
                made[name] = registry.create(name)
            except MissingPartError as error:
                pytest.skip(str(error))
        (spans,) = made[name].find([text])
        return [text[span.start : span.end] for span in spans]

    return find
