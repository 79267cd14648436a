"""Headings of topics: noun phrases in base form, made of words that the topic's answers hold.

A noun names a topic when many of its answers, and few of the other topics', are about it, in this
or in kindred words. It takes along what is usually said with it: asukkaiden toiveet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from pipeline.errors import MissingPartError
from pipeline.language.compounds import compound_parts
from pipeline.language.frequency import zipf
from pipeline.language.vectors import summed_vectors
from pipeline.topics.base import Document
from pipeline.topics.metric import unit
from pipeline.topics.phrases import NOT_ALONE, SPOKEN, commonest, foreign_names, mentions, printed

_REST = "muut vastaukset"
#: Nouns that are weighed, and nouns that may be the second part, a topic.
_SHORTLIST, _SECONDS = 60, 25
#: Words whose vectors' cosine is under the first are no kin; from the second on they are nearly
#: the same, as a compound and its part are.
_STRANGERS, _SAME, _NEAR = 0.35, 0.75, 0.8
#: Of what the first noun covers too, this share is said already.
_SAID = 0.6
#: How many answers of general Finnish count beside the other topics'; in how small a topic what is
#: said once may be its name; what the score of a word is worth that general Finnish has not.
_PRIOR, _FEW, _UNKNOWN = 20.0, 12, 0.5
#: A noun says too little of its topic under the first score, a rare one under the second; under
#: the last it cannot even be the second part.
_WEAK, _WEAK_AND_RARE, _RARE, _NOTHING = 0.12, 0.25, 0.05, 0.08
#: The second noun's least worth, in terms of the first one's, and least share of the answers; how
#: alike the two must be, to be of one kind, and may be, to say two things; how many first letters
#: show one stem (nuori, nuoriso).
_WORTH, _SHARE, _OF_A_KIND, _TOO_ALIKE, _STEM = 0.2, 0.04, 0.2, 0.76, 4
#: A noun takes another word along that goes with it in this share of the answers that hold it; a
#: general word, which narrows little, in this one.
_USUAL, _USUAL_GENERAL = 0.4, 0.2


@dataclass
class _Phrase:
    """A noun, alone or with what goes before it: the rows that hold it, and how it is written."""

    head: str
    before: str
    rows: list[int] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    lemmas: Counter[str] = field(default_factory=Counter)


def headings(
    topics: Sequence[Sequence[Document]],
    centrality: Sequence[Sequence[float]] | None = None,
    subjects: Sequence[str] | None = None,
) -> list[str]:
    """One heading a topic, in order; the order of a topic's answers makes no difference.

    Args:
        topics: the answers of each topic.
        centrality: how near each of them is to the middle of its topic: the nearer, the more its
            words weigh.
        subjects: a general heading of each topic, or an empty one. It is the topic's heading;
            of topics that have the same, the noun phrase tells one from the other.
    """
    nouns = _noun_headings(topics, centrality)
    known = Counter(subjects or ())
    result = []
    for noun, subject in zip(nouns, subjects or [""] * len(nouns), strict=True):
        several = f"{subject}: {noun}" if known[subject] > 1 else subject
        result.append(several if subject else noun[:1].upper() + noun[1:])
    return result


def _noun_headings(
    topics: Sequence[Sequence[Document]], centrality: Sequence[Sequence[float]] | None
) -> list[str]:
    """Different noun phrases, without a capital that only a beginning gives."""
    corpus = _Corpus(topics, centrality)
    ranked = [corpus.ranked(number) for number in range(len(topics))]
    firsts = _firsts(corpus, ranked)
    taken = {first for first in firsts if first}
    result: list[str] = []
    for number, first in enumerate(firsts):
        wishes: list[str] = []
        if first:
            second = corpus.second(number, first, ranked[number], taken)
            taken |= {second} if second else set()
            wishes = corpus.wordings(number, [first, second] if second else [first])
        elif not corpus.phrases or all(item.language != "fi" for item in topics[number]):
            wishes = foreign_names(number, topics)
        rest = (f"{_REST} {count}" for count in range(2, len(topics) + 2))
        result.append(next(wish for wish in (*wishes, _REST, *rest) if wish not in result))
    return result


def _firsts(corpus: _Corpus, ranked: Sequence[list[tuple[float, str]]]) -> list[str | None]:
    """The best noun of each topic; one that several want goes where it tells most."""
    firsts: list[str | None] = [None] * len(ranked)
    wishes = ((-score, noun, number) for number, one in enumerate(ranked) for score, noun in one)
    for score, noun, number in sorted(wishes):
        if firsts[number] is None and noun not in firsts and -score >= corpus.least(noun, number):
            firsts[number] = noun
    return firsts


class _Corpus:
    """The Finnish answers of all topics as rows, and the nouns and phrases that they hold."""

    def __init__(
        self, topics: Sequence[Sequence[Document]], centrality: Sequence[Sequence[float]] | None
    ) -> None:
        rows = [row for number in range(len(topics)) for row in _rows(topics, centrality, number)]
        self.topic = np.array([number for number, _, _ in rows], dtype=int)
        self.weight = np.array([weight for _, weight, _ in rows])
        self.phrases: dict[tuple[str, str], _Phrase] = {}
        for row, (_, _, document) in enumerate(rows):
            for one in mentions(document.tokens):
                key = (one.head, one.before)
                phrase = self.phrases.get(key) or self.phrases.setdefault(key, _Phrase(*key))
                if phrase.rows[-1:] != [row]:
                    phrase.rows.append(row)
                phrase.forms[one.form] += 1
                phrase.attributes[one.attribute] += 1
                phrase.lemmas[one.lemma] += 1
        self._longer: dict[str, list[_Phrase]] = defaultdict(list)
        for head, before in sorted(self.phrases):
            for noun in {head, before} if before else ():
                self._longer[noun].append(self.phrases[head, before])
        self._index(len(topics))

    def _index(self, topics: int) -> None:
        """The telling nouns of each row, their compounds, their vectors, and their answers."""
        nouns = sorted(noun for noun, before in self.phrases if not before)
        self._nouns = [noun for noun in nouns if noun not in NOT_ALONE]
        self._number = {noun: number for number, noun in enumerate(self._nouns)}
        self._kin: dict[str, list[str]] = defaultdict(list)
        for noun in self._nouns:
            for part in set(compound_parts(noun)) - {noun}:
                self._kin[part].append(noun)
        self._held = np.zeros((len(self._nouns), topics))
        for number, noun in enumerate(self._nouns):
            self._held[number] = np.bincount(self.topic[self._holding(noun)], minlength=topics)
        # Every row has the number after the last, which no noun is like, so that none is empty.
        pairs = [(row, len(self._nouns)) for row in range(len(self.topic))]
        for number, noun in enumerate(self._nouns):
            pairs += [(row, number) for row in self.phrases[noun, ""].rows]
        pairs.sort()
        self._said = np.array([number for _, number in pairs], dtype=int)
        self._starts = np.searchsorted([row for row, _ in pairs], np.arange(len(self.topic)))
        self._vectors = _vectors(self._nouns)

    def ranked(self, number: int) -> list[tuple[float, str]]:
        """The nouns that may name a topic, best first."""
        inside = self.topic == number
        nouns = self._shortlist(number, int(inside.sum()))
        result: list[tuple[float, str]] = []
        for noun, cover in zip(nouns, self._covers(nouns), strict=True):
            # The share of answers that would hold the noun in general Finnish, in any form.
            general = min(0.3, 6 * 10 ** (zipf(noun) - 9) * len(self._said) / len(inside))
            about = self._tells(cover, inside, general)
            held = self._tells(self._holds(noun), inside, general)
            score = about**0.6 * held**0.4 * (1 if _known(noun) else _UNKNOWN)
            result.append((round(score, 9), noun))
        return sorted((one for one in result if one[0] >= _NOTHING), key=lambda one: (-one[0], one))

    def _shortlist(self, number: int, size: int) -> list[str]:
        """The nouns that are commoner in this topic than elsewhere, by a quick look."""
        held = self._held[:, number]
        share = held / max(size, 1)
        others = (self._held.sum(axis=1) - held + 1) / (len(self.topic) - size + _PRIOR)
        score = share * np.log(np.maximum(share, 1e-9) / others)
        order = np.argsort(-np.round(score, 9), kind="stable")[: np.count_nonzero(score > 0)]
        nouns = (self._nouns[place] for place in order.tolist())
        return list(islice((n for n in nouns if self._may_name(n, number, size)), _SHORTLIST))

    def _may_name(self, noun: str, number: int, size: int) -> bool:
        count = self._count(self.phrases[noun, ""], number)
        return noun not in SPOKEN and count >= (1 if size < _FEW else 2) + (not _known(noun))

    def least(self, noun: str, number: int) -> float:
        """The score from which a noun may come first."""
        rare = self._held[self._number[noun], number] < _RARE * (self.topic == number).sum()
        return _WEAK_AND_RARE if rare else _WEAK

    def second(
        self, number: int, first: str, ranked: list[tuple[float, str]], taken: set[str]
    ) -> str | None:
        """What else many answers of the topic are about, of the same kind as the first noun."""
        inside = self.topic == number
        others = [
            noun
            for _, noun in ranked[:_SECONDS]
            if noun not in taken
            and noun[:_STEM] != first[:_STEM]
            and not (noun.endswith(first) or first.endswith(noun))
            and not _parts([noun]) & _parts([first])
            and _OF_A_KIND <= self._alike(first, noun) <= _TOO_ALIKE
        ]
        said, *covers = self._covers([first, *others])
        most = _WORTH * max(score for score, noun in ranked if noun == first)
        best: str | None = None
        for noun, cover in zip(others, covers, strict=True):
            held = self._holds(noun) * (said < _SAME)
            left = np.maximum(cover - _SAID * said, 0)
            gain = (self._tells(left, inside, 0) * self._tells(held, inside, 0)) ** 0.5
            if held[inside].sum() >= max(2, _SHARE * inside.sum()) and round(gain, 9) > most:
                most, best = round(gain, 9), noun
        return best

    def wordings(self, number: int, nouns: Sequence[str]) -> list[str]:
        """The heading that these nouns make with what they are usually said with, and alone."""
        alone = [self.phrases[noun, ""] for noun in nouns]
        longer = [self._usual(noun, number) for noun in alone]
        words = [[word for word in (one.head, one.before) if word] for one in longer]
        twice = len(words) > 1 and _parts(words[0]) & _parts(words[1])
        tries = [alone] if twice else [longer, alone]
        return [" ja ".join(self._text(one, len(nouns) > 1) for one in found) for found in tries]

    def _usual(self, noun: _Phrase, number: int) -> _Phrase:
        """The phrase of a noun and its usual attribute or, as an attribute, its general noun."""
        best, most, whole = noun, 0, self._count(noun, number)
        for phrase in self._longer[noun.head]:
            count = self._count(phrase, number)
            general = phrase.before in NOT_ALONE
            least = max(2, _USUAL_GENERAL * whole) if general else max(3, _USUAL * whole)
            fits = phrase.head == noun.head or phrase.head in NOT_ALONE
            if fits and count >= least and count > most:
                best, most = phrase, count
        return best

    def _text(self, phrase: _Phrase, in_pair: bool) -> str:
        lemma, attribute = commonest(phrase.lemmas), commonest(phrase.attributes)
        if attribute and attribute == phrase.before:
            return f"{attribute} {lemma}"
        noun = printed(lemma, self.phrases[phrase.head, ""].forms, in_pair and not attribute)
        return f"{attribute} {noun}".strip()

    def _tells(self, cover: np.ndarray, inside: np.ndarray, general: float) -> float:
        """How far answers inside hold something more than those outside, times how many do."""
        share = float(np.average(cover[inside], weights=self.weight[inside]))
        outside = float(cover.sum() - cover[inside].sum()) + _PRIOR * general + 0.5
        expected = outside / (len(cover) - int(inside.sum()) + _PRIOR + 1)
        return max(0.0, share * float(np.log(share / expected))) if share else 0.0

    def _count(self, phrase: _Phrase, number: int) -> int:
        return int((self.topic[phrase.rows] == number).sum())

    def _holding(self, noun: str) -> list[int]:
        """The rows that hold a noun or a compound of it."""
        nouns = (noun, *self._kin.get(noun, ()))
        return sorted({row for one in nouns for row in self.phrases[one, ""].rows})

    def _holds(self, noun: str) -> np.ndarray:
        held = np.zeros(len(self.topic))
        held[self._holding(noun)] = 1
        return held

    def _covers(self, nouns: Sequence[str]) -> list[np.ndarray]:
        """How far each answer is about each noun, from 0 to 1: by the nearest noun that it has."""
        if not nouns:
            return []
        numbers = [self._number[noun] for noun in nouns]
        cosines = self._vectors[numbers] @ self._vectors.T
        near = np.clip((cosines - _STRANGERS) / (_SAME - _STRANGERS), 0, 1) * _NEAR
        for row, noun in zip(near, nouns, strict=True):
            kin = [self._number[one] for one in self._kin.get(noun, ())]
            row[kin] = np.maximum(row[kin], _NEAR)
            row[self._number[noun]] = 1
        return list(np.maximum.reduceat(near.T[self._said], self._starts, axis=0).T)

    def _alike(self, first: str, second: str) -> float:
        """The cosine of two nouns; those without word vectors are of one kind."""
        one, other = (self._vectors[self._number[noun]] for noun in (first, second))
        return float(one @ other) if one.any() and other.any() else _OF_A_KIND


def _rows(
    topics: Sequence[Sequence[Document]], centrality: Sequence[Sequence[float]] | None, number: int
) -> Iterator[tuple[int, float, Document]]:
    """The Finnish answers of a topic in an order of their own, each with its topic and weight."""
    near = centrality[number] if centrality is not None else [0.0] * len(topics[number])
    low, high = min(near, default=0.0), max(near, default=0.0)
    pairs = sorted(
        zip(topics[number], near, strict=True),
        key=lambda pair: (pair[0].key, pair[0].id, pair[0].text, pair[1]),
    )
    for document, one in pairs:
        if document.language == "fi":
            yield number, 1 + ((one - low) / (high - low) if high > low else 0.0), document


def _vectors(words: Sequence[str]) -> np.ndarray:
    """Unit vectors and a row of zeros; only zeros where spaCy-fi is not installed."""
    try:
        rows = summed_vectors([[word] for word in words])
    except MissingPartError:
        rows = np.zeros((len(words), 1))
    return np.vstack([unit(rows), np.zeros((1, rows.shape[1]))]).astype(np.float32)


def _known(noun: str) -> bool:
    """Whether general Finnish knows a noun: it may be a slip of the lemmatizer."""
    return zipf(noun) > 0 or bool(compound_parts(noun))


def _parts(words: Sequence[str]) -> set[str]:
    return {part for word in words for part in (word, *compound_parts(word))}
