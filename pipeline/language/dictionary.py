"""A city's own words: names and terms that no lexicon has, or that are more than one word.

A word is known by its base form and the stem before its endings (Liipola: Liipolassa); a phrase by
its words, of which the last is inflected (Kerro Pois!: Kerro Poisissa). Both get the dictionary's
spelling as their lemma.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language.endings import CASES, CLITIC, VOWELS
from pipeline.language.frequency import zipf
from pipeline.records import Token

_ENDING = (
    rf"(?:{'|'.join(CASES.values())}|tt[aä]|t|[:'’][a-zäö]+|)(?:ni|si|mme|nne|ns[aä])?{CLITIC}?"
)
_TAIL = rf"([{VOWELS}]+)$"
#: Base form → stem before the endings, where they differ; consonants alternate as the grades do.
_STEMS = (
    (r"nen$", "se"), (r"s$", "kse"), (r"i$", "e"), (r"e$", "ee"), (rf"(?<=[^{VOWELS}])$", "i"),
    (r"hde$", "htee"), (r"([ptk])e$", r"\1\1ee"), (r"mme$", "mpee"), (r"nne$", "ntee"),
    (rf"kk{_TAIL}", r"k\1"), (rf"pp{_TAIL}", r"p\1"), (rf"tt{_TAIL}", r"t\1"),
    (rf"nt{_TAIL}", r"nn\1"), (rf"nk{_TAIL}", r"ng\1"), (rf"mp{_TAIL}", r"mm\1"),
    (rf"lt{_TAIL}", r"ll\1"), (rf"rt{_TAIL}", r"rr\1"), (r"hti$", "hde"),
    (rf"(?<=[{VOWELS}])t{_TAIL}", r"d\1"), (rf"(?<=[{VOWELS}lr])p{_TAIL}", r"v\1"),
)  # fmt: skip
#: A lemma that is as common as this (Zipf) is a word.
_WORD = 2.0


@dataclass(frozen=True)
class _Entry:
    lemma: str
    first: tuple[str, ...]
    last: re.Pattern[str]
    mark: str
    capital: bool


class Dictionary:
    """Puts a city's own words right in the tokens of any lemmatizer.

    Args:
        words: base forms, as they shall be written in labels and tables; a mark at the end (Kerro
            Pois!) may be missing in the text.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        words = sorted(set(words))
        self._phrases: dict[str, list[_Entry]] = {}
        self._single: list[_Entry] = []
        for word in words:
            entry = _entry(word)
            if entry.first:
                self._phrases.setdefault(entry.first[0], []).append(entry)
                entry = replace(entry, first=(), last=_joined(entry))
            self._single.append(entry)
        joined = "|".join(f"(?:{entry.last.pattern})" for entry in self._single)
        self._any = re.compile(joined, re.IGNORECASE) if joined else None
        self.version = hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]

    def apply(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with own words in their base form and phrases joined to one token."""
        return list(self._tokens(tokens)) if self._phrases or self._single else list(tokens)

    def _tokens(self, tokens: Sequence[Token]) -> Iterator[Token]:
        place = 0
        while place < len(tokens):
            phrase = self._phrase(tokens, place)
            if phrase is None:
                yield self.lemma(tokens[place])
                place += 1
            else:
                token, length = phrase
                yield token
                place += length

    def lemma(self, token: Token) -> Token:
        """The token with the lemma of the dictionary, if it is a word of it."""
        if self._any is None or not self._any.fullmatch(token.form):
            return token
        for entry in self._single:
            if token.lemma.lower() == entry.lemma.lower():
                lemma = entry.lemma if token.pos == "PROPN" else token.lemma
                return Token(token.form, lemma, token.pos)
            # A name in small letters may be another word.
            other = entry.capital and token.form[:1].islower() and zipf(token.lemma) >= _WORD
            if not other and entry.last.fullmatch(token.form):
                return Token(token.form, entry.lemma, "PROPN" if entry.capital else "NOUN")
        return token

    def _phrase(self, tokens: Sequence[Token], start: int) -> tuple[Token, int] | None:
        """The phrase that begins here, as one token, and how many tokens it takes."""
        words = _words(tokens[start].form)
        for entry in self._phrases.get(words[0].lower() if words else "", ()):
            taken, end = list(words), start + 1
            while len(taken) <= len(entry.first) and end < len(tokens):
                taken += _words(tokens[end].form)
                end += 1
            *first, last = taken
            if (
                len(taken) != len(entry.first) + 1
                or tuple(word.lower() for word in first) != entry.first
                or not entry.last.fullmatch(last)
            ):
                continue
            form = " ".join(token.form for token in tokens[start:end])
            if entry.mark and end < len(tokens) and tokens[end].form == entry.mark:
                form, end = form + entry.mark, end + 1
            return Token(form, entry.lemma, "PROPN"), end - start
        return None


def _entry(lemma: str) -> _Entry:
    *first, last = _words(lemma)
    stems = {re.escape(last)} | {
        re.escape(re.sub(pattern, stem, last))
        for pattern, stem in _STEMS
        if re.search(pattern, last)
    }
    ending = re.compile(rf"(?:{'|'.join(sorted(stems))}){_ENDING}", re.IGNORECASE)
    mark = lemma[-1] if lemma[-1:] in "!?" else ""
    capital = lemma[:1].isupper()
    return _Entry(lemma, tuple(word.lower() for word in first), ending, mark, capital)


def _joined(entry: _Entry) -> re.Pattern[str]:
    """A phrase written as one word: kerropois."""
    first = re.escape("".join(entry.first))
    return re.compile(rf"{first}(?:{entry.last.pattern})", re.IGNORECASE)


def _words(form: str) -> list[str]:
    """The words of a form: a hyphen may stand for a blank."""
    return re.findall(r"[^\W_]+(?:[:'’][^\W_]+)*", form)
