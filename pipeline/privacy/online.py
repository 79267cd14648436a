"""E-mail addresses, and links and names by which a person is found online."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.privacy.base import CASE_ENDING, PatternDetector, TextDetector
from pipeline.privacy.words import is_known, is_name
from pipeline.records import Span

_OPEN, _CLOSE = r"[(\[{<]\s?", r"\s?[)\]}>]"
_AT_WORD = (
    r"(?:ät|miuku\s?mauku|miukumau|miuku|kissanhäntä|apinanhäntä|snabel-?a|ät-merkki|at-merkki|"
    r"@-merkki)"
)
_AT = (
    rf"(?:\s?@\s?|\s?{_OPEN}(?:at|a|@|{_AT_WORD}){_CLOSE}\s?|\s{_AT_WORD}\s"
    r"|[-_*]{1,2}(?:at|ät)[-_*]{1,2})"
)
_WORD_DOT = rf"(?:\s?{_OPEN}(?:piste|dot|punkt|\.){_CLOSE}\s?|\s(?:piste|dot|punkt)\s)"
_DOT = rf"(?:\.|\s\.\s|{_WORD_DOT})"
_JOIN = rf"(?:{_WORD_DOT}|\s\.\s|\s(?:alaviiva|väliviiva|viiva|yhdysviiva|underscore)\s)"
_LOCAL = rf"[\w.+-]+(?:{_JOIN}[\w.+-]+){{0,4}}"
_ENDING = r"(?:fi|com|net|org|eu|se|ee|info|io|me|nu|de|ru|uk)"
_DOMAIN = rf"[\w-]+(?:{_DOT}[\w-]+){{0,3}}{_DOT}{_ENDING}"
#: The hosts of most people's mailboxes: their ending is often left out.
_HOSTS = (
    r"(?:gmail|googlemail|hotmail|outlook|live|icloud|yahoo|luukku|kolumbus|suomi24|saunalahti|"
    r"elisanet|proton|protonmail)"
)

#: Mailboxes of a task and not of a person.
_ROLE = re.compile(
    r"(?:kirjaamo|info|asiakaspalvelu|asiakas|palvelu(?:t|piste)?|palaute|toimisto|neuvonta|"
    r"viestintä|viestinta|tiedotus|hallitus|posti|postit|yhteys|contact|office|rekry\w*|myynti|laskut\w*|"
    r"no-?reply|admin|webmaster|tuki|support|help\w*|varaukset|ajanvaraus|kirjasto\w*|pääkirjasto|"
    r"paakirjasto|tilat|tekninen|kaavoitus|kaupunki\w*|kunta\w*|lahti|lahden|hello|mail|koulu|"
    r"päiväkoti|paivakoti|kaupunginhallitus|kaupunkisuunnittelu|etunimi|sukunimi|nimi|vikailmoitukset|"
    r"osallistu\w*|kumppanuus\w*|kyselyt?|toimitus|uutiset|lehti)"
)
#: Authorities and cities: a mailbox is a person's only when it is named after one.
_PUBLIC = re.compile(
    r"(?:^|\.)(?:lahti|paijatha|phhyky|paijat-hame|hollola|heinola|orimattila|asikkala|gov|poliisi|"
    r"kela|vero|suomi|te-palvelut|tyomarkkinatori|edu|om|thl|traficom|vayla|evl|lab|lut)\.fi$"
)


class Emails(PatternDetector):
    """E-mail addresses, also written with "at", "ät" and "piste"; not those of offices.

    Only what is spelled out needs a known ending: "odottavat.Se" lacks a blank and no more. A bare
    "at" is English: it needs a dot or a digit in what stands before it.
    """

    type = "EMAIL"
    pattern = re.compile(
        r"(?<![\w.+-])(?:"
        r"(?P<local>[\w.+-]+)@(?P<domain>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?!\w)"
        rf"|{_LOCAL}{_AT}(?:{_DOMAIN}|{_HOSTS})(?!\w)"
        # A bare "at".
        rf"|(?:[\w+-]*[._\d][\w.+-]*\sat\s{_DOMAIN}|{_LOCAL}\sat\s[\w-]+{_WORD_DOT}{_ENDING})(?!\w)"
        # Without the ending: "aino@gmail".
        rf"|(?=[\d_.+-]*[a-zåäö])[\w.+-]{{2,}}@[\w-]{{2,}}(?:\s{_ENDING})?(?![\w@]))"
        rf"{CASE_ENDING}",
        re.IGNORECASE,
    )

    def valid(self, match: re.Match[str]) -> bool:
        if not match["local"]:
            return True
        parts = [part for part in re.split(r"[._+]", match["local"].casefold()) if part]
        roles = [bool(_ROLE.fullmatch(part)) for part in parts]
        if _PUBLIC.search(match["domain"].casefold()):
            return len(parts) > 1 and not any(roles)
        return not (parts and all(roles))


#: Services on which people have a page, and their addresses.
_SERVICES = (
    r"(?:facebook|fb|instagram|tiktok|twitter|x|linkedin|youtube|snapchat|threads|t|telegram|twitch|"
    r"vk|wa|discord|github|soundcloud|reddit|pinterest|ask|vsco|flickr|bsky)"
    r"\.(?:com|me|net|tv|app|fm|co|gg)"
)
_LINK = (
    rf"(?:https?://)?(?<![\w.-])(?:[a-z-]{{1,5}}\.)?{_SERVICES}/[\w@.?=&/-]*[\w/]"
    r"|(?:https?://)?(?<![\w.-])[\w-]+\.(?:blogspot|wordpress|tumblr)\.com(?:/[\w/-]*\w)?"
)
#: Words for those services, as people speak of them.
_SERVICE_WORD = (
    r"(?:insta(?:gram\w*|n|ni|ssa|sta|s|st)?|ig|sn[aä]p(?:pi|chat)?\w{0,4}|tik ?tok\w*|"
    r"telegram\w*|tele|discord\w*|disco[rs]s[ai]|"
    r"twitt?er\w*|faceboo?k\w*|fb|face|facessa|feissari\w*|youtube\w*|twitch\w*|jodel\w*|reddit\w*)"
)
_NAMED = r"(?:\w*nim[ie]\w*|nick\w*|nikki\w*|käyttäjä\w*|tunnuk?s\w*|tili\w*|username)"


class Handles(TextDetector):
    """@names, links to a person's page in social media, and names said to be somebody's there."""

    type = "URL_HANDLE"
    _WRITTEN = re.compile(
        rf"(?P<link>{_LINK})|(?<![\w@.])@[A-Za-zÅÄÖåäö_\d](?<!\d\d)[\w.]*\w{CASE_ENDING}"
        r"|(?<![\w#])[\w.]{2,32}#\d{4}(?!\w)",
        re.IGNORECASE,
    )
    _SAID = re.compile(
        rf"(?i)(?<!\w){_SERVICE_WORD}(?P<named>(?:[\s-]{{1,2}}(?:on\s)?{_NAMED})?"
        r"(?:\s?[:=]\s?|\s)(?:(?:on|oon|olen|löydyn|nimellä|nimel)\s){0,2})"
        r"(?P<name>[a-zåäö_][\w.]{2,30}\w)(?![\w@/])"
    )
    #: Pages and names of organisations: the city's, a library's, a club's.
    _ORGANISATION = re.compile(
        r"(?i)(?:^|[@/])(?:visit\w*|groups|events?|watch|hashtag|explore|pages|search|[\w.]*(?:kaupunki|"
        r"kaupunginkirjasto|kirjasto|museo|poliisi|virasto|seurakunta|yhdistys|teatteri|uutiset|lehti|"
        r"official|fi))(?:$|[/?])"
    )

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._WRITTEN.finditer(text):
            if not self._ORGANISATION.search(match[0]):
                yield Span(match.start(), match.end(), self.type)
        for match in self._SAID.finditer(text):
            if self._is_handle(match):
                yield Span(*match.span("name"), self.type)

    def _is_handle(self, match: re.Match[str]) -> bool:
        """Whether what follows the service is a name there and not just the next word."""
        name = match["name"]
        if re.search(r"[^\W\d_][\d_]|_\w|[^\W\d]\.\w", name):
            return not re.search(r"\.(?:fi|com)$", name)
        if is_known(name) or not name.islower():
            return bool(re.search(r"(?i)nime|nick|nikki|username|käyttäjä", match["named"]))
        if not name.isascii():
            return False
        if re.search(r"(?i)[:=]|nime|nimi|nik|nick|tunnu|tili", match["named"]):
            return True
        return any(is_name(name[:end]) for end in range(4, len(name) - 2))
