"""The contract of a topic model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.config.model import TopicsConfig
from pipeline.records import Assignment, Token, Topic
from pipeline.registry import Entry, Registry


@dataclass(frozen=True, slots=True)
class Document:
    """One answer as a topic model sees it. Answers with equal `key` get equal topics."""

    id: str
    key: str = field(repr=False)
    text: str = field(repr=False)
    language: str
    tokens: Sequence[Token] = field(repr=False)
    emptyish: bool = False


class TopicModel(ABC):
    """Groups documents and names the groups."""

    version: str

    def __init__(self, config: TopicsConfig) -> None:
        self.config = config

    @abstractmethod
    def fit(
        self, documents: Sequence[Document], embeddings: np.ndarray
    ) -> tuple[list[Topic], list[Assignment]]:
        """Topics from the largest to the smallest, and one assignment a document, in order.

        Args:
            embeddings: unit vectors, shape (len(documents), dimension).

        Any number of documents will do, none included. The same documents in another order give
        the same topics.
        """

    @abstractmethod
    def points(self, documents: Sequence[Document], embeddings: np.ndarray) -> np.ndarray:
        """The documents' places among each other: near is alike. Centroids are in this space.

        Unit vectors; equal keys have equal places, documents that say nothing have zeros.
        """


topic_models: Registry[TopicModel] = Registry(
    "topic model",
    {"bertopic": Entry("pipeline.topics.bertopic:BertopicModel", "pip install bertopic")},
)
