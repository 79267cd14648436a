"""The figures of a trained stanza pipeline, and the model card that is written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.evaluate import evaluate as evaluate_lemmas
from pipeline.language.stanza import StanzaLemmatizer
from pipeline.language.stanza_data import Sentence, Treebank
from pipeline.language.stanza_training import Settings
from pipeline.language.treebank import GoldWord

Spans = list[list[tuple[int, int]]]


@dataclass(frozen=True)
class Figures:
    """Shares between 0 and 1. Tags and lemmas are of given words, lemmas counted as by
    `kerropois evaluate lemmas`."""

    tokens_f1: float
    sentences_f1: float
    upos: float
    lemmas: float


def evaluate(lemmatizer: StanzaLemmatizer, gold: Sequence[Sentence]) -> Figures:
    """What the pipeline makes of sentences that it should not have learnt from."""
    text, spans = running_text(gold)
    found = lemmatizer.spans(text)
    tokens = lemmatizer.lemmatize_tokens([[word.form for word in words] for words in gold])
    pairs = [
        (word, token)
        for words, row in zip(gold, tokens, strict=True)
        for word, token in zip(words, row, strict=True)
    ]
    words = [[GoldWord(word.form, word.lemma, word.upos) for word in sentence] for sentence in gold]
    correct = evaluate_lemmas(lemmatizer, "stanza", words).all_words
    return Figures(
        tokens_f1=_f1({s for row in spans for s in row}, {s for row in found for s in row}),
        sentences_f1=_f1({_whole(row) for row in spans}, {_whole(row) for row in found}),
        upos=sum(word.upos == token.pos for word, token in pairs) / len(pairs),
        lemmas=correct.right / correct.words,
    )


def running_text(sentences: Sequence[Sentence]) -> tuple[str, Spans]:
    """The sentences as one text, and where the words of each begin and end in it."""
    text, spans = "", []
    for sentence in sentences:
        row = []
        for word in sentence:
            row.append((len(text), len(text) + len(word.form)))
            text += word.form + " " * word.space_after
        spans.append(row)
    return text, spans


def _whole(row: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return row[0][0], row[-1][1]


def _f1(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found))


def model_card(treebank: Treebank, settings: Settings, figures: Figures) -> str:
    """The card as Markdown: data, settings, figures, licence. No dates, no machine names."""
    words = sum(map(len, treebank.train))
    how = (
        "Every tenth sentence was kept from training, and measured on."
        if treebank.split
        else "The second file was kept from training, and measured on."
    )
    return "\n".join(
        [
            "# stanza model",
            "",
            "Cuts Finnish text into sentences and words, and gives parts of speech, features and",
            "lemmas. Used by `lemmatizer: stanza` in `config.yaml`. Made by `kerropois train",
            "stanza`, which also writes this card.",
            "",
            "## Data",
            f"Treebank (CoNLL-U): {', '.join(f'`{name}`' for name in treebank.files)}. {how}",
            "Words that the treebank splits (ettei: että + ei) were put together again, with the",
            "analysis of their first part, and compound marks (`#`) taken out of the lemmas.",
            "",
            "| | sentences | words |",
            "|---|---|---|",
            f"| learnt from | {len(treebank.train)} | {words} |",
            f"| measured on | {len(treebank.dev)} | {sum(map(len, treebank.dev))} |",
            "",
            "## Figures",
            "| | |",
            "|---|---|",
            f"| words found in running text, F1 | {figures.tokens_f1:.3f} |",
            f"| sentences found in running text, F1 | {figures.sentences_f1:.3f} |",
            f"| part of speech (UPOS) of given words | {figures.upos:.3f} |",
            f"| lemmas of given words | {figures.lemmas:.3f} |",
            "",
            "The best state of each model was chosen by these same sentences: expect a little",
            "less on others, and less again on colloquial answers than on edited text.",
            "",
            *_settings(settings, words),
            "",
            "## Licence",
            "A model inherits the licence of the treebank that it is trained on: see the licence",
            "file that came with the treebank before you give the model to others. The word",
            "vectors (`pretrain.pt`) are those of spacy-fi-experimental-web-md (MIT).",
            "",
        ]
    )


def _settings(settings: Settings, words: int) -> list[str]:
    return [
        "## Settings",
        "stanza's own models as they come, on the processor, with these lengths:",
        "",
        "| model | |",
        "|---|---|",
        f"| tokenizer | {settings.tokenizer_steps} steps |",
        f"| tagger, on spaCy-fi's word vectors | {settings.tagger_steps} steps |",
        f"| lemmatizer, a dictionary first | {settings.epochs(words)} rounds over all words |",
        f"| seed | {settings.seed} |",
        "",
        "The same files, settings and library versions make the same model again:",
        "```",
        f"kerropois train stanza --treebank DIR --seed {settings.seed} \\",
        f"    --tokenizer-steps {settings.tokenizer_steps} --tagger-steps {settings.tagger_steps}"
        f" --lemmatizer-steps {settings.lemmatizer_steps}",
        "```",
    ]
