"""Voikko's dictionary through pyvoikko: no system library needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version

from pipeline.language.base import Lemmatizer, Options
from pipeline.language.morphology import token_from
from pipeline.records import Token


class PyvoikkoLemmatizer(Lemmatizer):
    """pyvoikko's first analysis of each form, without context."""

    def __init__(self, options: Options | None = None) -> None:
        import pyvoikko  # noqa: F401  (fails here, not in the middle of a run)

        self.version = f"pyvoikko-{version('pyvoikko')}"

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        return [[_token(form) for form in forms] for forms in sentences]


@lru_cache(maxsize=200_000)
def _token(form: str) -> Token:
    import pyvoikko

    keys = ("BASEFORM", "CLASS", "PARTICIPLE", "FSTOUTPUT", "SIJAMUOTO")
    analyses = [
        {key: value for key in keys if (value := getattr(analysis, key)) is not None}
        for analysis in pyvoikko.analyse(form.lower())
    ]
    return token_from(form, analyses)
