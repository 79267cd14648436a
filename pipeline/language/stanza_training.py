"""Trains a stanza pipeline on a treebank: tokenizer, tagger, lemmatizer, by stanza's own programs.

All three learn on the processor from a fixed seed, so that the same treebank gives the same
models. Nothing is fetched: the tagger's word vectors are spaCy-fi's.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import engines
from pipeline.errors import MissingPartError
from pipeline.language.stanza_data import Sentence, Treebank, write_conllu
from pipeline.language.stanza_log import heard
from pipeline.progress import Progress, silent

if TYPE_CHECKING:
    import numpy as np

MODELS = ("tokenizer", "tagger", "lemmatizer")
#: Sentences and words at a time. A larger tagger batch needs memory and learns less in a step.
_TAGGER_BATCH = 32
_LEMMATIZER_BATCH = 50
#: More rounds over a small treebank teach it by heart.
_MOST_EPOCHS = 20
#: How often each model is measured on the way; the best is kept.
_MEASURED = 10
_PARAGRAPH = 3
_STEP = re.compile(r"\bstep\s+(\d+)/", re.IGNORECASE)


@dataclass(frozen=True)
class Settings:
    """How long to learn; the defaults suit a treebank of 15 000 to 200 000 words."""

    tokenizer_steps: int = 1000
    tagger_steps: int = 1500
    lemmatizer_steps: int = 16_000
    seed: int = 1

    def epochs(self, words: int) -> int:
        """The lemmatizer counts in rounds over all words."""
        rounds = round(self.lemmatizer_steps * _LEMMATIZER_BATCH / max(words, 1))
        return min(max(rounds, 1), _MOST_EPOCHS)


#: A try in minutes, not a model to use.
QUICK = Settings(tokenizer_steps=100, tagger_steps=100, lemmatizer_steps=500)


def train(
    treebank: Treebank, folder: Path, settings: Settings, progress: Progress = silent
) -> None:
    """Writes tokenizer.pt, tagger.pt, lemmatizer.pt and, for the tagger, pretrain.pt.

    Models that are in `folder` already stay until all of the new ones are made.

    Raises:
        MissingPartError: stanza or spaCy-fi is not installed.
        OSError: the folder cannot be written.
    """
    _check_installed()
    folder.mkdir(parents=True, exist_ok=True)  # what cannot be written should fail now
    with tempfile.TemporaryDirectory(prefix="kerropois-stanza-") as name:
        work = Path(name)
        _prepare(treebank, work)
        words = sum(map(len, treebank.train))
        _write_vectors({w.form for sentence in treebank.train for w in sentence}, work)
        steps = _Steps(settings, words, progress)
        with heard(steps), contextlib.redirect_stdout(io.StringIO()):
            _train_tokenizer(work, settings)
            steps.next_model()
            _train_tagger(work, settings)
            steps.next_model()
            _train_lemmatizer(work, settings, words)
        for model in MODELS:
            _forget_circumstances(work / f"{model}.pt", work)
        for model in (*MODELS, "pretrain"):
            shutil.copyfile(work / f"{model}.pt", folder / f"{model}.pt")


def _check_installed() -> None:
    try:
        import stanza  # noqa: F401

        engines.spacy_fi(())
    except (ImportError, OSError) as error:
        raise MissingPartError(
            f"training needs stanza and spacy-fi ({error}). Install them with: "
            f"pip install 'kerropois[stanza]' && {engines.SPACY_INSTALL}"
        ) from error


class _Steps:
    """Makes one progress of three trainings, out of what stanza says."""

    def __init__(self, settings: Settings, words: int, progress: Progress) -> None:
        batches = -(-words // _LEMMATIZER_BATCH) * settings.epochs(words)
        # A lemmatizer step takes about a third of the others' time.
        self._parts = [settings.tokenizer_steps, settings.tagger_steps, batches / 3]
        self._weights = [1.0, 1.0, 1 / 3]
        self._model = 0
        self._progress = progress

    def next_model(self) -> None:
        self._model += 1

    def __call__(self, message: str) -> None:
        found = _STEP.search(message)
        if found:
            done = sum(self._parts[: self._model]) + int(found[1]) * self._weights[self._model]
            self._progress(int(done), int(sum(self._parts)))


def _prepare(treebank: Treebank, work: Path) -> None:
    """Each part as CoNLL-U, as running text, and the text's letters labelled."""
    from stanza.utils.datasets import conllu_to_text, prepare_tokenizer_data

    parts: Iterable[tuple[str, Sequence[Sentence], int | None]] = (
        ("train", treebank.train, _PARAGRAPH),
        ("dev", treebank.dev, None),
    )
    for part, sentences, paragraph in parts:
        words, text = work / f"{part}.conllu", work / f"{part}.txt"
        write_conllu(words, sentences, paragraph)
        conllu_to_text.convert_text(str(words), str(text))
        labels, split = str(work / f"{part}.toklabels"), str(work / f"{part}.json")
        with contextlib.redirect_stdout(io.StringIO()):
            prepare_tokenizer_data.main([str(text), str(words), "-o", labels, "-m", split])


