"""Numbers and texts as Finns write them, and made harmless for spreadsheet programs."""

from __future__ import annotations

import re

from pipeline.config import Config
from pipeline.report.table import CITY, Cell, ThemeTable
from pipeline.report.topics import TopicTable
from pipeline.themes.change import FEWEST_RESPONDENTS
from pipeline.themes.prevalence import FEWEST_CODED

HIDDEN_FI = "ei näytetä"


def area_heading(config: Config, area: str) -> str:
    """The heading of an area's column."""
    return "Koko kaupunki" if area == CITY else config.area_name(area)


def group_heading(config: Config, group: str) -> str:
    """The heading of a group's column."""
    names = {known.id: known.name.fi for known in config.groups}
    return "Kaikki" if group == CITY else names.get(group, "Ryhmä ei tiedossa")


def when_and_how_many(config: Config, table: ThemeTable | TopicTable) -> str:
    """When a round was open and how many said something."""
    known = config.round(table.round)
    opens, closes = (f"{day.day}.{day.month}.{day.year}" for day in (known.opens, known.closes))
    when = opens if opens == closes else f"{opens}–{closes}"
    city = table.respondents[CITY]
    return f"{when}, vastaajia {HIDDEN_FI if city is None else city}"


def percent(share: float | None) -> str:
    """31,4 % → "31 %": shares of a few hundred respondents have no decimals to give."""
    return "–" if share is None else f"{100 * share:.0f} %"


def interval(cell: Cell) -> str:
    """The interval of a share, as "24–54 %"."""
    if cell.low is None or cell.high is None:
        return "–"
    return f"{range_of(cell.low, cell.high)} %"


def range_of(low: float, high: float, digits: int = 0) -> str:
    """Two shares as a range of percents or percentage points: "3–21", "−7…+11", one if equal."""
    bounds = [f"{100 * bound:.{digits}f}" for bound in (low, high)]
    if not any(float(bound) < 0 for bound in bounds):
        shown = "–".join(dict.fromkeys(bound.removeprefix("-") for bound in bounds))
    else:
        shown = "…".join(dict.fromkeys(signed(bound, digits) for bound in (low, high)))
    return shown.replace(".", ",")


def signed(share: float, digits: int = 0) -> str:
    """A difference in percentage points with its sign: "+12", "−7", "0"."""
    number = f"{100 * share:+.{digits}f}"
    if not float(number):
        number = number[1:]
    return number.replace("-", "−").replace(".", ",")


#: What begins a formula, also behind blanks and quotation marks, and in its full-width forms: some
#: programs take these off, or take them for the plain ones.
_FORMULA = re.compile(r"[\t\r\n]|[\s'\"]*[=+\-@＝＋－＠]")


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def how_to_read(config: Config) -> list[tuple[str, str]]:
    """What a reader must know of the numbers: (heading, text)."""
    confidence = f"{100 * config.report.confidence:.0f}"
    by_chance = 100 * (1 - config.report.confidence)
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
            f"Väli, jolle todellinen osuus osuu {confidence} %:n varmuudella, kun vastaajia "
            "pidetään otoksena. Pienessä joukossa väli on leveä. Taulukon alla lukee, sisältääkö "
            "väli myös luokittelun virheen. Jos väli ei sisällä luokittelun virhettä, todellinen "
            "osuus voi hyvin olla välin ulkopuolella.",
        ),
        (
            "Kun ihminen on luokitellut otoksen",
            "Jos ihminen on luokitellut satunnaisesti poimittujen vastaajien vastaukset, niistä "
            "nähdään, kuinka usein ohjelma erehtyy. Osuus on silloin korjattu, ja siksi se voi "
            "poiketa siitä, mitä teeman nostaneiden vastaajien määrästä laskisi. Otosta "
            f"käytetään, kun siinä on vähintään {FEWEST_CODED} vastaajaa.",
        ),
        (
            "Muutos",
            "Osuuden ero aiempaan vertailukelpoiseen kierrokseen prosenttiyksikköinä, suluissa "
            f"{confidence} %:n luottamusväli. ”Kasvanut” ja ”vähentynyt” sanotaan vain, kun koko "
            "väli on samalla puolella nollaa. ”Ei selvää eroa” ei tarkoita, ettei mikään ole "
            "muuttunut: vastausten perusteella sitä ei vain voi sanoa. ”Liian vähän vastauksia” "
            f"lukee, kun jommallakummalla kierroksella on alle {FEWEST_RESPONDENTS} vastaajaa "
            "tai vertailuun tarvittavaa lukua ei näytetä. Vaikka mikään ei olisi muuttunut, "
            f"noin {by_chance:.0f} vertailussa sadasta näkyisi silti muutos.",
        ),
        (
            "Mistä muutos on laskettu",
            "Jos molemmilla kierroksilla on ihmisen luokittelema otos, muutos on korjattujen "
            "osuuksien ero. Muuten se on laskettu ohjelman omasta luokittelusta ilman ihmisten "
            "korjauksia, ja se voi poiketa taulukon osuuksien erosta.",
        ),
        (
            "Sanoin",
            "Osuus on sanottu sanoin vain niin tarkasti kuin väli sallii: mitä leveämpi väli, "
            "sitä väljemmät sanat.",
        ),
        (
            "Miten teemat on löydetty",
            "Ohjelma on lukenut jokaisen vastauksen ja merkinnyt siihen teemat. Se oppi ihmisten "
            "luokittelemista vastauksista ja tekee virheitä: pienet erot alueiden välillä voivat "
            "johtua niistä.",
        ),
        (
            "Mitä ei näytetä",
            f"Lukua ei näytetä, jos siinä on alle {limit} vastaajaa, jos siinä ovat kaikki pienen "
            f"joukon (alle {2 * limit}) vastaajat tai jos sellaisen luvun voisi laskea muista "
            f"luvuista. Silloin solussa lukee ”{HIDDEN_FI}”.",
        ),
        (
            "Sitaatit",
            "Vastaajien omia sanoja. Henkilötiedot on peitetty, esimerkiksi [nimi]. Koko kaupungin "
            "sitaatit voivat olla miltä alueelta tahansa.",
        ),
    ]


