"""Treebanks are read with errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.language.treebank import GoldWord, read_gold

ROWS = """# sent_id = 1
1-2\tettei\t_\t_\t_\t_\t_\t_\t_\t_
1\tettä\tettä\tSCONJ\t_\t_\t4\tmark\t_\t_
2\tei\tei\tAUX\t_\tPolarity=Neg\t4\taux\t_\t_
3\tpihas\tpiha\tNOUN\t_\tCase=Ine|Style=Coll|Typo=Yes\t4\tobl\t_\t_
4\too\tolla\tAUX\t_\t_\t0\troot\t_\t_
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "pieni.conllu"
    file.write_text(text, encoding="utf-8")
    return file


def test_syntactic_words_come_with_what_marks_them(tmp_path: Path) -> None:
    (sentence,) = read_gold(write(tmp_path, ROWS))
    assert [word.form for word in sentence] == ["että", "ei", "pihas", "oo"]
    assert sentence[2] == GoldWord("pihas", "piha", "NOUN", colloquial=True, typo=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no sentences"),
        (ROWS + "\n\n1\tvain kaksi\n", r"line 9: not CoNLL-U: 2 columns"),
        (ROWS.replace("3\tpihas", "x\tpihas"), r"line 5: .*needs a number"),
    ],
)
def test_what_is_no_treebank_is_refused_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read_gold(write(tmp_path, text))


def test_a_missing_file_and_other_bytes_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "ei-ole.conllu")
    (tmp_path / "kuva.conllu").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_gold(tmp_path / "kuva.conllu")
