"""Base forms of words that no dictionary has: foreign names, new loans, rare compounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.language.disambiguate import Analysis, Features, choose, fits_pos
from pipeline.language.endings import CASES, VOWELS, harmony
from pipeline.language.frequency import zipf
from pipeline.language.morphology import base_of, verb_of_participle

#: Case of a plural → its ending after the plural's i.
_PLURAL_ENDINGS = {**CASES, "Nom": r"(?<=[^e])t", "Gen": r"en", "Par": r"(?:t?[aä])"}
#: Stem before an ending → base form.
_STEMS = (("kse", "s"), ("ude", "us"), ("yde", "ys"), ("ise", "inen"))
#: What a verb form ends in → what its infinitive does; A is a or ä.
_VERB_FORMS = (
    (r"ll(?:ut|yt|eet)$", r"llA"),  # twiittaillut → twiittailla
    (r"nn(?:ut|yt|eet)$", r"tA"),  # twiitannut → twiitata
    (r"([aeiouyäö])n(?:ut|yt|eet)$", r"\1A"),
    (r"([oö]i)(?:tu|ty|tiin)$", r"\1dA"),  # filtteröity → filtteröidä
    (r"nn([uy])$", r"nt\1A"),  # töhräänny → töhrääntyä
    (r"tt[aä](?:vat|vät|mme|en)$", r"ttAA"),  # klompsuttaen → klompsuttaa
    (r"([uyoöe])(?:mme|tte|vat|vät|t|n|v[aä])$", r"\1A"),  # treenaantuvat → treenaantua
    (r"([ptkg])\1([aä])s(?:in|it|i|imme|ivat|ivät)$", r"\1\2tA"),  # twiittasi → twiitata
    (r"([aä])s(?:in|it|i|imme|ivat|ivät)$", r"\1tA"),  # sheerasi → sheerata
)
#: Letters that the known last part of a compound must have, and the rest before it.
_LAST_PART, _FIRST_PART = 4, 3


def base_form(form: str, features: Features) -> str:
    """The word without the ending of the case and number in which the context puts it.

    A consonant at the end of a foreign word takes an i before the ending (Spiegelin → Spiegel);
    other words end in that i themselves (Giovannin → Giovanni): the commoner one is taken.
    """
    if ":" in form[1:]:
        return form.partition(":")[0]
    candidates = list(dict.fromkeys(_stripped(form, features)))
    if not candidates:
        return form
    return max(candidates, key=lambda word: (zipf(word), -candidates.index(word)))


def _stripped(form: str, features: Features) -> Iterator[str]:
    case = features.get("Case", "")
    plural = features.get("Number") == "Plur"
    match = _ending(form, (_PLURAL_ENDINGS if plural else CASES).get(case))
    if match is None and case:
        plural = False
        match = _ending(form, "(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle)")
    if match is None:
        return
    stem = form[: match.start()]
    if plural and case != "Nom":
        stem = re.sub(r"e?[ij]$", "", stem)
        yield from (stem, stem + "i")
        return
    for weak, strong in _STEMS:
        if stem.endswith(weak):
            yield stem[: -len(weak)] + strong
            return
    if re.search(rf"[^{VOWELS}]i$", stem) and len(stem) > 3:
        yield stem[:-1]
    yield stem


def _ending(form: str, ending: str | None) -> re.Match[str] | None:
    match = re.search(rf"{ending}$", form) if ending else None
    return match if match and match.start() >= 2 else None


def infinitive(form: str) -> str:
    """A guess at the infinitive of a verb form, by the commonest types of new verbs."""
    vowel = harmony(form)["a"]
    for pattern, ending in _VERB_FORMS:
        match = re.search(pattern, form)
        if match and match.start() >= 2:
            return form[: match.start()] + match.expand(ending).replace("A", vowel)
    return form


def by_last_part(
    form: str, pos: str, features: Features, analyse: Callable[[str], Sequence[Analysis]]
) -> str | None:
    """The lemma of a compound of which only the last part is known (klaffi|pöydän), or None."""
    if pos not in ("NOUN", "ADJ", "VERB"):
        return None
    for start in range(_FIRST_PART, len(form) - _LAST_PART + 1):
        readings = [
            reading
            for reading in analyse(form[start:].lower())
            if fits_pos(reading, pos)
            and reading["BASEFORM"].islower()
            and "[Bc]" not in reading.get("FSTOUTPUT", "")
        ]
        if readings:
            last = choose(readings, pos, features)
            return form[:start] + ((pos == "VERB" and verb_of_participle(last)) or base_of(last))
    return None
