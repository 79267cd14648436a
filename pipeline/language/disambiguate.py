"""Chooses among Voikko's analyses of a form by what the tagger saw in its context.

Voikko lists every reading of a form; spaCy's morphologizer predicts part of speech, case, number
and the like from the sentence. The reading that agrees with most of it wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.language.frequency import zipf
from pipeline.language.morphology import verb_of_participle

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
_MOODS = {"Ind": "indicative", "Cnd": "conditional", "Imp": "imperative", "Pot": "potential"}
#: What one step of Zipf frequency weighs beside a disagreement in number.
_COMMON = 0.3
_INFINITIVES = {"1": "A-infinitive", "2": "E-infinitive", "3": "MA-infinitive"}
_DEGREES = {"Pos": "positive", "Cmp": "comparative", "Sup": "superlative"}
_PARTICIPLES = {"Pres": "present", "Past": "past", "Agt": "agent"}


def choose(analyses: Sequence[Analysis], pos: str, features: Features) -> Analysis:
    """The reading that agrees best with the context; of much the same, the commonest word."""
    return max(  # the first of equals
        analyses,
        key=lambda analysis: agreement(analysis, pos, features) + _COMMON * _commonness(analysis),
    )


def agreement(analysis: Analysis, pos: str, features: Features) -> float:
    """How well a reading fits: part of speech weighs most, then case, then the rest.

    Compounds lose a little: "asemassa" is a station and no "ase#massa".
    """
    return (
        4 * fits_pos(analysis, pos)
        + 2 * _same(_CASES.get(features.get("Case", "")), analysis.get("SIJAMUOTO"))
        + _same(features.get("Number", "")[:4].lower() or None, analysis.get("NUMBER", "")[:4])
        + _same(_DEGREES.get(features.get("Degree", "")), analysis.get("COMPARISON"))
        + 0.5 * _same(features.get("Person"), analysis.get("PERSON"))
        + 0.5 * (("Person[psor]" in features) == ("POSSESSIVE" in analysis))
        + 0.5 * (("Clitic" in features) == bool({"FOCUS", "KYSYMYSLIITE"} & set(analysis)))
        + _fits_verb_form(analysis, features)
        - 0.6 * (analysis.get("STRUCTURE", "=").count("=") - 1)
    )


def _commonness(analysis: Analysis) -> float:
    """The Zipf frequency of the base form, or a share of that of its last part."""
    if "PARTICIPLE" in analysis and analysis["CLASS"] != "nimisana":
        return zipf(verb_of_participle(analysis) or analysis["BASEFORM"])
    base = analysis["BASEFORM"]
    whole = zipf(base)
    if whole or "[Bc]" not in analysis.get("FSTOUTPUT", ""):
        return whole
    last = analysis["FSTOUTPUT"].rpartition("[Xp]")[2].partition("[X]")[0]
    return zipf(last) / 2 if base.endswith(last) else 0.0


def _same(expected: str | None, found: str | None) -> float:
    """1 for agreement, -1/2 for disagreement, 0 when either side does not say."""
    if not expected or not found:
        return 0.0
    return 1.0 if expected == found else -0.5


def fits_pos(analysis: Analysis, pos: str) -> float:
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
    if "InfForm" in features:
        fit += _same(_INFINITIVES.get(features["InfForm"]), analysis.get("MOOD", "none"))
    elif "Connegative" in features:
        fit += 0.5 if "NEGATIVE" in analysis else -0.5
    elif "Mood" in features:
        fit += _same(_MOODS.get(features["Mood"]), analysis.get("MOOD", "none"))
    if "Voice" in features and "PERSON" in analysis:
        passive = analysis["PERSON"] == "4"
        fit += 0.5 if passive == (features["Voice"] == "Pass") else -0.5
    if features.get("Tense") and "TENSE" in analysis:
        past = analysis["TENSE"] == "past_imperfective"
        fit += 0.5 if past == (features["Tense"] == "Past") else -0.5
    return fit
