"""Which of the coding frame's themes an answer raises, how surely, and why."""

from pipeline.themes.model import ThemeModel

__all__ = ["ThemeModel"]
