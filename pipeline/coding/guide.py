"""The sheet that tells a coder what to do, with the coding frame."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.coding.book import hide_facts
from pipeline.coding.facts import Facts, Kind
from pipeline.config import Config
from pipeline.config.model import ThemeConfig
from pipeline.workbook import Book, print_setup, write_list

Lines = Sequence[tuple[str, str]]
_WIDTHS = (30, 110)
_TITLES = {
    Kind.CODING: "Vastausten luokittelu",
    Kind.DISAGREEMENTS: "Luokittelijoiden erimielisyydet",
}

CODING: Lines = (
    (
        "Työskentele yksin",
        "Luokittele vastaukset yksin. Älä puhu niistä toisen luokittelijan kanssa, ennen kuin "
        "olette molemmat valmiita.",
    ),
    (
        "Merkitse teemat",
        "Kirjoita x jokaisen teeman kohdalle, jonka vastaus nostaa esiin. Teemoja voi olla useita.",
    ),
    (
        "Ei teemaa",
        "Jos vastaus ei nosta esiin yhtäkään teemaa, kirjoita x sarakkeeseen Ei teemaa. Siitä "
        "näkee, että vastaus on luokiteltu.",
    ),
    (
        "Epävarma kohta",
        "Valitse se, mikä on todennäköisintä, ja kirjoita epävarma kohta Huomio-sarakkeeseen.",
    ),
    (
        "Rivit ja sarakkeet",
        "Rivejä saa järjestää ja suodattaa. Älä muuta vastauksia tai oikean reunan tunnisteita, "
        "äläkä poista tätä välilehteä.",
    ),
    (
        "Kun olet valmis",
        "Tallenna tiedosto xlsx-muodossa ja palauta se sille, jolta sait sen. Tiedostossa on "
        "asukkaiden vastauksia: älä anna sitä muille.",
    ),
)

SETTLING: Lines = (
    (
        "Käykää läpi yhdessä",
        "Tässä ovat vastaukset, jotka luokittelitte eri tavalla. Lukekaa vastaus ja ohje, ja "
        "sopikaa teemoista.",
    ),
    (
        "Täyttäkää keltaiset solut",
        "x = vastaus nostaa teeman esiin, - = ei nosta. Muissa soluissa on valmiina se, mistä "
        "olitte samaa mieltä; senkin voi vielä muuttaa.",
    ),
    (
        "Ei teemaa",
        "Jos vastaus ei nosta esiin yhtäkään teemaa, riittää x sarakkeessa Ei teemaa.",
    ),
    (
        "Jos ette pääse yksimielisyyteen",
        "Jättäkää keltainen solu tyhjäksi. Rivi jää avoimeksi, ja siihen voi palata.",
    ),
    (
        "Kun olette valmiit",
        "Tallentakaa tiedosto xlsx-muodossa ja palauttakaa se. Tiedostossa on asukkaiden "
        "vastauksia: älkää antako sitä muille.",
    ),
)


def add_guide(book: Book, facts: Facts, config: Config, steps: Lines) -> Worksheet:
    """The sheet `Ohje`: what to do, the themes, the rules; the facts stand in hidden columns."""
    sheet = book.book.add_worksheet("Ohje")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _WIDTHS[0])
    sheet.set_column(1, 1, _WIDTHS[1])
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, _TITLES[facts.kind], book.title)
    frame = config.coding_frame
    row = 1
    for heading, items in (
        ("", [
            ("Kierros", _round_name(config, facts.round)),
            ("Luokittelija" if len(facts.coders) == 1 else "Luokittelijat",
             ", ".join(facts.coders)),
        ]),
        ("Näin toimit", steps),
        ("Teemat", [(theme.name.fi, theme.definition.fi) for theme in frame.themes]),
        ("Luokittelun säännöt", [
            (str(number), " ".join(rule.fi.split()))
            for number, rule in enumerate(frame.rules, start=1)
        ]),
        ("Mitä teemaan kuuluu ja mitä ei", [
            (theme.name.fi, _limits(theme)) for theme in frame.themes
        ]),
    ):  # fmt: skip
        row = write_list(book, sheet, row, heading, items, _WIDTHS) + 1
    hide_facts(sheet, facts)
    print_setup(sheet)
    return sheet


def _limits(theme: ThemeConfig) -> str:
    parts = (("Kuuluu:", theme.include), ("Ei kuulu:", theme.exclude))
    return "\n".join(
        "\n".join([heading, *(f"– {' '.join(item.fi.split())}" for item in items)])
        for heading, items in parts
        if items
    )


def _round_name(config: Config, round_id: str) -> str:
    names = {item.id: item.name.fi for item in config.rounds}
    return names.get(round_id, round_id)
