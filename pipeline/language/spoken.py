"""Spoken Finnish words of closed classes, with the spelling that the standard has for them."""

from __future__ import annotations

#: Standard spelling: spoken spellings that are no other word.
_SPELLINGS = """
minä: mä mää mie
minun: mun miun
minua: mua miuta
minulla: mulla mull mul miulla miul
minulle: mulle miulle
minulta: multa mult miulta
minussa: mussa
minuun: muhun
sinä: sä
sinun: sun siun
sinua: siuta
sinut: sut
sinulla: sull sul siulla siul
sinulle: siulle
sinulta: sult siulta
sinusta: susta
sinuun: suhun
hän: hää
siinä: siin
siitä: siit siint
niitä: niit
niissä: niis
niistä: niist
tämä: tää
tämän: tän
tässä: täs
tästä: täst
tähän: tähä
tällä: täl
nämä: nää
näitä: näit
näissä: näis
näistä: näist
niinkuin: niinku
tuossa: tossa
tuohon: tohon
tuolla: tuol tolla
tuolta: tolta
tuolle: tolle
tuollainen: tollanen
nuo: noi
noita: noit
noissa: nois
noista: noist
olen: oon
olet: oot
ole: oo
olisi: ois olis
olisin: oisin
olisit: oisit
olisiko: oisko
olisikohan: oiskohan
oltaisiin: oltais oltas
onko: onks
oletko: ooks
oliko: oliks
en: emmä
et: etsä
eikö: eiks
eihän: eihä
voisi: vois
voisiko: voisko
voiko: voiks
pitäisi: pitäs pitäis
tulen: tuun
tulet: tuut
tule: tuu
menen: meen
menet: meet
panen: paan
panet: paat
tiedän: tiiän tiän
tiedät: tiiät tiät
tiedä: tiiä tiä tiijä
meidän: meijän
teidän: teijän
heidän: heijän
näen: nään
näet: näät
tarvitsee: tarvii
tarvitsen: tarviin tarvin
tarvitset: tarviit
tarvitse: tartte tarvi
saada: saaha suaha
viedä: viiä
tuoda: tuua
juoda: juua
syödä: syyä
käydä: käyä
että: ett
kun: ku
kuin: kui
niin: ni nii
sitten: sitte
kyllä: kyl
vielä: viel viä
miksi: miks
siksi: siks
silloin: sillon
milloin: millon
täällä: tääl
siellä: siel
täältä: täält
sieltä: sielt
mihin: mihi
kanssa: kans
kiinni: kii
vasta: vast
aina: ain
ihan: iha
enää: enään
edes: ees
jotain: jotai
jotenkin: jotenki joteki
mutta: mutt
vissiin: vissii
yksi: yks
kaksi: kaks
viisi: viis
kuusi: kuus
seitsemän: seittemän seittemä
kahdeksan: kaheksan kaheksa
yhdeksän: yheksän yheksä
"""
#: Spoken spelling → standard spelling.
SPELLINGS = {
    spoken: standard
    for standard, forms in (line.split(": ") for line in _SPELLINGS.strip().splitlines())
    for spoken in forms.split()
}

#: Forms that are other words too: by the part of speech that the context gives them, the lemma.
AMBIGUOUS = {
    "mut": {"CCONJ": "mutta", "PRON": "minä"},
    "musta": {"PRON": "minä"},
    "sit": {"ADV": "sitten"},
    "et": {"SCONJ": "että"},
    "sua": {"PRON": "sinä"},
    "sie": {"PRON": "sinä"},
    "sää": {"PRON": "sinä"},
    "sulla": {"PRON": "sinä"},
    "sulle": {"PRON": "sinä"},
    "sulta": {"PRON": "sinä"},
    "sussa": {"PRON": "sinä"},
    "toi": {"PRON": "tuo", "DET": "tuo"},
    "ton": {"PRON": "tuo", "DET": "tuo"},
    "tosta": {"PRON": "tuo"},
    "noita": {"PRON": "nuo", "DET": "nuo"},
    "mis": {"ADV": "missä", "PRON": "mikä"},
    "mist": {"ADV": "mistä", "PRON": "mikä"},
    "o": {"AUX": "olla", "VERB": "olla"},
    "vaa": {"ADV": "vain"},
    "varmaa": {"ADV": "varmaan"},
    "tota": {"INTJ": "tuota", "PRON": "tuo", "DET": "tuo"},
}

#: Spoken base form → the one that the standard has.
LEMMAS = {
    "tommonen": "tuommoinen",
    "tommoinen": "tuommoinen",
    "semmonen": "semmoinen",
    "tämmönen": "tämmöinen",
    "tollanen": "tuollainen",
    "tollainen": "tuollainen",
    "sellanen": "sellainen",
    "tällanen": "tällainen",
    "tällänen": "tällainen",
    "millanen": "millainen",
}
