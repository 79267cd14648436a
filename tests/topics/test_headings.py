"""Headings of topics: what a Finnish city would print."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import MissingPartError
from pipeline.records import Token
from pipeline.topics import Document
from pipeline.topics import headings as module
from pipeline.topics.headings import headings

_POS = {"n": "NOUN", "p": "PROPN", "a": "ADJ", "v": "VERB", "x": "X", "c": "CCONJ", ".": "PUNCT"}


def answer(marked: str, number: int = 0, language: str = "fi") -> Document:
    """An answer of words written form/lemma/part of speech, or form/part where the lemma is it."""
    tokens = []
    for word in marked.split():
        form, *lemma, pos = word.split("/")
        tokens.append(Token(form, (lemma or [form])[0].replace("_", " "), _POS[pos]))
    text = " ".join(token.form for token in tokens)
    return Document(f"a{number}", f"{text} {number}", text, language, tokens)


def topic(*answers: str, language: str = "fi") -> list[Document]:
    return [answer(marked, number, language) for number, marked in enumerate(answers)]


BUSES = topic(
    "Bussi/bussi/n tulee/tulla/v myöhässä/x",
    "Bussit/bussi/n ajavat/ajaa/v tyhjinä/tyhjä/a",
    "Lisää/x busseja/bussi/n iltaan/ilta/n",
    "Pysäkki/pysäkki/n on/olla/v kaukana/x ja/c bussin/bussi/n kuljettaja/n kiirehtii/v",
    "Pysäkit/pysäkki/n ovat/olla/v pimeitä/pimeä/a",
    "Pysäkiltä/pysäkki/n puuttuu/puuttua/v katos/n",
)
PARKS = topic(
    "Puistot/puisto/n ovat/olla/v siistejä/siisti/a",
    "Puistossa/puisto/n on/olla/v roskia/roska/n",
    "Puistojen/puisto/n penkit/penkki/n ovat/olla/v rikki/x",
    "Puistoon/puisto/n lisää/x valoja/valo/n",
)
WISHES = topic(
    "Asukkaiden/asukas/n toiveet/toive/n unohtuvat/unohtua/v",
    "Kuka/x lukee/lukea/v asukkaiden/asukas/n toiveita/toive/n ?/.",
    "Asukkaiden/asukas/n toiveista/toive/n ei/x puhuta/puhua/v",
    "Toiveet/toive/n kerättiin/kerätä/v lapuille/lappu/n",
)


def test_the_noun_of_most_answers_is_the_heading_in_the_plural_of_things_that_are_counted() -> None:
    assert headings([BUSES, PARKS]) == ["Bussit ja pysäkit", "Puistot"]


def test_what_is_not_counted_stays_in_the_singular() -> None:
    noise = topic(
        "Melu/melu/n häiritsee/v yöllä/yö/n",
        "Melua/melu/n on/olla/v liikaa/x",
        "Melusta/melu/n pitää/v valittaa/v",
    )
    assert headings([noise, PARKS])[0] == "Melu"


def test_a_genitive_stays_as_it_is_and_its_noun_goes_to_the_base_form() -> None:
    assert headings([WISHES, PARKS])[0] == "Asukkaiden toiveet"
    plan = topic(
        "Kaupungin/kaupunki/n strategiassa/strategia/n on/olla/v aukkoja/aukko/n",
        "En/x löydä/v kaupungin/kaupunki/n strategiaa/strategia/n mistään/x",
        "Kaupungin/kaupunki/n strategiasta/strategia/n puuttuu/v luonto/n",
    )
    assert headings([plan, PARKS])[0] == "Kaupungin strategia"


def test_a_place_may_be_an_attribute_with_its_capital_but_no_heading() -> None:
    said = topic(
        "Nastolan/Nastola/p torilla/tori/n on/olla/v hiljaista/hiljainen/a",
        "Nastolan/Nastola/p tori/n kuntoon/kunto/n",
        "Kahvia/kahvi/n Nastolan/Nastola/p torille/tori/n",
        "Nastola/p on/olla/v kaukana/x",
        "Nastolassa/Nastola/p viihtyy/v",
    )
    assert headings([said, PARKS])[0] == "Nastolan tori"


def test_names_of_places_and_people_are_no_headings_whatever_they_are_tagged() -> None:
    said = topic(
        "Ahtiala/p on/olla/v hyvä/a",
        "Ahtialassa/Ahtiala/p asuu/v Virtanen/n",
        "Kiitos/n Ahtiala/p ja/c Virtanen/n",
        "Se/x Virtanen/n puhuu/v puistosta/puisto/n",
    )
    (heading,) = headings([said])
    assert "Ahtiala" not in heading
    assert "Virtanen" not in heading


def test_an_adjective_that_tells_a_kind_loses_its_case_with_its_noun() -> None:
    said = topic(
        "Julkista/julkinen/a liikennettä/liikenne/n lisää/x",
        "Julkisessa/julkinen/a liikenteessä/liikenne/n on/olla/v aukkoja/aukko/n",
        "Julkisen/julkinen/a liikenteen/liikenne/n hinnat/hinta/n nousevat/v",
    )
    assert headings([said, PARKS])[0] == "Julkinen liikenne"


def test_an_adjective_that_judges_is_left_out() -> None:
    said = topic(
        "Huonoa/huono/a liikennettä/liikenne/n",
        "Huonossa/huono/a liikenteessä/liikenne/n istutaan/v",
        "Huonon/huono/a liikenteen/liikenne/n takia/x",
        *["Vaarallista/vaarallinen/a liikennettä/liikenne/n"] * 6,
    )
    assert headings([said, PARKS])[0] == "Liikenne"


@pytest.mark.parametrize(
    "general", ["asia/n", "paikka/n", "ihminen/n", "kaupunki/n", "pöytä/n", "vuosi/n", "vastaus/n"]
)
def test_general_words_are_no_headings(general: str) -> None:
    said = topic(*(f"{general} ja/c {general}" for _ in range(8)), "melu/n häiritsee/v", "melu/n")
    assert headings([said, PARKS])[0] == "Melu"
    assert headings([said[:8], PARKS])[0] == "Muut vastaukset"


def test_masked_names_are_no_words() -> None:
    said = topic(
        *(f"[/. puhelin/n {number}/x ]/. soitti/soittaa/v" for number in range(6)),
        "Melu/melu/n häiritsee/v",
        "Melua/melu/n on/v",
    )
    assert headings([said, PARKS])[0] == "Melu"


def test_a_slip_of_the_lemmatizer_does_not_win_over_a_word() -> None:
    said = topic(
        "Melusta/melu/n ja/c höpsöttimestä/höpsötxin/n", "Melu/melu/n höpsöt/höpsötxin/n", "Hm/x"
    )
    assert headings([said * 4, PARKS])[0].startswith("Melu")
    few = topic("höpsötxin/n", *("Joo/x" for _ in range(5)))
    assert headings([few, PARKS])[0] == "Muut vastaukset"


def test_the_half_of_a_compound_is_no_heading() -> None:
    said = topic(
        *(
            "Sosiaali/sosiaali/n -/. ja/c terveyslautakunta/n kokoontui/kokoontua/v"
            for _ in range(4)
        ),
        "Melu/melu/n häiritsee/v",
        "Melusta/melu/n valitetaan/v",
    )
    assert headings([said, PARKS])[0] == "Melu"


def test_compounds_speak_for_their_part() -> None:
    said = topic(
        "Jäähalli/jäähalli/n on/olla/v auki/x",
        "Messuhalli/messuhalli/n on/olla/v kiinni/x",
        "Tennishallin/tennishalli/n ovi/n",
        "Halli/halli/n on/olla/v kylmä/a",
        "Latu/latu/n sulaa/v ja/c latu/n loppuu/v",
        "Ladulla/latu/n kävellään/v",
    )
    assert headings([said, PARKS])[0].startswith("Halli")


def test_the_second_part_repeats_no_word_of_the_first() -> None:
    said = topic(
        "Bussit/bussi/n ovat/v tyhjiä/a",
        "Bussi/bussi/n tuli/v",
        "Bussivuoroja/bussivuoro/n lisää/x",
        "Bussivuorot/bussivuoro/n loppuvat/v",
        "Bussivuoro/bussivuoro/n puuttuu/v",
    )
    (heading, _) = headings([said, PARKS])
    assert heading in ("Bussit", "Bussivuorot")
    said = topic(*["Uimahalli/uimahalli/n"] * 3, *["halli/n"] * 3)
    assert headings([said, PARKS])[0] in ("Uimahalli", "Halli")


def test_the_second_part_has_another_stem_than_the_first() -> None:
    said = topic(*["Nuoret/nuori/n"] * 4, *["Nuorisoa/nuoriso/n"] * 3)
    assert headings([said, PARKS])[0] == "Nuoret"


def test_two_things_that_are_counted_are_both_in_the_plural() -> None:
    said = topic(*["Tie/tie/n"] * 3, *["Katua/katu/n"] * 3, "Tiellä/tie/n")
    assert headings([said, PARKS])[0] == "Tiet ja kadut"


def test_what_has_a_plural_but_is_not_counted_stays_in_the_singular() -> None:
    said = topic("Rahat/raha/n loppuivat/v", "Rahoja/raha/n ei/x ole/v", "Raha/raha/n riittää/v")
    assert headings([said, PARKS])[0] == "Raha"


def test_a_word_that_is_said_but_not_printed_is_no_heading() -> None:
    said = topic(*["Telkkari/telkkari/n"] * 6, "Melu/melu/n", "Melua/melu/n")
    assert headings([said, PARKS])[0] == "Melu"


def test_kindred_words_speak_for_one_another() -> None:
    said = topic(
        *["Lamppu/lamppu/n"] * 2,
        *["Haitari/haitari/n"] * 2,
        "Katuvalo/katuvalo/n sammui/v",
        "Valot/valo/n puuttuvat/v",
        "Valaisin/valaisin/n rikkoutui/v",
    )
    assert not headings([said, PARKS])[0].startswith("Haitari")


def test_a_word_that_two_topics_share_names_the_one_it_tells_most_of() -> None:
    some = topic("Puisto/n on/v", "Puistoa/puisto/n", "Melu/n puistossa/puisto/n", "Melua/melu/n")
    park, other = headings([PARKS * 2, some])
    assert park.startswith("Puisto")
    assert not other.startswith("Puisto")


def test_answers_in_the_middle_of_the_topic_weigh_more() -> None:
    said = topic("Melu/n", "Melua/melu/n", "Roskaa/roska/n", "Roskat/roska/n")
    near_noise, near_litter = [0.9, 0.9, 0.1, 0.1], [0.1, 0.1, 0.9, 0.9]
    assert headings([said], [near_noise])[0].startswith("Melu")
    assert headings([said], [near_litter])[0].startswith("Roskat")


def test_topics_without_words_are_told_apart_by_number() -> None:
    nothing = topic("Joo/x", "En/x osaa/v sanoa/v")
    assert headings([nothing, [], nothing, BUSES]) == [
        "Muut vastaukset", "Muut vastaukset 2", "Muut vastaukset 3", "Bussit ja pysäkit",
    ]  # fmt: skip


def test_no_topics_have_no_headings() -> None:
    assert headings([]) == []
    assert headings([[]], [[]]) == ["Muut vastaukset"]


def test_a_swedish_topic_is_named_in_swedish() -> None:
    swedish = topic(
        "Biblioteket/bibliotek/x behöver/behöva/x längre/lång/x öppettider/öppettid/x",
        "Bibliotekets/bibliotek/x personal/x är/vara/x vänlig/x",
        "Öppettiderna/öppettid/x på/x biblioteket/bibliotek/x",
        language="sv",
    )
    assert headings([swedish, PARKS]) == ["Bibliotek och öppettid", "Puistot"]


def test_in_a_finnish_topic_other_languages_say_nothing() -> None:
    swedish = topic(*("bussi/n bibliotek/x" for _ in range(9)), language="sv")
    assert headings([[*PARKS, *swedish]]) == ["Puistot"]


def test_without_word_vectors_there_are_headings_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> None:
        raise MissingPartError("spaCy-fi")

    monkeypatch.setattr(module, "summed_vectors", missing)
    assert headings([PARKS, WISHES]) == ["Puistot", "Asukkaiden toiveet"]


def test_the_order_of_answers_makes_no_difference() -> None:
    topics = [BUSES, PARKS, WISHES]
    near = [[0.1 * number for number in range(len(members))] for members in topics]
    expected = headings(topics, near)
    shuffle = random.Random(7)
    for _ in range(5):
        pairs = [list(zip(*one, strict=True)) for one in zip(topics, near, strict=True)]
        for members in pairs:
            shuffle.shuffle(members)
        assert expected == headings(
            [[item for item, _ in members] for members in pairs],
            [[one for _, one in members] for members in pairs],
        )


@given(
    st.lists(
        st.lists(st.sampled_from([*BUSES, *PARKS, *WISHES]), max_size=8), min_size=1, max_size=5
    )
)
def test_any_topics_have_headings_that_differ_and_none_is_empty(
    topics: Sequence[Sequence[Document]],
) -> None:
    found = headings(topics)
    assert len(set(found)) == len(topics)
    assert all(heading and heading[0].isupper() for heading in found)
    assert found == headings([members[::-1] for members in topics])


def test_a_general_heading_comes_before_the_answers_own_words() -> None:
    found = headings([BUSES, PARKS], subjects=["Joukkoliikenne", ""])
    assert found == ["Joukkoliikenne", "Puistot"]


def test_topics_on_one_subject_are_told_apart_by_what_their_answers_say() -> None:
    found = headings([BUSES, PARKS, WISHES], subjects=["Liikenne", "Liikenne", ""])
    assert found == ["Liikenne: bussit ja pysäkit", "Liikenne: puistot", "Asukkaiden toiveet"]
