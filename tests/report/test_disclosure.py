"""Whether a reader of all that is published can work out what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from pipeline.config import Config
from pipeline.report.disclosure import Breach, DisclosureError, check, refuse_what_tells
from pipeline.report.intervals import ContradictionError
from pipeline.report.places import AREAS, GROUPS, MODEL, RESPONDENTS, THEMES, TOPICS, Place, of_all
from pipeline.report.quotes import Quote
from pipeline.report.table import CITY, HIDDEN
from pipeline.report.topics import topic_table
from pipeline.store import AnalysisResult
from pipeline.themes.change import change
from pipeline.themes.prevalence import counted
from tests.report.opened import shown, tables, with_cell
from tests.report.sample import ROUND, Said, analysis, people
from tests.report.topics_made import BUSES, LATER, Told, analysed, carried, row, some, topic


def at(found: Iterable[Breach]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """What was found, by table, row and part."""
    return {(one.place.table, one.place.row, one.place.part): (one.low, one.high) for one in found}


@pytest.fixture(scope="module")
def surveyed() -> AnalysisResult:
    """2 of the 30 in the east raise reach, 9 and 15 and 20 elsewhere."""
    return analysis([
        *people("itainen", 2, "reach"), *people("itainen", 28),
        *people("keskusta", 9, "reach"), *people("keskusta", 21),
        *people("etelainen", 15, "reach"), *people("etelainen", 15),
        *people("pohjoinen", 20, "reach"), *people("pohjoinen", 20),
    ])  # fmt: skip


# -- every way that the tables could tell ----------------------------------------------------------


def test_what_is_published_is_safe(shipped_config: Config, surveyed: AnalysisResult) -> None:
    themes, topics, counts = tables(shipped_config, surveyed)
    hidden = [area for area in themes.areas if themes.cells["reach", area].hidden]
    assert hidden == ["itainen", "keskusta"]
    assert check([themes], [topics], counts) == []


def test_without_suppression_the_small_count_is_found(
    shipped_config: Config, surveyed: AnalysisResult
) -> None:
    off = shipped_config.suppression.model_copy(update={"min_respondents": 1})
    themes, _, counts = tables(
        shipped_config.model_copy(update={"suppression": off}), surveyed
    )  # fmt: skip
    found = at(check([replace(themes, limit=5)], [], counts))
    assert found[THEMES, "reach", "itainen"] == (2, 2)


def test_without_the_second_hidden_cell_the_first_is_worked_out(
    shipped_config: Config, surveyed: AnalysisResult
) -> None:
    themes, topics, counts = tables(shipped_config, surveyed)
    careless = with_cell(themes, "reach", "keskusta", shown(9, 30))
    found = check([careless], [topics], counts)
    assert at(found) == {(THEMES, "reach", "itainen"): (2, 2)}
    assert found == [Breach(Place(ROUND, THEMES, "reach", AREAS, "itainen"), 2, 2)]


def test_a_second_hidden_cell_without_room_bounds_the_first(shipped_config: Config) -> None:
    """With 2 and 10 of 11 hidden together, at least one of the two must be the east's."""
    said = [
        *people("itainen", 2, "reach"), *people("itainen", 28),
        *people("keskusta", 10, "reach"), *people("keskusta", 1),
        *people("etelainen", 15, "reach"), *people("etelainen", 15),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysis(said))
    assert check([themes], [topics], counts) == []
    assert themes.cells["reach", "keskusta"].count == 10
    careless = with_cell(themes, "reach", "etelainen", shown(15, 30))
    careless = with_cell(careless, "reach", "keskusta", HIDDEN)
    assert at(check([careless], [], counts)) == {(THEMES, "reach", "itainen"): (1, 12)}


def test_seven_of_seven_tells_of_each_of_them(shipped_config: Config) -> None:
    said = [
        *people("itainen", 7, "reach"), *people("keskusta", 12, "reach"), *people("keskusta", 20),
        *people("etelainen", 6, "reach"), *people("etelainen", 1),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysis(said))
    assert themes.cells["reach", "itainen"].hidden
    assert check([themes], [topics], counts) == []
    # All but one of seven tell of nobody for certain.
    careless = with_cell(themes, "reach", "itainen", shown(7, 7))
    assert at(check([careless], [], counts)) == {(THEMES, "reach", "itainen"): (7, 7)}
    careless = replace(themes, cells={
        **themes.cells, ("reach", "etelainen"): shown(6, 7), ("reach", "keskusta"): shown(12, 32),
    })  # fmt: skip
    assert at(check([careless], [], counts)) == {(THEMES, "reach", "itainen"): (7, 7)}


