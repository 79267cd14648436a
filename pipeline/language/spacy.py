"""spaCy's Finnish pipeline: part of speech in context, lemmas by Voikko."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline import engines
from pipeline.language.base import Lemmatizer
from pipeline.records import Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word


class SpacyLemmatizer(Lemmatizer):
    """The lemmas of spacy-fi-experimental-web-md. Needs the native Voikko library."""

    components: tuple[str, ...] = (
        "tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer",
    )  # fmt: skip

    def __init__(self) -> None:
        engines.voikko()
        self._nlp = engines.spacy_fi(self.components)
        self.version = f"spacy-fi-{version('spacy-fi-experimental-web-md')}"

    def lemmatize(self, texts: Sequence[str]) -> list[list[Token]]:
        found = self._tokens(self._nlp.pipe(texts, batch_size=64))
        return [[token for token in tokens if not token.form.isspace()] for tokens in found]

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        from spacy.tokens import Doc

        # spaCy refuses an empty form and takes blanks for the space between words.
        documents = [
            Doc(self._nlp.vocab, words=[form if form.strip() else "_" for form in forms])
            for forms in sentences
        ]
        found = self._tokens(self._nlp.pipe(documents, batch_size=64))
        return [
            [
                token if form.strip() else Token(form, form, "X")
                for form, token in zip(forms, tokens, strict=True)
            ]
            for forms, tokens in zip(sentences, found, strict=True)
        ]

    def _tokens(self, documents: Iterable[Doc]) -> list[list[Token]]:
        return [
            [Token(word.text, self.lemma(word) or word.text, word.pos_ or "X") for word in document]
            for document in documents
        ]

    def lemma(self, word: Word) -> str:
        """The lemma of a word in its document."""
        return word.lemma_
