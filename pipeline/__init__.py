"""Finds the topics and development themes in Finnish residents' open survey answers.

Each sub-package is one stage of an answer's way from a survey export to a table; `flows` strings
them together. Importing this package imports nothing heavy.
"""

from pathlib import Path

VERSION = "0.1.0"

#: Far more than a spreadsheet cell can hold; what is longer is no answer.
MAX_CHARACTERS = 500_000

#: The source tree: holds config.yaml, corpora/ and models/.
PROJECT_ROOT = Path(__file__).resolve().parent.parent
