"""Treebanks: CoNLL-U files of Universal Dependencies, with errors that name the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from conllu import TokenList

_COLUMNS = 10


@dataclass(frozen=True)
class GoldWord:
    """A syntactic word and what an annotator said of it."""

    form: str
    lemma: str
    pos: str
    #: Spoken language in writing (Style=Coll).
    colloquial: bool = False
    typo: bool = False


def read_gold(file: Path) -> list[list[GoldWord]]:
    """The words of each sentence that have a lemma.

    Raises:
        InputError: the file cannot be read, or a line is not CoNLL-U.
    """
    return [
        [
            GoldWord(
                row["form"],
                row["lemma"],
                row["upos"],
                (row["feats"] or {}).get("Style") == "Coll",
                (row["feats"] or {}).get("Typo") == "Yes",
            )
            for row in sentence
            if isinstance(row["id"], int)
        ]
        for sentence in read_sentences(file)
    ]


def read_sentences(file: Path) -> Iterator[TokenList]:
    """The rows of each sentence, as the conllu library gives them.

    Raises:
        InputError: the file cannot be read, holds no sentence, or a line is not CoNLL-U.
    """
    from conllu.exceptions import ParseException
    from conllu.parser import parse_token_and_metadata

    empty = True
    for number, lines in _blocks(file):
        for offset, line in enumerate(lines):
            _check(line, f"{file}, line {number + offset}")
        try:
            rows = parse_token_and_metadata("\n".join(lines))
        except ParseException as error:
            raise InputError(f"{file}, the sentence from line {number}: {error}") from None
        if rows:
            empty = False
            yield rows
    if empty:
        raise InputError(f"{file} holds no sentences.")


def _blocks(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of each sentence, with the number of the first."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8 text.") from None
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line.rstrip("\r"))
        elif block:
            yield number - len(block), block
            block = []


def _check(line: str, where: str) -> None:
    if line.startswith("#"):
        return
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise InputError(
            f"{where}: not CoNLL-U: {len(columns)} columns, where ten are parted by tabulators."
        )
    if not columns[0][:1].isdigit() or not columns[1].strip():
        raise InputError(f"{where}: not CoNLL-U: a word needs a number and a form.")
