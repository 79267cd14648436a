"""Numbers and texts as Finns write them, and made harmless for spreadsheet programs."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.report.table import CITY, Cell

HIDDEN_FI = "ei näytetä"


def area_heading(config: Config, area: str) -> str:
    """The heading of an area's column."""
    return "Koko kaupunki" if area == CITY else config.area_name(area)


def percent(share: float | None) -> str:
    """31,4 % → "31 %": shares of a few hundred respondents have no decimals to give."""
    return "–" if share is None else f"{100 * share:.0f} %"


def interval(cell: Cell) -> str:
    """The interval of a share, as "24–54 %"."""
    if cell.low is None or cell.high is None:
        return "–"
    return f"{100 * cell.low:.0f}–{100 * cell.high:.0f} %"


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def how_to_read(config: Config) -> list[tuple[str, str]]:
    """What a reader must know of the numbers: (heading, text)."""
    confidence = f"{100 * config.report.confidence:.0f}"
    limit = config.suppression.min_respondents
    return [
        (
            "Mitä luvut ovat",
            "Osuus vastaajista, jotka nostavat teeman esiin ainakin yhdessä avoimessa "
            "vastauksessaan. Mukana ovat vastaajat, jotka sanoivat jotain: pelkkä ”-” tai ”en osaa "
            "sanoa” ei ole mukana.",
        ),
        (
            "Luottamusväli",
            f"Väli, jolle todellinen osuus osuu {confidence} %:n varmuudella, kun vastaajat "
            "ajatellaan otoksena (Wilsonin väli). Pienessä joukossa väli on leveä.",
        ),
        (
            "Miten teemat on löydetty",
            "Ohjelma on lukenut jokaisen vastauksen ja merkinnyt siihen teemat. Se oppi ihmisten "
            "luokittelemista vastauksista ja tekee virheitä: pienet erot alueiden välillä voivat "
            "johtua niistä.",
        ),
        (
            "Mitä ei näytetä",
            f"Lukua ei näytetä, jos siinä on alle {limit} vastaajaa tai jos sellaisen luvun voisi "
            f"laskea muista luvuista. Silloin solussa lukee ”{HIDDEN_FI}”.",
        ),
        (
            "Sitaatit",
            "Vastaajien omia sanoja. Henkilötiedot on peitetty, esimerkiksi [nimi].",
        ),
    ]
