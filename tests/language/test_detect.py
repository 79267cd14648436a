"""The language of an answer; Finnish unless another is certain."""

from __future__ import annotations

import pytest

from pipeline.language.detect import LANGUAGES, detect_languages


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Puistoon tarvitaan lisää penkkejä ja parempi valaistus talvella."),
        ("sv", "Parken behöver fler bänkar och bättre belysning längs gångvägen."),
        ("en", "The library should stay open later in the evening."),
        ("ru", "Нам нужна новая детская площадка рядом с домом."),
        ("et", "Meie linnaosas on vaja rohkem pinke ja paremat tänavavalgustust."),
        ("ar", "نحتاج إلى مزيد من المقاعد في الحديقة القريبة من المدرسة."),
    ],
)
def test_sentences_are_told_apart(language: str, text: str) -> None:
    assert detect_languages([text]) == [language]
    assert language in LANGUAGES


@pytest.mark.parametrize(
    "text",
    [
        "Hyvä", "Ok", "Bussit", "Melu", "ei ole", "Lisää valoja", "Hyvä homma", "liian kallis",
        "No nyt on hyvä", "Lasten asiat", "En tiedä", "Kaikki ok", "-", "123", "😀", "",
    ],
)  # fmt: skip
def test_short_answers_are_finnish(text: str) -> None:
    assert detect_languages([text]) == ["fi"]


def test_each_text_gets_its_own_language_in_order() -> None:
    texts = ["Parken behöver fler bänkar.", "Puistoon lisää penkkejä.", "More benches, please!"]
    assert detect_languages(texts) == ["sv", "fi", "en"]
    assert detect_languages([]) == []
