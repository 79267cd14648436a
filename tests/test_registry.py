"""Implementations by name: found, refused or missing in plain words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from pipeline.embedding.base import packaged_models
from pipeline.errors import ConfigError, MissingPartError
from pipeline.language.base import lemmatizers
from pipeline.privacy.base import detectors, name_finders
from pipeline.registry import Entry, Registry
from pipeline.topics.base import topic_models

PATHS: Registry[Path] = Registry(
    "folder",
    {
        "missing": Entry("library_that_is_not_installed:Path", "pip install kansio"),
        "unreadable": Entry("builtins:open"),
        "path": Entry("pathlib:Path"),
    },
)


def test_an_implementation_is_built_with_what_it_is_given() -> None:
    assert PATHS.create("path", "kysely", "vastaukset.csv") == Path("kysely/vastaukset.csv")


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        PATHS.create("kaappi")
    assert str(caught.value) == (
        "Configuration: there is no folder called 'kaappi'. Known: missing, unreadable, path."
    )


def test_a_missing_library_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingPartError) as caught:
        PATHS.create("missing")
    message = str(caught.value)
    assert "the folder 'missing' cannot start" in message
    assert "library_that_is_not_installed" in message
    assert message.endswith("Install it with: pip install kansio")


def test_a_missing_file_of_an_implementation_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"'unreadable' cannot start \(FileNotFoundError"):
        PATHS.create("unreadable", tmp_path / "malli.bin")


def test_a_problem_is_told_without_an_error() -> None:
    assert PATHS.problem("path") is None
    assert "pip install kansio" in str(PATHS.problem("missing"))
    assert "no folder called 'kaappi'" in str(PATHS.problem("kaappi"))


def test_the_first_that_can_be_built_is_taken() -> None:
    assert PATHS.first_usable(("missing", "path"), "kysely") == ("path", Path("kysely"))


def test_when_none_can_be_built_every_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError) as caught:
        PATHS.first_usable(("missing", "unreadable"), tmp_path / "malli.bin")
    assert "no folder can be used here" in str(caught.value)
    assert "library_that_is_not_installed" in str(caught.value)
    assert "malli.bin" in str(caught.value)


def test_names_come_in_the_order_of_their_entries() -> None:
    assert list(PATHS) == ["missing", "unreadable", "path"]


@pytest.mark.parametrize(
    "registry", [detectors, name_finders, packaged_models, lemmatizers, topic_models]
)
def test_every_entry_of_the_project_is_where_it_says(registry: Registry) -> None:
    for entry in registry._entries.values():
        module, _, attribute = entry.target.partition(":")
        assert callable(getattr(import_module(module), attribute))
