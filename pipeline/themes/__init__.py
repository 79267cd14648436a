"""Which of the coding frame's themes an answer raises, how surely, and why."""

from pipeline.themes.files import load as load_theme_model
from pipeline.themes.files import save as save_theme_model
from pipeline.themes.model import ThemeModel

__all__ = ["ThemeModel", "load_theme_model", "save_theme_model"]
