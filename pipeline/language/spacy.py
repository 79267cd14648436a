"""spaCy's Finnish pipeline: part of speech in context, lemmas by Voikko."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from pipeline import engines
from pipeline.language.base import Lemmatizer
from pipeline.records import Token

_COMPONENTS = ("tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer")


class SpacyLemmatizer(Lemmatizer):
    """The lemmas of spacy-fi-experimental-web-md. Needs the native Voikko library."""

    def __init__(self) -> None:
        engines.voikko()
        self._nlp = engines.spacy_fi(_COMPONENTS)
        self.version = f"spacy-fi-{version('spacy-fi-experimental-web-md')}"

    def lemmatize(self, texts: Sequence[str]) -> list[list[Token]]:
        return self._tokens(self._nlp.pipe(texts, batch_size=64))

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

    def _tokens(self, documents: Iterable) -> list[list[Token]]:
        return [
            [
                Token(word.text, word.lemma_ or word.text, word.pos_ or "X")
                for word in document
                if not word.is_space
            ]
            for document in documents
        ]