def _train_tokenizer(work: Path, settings: Settings) -> None:
    from stanza.models import tokenizer

    tokenizer.main(
        _arguments(
            txt_file=work / "train.txt",
            label_file=work / "train.toklabels",
            dev_txt_file=work / "dev.txt",
            dev_label_file=work / "dev.toklabels",
            dev_conll_gold=work / "dev.conllu",
            mwt_json_file=work / "dev.json",
            conll_file=work / "tokenized.conllu",
            lang="fi",
            max_seqlen=300,
            steps=settings.tokenizer_steps,
            eval_steps=_interval(settings.tokenizer_steps),
            **_common(work, "tokenizer", settings),
        )
    )


def _train_tagger(work: Path, settings: Settings) -> None:
    from stanza.models import tagger

    tagger.main(
        [
            *_arguments(
                train_file=work / "train.conllu",
                eval_file=work / "dev.conllu",
                wordvec_pretrain_file=work / "pretrain.pt",
                lang="fi",
                batch_size=_TAGGER_BATCH,
                max_steps=settings.tagger_steps,
                eval_interval=_interval(settings.tagger_steps),
                **_common(work, "tagger", settings),
            ),
            "--fix_eval_interval",
        ]
    )


def _train_lemmatizer(work: Path, settings: Settings, words: int) -> None:
    from stanza.models import lemmatizer

    lemmatizer.main(
        _arguments(
            train_file=work / "train.conllu",
            eval_file=work / "dev.conllu",
            batch_size=_LEMMATIZER_BATCH,
            num_epoch=settings.epochs(words),
            **_common(work, "lemmatizer", settings),
        )
    )


def _common(work: Path, model: str, settings: Settings) -> dict[str, object]:
    return {
        "save_dir": work,
        "save_name": f"{model}.pt",
        "shorthand": "fi_own",
        "seed": settings.seed,
        "device": "cpu",
    }


def _arguments(**options: object) -> list[str]:
    return [text for name, value in options.items() for text in (f"--{name}", str(value))]


def _interval(steps: int) -> int:
    return max(1, steps // _MEASURED)


def _write_vectors(words: Iterable[str], work: Path) -> None:
    """spaCy-fi's vectors as stanza reads them, for its own words and those of the treebank.

    spaCy-fi makes the vector of any word from its parts; stanza wants a list of whole words.
    """
    import numpy as np
    import torch
    from stanza.models.common.pretrain import PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    vocab = engines.spacy_fi(()).vocab
    known = (word for word in vocab.strings if word.isalpha())
    listed = sorted({word.lower() for word in (*known, *words) if " " not in word})
    for word in listed:
        vocab.strings.add(word)
    vectors: np.ndarray = vocab.vectors.get_batch(listed)
    special = np.zeros((len(VOCAB_PREFIX), vectors.shape[1]), dtype=np.float32)
    torch.save(
        {
            "vocab": PretrainedWordVocab(listed, lang="fi").state_dict(),
            "emb": torch.from_numpy(np.concatenate([special, vectors])),
        },
        work / "pretrain.pt",
    )


def _forget_circumstances(file: Path, work: Path) -> None:
    """Takes out of a model what every training has otherwise: folders' names, and the time."""
    import torch

    model: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    settings = model["config"]
    for name, value in settings.items():
        if isinstance(value, str) and str(work) in value:
            settings[name] = Path(value).name if name != "save_dir" else "."
    if isinstance(model.get("dicts"), bytes):
        model["dicts"] = gzip.compress(gzip.decompress(model["dicts"]), mtime=0)
    # The older format, which stanza writes, holds addresses in memory.
    torch.save(model, file)
