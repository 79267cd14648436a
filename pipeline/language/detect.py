"""Which language an answer is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

#: ISO 639-1 codes of the languages told apart.
LANGUAGES = ("fi", "sv", "en", "ru", "et", "ar")
#: Any other language.
OTHER = "other"
#: Other languages that are spoken in Finland, or are easily taken for one of ours.
_OTHERS = ("so", "sq", "fa", "uk", "vi", "zh", "th", "tr", "es", "de", "fr", "pl", "da", "nb", "lv")
#: Short Finnish answers look like Estonian or Swedish: another language must be this certain.
_SURE = 0.8
#: A longer text (words) is in its likeliest language: it may be mixed, and the main one counts.
_LONG = 6
_LIKELY = 0.5


def detect_languages(texts: Sequence[str]) -> list[str]:
    """The ISO 639-1 code of each text, or "other"; Finnish unless another language is certain."""
    return [_language(text) for text in texts]


def _language(text: str) -> str:
    code, value = _best(text, LANGUAGES)
    if code == "fi" and value >= _SURE:
        return code
    # Loading the others takes seconds and memory: only texts that may not be Finnish ask for them.
    wide, certainty = _best(text, LANGUAGES + _OTHERS)
    enough = _LIKELY if len(text.split()) >= _LONG else _SURE
    if wide in _OTHERS:
        return OTHER if certainty >= enough else "fi"
    return code if value >= enough else "fi"


def _best(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    best = _detector(languages).compute_language_confidence_values(text)[0]
    return best.language.iso_code_639_1.name.lower(), best.value


@cache
def _detector(languages: tuple[str, ...]) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in languages]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
