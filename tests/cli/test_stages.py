"""The stages' JSON Lines contract: one line out for each line in, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kerropois, lines

ANSWERS = [
    {"id": "a", "text": "Kirjastossa oli hyvä tunnelma, mutta kukaan ei kertonut kokouksesta."},
    {"id": 2, "text": "-"},
    {"id": "c", "text": "Vi behöver fler bänkar vid stranden."},
    {"id": "d", "text": ""},
    {"id": "a", "text": "Kirjastossa oli hyvä tunnelma, mutta kukaan ei kertonut kokouksesta."},
    {"id": "f", "text": "Meille ei kerrottu mitä palautteelle tapahtui.\nKuka sen luki? 😀"},
    {"id": "g", "text": "Soittakaa Maijalle numeroon 040 123 4567."},
]
VERBS = ["lemmatize", "pseudonymise", "topics", "tag"]


@pytest.mark.parametrize("verb", VERBS)
def test_one_line_out_for_each_line_in(
    kerropois_here: Kerropois, tmp_path: Path, verb: str
) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(lines(*ANSWERS), encoding="utf-8")
    from_file, from_stdin = (
        kerropois_here(verb, file),
        kerropois_here(verb, "-", given=lines(*ANSWERS)),
    )
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stdout == from_stdin.stdout
    out = [json.loads(line) for line in from_file.stdout.splitlines()]
    assert [record["id"] for record in out] == [record["id"] for record in ANSWERS]
    assert out[0] == out[4]  # identical answers, identical results


def test_a_process_of_its_own_gives_the_same(
    kerropois: Kerropois, kerropois_here: Kerropois
) -> None:
    given = lines(*ANSWERS)
    own = kerropois("tag", "-", given=given)
    assert own.returncode == 0, own.stderr
    assert own.stdout == kerropois_here("tag", "-", given=given).stdout


@pytest.mark.parametrize("verb", VERBS)
def test_no_input_gives_no_output(kerropois_here: Kerropois, verb: str) -> None:
    done = kerropois_here(verb, "-")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("verb", VERBS)
def test_every_bad_line_is_named_and_nothing_is_quoted(
    kerropois_here: Kerropois, verb: str
) -> None:
    given = (
        b'{"id": "a", "text": "Salainen vastaus"}\n'
        b"not json: Salainen vastaus\n"
        b'{"text": "Salainen vastaus"}\n'
        b'{"id": "d"}\n'
        b'{"id": "e", "text": 5}\n'
        b"\n"
        b'["a"]\n'
        b'{"id": "h", "text": "\xff"}\n'
        b'{"id": "i", "text": "puoli \\ud800"}\n'
        b'{"id": ' + b"9" * 5000 + b', "text": "a"}\n'
        b'{"id": true, "text": "a"}\n'
    )
    done = kerropois_here(verb, "-", given=given)
    assert (done.returncode, done.stdout) == (1, "")
    for number in range(2, 12):
        assert f"line {number}: " in done.stderr
    assert "line 1:" not in done.stderr
    assert "Salainen" not in done.stderr
    assert "Traceback" not in done.stderr


def test_lemmatize_gives_language_and_tokens(kerropois_here: Kerropois) -> None:
    out = [
        json.loads(s)
        for s in kerropois_here("lemmatize", "-", given=lines(*ANSWERS)).stdout.splitlines()
    ]
    assert [record["language"] for record in out[:3]] == ["fi", "fi", "sv"]
    tokens = {token["form"]: token["lemma"] for token in out[0]["tokens"]}
    assert tokens["Kirjastossa"].lower() == "kirjasto"
    assert tokens["kokouksesta"] == "kokous"
    assert set(out[0]["tokens"][0]) == {"form", "lemma", "pos"}


def test_pretokenized_gives_one_token_for_each(kerropois_here: Kerropois) -> None:
    given = [
        {"id": 1, "tokens": ["Kerro", "Pois!", "kirjastossa", "", "😀", "a b"]},
        {"id": 2, "tokens": []},
    ]
    done = kerropois_here("lemmatize", "--pretokenized", "-", given=lines(*given))
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [[token["form"] for token in record["tokens"]] for record in out] == [
        record["tokens"] for record in given
    ]


def test_pseudonymise_gives_spans_of_the_input(kerropois_here: Kerropois) -> None:
    out = [
        json.loads(line)
        for line in kerropois_here("pseudonymise", "-", given=lines(*ANSWERS)).stdout.splitlines()
    ]
    masked, text = out[6], ANSWERS[6]["text"]
    assert masked["text"] == "Soittakaa [nimi] numeroon [puhelin]."
    assert [text[span["start"] : span["end"]] for span in masked["spans"]] == [
        "Maijalle",
        "040 123 4567",
    ]


def test_topics_are_numbered_and_described(kerropois_here: Kerropois, tmp_path: Path) -> None:
    from tests.conftest import gold_answers

    answers = [{"id": r["id"], "text": r["text"]} for r in gold_answers("D5")[:60]]
    described = tmp_path / "topics.jsonl"
    done = kerropois_here("topics", "-", "--describe", described, given=lines(*answers))
    out = [json.loads(line) for line in done.stdout.splitlines()]
    topics = [json.loads(line) for line in described.read_text(encoding="utf-8").splitlines()]
    assert [topic["topic"] for topic in topics] == list(range(len(topics)))
    assert len(topics) > 1
    for topic in topics:
        assert topic["size"] == sum(record["topic"] == topic["topic"] for record in out)
        assert topic["label"]
        assert set(topic["exemplars"]) <= {answer["id"] for answer in answers}
    assert all(0 <= record["probability"] <= 1 for record in out)


def test_tag_gives_themes_scores_and_evidence(kerropois_here: Kerropois) -> None:
    given = [
        {"id": 1, "text": "En ollut ikinä kuullutkaan kumppanuuspöydistä, laittakaa mainoksia."},
        {"id": 2, "text": "En osaa sanoa.", "question": "Q2"},
    ]
    done = kerropois_here("tag", "-", given=lines(*given))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "visibility" in first["themes"]
    assert first["scores"]["visibility"] > first["scores"]["impact"]
    evidence = first["evidence"]["visibility"]
    assert "kuulla" in evidence["lemmas"] or "mainos" in evidence["lemmas"]
    assert len(evidence["nearest"]) == 3
    assert second["themes"] == []
    assert second["evidence"] == {}


def test_lemmatize_adds_the_parts_of_compounds_when_asked(kerropois_here: Kerropois) -> None:
    text = {"id": 1, "text": "Kumppanuuspöydät kokoontuvat. Kerro Pois! on tuttu Liipolassa."}
    (line,) = kerropois_here("lemmatize", "--parts", "-", given=lines(text)).stdout.splitlines()
    tokens = {token["lemma"]: token["parts"] for token in json.loads(line)["tokens"]}
    assert tokens["kumppanuuspöytä"] == ["kumppanuus", "pöytä"]
    assert tokens["tuttu"] == []
    assert {"Kerro Pois!", "Liipola"} <= set(tokens)  # config.yaml's own words and districts
