"""The language stage: language first, then the lemmatizer that suits it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version

from pipeline.config import Config
from pipeline.language.base import FALLBACK_ORDER, Lemmatizer, Options, lemmatizers
from pipeline.language.detect import detect_languages
from pipeline.language.dictionary import Dictionary
from pipeline.language.simplemma import SimplemmaLemmatizer
from pipeline.progress import Progress, silent
from pipeline.records import Token

log = logging.getLogger(__name__)
#: Texts between two signs of progress.
_BATCH = 1_024


class LanguageAnalyser:
    """Detects languages and lemmatizes: Finnish by the chosen backend, others by simplemma.

    Args:
        backend: a name of `lemmatizers`, or "auto" for the best that can run here.
        options: what the backend may need to know of the configuration.
        dictionary: the city's own words.

    Raises:
        MissingPartError: the named backend, or with "auto" every backend, cannot run here.
    """

    def __init__(
        self,
        backend: str = "auto",
        options: Options | None = None,
        dictionary: Dictionary | None = None,
    ) -> None:
        self._finnish: Lemmatizer
        if backend == "auto":
            self.backend, self._finnish = lemmatizers.first_usable(FALLBACK_ORDER, options)
            _tell(self.backend)
        else:
            self.backend, self._finnish = backend, lemmatizers.create(backend, options)
        self._dictionary = dictionary or Dictionary()
        # Part of the key of cached words, which other libraries made as well.
        self.version = "+".join(
            [
                self._finnish.version,
                f"lingua-{version('lingua-language-detector')}",
                f"words-{self._dictionary.version}",
            ]
        )
        self._others: dict[str, Lemmatizer] = {}

    @classmethod
    def of(cls, config: Config, backend: str | None = None) -> LanguageAnalyser:
        """The analyser of a configuration, with another backend if one is named."""
        return cls(
            backend or config.models.lemmatizer,
            Options.of(config),
            Dictionary([*config.language.words, *_districts(config)]),
        )

    def detect(self, texts: Sequence[str]) -> list[str]:
        """The language of each text: an ISO 639-1 code of `detect.LANGUAGES`, or "other"."""
        return detect_languages(texts)

    def lemmatize(
        self, texts: Sequence[str], languages: Sequence[str], progress: Progress = silent
    ) -> list[list[Token]]:
        """The tokens of each text."""
        result: list[list[Token]] = [[] for _ in texts]
        done = 0
        for language, places in _batches(languages):
            tokens = self._for(language).lemmatize([texts[i] for i in places])
            for i, found in zip(places, tokens, strict=True):
                result[i] = self._dictionary.apply(found)
            done += len(places)
            progress(done, len(texts))
        return result

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        """Finnish tokens for given forms, one for one: phrases of the dictionary are not joined."""
        found = self._finnish.lemmatize_tokens(sentences)
        return [[self._dictionary.lemma(token) for token in tokens] for tokens in found]

    def _for(self, language: str) -> Lemmatizer:
        if language == "fi":
            return self._finnish
        if language not in self._others:
            self._others[language] = SimplemmaLemmatizer(language=language)
        return self._others[language]


def _districts(config: Config) -> Iterator[str]:
    """Names of districts, which config.yaml holds already."""
    return (district.name for area in config.areas for district in area.districts)


def _batches(languages: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Places of texts in one language, so many at a time."""
    for language in sorted(set(languages)):
        places = [i for i, known in enumerate(languages) if known == language]
        for start in range(0, len(places), _BATCH):
            yield language, places[start : start + _BATCH]


@cache
def _tell(backend: str) -> None:
    """Say once which backend was taken, if a better one could have been."""
    better = FALLBACK_ORDER[: FALLBACK_ORDER.index(backend)]
    if better:
        log.warning(
            "Lemmatizing with %s: %s cannot run here. kerropois doctor says what to install.",
            backend,
            ", ".join(better),
        )
