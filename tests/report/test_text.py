"""Numbers and texts as Finns write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.report.table import CITY, HIDDEN, Cell
from pipeline.report.text import (
    area_heading,
    harmless,
    how_to_read,
    interval,
    percent,
    range_of,
    signed,
)


def test_percents_have_no_decimals_and_a_blank_before_the_sign() -> None:
    assert [percent(share) for share in (0.314, 0.0, 1.0, None)] == ["31 %", "0 %", "100 %", "–"]


def test_an_interval_is_a_range_of_percents() -> None:
    assert interval(Cell(20, 8, 0.4, 0.2188, 0.6134)) == "22–61 %"
    assert interval(HIDDEN) == "–"


@pytest.mark.parametrize(
    ("low", "high", "digits", "shown"),
    [
        (0.03, 0.21, 0, "3–21"), (-0.07, 0.11, 0, "−7…+11"), (-0.21, -0.03, 0, "−21…−3"),
        (-0.004, 0.25, 0, "0–25"), (0.251, 0.253, 0, "25"), (-0.101, -0.099, 0, "−10"),
        (0.003, 0.117, 1, "0,3–11,7"), (0.0, 0.0, 0, "0"), (-0.25, 0.004, 0, "−25…0"),
    ],
)  # fmt: skip
def test_ranges_with_and_without_signs(low: float, high: float, digits: int, shown: str) -> None:
    assert range_of(low, high, digits) == shown


def test_differences_have_a_real_minus_and_zero_no_sign() -> None:
    shown = [signed(share) for share in (0.12, -0.07, 0.0, -0.001, 0.001)]
    assert shown == ["+12", "−7", "0", "0", "0"]
    assert signed(-0.0031, 1) == "−0,3"


@pytest.mark.parametrize(
    "start",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        " =",
        "\u00a0+",
        '"=',
        "'-",
        ' "@',
        "\t=",
        "＝",
        "＋",
        "－",
        "＠",
    ],
)
def test_what_could_be_a_formula_is_made_a_text(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    "text", ["1+1 = 2", "– vuoroja lisää", '"Tulkaa käymään."', " sauna", "’=’"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_every_text_stays_whole_behind_at_most_one_apostrophe(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_areas_have_headings(shipped_config: Config) -> None:
    headings = [area_heading(shipped_config, area) for area in ("itainen", "", CITY)]
    assert headings == ["Itäinen", "Alue ei tiedossa", "Koko kaupunki"]


def test_the_reader_is_told_the_confidence_and_the_limit(shipped_config: Config) -> None:
    texts = " ".join(text for _, text in how_to_read(shipped_config))
    assert "95 %:n varmuudella" in texts
    assert "alle 5 vastaajaa" in texts
    assert "ei näytetä" in texts
    assert "vähintään 30 vastaajaa" in texts
    assert "noin 5 vertailussa sadasta näkyisi silti muutos" in texts
    assert "vastaajia pidetään otoksena" in texts
    assert "todellinen osuus voi hyvin olla välin ulkopuolella" in texts
