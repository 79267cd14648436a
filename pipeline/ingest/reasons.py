"""Why an input row or cell did not become an answer, and what a reader should know of a file.

Each code has its sentence in English for the command line and in Finnish for coordinators.
"""

from __future__ import annotations

REASONS: dict[str, dict[str, str]] = {
    "no_answer": {
        "en": "no open question is answered on this row",
        "fi": "rivillä ei ole vastausta yhteenkään avoimeen kysymykseen",
    },
    "too_many_cells": {
        "en": "the row has more cells than the header; a delimiter inside an answer is not quoted",
        "fi": "rivillä on enemmän soluja kuin otsikkorivillä; vastauksessa on erotinmerkki",
    },
    "repeated_row": {
        "en": "the same respondent's same answer was read before",
        "fi": "saman vastaajan sama vastaus on jo luettu",
    },
    "too_long": {
        "en": "the cell is longer than any answer; a quotation mark may be missing",
        "fi": "solu on pidempi kuin mikään vastaus; lainausmerkki voi puuttua",
    },
    "header_again": {
        "en": "the header once more, as where exports were joined",
        "fi": "otsikkorivi toiseen kertaan",
    },
    "cell_error": {
        "en": "the cell holds a spreadsheet error instead of an answer",
        "fi": "solussa on taulukkolaskennan virhe vastauksen sijaan",
    },
    "not_text": {
        "en": "the cell holds no letters or digits, only control characters",
        "fi": "solussa ei ole kirjaimia eikä numeroita, vain ohjausmerkkejä",
    },
}

NOTICES: dict[str, dict[str, str]] = {
    "merged_cells": {
        "en": "merged cells: the value was read into every row they cover. "
        "Unmerge them if that is wrong",
        "fi": "yhdistettyjä soluja: arvo luettiin kaikille niiden kattamille riveille. "
        "Pura yhdistäminen, jos se oli vahinko",
    },
    "merged_answer": {
        "en": "a merged cell in an open question: the answer was read once, on its first row",
        "fi": "yhdistetty solu avoimessa kysymyksessä: vastaus luettiin vain kerran",
    },
    "two_headers": {
        "en": "this row and the next were read as one header. If the second one is answers, "
        "give the table plain column names on one row",
        "fi": "tämä rivi ja seuraava luettiin yhdessä otsikoiksi",
    },
    "other_sheet": {
        "en": "this sheet was not read; name it in config.yaml (sheet) to read it instead",
        "fi": "tätä välilehteä ei luettu",
    },
    "unknown_area": {
        "en": "an area that config.yaml does not know; its answers count as area not known",
        "fi": "alue, jota asetukset eivät tunne; vastaukset lasketaan kohtaan ”Alue ei tiedossa”",
    },
    "unknown_group": {
        "en": "a respondent group that config.yaml does not know; left empty",
        "fi": "vastaajaryhmä, jota asetukset eivät tunne; jätettiin tyhjäksi",
    },
    "unreadable_date": {
        "en": "a date that cannot be read; the answer is kept without it",
        "fi": "päivämäärä, jota ei voi lukea; vastaus säilyi ilman sitä",
    },
    "outside_round": {
        "en": "a date outside the round; the answer is kept",
        "fi": "päivämäärä kierroksen ulkopuolella; vastaus säilyi",
    },
    "same_file": {
        "en": "the same bytes as another file of this round; not read again",
        "fi": "sama tiedosto on jo luettu tällä kierroksella; ei luettu uudelleen",
    },
}


def in_words(code: str, lang: str = "en") -> str:
    """The sentence of a reason or notice."""
    return (REASONS.get(code) or NOTICES[code])[lang]
