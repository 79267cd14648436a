"""simplemma: look-up lemmas for many languages."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from pipeline.language.base import Lemmatizer, Options, pos_of_mark
from pipeline.records import Token

#: Languages that simplemma knows, of those the detector tells apart.
LANGUAGES = ("fi", "sv", "en", "ru", "et")


def known_lemma(form: str, language: str = "fi") -> str | None:
    """simplemma's lemma of a form in its dictionary; None for any other: it invents those."""
    import simplemma

    if simplemma.is_known(form, lang=language):
        return simplemma.lemmatize(form, lang=language)
    return None


class SimplemmaLemmatizer(Lemmatizer):
    """Lemmas without part of speech (X)."""

    def __init__(self, options: Options | None = None, language: str = "fi") -> None:
        import simplemma

        self._lemmatize = simplemma.lemmatize
        self._language = language
        self.version = f"simplemma-{version('simplemma')}"

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        return [[self._token(form) for form in forms] for forms in sentences]

    def _token(self, form: str) -> Token:
        mark = pos_of_mark(form)
        if mark is not None or self._language not in LANGUAGES:
            return Token(form, form.lower() if mark is None else form, mark or "X")
        return Token(form, self._lemmatize(form, self._language), "X")
