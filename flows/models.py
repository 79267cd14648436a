"""The models that a configuration names, each loaded once a process and only when needed."""

from __future__ import annotations

from functools import cached_property

from flows.fingerprint import theme_model_files, topic_metric_files
from pipeline.config import Config
from pipeline.embedding import Embedder, create_embedder
from pipeline.errors import MissingPartError
from pipeline.language import LanguageAnalyser
from pipeline.privacy import Pseudonymiser
from pipeline.themes import ThemeModel, load_theme_model
from pipeline.topics import Metric, TopicModel, load_metric, topic_models

#: What of the configuration makes the models.
_MODELS = {"models", "language", "topics", "thresholds", "areas", "privacy", "coding_frame"}


class Models:
    """What the stages of one configuration work with."""

    _kept: tuple[str, Models] | None = None

    @classmethod
    def of(cls, config: Config) -> Models:
        """The models of a configuration, kept for the next round of the same process.

        What has been trained since makes others.
        """
        files = [*theme_model_files(config), *topic_metric_files(config)]
        trained = [(str(path), path.stat().st_mtime_ns) for path in files]
        key = f"{config.model_dump_json(include=_MODELS)} {trained}"
        if cls._kept is None or cls._kept[0] != key:
            cls._kept = key, cls(config)
        return cls._kept[1]

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def pseudonymiser(self) -> Pseudonymiser:
        return Pseudonymiser(self._config)

    @cached_property
    def language(self) -> LanguageAnalyser:
        return LanguageAnalyser.of(self._config)

    @cached_property
    def embedder(self) -> Embedder:
        return create_embedder(self._config)

    @cached_property
    def topics(self) -> TopicModel:
        config = self._config
        return topic_models.create(config.models.topics, config.topics, self.topic_metric)

    @cached_property
    def topic_metric(self) -> Metric | None:
        folder = self._config.topic_metric
        return load_metric(folder, self.embedder.version) if folder else None

    @cached_property
    def themes(self) -> ThemeModel:
        folder = self._config.theme_model
        model = load_theme_model(folder, self.embedder.version)
        unknown = [theme for theme in self._config.coding_frame.ids if theme not in model.themes]
        if unknown:
            raise MissingPartError(
                f"the theme model in {folder} does not know the theme {', '.join(unknown)} of the "
                "coding frame. Code answers for it and train: kerropois train themes --gold FILE"
            )
        return model.with_thresholds(self._config.thresholds)

    def versions(self) -> dict[str, str]:
        """What made an analysis; another version of any may give another result."""
        from pipeline import VERSION

        return {
            "kerropois": VERSION,
            "lemmatizer": self.language.version,
            "embedding": self.embedder.version,
            "topics": self.topics.version,
            "themes": self.themes.version,
        }
