"""What people talk about: groups of answers with a name in Finnish."""

from pipeline.topics.base import Document, TopicModel, topic_models

__all__ = ["Document", "TopicModel", "topic_models"]
