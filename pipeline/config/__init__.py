"""The one typed file in which a city says everything it may change."""

from pipeline.config.load import find_config, load_config
from pipeline.config.model import Config, RoundConfig, SourceConfig, ThemeConfig

__all__ = ["Config", "RoundConfig", "SourceConfig", "ThemeConfig", "find_config", "load_config"]
