"""The files that `kerropois export` writes compare each round with the one that it names."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from pipeline.cli.run import _write_tables
from pipeline.config import Config
from pipeline.store import AnalysisResult, Store
from tests.report.conftest import earlier_analysis, later_analysis
from tests.report.sample import ROUND

LATER = "2025-asukaskysely"


def written(config: Config, folder: Path, *results: AnalysisResult) -> list[dict[str, str]]:
    """The CSV rows of the later round, from a store with these analyses in this order."""
    config = config.in_folder(folder / "data")
    store = Store(config.store_url)
    for number, result in enumerate(results):
        store.write(replace(result, analysis=replace(result.analysis, id=str(number))))
    _write_tables(config, [LATER], folder)
    with (folder / "teemat.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_newest_analysis_of_the_earlier_round_is_compared_with(
    shipped_config: Config, tmp_path: Path
) -> None:
    old, newest = earlier_analysis("themes-0"), earlier_analysis()
    rows = written(shipped_config, tmp_path, old, newest, later_analysis())
    changes = {row["muutos_sanoin"] for row in rows if row["teema"] == "openness"}
    assert "vähentynyt" in changes
    assert "eri teemamalli" not in changes
    assert {row["muutos_kierroksesta"] for row in rows} == {ROUND, ""}


def test_an_earlier_round_that_was_never_analysed_is_left_out(
    shipped_config: Config, tmp_path: Path
) -> None:
    rows = written(shipped_config, tmp_path, later_analysis())
    assert {row["kierros"] for row in rows} == {LATER}
    assert {row["muutos_kierroksesta"] for row in rows} == {""}
