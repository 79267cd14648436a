"""Makes the six demo survey rounds from the coded answers of three writers.

    python corpora/make_rounds.py

Each answer of the writers D3, D4 and D10 in gold/themes.jsonl lands, verbatim, exactly once in one
of the six files of rounds/. There is no randomness and no clock: what the coded answers do not
tell (times of day, closed questions) comes from a fixed hash, so every run gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from respondents import HERE, Respondent, gather, number_from, put_in_order, read_answers

QUESTIONS = {
    "Q1": "Mikä kumppanuuspöytien toiminnassa on onnistunut?",
    "Q2": "Mitä kumppanuuspöytien toiminnassa pitäisi kehittää?",
    "Q3": "Miten Kerro Pois! -vuorovaikutusmallia pitäisi kehittää?",
    "Q4": "Mitä muuta haluat sanoa oman alueesi kehittämisestä?",
}
AREAS = {
    "etelainen": "Eteläinen",
    "itainen": "Itäinen",
    "pohjoinen": "Pohjoinen",
    "keskusta": "Keskusta",
    "": "",
}
LONG_AREAS = {
    "etelainen": "Eteläinen alue",
    "itainen": "Itäinen alue",
    "pohjoinen": "Pohjoinen alue",
    "keskusta": "Keskustan alue",
    "": "",
}
GROUPS = {
    "asukas": "Asukas",
    "yhteiso": "Yhteisön edustaja",
    "paattaja": "Päättäjä",
    "henkilosto": "Kaupungin henkilöstö",
    "kumppanuuspoyta": "Kumppanuuspöydän jäsen",
}

IMPORTANCE = "Kuinka tärkeänä pidät seuraavia? (1 = ei lainkaan tärkeä, 5 = erittäin tärkeä)"
IMPORTANT_THINGS = (
    "Alueen tapahtumat",
    "Tiedottaminen alueen asioista",
    "Asukkaiden kuuleminen ennen päätöksiä",
    "Yhteistyö alueen yhdistysten kanssa",
)
HEARD = "Mistä olet kuullut kumppanuuspöydistä?"
HEARD_FROM = ("Kirjasto", "Paikallislehti", "Sosiaalinen media", "Naapuri tai tuttu")
ATTENDED = "Oletko osallistunut kumppanuuspöydän tilaisuuteen viimeisen vuoden aikana?"

Cell = str | int | dt.datetime
Row = list[Cell]


@dataclass(frozen=True)
class Column:
    """A column of a survey export: its one or two header cells and what a respondent has in it."""

    header: str
    cell: Callable[[Respondent], Cell]
    sub_header: str = ""


# --- columns -------------------------------------------------------------------------------------


def draw(options: Sequence[Cell], respondent: Respondent, purpose: str) -> Cell:
    """One of the options, always the same for the same respondent and purpose."""
    return options[number_from(respondent.first_id, purpose) % len(options)]


def open_question(question: str, prefix: str = "", sub_header: str = "") -> Column:
    """The answers to one of the four open questions."""
    return Column(prefix + QUESTIONS[question], lambda r: r.text(question), sub_header)


def closed_question(header: str, *options: Cell) -> Column:
    """One of the options for each respondent."""
    return Column(header, lambda r: draw(options, r, header))


def several_choices(header: str, options: Sequence[str], join: str, end: str = "") -> Column:
    """None, one or several of the options in one cell."""

    def cell(respondent: Respondent) -> str:
        chosen = [o for o in options if draw((True, False, False), respondent, header + o)]
        return join.join(chosen) + end if chosen else ""

    return Column(header, cell)


def matrix(header: str, sub_headers: Sequence[str], *options: Cell) -> list[Column]:
    """A column for each sub-question; the question itself stands over the first one only."""

    def column(place: int, sub: str) -> Column:
        return Column("" if place else header, lambda r: draw(options, r, header + sub), sub)

    return [column(place, sub) for place, sub in enumerate(sub_headers)]


def place_column(header: str, areas: dict[str, str]) -> Column:
    """Where the respondent lives or works."""
    return Column(header, lambda r: r.place(areas))


def group_column(header: str) -> Column:
    """Who the respondent is."""
    return Column(header, lambda r: GROUPS[r.group])


def finnish_date(moment: dt.date) -> str:
    """19.2.2024"""
    return f"{moment.day}.{moment.month}.{moment.year}"


# --- files ---------------------------------------------------------------------------------------


def write_csv(path: Path, rows: Iterable[Sequence[Cell]], encoding: str) -> None:
    """Write rows as Excel does in Finland: semicolons, CRLF, quotes only where they are needed."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def write_xlsx(path: Path, sheets: dict[str, list[Row]], created: dt.date) -> None:
    """Write sheets of rows. Text stays text: nothing becomes a formula, a link or a number."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": dt.datetime.combine(created, dt.time(12))})
        time_format = book.add_format({"num_format": "d.m.yyyy h:mm:ss"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(y, x, cell, time_format)
                    elif isinstance(cell, int):
                        sheet.write_number(y, x, cell)
                    elif cell:
                        sheet.write_string(y, x, cell)


def body(columns: Sequence[Column], respondents: Sequence[Respondent]) -> list[Row]:
    """A row for each respondent."""
    return [[column.cell(respondent) for column in columns] for respondent in respondents]


def table(columns: Sequence[Column], respondents: Sequence[Respondent]) -> list[Row]:
    """One header row, then a row for each respondent."""
    headers: Row = [column.header for column in columns]
    return [headers, *body(columns, respondents)]


def write_webropol(
    path: Path, title: str, opened: str, columns: list[Column], respondents: list[Respondent]
) -> None:
    """Write metadata, an empty row, two header rows, and a row for each respondent."""
    metadata: list[Row] = [
        ["Raportti", "Kaikki vastaukset"],
        ["Kysely", title],
        ["Kyselyn aukioloaika", opened],
        ["Vastaajien kokonaismäärä", len(respondents)],
        [],
    ]
    headers: list[Row] = [[c.header for c in columns], [c.sub_header for c in columns]]
    write_csv(path, metadata + headers + body(columns, respondents), encoding="utf-8-sig")


def write_forms(
    path: Path, service: Sequence[str], columns: list[Column], respondents: list[Respondent]
) -> None:
    """Write a form service's sheet; `service` names its own columns, in its fixed order."""

    def started(respondent: Respondent) -> dt.datetime:
        spent = 60 + number_from(respondent.first_id, "spent") % 900
        return respondent.moment - dt.timedelta(seconds=spent)

    cells = (lambda r: r.number, started, lambda r: r.moment, lambda _: "anonymous")
    own = [Column(name, cell) for name, cell in zip(service, cells, strict=False)]
    empty = [Column(name, lambda _: "") for name in service[len(cells) :]]
    every = own + empty + columns
    write_xlsx(path, {"Sheet1": table(every, respondents)}, created=respondents[-1].date)


