"""Answers that say nothing, and answers that say exactly what another did."""

from __future__ import annotations

import re

from pipeline.ingest.areas import fold
from pipeline.records import digest

#: Whole answers (folded) that leave the question unanswered, in Finnish, Swedish and English.
_NOTHING = re.compile(
    r"""
    [a-zåäöx\d]? | \d+ | x+ | eos | emt | idk | e[in] | no | nej | none | nothing | na | n\ a | nan
    | jaa\ a | hmm+ | ei\ mtn | kts\ edellinen | vaikea\ sanoa | kiitos(\ ja\ hei)? | samaa\ mieltä
    | (kaikki|ihan)\ (hyvin|ok|ookoo|jees|hyvä) | ok | jees | hyvä\ noin
    | (e[intm]|eipä|enpä|emme)
      (\ (oo|ole|nyt|tähän|tule|tuu|tullut|tullu|osaa?|osata|voi|halua|muista|omakohtaista|ota|keksi
          |keksitä|kommentoida|vastata))*
      (\ (mitään|mittää|mitää|mieleen|muuta))*
      (\ (sanoa|sanoo|sano|osaa\ sanoa|kommentoida|kantaa|ottaa\ kantaa|arvioida|vastata|vastaa
          |tiedä|tiiä|tiä|tietoa|hajua|ole|oo|erityistä|kommentoitavaa|kommentteja|kommenttia|lisättävää
          |sanottavaa|huomautettavaa|mainittavaa|kehitettävää|valittamista|vastausta|mielipidettä
          |kokemusta|mieleen|mitään))*
      (\ (tähän|tästä|tässä|tällä|nyt|kertaa|erää|muuta|mitään|mittää|hätään|aiheesta|asiasta))*
    | no\ comments? | nothing\ to\ (add|say) | (i\ )?don\ ?t\ know
    | vet\ (inte|ej) | inga\ kommentarer | inget
    """,
    re.VERBOSE,
)


#: The longest of them; on longer texts the expression above would try for minutes.
_LONGEST = 80


def is_emptyish(text: str) -> bool:
    """Whether the whole answer leaves the question unanswered ("-", "en osaa sanoa").

    >>> is_emptyish("En osaa sanoa."), is_emptyish("Ei penkkejä")
    (True, False)
    """
    folded = fold(text)
    return len(folded) <= _LONGEST and _NOTHING.fullmatch(folded) is not None


def same_text_key(text: str) -> str:
    """Answers with equal keys are exact duplicates: case and blanks do not tell them apart."""
    return " ".join(text.casefold().split())


def text_digest(text: str) -> str:
    """`same_text_key` as a short id, by which a person's decision finds the same text again."""
    return digest(same_text_key(text))
