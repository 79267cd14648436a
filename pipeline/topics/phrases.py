"""Finnish noun phrases as a heading prints them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from pipeline import engines
from pipeline.language.compounds import compound_parts
from pipeline.language.frequency import zipf
from pipeline.records import Token
from pipeline.topics.base import Document
from pipeline.topics.keywords import EMPTY

#: Endings before which a stem is as before the -t of the plural.
_CASE = re.compile(r"(?:n|seen|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi)$")
#: Letters that a word of another language has at least, and the frequency (Zipf) at most.
_LONG, _COMMON = 6, 5.0
#: Letters of a lemma that go and those that come in the plural: kieli, huone, jäsen, kysymys.
_PLURALS = ((0, "t"), (0, "et"), (1, "et"), (1, "met"), (1, "det"), (1, "kset"), (3, "set"))
_AND = {"fi": " ja ", "sv": " och ", "en": " and ", "et": " ja "}
#: How many answers without a word count beside the other topics' answers.
_DOUBT = 20
#: Consonants of a lemma that are weaker in the plural: katu, pysäkki.
_GRADES = {"kk": "k", "pp": "p", "tt": "t", "nt": "nn", "nk": "ng", "lt": "ll", "t": "d", "p": "v"}
_JOINING = ("ja", "tai", "sekä", "eli")
#: A noun is in the plural in a heading when this share of its forms is; more when its plural is
#: more than `_COUNTED` (Zipf) rarer than its singular in general Finnish.
_PLURAL_LEAST, _PLURAL_MORE, _COUNTED = 0.03, 0.6, 0.9
#: What is no thing to count, though its plural is common.
_MASSES = {"raha", "vesi", "lumi", "jää", "ilma", "ruoka", "kahvi", "hiekka", "liikunta", "hoito"}
#: A word under this frequency (Zipf) is rare.
_RARE = 2.5
#: Nouns that say nothing of a subject: measures and times, abstractions, body parts, kin, and the
#: small things that any story is told with. No heading has them.
GENERAL = EMPTY | frozenset(
    """
    seikka kohta homma idea ihme kyse tilanne tarkoitus tarve syy seuraus tulos lopputulos
    vaihtoehto mahdollisuus ongelma ratkaisu keino esimerkki luonne merkitys arvo ero suhde yhteys
    osuus määrä taso laatu suunta tausta piirre ominaisuus käsitys ajatus mieli mielipide näkemys
    näkökulma tunne olo elämä maailma todellisuus totuus teko tekeminen tekijä toimi rooli peruste
    perustelu perusta edellytys huomio vaikutus muutos muoto malli tyyppi laji lajike sarja joukko
    porukka väki ryhmä pari puolisko enemmistö loput loppu alku keskikohta väliaika jatko hetki
    tunti minuutti sekunti aamu aamupäivä iltapäivä ilta yö keskiyö viikonloppu kevät kesä syksy
    talvi kausi vuosikymmen vuosisata tulevaisuus menneisyys historia tammikuu helmikuu maaliskuu
    huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu maanantai tiistai
    keskiviikko torstai perjantai lauantai sunnuntai kuu eilinen huominen ikä vaihe kerros euro
    sentti tonni prosentti metri kilometri kilo litra aste kappale pala rivi sivu numero luku summa
    nolla ykkönen kakkonen kolmonen kymmen kymppi sata tuhat miljoona miljardi kolmasosa neljäsosa
    puolikas raja reuna kulma nurkka keskus etupuoli takapuoli sisäpuoli ulkopuoli pää käsi jalka
    silmä korva suu nenä selkä polvi sormi sydän hartia vatsa naama ääni äiti isä mummo mummi mumma
    pappa vaari ukki ukko akka vaimo mies nainen tyttö poika veli sisko täti setä eno serkku puoliso
    sukulainen kaveri ystävä jätkä äijä herra rouva neiti henkilö henki yksilö tuttu vieras kukaan
    väestö nimi sana lause termi käsite otsikko teksti kirjain merkki ote viittaus juoni kiitos
    terveiset harmi ilo suru huoli pelko toivo ihmettely vitsi haaste apu onni vika virhe puute moka
    sääli kumma pakko lupa aihe teema kysymys vastaus vastaaja väite lista valinta käyttö käytäntö
    toteutus toiminto tehtävä prosessi menettely toimenpide hyöty haitta etu esitys kokonaisuus
    sisältö lähtökohta ulottuvuus vastuu keskiö alue seutu puolue maa suomi ruotsi venäjä tyhjä
    turha mukainen seuraava entinen ikäinen pikku kunto vauhti kiire rauha väri haju pinta pohja
    sisus päivämäärä vuosiluku ajankohta mukava hintainen kello viime ensi jälki vaiva nokka perä
    kärki veto kierros erä käynti meno paluu lähtö tulo saapuminen jako ylä ala lisä liika riski
    uhka enempi näkyvyys seinä kiva roikka systeemi etelä pohjoinen itä länsi ken kanta kokemus
    laita maili aine laite kamppe tavara esine
    """.split()  # noqa: SIM905
)
#: Nouns that name something only with another word: asukkaiden palaute, pöydän kokoukset.
NOT_ALONE = frozenset(
    """
    kaupunki kunta kylä pöytä lahti asukas kuntalainen kansalainen ihminen asiakas kävijä jäsen
    osallistuja käyttäjä työntekijä johtaja päällikkö johto taho osapuoli kaikki toiminta työ
    järjestelmä tieto ilmoitus kehitys kehittäminen parantaminen lisääminen pitäminen saaminen
    järjestäminen toteuttaminen hallinto organisaatio yksikkö ohjelma hanke projekti viranomainen
    palvelu laki säännös asetus pykälä momentti ministeri ministeriö valtio hallitus yhteiskunta
    yhteisö tutkija selvitys kuva kortti lappu paperi arki ovi ikkuna tuoli talo huone oikeus
    naapuri suunnitelma tavoite hinta maksu vuoro tilaisuus
    """.split()  # noqa: SIM905
)
#: What is said but not printed by a city.
SPOKEN = frozenset(
    """
    ostari telkkari telkku kilsa kuski junnu synttärit fillari fudis futis sähly lätkä läppäri
    kännykkä skidi skeidi duuni kämppä jengi mutsi faija leffa koulari mikro roskis rappu
    """.split()  # noqa: SIM905
)
#: Adjectives that tell a kind, beside those in -llinen; and those in -llinen that judge.
_KINDS = frozenset(("julkinen", "avoin", "sähköinen", "yksityinen", "tekninen", "sosiaalinen"))
_JUDGING = re.compile("(?:tava|mahdo|ystävä|onne|turva|vaara|tarpee|täyde|kunno)llinen$")


def commonest(counts: Counter[str]) -> str:
    """The word with the highest count, of equals the first in order; empty if there is none."""
    return min(counts, key=lambda word: (-counts[word], word), default="")


def foreign_names(number: int, topics: Sequence[Sequence[Document]]) -> list[str]:
    """Names of a topic in another language: two words or one that other topics hardly have."""
    languages = Counter(document.language for document in topics[number])
    counts = [Counter(word for item in members for word in _long_words(item)) for members in topics]
    here, size = counts[number], len(topics[number])
    expected = sum(map(len, topics)) - size + _DOUBT

    def tells(word: str) -> float:
        elsewhere = sum(count[word] for count in counts) - here[word] + 0.5
        return round(here[word] / size * log(here[word] / size * expected / elsewhere), 9)

    words = [word for word in here if here[word] > 1] or list(here)
    words.sort(key=lambda word: (-tells(word), word))
    joined = _AND.get(commonest(languages), ", ")
    return [joined.join(words[place : place + 2]) for place in range(len(words))]


def _long_words(document: Document) -> set[str]:
    """The words of other languages, which have no part of speech, that may name something."""
    from wordfreq import zipf_frequency

    words = {token.lemma.casefold() for token in document.tokens if token.pos == "X"}
    found = set()
    for word in words:
        if len(word) >= _LONG and word.isalpha():
            try:
                common = zipf_frequency(word, document.language) > _COMMON
            except LookupError:  # a language whose frequencies are not known
                common = False
            found |= set() if common else {word}
    return found


class Mention(NamedTuple):
    """A noun as an answer has it, alone or with the attribute before it.

    Attributes:
        head, before: lemmas in lower case; `before` is empty for a noun alone.
        form, attribute: as written; `attribute` is the lemma where it agrees with the noun.
    """

    head: str
    before: str
    form: str
    attribute: str
    lemma: str


def mentions(tokens: Sequence[Token]) -> Iterator[Mention]:
    """The nouns and phrases of an answer that a heading may be made of."""
    last: Token | None = None
    for token in _said(tokens):
        # A capital inside a sentence begins a name, whatever its part of speech.
        inside = last is not None and last.pos != "PUNCT"
        named = token.form[:1].isupper() and inside and not token.form.isupper()
        if named and token.pos == "NOUN" and "-" not in token.form:
            token = Token(token.form, token.lemma, "PROPN")
        head = token.lemma.casefold()
        if token.pos == "NOUN" and len(head) > 2 and head[0].isalpha() and head not in GENERAL:
            yield Mention(head, "", token.form, "", token.lemma)
            attribute = _attribute(last, token) if last else ""
            if last and attribute:
                yield Mention(head, last.lemma.casefold(), token.form, attribute, token.lemma)
        last = token


def _said(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without marks such as [nimi] and the halves of maa- ja metsätalous."""
    masked = False
    forms = ["", "", *(token.form for token in tokens), "", ""]
    for place, token in enumerate(tokens, start=2):
        masked = masked or token.form == "["
        first = forms[place + 1] == "-" and forms[place + 2] in _JOINING
        last = forms[place - 2] == "-" and forms[place - 1] in _JOINING
        if not (masked or first or last):
            yield token
        masked = masked and token.form != "]"


