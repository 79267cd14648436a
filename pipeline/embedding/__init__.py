"""Answers as vectors: texts of like meaning lie close together, in whatever language."""

from pipeline.embedding.base import Embedder, create_embedder

__all__ = ["Embedder", "create_embedder"]
