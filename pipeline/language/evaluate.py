"""How good lemmas are: accuracy against a treebank, and speed, for one backend or all."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import engines
from pipeline.errors import MissingPartError
from pipeline.language.base import Lemmatizer, Options, lemmatizers
from pipeline.language.treebank import GoldWord
from pipeline.records import Token

_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "VERB"})
#: Run before the clock starts, so that it measures work and not loading.
_WARM_UP = ("Puistoon tarvitaan valoja.", "Meijän pihas ei oo ollu.", "Tweettejä showroomista.")


@dataclass(frozen=True)
class Share:
    """How many of how many were right."""

    right: int
    words: int

    @property
    def percent(self) -> float | None:
        return 100 * self.right / self.words if self.words else None

    def __str__(self) -> str:
        return "–" if self.percent is None else f"{self.percent:.1f}"


@dataclass(frozen=True)
class LemmaFigures:
    """Figures of one backend on one treebank.

    `strict` compares lemmas letter for letter, but for the mark where a compound joins (#).
    The others are normalised as is usual for Universal Dependencies: case, #, _ and hyphens do not
    count. Words whose lemma the treebank leaves open (_) are left out of both.
    """

    backend: str
    all_words: Share
    strict: Share
    content: Share
    colloquial: Share
    typos: Share
    #: Words that Voikko's dictionary does not have; none where Voikko is not installed.
    unknown: Share
    by_pos: dict[str, Share]
    tokens_per_second: int


def evaluate(lemmatizer: Lemmatizer, name: str, gold: Sequence[Sequence[GoldWord]]) -> LemmaFigures:
    """Figures of a lemmatizer on given tokens."""
    lemmatizer.lemmatize(_WARM_UP)
    forms = [[word.form for word in sentence] for sentence in gold]
    engines.analyses.cache_clear()  # another backend may have looked the same words up
    start = time.perf_counter()
    found = lemmatizer.lemmatize_tokens(forms)
    seconds = time.perf_counter() - start
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for word, token in _pairs(gold, found):
        right = _normalised(word.lemma) == _normalised(token.lemma)
        exact = word.lemma.replace("#", "") == token.lemma
        for group in _groups(word):
            counts[group][0] += exact if group == "strict" else right
            counts[group][1] += 1
    return LemmaFigures(
        backend=name,
        by_pos={key[4:]: Share(*counts[key]) for key in sorted(counts) if key.startswith("pos ")},
        tokens_per_second=round(sum(map(len, forms)) / seconds) if seconds else 0,
        **{group: Share(*counts[group]) for group in _GROUPS},
    )


_GROUPS: dict[str, Callable[[GoldWord], bool]] = {
    "all_words": lambda word: True,
    "strict": lambda word: True,
    "content": lambda word: word.pos in _CONTENT,
    "colloquial": lambda word: word.colloquial,
    "typos": lambda word: word.typo,
    "unknown": lambda word: _unknown(word.form),
}


def _groups(word: GoldWord) -> Iterator[str]:
    yield f"pos {word.pos}"
    yield from (group for group, belongs in _GROUPS.items() if belongs(word))


def _pairs(
    gold: Sequence[Sequence[GoldWord]], found: Sequence[Sequence[Token]]
) -> Iterator[tuple[GoldWord, Token]]:
    for words, tokens in zip(gold, found, strict=True):
        for word, token in zip(words, tokens, strict=True):
            if word.lemma != "_":
                yield word, token


def _normalised(lemma: str) -> str:
    return lemma.lower().translate(str.maketrans("", "", "#_-"))


def _unknown(form: str) -> bool:
    return form.isalpha() and _voikko_is_here() and not engines.analyses(form)


@cache
def _voikko_is_here() -> bool:
    return lemmatizers.problem("voikko") is None


class _BareSpacy(Lemmatizer):
    """spaCy's tagger and morphologizer alone: what the backends that use them add is the rest.

    As spaCy loads by itself, without the faster matrix product that ours is loaded with.
    """

    version = "spacy"

    def __init__(self, options: Options | None = None) -> None:
        import spacy

        self._nlp = spacy.load(engines.SPACY_MODEL, exclude=["lemmatizer", "parser", "ner"])

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        from spacy.tokens import Doc

        documents = [Doc(self._nlp.vocab, words=list(forms)) for forms in sentences]
        return [
            [Token(word.text, word.text, word.pos_ or "X") for word in document]
            for document in self._nlp.pipe(documents)
        ]


def compare(
    gold: Sequence[Sequence[GoldWord]],
    names: Sequence[str],
    options: Options | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[LemmaFigures], dict[str, str]]:
    """Figures of backends in one run, and the reason for each that cannot run here."""
    figures, missing = [], {}
    for place, name in enumerate(names):
        try:
            figures.append(evaluate(lemmatizers.create(name, options), name, gold))
        except MissingPartError as error:
            missing[name] = str(error)
        progress(place + 1, len(names))
    return figures, missing


def bare_spacy_speed(gold: Sequence[Sequence[GoldWord]]) -> int | None:
    """Tokens per second of spaCy's pipeline alone; None where it is not installed."""
    try:
        return evaluate(_BareSpacy(), "", gold).tokens_per_second
    except (ImportError, OSError):
        return None


def table(figures: Sequence[LemmaFigures], bare: int | None) -> list[str]:
    """The comparison as lines of Markdown: accuracy in percent, speed in tokens per second."""
    head = ("backend", "all", "strict", "content", "spoken", "typos", "unknown", "tokens/s")
    rows = [
        (
            one.backend,
            *map(str, (one.all_words, one.strict, one.content)),
            *map(str, (one.colloquial, one.typos, one.unknown)),
            _speed(one.tokens_per_second),
        )
        for one in figures
    ]
    if bare is not None:
        rows.append(("spaCy's tagger alone", *["–"] * 6, _speed(bare)))
    return _markdown(head, rows)


def pos_table(figures: Sequence[LemmaFigures]) -> list[str]:
    """Accuracy by part of speech, in percent, a column for each backend."""
    kinds = sorted({kind for one in figures for kind in one.by_pos})
    words = {kind: next(one.by_pos[kind].words for one in figures) for kind in kinds}
    head = ("part of speech", "words", *(one.backend for one in figures))
    rows = [(kind, str(words[kind]), *(str(one.by_pos[kind]) for one in figures)) for kind in kinds]
    return _markdown(head, rows)


def _speed(tokens: int) -> str:
    """To two digits: the third is chance."""
    digits = max(len(str(tokens)) - 2, 0)
    return f"{round(tokens, -digits):,}".replace(",", " ")


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