# --- the six rounds ------------------------------------------------------------------------------


def self_evaluation_2023(path: Path, respondents: list[Respondent]) -> None:
    """Excel's CSV in the old Windows encoding, with decimal commas and two date formats."""
    way = closed_question("Vastaustapa", "Verkossa", "Verkossa", "Paperilla")

    def answered(respondent: Respondent) -> str:
        """A paper answer has the day only: 19.2.2023, else 19.2.2023 14.05."""
        moment = respondent.moment
        clock = f" {moment.hour}.{moment.minute:02}"
        return finnish_date(moment) + ("" if way.cell(respondent) == "Paperilla" else clock)

    tasks = ("Tapahtumien järjestäminen", "Viestintä", "Lausunnot ja aloitteet")
    columns = [
        Column("Nro", lambda r: r.number),
        Column("Vastausaika", answered),
        way,
        place_column("Alue", AREAS),
        group_column("Vastaajaryhmä"),
        closed_question("Yleisarvosana pöydän toiminnalle (4–10)", "7", "7,5", "8", "8,25", "9"),
        closed_question("Pöydän työhön käytetyt tunnit kuukaudessa", "1,5", "2", "3,5", "6", ""),
        several_choices("Tehtäväsi pöydässä", tasks, join="\n"),
        several_choices("Missä pöytänne on näkynyt?", HEARD_FROM[:3], join="; "),
        *(open_question(question) for question in QUESTIONS),
    ]
    write_csv(path, table(columns, respondents), encoding="cp1252")


def self_evaluation_2024(path: Path, respondents: list[Respondent]) -> None:
    """A form made in English settings; the group is not asked, all sit at the tables."""
    service = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
    columns = [
        place_column("Asuinalueesi", AREAS),
        closed_question("Kuinka monta kertaa pöytänne kokoontui viime vuonna?", 4, 5, 6, 6, 7),
        closed_question("Minkä arvosanan annat pöydän toiminnalle? (1–5)", 2, 3, 4, 4, 5),
        *(open_question(question) for question in QUESTIONS),
    ]
    write_forms(path, service, columns, respondents)


def residents_2024(path: Path, respondents: list[Respondent]) -> None:
    """A survey service's CSV with numbered questions and two header rows."""
    columns = [
        Column("Vastaajanumero", lambda r: r.number),
        Column("Vastausaika", lambda r: f"{finnish_date(r.moment)} {r.moment:%H.%M}"),
        place_column("1. Asuinalueesi", LONG_AREAS),
        group_column("2. Vastaajaryhmä"),
        *matrix("3. " + HEARD, HEARD_FROM, 1, "", ""),
        *matrix("4. " + IMPORTANCE, IMPORTANT_THINGS, 2, 3, 4, 4, 5, 5, ""),
        *(
            open_question(question, f"{place}. ", "Avoin vastaus")
            for place, question in enumerate(QUESTIONS, start=5)
        ),
    ]
    title = "Kumppanuuspöydät ja Kerro Pois! – asukaskysely 2024"
    write_webropol(path, title, "19.2.2024–10.3.2024", columns, respondents)


