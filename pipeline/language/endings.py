"""Finnish sounds and endings that several modules look for."""

from __future__ import annotations

VOWELS = "aeiouyäö"
#: Case → the endings that mark it in the singular.
CASES = {
    "Gen": r"n",
    "Par": r"(?:t[aä]|[aä])",
    "Ine": r"ss[aä]",
    "Ela": r"st[aä]",
    "Ill": rf"(?:seen|h[{VOWELS}]n|(?<=[{VOWELS}])[{VOWELS}]n|in)",
    "Ade": r"ll[aä]",
    "Abl": r"lt[aä]",
    "All": r"lle",
    "Ess": r"n[aä]",
    "Tra": r"ksi",
}
#: The third person's may lengthen the vowel before it: mukana, mukanaan.
POSSESSIVE = rf"(?:ni|si|mme|nne|ns[aä]|(?<=([{VOWELS}]))\1n)"
CLITIC = r"(?:kin|kaan|kään|han|hän|pa|pä|ko|kö)"


def harmony(word: str) -> dict[str, str]:
    """{"a": "a" or "ä", "u": "u" or "y", "o": "o" or "ö"}: which vowels an ending has after it."""
    last = next((letter for letter in reversed(word) if letter in "aouäöy"), "ä")
    return dict(zip("auo", "auo" if last in "aou" else "äyö", strict=True))
