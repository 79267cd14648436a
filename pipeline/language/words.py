"""Closed sets of Finnish words that analysers treat otherwise than treebanks do."""

from __future__ import annotations

import re

_PRONOUNS = """
hän: häntä häntäkin häntäkään
sinä: sinä sinäkin sinäkään
jokin: jokin jonkin jotakin jotain jossakin jossain jostakin jostain johonkin jollakin jollain
jokin: joltakin joltain jollekin jonakin jonain joksikin jotkin joitakin joitain joidenkin
jokin: joissakin joissain joistakin joistain joihinkin joillakin joillain joiltakin joillekin
mikään: mikään minkään mitään missään mistään mihinkään millään miltään millekään minään
mikään: miksikään mitkään
kukaan: kukaan kenenkään ketään kenessäkään kenestäkään keneenkään kehenkään kenelläkään
kukaan: keneltäkään kenellekään ketkään
molemmat: molemmat molempien molempia molemmissa molemmista molempiin molemmilla molemmilta
molemmat: molemmille
"""
#: Form → lemma of pronouns; Voikko takes them for a tail, for se, and for joka, mikä and kuka.
PRONOUNS = {
    form: lemma
    for lemma, forms in (line.split(":") for line in _PRONOUNS.strip().splitlines())
    for form in forms.split()
}
#: An imperative that has become a particle, whatever the tagger takes it for.
PARTICLES = frozenset({"kuule"})
#: Nouns for events, which have no singular: avajaiset, päättäjäiset.
_EVENT = re.compile(r"[aeiou]jainen$|[äöeiy]jäinen$")
#: Voikko's singular → the noun as it is used: in the plural only.
_PLURAL_ONLY = {
    "vaali": "vaalit",
    "markkina": "markkinat",
    "aivo": "aivot",
    "hää": "häät",
    "ristiäinen": "ristiäiset",
    "olympialainen": "olympialaiset",
    "kasvo": "kasvot",
    "housu": "housut",
    "farkku": "farkut",
    "talkoo": "talkoot",
    "kulissi": "kulissit",
    "yhdysvalta": "yhdysvallat",
    "alankomaa": "alankomaat",
    "bikini": "bikinit",
    "bile": "bileet",
    "saksi": "sakset",
    "silmälasi": "silmälasit",
    "aurinkolasi": "aurinkolasit",
    "viiksi": "viikset",
    "laude": "lauteet",
    "olympiakisa": "olympiakisat",
    "filippiini": "filippiinit",
    "alppi": "alpit",
    "seychelli": "seychellit",
}


def plural_only(lemma: str, plural: bool = True) -> str:
    """The plural of a noun that has no singular (vaali → vaalit), else the lemma itself.

    The last part of a compound decides (sisämarkkina), if it is too long to be met by chance.

    Args:
        plural: whether the context has it in the plural; what is no event may have a singular too.
    """
    low = lemma.lower()
    if _EVENT.search(low):
        return lemma.removesuffix("nen") + "set"
    for singular, without in _PLURAL_ONLY.items() if plural else ():
        if low == singular or (len(singular) > 4 and low.endswith(singular)):
            return lemma[: len(lemma) - len(singular)] + _like(lemma, singular, without)
    return lemma


def _like(lemma: str, singular: str, plural: str) -> str:
    begins = lemma[len(lemma) - len(singular)]
    return plural.capitalize() if begins.isupper() else plural
