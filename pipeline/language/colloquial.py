"""Spoken Finnish in writing: pronouns and particles by a table, inflected words by rules.

A rule's result counts only when Voikko knows it; the rules may err, the dictionary decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Short forms of closed classes → lemma. Standard words that are written alike are not here.
_TABLE = """
minä: mä mää mie mun mua mut mulla mulle multa mussa musta muhun mul mult
sinä: sä sää sie sun sua sut sulla sulle sulta sussa susta suhun sul sult
hän: hää
se: siit siin niit niis niist
tämä: tää tän täs täst tähä nää näit näis näist tol
tuo: toi ton tota tosta tossa tohon tolla tolle tolta noi noit nois noist
olla: oon oot oo o ois oisin oisit oisko oiskohan oltais ollu onks ooks oliks
ei: emmä etsä eiks eihä eiku
voida: vois voisko voiks
pitää: pitäs pitäis
että: ett
kun: ku
kuin: kui
niin: ni nii niinku
sitten: sit sitte
mutta: mut muttaku
kyllä: kyl
vielä: viel viä
vain: vaa
miksi: miks
siksi: siks
täällä: tääl
siellä: siel
tuolla: tuol
täältä: täält
sieltä: sielt
missä: mis
mistä: mist
mihin: mihi
kanssa: kans
kiinni: kii
vasta: vast
aina: ain
ihan: iha
varmaan: varmaa
enää: enään
jotain: jotai
yksi: yks
kaksi: kaks
viisi: viis
kuusi: kuus
seitsemän: seittemän seittemä
kahdeksan: kaheksan kaheksa
yhdeksän: yheksän yheksä
"""
TABLE = {
    form: lemma
    for lemma, forms in (line.split(":") for line in _TABLE.strip().splitlines())
    for form in forms.split()
    if form != lemma
}
#: Forms that are standard words too: short for something else only when tagged as this.
_AMBIGUOUS = {
    "mut": {"CCONJ": "mutta", "PRON": "minä"},
    "sit": {"ADV": "sitten"},
    "et": {"SCONJ": "että"},
    "ku": {"SCONJ": "kun", "ADV": "kun"},
    "sua": {"PRON": "sinä"},
    "sussa": {"PRON": "sinä"},
    "sulta": {"PRON": "sinä"},
    "musta": {"PRON": "minä"},
    "sulla": {"PRON": "sinä"},
    "sulle": {"PRON": "sinä"},
    "mulla": {"PRON": "minä"},
    "tosta": {"PRON": "tuo"},
    "toi": {"PRON": "tuo", "DET": "tuo"},
    "ton": {"PRON": "tuo", "DET": "tuo"},
    "sie": {"PRON": "sinä"},
    "sää": {"PRON": "sinä"},
    "mis": {"ADV": "missä", "PRON": "mikä"},
    "mist": {"ADV": "mistä", "PRON": "mikä"},
    "o": {"AUX": "olla", "VERB": "olla"},
    "vast": {"ADV": "vasta"},
}

_V = "aeiouyäö"
#: (ending, replacements); {a} is a or ä, {u} u or y, {o} o or ö by vowel harmony.
_RULES = tuple(
    (re.compile(pattern), replacements)
    for pattern, replacements in (
        (rf"(?<=[{_V}])s$", ("ss{a}",)),  # kirjastos → kirjastossa
        (r"st$", ("st{a}",)),  # talost → talosta
        (r"(?<=[^l])l$", ("ll{a}",)),  # toril → torilla
        (r"lt$", ("lt{a}",)),  # torilt → torilta
        (r"(?<=[nlrs][uy])$", ("t",)),  # kertonu → kertonut
        (r"is$", ("isi",)),  # tulis → tulisi
        (r"(?<=[aeouyäö])s$", ("isi",)),  # pitäs → pitäisi
        (r"ks$", ("ksi", "k{o}")),  # jaloiks → jaloiksi, onks → onko
        (r"(?<=is)(?=k[oö])", ("i",)),  # voisko → voisiko
        (r"^ois", ("olis", "olisi")),  # oisko → olisiko
        (rf"(?<=[{_V}])(?=(?:se[tn]|st[aä]|seen|si[aä]|sill[aä]|sille)$)", ("i",)),  # kuoppaset
        (r"(?<=[aäoöuye])nen$", ("inen",)),  # semmonen → semmoinen
        (r"h(?=[aäe])", ("hd",)),  # tehä → tehdä, yhen → yhden
        (r"ee$", ("e{a}", "een", "i{a}")),  # hirvee → hirveä, kiree
        (r"ii$", ("i{a}", "iin")),  # hyvii → hyviä
        (r"oo$", ("o{a}", "oon")),  # taloo → taloa
        (r"uu$", ("u{a}", "uun")),  # katuu → katua
        (r"yy$", ("y{a}", "yyn")),  # kylyy
        (r"öö$", ("ö{a}", "öön")),  # keittiöö → keittiötä
        (r"(?<=aa|ää)$", ("n",)),  # kauppaa(n)
        (r"(?<=[oöeuyaä])i$", ("j{a}", "it{a}")),  # kivoi → kivoja
        (r"ne$", ("nen", "inen")),  # toine → toinen
        (r"o(?=t(?:us|ta|et))", ("oi",)),  # hiekotus → hiekoitus
        (r"(?<=[uyoö])$", ("i",)),  # tuntu → tuntui
        (rf"(?<=[{_V}])$", ("n",)),  # ihmise → ihmisen
    )
)


def short_form(form: str, pos: str) -> str | None:
    """The lemma of a colloquial pronoun or particle, or None."""
    low = form.lower()
    if low in _AMBIGUOUS:
        return _AMBIGUOUS[low].get(pos)
    return TABLE.get(low)


def standard_spellings(form: str) -> Iterator[str]:
    """What a colloquial form may be in standard spelling: by one rule, then by two."""
    seen = {form.lower()}
    first = list(_by_one_rule(form.lower()))
    for candidate in [*first, *(second for one in first for second in _by_one_rule(one))]:
        if candidate not in seen:
            seen.add(candidate)
            yield candidate


def _by_one_rule(form: str) -> Iterator[str]:
    if len(form) < 3:
        return
    back = next((letter in "aou" for letter in reversed(form) if letter in "aouäöy"), False)
    vowels = {"a": "a", "u": "u", "o": "o"} if back else {"a": "ä", "u": "y", "o": "ö"}
    for pattern, replacements in _RULES:
        match = pattern.search(form)
        if match:
            for replacement in replacements:
                yield form[: match.start()] + replacement.format(**vowels) + form[match.end() :]
