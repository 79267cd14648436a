"""What is kept, and the only room that knows SQL."""

from pipeline.store.store import AnalysisResult, Store

__all__ = ["AnalysisResult", "Store"]