def staff_2024(path: Path, respondents: list[Respondent]) -> None:
    """A form made in Finnish settings, with a question of several choices."""
    service = ("Tunnus", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi")
    fields = ("Kaupunkiympäristö", "Kasvatus ja opetus", "Kulttuuri ja liikunta", "Hallinto")
    ways = ("Tapahtuma alueella", "Lausuntopyyntö", "Palautteen käsittely", "Yhteinen kokous")
    together = "Missä olet tehnyt yhteistyötä kumppanuuspöytien kanssa?"
    columns = [
        closed_question("Toimialasi", *fields),
        place_column("Millä alueella pääosin työskentelet?", LONG_AREAS),
        several_choices(together, ways, join=";", end=";"),
        *(open_question(question) for question in QUESTIONS),
    ]
    write_forms(path, service, columns, respondents)


def workshop_2024(path: Path, respondents: list[Respondent]) -> None:
    """The cards of a workshop as somebody typed them: a note a row, instructions beside."""
    rows: list[Row] = [
        ["Kumppanuuspöytien kehittämistyöpaja 17.4.2024"],
        ["Korttien tekstit sellaisina kuin ne kirjoitettiin. Sama numero = sama kirjoittaja."],
        [],
        ["Kortti", "Alue", "Kuka", "Kysymys", "Mitä kirjoitettiin"],
    ]
    for respondent in respondents:
        who: Row = [respondent.number, respondent.place(LONG_AREAS), GROUPS[respondent.group]]
        asked = [question for question in QUESTIONS if question in respondent.answers]
        rows += [[*who, QUESTIONS[question], respondent.text(question)] for question in asked]
    instructions: list[Row] = [
        ["Ohjeet puhtaaksikirjoittajalle"],
        ["Yksi muistiinpano riville, teksti sanasta sanaan."],
        ["Alue: kaupunginosa, jos kortissa on se, muuten alueen nimi. Tyhjä, jos ei tiedossa."],
        ["Kuka: Asukas tai Yhteisön edustaja."],
    ]
    sheets = {"Muistiinpanot": rows, "Ohjeet": instructions}
    write_xlsx(path, sheets, created=respondents[-1].date)


def residents_2025(path: Path, respondents: list[Respondent]) -> None:
    """The survey service's CSV a year later: columns in another order, one closed question more."""
    columns = [
        Column("Vastaajanumero", lambda r: r.number),
        Column("Vastausaika", lambda r: f"{finnish_date(r.moment)} {r.moment:%H:%M}"),
        open_question("Q1", "1. "),
        open_question("Q2", "2. "),
        *matrix("3. " + IMPORTANCE, IMPORTANT_THINGS, 2, 3, 4, 4, 5, 5, ""),
        open_question("Q3", "4. "),
        closed_question("5. " + ATTENDED, "Kyllä", "En", "En", "En muista"),
        *matrix("6. " + HEARD, HEARD_FROM, 1, "", ""),
        open_question("Q4", "7. "),
        group_column("8. Vastaajaryhmä"),
        place_column("9. Asuinalueesi", AREAS),
    ]
    title = "Kumppanuuspöydät ja Kerro Pois! – asukaskysely 2025"
    write_webropol(path, title, "10.2.2025–9.3.2025", columns, respondents)


DAYTIME = (7, 22)
OFFICE_HOURS = (8, 16)
ROUNDS = {
    "2023-itsearviointi.csv": (self_evaluation_2023, DAYTIME),
    "2024-itsearviointi.xlsx": (self_evaluation_2024, DAYTIME),
    "2024-asukaskysely.csv": (residents_2024, DAYTIME),
    "2024-henkilostokysely.xlsx": (staff_2024, OFFICE_HOURS),
    "2024-kehittamistyopaja.xlsx": (workshop_2024, DAYTIME),
    "2025-asukaskysely.csv": (residents_2025, DAYTIME),
}


def main() -> None:
    """Write the six files and say what is in them."""
    answers = read_answers()
    folder = HERE / "rounds"
    folder.mkdir(exist_ok=True)
    for name, (write, hours) in ROUNDS.items():
        of_round = [answer for answer in answers if answer["round"] == Path(name).stem]
        respondents = put_in_order(gather(of_round), hours)
        write(folder / name, respondents)
        print(f"{name}: {len(respondents)} respondents, {len(of_round)} answers")


if __name__ == "__main__":
    main()
