"""Spoken Finnish in writing, respelled by rules until a dictionary knows the result.

The rules describe how spoken forms come about from standard ones (Finnish: loppuheitto,
yleisgeminaatio, svaavokaali, …), each with a cost; the cheapest known spelling wins. They may err
freely, since the dictionary decides.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator

from pipeline.language.endings import VOWELS, harmony
from pipeline.language.spoken import SPELLINGS

#: Spellings that cost more are not looked for.
MAX_COST = 4
#: The search for one form ends after as many.
_MOST_SPELLINGS = 150
#: Forms with fewer letters would become anything.
_SHORTEST = 4
#: (cost, pattern, replacements); {a} is a or ä, {u} u or y, {o} o or ö by vowel harmony.
_RULES = tuple(
    (cost, re.compile(pattern), replacements)
    for cost, pattern, replacements in (
        (1, rf"(?<=[{VOWELS}])s$", ("ss{a}",)),  # kirjastos → kirjastossa
        (1, r"st$", ("st{a}",)),  # talost → talosta
        (1, r"(?<=[^l])l$", ("ll{a}",)),  # toril → torilla
        (1, r"(?<=l)l$", ("l{a}",)),  # sull → sulla
        (1, r"lt$", ("lt{a}",)),  # torilt → torilta
        (1, r"(?<=[nlrs][uy])$", ("t",)),  # kertonu → kertonut
        (1, r"(?<=[nlrs])[uy]kk(?=a|ä)", ("{u}tk",)),  # kuullukkaan → kuullutkaan
        (1, r"is$", ("isi",)),  # tulis → tulisi
        (1, r"(?<=[aeouyäö])s$", ("isi",)),  # pitäs → pitäisi
        (1, r"ks$", ("ksi", "k{o}")),  # jaloiks → jaloiksi, onks → onko
        (1, r"(?<=is)(?=k[oö])", ("i",)),  # voisko → voisiko
        (1, r"^ois", ("olis", "olisi")),  # oisko → olisiko
        # kuoppaset → kuoppaiset
        (1, rf"(?<=[{VOWELS}])(?=(?:se[tn]|st[aä]|seen|si[aä]|sill[aä]|sille)$)", ("i",)),
        (1, r"(?<=[aäoöuye])nen$", ("inen",)),  # semmonen → semmoinen
        (1, r"h(?=[aäeoö])", ("hd",)),  # tehä → tehdä, yhen → yhden
        (1, r"(?<=[eiuo])j(?=[aäe])", ("d",)),  # meijän → meidän
        (1, r"ee$", ("e{a}", "een", "i{a}")),  # hirvee → hirveä, kiree
        (1, r"ee(?=(?:t[aä]|sti|mpi|mp[aä][aä]?)$)", ("e{a}",)),  # kauheesti → kauheasti
        (1, r"ii$", ("i{a}", "iin")),  # hyvii → hyviä
        (1, r"oo$", ("o{a}", "oon", "{a}{a}")),  # taloo → taloa
        (1, r"uu$", ("u{a}", "uun", "u{a}{a}")),  # katuu → katua, haluu → haluaa
        (1, r"yy$", ("y{a}", "yyn", "y{a}{a}")),  # kylyy
        (1, r"öö$", ("ö{a}", "öön", "{a}{a}")),  # keittiöö → keittiöä
        (1, r"(?<=aa|ää)$", ("n",)),  # kauppaa(n)
        (1, r"(?<=[oöeuyaä])i$", ("j{a}", "it{a}")),  # kivoi → kivoja
        (1, r"ne$", ("nen", "inen")),  # toine → toinen
        (1, r"o(?=tt?(?:us|uk|ta|e|ti|u)|n$)", ("oi",)),  # hiekotus → hiekoitus
        (1, r"ö(?=tt?(?:ys|yk|tä|e|ti|y)|n$)", ("öi",)),
        (1, r"(?<=[uyoö])$", ("i",)),  # tuntu → tuntui
        (1, rf"(?<=[{VOWELS}])$", ("n",)),  # ihmise → ihmisen
        (1, r"(?<=[^k])ki$", ("kin",)),  # nuoki → nuokin
        (1, r"kki$", ("kin",)),
        (1, r"s$", ("si",)),  # kanssas → kanssasi
        (1, r"(?<=[aäoöuyie])p[aä]s$", ("p{a}",)),  # otapas → otapa
        (2, r"pp[aä]s?$", ("p{a}",)),  # nouseppas → nousepa
        (2, rf"(?<=[{VOWELS}])s$", ("",)),  # katsos → katso
        (2, rf"(?<=[{VOWELS}])tt(?=[{VOWELS}])", ("ts",)),  # mettä → metsä
        (1, r"^aatte(?=l)", ("ajatte",)),
        (1, r"nn[aä]$", ("nn{u}t",)),  # eronna → eronnut
        (1, r"nt$", ("n{u}t",)),  # saant → saanut
        (2, rf"(?<=[{VOWELS}])([ptkshjmnlrv])\1(?=([{VOWELS}])\2)", (r"\1",)),  # pittää → pitää
        (2, rf"(?<=[{VOWELS}])([ptkshjmnlrv])\1(?=[{VOWELS}])", (r"\1",)),  # viimme → viime
        (2, rf"(?<=[{VOWELS}])([lnsrkpt])(?=[{VOWELS}])", (r"\1\1",)),  # kengilä → kengillä
        (2, rf"([{VOWELS}])l\1(?=[kmphjv])", (r"\1l",)),  # ilima → ilma
        (2, rf"([{VOWELS}])h\1(?=[mrn])", (r"\1h",)),
        (2, rf"(?<=[{VOWELS}])[vmpkjh]$", ("n", "t")),  # ihav, käyp: assimilated to the next word
        (2, r"iä(?=[^ä])", ("ie", "ää")),  # siälä → siellä
        (2, r"ua(?=[^a])", ("aa", "uo")),
        (2, r"ee$", ("{a}{a}", "i{a}")),  # mittee → mitä
        (1, r"ll(?=[uy]?$)", ("llut",)),
    )
)


def respell(form: str, known: Callable[[str, int], bool], most: int = MAX_COST) -> str | None:
    """The standard spelling of a spoken form: of the table, else the cheapest that is `known`.

    Uniform-cost search over the rules, each used at most once in a spelling.

    Args:
        known: whether a spelling is a word, given what it costs.
    """
    in_table = SPELLINGS.get(form.lower())
    return in_table or next((new for cost, new in spellings(form, most) if known(new, cost)), None)


def spellings(form: str, most: int = MAX_COST) -> Iterator[tuple[int, str]]:
    """(cost, spelling) of what a spoken form may be, cheapest first, each once."""
    low = form.lower()
    seen: set[str] = set()
    queue: list[tuple[int, int, str, int]] = [(0, 0, low, 0)]
    order = 0
    while queue and len(seen) < _MOST_SPELLINGS:
        cost, _, candidate, used = heapq.heappop(queue)
        if candidate in seen:
            continue
        seen.add(candidate)
        if candidate != low:
            yield cost, candidate
        if len(low) < _SHORTEST:
            return
        for number, changed in _by_one_rule(candidate):
            price = cost + _RULES[number][0]
            if price <= most and not used >> number & 1 and changed not in seen:
                order += 1
                heapq.heappush(queue, (price, order, changed, used | 1 << number))


def _by_one_rule(form: str) -> Iterator[tuple[int, str]]:
    """(number of the rule, what it makes of the form)."""
    vowels = harmony(form)
    for number, (_, pattern, replacements) in enumerate(_RULES):
        for match in pattern.finditer(form):
            for replacement in replacements:
                new = replacement.format(**vowels) if "{" in replacement else replacement
                new = match.expand(new) if "\\" in new else new
                yield number, form[: match.start()] + new + form[match.end() :]
