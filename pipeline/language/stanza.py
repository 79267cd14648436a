"""stanza: part of speech in context and lemmas by models trained on a treebank.

The models are those that `kerropois train stanza` wrote, or stanza's own for Finnish where the
configuration lets them be fetched.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.language.base import Lemmatizer, Options, tokenize
from pipeline.language.stanza_log import redirect
from pipeline.records import Token

if TYPE_CHECKING:
    from stanza import Pipeline

log = logging.getLogger(__name__)

#: What a trained folder holds → stanza's name for the option that takes it. A file may be called
#: fi_tdt_nocharlm_tagger.pt, as stanza's own training does.
_PARTS = {
    "tokenizer.pt": "tokenize_model_path",
    "tagger.pt": "pos_model_path",
    "pretrain.pt": "pos_pretrain_path",
    "lemmatizer.pt": "lemma_model_path",
}
_PROCESSORS = ("tokenize", "pos", "lemma")
#: No word is longer; the models would take memory for every letter of a pasted file.
_LONGEST = 100


class StanzaLemmatizer(Lemmatizer):
    """Lemmas and parts of speech by a stanza pipeline.

    Sentences go through it one at a time: side by side, rounding differs with their company, and
    now and then a tag with it. One thread at a time, since the pipeline is shared.

    Raises:
        ImportError: stanza is not installed.
        OSError: the folder has no model, or one that stanza cannot read.
    """

    def __init__(self, options: Options | None = None) -> None:
        options = options or Options()
        redirect()
        self._pipeline, files = _load(options)
        self._lock = threading.Lock()
        self.version = f"stanza-{version('stanza')}-{_digest(files)}"

    def lemmatize(self, texts: Sequence[str]) -> list[list[Token]]:
        """The tokens of each text.

        The trained tokenizer finds the sentences, which is what the tagger was trained on. The
        words are cut as for every other backend: topics and search count the same words whichever
        is used, and a word that the treebank splits (ettei: että + ei) stays one.
        """
        sentences = [self._sentences(text) for text in texts]
        found = iter(self.lemmatize_tokens([forms for text in sentences for forms in text]))
        return [[token for _ in text for token in next(found)] for text in sentences]

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        known: dict[tuple[str, ...], list[Token]] = {}
        for forms in map(tuple, sentences):
            if forms not in known:
                known[forms] = self._tokens(forms)
        return [list(known[tuple(forms)]) for forms in sentences]

    def _tokens(self, forms: Sequence[str]) -> list[Token]:
        from stanza.models.common.doc import Document

        if not forms:
            return []
        # stanza fails on an empty form.
        words = [form if form.strip() and len(form) <= _LONGEST else "_" for form in forms]
        rows = [{"id": (number,), "text": word} for number, word in enumerate(words, start=1)]
        document = self._run(Document([rows]), "pos,lemma")
        return [
            _token(form, word) if word.text == form else Token(form, form, "X")
            for form, word in zip(forms, document.sentences[0].words, strict=True)
        ]

    def spans(self, text: str) -> list[list[tuple[int, int]]]:
        """Where the words of each sentence begin and end, as the trained tokenizer cuts them."""
        return [
            [(token.start_char, token.end_char) for token in sentence.tokens]
            for sentence in self._run(text, "tokenize").sentences
        ]

    def _sentences(self, text: str) -> list[list[str]]:
        """The words of a text, a list for each sentence."""
        forms = tokenize(text)
        if not forms:
            return []
        # stanza sees no sentence in control characters alone, which are marks to us.
        ends = [words[-1][1] for words in self.spans(text)] or [len(text)]
        sentences: list[list[str]] = [[] for _ in ends]
        place, sentence = 0, 0
        for form in forms:
            place = text.index(form, place)
            while sentence < len(ends) - 1 and place >= ends[sentence]:
                sentence += 1
            sentences[sentence].append(form)
            place += len(form)
        return [forms for forms in sentences if forms]

    def _run(self, document: Any, processors: str) -> Any:
        with self._lock:
            return self._pipeline.process(document, processors=processors)


def _token(form: str, word: Any) -> Token:
    lemma, pos = word.lemma or form, word.upos or "X"
    if not any(letter.isalnum() for letter in form):
        return Token(form, form, pos)
    # Treebanks mark where a compound joins; a form that has the mark itself keeps it.
    return Token(form, lemma if "#" in form else lemma.replace("#", "") or form, pos)


def _load(options: Options) -> tuple[Pipeline, list[Path]]:
    """The pipeline, and the files that it is made of."""
    folder = options.stanza
    found = {part: _named(folder, part) for part in _PARTS}
    if all(len(files) == 1 for files in found.values()):
        files = {part: one for part, (one,) in found.items()}
        return _trained(files), list(files.values())
    if options.allow_network or (folder / "fi").is_dir():
        pipeline = _of_stanza(folder, options.allow_network)
        return pipeline, sorted(folder.glob("fi/**/*.pt"))
    wanting = ", ".join(part for part, files in found.items() if len(files) != 1)
    raise FileNotFoundError(
        f"{folder} holds no trained stanza model (one file each is needed: {wanting}), and "
        "allow_network is not set, which would let stanza fetch its own"
    )


def _named(folder: Path, part: str) -> list[Path]:
    own = folder / part
    return [own] if own.is_file() else sorted(folder.glob(f"*{part}"))


def _trained(files: dict[str, Path]) -> Pipeline:
    import stanza

    # stanza asks for a list of what may be fetched, even where nothing is.
    with tempfile.NamedTemporaryFile("w", suffix=".json") as nothing:
        nothing.write("{}")
        nothing.flush()
        try:
            return stanza.Pipeline(
                "fi",
                dir=str(files["tagger.pt"].parent),
                processors=dict.fromkeys(_PROCESSORS, "custom"),
                download_method=None,
                resources_filepath=nothing.name,
                allow_unknown_language=True,
                use_gpu=False,
                **{option: str(files[part]) for part, option in _PARTS.items()},
            )
        except Exception as error:  # whatever a damaged file leads to
            log.debug("stanza cannot read its model", exc_info=True)
            raise OSError(
                f"the stanza model in {files['tagger.pt'].parent} cannot be read: it is damaged, "
                "or was made by another version of stanza"
            ) from error


def _of_stanza(folder: Path, allow_network: bool) -> Pipeline:
    """stanza's own models for Finnish, fetched into the folder where they are not in it."""
    import stanza

    method = stanza.DownloadMethod.REUSE_RESOURCES if allow_network else None
    try:
        return stanza.Pipeline(
            "fi",
            dir=str(folder),
            processors=",".join(_PROCESSORS),
            download_method=method,
            use_gpu=False,
        )
    except Exception as error:  # of the network, of a server's answer, of a file
        raise OSError(f"stanza's Finnish models cannot be had for {folder}: {error}") from error


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:12]
