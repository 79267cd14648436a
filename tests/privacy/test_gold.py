"""Marked answers in both their forms, and files that are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.privacy.base import MARKS
from pipeline.privacy.gold import MarkedAnswer, read_gold
from pipeline.records import Span


def read(folder: Path, content: str) -> list[MarkedAnswer]:
    path = folder / "merkityt.txt"
    path.write_text(content, encoding="utf-8", newline="")
    return read_gold(path)


def test_marks_in_the_text_become_spans_of_the_text_without_them(tmp_path: Path) -> None:
    line = (
        "<PERSON>Pilvi</PERSON> soitti numerosta <PHONE>044 999 0112</PHONE>, ja pilvi meni pois."
    )
    (answer,) = read(tmp_path, line)
    assert answer.id == "1"
    assert answer.text == "Pilvi soitti numerosta 044 999 0112, ja pilvi meni pois."
    assert answer.spans == (Span(0, 5, "PERSON"), Span(23, 35, "PHONE"))


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    record = {
        "id": "A-1",
        "text": "Pilvi soitti.",
        "spans": [{"start": 0, "end": 5, "type": "PERSON"}],
    }
    (answer,) = read(tmp_path, json.dumps(record) + "\n")
    assert answer == MarkedAnswer("A-1", "Pilvi soitti.", (Span(0, 5, "PERSON"),))


def test_empty_lines_and_foreign_line_ends_do_no_harm(tmp_path: Path) -> None:
    answers = read(tmp_path, "\ufeffKiitos!\r\n\r\n<PERSON>Aino</PERSON> auttoi.\r\n")
    assert [(answer.id, answer.text) for answer in answers] == [
        ("1", "Kiitos!"),
        ("3", "Aino auttoi."),
    ]


def test_a_smaller_than_sign_is_no_mark(tmp_path: Path) -> None:
    (answer,) = read(tmp_path, "Meitä oli <30 ja <b>kaikki</b> palelivat.")
    assert answer.spans == ()


pieces = st.tuples(st.sampled_from(["", *MARKS]), st.text("aåäö <>.,1", min_size=1, max_size=8))


@given(st.lists(pieces, min_size=1, max_size=6))
def test_what_is_marked_can_be_read_back(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]
) -> None:
    line = "".join(f"<{kind}>{text}</{kind}>" if kind else text for kind, text in parts)
    if not line.strip():
        return
    (answer,) = read(tmp_path_factory.mktemp("merkityt"), line)
    assert answer.text == "".join(text for _, text in parts)
    marked = [(kind, text) for kind, text in parts if kind]
    assert [(span.type, answer.text[span.start : span.end]) for span in answer.spans] == marked


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<PERSON>Aino soitti.", "line 1: the mark <PERSON> is not closed"),
        ("Kiitos.\nAino</PERSON> soitti.", "line 2: the mark </PERSON> does not fit"),
        ("<PERSON>Aino</PHONE> soitti.", "line 1: the mark </PHONE> does not fit"),
        ("<PERSON></PERSON> soitti.", "line 1: a span lies outside the text or is empty"),
        ('{"id": 1}', "line 1: expected"),
        ('{"id": 1, "text": 5, "spans": []}', 'line 1: "text" must be a string'),
        ('{"id": 1, "text": "a", "spans": [{"start": 0, "end": 9, "type": "IBAN"}]}', "outside"),
        ('{"id": 1, "text": "a", "spans": [{"start": 0, "end": 1, "type": "X"}]}', "unknown type"),
        ('{"id": 1, "text": "a", "spans": [{"start": "0", "end": 1, "type": "IBAN"}]}', "whole"),
        ("\n", "holds no answers"),
    ],
)
def test_a_file_is_refused_with_every_reason_and_its_line(
    tmp_path: Path, content: str, reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, content)
    assert reason in str(caught.value)
    assert "Aino" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "ei-ole.txt")
    (tmp_path / "latin.txt").write_bytes("Äiti".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_gold(tmp_path / "latin.txt")
