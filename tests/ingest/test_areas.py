"""Places and groups as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.config import Config
from pipeline.config.model import AreaConfig, DistrictConfig, Names
from pipeline.ingest.areas import AreaMap, GroupMap, fold

SPRING = dt.date(2024, 2, 19)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Laune", ("etelainen", "Laune")),
        ("  LAUNE. ", ("etelainen", "Laune")),
        ("uusikylä", ("itainen", "Uusikylä")),
        ("Itäinen", ("itainen", "")),
        ("Itäinen alue", ("itainen", "")),
        ("East", ("itainen", "")),
        ("etelainen", ("etelainen", "")),
        ("Keskusta", ("keskusta", "Keskusta")),
        ("Keskustan alue", ("keskusta", "")),
        ("Laune, Liipola", ("etelainen", "Laune")),
        ("Laune, Nastola", None),
        ("Metsäkangas / Nastola", ("itainen", "Nastola")),
        ("Mukkula (Kilpiäinen)", ("pohjoinen", "Mukkula")),
        ("", ("", "")),
        (" - ", ("", "")),
        ("Atlantis", None),
        ("Launeen koulu", None),
    ],
)
def test_a_place_is_found_by_any_of_its_names(
    shipped_config: Config, written: str, found: tuple[str, str] | None
) -> None:
    assert AreaMap(shipped_config).find(written, SPRING) == found


def _moving_district(config: Config) -> AreaMap:
    """Ahtiala, which moves from the northern table to the eastern one at a new term."""
    north = DistrictConfig(name="Ahtiala", valid_to=dt.date(2023, 5, 31))
    east = DistrictConfig(name="Ahtiala", valid_from=dt.date(2023, 6, 1))
    areas = [
        AreaConfig(id="pohjoinen", name=Names(fi="Pohjoinen", en="North"), districts=[north]),
        AreaConfig(id="itainen", name=Names(fi="Itäinen", en="East"), districts=[east]),
    ]
    return AreaMap(config.model_copy(update={"areas": areas}))


@pytest.mark.parametrize(
    ("day", "area"),
    [
        (dt.date(2023, 5, 31), "pohjoinen"),
        (dt.date(2023, 6, 1), "itainen"),
        (dt.date(2025, 1, 1), "itainen"),
    ],
)
def test_a_district_belongs_to_the_area_of_the_day(
    shipped_config: Config, day: dt.date, area: str
) -> None:
    assert _moving_district(shipped_config).find("Ahtiala", day) == (area, "Ahtiala")


def test_a_district_is_unknown_before_its_first_day(shipped_config: Config) -> None:
    assert AreaMap(shipped_config).find("Laune", dt.date(2020, 12, 31)) is None


def test_without_a_day_every_district_is_known(shipped_config: Config) -> None:
    assert AreaMap(shipped_config).find("Laune", None) == ("etelainen", "Laune")


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Asukas", "asukas"),
        ("asukkaat", "asukas"),
        ("Yhdistys", "yhteiso"),
        ("Decision-maker", "paattaja"),
        ("Kumppanuuspöydän jäsen", "kumppanuuspoyta"),
        ("", ""),
        ("Haltiat", None),
    ],
)
def test_a_group_is_found_by_any_of_its_names(
    shipped_config: Config, written: str, group: str | None
) -> None:
    assert GroupMap(shipped_config).find(written) == group


def test_names_are_compared_without_case_marks_and_extra_blanks() -> None:
    assert fold("  Kerro\tPois! -KORTTI ") == fold("kerro pois kortti")
