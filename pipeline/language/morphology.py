"""From a Voikko analysis to a lemma and a Universal part of speech.

Both Voikko backends give the same analyses; Universal Dependencies wants participles under their
verb (saanut → saada) and adverbs in -sti as they are (nopeasti → nopeasti).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.language.base import pos_of_mark
from pipeline.records import Token

_POS = {
    "nimisana": "NOUN",
    "nimisana_laatusana": "ADJ",
    "laatusana": "ADJ",
    "teonsana": "VERB",
    "kieltosana": "AUX",
    "seikkasana": "ADV",
    "asemosana": "PRON",
    "suhdesana": "ADP",
    "sidesana": "CCONJ",
    "huudahdussana": "INTJ",
    "lukusana": "NUM",
    "lyhenne": "NOUN",
    "etuliite": "X",
    "etunimi": "PROPN",
    "sukunimi": "PROPN",
    "paikannimi": "PROPN",
    "nimi": "PROPN",
}


def token_from(form: str, analyses: Sequence[Mapping[str, str]]) -> Token:
    """The token of a form by its first likely analysis; an unknown form is its own lemma.

    Args:
        analyses: Voikko's, with the keys BASEFORM, CLASS and, where they apply, PARTICIPLE,
            FSTOUTPUT and SIJAMUOTO.
    """
    mark = pos_of_mark(form)
    if mark is not None:
        return Token(form, form, mark)
    if not analyses:
        return Token(form, form if form[:1].isupper() else form.lower(), "X")
    # "tapahtuma" is rarely "that which something happens by", and "aamulla" no Aamu: other
    # readings go first.
    analysis = min(
        analyses,
        key=lambda reading: (
            reading.get("PARTICIPLE") == "agent"
            or (form[:1].islower() and _POS.get(reading["CLASS"]) == "PROPN")
        ),
    )
    pos = _POS.get(analysis["CLASS"], "X")
    if analysis.get("SIJAMUOTO") == "kerrontosti":
        return Token(form, form.lower(), "ADV")
    verb = verb_of_participle(analysis)
    if verb:
        return Token(form, verb, "VERB")
    return Token(form, base_of(analysis), pos)


def base_of(analysis: Mapping[str, str]) -> str:
    """The base form, without the marks that Voikko leaves where words join."""
    return analysis["BASEFORM"].replace("=", "").replace("--", "-")


#: [Xp] the verb [X] stem; with [Xj] the ending of a verb derived from it (kohdistaa: kohdist|ua).
_VERB = re.compile(
    r"(?:\[\w+\])*\[Xp\]([^\[]+)\[X\](?:([^\[]*)(?:\[\w+\])?\[Xj\]([^\[]*[aä])\[X\])?"
)


def verb_of_participle(analysis: Mapping[str, str]) -> str | None:
    """The infinitive from which a participle is made; of a compound, with its first parts."""
    output = analysis.get("FSTOUTPUT", "")
    if not analysis.get("PARTICIPLE"):
        return None
    *before, last = output.split("[Bc]")
    match = _VERB.match(last)
    if match is None or "[Lt]" not in last:
        return None
    base, stem, ending = match.groups()
    verb = (stem + ending if ending else base).replace("=", "")
    return "".join(_surface(part) for part in before) + verb


def _surface(output: str) -> str:
    """The letters of the form that a part of Voikko's output stands for."""
    return re.sub(r"\[X[pj]\][^\[]*\[X\]|\[\w+\]", "", output)
