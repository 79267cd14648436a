"""Number plates of vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.privacy.base import CASE_ENDING, TextDetector
from pipeline.privacy.words import is_known, readings
from pipeline.records import Span

#: Words by which a plate is named.
_PLATE_WORD = re.compile(
    r"(?i)rekister(?:i(?!-ilm|seloste)|ö)|rekkari|\bre[gk]\.?\s?n|kilpi\b|kilve|kilvi|kyltti|kylti|"
    r"\bplates?\b|skylt|registrerings"
)
#: Vehicles, the most common makes, and what their drivers do.
_VEHICLE_WORD = re.compile(
    r"(?i)\b(?:\w*auto(?!m)\w*|\w*mopo\w*|moottoripyör\w*|prätkä\w*|motskar\w*|skootter\w*|"
    r"mönkijä\w*|pa[kn]u\w*|pakett\w*|farkku\w*|farmari\w*|\w*maasturi\w*|sedan\w*|kupla\w*|"
    r"kuorma\w*|rekk\w+|traktor\w*|peräkärry\w*|trailer\w*|taksi\w*|kiesi\w*|"
    r"skoda\w*|toyota\w*|corolla\w*|volvo\w*|bemari\w*|bmw\w*|audi\w*|mersu\w*|mercedes\w*|opel\w*|"
    r"ford\w*|passat\w*|volkkari\w*|golf\w*|nissan\w*|mazda\w*|honda\w*|hyundai\w*|"
    r"kia|kian|tesla\w*|pösö\w*|peugeot\w*|citro\w*|renault\w*|seat\w*|saab\w*|fiat\w*|lada\w*|subaru\w*|"
    r"parkkeera\w*|parkis\w*|parkki(?!pai)\w*|pysäköi\w*|kaaha\w*|ajaa|ajoi|ajelee|ajan|kuski\w*|"
    r"kyyti\w*|kyydi\w*|hakee|hakevat|"
    r"bil|bilen|car|van|parked)\b"
)
#: What else carries letters and a number: "ryhmä TIK-23", "kaava", "luokka", "standardi".
_OTHER_WORD = re.compile(
    r"(?i)\b(?:ryhm|kurss|kaava|stand|luok|linja|bussi|vuoro|hank|lomak|mall|huone|sali|tila|"
    r"luentosal|kood|osasto|projekt|vaihtoeh|kysymy|versio|tuote|paper|tie\b|tien\b|kohta|laki|asetu|sarja|"
    r"luokitu|merkin|päätö|asia|viite|tunnist|ohjelm|sopimu)\w*[\s:(]*(?:on\s|nro\s)?$"
)
#: Letters that are no plate: roads, standards, institutions, techniques, viruses, money.
_NO_PLATES = frozenset({
    "EU", "ISO", "VT", "KT", "MT", "YT", "TV", "PDF", "ESS", "RGB", "DIN", "EN", "SFS", "IEC",
    "VR", "VE", "ALV", "LED", "USB", "WC", "ATK", "HIV", "LTE", "GSM", "IP", "UV", "PM", "CO",
    "NO", "RAK", "LVI", "MRL", "KVR", "YSE", "RT", "PS", "PC", "FC", "SM", "MM", "EM", "PK", "KM",
    "KLO", "OP", "NRO", "SOTE", "LAB", "LUT", "TE", "TVT", "TKI", "MS", "HSL", "LSL", "KHO",
    "KKO", "HE", "VN", "OKM", "STM", "AK", "AO", "AL", "TY", "ET", "VP", "EK", "YK", "YLE", "AI",
    "TOP", "APP", "OPE", "VIP", "BMX", "SUV", "AA", "AAA", "CD", "DVD", "MP", "HD", "FHD", "OK",
    "JR", "SR", "KPL", "EUR", "FM", "USA", "UK", "FI", "SE", "RFID", "QR", "HPV", "RS", "SARS",
    "COV", "TBC", "BCG", "MPR", "EKG", "PCR",
})  # fmt: skip

#: How many characters before and after a plate a word may stand that tells what it is.
_NEAR = 90


class Plates(TextDetector):
    """Finnish number plates: two or three letters and one to three digits; a tractor's or an
    Estonian one, the other way round.

    Capitals and a hyphen tell a plate with three letters. Any other way to write it needs a word
    of plates or vehicles near by.
    """

    _LETTERS = r"[A-ZÅÄÖa-zåäö]{2,3}"
    _PATTERN = re.compile(
        rf"(?<![\w.@/-])(?:(?P<letters>{_LETTERS})(?P<between>\s?[-–‐‑]\s?|\s?)\d{{1,3}}"
        rf"|\d{{2,3}}(?P<after>[ -]?)(?P<last>[A-ZÅÄÖ]{{3}}))"
        rf"(?!\w|[-–]\d|[.,:/]\d|@|\s?§){CASE_ENDING}"
    )

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._PATTERN.finditer(text):
            if self._is_plate(match, text):
                yield Span(match.start(), match.end(), "PLATE")

    def _is_plate(self, match: re.Match[str], text: str) -> bool:
        letters = match["letters"] or match["last"]
        before = text[max(0, match.start() - 60) : match.start()]
        if _OTHER_WORD.search(before):
            return False
        written = letters.isupper() and bool(match["between"])
        if letters.upper() in _NO_PLATES and not (written and _stands_by(match, text)):
            return False
        around = f"{text[: match.start()][-_NEAR:]}|{text[match.end() :][:_NEAR]}"
        named = bool(_PLATE_WORD.search(around))
        near = named or bool(_VEHICLE_WORD.search(around))
        if match["last"]:
            return named or (near and bool(match["after"]))
        hyphen, blank = bool(match["between"].strip()), match["between"] == " "
        if letters.isupper():
            alone = not re.match(r"[-–]\w", text[match.end() :])
            return near or (hyphen and alone and len(letters) == 3 and match["between"] in "-–‐‑")
        if blank:
            return (
                len(letters) == 3
                and not _is_word(letters)
                and (_stands_by(match, text) or (near and not _can_be_said(letters)))
            )
        if hyphen and letters.islower() and len(letters) == 3 and not is_known(letters):
            return True
        # No word is written with a hyphen before a number; one may be run into it, "yli100".
        return named or (near and len(letters) == 3 and (hyphen or not _is_word(letters)))


def _is_word(letters: str) -> bool:
    """Whether these are an ordinary word: "on 15", "sit 3". An abbreviation is none."""
    said = letters in {"mun", "sun", "sit", "nii", "kyl", "noi", "tää", "moi", "oon", "jol", "sil"}
    return said or any(reading["CLASS"] != "lyhenne" for reading in readings(letters))


def _stands_by(match: re.Match[str], text: str) -> bool:
    """Whether the word for a plate stands beside it."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() :][:15]
    return bool(_PLATE_WORD.search(before) or _PLATE_WORD.search(after))


def _can_be_said(letters: str) -> bool:
    """Whether the letters may be a spoken word that the dictionary does not know."""
    return bool(re.search("[aeiouyäö]", letters)) and not re.search("[qwxzå]", letters)
