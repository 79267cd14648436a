"""The language of an answer; Finnish unless another is certain."""

from __future__ import annotations

import pytest

from pipeline.language.detect import LANGUAGES, OTHER, detect_languages


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
        "Wir brauchen mehr Bänke im Park.",
        "Nous avons besoin de plus de bancs dans le parc.",
        "Нам потрібен новий дитячий майданчик біля будинку.",
        "Waxaan u baahanahay meel carruurtu ku ciyaarto.",
        "ما به نیمکت های بیشتری در پارک نیاز داریم",
        "Chúng tôi cần thêm ghế trong công viên.",
    ],
)
def test_other_languages_are_other(text: str) -> None:
    assert detect_languages([text]) == [OTHER]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Puistoon penkkejä, please!"),
        ("fi", "Thanks! Puistossa on ollut tosi kiva tapahtuma ja lapset tykkäsi kovasti."),
        (
            "en",
            "Kirjasto on hyvä. Thank you very much for the library, it is great and open late.",
        ),
        ("sv", "Kumppanuuspöytä, vad är det? Jag har aldrig hört talas om bordet i vår stadsdel."),
    ],
)
def test_a_mixed_answer_keeps_its_main_language(language: str, text: str) -> None:
    assert detect_languages([text]) == [language]


@pytest.mark.parametrize(
    "text",
    [
        "Meil ei oo bussia", "roskat", "mä en tiiä", "koirapuisto",
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
