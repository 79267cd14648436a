"""A treebank (CoNLL-U) as stanza's training wants it.

Words that Universal Dependencies split in two are put together again (ettei, not että + ei): at
run time a form comes in as it is written, and one token goes out for it. Compound marks go from
the lemmas (kumppanuus#pöytä), since no reader of a report writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.language.treebank import read_sentences

if TYPE_CHECKING:
    from conllu import Token as Row

#: Of a treebank in one file, every so many sentences one is kept for measuring.
_DEV_EVERY = 10


@dataclass(frozen=True)
class Word:
    """A word as it is written, and what an annotator said of it. `feats`: as `Case=Ine`, or `_`."""

    form: str
    lemma: str
    upos: str
    feats: str
    space_after: bool


Sentence = tuple[Word, ...]


@dataclass(frozen=True)
class Treebank:
    """What to learn from, what to measure on, and the names of the files they come from."""

    train: list[Sentence]
    dev: list[Sentence]
    files: tuple[str, ...]
    #: Whether `dev` was taken out of the one file there is.
    split: bool


def read_treebank(folder: Path) -> Treebank:
    """The treebank in a folder: `*-ud-train.conllu` or `train.conllu`, and dev likewise.

    A folder with one part only is split: every tenth sentence is kept for measuring.

    Raises:
        InputError: there is no treebank, it is too small, or a line is not CoNLL-U.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; give the one with the treebank's files.")
    parts = {name: file for name in ("train", "dev", "test") if (file := _part(folder, name))}
    if not parts:
        raise InputError(
            f"{folder} holds no treebank: no *-ud-train.conllu and no train.conllu (nor dev, test)."
        )
    if "train" in parts and "dev" in parts:
        train, dev = read_conllu(parts["train"]), read_conllu(parts["dev"])
        return Treebank(train, dev, (parts["train"].name, parts["dev"].name), split=False)
    # Test data stays unseen, unless there is nothing else.
    file = parts.get("train") or parts.get("dev") or parts["test"]
    sentences = read_conllu(file)
    if len(sentences) < _DEV_EVERY:
        raise InputError(
            f"{file} has {len(sentences)} sentences; at least {_DEV_EVERY} are needed."
        )
    dev = sentences[_DEV_EVERY - 1 :: _DEV_EVERY]
    train = [s for number, s in enumerate(sentences, start=1) if number % _DEV_EVERY]
    return Treebank(train, dev, (file.name,), split=True)


def _part(folder: Path, name: str) -> Path | None:
    found = sorted(folder.glob(f"*-ud-{name}.conllu")) or sorted(folder.glob(f"{name}.conllu"))
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise InputError(f"{folder} holds more than one treebank: {names}. Give a folder for each.")
    return found[0] if found else None


def read_conllu(file: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file.

    Raises:
        InputError: a line is not CoNLL-U, or a word has no lemma or part of speech.
    """
    sentences = []
    for number, rows in enumerate(read_sentences(file), start=1):
        for row in rows:
            _check(row, f"{file}, sentence {number}")
        sentence = tuple(_words(rows))
        if sentence:
            sentences.append(sentence)
    return sentences


def _check(row: Row, where: str) -> None:
    # The tail of a word that was written in two (40%: lla) has neither: X, and no lemma.
    unknown = row["lemma"] in ("_", "") and row["form"] != "_" and row["upos"] != "X"
    if isinstance(row["id"], int) and (row["upos"] in ("_", "") or unknown):
        raise InputError(
            f"{where}, word {row['id']}: it has no lemma or no part of speech to learn from."
        )


def _words(rows: Sequence[Row]) -> Iterator[Word]:
    inside = 0  # the last part of a split word that has gone out whole
    by_number = {row["id"]: row for row in rows}
    for row in rows:
        number = row["id"]
        if isinstance(number, int):
            if number > inside:
                yield _word(row, row)
        elif number[1] == "-" and number[0] in by_number:
            inside = number[2]
            yield _word(row, by_number[number[0]])


def _word(written: Row, analysis: Row) -> Word:
    form, lemma = written["form"], analysis["lemma"]
    if lemma in ("_", ""):
        lemma = form
    features = (f"{name}={value}" for name, value in (analysis["feats"] or {}).items())
    return Word(
        form,
        lemma if "#" in form else lemma.replace("#", ""),
        analysis["upos"],
        "|".join(features) or "_",
        (written["misc"] or {}).get("SpaceAfter") != "No",
    )


def write_conllu(file: Path, sentences: Sequence[Sentence], paragraph: int | None = None) -> None:
    """Writes sentences without their trees, which none of the models here learns.

    Args:
        paragraph: start one after so many sentences. Answers are short, and where a paragraph
            ends the tokenizer learns to end a sentence.
    """
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for place, sentence in enumerate(sentences):
            if paragraph and place % paragraph == 0:
                out.write("# newpar\n")
            for number, word in enumerate(sentence, start=1):
                tree = ("0", "root") if number == 1 else ("1", "dep")
                space = "_" if word.space_after else "SpaceAfter=No"
                columns = (word.form, word.lemma, word.upos, "_", word.feats, *tree, "_", space)
                out.write("\t".join((str(number), *columns)) + "\n")
            out.write("\n")
