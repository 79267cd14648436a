"""What people talk about: groups of answers with a name in Finnish."""

from pipeline.topics.base import Document, TopicModel, topic_models
from pipeline.topics.metric import Metric
from pipeline.topics.metric import load as load_metric
from pipeline.topics.metric import save as save_metric

__all__ = ["Document", "Metric", "TopicModel", "load_metric", "save_metric", "topic_models"]
