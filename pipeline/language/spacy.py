"""spaCy's Finnish pipeline: part of speech in context, lemmas by Voikko."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline import engines
from pipeline.language.base import Lemmatizer, Options, pos_of_mark
from pipeline.records import Token

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

#: Texts that go through the network together; neither much less nor much more is faster.
_BATCH = 256


class SpacyLemmatizer(Lemmatizer):
    """The lemmas of spacy-fi-experimental-web-md. Needs the native Voikko library."""

    components: tuple[str, ...] = (
        "tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer",
    )  # fmt: skip

    def __init__(self, options: Options | None = None) -> None:
        engines.voikko()
        self._nlp = engines.spacy_fi(self.components)
        self.version = f"spacy-fi-{version('spacy-fi-experimental-web-md')}"

    def lemmatize(self, texts: Sequence[str]) -> list[list[Token]]:
        words = [[word.text for word in self._nlp.make_doc(text)] for text in texts]
        return self.lemmatize_tokens(
            [[form for form in forms if not form.isspace()] for forms in words]
        )

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        from spacy.tokens import Doc

        # spaCy refuses an empty form and takes blanks for the space between words.
        documents = (
            Doc(
                self._nlp.vocab,
                words=[form if form.strip() else "_" for form in self.spelled(forms)],
            )
            for forms in sentences
        )
        tagged = self._nlp.pipe(documents, batch_size=_BATCH)
        return [
            [
                Token(form, self.lemma(word) or form, _pos(form, word.pos_))
                if form.strip()
                else Token(form, form, "X")
                for form, word in zip(forms, document, strict=True)
            ]
            for forms, document in zip(sentences, tagged, strict=True)
        ]

    def spelled(self, forms: Sequence[str]) -> Sequence[str]:
        """The forms of a sentence as spaCy shall see them."""
        return forms

    def lemma(self, word: Word) -> str:
        """The lemma of a word in its document."""
        return word.lemma_


def _pos(form: str, tagged: str) -> str:
    """The tag, but for marks, which a tagger may take for anything."""
    if any(letter.isalnum() for letter in form):
        return tagged or "X"
    return tagged if tagged in ("PUNCT", "SYM") else pos_of_mark(form) or "X"
