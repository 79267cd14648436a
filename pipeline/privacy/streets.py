"""What Finnish and Swedish streets are called: the endings of their names, in all cases."""

from __future__ import annotations

#: Endings that hardly anything but a street has; nominative and weak stem.
_USUAL = (
    "katu|kadu|tie|kuja|polku|polu|raitti|raiti|kaari|kaare|väylä|rinne|rintee|esplanadi|bulevardi|"
    "gata|gatan|väg|vägen|gränd|gränden|stig|stigen|stråket"
)
#: Endings that places of other kinds have too.
_OTHER = (
    "ranta|ranna|mäki|mäe|aukio|tori|puisto|piha|(?<!ra)portti|(?<!ra)porti|kulma|laita|laida|syrjä|reuna|penger|"
    "penkeree|penkere|harju|taival|taipalee|taipale|kallio|saari|saare|lahti|lahde|niemi|nieme|lehto|"
    "lehdo|vainio|laakso|käytävä|kenttä|kentä|notko|silta|silla|pelto|pello|aho|nummi|numme|suora|"
    "mutka|kierto|kierro|kehä|pää|kumpu|kummu|töyräs|töyrää|törmä|kangas|kankaa|korpi|korve|metsä|"
    "salo|niitty|niity|puro|lampi|lamme|koski|koske|mylly|vuori|vuore|valli|tanhua|tanhu|veräjä|"
    "kaarre|kaartee|kierre|kiertee|salmi|salme|selänne|seläntee|kannas|kannakse|luoma|haka|"
    "backe|backen|torg|torget|plats|platsen|strand|stranden|kaj|kajen|allé|allén|esplanad|esplanaden|"
    "park|parken|krok|kroken|ås|åsen|sväng|svängen|brink|brinken|hage|hagen|äng|ängen|skog|skogen"
)
#: Case endings, the spoken ones too: "kadul", "tiel", "pihas".
_CASE = (
    r"(?P<case>n|ll[aä]|lt[aä]|lle|lt|l|ss[aä]|st[aä]|st|s|t[aä]|seen|h[aeiouyäö]n|[aeiouyäö]n|[aä]|"
    r"n[aä])?"
)
_KIND = rf"(?:(?P<usual>{_USUAL})|(?P<other>{_OTHER})){_CASE}"
#: Words before a street's name that belong to it.
_MODIFIER = (
    r"(?:(?:vanha|uusi|uude|iso|pikku|piene|pieni|suur|pitkä|itäi|läntin|läntis|eteläi|pohjoi|keski|ylä|ala|"
    r"lilla|stora|gamla|nya|norra|södra|östra|västra)[a-zåäö]*\s)?"
)
#: A street's name in one word, `first` and the ending; or in more, "Ilmari Kiannon katu": `apart`.
STREET = (
    rf"(?:{_MODIFIER}(?P<first>[^\W\d_][\w’'-]*?)"
    r"|(?P<apart>(?-i:[A-ZÅÄÖ][\w-]+\s){0,2}[^\W\d_][\w-]{2,}n\s))"
    rf"{_KIND}"
)

#: Roads with a number in place of a name: valtatie 12.
NUMBERED_ROADS = frozenset({
    "valta", "kanta", "seutu", "yhdys", "moottori", "maan", "pika", "rauta", "ohitus",
    "paikallis",
})  # fmt: skip
#: First parts of words for a kind of way or place, "pyörätie", "leikkipuisto", and of other words
#: that end like one, "traktori", "auditorio".
COMMON = frozenset({
    "aika", "ajo", "alikulku", "asfaltti", "asuin", "asunto", "audi", "auto", "bussi", "elämän",
    "etu", "frisbee", "hallin", "hiekka", "hiihto", "hirvi", "huolto", "jalka", "jalkapallo",
    "joen", "joulu", "juna", "järven", "jää", "kadun", "kala", "kansi", "kauppa", "kaupunki",
    "kehä", "kerros", "kerrostalo", "keskus", "kesä", "kevyenliikenteen", "kirppu", "koira",
    "kondi", "koti", "koulu", "koulun", "kul", "kulku", "kunto", "kylä", "kävely", "laatu",
    "laituri", "lato", "leikki", "lenkki", "liikunta", "luistelu", "luonto", "lähi", "läpikulku",
    "maa", "matka", "meno", "meren", "metro", "metsäauto", "moni", "moot", "oppi", "oppimis",
    "pallo", "paluu", "palvelu", "peli", "pellon", "perhe", "piha", "poikki", "puu", "pyörä",
    "päiväkodin", "pää", "raitio", "ras", "retki", "riippu", "rinnakkais", "rivi", "rivitalo",
    "san", "sankari", "satama", "sato", "seikkailu", "sisä", "sivu", "skeitti", "sora", "taka",
    "talon", "talvi", "tekonurmi", "temppeli", "teollisuus", "tien", "toimi", "trak", "trans",
    "tulo", "uima", "ulkoilu", "urheilu", "vene", "vesi", "väli", "ydin", "yksityis", "ylikulku",
    "yritys",
})  # fmt: skip
