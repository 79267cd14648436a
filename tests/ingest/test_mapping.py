"""Which column is what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.config import Config, SourceConfig
from pipeline.config.model import ColumnsConfig
from pipeline.errors import InputError
from pipeline.ingest.base import Grid
from pipeline.ingest.layout import find_table
from pipeline.ingest.mapping import Mapping, match_question, propose_mapping
from tests.ingest.conftest import BENCHES, HEADER, MEETINGS, PATH, Q1, Q2, ROWS

Propose = Callable[..., Mapping]

Q4_EN = "What else would you like to say about developing your area?"


@pytest.fixture
def propose(shipped_config: Config) -> Propose:
    """The mapping of a table with this header and these rows."""

    def propose(header: tuple, *rows: tuple, **columns: Any) -> Mapping:
        cells: list[list[Any]] = [list(row) for row in (header, *rows)]
        table = find_table(Grid(cells, list(range(1, len(cells) + 1))), "v.csv")
        source = SourceConfig(file="v.csv", columns=ColumnsConfig(**columns))
        return propose_mapping(table, shipped_config, source, "v.csv")

    return propose


def test_a_plain_table_is_understood(propose: Propose) -> None:
    mapping = propose(HEADER, *ROWS)
    assert (mapping.area, mapping.group, mapping.questions) == (0, 1, ((2, "Q2"),))
    assert mapping.answer_columns() == [2]


def test_the_headers_of_microsoft_forms_are_known_in_english(propose: Propose) -> None:
    header = ("ID", "Start time", "Completion time", "Email", "Name", "District", Q4_EN)
    mapping = propose(header, (1, "x", "y", "anonymous", "", "Laune", PATH))
    assert (mapping.respondent, mapping.date, mapping.area) == (0, 2, 5)
    assert mapping.questions == ((6, "Q4"),)
    assert dict(mapping.ignored) == {
        1: "another time is used", 3: "personal data, never read", 4: "personal data, never read",
    }  # fmt: skip


def test_the_headers_of_microsoft_forms_are_known_in_finnish(propose: Propose) -> None:
    header = ("Tunnus", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi", "Asuinalueesi", Q1)
    mapping = propose(header, (1, "x", "y", "anonyymi", "", "Laune", PATH))
    assert (mapping.respondent, mapping.date, mapping.area) == (0, 2, 5)
    assert [why for _, why in mapping.ignored].count("personal data, never read") == 2


def test_area_and_group_give_themselves_away_by_their_values(propose: Propose) -> None:
    header = ("Missä asut?", "Kuka olet?", "Muuta")
    mapping = propose(header, ("Laune", "Asukas", PATH), ("Niemi", "Järjestö", BENCHES))
    assert (mapping.area, mapping.group) == (0, 1)


def test_e_mail_addresses_are_never_an_open_question(propose: Propose) -> None:
    header = ("Arvontaa varten", "Toinen osoite", Q2)
    mapping = propose(header, ("maija.meikalainen@esimerkki.fi", "m.m@esimerkki.org", PATH))
    assert mapping.questions == ((2, "Q2"),)
    assert [why for _, why in mapping.ignored] == ["personal data, never read"] * 2


@pytest.mark.parametrize(
    "header",
    [
        "E-mail", "Sähköpostiosoite", "Puhelin (ei pakollinen)", "Nimesi", "Etunimi ja sukunimi",
        "Yhteystietosi, jos haluat osallistua arvontaan",
    ],
)  # fmt: skip
def test_contact_details_are_never_an_open_question(propose: Propose, header: str) -> None:
    mapping = propose((header, Q2), ("Maija Meikäläinen, puh. 040 123 4567", PATH))
    assert (mapping.questions, mapping.ignored) == (
        ((1, "Q2"),),
        ((0, "personal data, never read"),),
    )


@pytest.mark.parametrize("header", ["Puhelinpalvelun kehittäminen?", "Nimiehdotus puistolle?"])
def test_a_question_that_only_begins_like_contact_details_is_open(
    propose: Propose, header: str
) -> None:
    assert propose((header,), (PATH,), (BENCHES,)).questions == ((0, header),)


def test_an_unknown_open_question_is_named_after_its_header(propose: Propose) -> None:
    mapping = propose(("Alue", "Mitä toivot?"), ("Laune", PATH), ("Niemi", BENCHES))
    assert mapping.questions == ((1, "Mitä toivot?"),)


def test_a_closed_question_is_not_an_open_one(propose: Propose) -> None:
    choices = "Tapahtumat ja toiminta;Viestintä ja tiedotus;"
    header = ("Alue", "Mitkä näistä?", "Arvosana", Q2)
    mapping = propose(header, ("Laune", choices, 4, PATH), ("Niemi", choices + "Muu;", 5, BENCHES))
    assert mapping.questions == ((3, "Q2"),)


def test_a_row_an_answer_with_its_question_beside_it(propose: Propose) -> None:
    header = ("Kortti", "Alue", "Kysymys", "Mitä kirjoitettiin")
    mapping = propose(header, (1, "Laune", Q1, PATH), (2, "Niemi", Q2, BENCHES))
    assert (mapping.question, mapping.text, mapping.questions) == (2, 3, ())
    assert mapping.answer_columns() == [3]


def test_a_column_called_answer_is_an_open_question_however_short(propose: Propose) -> None:
    assert propose(("Alue", "Vastaus"), ("Laune", "Penkit")).questions == ((1, "Vastaus"),)


@pytest.mark.parametrize(
    ("header", "question"),
    [
        (Q1, "Q1"),
        (f"7. {Q1}", "Q1"),
        (Q2.upper(), "Q2"),
        ("Mitä kumppanuuspöytien toiminnassa", "Q2"),
        ("Mitä kumppanuuspöydän toiminnassa pitäisi kehittää", "Q2"),
        (Q4_EN, "Q4"),
        ("q3", "Q3"),
        ("Mitä", ""),
        ("Mitä mieltä olet uimahallista?", ""),
        ("", ""),
    ],
)
def test_a_question_is_known_by_its_words(
    shipped_config: Config, header: str, question: str
) -> None:
    assert match_question(header, shipped_config) == question


# -- config.yaml wins --------------------------------------------------------------------------

_FREE = ("Havainto", "Paikka", "Taho", "Milloin", "Lisätieto")
_FREE_ROWS = (
    (PATH, "Laune", "Asukas", "19.2.2024", MEETINGS),
    (BENCHES, "Niemi", "Yhteisö", "20.2.2024", PATH),
)


def test_configured_columns_win_over_proposed_ones(propose: Propose) -> None:
    mapping = propose(
        _FREE, *_FREE_ROWS,
        date="milloin", area="Paikka", questions={"Q4": "Lisätieto"}, ignore=["Taho"],
    )  # fmt: skip
    assert (mapping.date, mapping.area, mapping.group) == (3, 1, None)
    assert mapping.questions == ((4, "Q4"),)
    assert (2, "config.yaml says so") in mapping.ignored


def test_a_configured_text_column_is_an_open_question(propose: Propose) -> None:
    mapping = propose(_FREE, *_FREE_ROWS, text="Havainto", ignore=["Lisätieto"])
    assert mapping.questions == ((0, "Havainto"),)


def test_a_configured_question_and_text_make_a_row_an_answer(propose: Propose) -> None:
    mapping = propose(_FREE, *_FREE_ROWS, question="Taho", text="Havainto")
    assert (mapping.question, mapping.text, mapping.questions) == (2, 0, ())


def test_configured_questions_win_over_columns_called_question_and_answer(
    propose: Propose,
) -> None:
    header = ("Kysymys", "Vastaus", "Perustelu")
    mapping = propose(header, ("Kyllä vai ei?", "Kyllä", PATH), questions={"Q2": "Perustelu"})
    assert (mapping.text, mapping.questions) == (None, ((2, "Q2"),))


def test_a_configured_column_that_is_not_there_is_named_beside_those_that_are(
    propose: Propose,
) -> None:
    with pytest.raises(InputError) as refusal:
        propose(HEADER, *ROWS, area="Kylä")
    assert "no column 'Kylä'" in str(refusal.value)
    assert "A 'Alue'; B 'Vastaajaryhmä'" in str(refusal.value)


def test_a_row_of_answers_taken_for_a_header_is_not_quoted(propose: Propose) -> None:
    with pytest.raises(InputError) as refusal:
        propose((PATH, "huomenna"), (BENCHES, "eilen"), text="Vastaus")
    assert PATH[:15] not in str(refusal.value)


# -- no header ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [ROWS, ((PATH,), (BENCHES,)), ((PATH, MEETINGS), (BENCHES, PATH))])
def test_a_first_row_that_is_an_answer_is_not_lost_as_a_header(
    propose: Propose, rows: tuple
) -> None:
    with pytest.raises(InputError, match="row 1: this row does not look like a header"):
        propose(*rows)


def test_a_table_without_open_questions_is_refused(propose: Propose) -> None:
    with pytest.raises(InputError, match=r"no column of open answers.*A 'Alue'; B 'Arvosana'"):
        propose(("Alue", "Arvosana"), ("Laune", 4), ("Niemi", 5))


def test_the_mapping_is_told_as_config_yaml_would_say_it(propose: Propose) -> None:
    lines = propose(("Nro", *HEADER, "E-mail"), (1, *ROWS[0], "maija@esimerkki.fi")).lines()
    assert lines == [
        "respondent: 'Nro'",
        "area: 'Alue'",
        "group: 'Vastaajaryhmä'",
        "questions:",
        f"  Q2: {Q2!r}",
        "# not used: 'E-mail' (personal data, never read)",
    ]
