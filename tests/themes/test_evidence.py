"""Why a theme was coded: the sentence, the words, the coded answers."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.config import Config
from pipeline.embedding import create_embedder
from pipeline.records import Evidence, Token
from pipeline.themes import ThemeModel, load_theme_model
from pipeline.themes.evidence import explain
from pipeline.themes.gold import DEMO_WRITERS
from tests.conftest import gold_answers


@pytest.fixture(scope="module")
def model(shipped_config: Config) -> ThemeModel:
    return load_theme_model(shipped_config.path(shipped_config.models.themes))


def why(model: ThemeModel, theme: str, text: str, tokens: list[Token] | None = None) -> Evidence:
    """The evidence of one theme in one text; the coded answers are the more alike the later."""
    t = model.themes.index(theme)
    likeness = np.linspace(0, 2, len(model.coded.ids))[None]
    return explain(model, [(0, t)], [text], [tokens or []], likeness)[0, t]


def test_the_sentence_is_the_one_that_raises_the_theme(
    model: ThemeModel, shipped_config: Config
) -> None:
    """Answers that raise one theme, each set before or after an answer that raises none."""
    unseen = gold_answers(*DEMO_WRITERS)
    quiet = [a["text"] for a in unseen if not a["themes"] and len(a["text"].split()) > 8]
    raising = [a for a in unseen if len(a["themes"]) == 1 and a["text"][-1] in ".!?"][:150]
    texts = [answer["text"] for answer in raising]
    embeddings = create_embedder(shipped_config).encode(texts)
    coded = model.assigned(texts, embeddings, ["fi"] * len(texts))
    right = asked = 0
    for i, answer in enumerate(raising):
        (theme,) = answer["themes"]
        other = quiet[i % len(quiet)].rstrip(".!?") + "."
        if coded[i, model.themes.index(theme)]:
            both = (texts[i], other) if i % 2 else (other, texts[i])
            asked += 1
            right += why(model, theme, " ".join(both)).sentence in texts[i]
    assert asked > 100
    assert right / asked > 0.9


def test_the_only_sentence_is_the_whole_answer(model: ThemeModel) -> None:
    found = why(model, "dialogue", " kukaan ei kuullut meitä ")
    assert found.sentence == "kukaan ei kuullut meitä"


def test_the_lemmas_are_content_words_best_first(model: ThemeModel) -> None:
    tokens = [
        Token("ja", "ja", "CCONJ"), Token("valtuutetut", "valtuutettu", "NOUN"),
        Token("söivät", "syödä", "VERB"), Token("pullaa", "pulla", "NOUN"),
    ]  # fmt: skip
    text = "ja valtuutetut söivät pullaa"
    found = why(model, "dialogue", text, tokens)
    assert found.lemmas[0] == "valtuutettu"
    assert "ja" not in found.lemmas
    assert why(model, "dialogue", text, tokens[:1]).lemmas == ()


def test_the_nearest_answers_raise_the_theme_and_come_nearest_first(model: ThemeModel) -> None:
    t = model.themes.index("impact")
    found = [model.coded.ids.index(name) for name in why(model, "impact", "Mitä muuttui?").nearest]
    assert len(found) == 3
    assert found == sorted(found, reverse=True)
    assert (model.coded.codes[found, t] == 1).all()


def test_evidence_of_many_answers_is_that_of_each_alone(model: ThemeModel) -> None:
    texts = [answer["text"] for answer in gold_answers("D3")[:8]]
    tokens = [[Token(word, word.lower(), "NOUN") for word in text.split()] for text in texts]
    likeness = np.tile(np.linspace(0, 2, len(model.coded.ids)), (len(texts), 1))
    asked = [(row, t) for row in range(len(texts)) for t in range(len(model.themes))]
    together = explain(model, asked, texts, tokens, likeness)
    for row, t in asked:
        alone = explain(model, [(0, t)], texts[row : row + 1], tokens[row : row + 1], likeness[:1])
        assert together[row, t] == alone[0, t]
