"""Reading treebanks: split words made whole, marks taken out, mistakes named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.language.stanza_data import Word, read_conllu, read_treebank, write_conllu
from tests.conftest import SMALL_TREEBANK


def small_text() -> str:
    return SMALL_TREEBANK.read_text(encoding="utf-8")


def complaint(folder: Path, text: str) -> str:
    (folder / "train.conllu").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_treebank(folder)
    return str(caught.value)


def test_a_word_that_the_treebank_splits_is_one_word() -> None:
    sentence = next(s for s in read_conllu(SMALL_TREEBANK) if "ettei" in [w.form for w in s])
    assert [word.form for word in sentence] == [
        "Haluan", ",", "ettei", "kaupunki", "vie", "penkkejä", ".",
    ]  # fmt: skip
    assert sentence[2] == Word("ettei", "että", "SCONJ", "_", True)
    assert [word.space_after for word in sentence] == [False, True, True, True, True, False, True]


def test_compound_marks_go_from_lemmas_only(tmp_path: Path) -> None:
    file = tmp_path / "train.conllu"
    rest = "SYM\t_\t_\t0\troot\t_\t_"
    file.write_text(f"1\t#lahti\t#lahti\t{rest}\n2\ttietyömaa\ttie#työ#maa\t{rest}\n")
    assert [word.lemma for word in read_conllu(file)[0]] == ["#lahti", "tietyömaa"]


def test_the_tail_of_a_word_written_in_two_has_no_lemma(tmp_path: Path) -> None:
    file = tmp_path / "train.conllu"
    file.write_text(
        "1\t40%:\t%\tNOUN\t_\tCase=Ade\t0\troot\t_\t_\n2\tlla\t_\tX\t_\t_\t1\tgoeswith\t_\t_\n"
    )
    assert read_conllu(file)[0][1] == Word("lla", "lla", "X", "_", True)


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    sentences = read_conllu(SMALL_TREEBANK)
    write_conllu(tmp_path / "train.conllu", sentences, paragraph=3)
    assert read_conllu(tmp_path / "train.conllu") == sentences


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "train.conllu"
    file.write_bytes(b"\xef\xbb\xbf" + small_text().replace("\n", "\r\n").encode())
    assert read_conllu(file) == read_conllu(SMALL_TREEBANK)


def test_a_treebank_in_one_file_keeps_every_tenth_sentence(tmp_path: Path) -> None:
    (tmp_path / "fi_x-ud-dev.conllu").write_text(small_text(), encoding="utf-8")
    found = read_treebank(tmp_path)
    assert (len(found.train), len(found.dev), found.split) == (38, 4, True)
    assert found.files == ("fi_x-ud-dev.conllu",)
    everything = read_conllu(SMALL_TREEBANK)
    assert found.dev == everything[9::10]
    assert not set(found.dev) & set(found.train)


@pytest.mark.parametrize("name", ["fi_x-ud-{}.conllu", "{}.conllu"])
def test_the_parts_of_a_treebank_are_found_by_name(tmp_path: Path, name: str) -> None:
    for part in ("train", "dev", "test"):
        (tmp_path / name.format(part)).write_text(small_text(), encoding="utf-8")
    found = read_treebank(tmp_path)
    assert found.files == (name.format("train"), name.format("dev"))
    assert (len(found.train), len(found.dev), found.split) == (42, 42, False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("4\tpenkki\tpenkki", "4 penkki penkki", "line 8: not CoNLL-U: 8", id="blanks"),
        pytest.param("3\tuusi", "x\tuusi", "line 7: not CoNLL-U: a word needs", id="no number"),
        pytest.param(
            "\tuusi\tuusi", "\tuusi\t_", "sentence 1, word 3: it has no lemma", id="no lemma"
        ),
        pytest.param("uusi\tADJ", "uusi\t_", "sentence 1, word 3: it has no lemma", id="no tag"),
        pytest.param("3\tuusi", "3-\tuusi", "the sentence from line 1: ", id="half a range"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in small_text()
    message = complaint(tmp_path, small_text().replace(old, new, 1))
    assert words in message
    assert "train.conllu" in message


def test_what_is_no_treebank_is_refused(tmp_path: Path) -> None:
    assert "holds no sentences" in complaint(tmp_path, "\n\n")
    assert "at least 10 are needed" in complaint(tmp_path, small_text().partition("\n\n")[0])
    (tmp_path / "train.conllu").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_treebank(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        read_treebank(tmp_path / "missing")
    with pytest.raises(InputError, match="holds no treebank"):
        read_treebank(tmp_path.parent)


def test_two_treebanks_in_a_folder_are_refused(tmp_path: Path) -> None:
    for name in ("fi_x", "fi_y"):
        (tmp_path / f"{name}-ud-train.conllu").write_text(small_text(), encoding="utf-8")
    with pytest.raises(InputError, match=r"more than one treebank: fi_x.*, fi_y"):
        read_treebank(tmp_path)