def how_to_read_topics(config: Config) -> list[tuple[str, str]]:
    """What a reader must know of the topics' numbers: (heading, text)."""
    confidence = f"{100 * config.report.confidence:.0f}"
    by_chance = 100 * (1 - config.report.confidence)
    limit = config.suppression.min_respondents
    return [
        (
            "Aiheet",
            "Ohjelma on ryhmitellyt samasta asiasta puhuvat vastaukset ja nimennyt ryhmät niiden "
            "avainsanoilla. Se erehtyy joskus, ja osa vastauksista ei kuulu mihinkään aiheeseen.",
        ),
        (
            "Vastaajat ja osuus",
            "Vastaajat, joiden vastauksista ainakin yksi kuuluu aiheeseen, ja heidän osuutensa "
            "kaikista, jotka sanoivat jotain. Sama vastaaja voi olla mukana monessa aiheessa.",
        ),
        (
            "Väli",
            f"Osuuden {confidence} %:n luottamusväli, kun vastaajia pidetään otoksena. Ohjelman "
            "omia virheitä siinä ei ole.",
        ),
        (
            "Yleisempi tai harvinaisempi",
            "Osuutta verrataan kaikkiin muihin vastaajiin; luku on ero prosenttiyksikköinä. Ero "
            f"sanotaan vain, kun sen {confidence} %:n luottamusväli on kokonaan samalla puolella "
            "nollaa. ”Liian vähän vastauksia” lukee, kun vertailussa toisella puolella on alle "
            f"{FEWEST_RESPONDENTS} vastaajaa. Vaikka eroja ei olisi, noin "
            f"{by_chance:.0f} vertailussa sadasta näkyisi silti ero.",
        ),
        (
            "Muutos",
            "Osuuden ero aiempaan vertailukelpoiseen kierrokseen, suluissa väli. ”Uusi” aihe ei "
            "ollut silloin esillä. Yhdistyneestä tai erotetusta aiheesta ei lasketa muutosta, "
            "koska se ei ole enää sama aihe.",
        ),
        (
            "Mitä ei näytetä",
            f"Lukua ei näytetä, jos siinä on alle {limit} vastaajaa, jos siinä ovat kaikki pienen "
            f"joukon (alle {2 * limit}) vastaajat tai jos sellaisen luvun voisi laskea muista "
            "luvuista.",
        ),
        (
            "Sitaatti",
            "Yhden vastaajan omia sanoja, miltä alueelta tahansa. Henkilötiedot on peitetty.",
        ),
    ]