def _attribute(before: Token, noun: Token) -> str:
    """The word before a noun as it stands before the noun's base form; empty if it may not."""
    lemma = before.lemma.casefold()
    if before.pos not in ("NOUN", "PROPN", "ADJ") or lemma in GENERAL | SPOKEN:
        return ""
    case, number = reading(before.form, before.lemma)
    if before.pos == "ADJ" and (case, number) == reading(noun.form, noun.lemma):
        kind = lemma in _KINDS or (lemma.endswith("llinen") and not _JUDGING.match(lemma))
        return lemma if kind and number == "singular" else ""
    if case != "omanto" or (before.pos == "ADJ" and number == "singular"):
        return ""
    return before.form if before.pos == "PROPN" else before.form.lower()


@lru_cache(maxsize=200_000)
def reading(form: str, lemma: str) -> tuple[str, str]:
    """Case and number of a noun's form as Voikko calls them (nimento, omanto …; singular, plural).

    Two empty strings where it does not know them, or is not installed: headings then have nouns in
    base form, and no attributes.
    """
    try:
        found = engines.analyses(form)
    except (ImportError, OSError):
        return "", ""
    for one in found:
        if "SIJAMUOTO" in one and one["BASEFORM"].replace("=", "").lower() == lemma.lower():
            return one["SIJAMUOTO"], one.get("NUMBER", "")
    return "", ""


