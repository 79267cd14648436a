"""Finds the topics and development themes in Finnish residents' open survey answers.

Each sub-package is one stage of an answer's way from a survey export to a table; `flows` strings
them together. Importing this package imports nothing heavy.
"""

from pathlib import Path

VERSION = "0.1.0"

#: The source tree: holds config.yaml, corpora/ and models/.
PROJECT_ROOT = Path(__file__).resolve().parent.parent
