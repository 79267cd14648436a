"""What respondents are quoted with."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.report import ThemeTable, theme_table
from pipeline.report.respondents import respondents
from pipeline.report.table import CITY, HIDDEN, with_quotes
from tests.report.sample import AREAS, Said, analysis, people


def quotes(config: Config, *said: Said, area: str = CITY) -> tuple[str, ...]:
    filler = [person for place in (*AREAS, "") for person in people(place, 12, "dialogue")]
    cell = theme_table(config, analysis([*said, *filler])).cells["dialogue", area]
    return tuple(quote.text for quote in cell.quotes)


def test_quotes_are_verbatim_and_the_clearest_come_first(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.95}, "Päättäjät  eivät\nkuuntele :("),
        Said("v2", "itainen", {"dialogue": 0.99}, "Valtuutettu [nimi] tuli torille!"),
        Said("v3", "itainen", {"dialogue": 0.91}, "”Kuunnelkaa”, sanoi isoäitini."),
        Said("v4", "itainen", {"dialogue": 0.90}, "Neljäs."),
    ]
    expected = (said[1].text, said[0].text, said[2].text)
    assert quotes(shipped_config, *said) == expected
    assert quotes(shipped_config, *said, area="itainen") == expected


def test_nobody_is_quoted_twice_and_no_text_either(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.99}, "Kuunnelkaa."),
        Said("v1", "itainen", {"dialogue": 0.98}, "Kuunnelkaa nyt."),
        Said("v2", "itainen", {"dialogue": 0.97}, "kuunnelkaa."),
        Said("v3", "itainen", {"dialogue": 0.96}, "Tulkaa käymään."),
    ]
    assert quotes(shipped_config, *said)[:2] == ("Kuunnelkaa.", "Tulkaa käymään.")


def test_an_area_quotes_its_own_people_only(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.99}, "Idässä."),
        Said("v2", "keskusta", {"dialogue": 0.98}, "Keskellä."),
    ]
    assert quotes(shipped_config, *said, area="keskusta")[0] == "Keskellä."
    assert "Idässä." not in quotes(shipped_config, *said, area="keskusta")


def test_the_city_may_quote_hidden_areas_where_a_reader_cannot_tell_which(
    shipped_config: Config,
) -> None:
    lonely = Said("v1", "pohjoinen", {"reach": 0.99}, "Pohjoisen ainoa.")
    said = [
        *people("etelainen", 20, "reach"), *people("itainen", 20, "reach"), lonely,
        *people("pohjoinen", 39), *people("keskusta", 6, "reach"), *people("keskusta", 34),
        *people("", 8, "reach"), *people("", 4),
    ]  # fmt: skip
    cells = theme_table(shipped_config, analysis(said)).cells
    assert {area for area in (*AREAS, "") if cells["reach", area].hidden} == {
        "pohjoinen", "keskusta",
    }  # fmt: skip
    assert cells["reach", CITY].quotes[0].text == "Pohjoisen ainoa."
    assert not any(cells["reach", area].quotes for area in ("pohjoinen", "keskusta"))


def test_the_city_quotes_nobody_of_the_only_hidden_area(shipped_config: Config) -> None:
    said = [
        *people("itainen", 3, "reach"), *people("etelainen", 20, "reach"),
        *people("etelainen", 5),
    ]  # fmt: skip
    result = analysis(said)
    shown = theme_table(shipped_config, result).cells["reach", CITY]
    cells = {("reach", "etelainen"): shown, ("reach", "itainen"): HIDDEN, ("reach", CITY): shown}
    everybody = respondents(result, ("reach",))
    quoted = with_quotes(shipped_config, result, cells, everybody)["reach", CITY].quotes
    area_of = {answer.id: answer.area for answer in result.answers}
    assert {area_of[quote.answer] for quote in quoted} == {"etelainen"}


def test_an_answer_that_does_not_raise_the_theme_is_no_quote_for_it(
    shipped_config: Config,
) -> None:
    assert "Muusta." not in quotes(shipped_config, Said("v1", "", {"reach": 1.0}, "Muusta."))


def test_a_cell_in_print_does_not_show_its_quotes(table: ThemeTable) -> None:
    cell = table.cells["reach", "etelainen"]
    assert cell.quotes
    assert not any(quote.text in repr(cell) for quote in cell.quotes)
