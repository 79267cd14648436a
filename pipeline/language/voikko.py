"""The native Voikko library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline import engines
from pipeline.language.base import Lemmatizer, Options
from pipeline.language.morphology import token_from
from pipeline.records import Token


class VoikkoLemmatizer(Lemmatizer):
    """Voikko's first analysis of each form, without context."""

    def __init__(self, options: Options | None = None) -> None:
        self.version = f"voikko-{engines.voikko().getVersion()}"

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        return [[_token(form) for form in forms] for forms in sentences]


@lru_cache(maxsize=200_000)
def _token(form: str) -> Token:
    return token_from(form, engines.analyses(form))
