"""The language stage: language first, then the lemmatizer that suits it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.metadata import version

from pipeline.language.base import FALLBACK_ORDER, Lemmatizer, lemmatizers
from pipeline.language.detect import detect_languages
from pipeline.language.simplemma import SimplemmaLemmatizer
from pipeline.records import Token

log = logging.getLogger(__name__)


class LanguageAnalyser:
    """Detects languages and lemmatizes: Finnish by the chosen backend, others by simplemma.

    Args:
        backend: a name of `lemmatizers`, or "auto" for the best that can run here.

    Raises:
        MissingPartError: the named backend, or with "auto" every backend, cannot run here.
    """

    def __init__(self, backend: str = "auto") -> None:
        self._finnish: Lemmatizer
        if backend == "auto":
            self.backend, self._finnish = lemmatizers.first_usable(FALLBACK_ORDER)
            if self.backend != FALLBACK_ORDER[0]:
                log.warning(
                    "Lemmatizing with %s; better ones are not installed (kerropois doctor).",
                    self.backend,
                )
        else:
            self.backend, self._finnish = backend, lemmatizers.create(backend)
        # Part of the key of cached words, which other libraries made as well.
        self.version = "+".join(
            [self._finnish.version]
            + [f"{name}-{version(name)}" for name in ("lingua-language-detector", "simplemma")]
        )
        self._others: dict[str, Lemmatizer] = {}

    def detect(self, texts: Sequence[str]) -> list[str]:
        """The language of each text (ISO 639-1)."""
        return detect_languages(texts)

    def lemmatize(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[Token]]:
        """The tokens of each text."""
        result: list[list[Token]] = [[] for _ in texts]
        for language in sorted(set(languages)):
            places = [i for i, known in enumerate(languages) if known == language]
            tokens = self._for(language).lemmatize([texts[i] for i in places])
            for i, found in zip(places, tokens, strict=True):
                result[i] = found
        return result

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        """Finnish tokens for given forms, one for one."""
        return self._finnish.lemmatize_tokens(sentences)

    def _for(self, language: str) -> Lemmatizer:
        if language == "fi":
            return self._finnish
        if language not in self._others:
            self._others[language] = SimplemmaLemmatizer(language)
        return self._others[language]
