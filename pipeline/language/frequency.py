"""How common a Finnish word is: what decides between readings that fit equally well."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=400_000)
def zipf(word: str) -> float:
    """The Zipf frequency (log10 of occurrences in 10⁹ words; 0 to 8), 0 for a word not seen.

    Source: R. Speer, wordfreq 3 (subtitles, Wikipedia, web and social media up to 2021).
    """
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "fi")
