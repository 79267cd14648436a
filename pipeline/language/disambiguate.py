"""Chooses among Voikko's analyses of a form by what the tagger saw in its context.

Voikko lists every reading of a form; spaCy's morphologizer predicts part of speech, case, number
and the like from the sentence. The reading that agrees with most of it wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Analysis = Mapping[str, str]
#: Universal features as the morphologizer gives them, `{"Case": "Ine", "Number": "Sing"}`.
Features = Mapping[str, str]

_CLASSES = {
    "ADJ": {"laatusana", "nimisana_laatusana"},
    "ADP": {"suhdesana", "seikkasana"},
    "ADV": {"seikkasana"},
    "AUX": {"teonsana", "kieltosana"},
    "CCONJ": {"sidesana"},
    "DET": {"asemosana"},
    "INTJ": {"huudahdussana"},
    "NOUN": {"nimisana", "nimisana_laatusana", "lyhenne"},
    "NUM": {"lukusana"},
    "PRON": {"asemosana"},
    "PROPN": {"nimi", "etunimi", "sukunimi", "paikannimi"},
    "SCONJ": {"sidesana"},
    "VERB": {"teonsana"},
}
_CASES = {
    "Nom": "nimento", "Gen": "omanto", "Par": "osanto", "Acc": "kohdanto", "Ess": "olento",
    "Tra": "tulento", "Ine": "sisaolento", "Ela": "sisaeronto", "Ill": "sisatulento",
    "Ade": "ulkoolento", "Abl": "ulkoeronto", "All": "ulkotulento", "Abe": "vajanto",
    "Com": "seuranto", "Ins": "keinonto",
}  # fmt: skip
_DEGREES = {"Pos": "positive", "Cmp": "comparative", "Sup": "superlative"}
_PARTICIPLES = {"Pres": "present", "Past": "past", "Agt": "agent"}


def choose(analyses: Sequence[Analysis], pos: str, features: Features) -> Analysis:
    """The reading that agrees best with the context; of equals, Voikko's first."""
    return max(analyses, key=lambda analysis: agreement(analysis, pos, features))


def agreement(analysis: Analysis, pos: str, features: Features) -> float:
    """How well a reading fits: part of speech weighs most, then case, then the rest.

    Compounds lose a little: "asemassa" is a station and no "ase#massa".
    """
    return (
        4 * _fits_pos(analysis, pos)
        + 2 * _same(_CASES.get(features.get("Case", "")), analysis.get("SIJAMUOTO"))
        + _same(features.get("Number", "")[:4].lower() or None, analysis.get("NUMBER", "")[:4])
        + _same(_DEGREES.get(features.get("Degree", "")), analysis.get("COMPARISON"))
        + 0.5 * _same(features.get("Person"), analysis.get("PERSON"))
        + 0.5 * (("Person[psor]" in features) == ("POSSESSIVE" in analysis))
        + 0.5 * (("Clitic" in features) == bool({"FOCUS", "KYSYMYSLIITE"} & set(analysis)))
        + _fits_verb_form(analysis, features)
        - 0.6 * (analysis.get("STRUCTURE", "=").count("=") - 1)
    )


def _same(expected: str | None, found: str | None) -> float:
    """1 for agreement, -1/2 for disagreement, 0 when either side does not say."""
    if not expected or not found:
        return 0.0
    return 1.0 if expected == found else -0.5


def _fits_pos(analysis: Analysis, pos: str) -> float:
    word_class, participle = analysis["CLASS"], analysis.get("PARTICIPLE")
    if analysis.get("MOOD") == "MINEN-infinitive":
        return 1.0 if pos == "NOUN" else 0.0
    if word_class in _CLASSES.get(pos, ()):
        return 1.0
    if participle and pos in ("VERB", "AUX", "ADJ"):
        return 0.75 if participle == "agent" else 1.0
    if pos == "ADV" and analysis.get("SIJAMUOTO") == "kerrontosti":
        return 1.0
    # A name that is a common word too (Kivimaa), and a noun used as an adverb.
    return 0.25 if (pos, word_class) in (("PROPN", "nimisana"), ("ADV", "nimisana")) else 0.0


def _fits_verb_form(analysis: Analysis, features: Features) -> float:
    fit = 0.0
    if "PartForm" in features:
        kind = _PARTICIPLES.get(features["PartForm"], "?")
        fit += 1.0 if kind in analysis.get("PARTICIPLE", "") else -1.0
    if features.get("Mood") == "Cnd":
        fit += 1.0 if analysis.get("MOOD") == "conditional" else -1.0
    if features.get("Tense") and "TENSE" in analysis:
        past = analysis["TENSE"] == "past_imperfective"
        fit += 0.5 if past == (features["Tense"] == "Past") else -0.5
    return fit