def printed(lemma: str, forms: Counter[str], in_pair: bool = False) -> str:
    """A noun as it stands in a heading: in the plural if it is one of a kind that is counted.

    Args:
        forms: how often it is written how.
        in_pair: whether another noun is beside it: tiet ja kadut, not tie ja kadut.
    """
    plural = _plural(lemma, forms) if lemma.islower() and lemma not in _MASSES else ""
    if not plural:
        return lemma
    rarity = _rarity(lemma, plural)
    said = sum(count for form, count in forms.items() if reading(form, lemma)[1] == "plural")
    share = _PLURAL_LEAST + _PLURAL_MORE * min(max(rarity - _COUNTED, 0.0), 1.0)
    counted = in_pair and rarity <= _COUNTED
    return plural if counted or said >= share * sum(forms.values()) else lemma


def _rarity(lemma: str, plural: str) -> float:
    """How much rarer (Zipf) the plural is in general Finnish; of a rare compound, its last part's.

    What is rarely more than one (liikenne) is no thing to count.
    """
    parts = compound_parts(lemma) if zipf(lemma) < _RARE else ()
    for place in range(1, len(plural) if parts else 0):
        if reading(plural[place:], parts[-1]) == ("nimento", "plural"):
            return zipf(parts[-1]) - zipf(plural[place:])
    return zipf(lemma) - zipf(plural)


def _plural(lemma: str, forms: Iterable[str]) -> str:
    """The nominative plural as written, or made of another form (pöydällä) or of the lemma."""
    small = sorted({form.lower() for form in forms})
    made = [_CASE.sub("t", form) for form in small if _CASE.search(form)]
    made += [lemma[: len(lemma) - cut] + end for cut, end in _PLURALS]
    made += [re.sub(rf"{one}([aeiouyäö]+)$", rf"{weak}\1t", lemma) for one, weak in _GRADES.items()]
    for form in [*(form for form in small if form.endswith("t")), *made]:
        if reading(form, lemma) == ("nimento", "plural"):
            return form
    return ""
