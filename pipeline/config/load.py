"""Find, read and check config.yaml; an error names the line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.reader import ReaderError

from pipeline import PROJECT_ROOT
from pipeline.config.model import Config
from pipeline.errors import ConfigError

ENVIRONMENT_VARIABLE = "KERROPOIS_CONFIG"


class _Constructor(RoundTripConstructor):
    """Leaves a day that no calendar has (2024-02-31) as text, for the check to name its line."""

    def construct_yaml_timestamp(self, node: ScalarNode, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return self.construct_scalar(node)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def find_config(given: str | Path | None = None) -> Path:
    """`given`, else what KERROPOIS_CONFIG names, else ./config.yaml, else the shipped one."""
    chosen = given or os.environ.get(ENVIRONMENT_VARIABLE)
    if chosen:
        return Path(chosen)
    local = Path("config.yaml")
    return local if local.exists() else PROJECT_ROOT / "config.yaml"


def load_config(given: str | Path | None = None) -> Config:
    """Read and check the configuration.

    Raises:
        ConfigError: the file is missing, is not YAML, or says something that cannot be; every
            complaint comes with its line.
    """
    path = find_config(given)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"there is no file {path}. Give one with --config or {ENVIRONMENT_VARIABLE}."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as UTF-8 text: {error}") from None
    tree = _parse(text, path)
    try:
        config = Config.model_validate(_plain(tree))
    except ValidationError as error:
        complaints = [_complaint(tree, item, path) for item in error.errors()]
        raise ConfigError("\n  ".join(complaints)) from None
    config._folder = path.resolve().parent
    return config


def _parse(text: str, path: Path) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        tree = yaml.load(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(f"{path}, line {line}: not valid YAML ({error.reason}).") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}, line {line}: not valid YAML ({error.problem}).") from None
    except RecursionError:
        raise ConfigError(f"{path} is nested too deep to be a configuration.") from None
    except (TypeError, ValueError) as error:
        # A list as a key, `!!int pohjoinen`: ruamel gives no line for these.
        raise ConfigError(f"{path}: not valid YAML ({error}).") from None
    if not isinstance(tree, CommentedMap):
        raise ConfigError(f"{path}, line 1: expected `key: value` lines.")
    return tree


def _plain(node: Any) -> Any:
    """Ordinary dicts, lists and scalars: pydantic's strict mode takes no subclasses."""
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _complaint(tree: CommentedMap, item: ErrorDetails, path: Path) -> str:
    where = (*item["loc"], *item.get("ctx", {}).get("path", ()))
    key = ".".join(str(part) for part in where) or "the file"
    return f"{path}, line {_line(tree, where)}: {key}: {_in_words(item)}"


def _in_words(item: ErrorDetails) -> str:
    if item["type"] == "extra_forbidden":
        return "unknown key. Check the spelling, or remove the line."
    if item["type"] == "missing":
        return "this key is missing."
    got = item.get("input")
    shown = f" (it is {got!r})" if isinstance(got, str | int | float | bool) else ""
    return f"{item['msg']}{shown}."


def _line(tree: CommentedMap, where: Sequence[str | int]) -> int:
    """The 1-based line of the deepest part of `where` that the file has."""
    node: Any = tree
    line = 0
    for part in where:
        try:
            if isinstance(node, CommentedMap):
                line = node.lc.key(part)[0]
            elif isinstance(node, CommentedSeq):
                line = node.lc.item(part)[0]
            else:
                break
            node = node[part]
        except (KeyError, IndexError, TypeError):
            break
    return line + 1
