"""The sheet and the CSV file of the topics, as spreadsheet programs open them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.config import Config
from pipeline.records import Lineage
from pipeline.report.book import ReportBook
from pipeline.report.delimited import write_topics_csv
from pipeline.report.notes import standing_in_words, topic_change_in_words, where_more_common
from pipeline.report.topics import Contrast, Standing, TopicTable, topic_table
from pipeline.report.topics_sheet import topics_sheet
from tests.report.sample import ROUND
from tests.report.topics_made import (
    BUSES,
    LABELS,
    LAMPS,
    LATER,
    PARKS,
    Told,
    analysed,
    carried,
    row,
    some,
    topic,
)

FORMULA = "=SUMMA(1;2) on kaikki, mitä bussiliikenteestä jäi."


@pytest.fixture(scope="module")
def changed(shipped_config: Config) -> TopicTable:
    """Two groups in two areas: fewer speak of buses than a year before, lamps are new."""
    now = [
        Told("kaava", "itainen", BUSES, text=FORMULA, probability=0.99),
        *some(24, "itainen", BUSES), *some(20, "itainen", None), *some(40, "keskusta", None),
        *some(6, "keskusta", BUSES), *some(30, "keskusta", LAMPS, "yhteiso"),
        *some(3, "itainen", PARKS),
    ]  # fmt: skip
    then = [
        *some(70, "itainen", BUSES), *some(20, "itainen", None), *some(12, "keskusta", "T-koirat"),
        *some(2, "keskusta", "T-meteli"),
    ]  # fmt: skip
    topics = carried(BUSES), topic(LAMPS), topic(PARKS)
    return topic_table(
        shipped_config,
        analysed(now, *topics, round_id=LATER, retired=["T-koirat", "T-meteli"]),
        analysed(then, topic(BUSES), topic("T-koirat"), topic("T-meteli")),
    )


@pytest.fixture(scope="module")
def plain(shipped_config: Config) -> TopicTable:
    """One group, no earlier round."""
    return topic_table(shipped_config, analysed(some(20, "itainen", BUSES)))


def sheet_of(table: TopicTable, config: Config) -> Worksheet:
    book = ReportBook()
    topics_sheet(book, table, config)
    (sheet,) = load_workbook(BytesIO(book.done())).worksheets
    return sheet


def lines(sheet: Worksheet) -> list[tuple]:
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def below(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """The rows of the block under a heading, by the names of their columns."""
    found = lines(sheet)
    start = next(n for n, line in enumerate(found) if line[0] == heading) + 1
    names = found[start]
    rows = []
    for line in found[start + 1 :]:
        if line[1] is None:
            break
        rows.append({name: value for name, value in zip(names, line, strict=True) if name})
    return rows


def test_a_row_tells_all_of_a_topic(changed: TopicTable, shipped_config: Config) -> None:
    sheet = sheet_of(changed, shipped_config)
    assert sheet.title == f"{LATER} aiheet"
    everybody, buses, *_ = below(sheet, "Aiheet alueittain")
    assert (everybody["Vastaajia"], everybody["Itäinen"], everybody["Keskusta"]) == (124, 48, 76)
    assert buses.pop("Osuus") == 31 / 124
    assert buses.pop("Itäinen") == pytest.approx(25 / 48)
    assert buses.pop("Keskusta") == pytest.approx(6 / 76)
    assert str(buses.pop("Muutos kierroksesta Asukaskysely 2024")).startswith("vähentynyt\n−42 (")
    assert buses == {
        "Aihe": LABELS[BUSES], "Vastaajia": 31, "Osuuden väli": "18–33 %",
        "Missä yleisempi tai harvinaisempi": "Itäinen: yleisempi, +44\n"
        "Keskusta: harvinaisempi, −44",
        "Sitaatti": FORMULA, "Avainsanoja": "bussi, vuoro, pysäkki",
    }  # fmt: skip


def test_a_new_topic_and_one_of_few_respondents_say_so(
    changed: TopicTable, shipped_config: Config
) -> None:
    *_, lamps, parks = below(sheet_of(changed, shipped_config), "Aiheet alueittain")
    assert lamps["Muutos kierroksesta Asukaskysely 2024"] == "uusi"
    assert parks["Aihe"] == LABELS[PARKS]
    assert {parks[name] for name in ("Vastaajia", "Osuus", "Osuuden väli", "Itäinen")} == {
        "ei näytetä"
    }
    assert (parks["Sitaatti"], parks["Avainsanoja"]) == ("–", "–")


def test_topics_that_are_gone_stand_with_their_share_of_then(
    changed: TopicTable, shipped_config: Config
) -> None:
    found = lines(sheet_of(changed, shipped_config))
    heading = "Poistuneet aiheet ja niiden osuus kierroksella Asukaskysely 2024"
    start = next(n for n, line in enumerate(found) if line[0] == heading) + 1
    assert [line[:2] for line in found[start : start + 2]] == [
        ("T-koirat", "12 %"), ("T-meteli", "ei näytetä"),
    ]  # fmt: skip


def test_groups_stand_in_a_block_of_their_own(changed: TopicTable, shipped_config: Config) -> None:
    everybody, buses, lamps, _ = below(
        sheet_of(changed, shipped_config), "Aiheet vastaajaryhmittäin"
    )
    assert (everybody["Asukkaat"], everybody["Yhteisöt"]) == (94, 30)
    assert "Päättäjät" not in everybody
    assert lamps["Aihe"] == LABELS[LAMPS]
    assert buses["Keillä yleisempi tai harvinaisempi"]


def test_one_group_needs_no_block_and_no_earlier_round_no_change(
    plain: TopicTable, shipped_config: Config
) -> None:
    texts = [str(value) for line in lines(sheet_of(plain, shipped_config)) for value in line]
    assert "Aiheet vastaajaryhmittäin" not in texts
    assert not [text for text in texts if text.startswith(("Muutos kierroksesta", "Poistuneet"))]


def test_rounds_with_no_topic_in_common_say_so(shipped_config: Config) -> None:
    told = some(9, "itainen", "2025-T01")
    now = analysed(told, topic("2025-T01"), round_id=LATER, retired=[BUSES])
    table = topic_table(shipped_config, now, analysed(some(9, "itainen", BUSES), topic(BUSES)))
    texts = [str(line[0]) for line in lines(sheet_of(table, shipped_config))]
    assert (
        "Muutosta ei voi sanoa: mikään aihe ei ole sama kuin kierroksella Asukaskysely 2024."
        in (texts)
    )


def test_a_round_without_topics_says_so(shipped_config: Config) -> None:
    result = replace(analysed(some(9, "itainen", None)), topics=[])
    texts = [
        line[0] for line in lines(sheet_of(topic_table(shipped_config, result), shipped_config))
    ]
    assert "Kierroksen vastauksista ei löytynyt aiheita." in texts


def test_what_residents_and_people_wrote_is_never_a_formula(shipped_config: Config) -> None:
    named = replace(topic(BUSES), label="=Bussit", keywords=("+vuoro", "pysäkki"))
    told = [Told("kaava", "itainen", BUSES, text=FORMULA, probability=0.99)]
    table = topic_table(shipped_config, analysed([*told, *some(9, "itainen", BUSES)], named))
    cells = [cell for line in sheet_of(table, shipped_config).iter_rows() for cell in line]
    for text in ("=Bussit", FORMULA, "+vuoro, pysäkki"):
        found = [cell for cell in cells if cell.value == text]
        assert found
        assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}


def test_equal_tables_give_equal_bytes(changed: TopicTable, shipped_config: Config) -> None:
    both = []
    for _ in range(2):
        book = ReportBook()
        topics_sheet(book, changed, shipped_config)
        both.append(book.done())
    assert both[0] == both[1]


# -- in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        ({"itainen": Standing.MORE, "keskusta": Standing.SAME}, "Itä: yleisempi, +12"),
        ({"itainen": Standing.LESS, "keskusta": Standing.MORE},
         "Itä: harvinaisempi, +12\nKeskusta: yleisempi, +12"),
        ({"itainen": Standing.TOO_FEW, "keskusta": Standing.SAME},
         "ei selvää eroa, osassa liian vähän vastauksia"),
        ({"itainen": Standing.TOO_FEW}, "liian vähän vastauksia"),
        ({}, "–"),
    ],
)  # fmt: skip
def test_where_a_topic_is_more_common(standings: dict[str, Standing], words: str) -> None:
    found = {part: Contrast(one, 0.12, 0.02, 0.2) for part, one in standings.items()}
    assert where_more_common(found, {"itainen": "Itä", "keskusta": "Keskusta"}) == words


def test_what_became_of_a_topic(changed: TopicTable, plain: TopicTable) -> None:
    buses, parks = row(changed, BUSES), row(changed, PARKS)
    assert topic_change_in_words(buses) == "vähentynyt"
    assert topic_change_in_words(row(plain, BUSES)) == ""
    assert topic_change_in_words(replace(parks, lineage=Lineage.CONTINUED)) == "ei näytetä"
    merged = replace(buses, lineage=Lineage.MERGED, sources=("Bussit", "Junat ja asema"))
    assert topic_change_in_words(merged) == "yhdistynyt, aiemmin: Bussit; Junat ja asema"
    split = replace(buses, lineage=Lineage.SPLIT, sources=("Liikenne",))
    assert topic_change_in_words(split) == "erotettu aiheesta: Liikenne"


def test_nothing_compared_has_no_word() -> None:
    assert standing_in_words(None) == ""


# -- aiheet.csv ------------------------------------------------------------------------------------


def read(tables: Sequence[TopicTable], config: Config, folder: Path) -> list[dict[str, str]]:
    path = write_topics_csv(tables, config, folder)
    assert path == folder / "aiheet.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def rows(
    changed: TopicTable, shipped_config: Config, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str, str], dict[str, str]]:
    found = read([changed], shipped_config, tmp_path_factory.mktemp("aiheet"))
    return {(one["aihe"], one["jako"], one["osa"]): one for one in found}


def test_a_topic_has_a_row_of_all_one_an_area_and_one_a_group(
    rows: dict[tuple[str, str, str], dict[str, str]],
) -> None:
    kinds = [jako for aihe, jako, _ in rows if aihe == BUSES]
    assert [kinds.count(kind) for kind in ("kaikki", "alue", "ryhmä")] == [1, 5, 6]
    everybody = rows[BUSES, "kaikki", "*"]
    assert everybody["osan_nimi"] == "Kaikki"
    assert (everybody["vastaajia"], everybody["aiheen_nostaneita"]) == ("124", "31")
    assert everybody["osuus"] == "0,2500"
    assert everybody["muutos_sanoin"] == "vähentynyt"
    assert everybody["muutos"].startswith("-0,42")
    assert everybody["muutos_kierroksesta"] == ROUND
    assert everybody["avainsanat"] == "bussi, vuoro, pysäkki"
    assert everybody["sitaatti"] == f"'{FORMULA}"


def test_an_area_is_compared_with_the_others(
    rows: dict[tuple[str, str, str], dict[str, str]],
) -> None:
    east = rows[BUSES, "alue", "itainen"]
    assert (east["muihin_verrattuna"], east["ero"]) == ("yleisempi", "0,4419")
    assert east["ero_alaraja"] < east["ero"] < east["ero_ylaraja"]
    assert east["muutos_sanoin"] == east["sitaatti"] == ""


def test_hidden_rows_hold_no_numbers(rows: dict[tuple[str, str, str], dict[str, str]]) -> None:
    hidden = [one for one in rows.values() if one["naytetaan"] == "ei"]
    assert {one["aihe"] for one in hidden} >= {PARKS}
    names = list(hidden[0])
    numbers = names[names.index("aiheen_nostaneita") :]
    left = {name for name in numbers for one in hidden if one[name]}
    assert left <= {"naytetaan", "muutos_sanoin", "muutos_kierroksesta"}


def test_gone_topics_have_a_row_without_numbers(
    rows: dict[tuple[str, str, str], dict[str, str]],
) -> None:
    gone = rows["T-koirat", "", ""]
    assert {name: value for name, value in gone.items() if value} == {
        "kierros": LATER, "aihe": "T-koirat", "aiheen_nimi": "T-koirat",
        "muutos_sanoin": "poistunut", "muutos_kierroksesta": ROUND,
    }  # fmt: skip


def test_no_round_gives_a_header_alone(shipped_config: Config, tmp_path: Path) -> None:
    assert read([], shipped_config, tmp_path) == []