def test_everyone_of_parts_of_hidden_size_is_not_told(shipped_config: Config) -> None:
    """All in the north and the south raise it: whoever is one of the three there does."""
    said = [
        *people("pohjoinen", 3, "reach"), *people("etelainen", 9, "reach"),
        *people("itainen", 20, "reach"), *people("itainen", 20),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysis(said))
    assert themes.respondents["pohjoinen"] is themes.respondents["etelainen"] is None
    assert check([themes], [topics], counts) == []
    careless = with_cell(themes, "reach", "itainen", shown(20, 40))
    careless = with_cell(careless, "reach", CITY, shown(32, 52))
    found = at(check([careless], [], counts))
    assert set(found) == {(THEMES, "reach", "pohjoinen"), (THEMES, "reach", "etelainen")}


def test_two_parts_of_two_are_hidden_with_a_third(shipped_config: Config) -> None:
    """As a part with nobody is shown as such, 4 in two parts are 1 to 3 in each."""
    said = [
        *people("pohjoinen", 2), *people("etelainen", 2), *people("itainen", 9),
        *people("keskusta", 30),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysis(said))
    assert [area for area, base in themes.respondents.items() if base is None] == [
        "etelainen", "itainen", "pohjoinen",
    ]  # fmt: skip
    assert check([themes], [topics], counts) == []
    careless = replace(themes, respondents={**themes.respondents, "itainen": 9})
    assert at(check([careless], [], counts)) == {
        (RESPONDENTS, "", "etelainen"): (1, 3), (RESPONDENTS, "", "pohjoinen"): (1, 3),
    }  # fmt: skip


def test_one_table_does_not_tell_the_respondents_that_another_hides(
    shipped_config: Config,
) -> None:
    said = [*people("pohjoinen", 3), *people("etelainen", 9), *people("itainen", 40)]
    themes, topics, counts = tables(shipped_config, analysis(said))
    told = replace(topics, respondents={**topics.respondents, "etelainen": 9})
    found = at(check([themes], [told], counts))
    assert found[RESPONDENTS, "", "pohjoinen"] == (3, 3)


def test_a_total_hidden_by_areas_is_hidden_by_groups_too(shipped_config: Config) -> None:
    told = [
        *some(10, "itainen", BUSES), *some(10, "keskusta", BUSES),
        *some(2, "itainen", BUSES, "yhteiso"),
        *some(5, "itainen", None, "yhteiso"), *some(5, "keskusta", None, "yhteiso"),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysed(told, topic(BUSES)))
    assert check([themes], [topics], counts) == []
    buses = row(topics, BUSES)
    by_area = {"itainen": shown(12, 17), "keskusta": shown(10, 15)}
    areas = replace(buses.areas, cells={**buses.areas.cells, **by_area})
    groups = replace(buses.groups, cells={**buses.groups.cells, "asukas": shown(20, 20)})
    careless = replace(topics, topics=(replace(buses, areas=areas, groups=groups),))
    found = check([themes], [careless], counts)
    assert found == [Breach(Place(ROUND, TOPICS, BUSES, GROUPS, "yhteiso"), 2, 2)]


def test_a_change_does_not_tell_a_count_that_the_earlier_round_hides(
    shipped_config: Config,
) -> None:
    then = analysed([*some(4, "itainen", BUSES), *some(56, "itainen", None)], topic(BUSES))
    now = analysed(
        [*some(20, "itainen", BUSES), *some(20, "itainen", None)],
        carried(BUSES), round_id=LATER,
    )  # fmt: skip
    earlier, before, counts = tables(shipped_config, then)
    themes, topics, more = tables(shipped_config, now, then)
    both = counts + more
    assert check([earlier, themes], [before, topics], both) == []
    buses = row(topics, BUSES)
    told = replace(buses.total, change=change(counted(20, 40), counted(4, 60)))
    areas = replace(buses.areas, cells={**buses.areas.cells, CITY: told})
    careless = replace(topics, topics=(replace(buses, areas=areas, continues=BUSES),))
    found = check([earlier, themes], [before, careless], both)
    assert Breach(of_all(ROUND, TOPICS, BUSES), 4, 4) in found


