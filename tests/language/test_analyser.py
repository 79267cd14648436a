"""The language stage: which lemmatizer reads which answer."""

from __future__ import annotations

import pytest

from pipeline.errors import ConfigError, MissingPartError
from pipeline.language import LanguageAnalyser
from pipeline.language.base import FALLBACK_ORDER, lemmatizers
from pipeline.records import Token
from pipeline.registry import Entry, Registry


@pytest.fixture(scope="module")
def analyser() -> LanguageAnalyser:
    return LanguageAnalyser("simplemma")


def test_each_language_is_read_by_its_own_lemmatizer(analyser: LanguageAnalyser) -> None:
    texts = ["bänkarna", "penkkejä", "benches", "penkkejä"]
    tokens = analyser.lemmatize(texts, ["sv", "fi", "en", "fi"])
    assert [found[0].lemma for found in tokens] == ["bänk", "penkki", "bench", "penkki"]


def test_a_language_without_a_lemmatizer_keeps_its_forms(analyser: LanguageAnalyser) -> None:
    assert analyser.lemmatize(["مقاعد !"], ["ar"]) == [
        [Token("مقاعد", "مقاعد", "X"), Token("!", "!", "PUNCT")]
    ]


def test_no_texts_give_no_tokens(analyser: LanguageAnalyser) -> None:
    assert analyser.detect([]) == []
    assert analyser.lemmatize([], []) == []
    assert analyser.lemmatize_tokens([]) == []


def test_the_version_is_that_of_the_finnish_lemmatizer(analyser: LanguageAnalyser) -> None:
    assert analyser.backend == "simplemma"
    assert analyser.version.startswith("simplemma-")


def test_auto_takes_the_best_that_runs_here() -> None:
    usable = [name for name in FALLBACK_ORDER if lemmatizers.problem(name) is None]
    assert LanguageAnalyser("auto").backend == usable[0]


def test_an_unknown_backend_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"no lemmatizer called 'sanakirja'.*simplemma"):
        LanguageAnalyser("sanakirja")


def test_a_lemmatizer_whose_library_is_missing_is_passed_over() -> None:
    simplemma = Entry("pipeline.language.simplemma:SimplemmaLemmatizer")
    missing = Entry("library_that_is_not_installed:Lemmatizer", "pip install parempi")
    registry: Registry = Registry("lemmatizer", {"parempi": missing, "simplemma": simplemma})
    name, chosen = registry.first_usable(("parempi", "simplemma"))
    assert name == "simplemma"
    assert chosen.lemmatize(["penkkejä"])[0][0].lemma == "penkki"
    with pytest.raises(MissingPartError, match="pip install parempi"):
        registry.first_usable(("parempi",))
