"""Which language an answer is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

#: ISO 639-1 codes of the languages told apart.
LANGUAGES = ("fi", "sv", "en", "ru", "et", "ar")
#: Short Finnish answers look like Estonian or Swedish: another language must be this certain.
_SURE = 0.8


def detect_languages(texts: Sequence[str]) -> list[str]:
    """The ISO 639-1 code of each text; Finnish unless another language is certain."""
    return [_language(text) for text in texts]


def _language(text: str) -> str:
    best = _detector().compute_language_confidence_values(text)[0]
    code = best.language.iso_code_639_1.name.lower()
    return code if best.value >= _SURE else "fi"


@cache
def _detector() -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
