"""The language of an answer, and its words in base form."""

from pipeline.language.analyser import LanguageAnalyser

__all__ = ["LanguageAnalyser"]
