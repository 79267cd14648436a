"""Lemmas do not depend on how the work is spread."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from pipeline.language.base import Lemmatizer, lemmatizers
from pipeline.records import Token
from tests.conftest import gold_answers

Make = Callable[[str], Lemmatizer]


def _texts(number: int) -> list[str]:
    """So many different texts: each the beginnings of two answers."""
    answers = gold_answers("D1", "D2", "D5", "D8", "D9", "D11")
    texts = [answer["text"].split(".")[0] for answer in answers]
    draw = random.Random(3)
    return [" ".join(draw.sample(texts, 2)) for _ in range(number)]


def _lemmatize(texts: list[str]) -> list[list[Token]]:
    return lemmatizers.create("best").lemmatize(texts)


def _same_however_spread(number: int, workers: int) -> None:
    texts = _texts(number)
    alone = _lemmatize(texts)
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(_lemmatize, [texts[start::8] for start in range(8)])
        for start, tokens in enumerate(found):
            assert tokens == alone[start::8]
    with ProcessPoolExecutor(workers, get_context("spawn")) as processes:
        found = processes.map(_lemmatize, [texts[start::workers] for start in range(workers)])
        for start, tokens in enumerate(found):
            assert tokens == alone[start::workers]


def test_threads_and_processes_give_what_one_gives(lemmatizer: Make) -> None:
    lemmatizer("best")
    _same_however_spread(200, workers=1)


@pytest.mark.slow
def test_twenty_thousand_answers_come_out_the_same_however_spread(lemmatizer: Make) -> None:
    lemmatizer("best")
    _same_however_spread(20_000, workers=4)


def test_the_company_of_a_text_does_not_change_it(lemmatizer: Make) -> None:
    texts = _texts(150)
    best = lemmatizer("best")
    together = best.lemmatize(texts)
    assert [best.lemmatize([text])[0] for text in texts[::10]] == together[::10]
    assert best.lemmatize(texts[::-1])[::-1] == together