def test_changes_do_not_tell_a_small_count_of_the_model_s(shipped_config: Config) -> None:
    def said(by_model: int) -> list[Said]:
        """People find reach in all of the 40 in the east, the model in some."""
        found = people("itainen", by_model, "reach")
        mended = [replace(one, coded=frozenset({"reach"})) for one in people("itainen", 40)]
        rest = [
            *people("keskusta", 20, "reach"), *people("keskusta", 20),
            *people("etelainen", 10, "reach"), *people("etelainen", 30),
        ]  # fmt: skip
        return [*found, *mended[by_model:], *rest]

    then = analysis(said(3))
    now = analysis(said(30), LATER)
    earlier, before, counts = tables(shipped_config, then)
    themes, topics, more = tables(shipped_config, now, then)
    both = counts + more
    assert check([earlier, themes], [before, topics], both) == []
    places = ("itainen", "keskusta", "etelainen", CITY)
    careless = themes
    for area in places:
        cell = themes.cells["reach", area]
        base = cell.respondents
        model = more[
            of_all(LATER, MODEL, "reach") if area == CITY
            else Place(LATER, MODEL, "reach", AREAS, area)
        ]  # fmt: skip
        past = {"itainen": 3, "keskusta": 20, "etelainen": 10, CITY: 33}[area]
        if area != "itainen":
            found = change(counted(model, base), counted(past, base))
            careless = with_cell(
                careless, "reach", area, replace(cell, model_count=model, change=found)
            )
    found = check([earlier, careless], [before, topics], both)
    assert found == [Breach(Place(ROUND, MODEL, "reach", AREAS, "itainen"), 3, 3)]


def test_a_quote_does_not_tell_that_somebody_of_a_hidden_area_raises_a_theme(
    shipped_config: Config,
) -> None:
    """The clearest answer on reach stands beside the east for openness; reach is hidden there."""
    clear = Said("v", "itainen", {"reach": 0.99, "openness": 0.99}, "Tieto ei kulje meille asti.")
    said = [
        clear, *people("itainen", 15, "openness"), *people("itainen", 15),
        *people("keskusta", 6, "reach"), *people("keskusta", 12, "openness"),
        *people("keskusta", 12), *people("etelainen", 25, "reach"),
        *people("etelainen", 12, "openness"),
    ]  # fmt: skip
    themes, topics, counts = tables(shipped_config, analysis(said))
    quotes = {area: themes.cells["openness", area].quotes for area in ("itainen", CITY)}
    assert {clear.text} <= {quote.text for quote in quotes["itainen"]}
    city = themes.cells["reach", CITY]
    assert clear.text not in {quote.text for quote in city.quotes}
    assert check([themes], [topics], counts) == []
    told = replace(city, quotes=(Quote("a0", clear.text),))
    found = check([with_cell(themes, "reach", CITY, told)], [topics], counts)
    assert [one.place for one in found] == [Place(ROUND, THEMES, "reach", AREAS, "itainen")]
    assert found[0].low == 1


def test_a_topic_s_quote_does_not_tell_either(shipped_config: Config) -> None:
    told = [
        Told("v", "itainen", BUSES, text="Iltavuoro puuttuu koko Nastolasta.", probability=0.99),
        *some(29, "itainen", None), *some(6, "keskusta", BUSES), *some(24, "keskusta", None),
        *some(25, "etelainen", BUSES), *some(5, "etelainen", None),
    ]  # fmt: skip
    result = analysed(told, topic(BUSES))
    first = result.answers[0]
    free = topic_table(shipped_config, result)
    assert row(free, BUSES).areas.cells["itainen"] == HIDDEN
    assert row(free, BUSES).quote == Quote(first.id, first.text)
    careful = topic_table(shipped_config, result, placed={first.id})
    assert row(careful, BUSES).quote.answer != first.id


def test_tables_that_say_what_was_not_counted_are_refused(
    shipped_config: Config, surveyed: AnalysisResult
) -> None:
    themes, topics, counts = tables(shipped_config, surveyed)
    wrong = with_cell(themes, "reach", "etelainen", shown(14, 30))
    with pytest.raises(ContradictionError):
        check([wrong], [topics], counts)
    with pytest.raises(DisclosureError, match="contradict"):
        refuse_what_tells([wrong], [topics], counts)


def test_a_refusal_names_the_places_and_not_their_numbers(
    shipped_config: Config, surveyed: AnalysisResult
) -> None:
    themes, topics, counts = tables(shipped_config, surveyed)
    refuse_what_tells([themes], [topics], counts)
    careless = with_cell(themes, "reach", "keskusta", shown(9, 30))
    with pytest.raises(DisclosureError) as refused:
        refuse_what_tells([careless], [topics], counts)
    assert str(refused.value) == (
        "Not written: small counts could be worked out from the tables: 2024-asukaskysely, "
        "themes, reach, areas, itainen. This is a fault of the program, not of your answers: "
        "report it."
    )
