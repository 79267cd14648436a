"""What config.yaml means: paths, look-ups and days on which a district belongs to an area."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline import PROJECT_ROOT
from pipeline.config import Config, load_config
from pipeline.config.model import THEME_MODEL, DistrictConfig
from pipeline.errors import ConfigError
from tests.config.minimal import changed


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load_config(changed(tmp_path, "version: 1", "version: 1"))


def test_paths_are_seen_from_the_folder_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kaupunki"
    folder.mkdir()
    changed(folder, "version: 1", "version: 1\ndata_dir: tulokset")
    monkeypatch.chdir(tmp_path)
    config = load_config("kaupunki/config.yaml")
    assert config.path("models/themes") == folder / "models" / "themes"
    assert config.data == folder / "tulokset"
    assert config.store_url == f"sqlite:///{folder / 'tulokset' / 'kerropois.sqlite'}"


def test_an_absolute_path_stays_as_it_is(config: Config, tmp_path: Path) -> None:
    assert config.path(str(tmp_path / "muualla")) == tmp_path / "muualla"


def test_a_store_url_goes_before_the_data_folder(tmp_path: Path) -> None:
    path = changed(tmp_path, "version: 1", "version: 1\nstore: {url: 'postgresql:///kysely'}")
    assert load_config(path).store_url == "postgresql:///kysely"


def test_another_data_folder_takes_the_store_with_it(config: Config, tmp_path: Path) -> None:
    moved = config.in_folder(tmp_path / "muu")
    assert moved.data == tmp_path / "muu"
    assert moved.store_url == f"sqlite:///{tmp_path / 'muu' / 'kerropois.sqlite'}"
    assert moved.path("config.yaml") == config.path("config.yaml")


def test_nothing_can_be_changed_after_loading(config: Config) -> None:
    with pytest.raises(ValidationError):
        config.data_dir = "muu"  # type: ignore[misc]


def test_a_round_is_found_by_its_id(config: Config) -> None:
    assert config.round("syksy").name.en == "Autumn survey"
    with pytest.raises(ConfigError, match="Rounds: kevat, syksy"):
        config.round("talvi")


def test_areas_have_names_in_both_languages_and_so_has_the_unknown_one(config: Config) -> None:
    assert config.area_name("keskusta") == "Keskusta"
    assert config.area_name("keskusta", "en") == "Centre"
    assert config.area_name("") == "Alue ei tiedossa"
    assert config.area_name("", "en") == "Area not known"


def test_a_question_that_the_file_does_not_know_is_called_by_its_id(config: Config) -> None:
    assert config.question_text("Q1") == "Mikä toimii"
    assert config.question_text("Q1", "en") == "What works"
    assert config.question_text("Terveisesi") == "Terveisesi"


def test_a_district_belongs_to_its_area_on_both_days_that_bound_its_time() -> None:
    district = DistrictConfig(
        name="Kiveriö", valid_from=dt.date(2024, 1, 1), valid_to=dt.date(2024, 12, 31)
    )
    assert district.valid_on(dt.date(2024, 1, 1))
    assert district.valid_on(dt.date(2024, 12, 31))
    assert not district.valid_on(dt.date(2023, 12, 31))
    assert not district.valid_on(dt.date(2025, 1, 1))
    assert district.valid_on(None)


def test_a_round_may_begin_the_day_after_the_one_before_closed(tmp_path: Path) -> None:
    path = changed(tmp_path, "2024-09-01", "2024-03-11")
    assert load_config(path).round("syksy").opens == dt.date(2024, 3, 11)


def test_rounds_of_different_kinds_may_run_on_the_same_days(tmp_path: Path) -> None:
    path = changed(
        tmp_path, "kind: survey\n    opens: 2024-09-01", "kind: workshop\n    opens: 2024-02-02"
    )
    assert load_config(path).round("syksy").kind == "workshop"


def test_a_configuration_elsewhere_uses_the_shipped_theme_model(tmp_path: Path) -> None:
    copy = tmp_path / "config.yaml"
    copy.write_bytes((PROJECT_ROOT / "config.yaml").read_bytes())
    config = load_config(copy)
    assert config.theme_model == PROJECT_ROOT / "models" / "themes"
    named = tmp_path / "models" / "themes"
    named.mkdir(parents=True)
    # A training that was cut short leaves a folder and no model.
    assert config.theme_model == PROJECT_ROOT / "models" / "themes"
    (named / THEME_MODEL).touch()
    assert config.theme_model == tmp_path / "models" / "themes"


def test_a_model_that_learnt_from_residents_answers_stays_in_the_data_folder(
    tmp_path: Path,
) -> None:
    copy = tmp_path / "config.yaml"
    copy.write_bytes((PROJECT_ROOT / "config.yaml").read_bytes())
    config = load_config(copy)
    own = config.data / "models" / "themes"
    assert config.theme_model_to_write(private=False) == tmp_path / "models" / "themes"
    assert config.theme_model_to_write(private=True) == own
    own.mkdir(parents=True)
    (own / THEME_MODEL).touch()
    assert config.theme_model == own
    assert config.theme_model_to_write(private=False) == own
