"""The lemmatizers, each made once; skips what a machine has no library for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from pipeline.errors import MissingPartError
from pipeline.language.base import Lemmatizer, lemmatizers


@pytest.fixture(scope="session")
def lemmatizer() -> Callable[[str], Lemmatizer]:
    @cache
    def make(name: str) -> Lemmatizer:
        try:
            return lemmatizers.create(name)
        except MissingPartError as error:
            pytest.skip(str(error))

    return make
